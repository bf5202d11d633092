//! Keeping responsibilities.

use application::UseCaseError;
use application::entries::Saved;
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use domain::plan as model;

use super::Responsibility;
use crate::code::Coded;
use crate::editing::{CurationNoteInput, Editing, Raw, TextInput, curated, inputs, published};
use crate::entry::ContactInput;
use crate::mutation::{Outcome, UserError};
use crate::request::application;

inputs! {
    /// Who does what for which subject.
    ResponsibilityInput {
        /// The id of the organization; needed for a new one.
        organization: MaybeUndefined<ID>,
        /// For what, by id: a plan item, an area of action, an offer or a counselling point; needed
        /// for a new one.
        subject: MaybeUndefined<ID>,
        /// What they do; needed for a new one.
        role: MaybeUndefined<Coded<model::ResponsibilityRole>>,
        /// How far they are bound. Null: nobody said.
        commitment: MaybeUndefined<Coded<model::Commitment>>,
        /// Whether they answer for the subject. Null: nobody knows.
        is_responsible: MaybeUndefined<bool>,
        /// The first day, such as `2026-03-01`. Null: open.
        from: MaybeUndefined<String>,
        /// The last day, such as `2027-02-28`. Null: open.
        to: MaybeUndefined<String>,
        /// Whom to ask. With its `id` the contact is changed, without one another takes its place.
        contact: MaybeUndefined<ContactInput>,
        /// What else there is to know.
        note: MaybeUndefined<TextInput>,
    }
}

curated! {
    ResponsibilityMutation keeps model::Responsibility as responsibility: Responsibility,
        by ResponsibilityInput, archived by archive_curated;

    /// Say who does what for which subject, for the public at once. For the coordinating office.
    assign_responsibility(AssignResponsibilityInput) -> AssignResponsibilityPayload;

    /// Change a responsibility, for the public at once. The wording of the source stays. For the
    /// coordinating office.
    update_responsibility(UpdateResponsibilityInput) -> UpdateResponsibilityPayload;

    /// Take a responsibility out; its history stays. One that somebody turned down is `DECLINED` by
    /// its commitment. For the coordinating office.
    archive_responsibility(ArchiveResponsibilityInput) -> ArchiveResponsibilityPayload;

    /// Take a responsibility up again as it was, for the public at once. For the coordinating
    /// office.
    restore_responsibility(RestoreResponsibilityInput) -> RestoreResponsibilityPayload;
}

/// Several responsibilities at once.
#[derive(InputObject)]
pub struct AssignResponsibilitiesInput {
    /// Which ones, 1 to 100: all are given, or none.
    responsibilities: Vec<ResponsibilityInput>,
    #[graphql(flatten)]
    note: CurationNoteInput,
}

/// What came of giving several responsibilities.
#[derive(SimpleObject)]
pub struct AssignResponsibilitiesPayload {
    /// What the public reads now, in the order of the input; empty where `userErrors` says why
    /// nothing was done.
    responsibilities: Vec<Responsibility>,
    /// What a person has to mend first, all of it, by the place in the list; empty where it was
    /// done.
    user_errors: Vec<UserError>,
}

impl AssignResponsibilitiesPayload {
    async fn of(
        ctx: &Context<'_>,
        result: std::result::Result<Vec<Saved>, UseCaseError>,
    ) -> Result<Option<Self>> {
        let (responsibilities, user_errors) = match Outcome::of(ctx, result).await? {
            Outcome::Done(saved) => {
                let found = saved
                    .iter()
                    .filter_map(|it| published::<model::Responsibility, _>(ctx, it.entity));
                (found.collect(), Vec::new())
            }
            Outcome::ToMend(user_errors) => (Vec::new(), user_errors),
        };
        Ok(Some(Self {
            responsibilities,
            user_errors,
        }))
    }
}

#[derive(Default)]
pub struct ResponsibilitiesMutation;

/// Responsibilities in bulk.
#[Object]
impl ResponsibilitiesMutation {
    /// Say who does what for which subject, several times at once: all of it or nothing, for the
    /// public at once. For the coordinating office.
    async fn assign_responsibilities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who does what.")] input: AssignResponsibilitiesInput,
    ) -> Result<Option<AssignResponsibilitiesPayload>> {
        let editing = Editing::of(ctx)?;
        let inputs = (input.responsibilities.raw(), input.note.read());
        let occasion = editing.occasion();
        let assign = application(ctx).assign_responsibilities(&occasion, inputs);
        AssignResponsibilitiesPayload::of(ctx, Box::pin(assign).await).await
    }
}
