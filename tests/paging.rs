//! Lists page by page.

use std::collections::BTreeSet;

use crate::client::Client;
use crate::introspection::{FIELDS, text};
use crate::lists::{Direction, pages, walk};
use crate::serving::{SHARED, Served};

fn ids(client: &Client, list: &str, arguments: &str, direction: Direction) -> Vec<String> {
    let nodes = pages(client, list, arguments, "id", 7, direction);
    nodes.iter().map(|node| text(&node["id"])).collect()
}

#[test]
fn pages_of_seven_give_every_entry_once_in_both_directions() {
    for order in ["NEWEST", "UPDATED", "TITLE"] {
        let arguments = format!("order: {order}");
        let forward = ids(&SHARED.client, "entries", &arguments, Direction::Forward);
        let mut backward = ids(&SHARED.client, "entries", &arguments, Direction::Backward);
        backward.reverse();
        assert_eq!(forward, backward, "{order}");
        let different: BTreeSet<&String> = forward.iter().collect();
        assert_eq!(different.len(), forward.len(), "{order}");
        assert!(forward.len() > 100, "{order}");
    }
}

#[test]
fn every_list_can_be_walked_to_its_end() {
    for field in FIELDS.iter().filter(|field| field.is_connection()) {
        let nodes = walk(&SHARED.client, &field.name, "", "id", 100);
        let different: BTreeSet<String> = nodes.iter().map(|node| text(&node["id"])).collect();
        assert_eq!(different.len(), nodes.len(), "{}", field.name);
    }
}

#[test]
fn entries_are_offers_and_counselling_points() {
    let of = |list| ids(&SHARED.client, list, "", Direction::Forward).into_iter();
    let parts: BTreeSet<String> = of("offers").chain(of("counsellingPoints")).collect();
    assert_eq!(of("entries").collect::<BTreeSet<_>>(), parts);
}

#[test]
fn a_cursor_holds_beyond_a_restart() {
    const PAGE: &str = "filter: { lowThreshold: true, includeUnknown: true }, order: TITLE";
    let page = |client: &Client, after: &str| {
        let query = format!(
            "{{ entries({PAGE} first: 7 {after}) {{ nodes {{ id }} pageInfo {{ endCursor }} }} }}"
        );
        client.ask(&query).data()["entries"].take()
    };
    let first = page(&SHARED.client, "");
    let after = format!("after: {}", first["pageInfo"]["endCursor"]);
    // Another server on the same database knows as much as this one does after a restart.
    let restarted = Served::start(&SHARED.config);
    assert_eq!(restarted.running.seeded, None);
    assert_eq!(
        page(&SHARED.client, &after),
        page(&restarted.client, &after)
    );
    restarted.stop();
}
