//! What holds for every input.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{editing, location, offer, provider, read};
use crate::edit::{Input, OfferInput};
use crate::entry::Offer;
use crate::id::{DistrictId, PartId, TopicId, TypedId};
use crate::violation::Violations;

fn ids() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::from(location())),
        Just(Value::from(provider())),
        Just(Value::from(TopicId::of_slug("school").to_global())),
        Just(Value::from(DistrictId::of_slug("north").to_global())),
        "[A-Za-z]{0,4}".prop_map(Value::from),
    ]
}

/// The id of a part of the sample, or none, or one of something else.
fn parts(own: Vec<PartId>) -> impl Strategy<Value = Value> {
    let own: Vec<Value> = own.iter().map(|id| id.to_global().into()).collect();
    prop_oneof![
        4 => proptest::sample::select(own),
        3 => Just(Value::Null),
        1 => ids(),
    ]
}

fn texts() -> impl Strategy<Value = Value> {
    let language = prop_oneof![Just("de"), Just("tr"), Just("en"), Just("!")];
    let text = prop_oneof![
        3 => "[A-Za-zäöü ]{0,12}".prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(Value::from("<b>x</b>")),
    ];
    let version =
        (language, text).prop_map(|(language, text)| json!({"language": language, "text": text}));
    prop::collection::vec(version, 0..3).prop_map(Value::Array)
}

fn dates() -> impl Strategy<Value = Value> {
    prop_oneof![
        (1..=12u8, 1..=28u8).prop_map(|(month, day)| format!("2026-{month:02}-{day:02}").into()),
        Just(Value::from("0001-01-01")),
        "[0-9-]{0,10}".prop_map(Value::from),
    ]
}

/// An object in which each field is there, null or absent.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let values: Vec<_> = fields
        .into_iter()
        .map(|(_, value)| {
            prop_oneof![
                2 => Just(None),
                1 => Just(Some(Value::Null)),
                4 => value.prop_map(Some),
            ]
        })
        .collect();
    values
        .prop_map(move |values| {
            let named = names.iter().zip(values);
            let fields: Map<String, Value> = named
                .filter_map(|(name, value)| Some(((*name).to_owned(), value?)))
                .collect();
            Value::Object(fields)
        })
        .boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop::collection::vec(item, 0..3)
        .prop_map(Value::Array)
        .boxed()
}

fn inputs() -> impl Strategy<Value = Value> {
    let sample = offer();
    let of = |ids: Vec<PartId>| parts(ids).boxed();
    let contact = object(vec![
        (
            "id",
            of(sample.entry.contacts.iter().map(|c| c.id).collect()),
        ),
        (
            "email",
            prop_oneof!["[a-z@.]{0,8}", Just("a@example.org".to_owned())]
                .prop_map(Value::from)
                .boxed(),
        ),
        ("function", texts().boxed()),
    ]);
    let closure = object(vec![
        (
            "id",
            of(sample
                .entry
                .schedule
                .closures()
                .iter()
                .map(|c| c.id())
                .collect()),
        ),
        ("from", dates().boxed()),
        ("to", dates().boxed()),
        ("reason", texts().boxed()),
    ]);
    let schedule = object(vec![
        ("closures", list(closure)),
        ("byAppointment", any::<bool>().prop_map(Value::from).boxed()),
    ]);
    let place = object(vec![
        ("id", of(sample.entry.places.iter().map(|p| p.id).collect())),
        ("location", ids().boxed()),
        ("district", ids().boxed()),
        ("schedule", schedule.clone()),
        ("contacts", list(contact.clone())),
    ]);
    let run = object(vec![
        ("id", of(sample.runs.iter().map(|run| run.id).collect())),
        ("startsOn", dates().boxed()),
        ("endsOn", dates().boxed()),
        ("registrationDeadline", dates().boxed()),
        ("capacity", (-2..50i64).prop_map(Value::from).boxed()),
        ("note", texts().boxed()),
    ]);
    let age = prop_oneof![
        (-2..140i64).prop_map(|years| json!({"years": years})),
        (-2..30i64).prop_map(|months| json!({"months": months})),
        Just(json!({})),
    ];
    let ages = object(vec![("min", age.clone().boxed()), ("max", age.boxed())]);
    let cost = object(vec![
        ("free", any::<bool>().prop_map(Value::from).boxed()),
        (
            "amount",
            (-2..50i64)
                .prop_map(|units| json!({"minorUnits": units, "currency": "EUR"}))
                .boxed(),
        ),
    ]);
    object(vec![
        ("title", texts().boxed()),
        ("summary", texts().boxed()),
        ("documents", list(texts().boxed())),
        ("provider", ids().boxed()),
        ("topics", list(ids().boxed())),
        ("audience", object(vec![("ages", ages)])),
        ("cost", cost),
        ("places", list(place)),
        ("contacts", list(contact)),
        ("runs", list(run)),
        ("schedule", schedule),
        ("validFrom", dates().boxed()),
        ("validTo", dates().boxed()),
    ])
}

fn apply(offer: &Offer, input: &Value) -> Result<Offer, Violations> {
    let input: OfferInput = read(input);
    editing(1_000, |editing| input.apply(offer, editing))
}

/// Whether the path leads through the input; its last step may name a field that is missing.
fn leads_through(input: &Value, path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    let next = match input {
        Value::Array(items) => first.parse().ok().and_then(|index: usize| items.get(index)),
        Value::Object(fields) => fields.get(first),
        _ => None,
    };
    next.map_or(rest.is_empty(), |next| leads_through(next, rest))
}

fn ids_named(input: &Value, list: &str) -> Vec<PartId> {
    let items = input.get(list).and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(|item| PartId::from_global(item.get("id")?.as_str()?))
        .collect()
}

#[test]
fn nothing_named_is_nothing_changed() {
    assert_eq!(apply(&offer(), &json!({})), Ok(offer()));
}

proptest! {
    #[test]
    fn the_same_input_twice_is_the_same_input_once(input in inputs()) {
        if let Ok(once) = apply(&offer(), &input)
            && let Ok(twice) = apply(&once, &input)
        {
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn what_is_wrong_stands_in_the_input(input in inputs()) {
        if let Err(violations) = apply(&offer(), &input) {
            prop_assert!(!violations.is_empty());
            for violation in violations.all() {
                prop_assert!(leads_through(&input, &violation.path), "{:?}", violation);
            }
        }
    }

    #[test]
    fn parts_that_are_named_keep_their_ids(input in inputs()) {
        if let Ok(updated) = apply(&offer(), &input) {
            let runs: Vec<PartId> = updated.runs.iter().map(|run| run.id).collect();
            for id in ids_named(&input, "runs") {
                prop_assert!(runs.contains(&id));
            }
            let places: Vec<PartId> = updated.entry.places.iter().map(|place| place.id).collect();
            for id in ids_named(&input, "places") {
                prop_assert!(places.contains(&id));
            }
        }
    }

    #[test]
    fn what_was_accepted_is_stored_and_read_back(input in inputs()) {
        if let Ok(updated) = apply(&offer(), &input) {
            let stored = serde_json::to_string(&updated).unwrap();
            prop_assert_eq!(serde_json::from_str::<Offer>(&stored).unwrap(), updated);
        }
    }
}
