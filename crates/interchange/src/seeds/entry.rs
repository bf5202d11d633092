//! The demo entries (`demo/offers.toml`, `demo/counselling-points.toml`).

use std::collections::HashSet;

use domain::audience::{Audience, AudienceLink};
use domain::contact::{Contact, ContactAudience, EmailAddress, PhoneNumber};
use domain::entry::{
    AccessCondition, Admission, Cost, CounsellingPoint, Course, EducationBenefitShare, Entry,
    EntryId, EntryLanguage, Offer, Place, Position,
};
use domain::id::{CounsellingPointId, EntityId, EntityKind, OfferId, PartId, TypedId};
use domain::period::Period;
use domain::place::{AccessibilityFacts, LocationVisibility};
use domain::schedule::Schedule;

use super::document::{Fields, Scope, Value};
use super::errors::SeedProblem;
use super::keys::{reference, unknown};
use super::place::web_url;
use super::reference::ages;
use super::text::{localized, words};

pub(super) fn offers(scope: Scope<'_>) -> Vec<Offer> {
    scope.read(|f| {
        f.list("offers", |value| {
            value.table(|f| {
                let entry = entry(f, EntityKind::Offer);
                let kind = f.required("kind", Value::code);
                let no_long_commitment = f.optional("no_long_commitment", Value::flag);
                let course = f.optional("course", course);
                let entry = entry?;
                Some(Offer {
                    id: OfferId::of_slug(entry.slug.as_str()),
                    entry,
                    kind: kind?,
                    no_long_commitment,
                    course,
                    runs: Vec::new(),
                })
            })
        })
    })
}

pub(super) fn counselling_points(scope: Scope<'_>) -> Vec<CounsellingPoint> {
    scope.read(|f| {
        f.list("counselling_points", |value| {
            value.table(|f| {
                let entry = entry(f, EntityKind::CounsellingPoint);
                let counselling_topics = f.list("counselling_topics", reference);
                let appointment_mode = f.optional("appointment_mode", Value::code);
                let answered_by = f.list("answered_by", Value::code);
                let entry = entry?;
                Some(CounsellingPoint {
                    id: CounsellingPointId::of_slug(entry.slug.as_str()),
                    entry,
                    counselling_topics,
                    appointment_mode,
                    answered_by,
                })
            })
        })
    })
}

/// What every entry says. What the file leaves out stays unknown.
fn entry(f: &mut Fields<'_>, kind: EntityKind) -> Option<Entry> {
    let (slug, key) = f.key();
    let id = EntityId::of_slug(kind, key);
    // The line is for the reader of the file: an entry keeps no source.
    f.optional("line", Value::integer::<u32>);
    let provider = f.required("provider", reference);
    let title = f.required("title", localized);
    let summary = f.optional("summary", localized);
    let description = f.optional("description", localized);
    let areas = f.list("areas", reference);
    let topics = f.list("topics", reference);
    let audience = Audience {
        links: f.list("audience", audience_link),
        ages: f.optional("ages", ages),
        genders: f.list("genders", Value::code),
    };
    let access = f.list("access", access_condition);
    let languages = f.list("languages", language);
    let mut seen = HashSet::new();
    let places = f.list("places", |value| place(value, id, &mut seen));
    let service_area = f.list("service_area", reference);
    let admission = f.optional("admission", admission);
    let cost = f.optional("cost", cost);
    let childcare = f.optional("childcare", Value::flag);
    let low_threshold = f.optional("low_threshold", Value::flag);
    let mut count = 0;
    let contacts = f.list("contacts", |value| {
        count += 1;
        contact(value, PartId::of_name(id, &format!("contact-{count}")))
    });
    let documents = f.list("documents", localized);
    let application_route = f.optional("application_route", localized);
    let competent_authority = f.optional("competent_authority", reference);
    let pictogram = f.optional("pictogram", Value::slug);
    let life_stage = f.optional("life_stage", Value::code);
    let measures = f.list("measures", reference);
    let related = f.list("related", entry_reference);
    let replaced_by = f.optional("replaced_by", entry_reference);
    let visibility = f.optional("visibility", Value::code);
    let discreet = f.optional("discreet", Value::flag);
    Some(Entry {
        slug: slug?,
        provider: provider?,
        title: title?,
        summary,
        description,
        areas,
        topics,
        audience,
        access,
        languages,
        places,
        service_area,
        schedule: Schedule::default(),
        admission,
        cost,
        childcare,
        accessibility: AccessibilityFacts::default(),
        low_threshold,
        contacts,
        documents,
        application_route,
        competent_authority,
        validity: Period::default(),
        images: Vec::new(),
        pictogram,
        life_stage,
        measures,
        related,
        replaced_by,
        visibility: visibility.unwrap_or(LocationVisibility::Exact),
        discreet: discreet.unwrap_or(false),
        demo: true,
        confirmation: None,
    })
}

