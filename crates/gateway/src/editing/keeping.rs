//! The four mutations by which the coordinating office keeps one kind of thing that the public reads
//! at once: create, update, archive, restore.

/// The object of what the public reads under this id now.
pub(crate) fn published<T: catalogue::Shelved, O>(
    ctx: &async_graphql::Context<'_>,
    id: domain::id::EntityId,
) -> Option<O>
where
    O: From<std::sync::Arc<domain::policy::Published<T>>>,
{
    use domain::id::TypedId;

    crate::object::linked(ctx, T::Id::from_uuid(id.uuid))
}

/// Defines the inputs, the payloads and the mutations by which the coordinating office keeps one
/// kind of thing: create, update, archive, restore.
macro_rules! curated {
    (
        $part:ident keeps $document:ty as $field:ident: $object:ty, by $input:ty, archived by $archive:ident;
        $(#[doc = $create_doc:literal])+ $create:ident($create_input:ident) -> $created:ident;
        $(#[doc = $update_doc:literal])+ $update:ident($update_input:ident) -> $updated:ident;
        $(#[doc = $archive_doc:literal])+ $take_out:ident($archive_input:ident) -> $archived:ident;
        $(#[doc = $restore_doc:literal])+ $restore:ident($restore_input:ident) -> $restored:ident;
    ) => {
        /// Something new, which the public reads at once. What is left out is not known.
        #[derive(async_graphql::InputObject)]
        pub struct $create_input {
            #[graphql(flatten)]
            content: $input,
            #[graphql(flatten)]
            note: crate::editing::CurationNoteInput,
        }

        /// What changes, for the public at once. What is left out stays, null clears it.
        #[derive(async_graphql::InputObject)]
        pub struct $update_input {
            /// The id of what changes.
            id: async_graphql::ID,
            /// The number of the newest revision, from which the change starts. Where somebody else
            /// was faster, the mutation is refused with `CONFLICT` and
            /// `extensions.currentRevision`.
            expected_revision: u32,
            #[graphql(flatten)]
            content: $input,
            #[graphql(flatten)]
            note: crate::editing::CurationNoteInput,
        }

        /// What to take out.
        #[derive(async_graphql::InputObject)]
        pub struct $archive_input {
            /// Its id.
            id: async_graphql::ID,
            /// The number of the newest revision. Where somebody else was faster, the mutation is
            /// refused with `CONFLICT`.
            expected_revision: u32,
        }

        /// What to take up again.
        #[derive(async_graphql::InputObject)]
        pub struct $restore_input {
            /// Its id.
            id: async_graphql::ID,
            /// The number of the newest revision. Where somebody else was faster, the mutation is
            /// refused with `CONFLICT`.
            expected_revision: u32,
        }

        crate::editing::curated_payloads! {
            /// What came of making it.
            $created {
                /// What the public reads now.
                $field: $object
            }

            /// What came of changing it.
            $updated {
                /// What the public reads now.
                $field: $object
            }

            /// What came of taking it out.
            $archived {
                /// What the public reads now.
                $field: $object
            }

            /// What came of taking it up again.
            $restored {
                /// What the public reads now.
                $field: $object
            }
        }

        #[derive(Default)]
        pub struct $part;

        /// What the coordinating office keeps.
        #[async_graphql::Object]
        impl $part {
            $(#[doc = $create_doc])+
            async fn $create(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "What it says.")] input: $create_input,
            ) -> async_graphql::Result<Option<$created>> {
                use crate::editing::Raw;

                let editing = crate::editing::Editing::of(ctx)?;
                let new = (input.content.raw(), input.note.read());
                let occasion = editing.occasion();
                let create =
                    crate::request::application(ctx).create_curated::<$document, _>(&occasion, new);
                $created::of(ctx, Box::pin(create).await).await
            }

            $(#[doc = $update_doc])+
            async fn $update(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which one, and what changes.")] input: $update_input,
            ) -> async_graphql::Result<Option<$updated>> {
                use crate::editing::Raw;

                let editing = crate::editing::Editing::of(ctx)?;
                let change = application::curation::Change::<$document, _> {
                    id: crate::revision::typed_id(&input.id)?,
                    expected: input.expected_revision,
                    input: input.content.raw(),
                    note: input.note.read(),
                };
                let occasion = editing.occasion();
                let update = crate::request::application(ctx).update_curated(&occasion, change);
                $updated::of(ctx, Box::pin(update).await).await
            }

            $(#[doc = $archive_doc])+
            async fn $take_out(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which one.")] input: $archive_input,
            ) -> async_graphql::Result<Option<$archived>> {
                let editing = crate::editing::Editing::of(ctx)?;
                let which = (crate::revision::typed_id(&input.id)?, input.expected_revision);
                let occasion = editing.occasion();
                let archive = crate::request::application(ctx).$archive::<$document>(&occasion, which);
                $archived::of(ctx, Box::pin(archive).await).await
            }

            $(#[doc = $restore_doc])+
            async fn $restore(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Which one.")] input: $restore_input,
            ) -> async_graphql::Result<Option<$restored>> {
                let editing = crate::editing::Editing::of(ctx)?;
                let which = (crate::revision::typed_id(&input.id)?, input.expected_revision);
                let occasion = editing.occasion();
                let restore =
                    crate::request::application(ctx).restore_curated::<$document>(&occasion, which);
                $restored::of(ctx, Box::pin(restore).await).await
            }
        }
    };
}
pub(crate) use curated;
