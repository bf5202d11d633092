//! Where the database is. The address may hold a password and never shows it.

use std::fmt;
use std::str::FromStr;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;

use crate::error::StoreError;

/// Which of the two databases it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DatabaseKind {
    /// A file of our own.
    Sqlite,
    /// A server.
    Postgres,
}

impl fmt::Display for DatabaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// The address of a database: `sqlite://data/angebote.db` or `postgres://user@host/name`.
#[derive(Clone)]
pub struct DatabaseUrl {
    driver: Driver,
}

#[derive(Clone)]
pub(crate) enum Driver {
    Sqlite {
        options: Box<SqliteConnectOptions>,
        read_only: bool,
    },
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    /// Read an address.
    ///
    /// # Errors
    /// Says what is wrong, without repeating the address.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        let driver = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| StoreError::InvalidUrl {
                reason: "expected postgres://user:password@host:5432/name, with special characters \
                         in the password percent-encoded",
            })?;
            Driver::Postgres(Box::new(options))
        } else if url.starts_with("sqlite:") {
            if url.contains(":memory:") || url.contains("mode=memory") {
                return Err(StoreError::InvalidUrl {
                    reason: "a database in memory is another one for each connection; name a file",
                });
            }
            let options =
                SqliteConnectOptions::from_str(url).map_err(|_| StoreError::InvalidUrl {
                    reason: "expected sqlite://path/to/file.db",
                })?;
            Driver::Sqlite {
                options: Box::new(options),
                read_only: url.contains("mode=ro"),
            }
        } else {
            return Err(StoreError::InvalidUrl {
                reason: "it starts with neither sqlite: nor postgres:",
            });
        };
        Ok(Self { driver })
    }

    /// Which database it leads to.
    #[must_use]
    pub const fn kind(&self) -> DatabaseKind {
        match self.driver {
            Driver::Sqlite { .. } => DatabaseKind::Sqlite,
            Driver::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    pub(crate) const fn driver(&self) -> &Driver {
        &self.driver
    }
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        Self::parse(url)
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.driver {
            Driver::Sqlite { options, .. } => {
                write!(f, "sqlite:{}", options.get_filename().display())
            }
            Driver::Postgres(options) => write!(
                f,
                "postgres://{}:{}/{}",
                options.get_host(),
                options.get_port(),
                options.get_database().unwrap_or_default()
            ),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn an_address_never_shows_its_password() {
        let url = DatabaseUrl::parse("postgres://somebody:s3cret@db.example.org/angebote").unwrap();
        assert_eq!(url.to_string(), "postgres://db.example.org:5432/angebote");
        assert!(!format!("{url:?}").contains("s3cret"));
        let broken = DatabaseUrl::parse("postgres://somebody:s3cret@db.example.org:port/x");
        let message = format!("{:?}", broken.unwrap_err());
        assert!(!message.contains("s3cret"), "{message}");
    }

    #[test]
    fn only_files_and_servers_are_databases() {
        assert_eq!(
            DatabaseUrl::parse("sqlite://a.db").unwrap().kind(),
            DatabaseKind::Sqlite
        );
        assert_eq!(
            DatabaseUrl::parse("sqlite:a.db").unwrap().to_string(),
            "sqlite:a.db"
        );
        assert!(DatabaseUrl::parse("sqlite::memory:").is_err());
        assert!(DatabaseUrl::parse("mysql://localhost/x").is_err());
        assert!(DatabaseUrl::parse("").is_err());
    }
}
