//! The codes of the vocabularies with their words (`reference/vocabularies.toml`).

use std::collections::HashSet;

use domain::code::Vocabulary;
use domain::id::{Slug, TermId, TypedId};
use domain::taxonomy::Term;

use super::document::{Scope, Value};
use super::errors::SeedProblem;
use super::keys::unknown;
use super::labels::{Labels, Needed};

/// Schedules speak of weekdays in the type of the calendar library, which is no vocabulary of the
/// domain; readers need words for them all the same.
const WEEKDAY: (&str, [&str; 7]) = (
    "Weekday",
    [
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
    ],
);

/// Every vocabulary that has words.
pub(super) fn vocabularies() -> Vec<Vocabulary> {
    let mut vocabularies = domain::vocabulary::vocabularies();
    let (name, codes) = WEEKDAY;
    if vocabularies.iter().all(|(known, _)| *known != name) {
        vocabularies.push((name, codes.to_vec()));
    }
    vocabularies
}

/// The vocabulary of this name.
pub(super) fn vocabulary(value: Value<'_>, name: &str) -> Option<Vocabulary> {
    let found = vocabularies().into_iter().find(|(known, _)| *known == name);
    found.or_else(|| unknown(value, "vocabulary", name))
}

/// The terms of all vocabularies, in the order of the file.
pub(super) fn terms(scope: Scope<'_>, labels: &Labels<'_>) -> Vec<Term> {
    let mut seen = HashSet::new();
    scope.read(|f| {
        let of_each = f.list("vocabularies", |value| {
            value.table(|f| {
                let name = f.required("key", |value| vocabulary(value, value.string()?));
                let terms = f.take("terms").map(Value::items).unwrap_or_default();
                let name = name?;
                let read = (1..).zip(terms).filter_map(|(order, value)| {
                    let term = term(value, &name, order, labels)?;
                    if seen.insert(term.id) {
                        Some(term)
                    } else {
                        value.refuse(SeedProblem::Duplicate {
                            kind: name.0.to_owned(),
                            key: term.code,
                        })
                    }
                });
                Some(read.collect::<Vec<_>>())
            })
        });
        of_each.into_iter().flatten().collect()
    })
}

fn term(
    value: Value<'_>,
    (vocabulary, codes): &Vocabulary,
    order: u32,
    labels: &Labels<'_>,
) -> Option<Term> {
    value.table(|f| {
        let code = f.required("code", |value| {
            let code = value.string()?;
            let known = codes.iter().find(|known| **known == code);
            value.accept(known.copied().ok_or_else(|| SeedProblem::UnknownCode {
                vocabulary,
                code: code.to_owned(),
                known: codes.clone(),
            }))
        });
        let pictogram = f.optional("pictogram", Value::slug);
        let replaced_by = f.optional("replaced_by", Value::string);
        let code = code?;
        let name = format!("{vocabulary}-{code}")
            .to_lowercase()
            .replace('_', "-");
        let slug = value.accept(Slug::parse(&name));
        let list = format!("vocabularies.{vocabulary}");
        let label = labels.of(value, (&list, code), Vec::new(), Needed::Everywhere);
        Some(Term {
            id: TermId::of_slug(&name),
            slug: slug?,
            vocabulary: (*vocabulary).to_owned(),
            code: code.to_owned(),
            label: label?,
            pictogram,
            order,
            replaced_by: replaced_by.map(str::to_owned),
        })
    })
}
