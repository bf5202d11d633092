//! What a content refers to, each with the path by which a client writes it, so that a reference
//! that leads nowhere can be named.

use crate::entry::{CounsellingPoint, Entry, Offer, Place, Position};
use crate::id::{EntityId, TypedId};
use crate::organization::Organization;
use crate::place::Location;

/// A reference and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reference {
    /// The path in the input.
    pub path: Vec<String>,
    /// To what.
    pub to: EntityId,
}

/// A content that refers to others.
pub trait Refers {
    /// Everything that it refers to, in the order of its fields.
    fn references(&self) -> Vec<Reference>;
}

impl Refers for Offer {
    fn references(&self) -> Vec<Reference> {
        let mut found = of_entry(&self.entry);
        for (index, run) in self.runs.iter().enumerate() {
            let at = ["runs", &index.to_string(), "place"];
            found.extend(run.place.as_ref().and_then(|place| of_place(&at, place)));
        }
        found
    }
}

impl Refers for CounsellingPoint {
    fn references(&self) -> Vec<Reference> {
        let mut found = of_entry(&self.entry);
        found.extend(of_list("counsellingTopics", &self.counselling_topics));
        found
    }
}

impl Refers for Location {
    fn references(&self) -> Vec<Reference> {
        let district = self.district.map(|id| at(&["district"], id));
        district.into_iter().collect()
    }
}

impl Refers for Organization {
    fn references(&self) -> Vec<Reference> {
        let mut found = of_list("locations", &self.locations);
        found.extend(self.parent.map(|id| at(&["parent"], id)));
        found
    }
}

fn of_entry(entry: &Entry) -> Vec<Reference> {
    let mut found = vec![at(&["provider"], entry.provider)];
    found.extend(of_list("areas", &entry.areas));
    found.extend(of_list("topics", &entry.topics));
    for (index, link) in entry.audience.links.iter().enumerate() {
        found.push(at(
            &["audience", "links", &index.to_string(), "group"],
            link.group,
        ));
    }
    for (index, place) in entry.places.iter().enumerate() {
        found.extend(of_place(&["places", &index.to_string()], place));
    }
    found.extend(of_list("serviceArea", &entry.service_area));
    let benefits = entry.cost.iter().flat_map(|cost| &cost.education_benefits);
    for (index, share) in benefits.enumerate() {
        let path = ["cost", "educationBenefits", &index.to_string(), "decidedBy"];
        found.extend(share.decided_by.map(|id| at(&path, id)));
    }
    found.extend(
        entry
            .competent_authority
            .map(|id| at(&["competentAuthority"], id)),
    );
    found.extend(of_list("measures", &entry.measures));
    for (index, related) in entry.related.iter().enumerate() {
        found.push(reference(
            &["related", &index.to_string()],
            (*related).into(),
        ));
    }
    found.extend(
        entry
            .replaced_by
            .map(|id| reference(&["replacedBy"], id.into())),
    );
    found
}

fn of_place(path: &[&str], place: &Place) -> Option<Reference> {
    let step = match place.position {
        Position::At(_) => "location",
        Position::Within(_) | Position::WithheldWithin(_) | Position::Withheld => "district",
    };
    let mut path = path.to_vec();
    path.push(step);
    place.link().map(|to| reference(&path, to))
}

pub(super) fn of_list<T: TypedId>(field: &str, ids: &[T]) -> Vec<Reference> {
    ids.iter()
        .enumerate()
        .map(|(index, id)| at(&[field, &index.to_string()], *id))
        .collect()
}

fn at(path: &[&str], to: impl TypedId) -> Reference {
    reference(path, to.entity())
}

pub(super) fn reference(path: &[&str], to: EntityId) -> Reference {
    Reference {
        path: path.iter().map(ToString::to_string).collect(),
        to,
    }
}
