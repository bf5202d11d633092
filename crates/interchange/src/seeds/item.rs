//! What every plan item says, whatever its kind: the document puts everything anywhere.

use std::collections::HashSet;

use domain::code::Code;
use domain::id::{
    ActionAreaId, EntityId, EntityKind, OrganizationId, PartId, ResponsibilityId, Slug, TypedId,
};
use domain::period::Period;
use domain::plan::{
    Commitment, Confidence, CrossReference, FirstStep, Phase, PlanItem, PlanItemId,
    PlanTargetGroup, ReferenceTarget, Resource, Responsibility, ResponsibilityRole,
    ResponsibilitySubject, SourcePosition, Term, TermSpan, TimeHorizon,
};

use super::document::{Fields, Value};
use super::errors::SeedProblem;
use super::keys::{reference, unknown};
use super::text::localized;

/// Read what the item says, and who is named for it. Its order is not known before the whole plan
/// has been read, and is 0 until then.
pub(super) fn plan_item(
    f: &mut Fields<'_>,
    kind: EntityKind,
) -> Option<(PlanItem, Vec<Responsibility>)> {
    let (slug, key) = f.key();
    let entity = EntityId::of_slug(kind, key);
    let source = source(f);
    let title = f.required("title", localized);
    let summary = f.optional("summary", localized);
    let target_groups = f.list("target_groups", target_group);
    let resources = f.list("resources", resource);
    let horizon = f.optional("horizon", horizon);
    let steps = f.list("steps", |value| step(value, entity));
    let references = f.list("references", cross_reference);
    let remarks = f.list("remarks", localized);
    let mut parties = Parties::of(kind, key)?;
    let responsibilities = f.list("parties", |value| parties.responsibility(value));
    let item = PlanItem {
        slug: slug?,
        order: 0,
        official_text: None,
        title: title?,
        summary,
        source,
        target_groups,
        resources,
        horizon,
        steps,
        references,
        remarks,
    };
    Some((item, responsibilities))
}

/// The line of the document.
pub(super) fn source(f: &mut Fields<'_>) -> Option<SourcePosition> {
    let line = f.required("line", Value::integer)?;
    Some(SourcePosition { line })
}

fn target_group(value: Value<'_>) -> Option<PlanTargetGroup> {
    value.table(|f| {
        let groups = f.list("groups", reference);
        let emphasis = f.required("emphasis", Value::code);
        if groups.is_empty() {
            f.note(SeedProblem::MissingField { field: "groups" });
        }
        Some(PlanTargetGroup {
            groups,
            emphasis: emphasis?,
        })
    })
}

fn resource(value: Value<'_>) -> Option<Resource> {
    value.table(|f| {
        let kind = f.required("kind", Value::code);
        let optional = f.optional("optional", Value::flag);
        let note = f.optional("note", localized);
        Some(Resource {
            kind: kind?,
            optional: optional.unwrap_or(false),
            note,
        })
    })
}

fn horizon(value: Value<'_>) -> Option<TimeHorizon> {
    value.table(|f| {
        let span = span(value, f);
        let phases = f.list("phases", |value| {
            value.table(|f| {
                let label = f.required("label", localized);
                let span = self::span(value, f);
                Some(Phase {
                    label: label?,
                    span: span?,
                })
            })
        });
        value.accept(TimeHorizon::new(span?, phases))
    })
}

fn span(value: Value<'_>, f: &mut Fields<'_>) -> Option<TermSpan> {
    let min = f.required("min", Value::code::<Term>);
    let max = f.required("max", Value::code::<Term>);
    value.accept(TermSpan::new(min?, max?))
}

fn step(value: Value<'_>, item: EntityId) -> Option<FirstStep> {
    value.table(|f| {
        let (slug, key) = f.key();
        let source = source(f);
        let number = f.optional("number", Value::integer);
        let parallel = f.optional("parallel", Value::flag);
        let title = f.required("title", localized);
        let summary = f.optional("summary", localized);
        Some(FirstStep {
            id: PartId::of_name(item, key),
            slug: slug?,
            number,
            parallel: parallel.unwrap_or(false),
            official_text: None,
            title: title?,
            summary,
            source,
            status: None,
        })
    })
}

