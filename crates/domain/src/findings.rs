//! Where the reading of an input stands, and what it has found to be wrong.

use std::fmt;
use std::str::FromStr;

use crate::violation::{Rule, Violations};

/// Violations with the path of what is being read.
#[derive(Default)]
pub(crate) struct Findings {
    path: Vec<String>,
    violations: Violations,
}

impl Findings {
    /// Read something one step deeper.
    pub(crate) fn at<T>(
        &mut self,
        step: impl fmt::Display,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.enter(step);
        let value = read(self);
        self.leave();
        value
    }

    /// Go one step deeper.
    pub(crate) fn enter(&mut self, step: impl fmt::Display) {
        self.path.push(step.to_string());
    }

    /// Come back from one step.
    pub(crate) fn leave(&mut self) {
        self.path.pop();
    }

    /// How much was found to be wrong so far.
    pub(crate) fn count(&self) -> usize {
        self.violations.all().len()
    }

    /// Note what is wrong further inside.
    pub(crate) fn note_all(&mut self, inner: Violations) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        self.violations.add_all(&path, inner);
    }

    /// Note what is wrong with what is being read.
    pub(crate) fn note(&mut self, rule: Rule) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        self.violations.add(&path, rule);
    }

    /// Note what is wrong elsewhere, by its whole path.
    pub(crate) fn note_at<const N: usize>(&mut self, path: [&str; N], rule: Rule) {
        self.violations.add(&path, rule);
    }

    /// The value, or nothing after the broken rule was noted.
    pub(crate) fn keep<T>(&mut self, value: Result<T, Rule>) -> Option<T> {
        value.map_err(|rule| self.note(rule)).ok()
    }

    /// A field that is a single text.
    pub(crate) fn parse<T: FromStr<Err: fmt::Display>>(
        &mut self,
        step: &str,
        text: &str,
    ) -> Option<T> {
        let value = text
            .parse::<T>()
            .map_err(|error| Rule::Malformed(error.to_string()));
        self.at(step, |findings| findings.keep(value))
    }

    /// The value, unless something is wrong.
    pub(crate) fn or_value<T>(self, value: T) -> Result<T, Violations> {
        self.violations.or_value(value)
    }
}
