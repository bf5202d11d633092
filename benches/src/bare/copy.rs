//! From the program's documents to the plain structs.

use async_graphql::ID;
use catalogue::Snapshot;
use domain::audience::AudienceMode;
use domain::entry::{LanguageRole, Offer as OfferDocument};
use domain::id::TypedId;
use domain::organization::Organization as OrganizationDocument;
use domain::place::{District as DistrictDocument, Location as LocationDocument};
use domain::taxonomy::TargetGroup as TargetGroupDocument;
use domain::text::{LanguageTag, LocalizedText};

use super::model::{
    Address, Audience, Coordinates, Directory, District, Hours, Language, Location, Mode, Offer,
    Organization, Place, Role, Rule, Schedule, Target, TargetGroup, Text, Weekday,
};

/// An offer's stable name and its cursor, as the program lists them.
pub(crate) type Listed = (String, String);

impl Directory {
    /// Copy what is published, the offers as the program lists them, for a reader of these
    /// languages.
    pub(crate) fn copy(snapshot: &Snapshot, order: &[Listed], wishes: &[LanguageTag]) -> Self {
        let offers = snapshot.shelf::<OfferDocument>();
        Self {
            offers: order
                .iter()
                .filter_map(|(slug, cursor)| {
                    let document = offers.find_slug(slug)?;
                    Some(offer(document, cursor, wishes))
                })
                .collect(),
            organizations: snapshot
                .shelf::<OrganizationDocument>()
                .iter()
                .map(|it| (it.id, organization(it, wishes)))
                .collect(),
            locations: snapshot
                .shelf::<LocationDocument>()
                .iter()
                .map(|it| (it.id, location(it, wishes)))
                .collect(),
            districts: snapshot
                .shelf::<DistrictDocument>()
                .iter()
                .map(|it| (it.id, district(it)))
                .collect(),
            target_groups: snapshot
                .shelf::<TargetGroupDocument>()
                .iter()
                .map(|it| (it.id, target_group(it, wishes)))
                .collect(),
        }
    }
}

fn offer(document: &OfferDocument, cursor: &str, wishes: &[LanguageTag]) -> Offer {
    let entry = &document.entry;
    let locations = entry
        .places
        .iter()
        .filter_map(domain::entry::Place::location);
    Offer {
        cursor: cursor.to_owned(),
        provider_id: entry.provider,
        id: id(document.id),
        slug: entry.slug.to_string(),
        title: text(&entry.title, wishes),
        summary: entry.summary.as_ref().map(|it| text(it, wishes)),
        places: locations
            .map(|location_id| Place {
                location_id,
                is_withheld: false,
            })
            .collect(),
        languages: entry.languages.iter().map(language).collect(),
        audience: Audience {
            target_groups: entry.audience.links.iter().map(target).collect(),
        },
        schedule: Schedule {
            rules: entry.schedule.rules().iter().map(rule).collect(),
        },
    }
}

fn language(language: &domain::entry::EntryLanguage) -> Language {
    Language {
        tag: language.language.to_string(),
        role: match language.role {
            LanguageRole::Spoken => Role::Spoken,
            LanguageRole::InterpreterOnRequest => Role::InterpreterOnRequest,
            LanguageRole::Material => Role::Material,
        },
    }
}

fn target(link: &domain::audience::AudienceLink) -> Target {
    Target {
        group_id: link.group,
        mode: match link.mode {
            AudienceMode::OpenToAllEmphasis => Mode::OpenToAllEmphasis,
            AudienceMode::Preferential => Mode::Preferential,
            AudienceMode::Exclusive => Mode::Exclusive,
        },
    }
}

fn rule(rule: &domain::schedule::ScheduleRule) -> Rule {
    let hours = rule.hours();
    Rule {
        weekdays: rule
            .weekdays()
            .iter(chrono::Weekday::Mon)
            .map(weekday)
            .collect(),
        hours: Hours {
            start: hours.start.to_string(),
            end: hours.end.to_string(),
        },
    }
}

const fn weekday(day: chrono::Weekday) -> Weekday {
    match day {
        chrono::Weekday::Mon => Weekday::Monday,
        chrono::Weekday::Tue => Weekday::Tuesday,
        chrono::Weekday::Wed => Weekday::Wednesday,
        chrono::Weekday::Thu => Weekday::Thursday,
        chrono::Weekday::Fri => Weekday::Friday,
        chrono::Weekday::Sat => Weekday::Saturday,
        chrono::Weekday::Sun => Weekday::Sunday,
    }
}

fn organization(document: &OrganizationDocument, wishes: &[LanguageTag]) -> Organization {
    Organization {
        id: id(document.id),
        name: text(&document.name, wishes),
    }
}

fn location(document: &LocationDocument, wishes: &[LanguageTag]) -> Location {
    Location {
        district_id: document.district,
        id: id(document.id),
        name: text(&document.name, wishes),
        address: document.address.as_ref().map(|address| Address {
            street: address.street.as_ref().map(ToString::to_string),
            postal_code: address.postal_code.as_ref().map(ToString::to_string),
            locality: address.locality.to_string(),
        }),
        coordinates: document.coordinates.map(|point| Coordinates {
            latitude: point.latitude(),
            longitude: point.longitude(),
        }),
    }
}

fn district(document: &DistrictDocument) -> District {
    District {
        id: id(document.id),
        name: document.name.to_string(),
    }
}

fn target_group(document: &TargetGroupDocument, wishes: &[LanguageTag]) -> TargetGroup {
    TargetGroup {
        id: id(document.id),
        label: text(&document.label, wishes),
    }
}

fn text(text: &LocalizedText, wishes: &[LanguageTag]) -> Text {
    let served = text.serve(wishes).version;
    Text {
        text: served.text.to_string(),
        language: served.language.to_string(),
    }
}

fn id(id: impl TypedId) -> ID {
    ID(id.to_global())
}
