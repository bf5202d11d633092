//! Facts about editing the plan.

#![allow(clippy::unwrap_used)]

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use uuid::Uuid;

use super::super::{
    Editing, EvaluationInput, Input, MeasureInput, NewInput, ProgressInput,
    ProgressRetractionInput, ResponsibilityInput,
};
use crate::id::{ChallengeId, MeasureId, PartId, TypedId};
use crate::plan::{CrossReference, ImplementationStatus, Measure, PlanItemId, ReferenceTarget};
use crate::text::Words;
use crate::violation::Violations;

fn edit<T>(act: impl FnOnce(Editing<'_>) -> Result<T, Violations>) -> Result<T, Vec<String>> {
    let now: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    static NEXT: AtomicU64 = AtomicU64::new(500);
    let mut parts =
        || PartId::from_uuid(Uuid::from_u128(NEXT.fetch_add(1, Ordering::Relaxed).into()));
    let editing = Editing {
        revision: 2,
        now: now.into(),
        today: now.date_naive(),
        minor: false,
        uploads: Default::default(),
        parts: &mut parts,
    };
    act(editing).map_err(|violations| {
        let all = violations.all().iter();
        all.map(|it| format!("{}: {}", it.path.join("."), it.rule))
            .collect()
    })
}

fn text(words: &str) -> Value {
    json!([{"language": "de", "text": words}])
}

fn read<I: serde::de::DeserializeOwned>(input: Value) -> I {
    serde_json::from_value(input).unwrap()
}

fn create(input: Value) -> Result<Measure, Vec<String>> {
    let id = MeasureId::of_slug("new");
    edit(|editing| read::<MeasureInput>(input).create(id, editing))
}

fn update(current: &Measure, input: Value) -> Result<Measure, Vec<String>> {
    edit(|editing| read::<MeasureInput>(input).apply(current, editing))
}

fn measure(more: Value) -> Measure {
    let mut input = json!({
        "title": text("Sprachcafé"),
        "challenge": ChallengeId::of_slug("language").to_global(),
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    create(input).unwrap()
}

/// The same as it was adopted: with official words, a step and a reference.
fn adopted() -> Measure {
    let mut measure = measure(json!({"steps": [{"title": text("Raum suchen")}]}));
    let words = |text: &str| Some(Words::parse(text).unwrap());
    measure.item.official_text = words("Wie beschlossen.");
    measure.item.steps[0].official_text = words("Raum suchen, wie beschlossen.");
    measure.item.references = vec![CrossReference {
        target: None,
        confidence: None,
        official_text: words("siehe oben"),
    }];
    measure
}

#[test]
fn a_new_measure_needs_a_title_and_a_challenge_and_nothing_else() {
    assert_eq!(
        create(json!({"status": "PLANNED"})).unwrap_err(),
        [
            "title: a value is required",
            "challenge: a value is required"
        ]
    );
    let measure = measure(json!({}));
    assert_eq!(measure.item.slug.as_str(), "sprachcafe");
    assert_eq!(measure.status, None);
    assert_eq!(measure.item.official_text, None);
}

#[test]
fn what_an_input_does_not_name_stays_and_null_clears_it() {
    let full = json!({
        "status": "PLANNED",
        "horizon": {"min": "SHORT", "max": "LONG", "phases": [
            {"label": text("Prüfung"), "min": "SHORT", "max": "SHORT"}]},
        "resources": [{"kind": "FUNDING", "isOptional": true}, {"kind": "FUNDING"}],
        "remarks": [text("Vorhandenes nutzen")],
    });
    let before = measure(full);
    let after = update(&before, json!({"summary": text("Kaffee"), "status": null})).unwrap();
    assert_eq!(after.status, None);
    assert_eq!(after.item.horizon, before.item.horizon);
    assert_eq!(after.item.resources.len(), 2);
    assert_eq!(after.item.remarks, before.item.remarks);
    let cleared = update(&after, json!({"horizon": null, "resources": null})).unwrap();
    assert_eq!(cleared.item.horizon, None);
    assert!(cleared.item.resources.is_empty());
}

#[test]
fn steps_keep_their_ids_and_names() {
    let before = measure(json!({"steps": [{"title": text("Raum")}, {"title": text("Geld")}]}));
    let second = before.item.steps[1].id;
    let input = json!({"steps": [
        {"title": text("Geld")},
        {"id": second.to_global(), "status": "DONE"},
    ]});
    let after = update(&before, input).unwrap();
    assert_eq!(after.item.steps[1].id, second);
    assert_eq!(after.item.steps[1].slug.as_str(), "geld");
    assert_eq!(after.item.steps[1].status, Some(ImplementationStatus::Done));
    assert_eq!(after.item.steps[0].slug.as_str(), "geld-2");
    assert_ne!(after.item.steps[0].id, before.item.steps[0].id);
}

#[test]
fn what_was_adopted_in_words_is_not_changed_by_hand() {
    let before = adopted();
    let refused = update(&before, json!({"steps": [], "references": []})).unwrap_err();
    assert_eq!(
        refused,
        [
            "steps: it was adopted in these words",
            "references: it was adopted in these words"
        ]
    );
    let reworded = json!({"references": [{"index": 0, "words": "siehe unten"}]});
    let refused = update(&before, reworded).unwrap_err();
    assert_eq!(
        refused,
        [
            "references.0.words: it was adopted in these words",
            "references.0.target: a value is required"
        ][..1]
    );
    let title = update(&before, json!({"title": text("Café")})).unwrap();
    assert_eq!(title.item.official_text, before.item.official_text);
}

#[test]
fn an_unresolved_reference_is_resolved_by_hand_and_keeps_its_words() {
    let before = adopted();
    let other = MeasureId::of_slug("other");
    let input = json!({"references": [{"index": 0, "target": {"id": other.to_global()}}]});
    let after = update(&before, input).unwrap();
    let reference = &after.item.references[0];
    assert_eq!(
        reference.target,
        Some(ReferenceTarget::Item(PlanItemId::Measure(other)))
    );
    assert_eq!(reference.confidence.map(|it| it.fraction()), Some(1.0));
    assert_eq!(
        reference.official_text,
        before.item.references[0].official_text
    );
    let twice = json!({"references": [{"index": 0}, {"index": 0}, {"index": 7}]});
    assert_eq!(
        update(&after, twice).unwrap_err(),
        [
            "references.1.index: `0` stands there twice",
            "references.2.index: `7` does not exist"
        ]
    );
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let wrong = json!({
        "title": text("<b>fett</b>"),
        "challenge": MeasureId::of_slug("x").to_global(),
        "horizon": {"min": "LONG", "max": "SHORT"},
        "targetGroups": [{"groups": [], "emphasis": "PRIMARY"}],
        "steps": [{"status": "DONE"}],
        "references": [{}],
    });
    let refused = create(wrong).unwrap_err();
    let paths: Vec<&str> = refused
        .iter()
        .filter_map(|it| it.split(':').next())
        .collect();
    assert_eq!(
        paths,
        [
            "title.0.text",
            "targetGroups.0.groups",
            "horizon.max",
            "steps.0.title",
            "references.0.target",
            "challenge"
        ]
    );
}

fn report(current: &Measure, date: &str, status: &str) -> Result<Measure, Vec<String>> {
    let input = json!({"date": date, "status": status, "percent": 50, "author": "Jugendamt"});
    edit(|editing| read::<ProgressInput>(input).apply(current, editing))
}

#[test]
fn a_measure_is_as_far_as_its_latest_report_says() {
    let measure = report(&measure(json!({})), "2026-02-01", "IN_PROGRESS").unwrap();
    let late = report(&measure, "2026-01-01", "PLANNED").unwrap();
    assert_eq!(late.status, Some(ImplementationStatus::InProgress));
    assert_eq!(late.progress_reports[1], measure.progress_reports[0]);
    let done = report(&late, "2026-03-01", "DONE").unwrap();
    assert_eq!(done.status, Some(ImplementationStatus::Done));
    assert_eq!(done.progress_reports.len(), 3);
}

/// A measure with two first steps, and the ids of those.
fn with_steps() -> (Measure, [String; 2]) {
    let steps = json!([{"title": text("Raum suchen")}, {"title": text("Leute finden")}]);
    let measure = measure(json!({ "steps": steps }));
    let ids = [0, 1].map(|index: usize| measure.item.steps[index].id.to_global());
    (measure, ids)
}

fn report_of_step(
    current: &Measure,
    step: &str,
    (date, status): (&str, &str),
) -> Result<Measure, Vec<String>> {
    let input = json!({"date": date, "status": status, "author": "Jugendamt", "firstStep": step});
    edit(|editing| read::<ProgressInput>(input).apply(current, editing))
}

fn statuses(measure: &Measure) -> Vec<Option<ImplementationStatus>> {
    let steps = measure.item.steps.iter().map(|step| step.status);
    std::iter::once(measure.status).chain(steps).collect()
}

#[test]
fn a_report_about_a_first_step_says_how_far_that_step_is_and_nothing_else() {
    use ImplementationStatus::{Done, InProgress};
    let (measure, [first, second]) = with_steps();
    let done = report_of_step(&measure, &second, ("2026-02-01", "DONE")).unwrap();
    assert_eq!(statuses(&done), [None, None, Some(Done)]);
    let late = report_of_step(&done, &second, ("2026-01-01", "IN_PROGRESS")).unwrap();
    assert_eq!(statuses(&late), [None, None, Some(Done)]);
    let whole = report(&late, "2026-02-02", "IN_PROGRESS").unwrap();
    assert_eq!(statuses(&whole), [Some(InProgress), None, Some(Done)]);
    let other = report_of_step(&whole, &first, ("2026-02-03", "IN_PROGRESS")).unwrap();
    assert_eq!(
        statuses(&other),
        [Some(InProgress), Some(InProgress), Some(Done)]
    );
    let foreign = with_steps().1;
    let refused = report_of_step(&measure, &foreign[0], ("2026-02-01", "DONE")).unwrap_err();
    assert_eq!(
        refused,
        [format!("firstStep: `{}` does not exist", foreign[0])]
    );
}

fn retract(current: &Measure, report: &str) -> Result<Measure, Vec<String>> {
    let input = json!({ "report": report });
    edit(|editing| read::<ProgressRetractionInput>(input).apply(current, editing))
}

fn last_report(measure: &Measure) -> String {
    measure.progress_reports.last().unwrap().id.to_global()
}

#[test]
fn a_report_that_is_taken_back_counts_no_longer() {
    use ImplementationStatus::{InProgress, Paused};
    let (measure, [first, _]) = with_steps();
    let early = report(&measure, "2026-01-01", "IN_PROGRESS").unwrap();
    let wrong = report(&early, "2026-02-01", "DONE").unwrap();
    let mended = retract(&wrong, &last_report(&wrong)).unwrap();
    assert_eq!(mended, early);
    let nothing = retract(&mended, &last_report(&mended)).unwrap();
    assert_eq!((nothing.status, nothing.progress_reports.len()), (None, 0));

    let earlier = wrong.progress_reports[0].id.to_global();
    let done = retract(&wrong, &earlier).unwrap();
    assert_eq!(done.status, wrong.status);

    let by_hand = update(&wrong, json!({"status": "PAUSED"})).unwrap();
    let kept = retract(&by_hand, &last_report(&by_hand)).unwrap();
    assert_eq!(kept.status, Some(Paused));

    let of_step = report_of_step(&early, &first, ("2026-02-01", "DONE")).unwrap();
    let back = retract(&of_step, &last_report(&of_step)).unwrap();
    assert_eq!(statuses(&back), [Some(InProgress), None, None]);
    let again = retract(&back, &last_report(&of_step)).unwrap_err();
    assert_eq!(again.len(), 1);
    assert!(again[0].starts_with("report: "), "{again:?}");
}

#[test]
fn a_measure_counts_by_its_weight_and_by_what_was_last_said_of_it_as_a_whole() {
    let (measure, [first, _]) = with_steps();
    let counted = |measure: &Measure| {
        let progress = measure.progress();
        (progress.weight, progress.percent.map(|it| it.value()))
    };
    assert_eq!(counted(&measure), (1, None));
    let heavy = update(&measure, json!({"weight": 3})).unwrap();
    let reported = report(&heavy, "2026-02-01", "IN_PROGRESS").unwrap();
    let step = report_of_step(&reported, &first, ("2026-02-02", "DONE")).unwrap();
    assert_eq!(counted(&step), (3, Some(50)));
    let by_hand = update(&step, json!({"status": "DONE", "weight": null})).unwrap();
    assert_eq!(counted(&by_hand), (1, None));
    for weight in [0, 101, -1] {
        let refused = update(&measure, json!({ "weight": weight })).unwrap_err();
        assert_eq!(refused, ["weight: outside 1 to 100"]);
    }
}

#[test]
fn nobody_reports_the_future_or_more_than_all() {
    let input = json!({"date": "2026-03-02", "status": "DONE", "percent": 101, "author": " "});
    let current = measure(json!({}));
    let refused = edit(|editing| read::<ProgressInput>(input).apply(&current, editing));
    assert_eq!(
        refused.unwrap_err(),
        [
            "date: the day lies in the future",
            "percent: outside 0 to 100",
            "author: a value is required"
        ]
    );
}

#[test]
fn a_judgement_is_added_and_later_reworded() {
    let criteria = json!([{"name": text("Reichweite"), "finding": text("gut"), "reached": 80}]);
    let input = json!({"date": "2026-02-01", "criteria": criteria});
    let judge = |current: &Measure, input: Value| {
        edit(|editing| read::<EvaluationInput>(input).apply(current, editing))
    };
    let once = judge(&measure(json!({})), input).unwrap();
    let id = once.evaluations[0].id;
    let input = json!({"id": id.to_global(), "conclusion": text("Weiter so")});
    let again = judge(&once, input).unwrap();
    assert_eq!(again.evaluations.len(), 1);
    assert_eq!(again.evaluations[0].id, id);
    assert_eq!(again.evaluations[0].criteria, once.evaluations[0].criteria);
    assert_eq!(
        judge(&once, json!({})).unwrap_err(),
        ["date: a value is required", "criteria: a value is required"]
    );
}

#[test]
fn a_responsibility_is_for_what_somebody_can_be_responsible_for() {
    let input = json!({
        "subject": crate::id::TopicId::of_slug("sport").to_global(),
        "from": "2026-05-01", "to": "2026-04-01",
    });
    let id = crate::id::ResponsibilityId::of_slug("x");
    let refused = edit(|editing| read::<ResponsibilityInput>(input).create(id, editing));
    assert_eq!(
        refused.unwrap_err(),
        [
            "organization: a value is required",
            "subject: nobody is responsible for a TOPIC",
            "role: a value is required",
            "to: the end lies before the start"
        ]
    );
}
