//! Facts about stored content: what a released program wrote can be read for ever.
//!
//! `src/golden` holds each kind in each version of its form, with every field filled. A file is
//! never changed. When a form changes, `SCHEMA_VERSION` is raised, an upcaster leads from the older
//! version, and a new file is added with `ANGEBOTE_WRITE_GOLDEN=1`. What an older file says has to be
//! said by the newest sample as well; what came later is unknown in it.

use std::path::PathBuf;

use domain::aggregate::Aggregate;
use domain::id::{EntityKind, TypedId};
use domain::taxonomy::Topic;
use serde_json::Value;

use super::samples::{self, Sample};
use crate::upcast;

fn golden_file(kind: &str, version: u16) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/golden/{kind}.v{version}.json"))
}

fn check<T: Aggregate + Sample>(kind: &str) {
    let sample = T::full();
    let newest = golden_file(kind, T::SCHEMA_VERSION);
    if std::env::var_os("ANGEBOTE_WRITE_GOLDEN").is_some() && !newest.exists() {
        let json = serde_json::to_string_pretty(&sample).unwrap();
        std::fs::write(&newest, json + "\n").unwrap();
    }
    let written = serde_json::to_value(&sample).unwrap();
    for version in 1..=T::SCHEMA_VERSION {
        let file = golden_file(kind, version);
        let stored = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let read: T = upcast::read(sample.id().entity(), 1, version.into(), &stored).unwrap();
        let read = serde_json::to_value(&read).unwrap();
        assert_eq!(lost(&read, &written), "", "{}", file.display());
    }
    let stored: Value = serde_json::from_str(&std::fs::read_to_string(newest).unwrap()).unwrap();
    assert_eq!(
        written, stored,
        "the form of {kind} changed without a new version"
    );
}

/// Where the newest content says something else than the older one; empty where it says nothing
/// else, whatever it says besides.
fn lost(older: &Value, newest: &Value) -> String {
    match (older, newest) {
        (Value::Object(older), Value::Object(newest)) => older
            .iter()
            .map(
                |(key, older)| match newest.get(key).map(|it| lost(older, it)) {
                    None => format!("/{key}"),
                    Some(inside) if inside.is_empty() => inside,
                    Some(inside) => format!("/{key}{inside}"),
                },
            )
            .collect(),
        (Value::Array(older), Value::Array(newest)) if older.len() == newest.len() => {
            let pairs = older.iter().zip(newest);
            pairs.map(|(older, newest)| lost(older, newest)).collect()
        }
        _ if older == newest => String::new(),
        _ => format!(" was {older}"),
    }
}

#[test]
fn every_version_of_every_kind_can_be_read() {
    let mut kinds = 0;
    macro_rules! check_all {
        ($($aggregate:ty, $module:ident;)+) => {$(
            check::<$aggregate>(stringify!($module));
            kinds += 1;
        )+};
    }
    samples::for_each_sample!(check_all);
    assert_eq!(kinds, <EntityKind as domain::code::Code>::ALL.len());
}

#[test]
fn an_older_version_may_lack_a_field_and_say_nothing_else() {
    let newest = serde_json::to_value(Topic::full()).unwrap();
    let mut older = newest.clone();
    older.as_object_mut().unwrap().remove("pictogram");
    let label = older["label"][1].as_object_mut().unwrap();
    label.remove("made_from");
    assert_eq!(lost(&older, &newest), "");

    older["label"][0]["text"] = "Nachhilfe".into();
    older["rank"] = 4.into();
    assert_eq!(lost(&older, &newest), r#"/label/text was "Nachhilfe"/rank"#);
}

#[test]
fn content_of_a_later_version_is_refused() {
    let topic = Topic::full();
    let json = serde_json::to_string(&topic).unwrap();
    for version in [0, -1, 2, 70_000] {
        let read = upcast::read::<Topic>(topic.id.entity(), 3, version, &json);
        assert!(read.is_err(), "{version}");
    }
    assert_eq!(topic.id.entity().kind, EntityKind::Topic);
}
