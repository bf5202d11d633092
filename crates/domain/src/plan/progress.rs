//! How far measures are, and how they were judged.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::item::Measure;
use crate::code::codes;
use crate::id::PartId;
use crate::text::{LocalizedText, Words};

codes! {
    /// How far a measure or a step is.
    ImplementationStatus {
        /// It is an idea.
        Idea = "IDEA",
        /// It is planned.
        Planned = "PLANNED",
        /// Somebody is at it.
        InProgress = "IN_PROGRESS",
        /// It is done.
        Done = "DONE",
        /// It rests.
        Paused = "PAUSED",
        /// It will not be done.
        Dropped = "DROPPED",
    }
}

/// A share in percent, 0 to 100.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent(u8);

impl Percent {
    /// That many percent.
    ///
    /// # Errors
    /// More than 100.
    pub const fn new(percent: u8) -> Result<Self, PercentError> {
        if percent > 100 {
            return Err(PercentError);
        }
        Ok(Self(percent))
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Percent {
    type Error = PercentError;

    fn try_from(percent: u8) -> Result<Self, Self::Error> {
        Self::new(percent)
    }
}

impl From<Percent> for u8 {
    fn from(percent: Percent) -> Self {
        percent.0
    }
}

/// More than all.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("progress is 0 to 100 percent")]
pub struct PercentError;

/// How much something counts in the progress of what it serves: 1 to 100, and 1 unless somebody
/// set it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Weight(u8);

impl Weight {
    /// The least and the most that something can count.
    pub const RANGE: (i64, i64) = (1, 100);

    /// That weight.
    ///
    /// # Errors
    /// Nothing, or more than 100.
    pub const fn new(weight: u8) -> Result<Self, WeightError> {
        if weight == 0 || weight > 100 {
            return Err(WeightError);
        }
        Ok(Self(weight))
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u8> for Weight {
    type Error = WeightError;

    fn try_from(weight: u8) -> Result<Self, Self::Error> {
        Self::new(weight)
    }
}

impl From<Weight> for u8 {
    fn from(weight: Weight) -> Self {
        weight.0
    }
}

/// Nothing, or more than a hundred times as much as others.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("a weight is 1 to 100")]
pub struct WeightError;

/// What was reported about a measure on a day.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ProgressReport {
    /// Kept when the report changes.
    pub id: PartId,
    /// The day that it speaks of.
    pub date: NaiveDate,
    /// The first step that it is about; the measure as a whole where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<PartId>,
    /// How far the measure, or that step, is.
    pub status: ImplementationStatus,
    /// How much of it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// What there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
    /// Who reported: the organization or office, not the person.
    pub author: Words,
}

impl Measure {
    /// Take a report in by its day, behind those of the same day. The measure is as far as the last
    /// of its reports says: one that comes late about an earlier day changes nothing about that. The
    /// same goes for each of its first steps.
    pub fn report(&mut self, report: ProgressReport) {
        let place = self
            .progress_reports
            .partition_point(|known| known.date <= report.date);
        let step = report.step;
        self.progress_reports.insert(place, report);
        self.follow_reports(step);
    }

    /// Take a report back that was wrong; nothing where there is none of that id. The measure, or
    /// the step, is then as far as the last report says that is left, and unknown where none is.
    /// What a person has set by hand since stays.
    pub fn retract(&mut self, id: PartId) -> Option<ProgressReport> {
        let place = self.progress_reports.iter().position(|it| it.id == id)?;
        let step = self.progress_reports.get(place)?.step;
        let counted = self.last_report(step).is_some_and(|last| last.id == id);
        let report = self.progress_reports.remove(place);
        let stands = self
            .status_of(step)
            .is_some_and(|it| *it == Some(report.status));
        if counted && stands {
            self.follow_reports(step);
        }
        Some(report)
    }

    /// How far it is, for the progress of what it serves. The percentage is that of the last report
    /// about the measure as a whole, unless a person has said something else since.
    #[must_use]
    pub fn progress(&self) -> WeightedProgress {
        let last = self.last_report(None);
        let last = last.filter(|last| Some(last.status) == self.status);
        WeightedProgress {
            weight: self.weight.unwrap_or_default().value().into(),
            status: self.status,
            percent: last.and_then(|last| last.percent),
        }
    }

    fn last_report(&self, step: Option<PartId>) -> Option<&ProgressReport> {
        let mut latest = self.progress_reports.iter().rev();
        latest.find(|report| report.step == step)
    }

    fn follow_reports(&mut self, step: Option<PartId>) {
        let status = self.last_report(step).map(|last| last.status);
        if let Some(target) = self.status_of(step) {
            *target = status;
        }
    }

    /// Where it is kept how far the measure, or one of its steps, is; nothing where the step has
    /// gone since.
    fn status_of(&mut self, step: Option<PartId>) -> Option<&mut Option<ImplementationStatus>> {
        match step {
            None => Some(&mut self.status),
            Some(id) => {
                let step = self.item.steps.iter_mut().find(|step| step.id == id)?;
                Some(&mut step.status)
            }
        }
    }
}

/// How a measure was judged on a day, by named criteria.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Kept when the evaluation changes.
    pub id: PartId,
    /// The day of the judgement.
    pub date: NaiveDate,
    /// By what it was judged, and how.
    pub criteria: Vec<EvaluationCriterion>,
    /// What follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<LocalizedText>,
}

/// One criterion of an evaluation.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluationCriterion {
    /// What was looked at.
    pub name: LocalizedText,
    /// How it was judged.
    pub finding: LocalizedText,
    /// How much of it was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<Percent>,
}

/// The progress of one child of a parent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WeightedProgress {
    /// How much it counts; 1 unless somebody set it.
    pub weight: u32,
    /// How far it is.
    pub status: Option<ImplementationStatus>,
    /// How much of it is done, where reported.
    pub percent: Option<Percent>,
}

