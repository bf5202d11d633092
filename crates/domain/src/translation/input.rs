//! What somebody who translates sends.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::check::{TestGroupCheck, TestGroupCheckInput};
use super::place::{PlacedText, TextPath, texts_in};
use crate::aggregate::Aggregate;
use crate::edit::plain;
use crate::findings::Findings;
use crate::text::{LanguageTag, TextVersion, Words};
use crate::violation::{Rule, Violations};

/// The most texts that are sent at once.
const MOST_TEXTS: usize = 500;

/// Translations of texts of one thing into one language, as a client sends them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TranslationInput {
    /// The language, as BCP 47 tag.
    pub language: String,
    /// The revision that was read: the source, and what stood there in the language.
    pub source_revision: u32,
    /// The texts; those that are not named stay as they are.
    pub texts: Vec<TranslatedTextInput>,
    /// Whether a machine translated them and no person has checked them.
    pub is_machine_translated: bool,
    /// Who made sure that Leichte Sprache can be understood.
    pub check: Option<TestGroupCheckInput>,
}

/// The translation of one text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TranslatedTextInput {
    /// Where the text stands, as [`TextPath::client`] says it.
    pub path: Vec<String>,
    /// The words; nothing removes those that stand there.
    pub text: Option<String>,
}

/// Translations that were read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Translation {
    pub(super) language: LanguageTag,
    pub(super) from: u32,
    pub(super) machine_translated: bool,
    pub(super) check: Option<TestGroupCheck>,
    pub(super) texts: Vec<Translated>,
}

/// The translation of one text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Translated {
    pub(super) path: TextPath,
    /// What the source said when it was translated.
    pub(super) source: TextVersion,
    pub(super) words: Option<Words>,
}

impl TranslationInput {
    /// The language, which is wanted before anything else: it decides who may.
    ///
    /// # Errors
    /// It is no language tag.
    pub fn language(&self) -> Result<LanguageTag, Violations> {
        LanguageTag::parse(&self.language).map_err(|error| {
            let mut violations = Violations::default();
            violations.add(&["language"], Rule::Malformed(error.to_string()));
            violations
        })
    }

    /// Read it beside the content from which was translated.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read<T: Aggregate>(
        &self,
        language: LanguageTag,
        source: &T,
        today: NaiveDate,
    ) -> Result<Translation, Violations> {
        let mut findings = Findings::default();
        let check = self.read_check(&language, today, &mut findings);
        let there: HashMap<Vec<String>, PlacedText> = texts_in(source)
            .into_iter()
            .map(|text| (text.path.client(), text))
            .collect();
        let mut texts = Vec::new();
        findings.enter("texts");
        match self.texts.len() {
            0 => findings.note(Rule::Missing),
            count if count > MOST_TEXTS => findings.note(Rule::TooMany { max: MOST_TEXTS }),
            _ => {
                let mut seen = HashSet::new();
                for (index, input) in self.texts.iter().enumerate() {
                    texts.extend(findings.at(index, |findings| {
                        if !seen.insert(&input.path) {
                            let path = shown(&input.path);
                            findings.at("path", |findings| findings.note(Rule::Duplicate(path)));
                            return None;
                        }
                        input.read(&there, &language, findings)
                    }));
                }
            }
        }
        findings.leave();
        findings.or_value(Translation {
            language,
            from: self.source_revision,
            machine_translated: self.is_machine_translated,
            check,
            texts,
        })
    }

    /// Leichte Sprache takes a check, and nothing else does.
    fn read_check(
        &self,
        language: &LanguageTag,
        today: NaiveDate,
        findings: &mut Findings,
    ) -> Option<TestGroupCheck> {
        let needs_check = language.is_leichte_sprache();
        if needs_check && self.is_machine_translated {
            let rule = Rule::Contradicts("language".to_owned());
            findings.note_at(["isMachineTranslated"], rule);
        }
        let check = match &self.check {
            None => {
                if needs_check && self.texts.iter().any(|text| text.text.is_some()) {
                    findings.note_at(["check"], Rule::CheckRequired);
                }
                return None;
            }
            Some(check) => check,
        };
        if !needs_check {
            findings.note_at(["check"], Rule::Contradicts("language".to_owned()));
        }
        findings.at("check", |findings| check.read(today, findings))
    }
}

impl TranslatedTextInput {
    fn read(
        &self,
        there: &HashMap<Vec<String>, PlacedText>,
        language: &LanguageTag,
        findings: &mut Findings,
    ) -> Option<Translated> {
        let Some(PlacedText { path, text }) = there.get(&self.path) else {
            let rule = Rule::Unknown(shown(&self.path));
            findings.at("path", |findings| findings.note(rule));
            return None;
        };
        let source = text.source();
        if source.language == *language {
            let rule = Rule::Contradicts("language".to_owned());
            findings.at("path", |findings| findings.note(rule));
            return None;
        }
        let words = match &self.text {
            None => None,
            Some(words) => Some(findings.at("text", |findings| {
                findings.keep(plain(words, path.limit(source)))
            })?),
        };
        Some(Translated {
            path: path.clone(),
            source: source.clone(),
            words,
        })
    }
}

fn shown(path: &[String]) -> String {
    path.join(".").chars().take(80).collect()
}
