//! What changes about a district.

use async_graphql::{ID, InputObject, MaybeUndefined};
use domain::place::DistrictKind;

use crate::code::Coded;
use crate::editing::{CurationNoteInput, TextInput, inputs};
use crate::location::CoordinatesInput;

/// A new district.
#[derive(InputObject)]
pub struct CreateDistrictInput {
    #[graphql(flatten)]
    pub(super) district: DistrictInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// What changes about a district. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateDistrictInput {
    /// The id of the district.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) district: DistrictInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

/// Which district to take out.
#[derive(InputObject)]
pub struct ArchiveDistrictInput {
    /// The id of the district.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

/// Which district to take up again.
#[derive(InputObject)]
pub struct RestoreDistrictInput {
    /// The id of the district.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What is said about a part of the city. Flattened into the inputs of its mutations.
    DistrictInput {
        /// What kind of area it is; needed for a new one.
        kind: MaybeUndefined<Coded<DistrictKind>>,
        /// Its official name; needed for a new one.
        name: MaybeUndefined<String>,
        /// Its name in languages and scripts; needed for a new one. Languages that are not named
        /// stay.
        label: MaybeUndefined<TextInput>,
        /// The ids of what it lies in: the whole list. A neighbourhood may overlap several
        /// districts.
        parents: MaybeUndefined<Vec<ID>>,
        /// The official key (AGS) of a county (5 digits) or a city (8 digits). Null: it has none.
        official_key: MaybeUndefined<String>,
        /// Its middle. Null: unknown.
        centroid: MaybeUndefined<CoordinatesInput>,
        /// Where it stands in lists, from 1 to 100,000; at their end where a new one does not say.
        order: MaybeUndefined<i64>,
    }
}
