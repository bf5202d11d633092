//! Samples of what orders the directory, and of the site.

use domain::contact::{EmailAddress, PhoneNumber};
use domain::id::{LanguageId, SiteId, TargetGroupId, TermId, TopicId, TypedId};
use domain::site::{EmergencyNumber, Site};
use domain::taxonomy::{Gender, Language, TargetGroup, TargetGroupAxis, Term, Topic};

use super::{Sample, ages, part, slug, tag, text, translated, url, words};

impl Sample for TargetGroup {
    fn samples() -> Vec<Self> {
        let group = |name: &str, parent: Option<&str>| Self {
            id: TargetGroupId::of_slug(name),
            slug: slug(name),
            axis: TargetGroupAxis::Age,
            parent: parent.map(TargetGroupId::of_slug),
            ages: None,
            gender: None,
            label: text(name),
            pictogram: None,
            order: 1,
            replaced_by: None,
        };
        vec![
            group("minors", None),
            Self {
                ages: Some(ages()),
                gender: Some(Gender::Female),
                label: translated("Mädchen", "Girls"),
                pictogram: Some(slug("child")),
                replaced_by: Some(TargetGroupId::of_slug("minors")),
                ..group("girls", Some("minors"))
            },
        ]
    }
}

impl Sample for Topic {
    fn samples() -> Vec<Self> {
        let education = Self {
            id: TopicId::of_slug("education"),
            slug: slug("education"),
            parent: None,
            label: text("Bildung"),
            pictogram: None,
            order: 1,
            replaced_by: None,
        };
        let homework = Self {
            id: TopicId::of_slug("homework-help"),
            slug: slug("homework-help"),
            parent: Some(education.id),
            label: translated("Hausaufgabenhilfe", "Homework help"),
            pictogram: Some(slug("book")),
            order: 2,
            replaced_by: Some(education.id),
        };
        vec![education, homework]
    }
}

impl Sample for Language {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: LanguageId::of_slug("fa"),
            slug: slug("fa"),
            tag: tag("fa"),
            endonym: words("فارسی"),
            label: translated("Persisch", "Persian"),
            order: 3,
        }]
    }
}

impl Sample for Term {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: TermId::of_slug("offerkind-course"),
            slug: slug("offerkind-course"),
            vocabulary: "OfferKind".to_owned(),
            code: "COURSE".to_owned(),
            label: translated("Kurs", "Course"),
            pictogram: Some(slug("course")),
            order: 1,
            replaced_by: Some("OTHER".to_owned()),
        }]
    }
}

impl Sample for Site {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: SiteId::of_slug("site"),
            slug: slug("site"),
            name: translated("Angebote", "Offers"),
            description: Some(text("Ein Verzeichnis")),
            imprint: Some(text("Wer haftet")),
            privacy: Some(text("Was mit Daten geschieht")),
            accessibility_statement: Some(text("Wie barrierefrei es ist")),
            feedback_email: Some(EmailAddress::parse("feedback@example.org").unwrap()),
            emergency_numbers: vec![EmergencyNumber {
                id: part("emergency"),
                phone: PhoneNumber::parse("116016").unwrap(),
                label: translated("Hilfetelefon", "Helpline"),
                note: Some(text("Rund um die Uhr")),
            }],
            data_license: Some(words("CC-BY-4.0")),
            data_license_url: Some(url("license")),
            entry_url: Some(url("entries/")),
            languages: vec![tag("de"), tag("de-simple")],
        }]
    }
}
