//! Where the database is, as an operator writes it.

use std::path::{Path, PathBuf};

use persistence::{DatabaseKind, DatabaseUrl};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The address of the database. However it is shown, it shows no password.
#[derive(Clone, Debug)]
pub struct DatabaseAddress(DatabaseUrl);

impl DatabaseAddress {
    /// As the store takes it.
    #[must_use]
    pub const fn url(&self) -> &DatabaseUrl {
        &self.0
    }

    /// The file, where it is one.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match self.0.kind() {
            DatabaseKind::Postgres => None,
            DatabaseKind::Sqlite => {
                let shown = self.0.to_string();
                Some(shown.strip_prefix("sqlite:").unwrap_or(&shown).into())
            }
        }
    }

    /// The folder that has to be there for the file to be made in, where it is not.
    #[must_use]
    pub fn missing_folder(&self) -> Option<PathBuf> {
        let file = self.file()?;
        let folder = file.parent().filter(|folder| *folder != Path::new(""))?;
        (!folder.is_dir()).then(|| folder.to_owned())
    }
}

impl Default for DatabaseAddress {
    fn default() -> Self {
        #[allow(clippy::expect_used)] // a constant, and a test reads it
        let url =
            DatabaseUrl::parse("sqlite://angebote.sqlite").expect("the default is an address");
        Self(url)
    }
}

impl std::fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for DatabaseAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DatabaseAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        DatabaseUrl::parse(&text)
            .map(Self)
            .map_err(D::Error::custom)
    }
}
