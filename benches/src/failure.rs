//! What can keep the benchmark from its figures.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;

use application::ApplicationError;
use interchange::seeds::SeedErrors;
use persistence::StoreError;
use thiserror::Error;

/// Why there are no figures.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// The database.
    #[error("the database failed")]
    Store(#[from] StoreError),
    /// A use case.
    #[error("the program failed")]
    Application(#[from] ApplicationError),
    /// The seeds.
    #[error("the seeds cannot be read")]
    Seeds(#[from] SeedErrors),
    /// Generated content that the domain refuses.
    #[error("a generated value is not one of the domain")]
    Generated(#[source] Box<dyn Error + Send + Sync>),
    /// The seeds lack what offers are made from.
    #[error("the seeds hold no {0} to choose from")]
    NothingToChoose(&'static str),
    /// A file was never generated.
    #[error("there is no file {0}; write one with `benchmark generate`")]
    NoDatabase(PathBuf),
    /// A file is too small to be measured.
    #[error("the file holds {found} offers, and a page needs {needed}; generate more")]
    TooFewOffers {
        /// How many there are.
        found: usize,
        /// How many the largest page holds.
        needed: usize,
    },
    /// A schema answered with errors.
    #[error("the {schema} answered with errors: {errors}")]
    Refused {
        /// Which one.
        schema: &'static str,
        /// What it said.
        errors: String,
    },
    /// The two schemas do not give the same answer, so that nothing can be compared.
    #[error(
        "the answers to a page of {first} differ at byte {at}: program …{program}…, bare …{bare}…"
    )]
    Different {
        /// The size of the page.
        first: u32,
        /// The first byte that differs.
        at: usize,
        /// The program's words there.
        program: String,
        /// The bare schema's words there.
        bare: String,
    },
    /// The program from outside.
    #[error("{doing} failed")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What came of it.
        #[source]
        source: std::io::Error,
    },
    /// The program ended before it was asked to.
    #[error("the program ended by itself; it said:\n{said}")]
    Ended {
        /// The end of its log.
        said: String,
    },
    /// The program did not answer in time.
    #[error("the program gave no correct answer within {seconds} s; the last was: {last}")]
    NoAnswer {
        /// How long was waited.
        seconds: u64,
        /// What came instead.
        last: String,
    },
    /// The program did something else.
    #[error("the benchmark expects {what}; there came: {instead}")]
    Unexpected {
        /// What was expected.
        what: &'static str,
        /// What came instead.
        instead: String,
    },
    /// JSON that cannot be written or read.
    #[error("an answer is not JSON")]
    Json(#[from] serde_json::Error),
}

impl Failure {
    /// For a value that the domain refuses.
    pub(crate) fn generated(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Generated(error.into())
    }

    /// For something that was asked of the operating system.
    pub(crate) const fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { doing, source }
    }

    /// The failure and what lies behind it, for people.
    pub(crate) fn with_causes(&self) -> String {
        let mut words = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let _ = write!(words, ": {error}");
            cause = error.source();
        }
        words
    }
}
