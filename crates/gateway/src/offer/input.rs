//! What changes about an offer.

use async_graphql::{ID, InputObject, MaybeUndefined};
use domain::entry::{Availability, CefrLevel, CourseType, LiteracyLevel, OfferKind};
use domain::review::Channel;

use crate::code::Coded;
use crate::editing::{NoteInput, TextInput, inputs};
use crate::entry::{EntryInput, PlaceInput};

/// A new offer. What is left out is not known yet; a draft may leave open whatever a review does not
/// need.
#[derive(InputObject)]
pub struct CreateOfferInput {
    #[graphql(flatten)]
    pub(super) offer: OfferInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// What changes about an offer. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateOfferInput {
    /// The id of the offer.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) offer: OfferInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// Which offer to copy.
#[derive(InputObject)]
pub struct CopyOfferInput {
    /// The id of the offer.
    pub(super) id: ID,
    /// What the copy is for, for whoever reviews it. Not public.
    pub(super) comment: Option<String>,
}

/// Which offer to take out.
#[derive(InputObject)]
pub struct ArchiveOfferInput {
    /// The id of the offer.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// The id of the published entry that takes its place. Null or left out: none does.
    pub(super) replaced_by: Option<ID>,
    /// Why. Not public.
    pub(super) comment: Option<String>,
    /// How the provider told it. Only for the coordinating office, where it acts on a provider's
    /// behalf.
    pub(super) channel: Option<Coded<Channel>>,
}

/// Which offer to take up again.
#[derive(InputObject)]
pub struct RestoreOfferInput {
    /// The id of the offer.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What an offer says. Flattened into the inputs of its mutations.
    OfferInput {
        #[graphql(flatten)]
        entry: EntryInput,
        /// What kind of offer it is; needed for a new one.
        kind: MaybeUndefined<Coded<OfferKind>>,
        /// Whether one can take part without a membership or a long commitment. Null: nobody said.
        no_long_commitment: MaybeUndefined<bool>,
        /// What a course asks for and teaches. Null: it is not a course, or nobody said.
        course: MaybeUndefined<CourseInput>,
        /// Its dated rounds: the whole list. One with an id is changed, one without is added, one that
        /// is left out is removed.
        runs: MaybeUndefined<Vec<RunInput>>,
    }

    /// What a course asks for and teaches. What is left out stays, null clears it.
    CourseInput {
        /// The level of German that one needs.
        level_required: MaybeUndefined<Coded<CefrLevel>>,
        /// How well one has to read and write.
        literacy_required: MaybeUndefined<Coded<LiteracyLevel>>,
        /// The level that one reaches.
        level_taught: MaybeUndefined<Coded<CefrLevel>>,
        /// The type of course.
        course_type: MaybeUndefined<Coded<CourseType>>,
        /// Who accredited it, for example `BAMF`.
        accreditation: MaybeUndefined<String>,
    }

    /// A dated round of an offer. What is left out stays, null clears it.
    RunInput {
        /// The `partId` of the round; left out for a new one.
        id: Option<ID>,
        /// For a new one: the `partId` of a round of the same offer of which it begins as a copy, all
        /// but its `availability`. What is named beside it differs. Not looked at beside an `id`.
        copy_of: Option<ID>,
        /// The first day, such as `2026-09-01`.
        starts_on: MaybeUndefined<String>,
        /// The last day, such as `2027-01-31`.
        ends_on: MaybeUndefined<String>,
        /// What to know about this round.
        note: MaybeUndefined<TextInput>,
        /// Where, when it differs from the offer; its `id` is not asked for.
        place: MaybeUndefined<PlaceInput>,
        /// The last day on which one can register, such as `2026-08-15`.
        registration_deadline: MaybeUndefined<String>,
        /// How many people have room, from 1.
        capacity: MaybeUndefined<i64>,
        /// Whether there is room, as somebody reports it now.
        availability: MaybeUndefined<AvailabilityInput>,
    }

    /// Whether there is room.
    AvailabilityInput {
        /// Whether there is.
        availability: Coded<Availability>,
        /// Until when that holds, such as `2026-03-15T18:00:00+01:00`; at most a year ahead.
        valid_until: String,
    }
}
