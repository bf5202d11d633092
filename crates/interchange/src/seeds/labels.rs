//! The words for taxonomies (`reference/labels/`), one file a language.

use std::collections::HashMap;

use domain::id::EntityKind;
use domain::text::{LanguageTag, LocalizedText, TextVersion, Words};

use super::document::{Fields, Problems, Scope, Value};
use super::errors::{SeedError, SeedProblem};
use super::keys::{unknown, word};
use super::terms::vocabulary;
use super::text::{assembled, rank, words};

/// The lists of labels besides the vocabularies, and what they name.
const LISTS: [(&str, EntityKind); 5] = [
    ("action_areas", EntityKind::ActionArea),
    ("target_groups", EntityKind::TargetGroup),
    ("topics", EntityKind::Topic),
    ("districts", EntityKind::District),
    ("languages", EntityKind::Language),
];

/// The labels in all languages, in the order of the languages.
#[derive(Debug)]
pub(super) struct Labels<'a> {
    files: Vec<LabelFile<'a>>,
    problems: &'a Problems,
}

#[derive(Debug)]
struct LabelFile<'a> {
    name: &'a str,
    language: LanguageTag,
    machine_translated: bool,
    /// By list and key.
    words: HashMap<(String, &'a str), Words>,
}

/// Which languages have to have a label.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Needed {
    /// All that have a file of labels.
    Everywhere,
    /// None: the thing has a name of its own.
    Nowhere,
}

impl<'a> Labels<'a> {
    /// Read the files; labels of nothing are noted.
    pub(super) fn read(files: impl Iterator<Item = Scope<'a>>, problems: &'a Problems) -> Self {
        let mut files: Vec<LabelFile<'a>> = files
            .filter_map(|scope| scope.read(|f| label_file(scope, f)))
            .collect();
        files.sort_by(|a, b| rank(&a.language).cmp(&rank(&b.language)));
        for pair in files.windows(2) {
            if let [first, second] = pair
                && first.language == second.language
            {
                let problem = SeedProblem::Duplicate {
                    kind: "language".to_owned(),
                    key: second.language.to_string(),
                };
                problems.about_file(second.name, problem);
            }
        }
        Self { files, problems }
    }

    /// The label of a thing in every language. `own` are the versions that stand with the thing
    /// itself: they win.
    pub(super) fn of(
        &self,
        value: Value<'_>,
        (list, key): (&str, &str),
        own: Vec<TextVersion>,
        needed: Needed,
    ) -> Option<LocalizedText> {
        let mut versions = own;
        for file in &self.files {
            if versions.iter().any(|own| own.language == file.language) {
                continue;
            }
            match file.words.get(&(list.to_owned(), key)) {
                Some(words) => versions.push(TextVersion {
                    machine_translated: file.machine_translated,
                    ..TextVersion::new(file.language.clone(), words.clone())
                }),
                None if needed == Needed::Everywhere => {
                    self.missing(file.name, file.language.as_str(), list, key);
                }
                None => {}
            }
        }
        if versions
            .iter()
            .any(|version| version.language.as_str() == "de")
        {
            return assembled(value, versions);
        }
        if self.files.iter().all(|file| file.language.as_str() != "de") {
            self.missing("reference/labels/de.toml", "de", list, key);
        }
        None
    }

    fn missing(&self, file: &str, language: &str, list: &str, key: &str) {
        self.problems.note(SeedError {
            file: file.to_owned(),
            key: Some(key.to_owned()),
            position: None,
            problem: SeedProblem::MissingLabel {
                language: language.to_owned(),
                list: list.to_owned(),
                key: key.to_owned(),
            },
        });
    }
}

fn label_file<'a>(scope: Scope<'a>, f: &mut Fields<'a>) -> Option<LabelFile<'a>> {
    let language = f.required("language", Value::language_tag);
    let machine_translated = f.required("machine_translated", Value::flag);
    let mut labels = HashMap::new();
    for (list, kind) in LISTS {
        for (key, value) in f.take(list).map(Value::entries).unwrap_or_default() {
            if !scope.keys.holds(kind, key) {
                unknown::<()>(value, &word(kind), key);
            }
            labels.extend(words(value).map(|words| ((list.to_owned(), key), words)));
        }
    }
    for (name, terms) in f
        .take("vocabularies")
        .map(Value::entries)
        .unwrap_or_default()
    {
        let Some((name, codes)) = vocabulary(terms, name) else {
            continue;
        };
        for (code, value) in terms.entries() {
            if !codes.contains(&code) {
                value.refuse::<()>(SeedProblem::UnknownCode {
                    vocabulary: name,
                    code: code.to_owned(),
                    known: codes.clone(),
                });
            }
            let list = format!("vocabularies.{name}");
            labels.extend(words(value).map(|words| ((list, code), words)));
        }
    }
    Some(LabelFile {
        name: scope.document.file.name,
        language: language?,
        machine_translated: machine_translated?,
        words: labels,
    })
}