fn audience_link(value: Value<'_>) -> Option<AudienceLink> {
    value.table(|f| {
        let group = f.required("group", reference);
        let mode = f.required("mode", Value::code);
        Some(AudienceLink {
            group: group?,
            mode: mode?,
        })
    })
}

fn access_condition(value: Value<'_>) -> Option<AccessCondition> {
    value.table(|f| {
        let kind = f.required("kind", Value::code);
        let requirement = f.required("requirement", Value::code);
        let note = f.optional("note", localized);
        Some(AccessCondition {
            kind: kind?,
            requirement: requirement?,
            note,
        })
    })
}

fn language(value: Value<'_>) -> Option<EntryLanguage> {
    value.table(|f| {
        let language = f.required("language", |value| {
            let tag = value.language_tag()?;
            if value.scope.keys.holds(EntityKind::Language, tag.as_str()) {
                Some(tag)
            } else {
                unknown(value, "language", tag.as_str())
            }
        });
        let role = f.required("role", Value::code);
        Some(EntryLanguage {
            language: language?,
            role: role?,
        })
    })
}

/// A place: a location, or a district where there is no fixed place. It is named after it.
fn place<'a>(value: Value<'a>, entry: EntityId, seen: &mut HashSet<&'a str>) -> Option<Place> {
    value.table(|f| {
        let mut name = "";
        let location = f.optional("location", |value| {
            name = value.string()?;
            reference(value)
        });
        let district = f.optional("district", |value| {
            name = value.string()?;
            reference(value)
        });
        let position = location
            .map(Position::At)
            .or_else(|| district.map(Position::Within));
        if name.is_empty() {
            f.note(SeedProblem::MissingField { field: "location" });
        } else if !seen.insert(name) {
            f.note(SeedProblem::Duplicate {
                kind: "place".to_owned(),
                key: name.to_owned(),
            });
        }
        Some(Place {
            id: PartId::of_name(entry, &format!("place-{name}")),
            position: position?,
            schedule: None,
            contacts: Vec::new(),
            languages: Vec::new(),
        })
    })
}

fn admission(value: Value<'_>) -> Option<Admission> {
    value.table(|f| {
        let mode = f.required("mode", Value::code);
        let note = f.optional("note", localized);
        let url = f.optional("url", web_url);
        Some(Admission {
            mode: mode?,
            note,
            url,
        })
    })
}

fn cost(value: Value<'_>) -> Option<Cost> {
    value.table(|f| {
        Some(Cost {
            free: f.optional("free", Value::flag),
            amount: None,
            unit: None,
            reductions: f.optional("reductions", localized),
            education_benefits: f.list("education_benefits", |value| {
                value.table(|f| {
                    let component = f.required("component", Value::code);
                    let decided_by = f.optional("decided_by", reference);
                    Some(EducationBenefitShare {
                        component: component?,
                        decided_by,
                    })
                })
            }),
        })
    })
}

fn contact(value: Value<'_>, id: PartId) -> Option<Contact> {
    value.table(|f| {
        Some(Contact {
            id,
            audience: ContactAudience::Public,
            function: f.optional("function", localized),
            person: None,
            email: f.optional("email", |value| {
                value.accept(EmailAddress::parse(value.string()?))
            }),
            phone: f.optional("phone", |value| {
                value.accept(PhoneNumber::parse(value.string()?))
            }),
            phone_extension: None,
            url: f.optional("url", web_url),
            person_erased_on: None,
        })
    })
}

fn course(value: Value<'_>) -> Option<Course> {
    value.table(|f| {
        Some(Course {
            level_required: f.optional("level_required", Value::code),
            literacy_required: f.optional("literacy_required", Value::code),
            level_taught: f.optional("level_taught", Value::code),
            course_type: f.optional("course_type", Value::code),
            accreditation: f.optional("accreditation", words),
        })
    })
}

/// Read `offer:key` or `counselling_point:key`.
fn entry_reference(value: Value<'_>) -> Option<EntryId> {
    let text = value.string()?;
    let (kind, key) = text.split_once(':').unwrap_or((text, ""));
    let keys = value.scope.keys;
    let id = match kind {
        "offer" => keys
            .holds(EntityKind::Offer, key)
            .then(|| EntryId::Offer(OfferId::of_slug(key))),
        "counselling_point" => keys
            .holds(EntityKind::CounsellingPoint, key)
            .then(|| EntryId::CounsellingPoint(CounsellingPointId::of_slug(key))),
        _ => {
            return value.refuse(SeedProblem::UnknownReferenceKind {
                reference: text.to_owned(),
                kinds: &["offer", "counselling_point"],
            });
        }
    };
    id.or_else(|| unknown(value, kind, key))
}
