//! For whom an entry is (Zielgruppen), and whom a filter finds.
//!
//! No link means open to all. Values on one axis are alternatives, axes combine, groups nest. A
//! filter on a group keeps what is open to all and what merely prefers another group: an offer is
//! passed over only where it shuts the group out.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::id::TargetGroupId;
use crate::period::{Age, AgeRange};
use crate::taxonomy::{Gender, Hierarchy, TargetGroup, TargetGroupAxis};

codes! {
    /// How an entry means a target group.
    AudienceMode {
        /// Open to all, with this group in mind.
        OpenToAllEmphasis = "OPEN_TO_ALL_EMPHASIS",
        /// This group comes first.
        Preferential = "PREFERENTIAL",
        /// Only for this group.
        Exclusive = "EXCLUSIVE",
    }
}

/// One target group of an entry.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AudienceLink {
    /// The group.
    pub group: TargetGroupId,
    /// How it is meant.
    pub mode: AudienceMode,
}

/// For whom an entry is.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// The groups; none means open to all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<AudienceLink>,
    /// The ages, where they are bounded or known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ages: Option<AgeRange>,
    /// The only genders that are let in; empty means all, or not said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genders: Vec<Gender>,
}

impl Audience {
    /// Whether somebody of this group may come.
    #[must_use]
    pub fn admits(&self, group: TargetGroupId, tree: &TargetGroupTree) -> bool {
        let Some(facts) = tree.facts.get(&group) else {
            return false;
        };
        let mut exclusive = self
            .links
            .iter()
            .filter(|link| link.mode == AudienceMode::Exclusive)
            .filter(|link| tree.axis(link.group) == Some(facts.axis))
            .peekable();
        let axis_admits = exclusive.peek().is_none()
            || exclusive.any(|link| tree.nesting.overlap(link.group, group));
        let ages_admit = match (self.ages, facts.ages) {
            (Some(own), Some(asked)) => own.overlaps(&asked),
            _ => true,
        };
        let gender_admits = facts
            .gender
            .is_none_or(|gender| self.admits_gender(gender, tree));
        axis_admits && ages_admit && gender_admits
    }

    /// Whether somebody of this age may come: by the ages of the entry, and by those of the groups
    /// that it is exclusively for.
    #[must_use]
    pub fn admits_age(&self, age: Age, tree: &TargetGroupTree) -> bool {
        self.ages.is_none_or(|ages| ages.contains(age))
            && self.exclusively(tree, |facts| facts.ages.map(|ages| ages.contains(age)))
    }

    /// Whether somebody of this gender may come: by the genders of the entry, and by those of the
    /// groups that it is exclusively for.
    #[must_use]
    pub fn admits_gender(&self, gender: Gender, tree: &TargetGroupTree) -> bool {
        (self.genders.is_empty() || self.genders.contains(&gender))
            && self.exclusively(tree, |facts| facts.gender.map(|own| own == gender))
    }

    /// Whether one of the groups that it is exclusively for says yes, or none says anything.
    fn exclusively(
        &self,
        tree: &TargetGroupTree,
        says: impl Fn(&GroupFacts) -> Option<bool>,
    ) -> bool {
        let mut answers = self
            .links
            .iter()
            .filter(|link| link.mode == AudienceMode::Exclusive)
            .filter_map(|link| says(tree.facts.get(&link.group)?))
            .peekable();
        answers.peek().is_none() || answers.any(|answer| answer)
    }
}

/// The target groups, as far as audiences need them.
#[derive(Clone, Debug, Default)]
pub struct TargetGroupTree {
    nesting: Hierarchy<TargetGroupId>,
    facts: HashMap<TargetGroupId, GroupFacts>,
}

#[derive(Clone, Copy, Debug)]
struct GroupFacts {
    axis: TargetGroupAxis,
    ages: Option<AgeRange>,
    gender: Option<Gender>,
}

