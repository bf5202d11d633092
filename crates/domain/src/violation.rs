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
    /// The text is too long.
    TooLong {
        /// The most characters that are allowed.
        max: usize,
    },
    /// The list is too long.
    TooMany {
        /// The most items that are allowed.
        max: usize,
    },
    /// Texts are plain: what looks like a tag of HTML is refused, not cleaned, so that nobody has to
    /// trust the cleaning.
    Markup,
    /// A character that has no place in a text, such as one that turns the direction of what
    /// follows; as `U+202E`.
    ForbiddenCharacter(String),
    /// What is said here excludes what is said in this other field.
    Contradicts(String),
    /// The thing that is referred to is not published, so that nothing published can refer to it.
    NotPublished(String),
    /// The thing that is referred to belongs to somebody else.
    NotYours(String),
    /// Something published still refers to it.
    InUse,
    /// It is not for this party to decide: it waits for a review.
    ReviewRequired,
    /// The step does not follow from where the thing stands.
    NotInState(EditorialState),
    /// The text is too short.
    TooShort {
        /// The fewest characters that are allowed.
        min: usize,
    },
    /// A password that others would try first.
    Guessable,
    /// Address and password do not belong together, or there is no such account.
    WrongCredentials,
    /// A code of the second factor has to be given as well.
    SecondFactorRequired,
    /// The code of the second factor is wrong, or was used before.
    WrongCode,
    /// The link, the invitation or the date is over.
    Expired,
    /// The link or the invitation was used before.
    AlreadyUsed,
    /// It is there already: a member, an account, a second factor.
    AlreadyThere,
    /// Somebody has decided about it before.
    AlreadyDecided,
    /// The organization is not responsible for it, as far as is agreed.
    NotResponsible,
    /// It was adopted in these words, which only the import of the plan changes.
    Official,
    /// Nobody would be left to administer the program.
    LastAdministrator,
    /// Leichte Sprache is published only with a recorded check by a test group.
    CheckRequired,
    /// A file cannot be used.
    Document(DocumentFault),
    /// So many lines of a document are left for a person to settle, and that was to be refused.
    Undecided(usize),
}

/// Why a file cannot be used, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DocumentFault {
    /// What is wrong.
    pub kind: DocumentFaultKind,
    /// The line, from 1; 0 where it is about the whole file.
    pub line: usize,
    /// The same in words, for the client's developer and for whoever made the file.
    pub reason: String,
}

/// What can be wrong with a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DocumentFaultKind {
    /// It is no text in UTF-8.
    NotText,
    /// It is a text, and not the table that is wanted.
    OtherTable,
    /// It ends in the middle of a row.
    CutOff,
    /// A row has more or fewer columns than the header.
    WrongColumns,
    /// A text in it is longer than anything can be.
    TextTooLong,
    /// A correction names a line that is not there, or is not as it says.
    CorrectionMisses,
    /// The corrections were written for another file.
    OtherDocument,
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
            Self::TooLong { max } => write!(f, "longer than {max} characters"),
            Self::TooMany { max } => write!(f, "more than {max}"),
            Self::Markup => f.write_str("text is plain: tags are not allowed in it"),
            Self::ForbiddenCharacter(character) => write!(f, "the character {character}"),
            Self::Contradicts(field) => write!(f, "excludes what `{field}` says"),
            Self::NotPublished(what) => write!(f, "`{what}` is not published"),
            Self::NotYours(what) => write!(f, "`{what}` belongs to somebody else"),
            Self::InUse => f.write_str("something published refers to it"),
            Self::ReviewRequired => f.write_str("a review comes first"),
            Self::NotInState(state) => write!(f, "not possible while it is {state}"),
            Self::TooShort { min } => write!(f, "shorter than {min} characters"),
            Self::Guessable => f.write_str("a password that others would try first"),
            Self::WrongCredentials => f.write_str("address and password do not belong together"),
            Self::SecondFactorRequired => f.write_str("a code of the second factor is required"),
            Self::WrongCode => f.write_str("the code is wrong or was used before"),
            Self::Expired => f.write_str("it is over"),
            Self::AlreadyUsed => f.write_str("it was used before"),
            Self::AlreadyThere => f.write_str("it is there already"),
            Self::AlreadyDecided => f.write_str("it was decided before"),
            Self::NotResponsible => f.write_str("the organization is not responsible for it"),
            Self::Official => f.write_str("it was adopted in these words"),
            Self::LastAdministrator => f.write_str("nobody would be left to administer"),
            Self::Document(fault) => f.write_str(&fault.reason),
            Self::Undecided(lines) => write!(f, "undecided lines: {lines}"),
            Self::CheckRequired => f.write_str("a test group has to check Leichte Sprache first"),
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

    /// Note what is wrong with something that stands at this place.
    pub fn add_all(&mut self, path: &[&str], inner: Self) {
        for Violation { path: rest, rule } in inner.0 {
            let path = path.iter().map(ToString::to_string).chain(rest).collect();
            self.0.push(Violation { path, rule });
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
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
