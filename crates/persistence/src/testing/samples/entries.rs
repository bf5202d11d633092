//! Samples of entries.

use domain::audience::{Audience, AudienceLink, AudienceMode};
use domain::entry::{
    AccessCondition, AccessConditionKind, Admission, AdmissionMode, AppointmentMode, Availability,
    AvailabilityReport, CefrLevel, Confirmation, ConfirmedBy, Cost, CostUnit, CounsellingPoint,
    Course, CourseType, Currency, EducationBenefit, EducationBenefitShare, Entry, EntryId,
    EntryLanguage, LanguageRole, LifeStage, LiteracyLevel, Money, Offer, OfferKind, Place,
    Position, Requirement, Run,
};
use domain::id::{
    ActionAreaId, CounsellingPointId, DistrictId, LocationId, MeasureId, OfferId, OrganizationId,
    TargetGroupId, TopicId, TypedId,
};
use domain::period::Period;
use domain::place::{AccessibilityFacts, LocationVisibility};
use domain::schedule::Schedule;
use domain::taxonomy::Gender;

use super::{
    Sample, accessibility, ages, contact, day, image, part, schedule, slug, tag, text, translated,
    url, words,
};
use crate::testing::noon;

/// An entry that says no more than it must.
pub(in crate::testing) fn plain_entry(name: &str) -> Entry {
    Entry {
        slug: slug(name),
        provider: OrganizationId::of_slug("club"),
        title: text(name),
        summary: None,
        description: None,
        areas: Vec::new(),
        topics: Vec::new(),
        audience: Audience::default(),
        access: Vec::new(),
        languages: Vec::new(),
        places: Vec::new(),
        service_area: Vec::new(),
        schedule: Schedule::default(),
        admission: None,
        cost: None,
        childcare: None,
        accessibility: AccessibilityFacts::default(),
        low_threshold: None,
        contacts: Vec::new(),
        documents: Vec::new(),
        application_route: None,
        competent_authority: None,
        validity: Period::default(),
        images: Vec::new(),
        pictogram: None,
        life_stage: None,
        measures: Vec::new(),
        related: Vec::new(),
        replaced_by: None,
        visibility: LocationVisibility::Exact,
        discreet: false,
        demo: false,
        confirmation: None,
    }
}

fn place(name: &str, position: Position) -> Place {
    Place {
        id: part(name),
        position,
        schedule: Some(schedule()),
        contacts: vec![contact(&format!("{name}-contact"))],
        languages: vec![EntryLanguage {
            language: tag("tr"),
            role: LanguageRole::InterpreterOnRequest,
        }],
    }
}

