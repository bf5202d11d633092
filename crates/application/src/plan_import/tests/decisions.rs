//! What is decided about words that are there already.

use domain::text::Words;

use crate::plan_import::DocumentFile;
use crate::plan_import::held::Latitude::{Free, WordsOnly};
use crate::plan_import::slot::{Put, put};
use crate::plan_import::summary::Edition::{Newer, Same};

fn words(text: &str) -> Option<Words> {
    Words::parse(text).ok()
}

#[test]
fn a_persons_words_stay_until_a_newer_edition_says_otherwise() {
    let decide = |latitude, edition| {
        let mut slot = words("von Hand");
        let put = put(&mut slot, words("aus dem Plan"), latitude, edition);
        (put, slot == words("von Hand"))
    };
    assert_eq!(decide(WordsOnly, Same), (Put::Refused, true));
    assert_eq!(decide(WordsOnly, Newer), (Put::Replaced, false));
    assert_eq!(decide(Free, Same), (Put::Replaced, false));
}

#[test]
fn a_last_line_without_an_end_counts() {
    let lines = |bytes| DocumentFile::new("plan.txt", bytes).lines;
    assert_eq!((lines(b"a\nb\n"), lines(b"a\nb"), lines(b"")), (2, 2, 0));
}

#[test]
fn words_that_are_missing_are_filled_in_whoever_wrote_the_rest() {
    let mut slot = None;
    assert_eq!(put(&mut slot, words("Plan"), WordsOnly, Same), Put::Filled);
    assert_eq!(put(&mut slot, words("Plan"), WordsOnly, Same), Put::Same);
    assert_eq!(put(&mut slot, None, Free, Newer), Put::Same);
    assert_eq!(slot, words("Plan"));
}
