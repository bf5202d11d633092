//! What plan items have in common. Nothing here touches the official text: what was adopted in
//! words can neither be reworded nor taken out of its item.

use std::collections::HashSet;

use super::super::editor::{Editor, Parts};
use super::super::entry::{MOST_LINKS, links};
use super::super::entry_facts::{edit_texts, has_source};
use super::super::input::{
    Change, CrossReferenceInput, FirstStepInput, HorizonInput, HorizonPhaseInput, PlanItemInput,
    PlanTargetGroupInput, ReferenceTargetInput, ResourceInput, TextInput,
};
use super::super::plain::TextLimit;
use super::super::{numbered, slug_from};
use crate::id::{ActionAreaId, EntityId, EntityKind, PartId, Slug, TypedId};
use crate::plan::{
    Confidence, CrossReference, FirstStep, HorizonError, Phase, PlanItem, PlanItemId,
    PlanTargetGroup, ReferenceTarget, Resource, TermSpan, TimeHorizon,
};
use crate::text::LocalizedText;
use crate::violation::Rule;

/// The most phases of a horizon.
const MOST_PHASES: usize = 20;

const STEPS: Parts<FirstStep, FirstStepInput> = Parts {
    most: MOST_LINKS,
    id: |step| step.id,
    named: |input| input.id.as_deref(),
    edit: edit_step,
    copied: None,
};

/// The item after the changes. Where its title is missing, that was noted and a stand-in goes on,
/// so that the rest is looked at as well; it never gets out.
pub(super) fn edit_item(
    editor: &mut Editor<'_>,
    current: Option<&PlanItem>,
    input: PlanItemInput,
) -> PlanItem {
    let PlanItemInput {
        title,
        summary,
        target_groups,
        resources,
        horizon,
        steps,
        references,
        remarks,
    } = input;
    let known = current.map(|item| &item.title);
    let title = editor.required_text("title", known, title, TextLimit::NAME);
    let title = title.unwrap_or_else(LocalizedText::stand_in);
    let mut item = current.cloned().unwrap_or_else(|| PlanItem {
        slug: slug_from(&title),
        order: 0,
        official_text: None,
        title: title.clone(),
        summary: None,
        source: None,
        target_groups: Vec::new(),
        resources: Vec::new(),
        horizon: None,
        steps: Vec::new(),
        references: Vec::new(),
        remarks: Vec::new(),
    });
    item.title = title;
    editor.text("summary", &mut item.summary, summary, TextLimit::BODY);
    edit_target_groups(editor, &mut item.target_groups, target_groups);
    edit_resources(editor, &mut item.resources, resources);
    edit_horizon(editor, &mut item.horizon, horizon);
    edit_steps(editor, &mut item.steps, steps);
    edit_references(editor, &mut item, references);
    edit_texts(
        editor,
        "remarks",
        (&mut item.remarks, remarks),
        (MOST_LINKS, TextLimit::BODY),
    );
    item
}

fn edit_target_groups(
    editor: &mut Editor<'_>,
    target: &mut Vec<PlanTargetGroup>,
    change: Change<Vec<PlanTargetGroupInput>>,
) {
    let key = |audience: &PlanTargetGroup| {
        let mut groups = audience.groups.clone();
        groups.sort();
        groups
    };
    editor.list(
        "targetGroups",
        target,
        change,
        (MOST_LINKS, key),
        |editor, input| {
            let PlanTargetGroupInput { groups, emphasis } = input;
            let mut read = Vec::new();
            links(editor, "groups", &mut read, Change::Set(groups));
            if read.is_empty() {
                editor.note_at("groups", Rule::Missing);
            }
            Some(PlanTargetGroup {
                groups: read,
                emphasis,
            })
        },
    );
}

fn edit_resources(
    editor: &mut Editor<'_>,
    target: &mut Vec<Resource>,
    change: Change<Vec<ResourceInput>>,
) {
    let before = target.clone();
    let notes: Vec<&LocalizedText> = before.iter().filter_map(|it| it.note.as_ref()).collect();
    editor.items("resources", target, change, MOST_LINKS, |editor, input| {
        let ResourceInput {
            kind,
            is_optional,
            note,
        } = input;
        Some(Resource {
            kind,
            optional: is_optional,
            note: note.and_then(|note| whole_text(editor, "note", (note, TextLimit::NOTE), &notes)),
        })
    });
}

