//! The rows of entries.

use domain::entry::{
    CounsellingPoint, Course, Entry, EntryId, EntryKind, EntryLanguage, Offer, Position, Run,
};
use domain::id::{EntityId, TypedId};
use uuid::Uuid;

use super::organization::{add_contacts, add_images};
use super::{Project, Rows, code, code_of, months_of, placed, text_of, utc_of, uuid_of};
use crate::entity;

/// Stands in `entry_language.place` for the entry as a whole.
const EVERYWHERE: i32 = -1;

impl Project for Offer {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            entry,
            kind,
            no_long_commitment,
            course,
            runs,
        } = self;
        add_entry(id.uuid(), EntryKind::Offer, entry, rows);
        let course = course.clone().unwrap_or_default();
        let Course {
            level_required,
            literacy_required,
            level_taught,
            course_type,
            accreditation,
        } = course;
        rows.offer.push(entity::offer::Model {
            id: id.uuid(),
            kind: code(*kind),
            no_long_commitment: *no_long_commitment,
            level_required: code_of(level_required),
            literacy_required: code_of(literacy_required),
            level_taught: code_of(level_taught),
            course_type: code_of(course_type),
            accreditation: text_of(accreditation.as_ref()),
        });
        for (position, run) in placed(runs) {
            rows.run.push(run_row(id.uuid(), position, run));
            let contacts = run.place.as_ref().map_or(&[][..], |place| &place.contacts);
            add_contacts(
                id.uuid(),
                &format!("runs.{position}.place.contacts"),
                contacts,
                rows,
            );
        }
    }
}

impl Project for CounsellingPoint {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            entry,
            counselling_topics,
            appointment_mode,
            answered_by,
        } = self;
        let counselling_point = id.uuid();
        add_entry(counselling_point, EntryKind::CounsellingPoint, entry, rows);
        rows.counselling_point
            .push(entity::counselling_point::Model {
                id: counselling_point,
                appointment_mode: code_of(*appointment_mode),
            });
        for (position, topic) in placed(counselling_topics) {
            rows.counselling_topic
                .push(entity::counselling_topic::Model {
                    counselling_point,
                    position,
                    topic: topic.uuid(),
                });
        }
        for (position, gender) in placed(answered_by) {
            rows.counselling_gender
                .push(entity::counselling_gender::Model {
                    counselling_point,
                    position,
                    gender: code(*gender),
                });
        }
    }
}

fn run_row(offer: Uuid, position: i32, run: &Run) -> entity::run::Model {
    let Run {
        id,
        period,
        note: _,
        place,
        registration_deadline,
        capacity,
        availability,
    } = run;
    let (location, district) = place
        .as_ref()
        .map_or((None, None), |place| whereabouts(place.position));
    entity::run::Model {
        offer,
        position,
        part: id.uuid(),
        starts_on: period.start(),
        ends_on: period.end(),
        location,
        district,
        registration_deadline: *registration_deadline,
        capacity: capacity.map(i64::from),
        availability: code_of(availability.map(|report| report.availability)),
        availability_reported_at: utc_of(availability.map(|report| report.reported_at)),
        availability_valid_until: utc_of(availability.map(|report| report.valid_until)),
    }
}

/// What every entry says, whatever its kind.
fn add_entry(id: Uuid, kind: EntryKind, entry: &Entry, rows: &mut Rows) {
    rows.entry.push(entry_row(id, kind, entry));
    macro_rules! links {
        ($($table:ident.$column:ident: $list:expr;)+) => {$(
            for (position, link) in placed($list) {
                let $column = EntityId::from(*link).uuid;
                rows.$table.push(entity::$table::Model { entry: id, position, $column });
            }
        )+};
    }
    links! {
        entry_area.action_area: &entry.areas;
        entry_topic.topic: &entry.topics;
        entry_service_area.district: &entry.service_area;
        entry_measure.measure: &entry.measures;
        entry_related.related: &entry.related;
    }
    for (position, link) in placed(&entry.audience.links) {
        rows.entry_target_group
            .push(entity::entry_target_group::Model {
                entry: id,
                position,
                target_group: link.group.uuid(),
                mode: code(link.mode),
            });
    }
    for (position, gender) in placed(&entry.audience.genders) {
        let gender = code(*gender);
        rows.entry_gender.push(entity::entry_gender::Model {
            entry: id,
            position,
            gender,
        });
    }
    for (position, condition) in placed(&entry.access) {
        rows.entry_access.push(entity::entry_access::Model {
            entry: id,
            position,
            kind: code(condition.kind),
            requirement: code(condition.requirement),
        });
    }
    for (position, share) in placed(
        entry
            .cost
            .as_ref()
            .map_or(&[], |cost| &cost.education_benefits),
    ) {
        rows.entry_benefit.push(entity::entry_benefit::Model {
            entry: id,
            position,
            component: code(share.component),
            decided_by: uuid_of(share.decided_by),
        });
    }
    add_languages(id, EVERYWHERE, &entry.languages, rows);
    for (position, place) in placed(&entry.places) {
        let (location, district) = whereabouts(place.position);
        rows.entry_place.push(entity::entry_place::Model {
            entry: id,
            position,
            part: place.id.uuid(),
            location,
            district,
        });
        add_languages(id, position, &place.languages, rows);
        add_contacts(
            id,
            &format!("entry.places.{position}.contacts"),
            &place.contacts,
            rows,
        );
    }
    add_contacts(id, "entry.contacts", &entry.contacts, rows);
    add_images(id, "entry.images", &entry.images, rows);
}

