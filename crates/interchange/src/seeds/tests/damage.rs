//! Whatever a file holds, reading ends with seeds or with errors.

use proptest::prelude::*;

use super::read;
use crate::seeds::{embedded, holidays};

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", ""), ("{ a = ", ""), ("a.", "a = 1")] {
        let text = format!("topics = {}{close}", open.repeat(50_000));
        assert!(read(&[("reference/topics.toml", &text)]).is_err());
    }
    let keys = format!("{}a = 1", "a.".repeat(50_000));
    assert!(read(&[("reference/topics.toml", &keys)]).is_err());
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(file in 0..embedded().len(), text in any::<String>()) {
        let name = embedded()[file].name;
        let _ = read(&[(name, &text)]);
        let _ = holidays(&text);
    }

    #[test]
    fn no_damage_makes_reading_panic(
        file in 0..embedded().len(),
        from in any::<prop::sample::Index>(),
        length in 0..200usize,
        other in "[\\[\\]{}='\"a-z0-9\n.,-]{0,20}",
    ) {
        let original = embedded()[file];
        let characters: Vec<char> = original.text.chars().collect();
        let from = from.index(characters.len());
        let to = (from + length).min(characters.len());
        let damaged: String = characters[..from]
            .iter()
            .copied()
            .chain(other.chars())
            .chain(characters[to..].iter().copied())
            .collect();
        let _ = read(&[(original.name, &damaged)]);
        let _ = holidays(&damaged);
    }
}
