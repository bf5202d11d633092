//! A small world in which everything refers to something: of each kind at least one aggregate with
//! every field filled, which is the last of its samples.

mod entries;
mod places;
mod plan;
mod taxonomy;

use chrono::NaiveDate;
use domain::contact::{Contact, ContactAudience, EmailAddress, NamedPerson, PhoneNumber, WebUrl};
use domain::id::{OfferId, PartId, Slug, TypedId};
use domain::image::Image;
use domain::period::{Age, AgeRange};
use domain::place::{AccessibilityFacts, WheelchairAccess};
use domain::schedule::Schedule;
use domain::text::{LanguageTag, LocalizedText, TextVersion, Words};

pub(super) use self::entries::{full_offer, plain_offer};

/// A kind with samples.
pub(in crate::testing) trait Sample: Sized {
    /// Its samples; the last has every field filled.
    fn samples() -> Vec<Self>;

    /// The one with every field filled.
    fn full() -> Self {
        Self::samples().pop().unwrap()
    }
}

/// Calls a macro with every kind that has samples, and its code in lower case.
macro_rules! for_each_sample {
    ($callback:ident) => {
        $callback! {
            domain::plan::ActionPlan, action_plan;
            domain::plan::ActionArea, action_area;
            domain::plan::Challenge, challenge;
            domain::plan::Goal, goal;
            domain::plan::Suggestion, suggestion;
            domain::plan::Measure, measure;
            domain::plan::Responsibility, responsibility;
            domain::organization::Organization, organization;
            domain::place::Location, location;
            domain::place::District, district;
            domain::taxonomy::TargetGroup, target_group;
            domain::taxonomy::Topic, topic;
            domain::taxonomy::Language, language;
            domain::taxonomy::Term, term;
            domain::site::Site, site;
            domain::entry::Offer, offer;
            domain::entry::CounsellingPoint, counselling_point;
        }
    };
}
pub(in crate::testing) use for_each_sample;

pub(in crate::testing) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(super) fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

pub(super) fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn url(path: &str) -> WebUrl {
    WebUrl::parse(&format!("https://example.org/{path}")).unwrap()
}

pub(in crate::testing) fn text(german: &str) -> LocalizedText {
    LocalizedText::new(tag("de"), words(german))
}

pub(super) fn translated(german: &str, english: &str) -> LocalizedText {
    LocalizedText::from_versions(vec![
        text(german).source().clone(),
        TextVersion {
            machine_translated: true,
            made_from: Some(1),
            ..TextVersion::new(tag("en"), words(english))
        },
    ])
    .unwrap()
}

pub(super) fn part(name: &str) -> PartId {
    PartId::of_name(OfferId::of_slug("parts"), name)
}

pub(super) fn ages() -> AgeRange {
    AgeRange::new(Some(Age::Months(18)), Some(Age::Years(13))).unwrap()
}

pub(super) fn schedule() -> Schedule {
    serde_json::from_value(serde_json::json!({
        "rules": [{
            "id": part("rule"),
            "weekdays": ["Tue", "Thu"],
            "hours": { "start": "17:00", "end": "18:30" },
            "note": text("Im ersten Stock"),
        }],
        "exceptions": [{ "id": part("exception"), "date": "2026-03-03" }],
        "closures": [{ "id": part("closure"), "from": "2026-07-20", "to": "2026-08-31" }],
        "by_appointment": true,
        "binding": true,
        "school_holidays": "PAUSES",
        "public_holidays": "PAUSES",
    }))
    .unwrap()
}

pub(super) fn contact(name: &str) -> Contact {
    Contact {
        id: part(name),
        audience: ContactAudience::Public,
        function: Some(translated("Anmeldung", "Registration")),
        person: Some(NamedPerson {
            name: words("A. Beispiel"),
            consent_recorded_on: day("2026-01-01"),
            consent_expires_on: day("2027-12-31"),
        }),
        email: Some(EmailAddress::parse("office@example.org").unwrap()),
        phone: Some(PhoneNumber::parse("+49571123456").unwrap()),
        phone_extension: Some("12".to_owned()),
        url: Some(url("contact")),
        person_erased_on: Some(day("2025-06-30")),
    }
}

pub(super) fn image(name: &str) -> Image {
    Image {
        id: part(name),
        url: url("images/1.webp"),
        alternative_text: translated("Ein Haus", "A house"),
        credit: Some(words("Beispielfoto")),
        license: Some(words("CC-BY-4.0")),
        width: 800,
        height: 600,
    }
}

pub(super) fn accessibility() -> AccessibilityFacts {
    AccessibilityFacts {
        wheelchair: Some(WheelchairAccess::Limited),
        accessible_toilet: Some(true),
        accessible_parking: Some(false),
        induction_loop: Some(true),
        tactile_guidance: Some(false),
        note: Some(text("Rampe am Hof")),
    }
}
