//! Payloads.

/// Defines payloads: the thing that a mutation gives, or what has to be mended first.
///
/// `from_outcome` makes one from what a use case came to. It is an `Option` so that the field of the
/// mutation may be null: one that is refused does not take the others of its document along.
macro_rules! payloads {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident { $(#[doc = $field_doc:literal])+ $field:ident: $type:ty }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            $(#[doc = $field_doc])+
            /// Null where `userErrors` says why it was not done.
            $field: Option<$type>,
            /// What a person has to mend first, all of it; empty where it was done.
            user_errors: Vec<crate::mutation::UserError>,
        }

        impl $name {
            /// The payload for what a use case came to.
            pub(crate) async fn from_outcome<T: Into<$type>>(
                ctx: &async_graphql::Context<'_>,
                result: Result<T, application::UseCaseError>,
            ) -> async_graphql::Result<Option<Self>> {
                use crate::mutation::Outcome;

                Ok(Some(match Outcome::of(ctx, result).await? {
                    Outcome::Done(value) => Self {
                        $field: Some(value.into()),
                        user_errors: Vec::new(),
                    },
                    Outcome::ToMend(user_errors) => Self {
                        $field: None,
                        user_errors,
                    },
                }))
            }
        }
    )+};
}
pub(crate) use payloads;
