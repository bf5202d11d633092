//! Defaults, then the file, then the environment: each layer covers the one before.
//!
//! Everything wrong is told at once, each with its key, the place where it stands and what to write
//! instead. No message repeats a value that may hold a password.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use super::{Config, LogConfig};

/// The file that is read when nobody names one, in the working directory and only if it is there.
pub const DEFAULT_FILE: &str = "angebote.toml";
/// How variables of ours begin. Two underscores, since Kubernetes sets `ANGEBOTE_PORT` and the like
/// for a service of this name.
pub const PREFIX: &str = "ANGEBOTE__";

/// A configuration and where it came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What is set.
    pub config: Config,
    /// The file that was read.
    pub file: Option<PathBuf>,
    /// The names of the variables that were read.
    pub variables: Vec<String>,
}

/// Where an option is set.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// In a variable of the environment.
    Variable(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Variable(name) => write!(f, "the environment ({name})"),
        }
    }
}

/// One thing wrong with a configuration.
#[derive(Debug, Error)]
pub enum ConfigProblem {
    /// The file that was named cannot be read.
    #[error("{}: cannot be read: {source}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{}: line {line}: {message}", file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// Where, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// There is no such option.
    #[error("{place}: there is no option `{key}`{}", hint(close.as_deref()))]
    UnknownKey {
        /// Where it stands.
        place: Place,
        /// The key.
        key: String,
        /// An option of nearly that name.
        close: Option<String>,
    },
    /// The value is of no use.
    #[error("{place}: `{key}`: {reason}")]
    Value {
        /// Where it stands.
        place: Place,
        /// The key.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The value does not go together with others.
    #[error("`{key}`: {reason}")]
    Contradiction {
        /// The key.
        key: &'static str,
        /// With what, and what to do.
        reason: &'static str,
    },
}

fn hint(close: Option<&str>) -> String {
    close.map_or_else(String::new, |close| format!("; did you mean `{close}`?"))
}

/// A configuration that cannot be used.
#[derive(Debug, Error)]
#[error("the configuration cannot be used{}", lines(problems))]
pub struct ConfigError {
    /// Everything that is wrong with it.
    pub problems: Vec<ConfigProblem>,
    /// What it says about the log, as far as that is right: for telling of the rest.
    pub log: LogConfig,
}

fn lines(problems: &[ConfigProblem]) -> String {
    problems
        .iter()
        .map(|problem| format!("\n  {problem}"))
        .collect()
}

/// Read the configuration: this file, or [`DEFAULT_FILE`] where it exists, and these variables of
/// the environment, of which those with [`PREFIX`] count.
///
/// # Errors
/// Everything that is wrong with it.
pub fn load(
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Loaded, ConfigError> {
    let mut layers = Layers::default();
    let file = match file {
        Some(named) => Some(named.to_owned()),
        None => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.is_file()),
    };
    if let Some(file) = &file {
        layers.add_file(file);
    }
    let mut variables: Vec<(String, String)> = environment
        .into_iter()
        .filter(|(name, _)| name.starts_with(PREFIX))
        .collect();
    variables.sort();
    for (name, text) in &variables {
        layers.add_variable(name, text);
    }
    let config = layers.finish()?;
    Ok(Loaded {
        config,
        file,
        variables: variables.into_iter().map(|(name, _)| name).collect(),
    })
}

struct Layers {
    /// Every option with its value so far; unset ones are null.
    options: Value,
    problems: Vec<ConfigProblem>,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            options: serde_json::to_value(Config::default()).unwrap_or_default(),
            problems: Vec::new(),
        }
    }
}

