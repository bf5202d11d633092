//! What the columns beside an item say, in the domain's terms.

use domain::plan::{
    Phase, PlanTargetGroup, Resource, ResourceKind, ResponsibilityRole, TargetGroupEmphasis, Term,
    TermSpan, TimeHorizon,
};
use domain::taxonomy::TargetGroup;
use domain::text::{LocalizedText, fold};
use interchange::plan;

use super::wording::{german, official};

/// When it is to be done.
pub(super) fn horizon(read: &plan::Horizon) -> Option<TimeHorizon> {
    let span = TermSpan::new(term(read.min), term(read.max)).ok()?;
    let phases = read.phases.iter().filter_map(|phase| {
        Some(Phase {
            label: german(official(&phase.label)?),
            span: TermSpan::new(term(phase.min), term(phase.max)).ok()?,
        })
    });
    TimeHorizon::new(span, phases.collect()).ok()
}

const fn term(read: plan::Term) -> Term {
    match read {
        plan::Term::Short => Term::Short,
        plan::Term::Medium => Term::Medium,
        plan::Term::Long => Term::Long,
    }
}

/// What is needed, with the document's words as the note.
pub(super) fn resource(read: &plan::Resource) -> Resource {
    Resource {
        kind: match read.kind {
            plan::ResourceKind::Personnel => ResourceKind::Personnel,
            plan::ResourceKind::Spatial => ResourceKind::Spatial,
            plan::ResourceKind::Material => ResourceKind::Material,
            plan::ResourceKind::Funding => ResourceKind::Funding,
            plan::ResourceKind::Printing => ResourceKind::Printing,
            plan::ResourceKind::Training => ResourceKind::Training,
            plan::ResourceKind::Equipment => ResourceKind::Equipment,
            plan::ResourceKind::Other => ResourceKind::Other,
        },
        optional: read.optional,
        note: official(&read.words).map(german),
    }
}

/// For whom it is: the group that is called exactly so. Nothing where none is.
pub(super) fn target_group(
    read: &plan::TargetGroup,
    groups: &[TargetGroup],
) -> Option<PlanTargetGroup> {
    let words = fold(read.words.trim());
    let named = |group: &&TargetGroup| {
        let label = group.label.version("de");
        label.is_some_and(|label| fold(label.text.as_str()) == words)
    };
    let group = groups.iter().find(named)?;
    Some(PlanTargetGroup {
        groups: vec![group.id],
        emphasis: match read.emphasis {
            plan::Emphasis::Primary => TargetGroupEmphasis::Primary,
            plan::Emphasis::Emphasis => TargetGroupEmphasis::Emphasis,
            plan::Emphasis::Secondary => TargetGroupEmphasis::Secondary,
        },
    })
}

/// What the party does.
pub(super) const fn role(read: plan::PartyRole) -> ResponsibilityRole {
    match read {
        plan::PartyRole::Coordination => ResponsibilityRole::Coordination,
        plan::PartyRole::Participation => ResponsibilityRole::Participation,
    }
}

/// Words of the document that have no place of their own.
pub(super) fn remark(label: &str, words: &str) -> Option<LocalizedText> {
    let words = official(words)?;
    official(&format!("{label}{words}")).map(german)
}
