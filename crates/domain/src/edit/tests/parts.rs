//! Parts keep their ids.

use serde_json::{Value, json};

use super::{location, offer, update, wrong};
use crate::entry::Offer;
use crate::id::{DistrictId, PartId, TypedId};

fn run_ids(offer: &Offer) -> Vec<PartId> {
    offer.runs.iter().map(|run| run.id).collect()
}

#[test]
fn a_part_that_is_changed_keeps_its_id_and_what_was_not_named() {
    let offer = offer();
    let [first, second] = [&offer.runs[0], &offer.runs[1]];
    let input = json!({"runs": [
        {"id": second.id.to_global(), "capacity": 20},
        {"startsOn": "2027-05-01"},
        {"id": first.id.to_global()},
    ]});
    let updated = update(&offer, &input).unwrap();
    assert_eq!(run_ids(&updated)[0], second.id);
    assert_eq!(run_ids(&updated)[2], first.id);
    assert_eq!(updated.runs[0].period, second.period);
    assert_eq!(updated.runs[0].capacity, Some(20));
    assert_eq!(&updated.runs[2], first);
    assert!(!run_ids(&offer).contains(&run_ids(&updated)[1]));
}

#[test]
fn a_new_round_begins_as_a_copy_of_another() {
    let offer = offer();
    let [first, second] = [&offer.runs[0], &offer.runs[1]];
    let input = json!({"runs": [
        {"id": first.id.to_global()},
        {"id": second.id.to_global()},
        {"copyOf": first.id.to_global(), "startsOn": "2030-01-07", "endsOn": "2030-03-25"},
    ]});
    let updated = update(&offer, &input).unwrap();
    assert_eq!(updated.runs[..2], offer.runs[..]);
    let copy = &updated.runs[2];
    assert!(!run_ids(&offer).contains(&copy.id));
    assert_eq!(copy.period.start(), "2030-01-07".parse().ok());
    assert_eq!((&copy.note, copy.capacity), (&first.note, first.capacity));
    assert_eq!(copy.availability, None);
    let place = |run: &crate::entry::Run| run.place.as_ref().map(|place| place.id);
    assert!(place(first).is_none() || place(copy) != place(first));
    let stranger = PartId::from_uuid(uuid::Uuid::from_u128(9)).to_global();
    let lines = wrong(update(&offer, &json!({"runs": [{"copyOf": stranger}]})));
    assert!(
        lines.len() == 1 && lines[0].starts_with("runs.0.copyOf: `"),
        "{lines:?}"
    );
}

#[test]
fn a_part_that_is_left_out_is_removed() {
    let offer = offer();
    let kept = &offer.entry.places[1];
    let input = json!({"places": [{"id": kept.id.to_global()}]});
    let updated = update(&offer, &input).unwrap();
    assert_eq!(updated.entry.places, std::slice::from_ref(kept));
    assert_eq!(updated.entry.contacts, offer.entry.contacts);
}

#[test]
fn the_id_of_a_part_that_is_not_there_is_refused() {
    let offer = offer();
    let place = offer.entry.places[0].id.to_global();
    let stranger = PartId::from_uuid(uuid::Uuid::from_u128(9)).to_global();
    for (input, line) in [
        (json!({"places": [{"id": stranger}]}), "places.0.id: `"),
        // A part of another list is not there either.
        (json!({"runs": [{"id": place}]}), "runs.0.id: `"),
        (
            json!({"contacts": [{"id": "<script>"}]}),
            "contacts.0.id: `",
        ),
        (
            json!({"places": [{"id": place}, {"id": place}]}),
            "places.1.id: `",
        ),
    ] {
        let lines = wrong(update(&offer, &input));
        assert!(lines.len() == 1 && lines[0].starts_with(line), "{lines:?}");
    }
}

#[test]
fn a_place_is_at_a_location_or_in_a_district() {
    let offer = offer();
    let district = DistrictId::of_slug("north").to_global();
    let id = offer.entry.places[0].id.to_global();
    let both = json!({"places": [{"location": location(), "district": district}]});
    assert_eq!(
        wrong(update(&offer, &both)),
        ["places.0.district: excludes what `location` says"]
    );
    let neither = json!({"places": [{"contacts": []}]});
    assert_eq!(
        wrong(update(&offer, &neither)),
        ["places.0.location: a value is required"]
    );
    let moved = json!({"places": [{"id": id, "district": district}]});
    let place = &update(&offer, &moved).unwrap().entry.places[0];
    assert_eq!(place.location(), None);
    assert_eq!(place.id, offer.entry.places[0].id);
    assert_eq!(place.contacts, offer.entry.places[0].contacts);
}

#[test]
fn hours_of_a_schedule_are_replaced_by_id() {
    let offer = offer();
    let rule = offer.entry.schedule.rules()[0].id();
    let input = json!({"schedule": {"rules": [
        {"id": rule.to_global(), "hours": {"start": "17:00", "end": "18:00"}},
        {"weekdays": ["Tue"], "hours": {"start": "22:00", "end": "02:00"}, "validFrom": "2026-01-01"},
    ]}});
    let updated = update(&offer, &input).unwrap();
    let schedule = &updated.entry.schedule;
    assert_eq!(schedule.rules()[0].id(), rule);
    assert_eq!(
        schedule.rules()[0].weekdays(),
        offer.entry.schedule.rules()[0].weekdays()
    );
    assert_eq!(schedule.closures(), offer.entry.schedule.closures());
    let reversed = json!({"schedule": {
        "rules": [{"id": rule.to_global(), "validFrom": "2026-05-01", "validTo": "2026-04-01"}],
        "closures": [{"to": "2026-04-01"}, {"from": "2026-05-01", "to": "2026-04-01"}],
    }});
    assert_eq!(
        wrong(update(&offer, &reversed)),
        [
            "schedule.closures.0.from: a value is required",
            "schedule.rules.0.validTo: the end lies before the start",
            "schedule.closures.1.to: the end lies before the start",
        ]
    );
}

#[test]
fn too_many_parts_are_refused() {
    let many = |number: usize| Value::Array(vec![json!({"location": location()}); number]);
    assert!(update(&offer(), &json!({"places": many(50)})).is_ok());
    assert_eq!(
        wrong(update(&offer(), &json!({"places": many(51)}))),
        ["places: more than 50"]
    );
}
