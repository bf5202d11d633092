//! Where the reading of a raw schedule stands, and what it has found to be wrong.

use std::fmt;
use std::str::FromStr;

use crate::violation::{Rule, Violations};

/// Violations with the path of what is being read.
#[derive(Default)]
pub(super) struct Findings {
    path: Vec<String>,
    violations: Violations,
}

impl Findings {
    /// Read something one step deeper.
    pub(super) fn at<T>(
        &mut self,
        step: impl fmt::Display,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.path.push(step.to_string());
        let value = read(self);
        self.path.pop();
        value
    }

    /// Note what is wrong with what is being read.
    pub(super) fn note(&mut self, rule: Rule) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        self.violations.add(&path, rule);
    }

    /// Note what is wrong elsewhere, by its whole path.
    pub(super) fn note_at<const N: usize>(&mut self, path: [&str; N], rule: Rule) {
        self.violations.add(&path, rule);
    }

    /// The value, or nothing after the broken rule was noted.
    pub(super) fn keep<T>(&mut self, value: Result<T, Rule>) -> Option<T> {
        value.map_err(|rule| self.note(rule)).ok()
    }

    /// A field that is a single text.
    pub(super) fn parse<T: FromStr<Err: fmt::Display>>(
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
    pub(super) fn or_value<T>(self, value: T) -> Result<T, Violations> {
        self.violations.or_value(value)
    }
}
