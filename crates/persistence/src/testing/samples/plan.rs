//! Samples of the action plan.

use domain::entry::EntryId;
use domain::id::{
    ActionAreaId, ActionPlanId, ChallengeId, GoalId, MeasureId, OfferId, OrganizationId,
    ResponsibilityId, SuggestionId, TargetGroupId, TypedId,
};
use domain::period::Period;
use domain::plan::{
    self, ActionArea, ActionPlan, Challenge, Commitment, Confidence, CrossReference, Evaluation,
    EvaluationCriterion, FirstStep, Goal, HorizonYears, ImplementationStatus, Measure, Percent,
    Phase, PlanItem, PlanItemId, PlanSection, PlanTargetGroup, ProgressReport, ReferenceTarget,
    Resource, ResourceKind, Responsibility, ResponsibilityRole, ResponsibilitySubject,
    SourceDocument, SourcePosition, Suggestion, TargetGroupEmphasis, TermSpan, TimeHorizon, Weight,
};

use super::{Sample, contact, day, part, slug, text, translated, words};

impl Sample for ActionPlan {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: ActionPlanId::of_slug("plan"),
            slug: slug("plan"),
            title: translated("Maßnahmenplan", "Action plan"),
            summary: Some(text("Was wir vorhaben")),
            adopted_on: Some(day("2025-05-05")),
            decision: Some(words("Beschluss 1/2025")),
            horizon_years: Some(HorizonYears {
                short: 1,
                medium: 3,
                long: Some(6),
            }),
            document: Some(SourceDocument {
                name: words("plan.txt"),
                sha256: words(&"0".repeat(64)),
                lines: 100,
            }),
            remarks: vec![text("Eine Anmerkung")],
        }]
    }
}

impl Sample for ActionArea {
    fn samples() -> Vec<Self> {
        let section = |name: &str, parent| PlanSection {
            id: part(name),
            slug: slug(name),
            number: words("I."),
            parent,
            title: text(name),
            official_text: Some(words("I. Abschnitt")),
            source: Some(SourcePosition { line: 5 }),
        };
        vec![Self {
            id: ActionAreaId::of_slug("area"),
            slug: slug("area"),
            plan: ActionPlanId::of_slug("plan"),
            order: 1,
            title: translated("Bildung", "Education"),
            summary: Some(text("Lernen")),
            source: Some(SourcePosition { line: 4 }),
            sections: vec![
                section("section", None),
                section("subsection", Some(part("section"))),
            ],
        }]
    }
}

fn item(name: &str) -> PlanItem {
    let (short, long) = (plan::Term::Short, plan::Term::Long);
    PlanItem {
        slug: slug(name),
        order: 7,
        official_text: Some(words("Wortlaut")),
        title: translated("Überschrift", "Title"),
        summary: Some(text("Kurz gesagt")),
        source: Some(SourcePosition { line: 7 }),
        target_groups: vec![PlanTargetGroup {
            groups: vec![
                TargetGroupId::of_slug("minors"),
                TargetGroupId::of_slug("girls"),
            ],
            emphasis: TargetGroupEmphasis::Emphasis,
        }],
        resources: vec![Resource {
            kind: ResourceKind::Funding,
            optional: true,
            note: Some(text("Fördermittel")),
        }],
        horizon: Some(
            TimeHorizon::new(
                TermSpan::new(short, long).unwrap(),
                vec![Phase {
                    label: text("Prüfung"),
                    span: TermSpan::new(short, short).unwrap(),
                }],
            )
            .unwrap(),
        ),
        steps: vec![FirstStep {
            id: part("step"),
            slug: slug("step"),
            number: Some(1),
            parallel: true,
            official_text: Some(words("Wortlaut des Schritts")),
            title: text("Erster Schritt"),
            summary: Some(text("Was zuerst kommt")),
            source: Some(SourcePosition { line: 8 }),
            status: Some(ImplementationStatus::Planned),
        }],
        references: [
            ReferenceTarget::Item(PlanItemId::Goal(GoalId::of_slug("goal"))),
            ReferenceTarget::Area(ActionAreaId::of_slug("area")),
            ReferenceTarget::Section {
                area: ActionAreaId::of_slug("area"),
                section: part("section"),
            },
            ReferenceTarget::Step {
                item: PlanItemId::Measure(MeasureId::of_slug("measure")),
                step: part("step"),
            },
        ]
        .into_iter()
        .map(|target| CrossReference {
            target: Some(target),
            confidence: Some(Confidence::percent(80).unwrap()),
            official_text: Some(words("siehe dort")),
        })
        .collect(),
        remarks: vec![text("Vorhandenes nutzen")],
    }
}

impl Sample for Challenge {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: ChallengeId::of_slug("challenge"),
            area: ActionAreaId::of_slug("area"),
            section: Some(part("section")),
            prioritized: Some(true),
            item: item("challenge"),
        }]
    }
}

impl Sample for Goal {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: GoalId::of_slug("goal"),
            challenge: ChallengeId::of_slug("challenge"),
            item: item("goal"),
        }]
    }
}

impl Sample for Suggestion {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: SuggestionId::of_slug("suggestion"),
            goal: GoalId::of_slug("goal"),
            number: Some(2),
            item: item("suggestion"),
        }]
    }
}

impl Sample for Measure {
    fn samples() -> Vec<Self> {
        let half = Percent::new(50).unwrap();
        vec![Self {
            id: MeasureId::of_slug("measure"),
            challenge: ChallengeId::of_slug("challenge"),
            goals: vec![GoalId::of_slug("goal")],
            suggestions: vec![SuggestionId::of_slug("suggestion")],
            status: Some(ImplementationStatus::InProgress),
            weight: Some(Weight::new(3).unwrap()),
            progress_reports: vec![ProgressReport {
                id: part("report"),
                date: day("2026-01-15"),
                step: Some(part("step")),
                status: ImplementationStatus::InProgress,
                percent: Some(half),
                note: Some(text("Es geht voran")),
                author: words("Beispielamt"),
            }],
            evaluations: vec![Evaluation {
                id: part("evaluation"),
                date: day("2026-01-20"),
                criteria: vec![EvaluationCriterion {
                    name: text("Reichweite"),
                    finding: text("Viele"),
                    reached: Some(half),
                }],
                conclusion: Some(text("Weiter so")),
            }],
            item: item("measure"),
        }]
    }
}

impl Sample for Responsibility {
    fn samples() -> Vec<Self> {
        let responsibility = |name: &str, subject| Self {
            id: ResponsibilityId::of_slug(name),
            slug: slug(name),
            organization: OrganizationId::of_slug("office"),
            subject,
            role: ResponsibilityRole::Coordination,
            commitment: Some(Commitment::Named),
            responsible: Some(true),
            period: Period::new(Some(day("2026-01-01")), Some(day("2027-12-31"))).unwrap(),
            contact: Some(contact(name)),
            note: Some(text("Federführend")),
            official_text: Some(words("Beispielamt (Koordination)")),
            source: Some(SourcePosition { line: 9 }),
            order: 1,
        };
        let entry = EntryId::Offer(OfferId::of_slug("course"));
        let measure = PlanItemId::Measure(MeasureId::of_slug("measure"));
        vec![
            responsibility(
                "for-the-area",
                ResponsibilitySubject::Area(ActionAreaId::of_slug("area")),
            ),
            responsibility("for-the-entry", ResponsibilitySubject::Entry(entry)),
            responsibility("for-the-measure", ResponsibilitySubject::PlanItem(measure)),
        ]
    }
}
