//! Where an edit stands: the path, what was found to be wrong, and how each kind of field is read.

use std::collections::HashSet;
use std::fmt::Display;
use std::hash::Hash;

use chrono::{Datelike, NaiveDate};

use super::Editing;
use super::input::Change;
use super::plain::{TextLimit, plain};
use crate::findings::Findings;
use crate::id::{IdError, PartId, TypedId};
use crate::text::{LanguageTag, Words};
use crate::violation::{Rule, Violations};

/// The years in which what is entered by hand may lie, up to so many years from now.
const FIRST_YEAR: i32 = 1970;
const YEARS_AHEAD: i32 = 20;

/// Reads an input, field by field.
pub(super) struct Editor<'a> {
    findings: Findings,
    pub(super) context: Editing<'a>,
}

/// How a list of parts is read.
pub(super) struct Parts<P, I> {
    pub(super) most: usize,
    pub(super) id: fn(&P) -> PartId,
    pub(super) named: fn(&I) -> Option<&str>,
    pub(super) edit: fn(&mut Editor<'_>, Option<P>, PartId, I) -> Option<P>,
    pub(super) copied: Option<Copied<P, I>>,
}

/// How a new part begins as a copy of one that is there.
pub(super) struct Copied<P, I> {
    /// Of which.
    pub(super) named: fn(&I) -> Option<&str>,
    /// The copy, with ids of its own; nothing where it cannot be made.
    pub(super) afresh: fn(P, &mut dyn FnMut() -> PartId) -> Option<P>,
}

impl<'a> Editor<'a> {
    pub(super) fn new(context: Editing<'a>) -> Self {
        Self {
            findings: Findings::default(),
            context,
        }
    }

    /// The value, unless something is wrong.
    pub(super) fn finish<T>(self, value: T) -> Result<T, Violations> {
        self.findings.or_value(value)
    }

    /// Read something one step deeper.
    pub(super) fn at<T>(&mut self, step: impl Display, read: impl FnOnce(&mut Self) -> T) -> T {
        self.findings.enter(step);
        let value = read(self);
        self.findings.leave();
        value
    }

    /// Note what is wrong with what is being read.
    pub(super) fn note(&mut self, rule: Rule) {
        self.findings.note(rule);
    }

    pub(super) fn note_at(&mut self, step: impl Display, rule: Rule) {
        self.at(step, |editor| editor.note(rule));
    }

    /// Note what is wrong further inside.
    pub(super) fn note_all(&mut self, inner: Violations) {
        self.findings.note_all(inner);
    }

    /// How much was found to be wrong so far.
    pub(super) fn count(&self) -> usize {
        self.findings.count()
    }

    fn keep<T>(&mut self, value: Result<T, Rule>) -> Option<T> {
        self.findings.keep(value)
    }

    /// A fact that may be unknown, whose values are all legal.
    pub(super) fn set<T>(target: &mut Option<T>, change: Change<T>) {
        match change {
            Change::Keep => {}
            Change::Clear => *target = None,
            Change::Set(value) => *target = Some(value),
        }
    }

    /// A value that is always there: cleared, it is what it would be by itself.
    pub(super) fn set_or<T>(target: &mut T, change: Change<T>, otherwise: T) {
        match change {
            Change::Keep => {}
            Change::Clear => *target = otherwise,
            Change::Set(value) => *target = value,
        }
    }

    /// A fact that may be unknown and has to be read.
    pub(super) fn optional<T, R>(
        &mut self,
        step: &str,
        target: &mut Option<T>,
        change: Change<R>,
        read: impl FnOnce(&mut Self, R) -> Option<T>,
    ) {
        match change {
            Change::Keep => {}
            Change::Clear => *target = None,
            Change::Set(raw) => {
                if let Some(value) = self.at(step, |editor| read(editor, raw)) {
                    *target = Some(value);
                }
            }
        }
    }

    /// A value that has to be there: nothing where it is missing or wrong.
    pub(super) fn required<T, R>(
        &mut self,
        step: &str,
        current: Option<T>,
        change: Change<R>,
        read: impl FnOnce(&mut Self, R) -> Option<T>,
    ) -> Option<T> {
        match change {
            Change::Keep if current.is_some() => current,
            Change::Keep | Change::Clear => {
                self.note_at(step, Rule::Missing);
                None
            }
            Change::Set(raw) => self.at(step, |editor| read(editor, raw)),
        }
    }

    /// A list that is replaced as a whole, in which nothing stands twice.
    pub(super) fn list<T: Clone, K: Eq + Hash, R>(
        &mut self,
        step: &str,
        target: &mut Vec<T>,
        change: Change<Vec<R>>,
        (most, key): (usize, impl Fn(&T) -> K),
        mut read: impl FnMut(&mut Self, R) -> Option<T>,
    ) {
        let raw = match change {
            Change::Keep => return,
            Change::Clear => Vec::new(),
            Change::Set(raw) => raw,
        };
        self.at(step, |editor| {
            if raw.len() > most {
                return editor.note(Rule::TooMany { max: most });
            }
            let mut seen = HashSet::new();
            target.clear();
            for (index, item) in raw.into_iter().enumerate() {
                let value = editor.at(index, |editor| {
                    let value = read(editor, item)?;
                    if seen.insert(key(&value)) {
                        return Some(value);
                    }
                    editor.note(Rule::Duplicate(index.to_string()));
                    None
                });
                target.extend(value);
            }
        });
    }