/// The progress of a parent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Progress {
    /// The weighted mean of the children that are known, rounded down; nothing when none is.
    pub percent: Option<Percent>,
    /// How many children counted.
    pub known: usize,
    /// How many children nobody reported on.
    pub unknown: usize,
    /// How many children were dropped, and left out.
    pub dropped: usize,
}

/// The progress of a parent from its children: the weighted mean, dropped ones left out, unknown
/// ones counted apart.
#[must_use]
pub fn mean_progress(children: impl IntoIterator<Item = WeightedProgress>) -> Progress {
    let mut progress = Progress {
        percent: None,
        known: 0,
        unknown: 0,
        dropped: 0,
    };
    let (mut sum, mut weights) = (0u64, 0u64);
    for child in children {
        let percent = match (child.status, child.percent) {
            (Some(ImplementationStatus::Dropped), _) => {
                progress.dropped += 1;
                continue;
            }
            (Some(ImplementationStatus::Done), None) => Some(100),
            (Some(ImplementationStatus::Idea | ImplementationStatus::Planned), None) => Some(0),
            (_, percent) => percent.map(Percent::value),
        };
        match percent {
            Some(percent) => {
                progress.known += 1;
                sum += u64::from(child.weight) * u64::from(percent);
                weights += u64::from(child.weight);
            }
            None => progress.unknown += 1,
        }
    }
    progress.percent = sum
        .checked_div(weights)
        .and_then(|mean| u8::try_from(mean).ok())
        .and_then(|mean| Percent::new(mean).ok());
    progress
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn child(
        weight: u32,
        status: Option<ImplementationStatus>,
        percent: Option<u8>,
    ) -> WeightedProgress {
        WeightedProgress {
            weight,
            status,
            percent: percent.map(|percent| Percent::new(percent).unwrap()),
        }
    }

    #[test]
    fn dropped_children_are_left_out_and_unknown_ones_counted_apart() {
        let progress = mean_progress([
            child(1, Some(ImplementationStatus::Done), None),
            child(3, Some(ImplementationStatus::InProgress), Some(20)),
            child(1, Some(ImplementationStatus::Dropped), Some(0)),
            child(1, None, None),
        ]);
        assert_eq!(progress.percent.map(Percent::value), Some(40));
        assert_eq!(
            (progress.known, progress.unknown, progress.dropped),
            (2, 1, 1)
        );
    }

    #[test]
    fn nothing_known_is_unknown_and_not_zero() {
        assert_eq!(mean_progress([child(1, None, None)]).percent, None);
        assert_eq!(mean_progress([]).percent, None);
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_its_children(
            children in proptest::collection::vec((1..=u32::MAX, 0..=100u8), 1..20)
        ) {
            let least = children.iter().map(|(_, percent)| *percent).min().unwrap();
            let most = children.iter().map(|(_, percent)| *percent).max().unwrap();
            let mean = mean_progress(children.into_iter().map(|(weight, percent)| {
                child(weight, Some(ImplementationStatus::InProgress), Some(percent))
            }));
            let mean = mean.percent.unwrap().value();
            prop_assert!((least..=most).contains(&mean));
        }
    }
}
