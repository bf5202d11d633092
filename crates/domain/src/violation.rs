//! What is wrong with an input: all of it at once, each with its place.

use std::fmt;

use crate::aggregate::EditorialState;

/// One thing that is wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Violation {
    /// Where in the input, outermost first (`places`, `0`, `location`).
    pub path: Vec<String>,
    /// Which rule was broken.
    pub rule: Rule,
}

/// The rules that an input can break. People's words for them are the gateway's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Rule {
    /// The value cannot be read; the reason is for the client's developer.
    Malformed(String),
    /// The end of a range lies before its start.
    RangeReversed,
    /// The number is outside the range allowed.
    OutOfRange {
        /// The least that is allowed.
        min: i64,
        /// The most that is allowed.
        max: i64,
    },
    /// The thing that is referred to does not exist.
    Unknown(String),
    /// The same thing stands there twice.
    Duplicate(String),
    /// A thing may not stand above itself.
    Cycle(String),
    /// The value has to be given.
    Missing,
    /// It is not for this party to decide: it waits for a review.
    ReviewRequired,
    /// The step does not follow from where the thing stands.
    NotInState(EditorialState),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(reason) => f.write_str(reason),
            Self::RangeReversed => f.write_str("the end lies before the start"),
            Self::OutOfRange { min, max } => write!(f, "outside {min} to {max}"),
            Self::Unknown(what) => write!(f, "`{what}` does not exist"),
            Self::Duplicate(what) => write!(f, "`{what}` stands there twice"),
            Self::Cycle(what) => write!(f, "`{what}` would stand above itself"),
            Self::Missing => f.write_str("a value is required"),
            Self::ReviewRequired => f.write_str("a review comes first"),
            Self::NotInState(state) => write!(f, "not possible while it is {state}"),
        }
    }
}

/// Everything that is wrong with an input; never empty when it is an error.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Note that a rule is broken at a place.
    pub fn add(&mut self, path: &[&str], rule: Rule) {
        self.0.push(Violation {
            path: path.iter().map(ToString::to_string).collect(),
            rule,
        });
    }

    /// What is wrong, in the order in which it was found.
    #[must_use]
    pub fn all(&self) -> &[Violation] {
        &self.0
    }

    /// The value, unless something is wrong.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn or_value<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{}: {}", violation.path.join("."), violation.rule)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
