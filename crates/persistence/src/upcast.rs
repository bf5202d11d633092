//! Reading content that an older program wrote.
//!
//! Each revision says in which version of its form it was written. What is older than the domain
//! type is brought up one version at a time, before it is read.

use domain::aggregate::Aggregate;
use domain::id::{EntityId, EntityKind};
use serde_json::Value;
use thiserror::Error;

use crate::error::StoreError;

/// Brings the content of one kind from one version to the next.
struct Upcaster {
    kind: EntityKind,
    from: u16,
    apply: fn(Value) -> Value,
}

/// All of them. Each stands for a golden file of the version that it leads away from.
const UPCASTERS: &[Upcaster] = &[
    // Reports about a single first step, and weights, which nobody had given before.
    unchanged(EntityKind::Measure, 1),
    // People whom contacts no longer name.
    unchanged(EntityKind::Responsibility, 1),
    unchanged(EntityKind::Organization, 1),
    unchanged(EntityKind::Offer, 1),
    unchanged(EntityKind::CounsellingPoint, 1),
];

/// Leads to a version that only knows a field more, which may be absent.
const fn unchanged(kind: EntityKind, from: u16) -> Upcaster {
    Upcaster {
        kind,
        from,
        apply: |content| content,
    }
}

/// Read the content of a revision, whichever version of the program wrote it.
pub(crate) fn read<T: Aggregate>(
    entity: EntityId,
    number: u32,
    schema_version: i32,
    content: &str,
) -> Result<T, StoreError> {
    read_with(UPCASTERS, schema_version, entity.kind, content).map_err(|source| {
        StoreError::Unreadable {
            entity,
            number,
            source: source.into(),
        }
    })
}

fn read_with<T: Aggregate>(
    upcasters: &[Upcaster],
    written_in: i32,
    kind: EntityKind,
    content: &str,
) -> Result<T, ContentError> {
    if written_in == i32::from(T::SCHEMA_VERSION) {
        return Ok(serde_json::from_str(content)?);
    }
    let mut value = serde_json::from_str(content)?;
    let mut version = u16::try_from(written_in)
        .ok()
        .filter(|version| *version < T::SCHEMA_VERSION)
        .ok_or(ContentError::Version {
            written_in,
            known: T::SCHEMA_VERSION,
        })?;
    while version < T::SCHEMA_VERSION {
        let upcaster = upcasters
            .iter()
            .find(|upcaster| upcaster.kind == kind && upcaster.from == version)
            .ok_or(ContentError::NoUpcaster { kind, version })?;
        value = (upcaster.apply)(value);
        version += 1;
    }
    Ok(serde_json::from_value(value)?)
}

/// Why content cannot be read.
#[derive(Debug, Error)]
enum ContentError {
    #[error("the content does not fit its type")]
    Malformed(#[from] serde_json::Error),
    #[error("it was written in version {written_in} of its form, and this program knows {known}")]
    Version { written_in: i32, known: u16 },
    #[error("nothing leads from version {version} of a {kind} to the next")]
    NoUpcaster { kind: EntityKind, version: u16 },
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use domain::id::{Slug, TypedId};
    use domain::taxonomy::Topic;
    use serde_json::json;

    use super::*;

    #[test]
    fn older_content_is_brought_up_before_it_is_read() {
        let upcaster = |from| Upcaster {
            kind: EntityKind::Topic,
            from,
            apply: |mut topic| {
                topic["order"] = topic["rank"].take();
                topic.as_object_mut().unwrap().remove("rank");
                topic
            },
        };
        let topic = json!({
            "id": domain::id::TopicId::of_slug("old"),
            "slug": "old",
            "label": [{ "language": "de", "text": "Alt" }],
            "rank": 4,
        });
        let read = |upcasters: &[Upcaster]| {
            read_with::<Topic>(upcasters, 0, EntityKind::Topic, &topic.to_string())
        };
        let brought_up = read(&[upcaster(0)]).unwrap();
        assert_eq!(
            (brought_up.order, brought_up.slug),
            (4, Slug::parse("old").unwrap())
        );
        assert!(matches!(
            read(&[upcaster(1)]),
            Err(ContentError::NoUpcaster { .. })
        ));
    }
}
