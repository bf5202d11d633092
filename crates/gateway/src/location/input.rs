//! What changes about a location.

use async_graphql::{ID, InputObject, MaybeUndefined};
use domain::place::{LocationKind, LocationVisibility};
use domain::review::Channel;

use crate::code::Coded;
use crate::editing::{NoteInput, TextInput, inputs};
use crate::entry::AccessibilityInput;

/// A new location. What is left out is not known yet.
#[derive(InputObject)]
pub struct CreateLocationInput {
    #[graphql(flatten)]
    pub(super) location: LocationInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// What changes about a location. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateLocationInput {
    /// The id of the location.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) location: LocationInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// Which location to copy.
#[derive(InputObject)]
pub struct CopyLocationInput {
    /// The id of the location.
    pub(super) id: ID,
    /// The id of the organization whose members maintain the copy. Left out: that of the
    /// original; name one where you do not maintain that. Null: the coordinating office does. Never
    /// published.
    pub(super) owner: MaybeUndefined<ID>,
    /// What the copy is for, for whoever reviews it. Not public.
    pub(super) comment: Option<String>,
}

/// Which location to take out.
#[derive(InputObject)]
pub struct ArchiveLocationInput {
    /// The id of the location.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// Why. Not public.
    pub(super) comment: Option<String>,
    /// How the provider told it. Only for the coordinating office, where it acts on a provider's
    /// behalf.
    pub(super) channel: Option<Coded<Channel>>,
}

/// Which location to take up again.
#[derive(InputObject)]
pub struct RestoreLocationInput {
    /// The id of the location.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What a location says. Flattened into the inputs of its mutations.
    LocationInput {
        /// What it is called; needed for a new one. Languages that are not named stay.
        name: MaybeUndefined<TextInput>,
        /// What kind of place it is; needed for a new one.
        kind: MaybeUndefined<Coded<LocationKind>>,
        /// The id of the organization whose members maintain it: needed for a new one of theirs. Null
        /// or left out: the coordinating office does. Never published.
        owner: MaybeUndefined<ID>,
        /// How much of it the public may learn: everything where a new one does not say. Null changes
        /// nothing. To show more than before always needs a review.
        visibility: MaybeUndefined<Coded<LocationVisibility>>,
        /// The address for visitors and letters. Null: nobody said.
        address: MaybeUndefined<AddressInput>,
        /// The point on the map. Null: nobody said.
        coordinates: MaybeUndefined<CoordinatesInput>,
        /// The id of the district in which it lies. Null: nobody said.
        district: MaybeUndefined<ID>,
        /// How to get there.
        transport_hint: MaybeUndefined<TextInput>,
        /// Where it is on the Internet, for a virtual place: `https://…`.
        url: MaybeUndefined<String>,
        /// What people with disabilities have to know.
        accessibility: MaybeUndefined<AccessibilityInput>,
    }

    /// An address. What is left out stays, null clears it.
    AddressInput {
        /// Street and number.
        street: MaybeUndefined<String>,
        /// Postal code.
        postal_code: MaybeUndefined<String>,
        /// Town; needed where there was no address.
        locality: MaybeUndefined<String>,
        /// Country, as ISO 3166-1 alpha-2 code: `DE`, also where nobody says.
        country: MaybeUndefined<String>,
    }

    /// A point on the map, in degrees of WGS 84.
    CoordinatesInput {
        /// Degrees north, -90 to 90.
        latitude: f64,
        /// Degrees east, -180 to 180.
        longitude: f64,
    }
}
