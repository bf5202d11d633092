//! The rows of the action plan.

use domain::id::{EntityId, PartId, TypedId};
use domain::plan::{
    ActionArea, ActionPlan, Challenge, Confidence, CrossReference, Goal, Measure, Percent,
    PlanItem, PlanItemKind, ReferenceTarget, Responsibility, ResponsibilitySubject, SourcePosition,
    Suggestion,
};
use uuid::Uuid;

use super::organization::add_contacts;
use super::{Project, Rows, code, code_of, placed, text_of};
use crate::entity;

impl Project for ActionPlan {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            title: _,
            summary: _,
            adopted_on,
            decision,
            horizon_years,
            document,
            remarks: _,
        } = self;
        rows.action_plan.push(entity::action_plan::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            adopted_on: *adopted_on,
            decision: text_of(decision.as_ref()),
            short_years: horizon_years.map(|years| i32::from(years.short)),
            medium_years: horizon_years.map(|years| i32::from(years.medium)),
            long_years: horizon_years.and_then(|years| years.long).map(i32::from),
            document_name: document.as_ref().map(|document| document.name.to_string()),
            document_sha256: document
                .as_ref()
                .map(|document| document.sha256.to_string()),
            document_lines: document.as_ref().map(|document| i64::from(document.lines)),
        });
    }
}

impl Project for ActionArea {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            plan,
            order,
            title: _,
            summary: _,
            source,
            sections,
        } = self;
        rows.action_area.push(entity::action_area::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            plan: plan.uuid(),
            sort_order: i64::from(*order),
            source_line: line(*source),
        });
        for (position, section) in placed(sections) {
            rows.plan_section.push(entity::plan_section::Model {
                area: id.uuid(),
                position,
                part: section.id.uuid(),
                slug: section.slug.to_string(),
                number: section.number.to_string(),
                parent: section.parent.map(|parent| parent.uuid()),
                official_text: text_of(section.official_text.as_ref()),
                source_line: line(section.source),
            });
        }
    }
}

impl Project for Challenge {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            area,
            section,
            prioritized,
            item,
        } = self;
        add_item(id.uuid(), PlanItemKind::Challenge, item, rows);
        rows.challenge.push(entity::challenge::Model {
            id: id.uuid(),
            area: area.uuid(),
            section: section.map(|section| section.uuid()),
            prioritized: *prioritized,
        });
    }
}

impl Project for Goal {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            challenge,
            item,
        } = self;
        add_item(id.uuid(), PlanItemKind::Goal, item, rows);
        rows.goal.push(entity::goal::Model {
            id: id.uuid(),
            challenge: challenge.uuid(),
        });
    }
}

impl Project for Suggestion {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            goal,
            number,
            item,
        } = self;
        add_item(id.uuid(), PlanItemKind::Suggestion, item, rows);
        rows.suggestion.push(entity::suggestion::Model {
            id: id.uuid(),
            goal: goal.uuid(),
            number: number.map(i64::from),
        });
    }
}

impl Project for Measure {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            challenge,
            goals,
            suggestions,
            status,
            weight,
            progress_reports,
            evaluations,
            item,
        } = self;
        let measure = id.uuid();
        add_item(measure, PlanItemKind::Measure, item, rows);
        rows.measure.push(entity::measure::Model {
            id: measure,
            challenge: challenge.uuid(),
            status: code_of(*status),
            weight: weight.map(|weight| i32::from(weight.value())),
        });
        for (position, goal) in placed(goals) {
            let goal = goal.uuid();
            rows.measure_goal.push(entity::measure_goal::Model {
                measure,
                position,
                goal,
            });
        }
        for (position, suggestion) in placed(suggestions) {
            rows.measure_suggestion
                .push(entity::measure_suggestion::Model {
                    measure,
                    position,
                    suggestion: suggestion.uuid(),
                });
        }
        for (position, report) in placed(progress_reports) {
            rows.progress_report.push(entity::progress_report::Model {
                measure,
                position,
                part: report.id.uuid(),
                date: report.date,
                status: code(report.status),
                percent: percent(report.percent),
                author: report.author.to_string(),
                step: report.step.map(PartId::uuid),
            });
        }
        for (evaluation, judged) in placed(evaluations) {
            rows.evaluation.push(entity::evaluation::Model {
                measure,
                position: evaluation,
                part: judged.id.uuid(),
                date: judged.date,
            });
            for (position, criterion) in placed(&judged.criteria) {
                rows.evaluation_criterion
                    .push(entity::evaluation_criterion::Model {
                        measure,
                        evaluation,
                        position,
                        reached: percent(criterion.reached),
                    });
            }
        }
    }
}