/// The columns of an entry. Every field is named, so that a new one is not forgotten here.
fn entry_row(id: Uuid, kind: EntryKind, entry: &Entry) -> entity::entry::Model {
    let Entry {
        slug,
        provider,
        title: _,
        summary: _,
        description: _,
        areas: _,
        topics: _,
        audience,
        access: _,
        languages: _,
        places: _,
        service_area: _,
        schedule: _,
        admission,
        cost,
        childcare,
        accessibility,
        low_threshold,
        contacts: _,
        documents: _,
        application_route: _,
        competent_authority,
        validity,
        images: _,
        pictogram,
        life_stage,
        measures: _,
        related: _,
        replaced_by,
        visibility,
        discreet,
        demo,
        confirmation,
    } = entry;
    let (min_month, max_month) = months_of(audience.ages);
    let amount = cost.as_ref().and_then(|cost| cost.amount);
    entity::entry::Model {
        id,
        kind: code(kind),
        slug: slug.to_string(),
        provider: provider.uuid(),
        min_month,
        max_month,
        admission_mode: code_of(admission.as_ref().map(|admission| admission.mode)),
        admission_url: admission
            .as_ref()
            .and_then(|admission| text_of(admission.url.as_ref())),
        free: cost.as_ref().and_then(|cost| cost.free),
        cost_minor_units: amount.map(|amount| i64::from(amount.minor_units)),
        cost_currency: code_of(amount.map(|amount| amount.currency)),
        cost_unit: code_of(cost.as_ref().and_then(|cost| cost.unit)),
        childcare: *childcare,
        low_threshold: *low_threshold,
        wheelchair: code_of(accessibility.wheelchair),
        accessible_toilet: accessibility.accessible_toilet,
        accessible_parking: accessibility.accessible_parking,
        induction_loop: accessibility.induction_loop,
        tactile_guidance: accessibility.tactile_guidance,
        competent_authority: uuid_of(*competent_authority),
        valid_from: validity.start(),
        valid_to: validity.end(),
        pictogram: text_of(pictogram.as_ref()),
        life_stage: code_of(*life_stage),
        replaced_by: replaced_by.map(|entry: EntryId| EntityId::from(entry).uuid),
        visibility: code(*visibility),
        discreet: *discreet,
        demo: *demo,
        confirmed_by: code_of(confirmation.map(|confirmation| confirmation.by)),
        confirmed_at: utc_of(confirmation.map(|confirmation| confirmation.at)),
        confirmation_due: utc_of(confirmation.map(|confirmation| confirmation.due)),
    }
}

/// The location or the district that a place names.
fn whereabouts(position: Position) -> (Option<Uuid>, Option<Uuid>) {
    match position {
        Position::At(location) => (Some(location.uuid()), None),
        Position::Within(district) | Position::WithheldWithin(district) => {
            (None, Some(district.uuid()))
        }
        Position::Withheld => (None, None),
    }
}

fn add_languages(entry: Uuid, place: i32, languages: &[EntryLanguage], rows: &mut Rows) {
    for (position, EntryLanguage { language, role }) in placed(languages) {
        rows.entry_language.push(entity::entry_language::Model {
            entry,
            place,
            position,
            language: language.to_string(),
            role: code(*role),
        });
    }
}
