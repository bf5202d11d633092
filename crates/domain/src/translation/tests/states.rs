//! States are computed from revisions.

use proptest::prelude::*;
use serde_json::json;

use super::{edited, german, input, offer, put, tag, translated};
use crate::id::EntityKind;
use crate::translation::{Outcome, TextCounts, TranslationState, texts_in};

fn state(offer: &crate::entry::Offer) -> TranslationState {
    TranslationState::of(&offer.entry.title, "en")
}

#[test]
fn a_change_of_the_source_outdates_and_a_trifle_does_not() {
    let first = offer();
    assert_eq!(state(&first), TranslationState::Missing);
    let second = translated(
        &input("en", 1, &[(&["title"], "Course")]),
        &first,
        (&first, 1),
    );
    assert_eq!(state(&second), TranslationState::UpToDate);
    let trifle = edited(&second, (3, true), json!({ "title": german("Kurs.") }));
    assert_eq!(state(&trifle), TranslationState::UpToDate);
    let changed = edited(
        &second,
        (3, false),
        json!({ "title": german("Sprachkurs") }),
    );
    assert_eq!(state(&changed), TranslationState::Outdated);
    // What else changes outdates nothing.
    let elsewhere = edited(&second, (3, false), json!({ "summary": german("Anders.") }));
    assert_eq!(state(&elsewhere), TranslationState::UpToDate);
    // Whoever changes both knows what they say.
    let both = json!([{ "language": "de", "text": "Sprachkurs" },
        { "language": "en", "text": "Language course" }]);
    let both = edited(&second, (3, false), json!({ "title": both }));
    assert_eq!(state(&both), TranslationState::UpToDate);
}

#[test]
fn a_person_confirms_a_machine_and_a_machine_replaces_no_person() {
    let first = offer();
    let mut machine = input("en", 1, &[(&["title"], "Course")]);
    machine.is_machine_translated = true;
    let second = translated(&machine, &first, (&first, 1));
    assert_eq!(state(&second), TranslationState::MachineTranslated);
    let person = input("en", 2, &[(&["title"], "Course")]);
    let third = translated(&person, &second, (&second, 2));
    assert_eq!(state(&third), TranslationState::UpToDate);
    machine.source_revision = 3;
    machine.texts[0].text = Some("Curse".to_owned());
    let refused = put(&machine, &third, (&third, 3));
    assert_eq!(
        (refused.content, refused.outcomes),
        (None, vec![Outcome::ByHand])
    );
    // Once it is outdated, a machine may help.
    let changed = edited(&third, (4, false), json!({ "title": german("Sprachkurs") }));
    machine.source_revision = 4;
    let helped = translated(&machine, &changed, (&changed, 4));
    assert_eq!(state(&helped), TranslationState::MachineTranslated);
}

#[test]
fn the_same_words_again_say_that_they_are_right() {
    let first = offer();
    let course = |from| input("en", from, &[(&["title"], "Course")]);
    let second = translated(&course(1), &first, (&first, 1));
    let changed = edited(&second, (3, false), json!({ "title": german("Der Kurs") }));
    assert_eq!(state(&changed), TranslationState::Outdated);
    let again = translated(&course(3), &changed, (&changed, 3));
    assert_eq!(state(&again), TranslationState::UpToDate);
    assert_eq!(
        put(&course(3), &changed, (&again, 4)).outcomes,
        [Outcome::Same]
    );
}

#[test]
fn a_thing_is_as_far_as_what_may_mislead_most() {
    use TranslationState::{InTranslation, MachineTranslated, Missing, Outdated, UpToDate};
    for (texts, whole) in [
        (vec![], UpToDate),
        (vec![Missing, Missing], Missing),
        (vec![Missing, UpToDate], InTranslation),
        (vec![Missing, MachineTranslated], InTranslation),
        (vec![UpToDate, InTranslation], InTranslation),
        (vec![UpToDate, MachineTranslated], MachineTranslated),
        (vec![UpToDate, UpToDate], UpToDate),
        (vec![UpToDate, Missing, Outdated], Outdated),
    ] {
        assert_eq!(TranslationState::of_all(texts.clone()), whole, "{texts:?}");
    }
}

#[test]
fn a_proper_name_may_stay_as_it_is() {
    let club = crate::sample::organization("club");
    let counts = TextCounts::of(EntityKind::Organization, &texts_in(&club), &tag("en"));
    assert_eq!(
        (counts.total(), counts.state()),
        (0, TranslationState::UpToDate)
    );
    let counts = TextCounts::of(EntityKind::Offer, &texts_in(&offer()), &tag("en"));
    assert_eq!(
        (counts.missing, counts.state()),
        (6, TranslationState::Missing)
    );
}

/// What happens to a title.
#[derive(Clone, Copy, Debug)]
enum Event {
    Edit {
        minor: bool,
        words: u8,
    },
    /// Translate what somebody read so many revisions ago.
    Translate {
        ago: usize,
    },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let edit = (any::<bool>(), 0..3u8).prop_map(|(minor, words)| Event::Edit { minor, words });
    let translate = (0..4usize).prop_map(|ago| Event::Translate { ago });
    prop::collection::vec(prop_oneof![edit, translate], 1..12)
}

proptest! {
    /// Told from the whole history: it is outdated where the source changed by more than a trifle
    /// after what was translated.
    #[test]
    fn a_translation_is_as_old_as_its_history_says(events in events()) {
        let mut history = vec![(offer(), false)];
        // From which revision the translation was made, and in which it was written.
        let mut made: Option<(usize, usize)> = None;
        for (step, event) in events.into_iter().enumerate() {
            let newest = history.last().unwrap().0.clone();
            let number = history.len();
            match event {
                Event::Edit { minor, words } => {
                    let words = format!("Kurs {words}");
                    let changes = newest.entry.title.source().text.as_str() != words;
                    let revision = u32::try_from(number + 1).unwrap();
                    let next = edited(&newest, (revision, minor), json!({ "title": german(&words) }));
                    history.push((next, changes && !minor));
                }
                Event::Translate { ago } => {
                    let from = number.saturating_sub(ago).max(1);
                    let source = history[from - 1].0.clone();
                    let words = format!("Course {step}");
                    let revision = u32::try_from(number).unwrap();
                    let from_number = u32::try_from(from).unwrap();
                    let sent = input("en", from_number, &[(&["title"], &words)]);
                    let put = put(&sent, &source, (&newest, revision));
                    if made.is_some_and(|(_, written)| written > from) {
                        prop_assert_eq!(put.outcomes, [Outcome::Stale]);
                        continue;
                    }
                    prop_assert_eq!(put.outcomes, [Outcome::Put]);
                    let same = source.entry.title.source().text == newest.entry.title.source().text;
                    made = Some((if same { number } else { from }, number + 1));
                    history.push((put.content.unwrap(), false));
                }
            }
        }
        let expected = match made {
            None => TranslationState::Missing,
            Some((from, _)) if history[from..].iter().any(|(_, changes)| *changes) => {
                TranslationState::Outdated
            }
            Some(_) => TranslationState::UpToDate,
        };
        prop_assert_eq!(state(&history.last().unwrap().0), expected);
    }
}
