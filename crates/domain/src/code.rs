//! Codes: the closed sets of values that readers see, stored and sent as `UPPER_SNAKE_CASE`.
//!
//! A code is never renamed and never used again for something else, because installed apps live
//! long. The words for a code are data (the vocabularies), not program text.

use thiserror::Error;

/// A closed set of codes.
pub trait Code: Copy + Eq + 'static {
    /// The name of the vocabulary, as in the schema (`OfferKind`).
    const VOCABULARY: &'static str;
    /// Every code, in the order in which a form would offer them.
    const ALL: &'static [Self];

    /// What the vocabulary is about, for the schema.
    const DESCRIPTION: &'static str;

    /// The code itself (`COURSE`).
    fn code(self) -> &'static str;

    /// What the code means, for the schema.
    fn description(self) -> &'static str;

    /// Read a code.
    ///
    /// # Errors
    /// Names the vocabulary and the unknown code.
    fn from_code(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.code() == code)
            .ok_or_else(|| UnknownCode {
                vocabulary: Self::VOCABULARY,
                code: code.to_owned(),
            })
    }
}

/// A code that its vocabulary does not hold.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{vocabulary} has no code `{code}`")]
pub struct UnknownCode {
    /// The vocabulary that was asked.
    pub vocabulary: &'static str,
    /// What was asked for.
    pub code: String,
}

/// Defines an enum whose variants are codes. The comments are also what the schema says.
macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident {
            $($(#[doc = $variant_doc:literal])+ $variant:ident = $code:literal,)+
        }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(
            Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, serde::Deserialize, serde::Serialize,
        )]
        pub enum $name {
            $($(#[doc = $variant_doc])+ #[serde(rename = $code)] $variant,)+
        }

        impl $crate::code::Code for $name {
            const VOCABULARY: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            const DESCRIPTION: &'static str = concat!($($doc, "\n",)+);

            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($variant_doc, "\n",)+),)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::code::Code::code(*self))
            }
        }
    )+};
}
pub(crate) use codes;

/// The name of a vocabulary and its codes.
pub type Vocabulary = (&'static str, Vec<&'static str>);

/// The vocabulary of one set of codes.
pub(crate) fn vocabulary<C: Code>() -> Vocabulary {
    (
        C::VOCABULARY,
        C::ALL.iter().map(|code| code.code()).collect(),
    )
}
