//! Whatever the tables beside a plan hold, reading them ends with a table or with an error.

use proptest::prelude::{Strategy, any, proptest};
use proptest::sample::Index;

use crate::plan::{Corrections, PartyAliases, known_items};
use crate::seeds;

const TABLES: [&str; 3] = [
    "plan/corrections.toml",
    "plan/organizations.toml",
    "plan/keys.toml",
];

/// Read a text as each of the tables.
fn read_all(text: &str) {
    if let Err(error) = Corrections::from_toml(text) {
        assert_ne!(error.to_string(), "");
    }
    if let Err(error) = PartyAliases::from_toml(text) {
        assert_ne!(error.to_string(), "");
    }
    if let Err(error) = known_items(text) {
        assert_ne!(error.to_string(), "");
    }
}

/// The beginning of one of our own tables: what follows is more of the same.
fn table() -> impl Strategy<Value = Vec<char>> {
    (0..TABLES.len()).prop_map(|which| {
        let files = seeds::embedded();
        let file = files.iter().find(|file| file.name == TABLES[which]);
        file.unwrap().text.chars().take(2_000).collect()
    })
}

#[test]
fn deep_nesting_is_survived() {
    for text in [
        format!("corrections = {}", "[".repeat(50_000)),
        format!("items = {}", "{ a = ".repeat(50_000)),
        format!("{}a = 1", "a.".repeat(50_000)),
    ] {
        read_all(&text);
    }
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in any::<String>()) {
        read_all(&text);
    }

    #[test]
    fn no_damage_makes_reading_panic(
        table in table(),
        from in any::<Index>(),
        length in 0..200usize,
        other in "[\\[\\]{}='\"a-z0-9\n.,-]{0,20}",
    ) {
        let mut damaged = table;
        let from = from.index(damaged.len());
        let to = (from + length).min(damaged.len());
        damaged.splice(from..to, other.chars());
        read_all(&damaged.into_iter().collect::<String>());
    }
}
