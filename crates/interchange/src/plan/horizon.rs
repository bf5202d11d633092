//! Time horizons (Fristigkeit): "mittelfristig", "kurz- bis mittelfristig", "Prüfung: kurzfristig".

use super::document::{Horizon, Phase, Term};
use super::report::Place;
use super::words::{fold, pieces};

/// No horizon is longer, in bytes; what is, is not taken apart.
const LONGEST: usize = 400;

/// The horizon that the words name, whole; none where anything else is said.
pub(super) fn read(text: &str, place: Place) -> Option<Horizon> {
    if text.len() > LONGEST {
        return None;
    }
    let mut phases = Vec::new();
    let mut spans = Vec::new();
    let parts = pieces(text, &[';', '\n', ',']);
    for &(_, part) in &parts {
        let (label, span) = labelled(part)?;
        if let Some(label) = label {
            phases.push(Phase {
                label: label.to_owned(),
                min: span.0,
                max: span.1,
            });
        }
        spans.push(span);
    }
    let min = spans.iter().map(|s| s.0).min()?;
    let max = spans.iter().map(|s| s.1).max()?;
    Some(Horizon {
        min,
        max,
        phases,
        words: text.to_owned(),
        place,
    })
}

/// The terms from which to which a text of nothing but terms reaches.
pub(super) fn span(text: &str) -> Option<(Term, Term)> {
    let folded = fold(text);
    if !folded.contains("fristig") {
        return None;
    }
    let mut terms = Vec::new();
    for word in folded.split(' ').filter(|w| !w.is_empty()) {
        match term(word) {
            Some(term) => terms.push(term),
            None if matches!(word, "bis" | "und" | "oder") => {}
            None => return None,
        }
    }
    Some((*terms.iter().min()?, *terms.iter().max()?))
}

/// A label, where one stands before the terms, with or without a colon.
fn labelled(part: &str) -> Option<(Option<&str>, (Term, Term))> {
    if let Some(span) = span(part) {
        return Some((None, span));
    }
    let from = part
        .char_indices()
        .filter(|(at, _)| *at == 0 || part[..*at].ends_with([' ', ':']));
    let cuts = from.map(|(at, _)| at).filter(|&at| at > 0);
    cuts.filter_map(|at| {
        let label = part[..at].trim().trim_end_matches(':').trim_end();
        let span = span(&part[at..])?;
        (!label.is_empty() && fold(label).split(' ').count() <= 4).then_some((Some(label), span))
    })
    .next()
}

fn term(word: &str) -> Option<Term> {
    match word
        .strip_suffix("fristig")
        .or_else(|| word.strip_suffix("fristige"))
        .unwrap_or(word)
    {
        "kurz" => Some(Term::Short),
        "mittel" => Some(Term::Medium),
        "lang" => Some(Term::Long),
        _ => None,
    }
}
