//! Ids of what is kept beside the aggregates: accounts, proposals, questions.

/// Ids of what is no aggregate, each with its letter in global ids. The letters are those of
/// `EntityKind::letter` continued: never changed, never reused.
macro_rules! ids_beside {
    ($($(#[$doc:meta])+ $name:ident = $letter:literal,)+) => {$(
        $(#[$doc])+
        #[derive(
            Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd,
            serde::Deserialize, serde::Serialize,
        )]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// Wrap a raw id that the caller made.
            #[must_use]
            pub const fn from_uuid(uuid: uuid::Uuid) -> Self {
                Self(uuid)
            }

            /// The raw id.
            #[must_use]
            pub const fn uuid(self) -> uuid::Uuid {
                self.0
            }

            /// The opaque id by which clients know it.
            #[must_use]
            pub fn to_global(self) -> String {
                $crate::id::global_of($letter, self.0)
            }

            /// Read an id that a client sent; nothing where it is no id, or the id of something
            /// else.
            #[must_use]
            pub fn from_global(text: &str) -> Option<Self> {
                let (letter, uuid) = $crate::id::parse_global(text)?;
                (letter == $letter).then_some(Self(uuid))
            }
        }
    )+};
}
pub(crate) use ids_beside;
