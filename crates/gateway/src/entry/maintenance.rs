//! What only those read of an entry who maintain or review it.

use async_graphql::{ID, Object, SimpleObject};
use domain::entry as model;

use crate::object::global_id;

pub struct MaintenanceFields<'a>(pub(crate) &'a model::Entry);

/// What only those read of an entry who maintain or review it. Flattened into the documents.
#[Object]
impl MaintenanceFields<'_> {
    /// The ids of all that it refers to, also of what is not published and therefore left out or null
    /// in the other fields.
    async fn references(&self) -> EntryReferences {
        self.0.into()
    }
}

/// The ids of all that an entry refers to.
#[derive(SimpleObject)]
pub struct EntryReferences {
    /// Of the organization that runs it.
    provider: ID,
    /// Of the areas of action.
    areas: Vec<ID>,
    /// Of the topics.
    topics: Vec<ID>,
    /// Of the target groups.
    target_groups: Vec<ID>,
    /// Of the districts for which it is there.
    service_area: Vec<ID>,
    /// Of its places.
    places: Vec<PlaceReference>,
    /// Of the organization that decides on applications; null when nobody does, or nobody said.
    competent_authority: Option<ID>,
    /// Of the measures of the plan.
    measures: Vec<ID>,
    /// Of entries that may be of use as well.
    related: Vec<ID>,
    /// Of the entry that takes its place; null when none does.
    replaced_by: Option<ID>,
}

/// To what a place of an entry refers.
#[derive(SimpleObject)]
pub struct PlaceReference {
    /// The place: the same as `partId` in `places`.
    part_id: ID,
    /// The id of the location; null where there is no fixed one.
    location: Option<ID>,
    /// The id of the district in which it is somewhere; null where there is a location.
    district: Option<ID>,
}

impl From<&model::Entry> for EntryReferences {
    fn from(entry: &model::Entry) -> Self {
        let links = entry.audience.links.iter();
        Self {
            provider: global_id(entry.provider),
            areas: entry.areas.iter().copied().map(global_id).collect(),
            topics: entry.topics.iter().copied().map(global_id).collect(),
            target_groups: links.map(|link| global_id(link.group)).collect(),
            service_area: entry.service_area.iter().copied().map(global_id).collect(),
            places: entry.places.iter().map(PlaceReference::from).collect(),
            competent_authority: entry.competent_authority.map(global_id),
            measures: entry.measures.iter().copied().map(global_id).collect(),
            related: entry.related.iter().copied().map(global_id).collect(),
            replaced_by: entry.replaced_by.map(global_id),
        }
    }
}

impl From<&model::Place> for PlaceReference {
    fn from(place: &model::Place) -> Self {
        let district = match place.position {
            model::Position::Within(district) | model::Position::WithheldWithin(district) => {
                Some(district)
            }
            model::Position::At(_) | model::Position::Withheld => None,
        };
        Self {
            part_id: place.id.to_global().into(),
            location: place.location().map(global_id),
            district: district.map(global_id),
        }
    }
}