impl TargetGroupTree {
    /// Learn the groups.
    #[must_use]
    pub fn new<'a>(groups: impl Iterator<Item = &'a TargetGroup>) -> Self {
        let mut parents = HashMap::new();
        let mut facts = HashMap::new();
        for group in groups {
            parents.insert(group.id, group.parent.into_iter().collect());
            facts.insert(
                group.id,
                GroupFacts {
                    axis: group.axis,
                    ages: group.ages,
                    gender: group.gender,
                },
            );
        }
        Self {
            nesting: Hierarchy::new(&parents),
            facts,
        }
    }

    /// The axis on which a group lies.
    #[must_use]
    pub fn axis(&self, group: TargetGroupId) -> Option<TargetGroupAxis> {
        self.facts.get(&group).map(|facts| facts.axis)
    }

    /// Which group lies within which.
    #[must_use]
    pub const fn nesting(&self) -> &Hierarchy<TargetGroupId> {
        &self.nesting
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::id::{Slug, TypedId};
    use crate::text::{LanguageTag, LocalizedText, Words};

    fn group(slug: &str, axis: TargetGroupAxis, parent: Option<&str>) -> TargetGroup {
        TargetGroup {
            id: TargetGroupId::of_slug(slug),
            slug: Slug::parse(slug).unwrap(),
            axis,
            parent: parent.map(TargetGroupId::of_slug),
            ages: (slug == "children")
                .then(|| AgeRange::new(Some(Age::Years(6)), Some(Age::Years(13))).unwrap()),
            gender: (slug == "women").then_some(Gender::Female),
            label: LocalizedText::new(
                LanguageTag::parse("en").unwrap(),
                Words::parse(slug).unwrap(),
            ),
            pictogram: None,
            order: 0,
            replaced_by: None,
        }
    }

    fn tree() -> TargetGroupTree {
        use TargetGroupAxis::{Age, Background, Gender, Role};
        TargetGroupTree::new(
            [
                group("minors", Age, None),
                group("children", Age, Some("minors")),
                group("adults", Age, None),
                group("women", Gender, None),
                group("migration", Background, None),
                group("refugee", Background, Some("migration")),
                group("parents", Role, None),
            ]
            .iter(),
        )
    }

    fn audience(links: &[(&str, AudienceMode)]) -> Audience {
        Audience {
            links: links
                .iter()
                .map(|(slug, mode)| AudienceLink {
                    group: TargetGroupId::of_slug(slug),
                    mode: *mode,
                })
                .collect(),
            ..Audience::default()
        }
    }

    fn admits(audience: &Audience, slug: &str) -> bool {
        audience.admits(TargetGroupId::of_slug(slug), &tree())
    }

    #[test]
    fn only_an_exclusive_link_shuts_another_group_out() {
        assert!(admits(&audience(&[]), "adults"));
        assert!(admits(
            &audience(&[("children", AudienceMode::Preferential)]),
            "adults"
        ));
        assert!(!admits(
            &audience(&[("children", AudienceMode::Exclusive)]),
            "adults"
        ));
    }

    #[test]
    fn values_on_one_axis_are_alternatives() {
        let both = audience(&[
            ("children", AudienceMode::Exclusive),
            ("adults", AudienceMode::Exclusive),
        ]);
        assert!(admits(&both, "adults"));
        assert!(admits(&both, "children"));
    }

    #[test]
    fn groups_nest_both_ways() {
        let refugees = audience(&[("refugee", AudienceMode::Exclusive)]);
        assert!(admits(&refugees, "migration"));
        let migrants = audience(&[("migration", AudienceMode::Exclusive)]);
        assert!(admits(&migrants, "refugee"));
    }

    #[test]
    fn ages_and_genders_shut_out_too() {
        let mut grown_up = audience(&[]);
        grown_up.ages = Some(AgeRange::new(Some(Age::Years(18)), None).unwrap());
        assert!(!admits(&grown_up, "children"));
        assert!(admits(&grown_up, "parents"));
        let mut men = audience(&[]);
        men.genders = vec![Gender::Male];
        assert!(!admits(&men, "women"));
    }

    #[test]
    fn the_ages_and_genders_of_exclusive_groups_count() {
        let children = audience(&[("children", AudienceMode::Exclusive)]);
        assert!(children.admits_age(Age::Years(7), &tree()));
        assert!(!children.admits_age(Age::Years(70), &tree()));
        let women = audience(&[("women", AudienceMode::Exclusive)]);
        assert!(!women.admits_gender(Gender::Male, &tree()));
        assert!(
            audience(&[("women", AudienceMode::Preferential)]).admits_gender(Gender::Male, &tree())
        );
    }

    proptest! {
        #[test]
        fn a_link_that_shuts_nobody_out_changes_nothing(
            asked in 0..7usize,
            linked in 0..7usize,
            emphasis: bool,
        ) {
            let slugs = ["minors", "children", "adults", "women", "migration", "refugee", "parents"];
            let mode = if emphasis { AudienceMode::OpenToAllEmphasis } else { AudienceMode::Preferential };
            prop_assert!(admits(&audience(&[(slugs[linked], mode)]), slugs[asked]));
        }

        #[test]
        fn a_group_is_never_shut_out_of_what_is_for_it(slug in 0..7usize) {
            let slugs = ["minors", "children", "adults", "women", "migration", "refugee", "parents"];
            let own = audience(&[(slugs[slug], AudienceMode::Exclusive)]);
            prop_assert!(admits(&own, slugs[slug]));
        }
    }
}
