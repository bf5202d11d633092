//! The plan: its edition (`plan/plan.toml`) and its fields of action (`plan/NN-….toml`).

use domain::id::{
    ActionAreaId, ActionPlanId, ChallengeId, EntityKind, GoalId, MeasureId, PartId, SuggestionId,
    TypedId,
};
use domain::plan::{
    ActionArea, ActionPlan, Challenge, Goal, HorizonYears, Measure, PlanItem, PlanSection,
    Responsibility, SourceDocument, Suggestion,
};

use super::document::{Fields, Scope, Value};
use super::errors::SeedProblem;
use super::item::{plan_item, source};
use super::keys::{reference, unknown};
use super::labels::{Labels, Needed};
use super::text::{localized, words};

pub(super) fn action_plan(scope: Scope<'_>) -> Option<ActionPlan> {
    scope.read(|f| {
        f.required("plan", |value| {
            value.table(|f| {
                let (slug, key) = f.key();
                let title = f.required("title", localized);
                let summary = f.optional("summary", localized);
                let adopted_on = f.optional("adopted_on", Value::date);
                let decision = f.optional("decision", words);
                let horizon_years = f.optional("horizon_years", horizon_years);
                let document = f.optional("document", document);
                let remarks = f.list("remarks", localized);
                Some(ActionPlan {
                    id: ActionPlanId::of_slug(key),
                    slug: slug?,
                    title: title?,
                    summary,
                    adopted_on,
                    decision,
                    horizon_years,
                    document,
                    remarks,
                })
            })
        })
    })
}

fn horizon_years(value: Value<'_>) -> Option<HorizonYears> {
    value.table(|f| {
        let short = f.required("short", Value::integer);
        let medium = f.required("medium", Value::integer);
        let long = f.optional("long", Value::integer);
        Some(HorizonYears {
            short: short?,
            medium: medium?,
            long,
        })
    })
}

fn document(value: Value<'_>) -> Option<SourceDocument> {
    value.table(|f| {
        let name = f.required("name", words);
        let sha256 = f.required("sha256", words);
        let lines = f.required("lines", Value::integer);
        Some(SourceDocument {
            name: name?,
            sha256: sha256?,
            lines: lines?,
        })
    })
}

/// What the file of an area holds.
pub(super) struct AreaContents {
    pub(super) area: ActionArea,
    pub(super) challenges: Vec<Challenge>,
    pub(super) goals: Vec<Goal>,
    pub(super) suggestions: Vec<Suggestion>,
    pub(super) measures: Vec<Measure>,
    pub(super) responsibilities: Vec<Responsibility>,
}

pub(super) fn contents(scope: Scope<'_>, labels: &Labels<'_>) -> Option<AreaContents> {
    scope.read(|f| {
        let area = f.required("area", |value| area(value, labels));
        let id = area.as_ref().map(|area| area.id);
        let sections = f.list("sections", |value| section(value, id?));
        let mut named = Vec::new();
        let challenges = items(f, "challenges", &mut named, |f, named| {
            challenge(f, id, named)
        });
        let goals = items(f, "goals", &mut named, goal);
        let suggestions = items(f, "suggestions", &mut named, suggestion);
        let measures = items(f, "measures", &mut named, measure);
        let mut area = area?;
        area.sections = sections;
        Some(AreaContents {
            area,
            challenges,
            goals,
            suggestions,
            measures,
            responsibilities: named,
        })
    })
}

fn area(value: Value<'_>, labels: &Labels<'_>) -> Option<ActionArea> {
    value.table(|f| {
        let (slug, key) = f.key();
        let order = f.required("order", Value::integer);
        let source = source(f);
        let title = f.required("title", localized);
        let summary = f.optional("summary", localized);
        let plan = value.accept(value.scope.keys.plan().ok_or(SeedProblem::NoPlan));
        let own = title?.versions().to_vec();
        let title = labels.of(value, ("action_areas", key), own, Needed::Everywhere);
        Some(ActionArea {
            id: ActionAreaId::of_slug(key),
            slug: slug?,
            plan: plan?,
            order: order?,
            title: title?,
            summary,
            source,
            sections: Vec::new(),
        })
    })
}

