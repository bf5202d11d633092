//! Figures in a table, each with its target beside it.

use std::fmt;

/// The figures of one task.
#[derive(Debug, Default)]
pub(crate) struct Report {
    missed: usize,
}

/// What a figure has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    /// No more than this.
    AtMost(f64),
    /// Less than this.
    Under(f64),
    /// Neither less than the first nor more than the second.
    Between(f64, f64),
    /// Exactly this.
    Exactly(f64),
    /// Anything: it stands there to be compared with other runs.
    None,
}

impl Report {
    /// A heading above figures.
    pub(crate) fn heading(&self, words: impl fmt::Display) {
        println!("\n{words}");
    }

    /// A line of words.
    pub(crate) fn note(&self, words: impl fmt::Display) {
        println!("  {words}");
    }

    /// A figure: what it is, how much, in what unit, and what it has to be.
    pub(crate) fn figure(&mut self, name: &str, value: f64, unit: &str, target: Target) {
        let (wanted, verdict) = match target {
            Target::AtMost(bound) => (format!("≤ {bound} {unit}"), Some(value <= bound)),
            Target::Under(bound) => (format!("< {bound} {unit}"), Some(value < bound)),
            Target::Between(least, most) => (format!("{least} to {most}"), {
                Some((least..=most).contains(&value))
            }),
            Target::Exactly(bound) => (format!("= {bound} {unit}"), {
                Some((value - bound).abs() < f64::EPSILON)
            }),
            Target::None => (String::new(), None),
        };
        let verdict = match verdict {
            Some(true) => "PASS",
            Some(false) => {
                self.missed += 1;
                "FAIL"
            }
            None => "",
        };
        let value = format!("{} {unit}", rounded(value));
        let line = format!("  {name:<58} {value:>14} {wanted:>14}  {verdict}");
        println!("{}", line.trim_end());
    }

    /// Whether no figure missed its target.
    pub(crate) const fn every_target_is_met(&self) -> bool {
        self.missed == 0
    }
}

/// Three digits are more than a shared machine can promise.
fn rounded(value: f64) -> String {
    match value {
        value if value.fract() == 0.0 => format!("{value:.0}"),
        value if value.abs() >= 100.0 => format!("{value:.0}"),
        value if value.abs() >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}
