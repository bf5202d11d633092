//! How plan items stand beside each other.

use catalogue::{Shelved, Snapshot};
use domain::id::{EntityId, PartId, TypedId};
use domain::plan::{
    ActionArea, Challenge, Goal, Measure, PlanItem, PlanItemId, ReferenceTarget, Suggestion,
};
use domain::violation::{Rule, Violations};

use super::adopted::keep_item;
use super::fits::Fits;

/// A new item stands behind those of its kind under the same parent, or behind the parent.
macro_rules! settle {
    ($($item:ident in $parent:ident: $field:ident, $misfits:expr;)+) => {$(
        impl Fits for $item {
            fn settle(&mut self, published: &Snapshot) {
                let parent = self.$field;
                let above = published.find::<$parent>(parent).map(|it| order_of(it.document()));
                let beside = published
                    .referrers::<Self>(parent.entity())
                    .filter(|it| it.$field == parent)
                    .map(|it| it.item.order);
                self.item.order = beside.chain(above).max().map_or(1, |last| last + 1);
            }

            fn misfits(&self, published: &Snapshot) -> Violations {
                let mut violations = Violations::default();
                let misfits: fn(&Self, &Snapshot, &mut Violations) = $misfits;
                misfits(self, published, &mut violations);
                item_misfits(self.id.entity(), &self.item, published, &mut violations);
                violations
            }

            fn stay_as_adopted(&mut self, now: &Self) {
                keep_item(&mut self.item, &now.item);
            }
        }
    )+};
}

settle! {
    Challenge in ActionArea: area, section_misfits;
    Goal in Challenge: challenge, |_, _, _| {};
    Suggestion in Goal: goal, |_, _, _| {};
    Measure in Challenge: challenge, |_, _, _| {};
}

/// Something that has a place in the plan.
trait Placed {
    fn order(&self) -> u32;
}

impl Placed for ActionArea {
    /// Areas are counted apart.
    fn order(&self) -> u32 {
        0
    }
}

impl Placed for Challenge {
    fn order(&self) -> u32 {
        self.item.order
    }
}

impl Placed for Goal {
    fn order(&self) -> u32 {
        self.item.order
    }
}

fn order_of(placed: &impl Placed) -> u32 {
    placed.order()
}

fn section_misfits(challenge: &Challenge, published: &Snapshot, violations: &mut Violations) {
    if let Some(section) = challenge.section
        && !has_section(published, challenge.area, section)
    {
        violations.add(&["section"], Rule::Unknown(section.to_global()));
    }
}

fn item_misfits(id: EntityId, item: &PlanItem, published: &Snapshot, violations: &mut Violations) {
    for (index, reference) in item.references.iter().enumerate() {
        let (part, is_there) = match reference.target {
            None | Some(ReferenceTarget::Item(_) | ReferenceTarget::Area(_)) => continue,
            Some(ReferenceTarget::Section { area, section }) => {
                (section, has_section(published, area, section))
            }
            Some(ReferenceTarget::Step { item: of, step }) if EntityId::from(of) == id => {
                (step, has_step(item, step))
            }
            Some(ReferenceTarget::Step { item: of, step }) => (
                step,
                item_of(published, of).is_some_and(|item| has_step(item, step)),
            ),
        };
        if !is_there {
            let path = ["references", &index.to_string(), "target", "part"];
            violations.add(&path, Rule::Unknown(part.to_global()));
        }
    }
    if loses_steps(id, item, published) {
        violations.add(&["steps"], Rule::InUse);
    }
}

/// Whether another item refers to a step that this one no longer has.
fn loses_steps(id: EntityId, item: &PlanItem, published: &Snapshot) -> bool {
    fn lost<T: Shelved>(
        published: &Snapshot,
        (id, item): (EntityId, &PlanItem),
        of: fn(&T) -> &PlanItem,
    ) -> bool {
        let others = published.referrers::<T>(id);
        others
            .filter(|other| other.document().id().entity() != id)
            .flat_map(|other| of(other.document()).references.iter())
            .any(|reference| {
                matches!(reference.target, Some(ReferenceTarget::Step { item: of, step })
                    if EntityId::from(of) == id && !has_step(item, step))
            })
    }
    let what = (id, item);
    lost::<Challenge>(published, what, |it| &it.item)
        || lost::<Goal>(published, what, |it| &it.item)
        || lost::<Suggestion>(published, what, |it| &it.item)
        || lost::<Measure>(published, what, |it| &it.item)
}

fn has_step(item: &PlanItem, step: PartId) -> bool {
    item.steps.iter().any(|known| known.id == step)
}

fn has_section(published: &Snapshot, area: domain::id::ActionAreaId, section: PartId) -> bool {
    let area = published.find::<ActionArea>(area);
    area.is_some_and(|area| area.sections.iter().any(|known| known.id == section))
}

fn item_of(published: &Snapshot, id: PlanItemId) -> Option<&PlanItem> {
    Some(match id {
        PlanItemId::Challenge(id) => &published.find::<Challenge>(id)?.document().item,
        PlanItemId::Goal(id) => &published.find::<Goal>(id)?.document().item,
        PlanItemId::Suggestion(id) => &published.find::<Suggestion>(id)?.document().item,
        PlanItemId::Measure(id) => &published.find::<Measure>(id)?.document().item,
    })
}
