//! Target groups, topics, languages and districts (`reference/`).

use std::collections::HashMap;

use domain::code::Code;
use domain::id::{DistrictId, LanguageId, Slug, TargetGroupId, TopicId, TypedId};
use domain::period::{Age, AgeRange};
use domain::place::District;
use domain::taxonomy::{Language, TargetGroup, Topic};
use domain::text::{Direction, LanguageTag, LocalizedText, TextVersion};

use super::document::{Fields, Scope, Value};
use super::errors::SeedProblem;
use super::keys::reference;
use super::labels::{Labels, Needed};
use super::text::words;

pub(super) fn target_groups(scope: Scope<'_>, labels: &Labels<'_>) -> Vec<TargetGroup> {
    let groups = each(scope, "target_groups", |value, order| {
        value.table(|f| {
            let (slug, key) = f.key();
            let axis = f.required("axis", Value::code);
            let parent = f.optional("parent", |value| Some((value, reference(value)?)));
            let ages = f.optional("ages", ages);
            let gender = f.optional("gender", Value::code);
            let pictogram = f.optional("pictogram", Value::slug);
            let label = label(labels, value, ("target_groups", key));
            let group = TargetGroup {
                id: TargetGroupId::of_slug(key),
                slug: slug?,
                axis: axis?,
                parent: parent.map(|(_, id)| id),
                ages,
                gender,
                label: label?,
                pictogram,
                order,
                replaced_by: None,
            };
            Some((group, parent.map(|(value, _)| value)))
        })
    });
    let axes: HashMap<_, _> = groups
        .iter()
        .map(|(group, _)| (group.id, group.axis))
        .collect();
    for (group, named) in &groups {
        let axis_above = group.parent.and_then(|parent| axes.get(&parent));
        if let Some(named) = named
            && axis_above.is_some_and(|axis| *axis != group.axis)
        {
            let parent = named.string().unwrap_or_default().to_owned();
            named.refuse::<()>(SeedProblem::OtherAxis { parent });
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

pub(super) fn topics(scope: Scope<'_>, labels: &Labels<'_>) -> Vec<Topic> {
    each(scope, "topics", |value, order| {
        value.table(|f| {
            let (slug, key) = f.key();
            let parent = f.optional("parent", reference);
            let pictogram = f.optional("pictogram", Value::slug);
            let label = label(labels, value, ("topics", key));
            Some(Topic {
                id: TopicId::of_slug(key),
                slug: slug?,
                parent,
                label: label?,
                pictogram,
                order,
                replaced_by: None,
            })
        })
    })
}

pub(super) fn languages(scope: Scope<'_>, labels: &Labels<'_>) -> Vec<Language> {
    each(scope, "languages", |value, order| {
        value.table(|f| {
            let tag = f.required("tag", |value| {
                Some((value.string()?, value.language_tag()?))
            });
            let endonym = f.required("endonym", words);
            f.required("direction", |value| {
                let stated: Direction = value.code()?;
                let (key, tag) = tag.as_ref()?;
                let direction = tag.direction();
                let differs = SeedProblem::OtherDirection {
                    tag: (*key).to_owned(),
                    direction: direction.code(),
                };
                value.accept((stated == direction).then_some(()).ok_or(differs))
            });
            let (key, tag) = tag?;
            let name = key.to_lowercase();
            let slug = value.accept(Slug::parse(&name));
            let label = label(labels, value, ("languages", key));
            Some(Language {
                id: LanguageId::of_slug(&name),
                slug: slug?,
                tag,
                endonym: endonym?,
                label: label?,
                order,
            })
        })
    })
}

/// Districts. A name is official; labels are for those who need it in another script.
pub(super) fn districts(scope: Scope<'_>, labels: &Labels<'_>) -> Vec<District> {
    each(scope, "districts", |value, order| {
        value.table(|f| {
            let (slug, key) = f.key();
            let kind = f.required("kind", Value::code);
            let parents = f.list("parents", reference);
            let official_key = f.optional("code", words);
            let name = f.required("name", words);
            f.required("source", Value::string);
            let name = name?;
            let german = TextVersion::new(LanguageTag::german(), name.clone());
            let label = labels.of(value, ("districts", key), vec![german], Needed::Nowhere);
            Some(District {
                id: DistrictId::of_slug(key),
                slug: slug?,
                kind: kind?,
                parents,
                official_key,
                name,
                label: label?,
                centroid: None,
                order,
            })
        })
    })
}

/// Ages in years: `{ min = 6, max = 13 }`, either end optional.
pub(super) fn ages(value: Value<'_>) -> Option<AgeRange> {
    let years = |value: Value<'_>| value.accept(Age::years(value.integer()?));
    value.table(|f: &mut Fields<'_>| {
        let min = f.optional("min", years);
        let max = f.optional("max", years);
        value.accept(AgeRange::new(min, max))
    })
}

/// The members of a file's list with their order, counted from 1.
fn each<'a, T>(
    scope: Scope<'a>,
    list: &'static str,
    mut read: impl FnMut(Value<'a>, u32) -> Option<T>,
) -> Vec<T> {
    let mut order = 0;
    scope.read(|f| {
        f.list(list, |value| {
            order += 1;
            read(value, order)
        })
    })
}

fn label(labels: &Labels<'_>, value: Value<'_>, named: (&str, &str)) -> Option<LocalizedText> {
    // What has no key cannot have a label either, and was noted for that.
    if named.1.is_empty() {
        return None;
    }
    labels.of(value, named, Vec::new(), Needed::Everywhere)
}
