//! Editing, as a client sees it: inputs are JSON in the names of the schema.

#![allow(clippy::unwrap_used)]

mod facts;
mod organization;
mod parts;
mod properties;
mod structure;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Copied, Editing, Input, NewInput, OfferInput, copied};
use crate::aggregate::Aggregate;
use crate::contact::WebUrl;
use crate::entry::{EntryId, Offer};
use crate::id::{LocationId, OfferId, OrganizationId, PartId, TypedId};
use crate::place::{Location, LocationVisibility};
use crate::violation::Violations;

/// Edit on the first of June 2026; the ids of new parts count from a number.
fn editing<T>(first_part: u128, edit: impl FnOnce(Editing<'_>) -> T) -> T {
    let mut next = first_part;
    let mut parts = || {
        next += 1;
        PartId::from_uuid(Uuid::from_u128(next))
    };
    let now: chrono::DateTime<chrono::Utc> = "2026-06-01T10:00:00Z".parse().unwrap();
    let upload = super::Upload {
        url: WebUrl::parse("https://example.org/images/1.webp").unwrap(),
        width: 800,
        height: 600,
    };
    edit(Editing {
        revision: 7,
        minor: false,
        now: now.into(),
        today: "2026-06-01".parse().unwrap(),
        uploads: [("picture".to_owned(), upload)].into(),
        parts: &mut parts,
    })
}

fn read<I: DeserializeOwned>(input: &Value) -> I {
    I::deserialize(input).unwrap()
}

fn copy_of<T: Copied>(original: &T, id: T::Id) -> T {
    let mut number = 500;
    let mut next = || {
        number += 1;
        PartId::from_uuid(Uuid::from_u128(number))
    };
    copied(original, id, &mut next).unwrap()
}

fn create(input: &Value) -> Result<Offer, Violations> {
    let input: OfferInput = read(input);
    editing(100, |editing| {
        input.create(OfferId::of_slug("course"), editing)
    })
}

fn update(offer: &Offer, input: &Value) -> Result<Offer, Violations> {
    let input: OfferInput = read(input);
    editing(200, |editing| input.apply(offer, editing))
}

/// What is wrong, a line each.
fn wrong<T>(outcome: Result<T, Violations>) -> Vec<String> {
    let Err(violations) = outcome else {
        return Vec::new();
    };
    violations
        .all()
        .iter()
        .map(|violation| format!("{}: {}", violation.path.join("."), violation.rule))
        .collect()
}

fn provider() -> String {
    OrganizationId::of_slug("club").to_global()
}

fn location() -> String {
    LocationId::of_slug("house").to_global()
}

/// An offer with a part of each kind.
fn offer() -> Offer {
    create(&json!({
        "provider": provider(),
        "kind": "COURSE",
        "title": [{"language": "de", "text": "Deutsch am Abend"}],
        "places": [
            {"location": location(), "contacts": [{"phone": "+49571123456"}]},
            {"location": location(), "schedule": {"byAppointment": true}},
        ],
        "contacts": [{"email": "kurs@example.org", "function": [{"language": "de", "text": "Büro"}]}],
        "schedule": {
            "rules": [{"weekdays": ["Mon"], "hours": {"start": "18:00", "end": "19:30"}}],
            "closures": [{"from": "2026-07-01", "to": "2026-07-31"}],
        },
        "runs": [
            {"startsOn": "2026-09-01", "endsOn": "2026-12-01", "capacity": 12},
            {"startsOn": "2027-01-10", "place": {"location": location()}},
        ],
        "images": [{"upload": "picture", "alternativeText": [{"language": "de", "text": "Ein Raum"}]}],
        "access": [{"kind": "AGE", "requirement": "REQUIRED"}],
        "cost": {"amount": {"minorUnits": 500, "currency": "EUR"}, "unit": "MONTH"},
    }))
    .unwrap()
}

#[test]
fn a_copy_says_the_same_with_parts_of_its_own() {
    let offer = offer();
    let copy = copy_of(&offer, OfferId::of_slug("copy"));
    assert_eq!(copy.id, OfferId::of_slug("copy"));
    let words = |offer: &Offer| offer.entry.title.source().text.clone();
    assert_eq!(words(&copy), words(&offer));
    for (copied, original) in copy.runs.iter().zip(&offer.runs) {
        assert_ne!(copied.id, original.id);
        assert_eq!(copied.period, original.period);
    }
    assert_ne!(
        copy.entry.schedule.rules()[0].id(),
        offer.entry.schedule.rules()[0].id()
    );
    assert_eq!(copy.links(), offer.links());
}

#[test]
fn what_was_said_about_an_offer_itself_stays_with_it() {
    let mut offer = offer();
    let now: crate::period::Instant = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH.into();
    offer.entry.confirmation = Some(crate::entry::Confirmation {
        by: crate::entry::ConfirmedBy::Provider,
        at: now,
        due: now,
    });
    offer.entry.replaced_by = Some(EntryId::Offer(OfferId::of_slug("other")));
    offer.runs[0].availability = Some(crate::entry::AvailabilityReport {
        availability: crate::entry::Availability::Full,
        reported_at: now,
        valid_until: now,
    });
    let copy = copy_of(&offer, OfferId::of_slug("copy"));
    assert_eq!(copy.entry.confirmation, None);
    assert_eq!(copy.entry.replaced_by, None);
    assert_eq!(copy.runs[0].availability, None);
    assert_eq!(copy.runs[0].capacity, offer.runs[0].capacity);
}

#[test]
fn a_copy_of_a_protected_location_is_as_protected_and_its_address_tells_no_name() {
    let mut shelter = Location {
        owner: Some(OrganizationId::of_slug("club")),
        ..crate::sample::location("frauenhaus")
    };
    let id = LocationId::of_slug("copy");
    assert_eq!(copy_of(&shelter, id).slug.as_str(), "frauenhaus");
    for visibility in [LocationVisibility::DistrictOnly, LocationVisibility::Hidden] {
        shelter.visibility = visibility;
        let copy = copy_of(&shelter, id);
        assert_eq!(copy.slug.as_str(), "ort");
        // All else is the same.
        let slug = shelter.slug.clone();
        let name = shelter.name.clone();
        let same = Location {
            id: shelter.id,
            slug,
            name,
            ..copy
        };
        assert_eq!(same, shelter);
    }
}

#[test]
fn few_things_are_needed_before_a_review() {
    let draft = create(&json!({
        "provider": provider(), "kind": "OTHER", "title": [{"language": "tr", "text": "Kurs"}],
    }))
    .unwrap();
    assert_eq!(draft.entry.title.source().language.as_str(), "tr");
    let missing = super::missing_for_review(&draft);
    assert_eq!(
        wrong(Err::<(), _>(missing)),
        [
            "places: a value is required",
            "contacts: a value is required"
        ]
    );
    assert!(super::missing_for_review(&offer()).is_empty());
}

#[test]
fn every_link_is_named_with_its_place() {
    use super::Refers;
    let topic = crate::id::TopicId::of_slug("school").to_global();
    let offer = update(
        &offer(),
        &json!({
            "topics": [topic],
            "related": [OfferId::of_slug("other").to_global()],
            "cost": {"educationBenefits": [{"component": "LUNCH", "decidedBy": provider()}]},
            "competentAuthority": provider(),
        }),
    )
    .unwrap();
    let mut named: Vec<_> = offer
        .references()
        .into_iter()
        .map(|found| found.to)
        .collect();
    let mut links = offer.links();
    named.sort();
    links.sort();
    assert_eq!(named, links);
    let paths: Vec<String> = offer
        .references()
        .iter()
        .map(|found| found.path.join("."))
        .collect();
    insta::assert_snapshot!(paths.join("\n"), @r"
    provider
    topics.0
    places.0.location
    places.1.location
    cost.educationBenefits.0.decidedBy
    competentAuthority
    related.0
    runs.1.place.location
    ");
}
