//! What the coordinating office writes is published at once: what is said about such a change, and
//! what comes of it.

use application::entries::Note;
use async_graphql::InputObject;

/// What is said about a change that everybody reads at once. Flattened into the inputs of changes.
#[derive(InputObject)]
pub struct CurationNoteInput {
    /// What the change is for, for whoever looks later: up to a few sentences. Not public.
    comment: Option<String>,
    /// Whether it changes so little that no translation is outdated by it; false unless given.
    is_minor: Option<bool>,
}

impl CurationNoteInput {
    /// What is said.
    pub(crate) fn read(self) -> Note {
        Note {
            comment: self.comment,
            minor: self.is_minor.unwrap_or_default(),
            channel: None,
        }
    }
}

/// Defines payloads of what is published at once: the published thing and the number of its newest
/// revision, or what has to be mended first.
macro_rules! curated_payloads {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident { $(#[doc = $field_doc:literal])+ $field:ident: $type:ty }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[doc = $field_doc])+
            /// Null where it is not published any more, and where `userErrors` says why nothing was
            /// done.
            $field: Option<$type>,
            /// The number of its newest revision, for the next change; null where nothing was done.
            revision: Option<u32>,
            /// What a person has to mend first, all of it; empty where it was done.
            user_errors: Vec<crate::mutation::UserError>,
        }

        impl $name {
            /// The payload for what a use case came to.
            async fn of(
                ctx: &async_graphql::Context<'_>,
                result: Result<application::entries::Saved, application::UseCaseError>,
            ) -> async_graphql::Result<Option<Self>> {
                use crate::mutation::Outcome;
                use domain::id::TypedId;

                Ok(Some(match Outcome::of(ctx, result).await? {
                    Outcome::Done(saved) => Self {
                        $field: crate::object::linked(ctx, TypedId::from_uuid(saved.entity.uuid)),
                        revision: Some(saved.revision),
                        user_errors: Vec::new(),
                    },
                    Outcome::ToMend(user_errors) => Self {
                        $field: None,
                        revision: None,
                        user_errors,
                    },
                }))
            }
        }
    )+};
}
pub(crate) use curated_payloads;