    /// A list that is replaced as a whole, in which the same may stand twice.
    pub(super) fn items<T, R>(
        &mut self,
        step: &str,
        target: &mut Vec<T>,
        change: Change<Vec<R>>,
        most: usize,
        mut read: impl FnMut(&mut Self, R) -> Option<T>,
    ) {
        let raw = match change {
            Change::Keep => return,
            Change::Clear => Vec::new(),
            Change::Set(raw) => raw,
        };
        self.at(step, |editor| {
            if raw.len() > most {
                return editor.note(Rule::TooMany { max: most });
            }
            target.clear();
            for (index, item) in raw.into_iter().enumerate() {
                target.extend(editor.at(index, |editor| read(editor, item)));
            }
        });
    }

    /// A list of parts that keep their ids. Where in the input each part stood that could be read:
    /// what is found to be wrong with the list later has to be named by that.
    pub(super) fn parts<P: Clone, I>(
        &mut self,
        step: &str,
        target: &mut Vec<P>,
        change: Change<Vec<I>>,
        how: &Parts<P, I>,
    ) -> Vec<usize> {
        let inputs = match change {
            Change::Keep => return (0..target.len()).collect(),
            Change::Clear => Vec::new(),
            Change::Set(inputs) => inputs,
        };
        let before = std::mem::take(target);
        let mut places = Vec::new();
        self.at(step, |editor| {
            if inputs.len() > how.most {
                return editor.note(Rule::TooMany { max: how.most });
            }
            let mut seen = HashSet::new();
            for (index, input) in inputs.into_iter().enumerate() {
                let part = editor.at(index, |editor| {
                    let known = match (how.named)(&input) {
                        None => editor.copied_part(&input, &before, how)?,
                        Some(name) => Some(editor.known_part(name, &before, how.id, &mut seen)?),
                    };
                    let id = known
                        .as_ref()
                        .map_or_else(|| (editor.context.parts)(), how.id);
                    (how.edit)(editor, known, id, input)
                });
                if let Some(part) = part {
                    target.push(part);
                    places.push(index);
                }
            }
        });
        places
    }

    /// What a new part begins with: nothing, or a copy of one that was there before. Nothing at all
    /// where that one is unknown.
    #[allow(clippy::option_option)] // the outer one stops, the inner one begins with nothing
    fn copied_part<P: Clone, I>(
        &mut self,
        input: &I,
        before: &[P],
        how: &Parts<P, I>,
    ) -> Option<Option<P>> {
        let Some(copied) = &how.copied else {
            return Some(None);
        };
        let Some(name) = (copied.named)(input) else {
            return Some(None);
        };
        let original = PartId::from_global(name)
            .and_then(|wanted| before.iter().find(|part| (how.id)(part) == wanted));
        let Some(original) = original else {
            self.note_at("copyOf", Rule::Unknown(name.chars().take(40).collect()));
            return None;
        };
        (copied.afresh)(original.clone(), self.context.parts).map(Some)
    }

    fn known_part<P: Clone>(
        &mut self,
        name: &str,
        before: &[P],
        id: fn(&P) -> PartId,
        seen: &mut HashSet<PartId>,
    ) -> Option<P> {
        let shown = || name.chars().take(40).collect::<String>();
        let known = PartId::from_global(name)
            .and_then(|wanted| before.iter().find(|part| id(part) == wanted));
        let Some(known) = known else {
            self.note_at("id", Rule::Unknown(shown()));
            return None;
        };
        if seen.insert(id(known)) {
            return Some(known.clone());
        }
        self.note_at("id", Rule::Duplicate(shown()));
        None
    }

    /// The id of something else; whether that exists is another question.
    pub(super) fn id<T: TypedId>(&mut self, text: &str) -> Option<T> {
        let rule = |error: IdError| Rule::Malformed(error.to_string());
        self.keep(T::from_global(text).map_err(rule))
    }

    /// A text of its own form: an address, a number, a name.
    pub(super) fn parse<T, E: Display>(
        &mut self,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if text.chars().count() > TextLimit::FORMAL {
            self.note(Rule::TooLong {
                max: TextLimit::FORMAL,
            });
            return None;
        }
        self.keep(parse(text).map_err(|error| Rule::Malformed(error.to_string())))
    }

    pub(super) fn language(&mut self, tag: &str) -> Option<LanguageTag> {
        self.parse(tag, LanguageTag::parse)
    }

    /// Words in no particular language: a name, a street.
    pub(super) fn words(&mut self, text: &str, limit: TextLimit) -> Option<Words> {
        self.keep(plain(text, limit))
    }

    pub(super) fn date(&mut self, text: &str) -> Option<NaiveDate> {
        let shown: String = text.chars().take(20).collect();
        let years = FIRST_YEAR..=self.context.today.year() + YEARS_AHEAD;
        let date = text
            .parse::<NaiveDate>()
            .map_err(|_| Rule::Malformed(format!("`{shown}` is not a date such as 2027-03-31")))
            .and_then(|date| {
                let too_far = Rule::OutOfRange {
                    min: i64::from(*years.start()),
                    max: i64::from(*years.end()),
                };
                years.contains(&date.year()).then_some(date).ok_or(too_far)
            });
        self.keep(date)
    }

    pub(super) fn number<N: TryFrom<i64>>(
        &mut self,
        value: i64,
        (min, max): (i64, i64),
    ) -> Option<N> {
        let number = (min..=max)
            .contains(&value)
            .then(|| N::try_from(value).ok())
            .flatten();
        self.keep(number.ok_or(Rule::OutOfRange { min, max }))
    }
}
