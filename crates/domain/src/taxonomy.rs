//! The words by which the directory is ordered: target groups, topics, languages, vocabularies.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::id::{LanguageId, Slug, TargetGroupId, TermId, TopicId};
use crate::period::AgeRange;
use crate::text::{LanguageTag, LocalizedText, Words};

codes! {
    /// The axes of a target group: values on one axis are alternatives, axes combine.
    TargetGroupAxis {
        /// What somebody does or is in relation to others: parent, volunteer, employer.
        Role = "ROLE",
        /// How old somebody is.
        Age = "AGE",
        /// The gender.
        Gender = "GENDER",
        /// Where somebody or their family comes from.
        Background = "BACKGROUND",
        /// The situation somebody is in.
        Situation = "SITUATION",
    }

    /// Genders, where an offer or a contact person is for one of them only.
    Gender {
        /// Women and girls.
        Female = "FEMALE",
        /// Men and boys.
        Male = "MALE",
        /// Non-binary people.
        Diverse = "DIVERSE",
    }
}

/// A normalised audience (Zielgruppe).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TargetGroup {
    /// Its id.
    pub id: TargetGroupId,
    /// Its stable name.
    pub slug: Slug,
    /// The axis on which it lies.
    pub axis: TargetGroupAxis,
    /// The wider group on the same axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<TargetGroupId>,
    /// The ages that it covers, on the age axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ages: Option<AgeRange>,
    /// The gender that it covers, on the gender axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// The words for it.
    pub label: LocalizedText,
    /// The name of a pictogram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictogram: Option<Slug>,
    /// Where it stands among its siblings.
    pub order: u32,
    /// What replaces it, when it is retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<TargetGroupId>,
}

/// What an entry is about (Thema); topics nest.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its stable name.
    pub slug: Slug,
    /// The wider topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<TopicId>,
    /// The words for it.
    pub label: LocalizedText,
    /// The name of a pictogram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictogram: Option<Slug>,
    /// Where it stands among its siblings.
    pub order: u32,
    /// What replaces it, when it is retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<TopicId>,
}

/// A language or register (Sprache) that entries are offered in or that texts are written in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its id.
    pub id: LanguageId,
    /// Its stable name: the tag in lower case.
    pub slug: Slug,
    /// Its BCP 47 tag.
    pub tag: LanguageTag,
    /// Its own name, in itself.
    pub endonym: Words,
    /// Its names in other languages.
    pub label: LocalizedText,
    /// Where it stands in lists.
    pub order: u32,
}

/// A code of a vocabulary, with the words for it (Begriff).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// Its stable name: vocabulary and code in lower case.
    pub slug: Slug,
    /// The vocabulary, as in the schema (`OfferKind`).
    pub vocabulary: String,
    /// The code (`COURSE`).
    pub code: String,
    /// The words for it.
    pub label: LocalizedText,
    /// The name of a pictogram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictogram: Option<Slug>,
    /// Where it stands in its vocabulary.
    pub order: u32,
    /// The code that replaces it, when it is retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

/// Which thing lies within which: for topics, target groups and districts. A thing may have
/// several parents, since neighbourhoods overlap districts.
#[derive(Clone, Debug)]
pub struct Hierarchy<Id> {
    ancestors: HashMap<Id, Vec<Id>>,
}

impl<Id> Default for Hierarchy<Id> {
    fn default() -> Self {
        Self {
            ancestors: HashMap::new(),
        }
    }
}

impl<Id: Copy + Eq + Hash> Hierarchy<Id> {
    /// Learn who lies directly within whom. A circle is walked once and then left.
    #[must_use]
    pub fn new(parents: &HashMap<Id, Vec<Id>>) -> Self {
        let ancestors = parents
            .keys()
            .map(|id| {
                let mut found: Vec<Id> = Vec::new();
                let mut open: Vec<Id> = parents.get(id).cloned().unwrap_or_default();
                while let Some(next) = open.pop() {
                    if next != *id && !found.contains(&next) {
                        found.push(next);
                        open.extend(parents.get(&next).into_iter().flatten());
                    }
                }
                (*id, found)
            })
            .collect();
        Self { ancestors }
    }

    /// Everything above it, without itself.
    #[must_use]
    pub fn ancestors(&self, id: Id) -> &[Id] {
        self.ancestors.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether `inner` is `outer` or lies within it.
    #[must_use]
    pub fn is_within(&self, inner: Id, outer: Id) -> bool {
        inner == outer || self.ancestors(inner).contains(&outer)
    }

    /// Whether one of the two is the other or lies within it.
    #[must_use]
    pub fn overlap(&self, a: Id, b: Id) -> bool {
        self.is_within(a, b) || self.is_within(b, a)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_parents_ends() {
        let tree = Hierarchy::new(&HashMap::from([(1, vec![2]), (2, vec![3]), (3, vec![1])]));
        assert!(tree.is_within(1, 3));
        assert!(tree.is_within(3, 2));
        assert!(!tree.is_within(1, 4));
    }

    #[test]
    fn a_thing_may_lie_within_two() {
        let tree = Hierarchy::new(&HashMap::from([(1, vec![2, 3]), (2, vec![4])]));
        assert!(tree.is_within(1, 3));
        assert!(tree.is_within(1, 4));
        assert!(tree.overlap(4, 1));
        assert!(!tree.overlap(3, 4));
    }
}
