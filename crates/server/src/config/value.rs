//! Values of options that TOML has no type for.

use std::convert::Infallible;
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tracing_subscriber::EnvFilter;

/// A length of time as an operator writes it: `500ms`, `10s`, `5min`, `1h`, `30d`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Span(Duration);

/// The units, the longest first, with their milliseconds.
const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("min", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

impl Span {
    /// So many seconds.
    #[must_use]
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    /// As the rest of the program takes it.
    #[must_use]
    pub const fn duration(self) -> Duration {
        self.0
    }
}

impl From<Duration> for Span {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong =
            || "a length of time is a number with a unit: 500ms, 10s, 5min, 1h, 30d".to_owned();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let number: u64 = number.parse().map_err(|_| wrong())?;
        let (_, milliseconds) = UNITS
            .iter()
            .find(|(name, _)| *name == unit.trim())
            .ok_or_else(wrong)?;
        let milliseconds = number.checked_mul(*milliseconds).ok_or_else(wrong)?;
        Ok(Self(Duration::from_millis(milliseconds)))
    }
}

impl Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.0.as_millis();
        let fits = |(_, unit): &&(&str, u64)| all.is_multiple_of(u128::from(*unit));
        let (unit, milliseconds) = match UNITS.iter().find(fits) {
            Some(unit) if all > 0 => *unit,
            _ => ("s", 1_000),
        };
        write!(f, "{}{unit}", all / u128::from(milliseconds))
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// How deep brackets may nest.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct BracketDepth(usize);

impl BracketDepth {
    /// The parser recurses, and beyond some hundreds of levels the process would end.
    const MOST: usize = 200;

    pub(super) fn at_most_allowed(depth: usize) -> Self {
        Self(depth.clamp(1, Self::MOST))
    }

    pub(super) const fn get(self) -> usize {
        self.0
    }
}

impl<'de> Deserialize<'de> for BracketDepth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let depth = usize::deserialize(deserializer)?;
        if (1..=Self::MOST).contains(&depth) {
            Ok(Self(depth))
        } else {
            Err(D::Error::custom(format!(
                "brackets may nest 1 to {} levels deep; deeper ones could end the program",
                Self::MOST
            )))
        }
    }
}

/// How much is logged: `info`, or with exceptions `info,persistence=debug`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct LogLevel(String);

impl LogLevel {
    /// As an operator writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LogLevel {
    fn default() -> Self {
        Self("info".to_owned())
    }
}

impl<'de> Deserialize<'de> for LogLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
        let text = String::deserialize(deserializer)?;
        let named_well = text.split(',').all(|part| match part.rsplit_once('=') {
            Some((_, level)) => LEVELS.contains(&level),
            None => LEVELS.contains(&part),
        });
        if named_well && EnvFilter::builder().parse(&text).is_ok() {
            Ok(Self(text))
        } else {
            Err(D::Error::custom(
                "a level is off, error, warn, info, debug or trace, with exceptions behind it: \
                 info,persistence=debug",
            ))
        }
    }
}

/// A value that may be unset, which is written as an empty text: a variable of the environment can
/// say that, too.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Optional<T>(Option<T>);

impl<T> Optional<T> {
    /// The value, if it is set.
    pub const fn as_ref(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<T> Default for Optional<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Display> Serialize for Optional<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_str(""),
        }
    }
}

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Optional<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.trim() {
            "" => Ok(Self(None)),
            text => text.parse().map(Some).map(Self).map_err(D::Error::custom),
        }
    }
}

/// The path of a file or folder.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FilePath(PathBuf);

impl FilePath {
    /// As the system takes it.
    #[must_use]
    pub fn as_path(&self) -> &Path {
        &self.0
    }
}

impl FromStr for FilePath {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.into()))
    }
}

impl Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.display().fmt(f)
    }
}

/// Something that nobody may read. However it is shown, it shows nothing.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Secret(String);

impl Secret {
    /// Whether there is one.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }

    /// What it is, for whom it is meant.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_set() {
            "Secret(…)"
        } else {
            "Secret()"
        })
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.is_set() { "…" } else { "" })
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_span_is_shown_as_it_is_written() {
        for text in ["500ms", "10s", "5min", "1h", "30d", "0s", "90s", "1500ms"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        assert_eq!("60s".parse::<Span>().unwrap().to_string(), "1min");
    }

    #[test]
    fn a_span_without_a_unit_is_refused() {
        for text in ["", "10", "s", "-1s", "1w", "1.5s", "99999999999999999999h"] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }
}