fn edit_horizon(
    editor: &mut Editor<'_>,
    target: &mut Option<TimeHorizon>,
    change: Change<HorizonInput>,
) {
    let before = target.clone();
    let phases = before.as_ref().map_or(&[][..], TimeHorizon::phases);
    let labels: Vec<&LocalizedText> = phases.iter().map(|phase| &phase.label).collect();
    editor.optional("horizon", target, change, |editor, input| {
        read_horizon(editor, input, &labels)
    });
}

fn read_horizon(
    editor: &mut Editor<'_>,
    input: HorizonInput,
    labels: &[&LocalizedText],
) -> Option<TimeHorizon> {
    let HorizonInput { min, max, phases } = input;
    let whole = editor.span(min, max);
    let mut read = Vec::new();
    let phases = Change::Set(phases);
    editor.items("phases", &mut read, phases, MOST_PHASES, |editor, phase| {
        let HorizonPhaseInput { label, min, max } = phase;
        let label = whole_text(editor, "label", (label, TextLimit::NAME), labels);
        let span = editor.span(min, max)?;
        let is_outside =
            |whole: TermSpan| !whole.contains(span.min()) || !whole.contains(span.max());
        if whole.is_some_and(is_outside) {
            editor.note(Rule::Malformed(HorizonError::PhaseOutside.to_string()));
        }
        Some(Phase {
            label: label?,
            span,
        })
    });
    TimeHorizon::new(whole?, read).ok()
}

impl Editor<'_> {
    fn span(&mut self, min: crate::plan::Term, max: crate::plan::Term) -> Option<TermSpan> {
        let span = TermSpan::new(min, max);
        if span.is_err() {
            self.note_at("max", Rule::RangeReversed);
        }
        span.ok()
    }
}

/// Steps that were adopted stay: what is not done any more is dropped by its status.
fn edit_steps(
    editor: &mut Editor<'_>,
    steps: &mut Vec<FirstStep>,
    change: Change<Vec<FirstStepInput>>,
) {
    let before = steps.clone();
    let found = editor.count();
    editor.parts("steps", steps, change, &STEPS);
    let is_kept = |step: &FirstStep| steps.iter().any(|it| it.id == step.id);
    let is_lost = |step: &FirstStep| step.official_text.is_some() && !is_kept(step);
    if editor.count() == found && before.iter().any(is_lost) {
        editor.note_at("steps", Rule::Official);
    }
    number_namesakes(steps, &before);
}

fn edit_step(
    editor: &mut Editor<'_>,
    current: Option<FirstStep>,
    id: PartId,
    input: FirstStepInput,
) -> Option<FirstStep> {
    let FirstStepInput {
        id: _,
        title,
        summary,
        is_parallel,
        status,
    } = input;
    let known = current.as_ref().map(|step| &step.title);
    let title = editor.required_text("title", known, title, TextLimit::NAME);
    let mut step = current.or_else(|| {
        let title = title.clone()?;
        Some(FirstStep {
            id,
            slug: slug_from(&title),
            number: None,
            parallel: false,
            official_text: None,
            title,
            summary: None,
            source: None,
            status: None,
        })
    });
    // The rest is looked at as well where the title is missing.
    let mut nowhere = None;
    let target = step.as_mut().map_or(&mut nowhere, |step| &mut step.summary);
    editor.text("summary", target, summary, TextLimit::BODY);
    let mut step = step?;
    step.title = title?;
    Editor::set_or(&mut step.parallel, is_parallel, false);
    Editor::set(&mut step.status, status);
    Some(step)
}

/// New steps of one title are told apart by numbers, as items are; those that were there keep the
/// names by which they are known.
fn number_namesakes(steps: &mut [FirstStep], before: &[FirstStep]) {
    let is_new = |step: &FirstStep| before.iter().all(|it| it.id != step.id);
    let mut taken: HashSet<Slug> = before.iter().map(|step| step.slug.clone()).collect();
    for step in steps.iter_mut().filter(|step| is_new(step)) {
        let stem = step.slug.clone();
        let mut number = 2;
        while !taken.insert(step.slug.clone()) {
            step.slug = numbered(&stem, number);
            number += 1;
        }
    }
}

