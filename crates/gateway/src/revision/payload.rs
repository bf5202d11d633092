//! Payloads of mutations on content.

/// Defines payloads that give the revision that came of a mutation, or what has to be mended first.
macro_rules! revision_payloads {
    ($($(#[doc = $doc:literal])+ $name:ident($revision:ty))+) => {$(
        $(#[doc = $doc])+
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// The newest revision, as it stands now. Null where `userErrors` says why it was not
            /// done.
            revision: Option<$revision>,
            /// What is published and may be the same: the likeliest first, at most five. Only a
            /// warning, for what was made, copied, changed or handed in; empty otherwise. A copy does
            /// not name what it was made of; from its first change on it does, while both are alike.
            likely_duplicates: Vec<crate::revision::LikelyDuplicate>,
            /// What a person has to mend first, all of it; empty where it was done.
            user_errors: Vec<crate::mutation::UserError>,
        }

        impl $name {
            /// The payload for what a use case came to.
            pub(crate) async fn of(
                ctx: &async_graphql::Context<'_>,
                result: Result<application::entries::Saved, application::UseCaseError>,
            ) -> async_graphql::Result<Option<Self>> {
                use crate::mutation::Outcome;
                use crate::revision::LikelyDuplicate;

                let saved = match Outcome::of(ctx, result).await? {
                    Outcome::Done(saved) => saved,
                    Outcome::ToMend(user_errors) => {
                        return Ok(Some(Self {
                            revision: None,
                            likely_duplicates: Vec::new(),
                            user_errors,
                        }));
                    }
                };
                let wanted = (saved.entity, Some(saved.revision));
                Ok(Some(Self {
                    revision: Box::pin(<$revision>::find(ctx, wanted)).await?,
                    likely_duplicates: LikelyDuplicate::all(ctx, saved.likely_duplicates),
                    user_errors: Vec::new(),
                }))
            }
        }
    )+};
}
pub(crate) use revision_payloads;
