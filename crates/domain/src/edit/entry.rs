//! Entries: what offers and counselling points have in common, and each of the two.

use super::editor::Editor;
use super::entry_facts::{
    MOST_DOCUMENTS, edit_access, edit_admission, edit_audience, edit_cost, edit_course, edit_texts,
};
use super::input::{Change, CounsellingPointInput, EntryInput, OfferInput};
use super::parts::{CONTACTS, IMAGES, PLACES, edit_accessibility, edit_languages};
use super::plain::TextLimit;
use super::run::{RUNS, edit_period};
use super::{Editing, Input, NewInput, schedule, slug_from};
use crate::audience::Audience;
use crate::entry::{CounsellingPoint, Entry, EntryId, Offer, OfferKind};
use crate::id::{CounsellingPointId, EntityId, OfferId, OrganizationId, Slug, TypedId};
use crate::period::Period;
use crate::place::{AccessibilityFacts, LocationVisibility};
use crate::schedule::Schedule;
use crate::text::LocalizedText;
use crate::violation::{Rule, Violations};

/// The most things of another kind that an entry may name.
pub(super) const MOST_LINKS: usize = 50;

impl Input<Offer> for OfferInput {
    fn apply(self, current: &Offer, editing: Editing<'_>) -> Result<Offer, Violations> {
        edit_offer(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<Offer> for OfferInput {
    fn create(self, id: OfferId, editing: Editing<'_>) -> Result<Offer, Violations> {
        edit_offer(None, id, self, Editor::new(editing))
    }
}

impl Input<CounsellingPoint> for CounsellingPointInput {
    fn apply(
        self,
        current: &CounsellingPoint,
        editing: Editing<'_>,
    ) -> Result<CounsellingPoint, Violations> {
        edit_point(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<CounsellingPoint> for CounsellingPointInput {
    fn create(
        self,
        id: CounsellingPointId,
        editing: Editing<'_>,
    ) -> Result<CounsellingPoint, Violations> {
        edit_point(None, id, self, Editor::new(editing))
    }
}

fn edit_offer(
    current: Option<&Offer>,
    id: OfferId,
    input: OfferInput,
    mut editor: Editor<'_>,
) -> Result<Offer, Violations> {
    let OfferInput {
        entry,
        kind,
        no_long_commitment,
        course,
        runs,
    } = input;
    let known_kind = current.map(|offer| offer.kind);
    let kind = editor.required("kind", known_kind, kind, |_, kind| Some(kind));
    let entry = edit_entry(current.map(|offer| &offer.entry), entry, &mut editor);
    let mut offer = match current {
        Some(offer) => offer.clone(),
        None => Offer {
            id,
            entry: entry.clone(),
            kind: OfferKind::Other,
            no_long_commitment: None,
            course: None,
            runs: Vec::new(),
        },
    };
    offer.entry = entry;
    // What is missing was noted, and then nothing is kept.
    offer.kind = kind.unwrap_or(offer.kind);
    Editor::set(&mut offer.no_long_commitment, no_long_commitment);
    edit_course(&mut editor, &mut offer.course, course);
    editor.parts("runs", &mut offer.runs, runs, &RUNS);
    editor.finish(offer)
}

fn edit_point(
    current: Option<&CounsellingPoint>,
    id: CounsellingPointId,
    input: CounsellingPointInput,
    mut editor: Editor<'_>,
) -> Result<CounsellingPoint, Violations> {
    let CounsellingPointInput {
        entry,
        counselling_topics,
        appointment_mode,
        answered_by,
    } = input;
    let entry = edit_entry(current.map(|point| &point.entry), entry, &mut editor);
    let mut point = match current {
        Some(point) => point.clone(),
        None => CounsellingPoint {
            id,
            entry: entry.clone(),
            counselling_topics: Vec::new(),
            appointment_mode: None,
            answered_by: Vec::new(),
        },
    };
    point.entry = entry;
    links(
        &mut editor,
        "counsellingTopics",
        &mut point.counselling_topics,
        counselling_topics,
    );
    Editor::set(&mut point.appointment_mode, appointment_mode);
    editor.list(
        "answeredBy",
        &mut point.answered_by,
        answered_by,
        (MOST_LINKS, |gender| *gender),
        |_, gender| Some(gender),
    );
    editor.finish(point)
}

/// The entry after the changes. Where something that it needs is missing, that was noted and a
/// stand-in goes on, so that the rest is looked at as well; it never gets out.
fn edit_entry(current: Option<&Entry>, input: EntryInput, editor: &mut Editor<'_>) -> Entry {
    let EntryInput {
        provider,
        title,
        summary,
        description,
        areas,
        topics,
        audience,
        access,
        languages,
        places,
        service_area,
        schedule,
        admission,
        cost,
        childcare,
        accessibility,
        low_threshold,
        contacts,
        documents,
        application_route,
        competent_authority,
        valid_from,
        valid_to,
        images,
        pictogram,
        life_stage,
        measures,
        related,
        visibility,
        discreet,
    } = input;
    let known = current.map(|entry| entry.provider);
    let provider = editor.required("provider", known, provider, |editor, id| editor.id(&id));
    let known = current.map(|entry| &entry.title);
    let title = editor.required_text("title", known, title, TextLimit::NAME);
    let mut entry = current.cloned().unwrap_or_else(|| blank(title.as_ref()));
    entry.provider = provider.unwrap_or(entry.provider);
    entry.title = title.unwrap_or(entry.title);
    for (step, target, change, limit) in [
        ("summary", &mut entry.summary, summary, TextLimit::NOTE),
        (
            "description",
            &mut entry.description,
            description,
            TextLimit::BODY,
        ),
        (
            "applicationRoute",
            &mut entry.application_route,
            application_route,
            TextLimit::NOTE,
        ),
    ] {
        editor.text(step, target, change, limit);
    }
    links(editor, "areas", &mut entry.areas, areas);
    links(editor, "topics", &mut entry.topics, topics);
    links(editor, "serviceArea", &mut entry.service_area, service_area);
    links(editor, "measures", &mut entry.measures, measures);
    edit_related(editor, &mut entry.related, related);
    edit_audience(editor, &mut entry.audience, audience);
    edit_access(editor, &mut entry.access, access);
    edit_languages(editor, &mut entry.languages, languages);
    editor.parts("places", &mut entry.places, places, &PLACES);
    schedule::edit(editor, &mut entry.schedule, schedule);
    edit_admission(editor, &mut entry.admission, admission);
    edit_cost(editor, &mut entry.cost, cost);
    Editor::set(&mut entry.childcare, childcare);
    edit_accessibility(editor, &mut entry.accessibility, accessibility);
    Editor::set(&mut entry.low_threshold, low_threshold);
    editor.parts("contacts", &mut entry.contacts, contacts, &CONTACTS);
    edit_texts(
        editor,
        "documents",
        (&mut entry.documents, documents),
        (MOST_DOCUMENTS, TextLimit::NOTE),
    );
    editor.optional(
        "competentAuthority",
        &mut entry.competent_authority,
        competent_authority,
        |editor, id| editor.id(&id),
    );
    edit_period(
        editor,
        &mut entry.validity,
        ("validFrom", valid_from),
        ("validTo", valid_to),
    );
    editor.parts("images", &mut entry.images, images, &IMAGES);
    editor.optional(
        "pictogram",
        &mut entry.pictogram,
        pictogram,
        |editor, name| editor.parse(&name, Slug::parse),
    );
    Editor::set(&mut entry.life_stage, life_stage);
    // What nobody protects is public; what is protected stays so when the word is taken back.
    let visible = entry.visibility;
    Editor::set_or(&mut entry.visibility, visibility, visible);
    Editor::set_or(&mut entry.discreet, discreet, false);
    entry
}

/// A list of other things, by id.
pub(super) fn links<T: TypedId>(
    editor: &mut Editor<'_>,
    step: &str,
    target: &mut Vec<T>,
    change: Change<Vec<String>>,
) {
    editor.list(
        step,
        target,
        change,
        (MOST_LINKS, |id| *id),
        |editor, id| editor.id(&id),
    );
}

fn edit_related(editor: &mut Editor<'_>, target: &mut Vec<EntryId>, change: Change<Vec<String>>) {
    editor.list(
        "related",
        target,
        change,
        (MOST_LINKS, |id| *id),
        |editor, id| {
            let entity = editor.parse(&id, EntityId::from_global)?;
            let entry = EntryId::try_from(entity);
            if entry.is_err() {
                editor.note(Rule::Malformed(format!("a {} is no entry", entity.kind)));
            }
            entry.ok()
        },
    );
}

/// An entry about which nobody said anything.
fn blank(title: Option<&LocalizedText>) -> Entry {
    let title = title.cloned().unwrap_or_else(LocalizedText::stand_in);
    Entry {
        slug: slug_from(&title),
        provider: OrganizationId::from_uuid(crate::id::NIL),
        title,
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
