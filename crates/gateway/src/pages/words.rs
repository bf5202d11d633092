//! The words of the pages, in every language of the directory: a file for each in `pages`.

use std::sync::LazyLock;

use domain::text::{Direction, LanguagePreferences, LanguageTag};
use serde::Deserialize;

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) language: LanguageTag,
    /// Whether nobody has checked them yet.
    #[allow(dead_code)] // for translators
    machine_translated: bool,
    pub(super) texts: Texts,
}

/// What the pages say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) gone_title: String,
    pub(super) gone_text: String,
    pub(super) next_confirm: String,
    pub(super) next_link: String,
    pub(super) next_invitation: String,
    pub(super) unavailable_title: String,
    pub(super) unavailable_text: String,
    pub(super) wait: String,
    pub(super) reset_title: String,
    pub(super) log_in_title: String,
    pub(super) request_text: String,
    pub(super) email: String,
    pub(super) send_link: String,
    pub(super) sent_title: String,
    pub(super) sent_text: String,
    pub(super) password: String,
    pub(super) repeat: String,
    pub(super) hint: String,
    pub(super) mismatch: String,
    pub(super) save: String,
    pub(super) saved_title: String,
    pub(super) saved_text: String,
    pub(super) errors_title: String,
    pub(super) code_text: String,
    pub(super) code: String,
    pub(super) invitation_title: String,
    pub(super) invitation_text: String,
    pub(super) organization: String,
    pub(super) name: String,
    pub(super) mail_language: String,
    pub(super) accept: String,
    pub(super) accepted_title: String,
    pub(super) accepted_text: String,
    pub(super) confirm_title: String,
    pub(super) confirm_intro: String,
    pub(super) correct: String,
    pub(super) change: String,
    pub(super) ended: String,
    pub(super) send: String,
    pub(super) all_correct: String,
    pub(super) last_confirmed: String,
    pub(super) view: String,
    pub(super) done_correct: String,
    pub(super) done_review: String,
    pub(super) change_here: String,
    pub(super) change_how: String,
    pub(super) changed_since: String,
    pub(super) not_possible: String,
    pub(super) all_done: String,
    pub(super) nothing_chosen: String,
    pub(super) phone: String,
    pub(super) languages: String,
}

macro_rules! files {
    ($($language:literal)+) => {
        const FILES: &[&str] = &[
            $(include_str!(concat!("../../pages/", $language, ".toml")),)+
        ];
    };
}

// The first one is for readers of every other language.
files! {
    "de" "de-simple" "en" "ar" "tr" "uk" "ru" "fa" "kmr" "ckb" "fr" "es" "it" "ro" "bg" "pl" "vi"
}

/// A file that cannot be read is left out; a test reads them all.
static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|file| toml::from_str(file).ok())
        .collect()
});

impl Words {
    /// The words in the best of these languages.
    pub(super) fn in_best(wishes: &LanguagePreferences) -> &'static Self {
        let found = wishes.tags().iter().find_map(|wish| {
            let exactly = WORDS.iter().find(|words| words.language == *wish);
            let primarily = || {
                let of_it = |words: &&Self| words.language.as_str() == wish.primary();
                WORDS.iter().find(of_it)
            };
            exactly.or_else(primarily)
        });
        found.unwrap_or(&WORDS[0])
    }

    /// The languages that there are words in.
    pub(super) fn languages() -> impl Iterator<Item = &'static LanguageTag> {
        WORDS.iter().map(|words| &words.language)
    }

    /// The direction as HTML calls it.
    pub(super) fn direction(&self) -> &'static str {
        direction(&self.language)
    }
}

/// The direction of a language as HTML calls it.
pub(super) fn direction(language: &LanguageTag) -> &'static str {
    match language.direction() {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_pages_speak_every_language_of_the_directory() {
        let mut languages = BTreeSet::new();
        for file in FILES {
            let words: Words = toml::from_str(file).unwrap();
            assert!(words.texts.hint.contains("{min}"), "{}", words.language);
            languages.insert(words.language);
        }
        let seeds = interchange::seeds::read(interchange::seeds::embedded()).unwrap();
        let site: BTreeSet<LanguageTag> = seeds.sites[0].languages.iter().cloned().collect();
        assert_eq!(languages, site);
    }
}
