//! Protected places: nothing of them gets out, whatever one asks for.

use domain::aggregate::Aggregate;
use domain::id::{EntityId, EntityKind};
use domain::place::{Location, LocationVisibility};
use interchange::seeds;
use serde_json::Value;

use crate::client::Client;
use crate::introspection::{FIELDS, items, selection};
use crate::lists::walk;
use crate::serving::SHARED;

/// The protected places of the seeds.
fn hidden() -> Vec<Location> {
    let locations = seeds::read(seeds::embedded()).unwrap().locations;
    let hidden: Vec<Location> = locations
        .into_iter()
        .filter(|location| location.visibility == LocationVisibility::Hidden)
        .collect();
    assert!(!hidden.is_empty(), "the seeds hold no protected place");
    hidden
}

fn id_of(location: &Location) -> String {
    EntityId::from(location.id()).to_global()
}

/// Every text that only a protected place has: its id, its address, its names in all languages.
fn secrets(location: &Location) -> Vec<String> {
    let mut secrets = vec![id_of(location)];
    let names = location.name.versions().iter();
    secrets.extend(names.map(|version| version.text.as_str().to_owned()));
    if let Some(address) = &location.address {
        let parts = [&address.street, &address.postal_code];
        secrets.extend(
            parts
                .into_iter()
                .flatten()
                .map(|part| part.as_str().to_owned()),
        );
    }
    secrets
}

/// Everything that the lists of the schema give, deep enough for the places of entries, the
/// addresses of organizations and every translation.
fn everything_public(client: &Client) -> Vec<Value> {
    const ENTRY: &str = "slug places { isWithheld location { id slug name { translations { text } } \
        address { street postalCode locality } transportHint { text } } district { slug } \
        contacts { email phone url } schedule { rules { weekdays } } } contacts { email phone url } \
        images { url } serviceArea { slug } \
        related { id places { location { id slug name { text } } } } \
        provider { locations { id slug name { text } address { street } } contacts { email } }";
    let mut found = walk(client, "entries", "", ENTRY, 20);
    for list in FIELDS.iter().filter(|list| list.is_connection()) {
        let nodes = selection(list.node_type(), 2);
        found.extend(walk(client, &list.name, "", &nodes, 5));
    }
    found
}

#[test]
fn nothing_of_a_protected_place_gets_out_by_any_list() {
    let everything = serde_json::to_string(&everything_public(&SHARED.client)).unwrap();
    assert!(everything.len() > 500_000, "{}", everything.len());
    for location in hidden() {
        for secret in secrets(&location) {
            assert!(!everything.contains(&secret), "{secret}");
        }
    }
}

#[test]
fn a_protected_place_cannot_be_found_by_id_or_slug() {
    for location in hidden() {
        let (id, slug) = (id_of(&location), location.slug().as_str());
        let query = format!(
            r#"{{
                node(id: "{id}") {{ id }}
                nodes(ids: ["{id}"]) {{ id }}
                byId: location(by: {{ id: "{id}" }}) {{ id }}
                bySlug: location(by: {{ slug: "{slug}" }}) {{ id }}
            }}"#
        );
        let data = SHARED.client.ask(&query).data();
        assert_eq!(
            data,
            serde_json::json!({ "node": null, "nodes": [null], "byId": null, "bySlug": null })
        );
    }
}

#[test]
fn an_entry_at_a_protected_place_says_that_something_is_withheld() {
    let hidden: Vec<_> = hidden().iter().map(Aggregate::id).collect();
    let seeds = seeds::read(seeds::embedded()).unwrap();
    let there = seeds.offers.iter().filter(|offer| {
        offer.links().iter().any(|link| {
            link.kind == EntityKind::Location
                && hidden.iter().any(|id| EntityId::from(*id) == *link)
        })
    });
    let mut found = 0;
    for offer in there {
        let query = format!(
            r#"{{ offer(by: {{ slug: "{}" }}) {{ places {{ isWithheld location {{ id }} district {{ id }} }} }} }}"#,
            offer.slug().as_str()
        );
        let data = SHARED.client.ask(&query).data();
        let places: Vec<&Value> = items(&data["offer"]["places"]).collect();
        assert!(!places.is_empty());
        for place in places {
            assert_eq!(place["isWithheld"], true);
            assert_eq!(place["location"], Value::Null);
            assert_eq!(place["district"], Value::Null);
        }
        found += 1;
    }
    assert!(found > 0, "no offer of the seeds is at a protected place");
}
