//! A seed file as values that know where they stand.
//!
//! Fields are taken from a table one by one, by name. What is wrong is noted and reading goes on,
//! so that all mistakes come out together; a field that nobody took is unknown. For that, a reader
//! of a table takes all its fields before it gives up on the first that is missing.

use std::cell::RefCell;
use std::ops::Range;
use std::str::FromStr;

use domain::code::Code;
use domain::id::Slug;
use domain::text::LanguageTag;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::errors::{Position, SeedError, SeedErrors, SeedProblem};
use super::files::SeedFile;
use super::keys::Keys;

/// Everything that was found wrong so far.
#[derive(Debug, Default)]
pub(super) struct Problems(RefCell<Vec<SeedError>>);

impl Problems {
    pub(super) fn note(&self, error: SeedError) {
        self.0.borrow_mut().push(error);
    }

    /// Note what is wrong with a file as a whole.
    pub(super) fn about_file(&self, file: &str, problem: SeedProblem) {
        self.note(SeedError {
            file: file.to_owned(),
            key: None,
            position: None,
            problem,
        });
    }

    /// The value, unless something is wrong.
    pub(super) fn or_value<T>(&self, value: T) -> Result<T, SeedErrors> {
        let found = self.0.take();
        if found.is_empty() {
            Ok(value)
        } else {
            Err(SeedErrors::new(found))
        }
    }

    /// What is wrong, where something is for sure.
    pub(super) fn into_errors(self) -> SeedErrors {
        SeedErrors::new(self.0.into_inner())
    }
}

/// A parsed file.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) file: SeedFile<'a>,
    pub(super) root: DeTable<'a>,
}

impl<'a> Document<'a> {
    /// Parse a file. With syntax errors it holds what could be understood nevertheless.
    pub(super) fn parse(file: SeedFile<'a>, problems: &Problems) -> Self {
        let (root, errors) = DeTable::parse_recoverable(file.text);
        let document = Self {
            file,
            root: root.into_inner(),
        };
        for error in errors {
            problems.note(SeedError {
                file: file.name.to_owned(),
                key: None,
                position: error.span().map(|span| document.position(&span)),
                problem: SeedProblem::Syntax(error.message().to_owned()),
            });
        }
        document
    }

    pub(super) fn position(&self, span: &Range<usize>) -> Position {
        let before = self.file.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

/// Where something is read: the file, the thing in it, and all keys that there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) keys: &'a Keys<'a>,
    problems: &'a Problems,
    item: Option<&'a str>,
}

impl<'a> Scope<'a> {
    pub(super) const fn new(
        document: &'a Document<'a>,
        keys: &'a Keys<'a>,
        problems: &'a Problems,
    ) -> Self {
        Self {
            document,
            keys,
            problems,
            item: None,
        }
    }

    /// Read the file's own table. Every file may name the languages whose texts in it nobody has
    /// checked; in a file of labels, which has one language, that field is a flag.
    pub(super) fn read<T>(self, read: impl FnOnce(&mut Fields<'a>) -> T) -> T {
        let root = &self.document.root;
        let listed = root
            .get("machine_translated")
            .is_some_and(|it| it.get_ref().is_array());
        Fields::read(self, root, 0..0, |f| {
            if listed {
                f.list("machine_translated", Value::language_tag);
            }
            read(f)
        })
    }

    pub(super) fn note(self, span: &Range<usize>, problem: SeedProblem) {
        self.problems.note(SeedError {
            file: self.document.file.name.to_owned(),
            key: self.item.map(str::to_owned),
            position: Some(self.document.position(span)),
            problem,
        });
    }
}

/// A value and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub(super) scope: Scope<'a>,
    raw: &'a Spanned<DeValue<'a>>,
}

impl<'a> Value<'a> {
    /// Note what is wrong with it.
    pub(super) fn refuse<T>(self, problem: impl Into<SeedProblem>) -> Option<T> {
        self.scope.note(&self.raw.span(), problem.into());
        None
    }

    /// What it was read as, or a note of what is wrong with it.
    pub(super) fn accept<T, E: Into<SeedProblem>>(self, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => self.refuse(problem),
        }
    }

    fn other_type<T>(self, expected: &'static str) -> Option<T> {
        self.refuse(SeedProblem::WrongType {
            expected,
            found: self.raw.get_ref().type_str(),
        })
    }

