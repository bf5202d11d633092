//! The words of a reference taken apart: which areas it names, and which texts it quotes.

use super::document::PlanDocument;
use super::words::{content_words, fold, quotations};

/// Words before a quotation that only say what kind of thing it names.
const GENERIC: &[&str] = &["Programm", "Projekt", "Maßnahme", "Angebot", "Ziel"];

/// A reference's own words: which areas it names, and which texts it quotes.
pub(super) struct Parts {
    pub(super) areas: Vec<usize>,
    /// Each text, and whether it is called a challenge.
    pub(super) texts: Vec<(String, bool)>,
    /// What is neither.
    pub(super) scope: String,
}

impl Parts {
    pub(super) fn read(words: &str, document: &PlanDocument) -> Self {
        let names: Vec<String> = document
            .areas
            .iter()
            .map(|area| fold(area.name.as_deref().unwrap_or("")))
            .collect();
        let mut parts = Self {
            areas: vec![],
            texts: vec![],
            scope: String::new(),
        };
        let mut from = 0;
        for quote in quotations(words) {
            let before = &words[from..quote.start];
            let quoted = &words[quote.clone()];
            if free_words(before).is_some() {
                break;
            }
            from = quote.end;
            parts.scope.push_str(before);
            parts.scope.push(' ');
            match names
                .iter()
                .position(|name| !name.is_empty() && *name == fold(quoted))
            {
                Some(area) => parts.areas.push(area),
                None => {
                    let challenge = before.contains("Herausforderung");
                    let short = content_words(quoted).len() < 3 && !challenge;
                    let lead = if short {
                        before.trim_matches(|c: char| !c.is_alphanumeric())
                    } else {
                        ""
                    };
                    let lead = if GENERIC.contains(&lead) { "" } else { lead };
                    parts.texts.push((format!("{lead} {quoted}"), challenge));
                }
            }
        }
        let rest = &words[from..];
        match free_words(rest) {
            Some((before, free)) => {
                parts.scope.push_str(before);
                parts.texts.push((free.to_owned(), false));
            }
            None => parts.scope.push_str(rest),
        }
        let scope = format!(" {} ", fold(&parts.scope));
        for (area, name) in names.iter().enumerate() {
            if !name.is_empty()
                && scope.contains(&format!(" {name} "))
                && !parts.areas.contains(&area)
            {
                parts.areas.push(area);
            }
        }
        parts
    }
}

/// What stands before and behind a colon that no quotation follows.
fn free_words(text: &str) -> Option<(&str, &str)> {
    let (before, behind) = text.split_once(':')?;
    behind
        .trim_start()
        .starts_with(char::is_alphanumeric)
        .then_some((before, behind.trim()))
}

/// The number of "Anregung N".
pub(super) fn suggestion_number(scope: &str) -> Option<u32> {
    let folded = fold(scope);
    folded
        .strip_prefix("auch ")
        .unwrap_or(&folded)
        .strip_prefix("anregung ")?
        .parse()
        .ok()
}