fn cross_reference(value: Value<'_>) -> Option<CrossReference> {
    value.table(|f| {
        let target = f.required("target", reference_target);
        let confidence = f.optional("confidence", Value::percent);
        Some(CrossReference {
            target: Some(target?),
            confidence: confidence.and_then(|percent| Confidence::percent(percent).ok()),
            official_text: None,
        })
    })
}

/// Read `measure:transparency` and its like. Who holds a step or a section is looked up.
fn reference_target(value: Value<'_>) -> Option<ReferenceTarget> {
    const KINDS: &[&str] = &[
        "challenge",
        "goal",
        "suggestion",
        "measure",
        "step",
        "area",
        "section",
    ];
    let text = value.string()?;
    let (kind, key) = text.split_once(':').unwrap_or((text, ""));
    let keys = value.scope.keys;
    let target = match kind {
        "area" => keys
            .holds(EntityKind::ActionArea, key)
            .then(|| ReferenceTarget::Area(ActionAreaId::of_slug(key))),
        "section" => keys
            .section(key)
            .map(|(area, section)| ReferenceTarget::Section { area, section }),
        "step" => keys
            .step(key)
            .map(|(item, step)| ReferenceTarget::Step { item, step }),
        _ if KINDS.contains(&kind) => keys.item(kind, key).map(ReferenceTarget::Item),
        _ => {
            return value.refuse(SeedProblem::UnknownReferenceKind {
                reference: text.to_owned(),
                kinds: KINDS,
            });
        }
    };
    target.or_else(|| unknown(value, kind, key))
}

/// Who is named for an item. Whether somebody answers for it is unknown: the type that said so was
/// lost from the document.
struct Parties<'a> {
    subject: PlanItemId,
    kind: EntityKind,
    key: &'a str,
    named: HashSet<(OrganizationId, ResponsibilityRole)>,
    order: u32,
}

impl<'a> Parties<'a> {
    fn of(kind: EntityKind, key: &'a str) -> Option<Self> {
        Some(Self {
            subject: PlanItemId::try_from(EntityId::of_slug(kind, key)).ok()?,
            kind,
            key,
            named: HashSet::new(),
            order: 0,
        })
    }

    fn responsibility(&mut self, value: Value<'a>) -> Option<Responsibility> {
        self.order += 1;
        value.table(|f| {
            let organization = f.required("organization", |value| {
                Some((value.string()?, reference(value)?))
            });
            let role = f.required("role", Value::code);
            let note = f.optional("note", localized);
            let (organization_key, organization) = organization?;
            let role = role?;
            let again = self.named.iter().any(|(known, _)| *known == organization);
            if !self.named.insert((organization, role)) {
                return value.refuse(SeedProblem::Duplicate {
                    kind: "party".to_owned(),
                    key: organization_key.to_owned(),
                });
            }
            let slug = value.accept(Slug::parse(&self.name(organization_key, role, again)))?;
            Some(Responsibility {
                id: ResponsibilityId::of_slug(slug.as_str()),
                slug,
                organization,
                subject: ResponsibilitySubject::PlanItem(self.subject),
                role,
                commitment: Some(Commitment::Named),
                responsible: None,
                period: Period::default(),
                contact: None,
                note,
                official_text: None,
                source: None,
                order: self.order,
            })
        })
    }

    /// An organization that is named for the same item again does something else there.
    fn name(&self, organization: &str, role: ResponsibilityRole, again: bool) -> String {
        let kind = self.kind.code().to_lowercase();
        let name = format!("{kind}-{}-{organization}", self.key);
        if again {
            format!("{name}-{}", role.code().to_lowercase())
        } else {
            name
        }
    }
}
