//! From inputs of the schema to those of the domain.

use async_graphql::{ID, MaybeUndefined};
use domain::edit::Change;

use crate::code::Coded;

/// An input that the domain reads in another form.
pub(crate) trait Raw {
    /// The form.
    type Raw;

    /// As the domain reads it.
    fn raw(self) -> Self::Raw;
}

macro_rules! as_it_is {
    ($($type:ty)+) => {$(
        impl Raw for $type {
            type Raw = Self;

            fn raw(self) -> Self {
                self
            }
        }
    )+};
}

as_it_is! { String bool i64 f64 }

impl Raw for ID {
    type Raw = String;

    fn raw(self) -> String {
        self.0
    }
}

impl<C> Raw for Coded<C> {
    type Raw = C;

    fn raw(self) -> C {
        self.0
    }
}

impl<T: Raw> Raw for Option<T> {
    type Raw = Option<T::Raw>;

    fn raw(self) -> Self::Raw {
        self.map(T::raw)
    }
}

impl<T: Raw> Raw for Vec<T> {
    type Raw = Vec<T::Raw>;

    fn raw(self) -> Self::Raw {
        self.into_iter().map(T::raw).collect()
    }
}

impl<T: Raw> Raw for MaybeUndefined<T> {
    type Raw = Change<T::Raw>;

    fn raw(self) -> Self::Raw {
        match self {
            Self::Undefined => Change::Keep,
            Self::Null => Change::Clear,
            Self::Value(value) => Change::Set(value.raw()),
        }
    }
}

/// Defines inputs that say the same as those of the domain with their names.
macro_rules! inputs {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident { $($(#[$meta:meta])+ $field:ident: $type:ty,)+ }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(async_graphql::InputObject)]
        pub struct $name {
            $($(#[$meta])+ $field: $type,)+
        }

        impl crate::editing::Raw for $name {
            type Raw = domain::edit::$name;

            fn raw(self) -> Self::Raw {
                let Self { $($field),+ } = self;
                domain::edit::$name {
                    $($field: crate::editing::Raw::raw($field)),+
                }
            }
        }
    )+};
}
pub(crate) use inputs;

inputs! {
    /// A text in one language.
    TextVersionInput {
        /// The language as BCP 47 tag, such as `de`, `ar` or `de-simple`.
        language: String,
        /// The words, plain text. Null or left out removes this language.
        text: Option<String>,
    }
}

/// A text in some languages. Languages that are not named stay; the first one of a new text is the
/// language in which it was written.
pub(crate) type TextInput = Vec<TextVersionInput>;