impl Layers {
    fn finish(self) -> Result<Config, ConfigError> {
        let Self {
            options,
            mut problems,
        } = self;
        // Each value was tried when it was set, and the wrong ones were put back.
        let config = Config::deserialize(&options).unwrap_or_else(|error| {
            problems.push(ConfigProblem::Value {
                place: Place::File(DEFAULT_FILE.into()),
                key: "configuration".to_owned(),
                reason: error.to_string(),
            });
            Config::default()
        });
        // Whether values go together is asked once each of them is right for itself.
        if problems.is_empty() {
            let contradictions = config.mail.contradictions().into_iter();
            let contradictions = contradictions.chain(config.editorial.contradictions());
            problems.extend(
                contradictions.map(|(key, reason)| ConfigProblem::Contradiction { key, reason }),
            );
        }
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError {
                problems,
                log: config.log,
            })
        }
    }

    fn add_file(&mut self, file: &Path) {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(source) => {
                let file = file.to_owned();
                return self
                    .problems
                    .push(ConfigProblem::Unreadable { file, source });
            }
        };
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            // Not the error as it is, which shows the line, and with it a password.
            Err(error) => {
                let error: toml::de::Error = error;
                let start = error.span().map_or(0, |span| span.start);
                return self.problems.push(ConfigProblem::Syntax {
                    file: file.to_owned(),
                    line: 1 + text
                        .bytes()
                        .take(start)
                        .filter(|byte| *byte == b'\n')
                        .count(),
                    message: error.message().to_owned(),
                });
            }
        };
        let place = Place::File(file.to_owned());
        for (section, content) in table {
            if self.options.get(&section).is_none() {
                self.unknown(&place, &section);
                continue;
            }
            let toml::Value::Table(content) = content else {
                self.wrong(
                    &place,
                    &section,
                    format!("this is a section: write [{section}] and its options below"),
                );
                continue;
            };
            for (option, value) in content {
                match serde_json::to_value(value) {
                    Ok(value) => self.set(&place, &section, &option, value),
                    Err(error) => {
                        self.wrong(&place, &format!("{section}.{option}"), error.to_string());
                    }
                }
            }
        }
    }

    fn add_variable(&mut self, name: &str, text: &str) {
        let place = Place::Variable(name.to_owned());
        let key = name[PREFIX.len()..].to_lowercase();
        let Some((section, option)) = key.split_once("__") else {
            return self.unknown(&place, &key);
        };
        let value = match self.options.get(section).and_then(|it| it.get(option)) {
            Some(default) => value_like(default, text),
            None => Value::Null,
        };
        self.set(&place, section, option, value);
    }

    /// Set an option, if there is one of this name and the value is of use.
    fn set(&mut self, place: &Place, section: &str, option: &str, value: Value) {
        let key = format!("{section}.{option}");
        let Some(before) = self
            .options
            .get_mut(section)
            .and_then(|section| section.get_mut(option))
        else {
            return self.unknown(place, &key);
        };
        if let Some(expected) = mismatch(before, &value) {
            return self.wrong(place, &key, format!("expected {expected}"));
        }
        let is_zero = value == 0;
        let before = std::mem::replace(before, value);
        if let Err(error) = Config::deserialize(&self.options) {
            self.options[section][option] = before;
            let reason = match is_zero {
                true => "expected at least 1".to_owned(),
                false => error.to_string(),
            };
            self.wrong(place, &key, reason);
        }
    }

    fn unknown(&mut self, place: &Place, key: &str) {
        let close = self.close_to(key).map(|close| match place {
            Place::File(_) => close,
            Place::Variable(_) => format!("{PREFIX}{}", close.replace('.', "__").to_uppercase()),
        });
        self.problems.push(ConfigProblem::UnknownKey {
            place: place.clone(),
            key: key.to_owned(),
            close,
        });
    }

    fn wrong(&mut self, place: &Place, key: &str, reason: String) {
        self.problems.push(ConfigProblem::Value {
            place: place.clone(),
            key: key.to_owned(),
            reason,
        });
    }

    /// The option or section whose name is closest to this one, if any is close.
    fn close_to(&self, key: &str) -> Option<String> {
        keys(&self.options)
            .into_iter()
            .map(|known| (likeness(&known, key), known))
            .filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
            .map(|(_, known)| known)
    }
}

/// How close two keys are, from 0 to 1. Where both have a section, both parts have to be close, so
/// that the section they share does not make options alike; but the right option in a wrong section
/// is close, too.
fn likeness(known: &str, key: &str) -> f64 {
    match (known.split_once('.'), key.split_once('.')) {
        (Some((section, option)), Some((its_section, its_option))) => {
            let options = likeness_of_words(option, its_option);
            let sections = likeness_of_words(section, its_section);
            let elsewhere = if options > 0.95 { 0.85 } else { 0.0 };
            options.min(sections).max(elsewhere)
        }
        (None, Some(_)) => 0.0,
        (_, None) => likeness_of_words(known, key),
    }
}

fn likeness_of_words(one: &str, other: &str) -> f64 {
    strsim::jaro_winkler(one, other)
}

/// The names of all options and sections.
fn keys(options: &Value) -> Vec<String> {
    let mut keys = Vec::new();
    for (section, options) in options.as_object().into_iter().flatten() {
        keys.push(section.clone());
        for option in options.as_object().into_iter().flatten() {
            keys.push(format!("{section}.{}", option.0));
        }
    }
    keys
}

/// The text of a variable as a value of the same type as this one.
fn value_like(example: &Value, text: &str) -> Value {
    let text = text.trim();
    let truth = || text.parse::<bool>().ok().map(Value::from);
    let number = || text.parse::<i64>().ok().map(Value::from);
    match example {
        Value::Bool(_) | Value::Null => truth(),
        Value::Number(_) => number(),
        Value::Array(_) if text.is_empty() => Some(Value::Array(Vec::new())),
        Value::Array(_) => Some(
            text.split(',')
                .map(|item| Value::from(item.trim()))
                .collect(),
        ),
        Value::String(_) | Value::Object(_) => None,
    }
    .unwrap_or_else(|| Value::from(text))
}

/// What was expected instead, where a value is of another type than the one before.
fn mismatch(before: &Value, value: &Value) -> Option<&'static str> {
    match (before, value) {
        (Value::Bool(_) | Value::Null, value) => (!value.is_boolean()).then_some("true or false"),
        (Value::Number(_), value) => (!value.is_u64()).then_some("a whole number, not negative"),
        (Value::Array(_), value) => (!value.is_array()).then_some("a list of texts"),
        (Value::String(_), value) => (!value.is_string()).then_some("a text in quotation marks"),
        (Value::Object(_), _) => None,
    }
}

#[cfg(test)]
mod tests;