fn section(value: Value<'_>, area: ActionAreaId) -> Option<PlanSection> {
    value.table(|f| {
        let (slug, key) = f.key();
        let number = f.required("number", words);
        let parent = f.optional("parent", |value| section_of(value, area));
        let title = f.required("title", localized);
        let source = source(f);
        Some(PlanSection {
            id: PartId::of_name(area, key),
            slug: slug?,
            number: number?,
            parent,
            title: title?,
            official_text: None,
            source,
        })
    })
}

/// Read a key as a reference to a section of this area.
fn section_of(value: Value<'_>, area: ActionAreaId) -> Option<PartId> {
    let key = value.string()?;
    match value.scope.keys.section(key) {
        Some((owner, section)) if owner == area => Some(section),
        _ => unknown(value, "section", key),
    }
}

fn items<'a, T>(
    f: &mut Fields<'a>,
    list: &'static str,
    named: &mut Vec<Responsibility>,
    mut read: impl FnMut(&mut Fields<'a>, &mut Vec<Responsibility>) -> Option<T>,
) -> Vec<T> {
    f.list(list, |value| value.table(|f| read(f, named)))
}

/// Read what the item says; who is named for it stands where the item does.
fn item(f: &mut Fields<'_>, kind: EntityKind, named: &mut Vec<Responsibility>) -> Option<PlanItem> {
    let (item, mut responsibilities) = plan_item(f, kind)?;
    for responsibility in &mut responsibilities {
        responsibility.source = item.source;
    }
    named.append(&mut responsibilities);
    Some(item)
}

fn challenge(
    f: &mut Fields<'_>,
    area: Option<ActionAreaId>,
    named: &mut Vec<Responsibility>,
) -> Option<Challenge> {
    let section = f.optional("section", |value| section_of(value, area?));
    let prioritized = f.optional("prioritized", Value::flag);
    let item = item(f, EntityKind::Challenge, named)?;
    Some(Challenge {
        id: ChallengeId::of_slug(item.slug.as_str()),
        area: area?,
        section,
        prioritized,
        item,
    })
}

fn goal(f: &mut Fields<'_>, named: &mut Vec<Responsibility>) -> Option<Goal> {
    let challenge = f.required("challenge", reference);
    let item = item(f, EntityKind::Goal, named)?;
    Some(Goal {
        id: GoalId::of_slug(item.slug.as_str()),
        challenge: challenge?,
        item,
    })
}

fn suggestion(f: &mut Fields<'_>, named: &mut Vec<Responsibility>) -> Option<Suggestion> {
    let goal = f.required("goal", reference);
    let number = f.optional("number", Value::integer);
    let item = item(f, EntityKind::Suggestion, named)?;
    Some(Suggestion {
        id: SuggestionId::of_slug(item.slug.as_str()),
        goal: goal?,
        number,
        item,
    })
}

fn measure(f: &mut Fields<'_>, named: &mut Vec<Responsibility>) -> Option<Measure> {
    let challenge = f.required("challenge", reference);
    let goals = f.list("goals", reference);
    let suggestions = f.list("suggestions", reference);
    let item = item(f, EntityKind::Measure, named)?;
    Some(Measure {
        id: MeasureId::of_slug(item.slug.as_str()),
        challenge: challenge?,
        goals,
        suggestions,
        status: None,
        weight: None,
        progress_reports: Vec::new(),
        evaluations: Vec::new(),
        item,
    })
}

/// The areas in the order of the plan, their items numbered through as one would read them: by
/// line, on a line from the challenge to the measure, then as they are listed.
pub(super) fn in_order_of_reading(mut areas: Vec<AreaContents>) -> Vec<AreaContents> {
    areas.sort_by_key(|contents| contents.area.order);
    let mut order = 0;
    for contents in &mut areas {
        let mut items: Vec<&mut PlanItem> = Vec::new();
        items.extend(contents.challenges.iter_mut().map(|it| &mut it.item));
        items.extend(contents.goals.iter_mut().map(|it| &mut it.item));
        items.extend(contents.suggestions.iter_mut().map(|it| &mut it.item));
        items.extend(contents.measures.iter_mut().map(|it| &mut it.item));
        // Stable, so that kinds and the order within the lists decide on one line.
        items.sort_by_key(|item| item.source.map(|source| source.line));
        for item in items {
            order += 1;
            item.order = order;
        }
    }
    areas
}
