//! What plan items refer to.

use super::super::references::{Reference, Refers, of_list, reference};
use crate::id::TypedId;
use crate::plan::{Challenge, Goal, Measure, PlanItem, ReferenceTarget, Suggestion};

impl Refers for Challenge {
    fn references(&self) -> Vec<Reference> {
        let mut found = vec![reference(&["area"], self.area.entity())];
        found.extend(of_item(&self.item));
        found
    }
}

impl Refers for Goal {
    fn references(&self) -> Vec<Reference> {
        let mut found = vec![reference(&["challenge"], self.challenge.entity())];
        found.extend(of_item(&self.item));
        found
    }
}

impl Refers for Suggestion {
    fn references(&self) -> Vec<Reference> {
        let mut found = vec![reference(&["goal"], self.goal.entity())];
        found.extend(of_item(&self.item));
        found
    }
}

impl Refers for Measure {
    fn references(&self) -> Vec<Reference> {
        let mut found = vec![reference(&["challenge"], self.challenge.entity())];
        found.extend(of_list("goals", &self.goals));
        found.extend(of_list("suggestions", &self.suggestions));
        found.extend(of_item(&self.item));
        found
    }
}

fn of_item(item: &PlanItem) -> Vec<Reference> {
    let mut found = Vec::new();
    for (audience, target) in item.target_groups.iter().enumerate() {
        for (index, group) in target.groups.iter().enumerate() {
            let path = [
                "targetGroups",
                &audience.to_string(),
                "groups",
                &index.to_string(),
            ];
            found.push(reference(&path, group.entity()));
        }
    }
    for (index, other) in item.references.iter().enumerate() {
        let to = other.target.and_then(ReferenceTarget::entity);
        let path = ["references", &index.to_string(), "target", "id"];
        found.extend(to.map(|to| reference(&path, to)));
    }
    found
}