/// References are found again by their place. Those of an item that was adopted in words keep
/// their words and stay; what they mean can be said at any time.
fn edit_references(
    editor: &mut Editor<'_>,
    item: &mut PlanItem,
    change: Change<Vec<CrossReferenceInput>>,
) {
    let inputs = match change {
        Change::Keep => return,
        Change::Clear => Vec::new(),
        Change::Set(inputs) => inputs,
    };
    let is_adopted = item.official_text.is_some();
    let mut before: Vec<Option<CrossReference>> = std::mem::take(&mut item.references)
        .into_iter()
        .map(Some)
        .collect();
    editor.at("references", |editor| {
        if inputs.len() > MOST_LINKS {
            return editor.note(Rule::TooMany { max: MOST_LINKS });
        }
        for (index, input) in inputs.into_iter().enumerate() {
            let read = editor.at(index, |editor| {
                let known = match input.index {
                    None => None,
                    Some(place) => Some(editor.known_reference(place, &mut before)?),
                };
                edit_reference(editor, known, input, is_adopted)
            });
            item.references.extend(read);
        }
        let has_words = |reference: &CrossReference| reference.official_text.is_some();
        if is_adopted && before.iter().flatten().any(has_words) {
            editor.note(Rule::Official);
        }
    });
}

impl Editor<'_> {
    fn known_reference(
        &mut self,
        place: i64,
        before: &mut [Option<CrossReference>],
    ) -> Option<CrossReference> {
        let found = usize::try_from(place)
            .ok()
            .and_then(|place| before.get_mut(place));
        let rule = match found {
            None => Rule::Unknown(place.to_string()),
            Some(reference) => match reference.take() {
                Some(reference) => return Some(reference),
                None => Rule::Duplicate(place.to_string()),
            },
        };
        self.note_at("index", rule);
        None
    }
}

fn edit_reference(
    editor: &mut Editor<'_>,
    current: Option<CrossReference>,
    input: CrossReferenceInput,
    is_adopted: bool,
) -> Option<CrossReference> {
    let CrossReferenceInput {
        index: _,
        target,
        words,
    } = input;
    let mut reference = current.unwrap_or(CrossReference {
        target: None,
        confidence: None,
        official_text: None,
    });
    let before = reference.target;
    editor.optional("target", &mut reference.target, target, read_target);
    if reference.target != before {
        // A person said so.
        reference.confidence = reference.target.and_then(|_| Confidence::percent(100).ok());
    }
    let said = reference.official_text.clone();
    editor.optional(
        "words",
        &mut reference.official_text,
        words,
        |editor, text| editor.words(&text, TextLimit::NOTE),
    );
    if is_adopted && reference.official_text != said {
        editor.note_at("words", Rule::Official);
    }
    if reference.target.is_none() && reference.official_text.is_none() {
        editor.note_at("target", Rule::Missing);
    }
    Some(reference)
}

fn read_target(editor: &mut Editor<'_>, input: ReferenceTargetInput) -> Option<ReferenceTarget> {
    let ReferenceTargetInput { id, part } = input;
    let entity = editor.at("id", |editor| editor.parse(&id, EntityId::from_global));
    let part = part.map(|name| {
        let part = PartId::from_global(&name);
        if part.is_none() {
            let shown = name.chars().take(40).collect();
            editor.note_at("part", Rule::Unknown(shown));
        }
        part
    });
    let entity = entity?;
    if entity.kind == EntityKind::ActionArea {
        let area = ActionAreaId::from_uuid(entity.uuid);
        return Some(match part {
            None => ReferenceTarget::Area(area),
            Some(section) => ReferenceTarget::Section {
                area,
                section: section?,
            },
        });
    }
    let Ok(item) = PlanItemId::try_from(entity) else {
        let reason = format!("a {} is no item of the plan", entity.kind);
        editor.note_at("id", Rule::Malformed(reason));
        return None;
    };
    Some(match part {
        None => ReferenceTarget::Item(item),
        Some(step) => ReferenceTarget::Step { item, step: step? },
    })
}

/// A text of a thing that has no id: with all its languages. Where one of those known has the same
/// source, its translations stay as old as they are.
pub(super) fn whole_text(
    editor: &mut Editor<'_>,
    step: &str,
    (input, limit): (TextInput, TextLimit),
    known: &[&LocalizedText],
) -> Option<LocalizedText> {
    editor.at(step, |editor| {
        let known = known.iter().copied().find(|text| has_source(&input, text));
        let found = editor.count();
        let text = editor.versions(known, input, limit);
        if text.is_none() && editor.count() == found {
            editor.note(Rule::Missing);
        }
        text
    })
}
