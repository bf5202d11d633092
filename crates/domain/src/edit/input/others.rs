//! Inputs of locations, of the profile that an organization keeps itself, and of all that the
//! coordinating office writes about an organization.

use serde::Deserialize;

use super::{AccessibilityInput, Change, ContactInput, ImageInput, TextInput};
use crate::organization::{
    AdministrativeLevel, Cooperation, LegalForm, OrganizationKind, OrganizationStatus,
    VerificationState,
};
use crate::place::{LocationKind, LocationVisibility};

/// What changes about a location.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct LocationInput {
    /// What it is called; needed for a new one.
    pub name: Change<TextInput>,
    /// What kind of place it is; needed for a new one.
    pub kind: Change<LocationKind>,
    /// The organization whose members maintain it, by id; without one the coordinating office does.
    pub owner: Change<String>,
    /// How much of it the public may learn; all of it where a new one does not say.
    pub visibility: Change<LocationVisibility>,
    /// The postal address.
    pub address: Change<AddressInput>,
    /// The point on the map.
    pub coordinates: Change<CoordinatesInput>,
    /// The district in which it lies, by id.
    pub district: Change<String>,
    /// How to get there.
    pub transport_hint: Change<TextInput>,
    /// Where it is on the Internet.
    pub url: Change<String>,
    /// What people with disabilities have to know.
    pub accessibility: Change<AccessibilityInput>,
}

/// What changes about an address.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct AddressInput {
    /// Street and number.
    pub street: Change<String>,
    /// Postal code.
    pub postal_code: Change<String>,
    /// Town; needed where there was no address.
    pub locality: Change<String>,
    /// Country, as ISO 3166-1 alpha-2 code; Germany where nobody says.
    pub country: Change<String>,
}

/// A point in WGS 84.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct CoordinatesInput {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// What changes about what an organization says about itself. Deliberately absent: what others
/// found out about it (kind, level, what it is a part of, aliases, verification, status), which the
/// coordinating office writes.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct OrganizationProfileInput {
    /// Its name.
    pub name: Change<TextInput>,
    /// The short form of the name.
    pub abbreviation: Change<String>,
    /// The legal form.
    pub legal_form: Change<LegalForm>,
    /// What it does.
    pub description: Change<TextInput>,
    /// How to reach it.
    pub contacts: Change<Vec<ContactInput>>,
    /// Its web page.
    pub website: Change<String>,
    /// Its logo.
    pub logo: Change<ImageInput>,
    /// Where it is at home: locations by id.
    pub locations: Change<Vec<String>>,
    /// How much of its places the public may learn.
    pub visibility: Change<LocationVisibility>,
    /// Whether it works together with others in culture.
    pub cooperation: Change<Cooperation>,
    /// How it works together with others.
    pub cooperation_note: Change<TextInput>,
}

/// What changes about an organization where the coordinating office writes it: what it says about
/// itself, and what others found out about it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default, rename_all = "camelCase")]
pub struct OrganizationInput {
    /// What it says about itself; its fields stand beside the others.
    #[serde(flatten)]
    pub profile: OrganizationProfileInput,
    /// What kind of party it is; needed for a new one.
    pub kind: Change<OrganizationKind>,
    /// The level on which it works.
    pub level: Change<AdministrativeLevel>,
    /// What it is a part of, by id.
    pub parent: Change<String>,
    /// Other wordings by which documents name it.
    pub aliases: Change<Vec<String>>,
    /// What the expansion of an abbreviation or a wording rests on.
    pub evidence: Change<String>,
    /// Whether somebody made sure that it is who it says; not where a new one does not say.
    pub verification: Change<VerificationState>,
    /// Whether its members publish without a review.
    pub trusted: Change<bool>,
    /// Whether it still works; it does where a new one does not say.
    pub status: Change<OrganizationStatus>,
}