impl Project for Responsibility {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            organization,
            subject,
            role,
            commitment,
            responsible,
            period,
            contact,
            note: _,
            official_text,
            source,
            order,
        } = self;
        let subject_id = EntityId::from(*subject).uuid;
        let (plan_item, action_area, entry) = match subject {
            ResponsibilitySubject::PlanItem(_) => (Some(subject_id), None, None),
            ResponsibilitySubject::Area(_) => (None, Some(subject_id), None),
            ResponsibilitySubject::Entry(_) => (None, None, Some(subject_id)),
        };
        rows.responsibility.push(entity::responsibility::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            organization: organization.uuid(),
            plan_item,
            action_area,
            entry,
            role: code(*role),
            commitment: code_of(*commitment),
            responsible: *responsible,
            valid_from: period.start(),
            valid_to: period.end(),
            official_text: text_of(official_text.as_ref()),
            source_line: line(*source),
            sort_order: i64::from(*order),
        });
        add_contacts(id.uuid(), "contact", contact.as_slice(), rows);
    }
}

/// What every plan item says, whatever its kind.
fn add_item(id: Uuid, kind: PlanItemKind, item: &PlanItem, rows: &mut Rows) {
    let PlanItem {
        slug,
        order,
        official_text,
        title: _,
        summary: _,
        source,
        target_groups,
        resources,
        horizon,
        steps,
        references,
        remarks: _,
    } = item;
    rows.plan_item.push(entity::plan_item::Model {
        id,
        kind: code(kind),
        slug: slug.to_string(),
        sort_order: i64::from(*order),
        official_text: text_of(official_text.as_ref()),
        source_line: line(*source),
        horizon_min: horizon.as_ref().map(|horizon| code(horizon.span().min())),
        horizon_max: horizon.as_ref().map(|horizon| code(horizon.span().max())),
    });
    for (audience, target) in placed(target_groups) {
        for (position, group) in placed(&target.groups) {
            rows.plan_item_target_group
                .push(entity::plan_item_target_group::Model {
                    item: id,
                    audience,
                    position,
                    target_group: group.uuid(),
                    emphasis: code(target.emphasis),
                });
        }
    }
    for (position, resource) in placed(resources) {
        rows.plan_item_resource
            .push(entity::plan_item_resource::Model {
                item: id,
                position,
                kind: code(resource.kind),
                optional: resource.optional,
            });
    }
    for (position, phase) in placed(horizon.as_ref().map_or(&[], |horizon| horizon.phases())) {
        rows.plan_item_phase.push(entity::plan_item_phase::Model {
            item: id,
            position,
            min: code(phase.span.min()),
            max: code(phase.span.max()),
        });
    }
    for (position, step) in placed(steps) {
        rows.first_step.push(entity::first_step::Model {
            item: id,
            position,
            part: step.id.uuid(),
            slug: step.slug.to_string(),
            number: step.number.map(i64::from),
            parallel: step.parallel,
            official_text: text_of(step.official_text.as_ref()),
            source_line: line(step.source),
            status: code_of(step.status),
        });
    }
    for (position, reference) in placed(references) {
        rows.cross_reference
            .push(reference_row(id, position, reference));
    }
}

fn reference_row(
    item: Uuid,
    position: i32,
    reference: &CrossReference,
) -> entity::cross_reference::Model {
    let CrossReference {
        target,
        confidence,
        official_text,
    } = reference;
    let (target_item, target_area, target_part) = match *target {
        None => (None, None, None),
        Some(ReferenceTarget::Item(item)) => (Some(EntityId::from(item).uuid), None, None),
        Some(ReferenceTarget::Area(area)) => (None, Some(area.uuid()), None),
        Some(ReferenceTarget::Section { area, section }) => {
            (None, Some(area.uuid()), Some(section.uuid()))
        }
        Some(ReferenceTarget::Step { item, step }) => {
            (Some(EntityId::from(item).uuid), None, Some(step.uuid()))
        }
    };
    entity::cross_reference::Model {
        item,
        position,
        target_item,
        target_area,
        target_part,
        confidence: confidence.map(Confidence::fraction),
        official_text: text_of(official_text.as_ref()),
    }
}

fn line(source: Option<SourcePosition>) -> Option<i64> {
    source.map(|source| i64::from(source.line))
}

fn percent(percent: Option<Percent>) -> Option<i32> {
    percent.map(|percent| i32::from(percent.value()))
}
