//! The plain structs of the bare schema.

use std::collections::HashMap;

use async_graphql::{ID, SimpleObject};
use domain::id::{DistrictId, LocationId, OrganizationId, TargetGroupId};

/// Everything that the bare schema answers from.
#[derive(Default)]
pub(crate) struct Directory {
    pub(super) offers: Vec<Offer>,
    pub(super) organizations: HashMap<OrganizationId, Organization>,
    pub(super) locations: HashMap<LocationId, Location>,
    pub(super) districts: HashMap<DistrictId, District>,
    pub(super) target_groups: HashMap<TargetGroupId, TargetGroup>,
}

/// An offer.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct Offer {
    #[graphql(skip)]
    pub(super) cursor: String,
    #[graphql(skip)]
    pub(super) provider_id: OrganizationId,
    pub(super) id: ID,
    pub(super) slug: String,
    pub(super) title: Text,
    pub(super) summary: Option<Text>,
    pub(super) places: Vec<Place>,
    pub(super) languages: Vec<Language>,
    pub(super) audience: Audience,
    pub(super) schedule: Schedule,
}

/// A text in the reader's language.
#[derive(SimpleObject)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) language: String,
}

/// A place of an offer.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct Place {
    #[graphql(skip)]
    pub(super) location_id: LocationId,
    /// GraphQL objects need a field of their own beside those that are looked up.
    pub(super) is_withheld: bool,
}

/// A language of an offer.
#[derive(SimpleObject)]
pub(super) struct Language {
    pub(super) tag: String,
    pub(super) role: Role,
}

/// What a language is for.
#[derive(Clone, Copy, Eq, PartialEq, async_graphql::Enum)]
pub(super) enum Role {
    Spoken,
    InterpreterOnRequest,
    Material,
}

/// For whom an offer is.
#[derive(SimpleObject)]
pub(super) struct Audience {
    pub(super) target_groups: Vec<Target>,
}

/// A target group of an offer.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(super) struct Target {
    #[graphql(skip)]
    pub(super) group_id: TargetGroupId,
    pub(super) mode: Mode,
}

/// How a target group is meant.
#[derive(Clone, Copy, Eq, PartialEq, async_graphql::Enum)]
pub(super) enum Mode {
    OpenToAllEmphasis,
    Preferential,
    Exclusive,
}

/// When an offer takes place.
#[derive(SimpleObject)]
pub(super) struct Schedule {
    pub(super) rules: Vec<Rule>,
}

/// Hours that recur.
#[derive(SimpleObject)]
pub(super) struct Rule {
    pub(super) weekdays: Vec<Weekday>,
    pub(super) hours: Hours,
}

/// Days of the week.
#[derive(Clone, Copy, Eq, PartialEq, async_graphql::Enum)]
pub(super) enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Hours of a day.
#[derive(SimpleObject)]
pub(super) struct Hours {
    pub(super) start: String,
    pub(super) end: String,
}

/// Who runs an offer.
#[derive(SimpleObject)]
pub(super) struct Organization {
    pub(super) id: ID,
    pub(super) name: Text,
}

/// Where an offer takes place.
#[derive(SimpleObject)]
pub(super) struct Location {
    #[graphql(skip)]
    pub(super) district_id: Option<DistrictId>,
    pub(super) id: ID,
    pub(super) name: Text,
    pub(super) address: Option<Address>,
    pub(super) coordinates: Option<Coordinates>,
}

/// An address.
#[derive(SimpleObject)]
pub(super) struct Address {
    pub(super) street: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) locality: String,
}

/// A point on the map.
#[derive(SimpleObject)]
pub(super) struct Coordinates {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

/// A part of the city.
#[derive(SimpleObject)]
pub(super) struct District {
    pub(super) id: ID,
    pub(super) name: String,
}

/// A target group.
#[derive(SimpleObject)]
pub(super) struct TargetGroup {
    pub(super) id: ID,
    pub(super) label: Text,
}