/// An entry that says everything.
pub(in crate::testing) fn full_entry(name: &str) -> Entry {
    let club = OrganizationId::of_slug("club");
    let counselling = EntryId::CounsellingPoint(CounsellingPointId::of_slug("counselling"));
    Entry {
        title: translated("Deutschkurs für Mädchen", "German course for girls"),
        summary: Some(text("Wir lernen Deutsch")),
        description: Some(translated("Zweimal die Woche", "Twice a week")),
        areas: vec![ActionAreaId::of_slug("area")],
        topics: vec![
            TopicId::of_slug("homework-help"),
            TopicId::of_slug("education"),
        ],
        audience: Audience {
            links: vec![AudienceLink {
                group: TargetGroupId::of_slug("girls"),
                mode: AudienceMode::Preferential,
            }],
            ages: Some(ages()),
            genders: vec![Gender::Female],
        },
        access: vec![AccessCondition {
            kind: AccessConditionKind::Certificate,
            requirement: Requirement::NotRequired,
            note: Some(text("Ohne Schein")),
        }],
        languages: vec![EntryLanguage {
            language: tag("de"),
            role: LanguageRole::Spoken,
        }],
        places: vec![
            place("at-the-house", Position::At(LocationId::of_slug("house"))),
            place(
                "in-the-north",
                Position::Within(DistrictId::of_slug("north")),
            ),
        ],
        service_area: vec![DistrictId::of_slug("city")],
        schedule: schedule(),
        admission: Some(Admission {
            mode: AdmissionMode::Registration,
            note: Some(text("Bitte anmelden")),
            url: Some(url("register")),
        }),
        cost: Some(Cost {
            free: Some(false),
            amount: Some(Money {
                minor_units: 1_250,
                currency: Currency::Eur,
            }),
            unit: Some(CostUnit::Month),
            reductions: Some(text("Ermäßigt")),
            education_benefits: vec![EducationBenefitShare {
                component: EducationBenefit::LearningSupport,
                decided_by: Some(OrganizationId::of_slug("office")),
            }],
        }),
        childcare: Some(true),
        accessibility: accessibility(),
        low_threshold: Some(true),
        contacts: vec![contact("entry")],
        documents: vec![text("Ausweis")],
        application_route: Some(text("Formlos")),
        competent_authority: Some(OrganizationId::of_slug("office")),
        validity: Period::new(Some(day("2026-01-01")), Some(day("2026-12-31"))).unwrap(),
        images: vec![image("picture")],
        pictogram: Some(slug("course")),
        life_stage: Some(LifeStage::Running),
        measures: vec![MeasureId::of_slug("measure")],
        related: vec![counselling],
        replaced_by: Some(counselling),
        visibility: LocationVisibility::DistrictOnly,
        discreet: true,
        demo: true,
        confirmation: Some(Confirmation {
            by: ConfirmedBy::Provider,
            at: noon(2),
            due: noon(30),
        }),
        provider: club,
        ..plain_entry(name)
    }
}

/// An offer that says no more than it must.
pub(in crate::testing) fn plain_offer(name: &str) -> Offer {
    Offer {
        id: OfferId::of_slug(name),
        entry: plain_entry(name),
        kind: OfferKind::Meeting,
        no_long_commitment: None,
        course: None,
        runs: Vec::new(),
    }
}

/// An offer that says everything.
pub(in crate::testing) fn full_offer(name: &str) -> Offer {
    Offer {
        entry: full_entry(name),
        kind: OfferKind::Course,
        no_long_commitment: Some(true),
        course: Some(Course {
            level_required: Some(CefrLevel::A1),
            literacy_required: Some(LiteracyLevel::Basic),
            level_taught: Some(CefrLevel::A2),
            course_type: Some(CourseType::IntegrationCourse),
            accreditation: Some(words("BAMF")),
        }),
        runs: vec![Run {
            id: part("run"),
            period: Period::new(Some(day("2026-02-01")), Some(day("2026-06-30"))).unwrap(),
            note: Some(text("Sommerrunde")),
            place: Some(place(
                "run-place",
                Position::At(LocationId::of_slug("house")),
            )),
            registration_deadline: Some(day("2026-01-25")),
            capacity: Some(12),
            availability: Some(AvailabilityReport {
                availability: Availability::WaitingList,
                reported_at: noon(3),
                valid_until: noon(10),
            }),
        }],
        ..plain_offer(name)
    }
}

impl Sample for Offer {
    fn samples() -> Vec<Self> {
        vec![plain_offer("meeting"), full_offer("course")]
    }
}

impl Sample for CounsellingPoint {
    fn samples() -> Vec<Self> {
        let related = vec![EntryId::Offer(OfferId::of_slug("course"))];
        let replaced_by = related.first().copied();
        vec![Self {
            id: CounsellingPointId::of_slug("counselling"),
            entry: Entry {
                related,
                replaced_by,
                ..full_entry("counselling")
            },
            counselling_topics: vec![TopicId::of_slug("education")],
            appointment_mode: Some(AppointmentMode::Both),
            answered_by: vec![Gender::Female, Gender::Diverse],
        }]
    }
}