    pub(super) fn string(self) -> Option<&'a str> {
        match self.raw.get_ref() {
            DeValue::String(text) => Some(text),
            _ => self.other_type("string"),
        }
    }

    pub(super) fn flag(self) -> Option<bool> {
        match self.raw.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.other_type("boolean"),
        }
    }

    pub(super) fn integer<N: TryFrom<i64>>(self) -> Option<N> {
        let DeValue::Integer(number) = self.raw.get_ref() else {
            return self.other_type("integer");
        };
        let read = i64::from_str_radix(number.as_str(), number.radix()).ok();
        match read.and_then(|number| N::try_from(number).ok()) {
            Some(number) => Some(number),
            None => self.refuse(SeedProblem::OutOfRange {
                number: number.as_str().to_owned(),
            }),
        }
    }

    /// A share from 0 to 1, in whole percent.
    pub(super) fn percent(self) -> Option<u8> {
        let text = match self.raw.get_ref() {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) => number.as_str(),
            _ => return self.other_type("number"),
        };
        match text.parse::<f64>() {
            // In range by the guard.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Ok(share) if (0.0..=1.0).contains(&share) => Some((share * 100.0).round() as u8),
            _ => self.refuse(SeedProblem::OutOfRange {
                number: text.to_owned(),
            }),
        }
    }

    /// A day, as a TOML date or as text.
    pub(super) fn date<D: FromStr>(self) -> Option<D> {
        let text = match self.raw.get_ref() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Datetime(day) => day.to_string(),
            _ => return self.other_type("date"),
        };
        match text.parse() {
            Ok(day) => Some(day),
            Err(_) => self.refuse(SeedProblem::NotADate { text }),
        }
    }

    pub(super) fn code<C: Code>(self) -> Option<C> {
        let text = self.string()?;
        self.accept(
            C::from_code(text).map_err(|unknown| SeedProblem::UnknownCode {
                vocabulary: unknown.vocabulary,
                code: unknown.code,
                known: C::ALL.iter().map(|code| code.code()).collect(),
            }),
        )
    }

    pub(super) fn slug(self) -> Option<Slug> {
        let text = self.string()?;
        self.accept(Slug::parse(text))
    }

    pub(super) fn language_tag(self) -> Option<LanguageTag> {
        let text = self.string()?;
        self.accept(LanguageTag::parse(text))
    }

    pub(super) fn items(self) -> Vec<Self> {
        let scope = self.scope;
        match self.raw.get_ref() {
            DeValue::Array(items) => items.iter().map(|raw| Self { scope, raw }).collect(),
            _ => self.other_type("array").unwrap_or_default(),
        }
    }

    /// The fields of a table whose names are values too, such as language tags.
    pub(super) fn entries(self) -> Vec<(&'a str, Self)> {
        let scope = self.scope;
        match self.raw.get_ref() {
            DeValue::Table(table) => table
                .iter()
                .map(|(name, raw)| (name.get_ref().as_ref(), Self { scope, raw }))
                .collect(),
            _ => self.other_type("table").unwrap_or_default(),
        }
    }

    /// Read a table. What is wrong in it is told with the table's own key, where it has one.
    pub(super) fn table<T>(self, read: impl FnOnce(&mut Fields<'a>) -> Option<T>) -> Option<T> {
        let DeValue::Table(table) = self.raw.get_ref() else {
            return self.other_type("table");
        };
        let own = ["key", "tag", "code"]
            .into_iter()
            .find_map(|name| table.get(name)?.get_ref().as_str());
        let scope = Scope {
            item: own.or(self.scope.item),
            ..self.scope
        };
        Fields::read(scope, table, self.raw.span(), read)
    }
}

/// The fields of a table, taken one by one.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    pub(super) scope: Scope<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    taken: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    fn read<T>(
        scope: Scope<'a>,
        table: &'a DeTable<'a>,
        span: Range<usize>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let mut fields = Self {
            scope,
            table,
            span,
            taken: Vec::new(),
        };
        let value = read(&mut fields);
        for name in table.keys() {
            if !fields.taken.contains(&name.get_ref().as_ref()) {
                scope.note(
                    &name.span(),
                    SeedProblem::UnknownField {
                        field: name.get_ref().to_string(),
                        known: fields.taken.clone(),
                    },
                );
            }
        }
        value
    }

    /// Take a field.
    pub(super) fn take(&mut self, name: &'static str) -> Option<Value<'a>> {
        if !self.taken.contains(&name) {
            self.taken.push(name);
        }
        let scope = self.scope;
        self.table.get(name).map(|raw| Value { scope, raw })
    }

    /// Take a field that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Value<'a>) -> Option<T>,
    ) -> Option<T> {
        self.take(name).and_then(read)
    }

    /// Take a field that has to be there.
    pub(super) fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Value<'a>) -> Option<T>,
    ) -> Option<T> {
        if !self.table.contains_key(name) {
            self.note(SeedProblem::MissingField { field: name });
        }
        self.take(name).and_then(read)
    }

    /// Take a list that may be left out; members that cannot be read are noted and left out.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(Value<'a>) -> Option<T>,
    ) -> Vec<T> {
        let items = self.take(name).map(Value::items).unwrap_or_default();
        items.into_iter().filter_map(read).collect()
    }

    /// Take the key. Without one its text is empty, so that reading can go on.
    pub(super) fn key(&mut self) -> (Option<Slug>, &'a str) {
        let slug = self.required("key", Value::slug);
        let text = self.table.get("key").and_then(|key| key.get_ref().as_str());
        (slug, text.unwrap_or_default())
    }

    /// Note what is wrong with the table as a whole.
    pub(super) fn note(&self, problem: impl Into<SeedProblem>) {
        self.scope.note(&self.span, problem.into());
    }
}
