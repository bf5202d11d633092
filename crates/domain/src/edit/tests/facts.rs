//! Bad input is refused by name, and all of it at once.

use serde_json::json;

use super::{create, editing, offer, provider, read, update, wrong};
use crate::edit::{LocationInput, NewInput};
use crate::id::{LocationId, TypedId};
use crate::period::AgeRange;

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let lines = wrong(create(&json!({
        "title": [{"language": "de", "text": "x".repeat(10_000)}],
        "provider": "nonsense",
        "summary": [{"language": "de", "text": "Komm <script>alert(1)</script>"}],
        "description": [{"language": "deutsch!", "text": "Hallo"}, {"language": "de", "text": "a\u{202e}b"}],
        "audience": {"ages": {"min": {"years": -3}, "max": {"years": 200}}},
        "cost": {"free": true, "amount": {"minorUnits": -5, "currency": "EUR"}},
        "admission": {"mode": "OPEN", "url": "javascript:alert(1)"},
        "validFrom": "2026-12-01",
        "validTo": "2026-01-01",
        "contacts": [{"email": "nobody", "phone": "0571"}],
        "schedule": {"rules": [{"weekdays": [], "hours": {"start": "25:00", "end": "x"}}]},
        "runs": [{"startsOn": "9999-01-01", "capacity": 0}],
        "related": [provider()],
    })));
    insta::assert_snapshot!(lines.join("\n"), @r"
    kind: a value is required
    provider: `nonsense` is not an id of this server
    title.0.text: longer than 200 characters
    summary.0.text: text is plain: tags are not allowed in it
    description.0.language: `deutsch!` is not a language tag (BCP 47), such as de, de-simple or ar
    description.1.text: the character U+202E
    related.0: a ORGANIZATION is no entry
    audience.ages.min.years: outside 0 to 130
    audience.ages.max.years: outside 0 to 130
    schedule.rules.0.weekdays: a value is required
    schedule.rules.0.hours.start: `25:00` is not a time of day such as 09:30
    schedule.rules.0.hours.end: `x` is not a time of day such as 09:30
    admission.url: `javascript:alert(1)` is not a web address that begins with https:// or http://
    cost.amount.minorUnits: outside 1 to 100000000
    contacts.0.email: `nobody` is not an e-mail address
    contacts.0.phone: `0571` is not a telephone number: write it with + and country code, or as a short code
    validTo: the end lies before the start
    runs.0.startsOn: outside 1970 to 2046
    runs.0.capacity: outside 1 to 1000000
    ");
}

#[test]
fn ages_are_not_reversed() {
    let reversed = json!({"audience": {"ages": {"min": {"years": 10}, "max": {"months": 20}}}});
    assert_eq!(
        wrong(update(&offer(), &reversed)),
        ["audience.ages.max: the end lies before the start"]
    );
    let ages = json!({"audience": {"ages": {"min": {"months": 6}, "max": null}}});
    let updated = update(&offer(), &ages).unwrap();
    assert_ne!(updated.entry.audience.ages, Some(AgeRange::default()));
}

#[test]
fn free_excludes_an_amount_wherever_it_stands() {
    let offer = offer();
    assert_eq!(
        wrong(update(&offer, &json!({"cost": {"free": true}}))),
        ["cost.free: excludes what `amount` says"]
    );
    let free = update(&offer, &json!({"cost": {"free": true, "amount": null}})).unwrap();
    assert_eq!(
        wrong(update(
            &free,
            &json!({"cost": {"amount": {"minorUnits": 100, "currency": "EUR"}}})
        )),
        ["cost.amount: excludes what `free` says"]
    );
}

#[test]
fn a_field_that_is_absent_stays_and_null_clears_it() {
    let offer = offer();
    let updated = update(&offer, &json!({"childcare": true})).unwrap();
    assert_eq!(updated.entry.cost, offer.entry.cost);
    assert_eq!(updated.entry.childcare, Some(true));
    let cleared = update(&updated, &json!({"childcare": null, "cost": null})).unwrap();
    assert_eq!((cleared.entry.childcare, cleared.entry.cost), (None, None));
    assert_eq!(
        wrong(update(
            &offer,
            &json!({"title": null, "provider": null, "kind": null})
        )),
        [
            "kind: a value is required",
            "provider: a value is required",
            "title: a value is required"
        ]
    );
}

#[test]
fn a_translation_remembers_from_which_revision_it_was_made() {
    let offer = offer();
    let title = json!({"title": [{"language": "en", "text": "German in the evening"}]});
    let updated = update(&offer, &title).unwrap();
    let versions = updated.entry.title.versions();
    assert_eq!(versions[0].text.as_str(), "Deutsch am Abend");
    assert_eq!(
        (versions[0].made_from, versions[1].made_from),
        (None, Some(7))
    );
    let source_gone = json!({"title": [{"language": "de", "text": null}]});
    assert_eq!(
        wrong(update(&updated, &source_gone)),
        ["title: a value is required"]
    );
    let gone = json!({"title": [{"language": "en", "text": null}]});
    assert_eq!(update(&updated, &gone).unwrap(), offer);
}

#[test]
fn a_person_is_named_with_a_consent_that_ends() {
    let person = |recorded: &str, expires: &str| {
        json!({"contacts": [{"person": {
            "name": "A. Beispiel", "consentRecordedOn": recorded, "consentExpiresOn": expires,
        }}]})
    };
    let offer = offer();
    assert!(update(&offer, &person("2026-05-01", "2028-05-01")).is_ok());
    let wrong = |recorded, expires| wrong(update(&offer, &person(recorded, expires))).join(" | ");
    insta::assert_snapshot!(
        [
            wrong("2026-07-01", "2027-07-01"),
            wrong("2026-05-01", "2026-04-01"),
            wrong("2026-05-01", "2036-05-01"),
        ].join("\n"),
        @r"
    contacts.0.person.consentRecordedOn: a consent is recorded before it is entered
    contacts.0.person.consentExpiresOn: the end lies before the start
    contacts.0.person.consentExpiresOn: a consent holds for 5 years at most
    ");
}

#[test]
fn a_location_needs_a_name_and_a_town_and_stands_on_the_earth() {
    let input: LocationInput = read(&json!({
        "address": {"street": "Kampstraße 1", "country": "Germany"},
        "coordinates": {"latitude": 152.0, "longitude": 8.9},
        "url": "ftp://example.org",
    }));
    let id = LocationId::of_slug("x");
    let lines = wrong(editing(1, |editing| input.create(id, editing)));
    insta::assert_snapshot!(lines.join("\n"), @r"
    name: a value is required
    kind: a value is required
    address.locality: a value is required
    address.country: a country is two capital letters such as DE
    coordinates: latitude is -90 to 90 degrees, longitude -180 to 180
    url: `ftp://example.org` is not a web address that begins with https:// or http://
    ");
}
