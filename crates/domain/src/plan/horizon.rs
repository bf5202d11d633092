//! Time horizons (Fristigkeit).

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::code::codes;
use crate::text::LocalizedText;

codes! {
    /// The terms of the plan, from the shortest to the longest.
    Term {
        /// Kurzfristig.
        Short = "SHORT",
        /// Mittelfristig.
        Medium = "MEDIUM",
        /// Langfristig.
        Long = "LONG",
    }
}

/// A span of terms, both ends included.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "RawSpan", into = "RawSpan")]
pub struct TermSpan {
    min: Term,
    max: Term,
}

impl TermSpan {
    /// The terms from `min` to `max`.
    ///
    /// # Errors
    /// The span is reversed.
    pub fn new(min: Term, max: Term) -> Result<Self, HorizonError> {
        if max < min {
            return Err(HorizonError::Reversed);
        }
        Ok(Self { min, max })
    }

    /// The earliest term.
    #[must_use]
    pub const fn min(self) -> Term {
        self.min
    }

    /// The latest term.
    #[must_use]
    pub const fn max(self) -> Term {
        self.max
    }

    /// Whether the term lies in it.
    #[must_use]
    pub fn contains(self, term: Term) -> bool {
        (self.min..=self.max).contains(&term)
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawSpan {
    min: Term,
    max: Term,
}

impl TryFrom<RawSpan> for TermSpan {
    type Error = HorizonError;

    fn try_from(raw: RawSpan) -> Result<Self, Self::Error> {
        Self::new(raw.min, raw.max)
    }
}

impl From<TermSpan> for RawSpan {
    fn from(span: TermSpan) -> Self {
        Self {
            min: span.min,
            max: span.max,
        }
    }
}

/// When something is to be done: a span, optionally in named phases.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "RawHorizon", into = "RawHorizon")]
pub struct TimeHorizon {
    span: TermSpan,
    phases: Vec<Phase>,
}

/// A named part of a horizon.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// What happens in it.
    pub label: LocalizedText,
    /// When.
    pub span: TermSpan,
}

impl TimeHorizon {
    /// A horizon and its phases.
    ///
    /// # Errors
    /// A phase lies outside the span.
    pub fn new(span: TermSpan, phases: Vec<Phase>) -> Result<Self, HorizonError> {
        let inside = |phase: &Phase| span.contains(phase.span.min) && span.contains(phase.span.max);
        if phases.iter().all(inside) {
            Ok(Self { span, phases })
        } else {
            Err(HorizonError::PhaseOutside)
        }
    }

    /// The whole span.
    #[must_use]
    pub const fn span(&self) -> TermSpan {
        self.span
    }

    /// The phases, in their order.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawHorizon {
    span: TermSpan,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    phases: Vec<Phase>,
}

impl TryFrom<RawHorizon> for TimeHorizon {
    type Error = HorizonError;

    fn try_from(raw: RawHorizon) -> Result<Self, Self::Error> {
        Self::new(raw.span, raw.phases)
    }
}

impl From<TimeHorizon> for RawHorizon {
    fn from(horizon: TimeHorizon) -> Self {
        Self {
            span: horizon.span,
            phases: horizon.phases,
        }
    }
}

/// Why terms make no horizon.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum HorizonError {
    /// The latest term lies before the earliest.
    #[error("the latest term lies before the earliest")]
    Reversed,
    /// A phase does not lie within the whole.
    #[error("a phase lies outside the whole span")]
    PhaseOutside,
}
