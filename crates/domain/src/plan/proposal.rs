//! Proposed progress (Vorschlag zum Stand): what an organization says about a measure for which it
//! is responsible, until the coordinating office has decided. It changes nothing by itself.

use chrono::NaiveDate;

use super::progress::{ImplementationStatus, Percent};
use super::responsibility::{Commitment, Responsibility, ResponsibilityRole};
use crate::account::AccountId;
use crate::code::codes;
use crate::id::{MeasureId, OrganizationId, PartId, ids_beside};
use crate::period::Instant;
use crate::text::{LocalizedText, Words};

codes! {
    /// Where a proposal stands.
    ProposalState {
        /// It waits for the coordinating office.
        Proposed = "PROPOSED",
        /// It was accepted: the measure has the report.
        Accepted = "ACCEPTED",
        /// It was refused, with a comment.
        Rejected = "REJECTED",
        /// The organization took it back.
        Withdrawn = "WITHDRAWN",
    }
}

ids_beside! {
    /// Identifies a proposal.
    ProgressProposalId = b'J',
}

/// What an organization says about the progress of a measure.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProgressProposal {
    /// Its id.
    pub id: ProgressProposalId,
    /// About what.
    pub measure: MeasureId,
    /// Who says so.
    pub organization: OrganizationId,
    /// Which account wrote it; none once that person was forgotten.
    pub by: Option<AccountId>,
    /// When.
    pub at: Instant,
    /// What is said.
    pub progress: ProposedProgress,
    /// What became of it; nothing while it waits.
    pub decided: Option<DecidedProposal>,
}

/// How far a measure, or one of its first steps, is said to be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProposedProgress {
    /// The day that is spoken of.
    pub date: NaiveDate,
    /// The first step that is spoken of; the measure as a whole where none is named.
    pub step: Option<PartId>,
    /// How far it is.
    pub status: ImplementationStatus,
    /// How much of it is done.
    pub percent: Option<Percent>,
    /// What there is to say.
    pub note: Option<LocalizedText>,
}

/// What became of a proposal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DecidedProposal {
    /// What was decided.
    pub outcome: ProposalOutcome,
    /// When.
    pub at: Instant,
    /// By which account, for the audit alone; none once that person was forgotten.
    pub by: Option<AccountId>,
    /// What the organization is told.
    pub comment: Option<Words>,
}

/// What was decided about a proposal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ProposalOutcome {
    /// The measure has the report.
    Accepted,
    /// It was refused.
    Rejected,
    /// The organization took it back.
    Withdrawn,
}

impl ProposalOutcome {
    /// Where the proposal stands then.
    #[must_use]
    pub const fn state(self) -> ProposalState {
        match self {
            Self::Accepted => ProposalState::Accepted,
            Self::Rejected => ProposalState::Rejected,
            Self::Withdrawn => ProposalState::Withdrawn,
        }
    }
}

impl ProposalState {
    /// What was decided; nothing while it waits.
    #[must_use]
    pub const fn outcome(self) -> Option<ProposalOutcome> {
        match self {
            Self::Proposed => None,
            Self::Accepted => Some(ProposalOutcome::Accepted),
            Self::Rejected => Some(ProposalOutcome::Rejected),
            Self::Withdrawn => Some(ProposalOutcome::Withdrawn),
        }
    }
}

impl ProgressProposal {
    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> ProposalState {
        match &self.decided {
            None => ProposalState::Proposed,
            Some(decided) => decided.outcome.state(),
        }
    }
}

impl Responsibility {
    /// Whether the party is responsible on this day and does something itself, so that it can say
    /// how far the subject is. That somebody *may be* responsible is not enough: the plan names
    /// parties who have agreed to nothing.
    #[must_use]
    pub fn reports_progress(&self, today: NaiveDate) -> bool {
        let does_it = match self.role {
            ResponsibilityRole::Lead
            | ResponsibilityRole::Coordination
            | ResponsibilityRole::Participation => true,
            ResponsibilityRole::Funding | ResponsibilityRole::Contact => false,
        };
        let is_responsible = match self.commitment {
            Some(Commitment::Declined) => false,
            Some(Commitment::Confirmed) => self.responsible != Some(false),
            Some(Commitment::Named | Commitment::Asked) | None => self.responsible == Some(true),
        };
        does_it && is_responsible && self.period.contains(today)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;
    use crate::code::Code;
    use crate::id::{EntityId, ResponsibilityId, Slug, TypedId};
    use crate::period::Period;
    use crate::plan::{PlanItemId, ResponsibilitySubject};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn responsibility(
        role: ResponsibilityRole,
        (commitment, responsible): (Option<Commitment>, Option<bool>),
    ) -> Responsibility {
        let measure = PlanItemId::Measure(MeasureId::of_slug("x"));
        Responsibility {
            id: ResponsibilityId::of_slug("x"),
            slug: Slug::parse("x").unwrap(),
            organization: OrganizationId::of_slug("x"),
            subject: ResponsibilitySubject::PlanItem(measure),
            role,
            commitment,
            responsible,
            period: Period::new(Some(day("2026-01-01")), Some(day("2026-12-31"))).unwrap(),
            contact: None,
            note: None,
            official_text: None,
            source: None,
            order: 1,
        }
    }

    #[test]
    fn who_may_be_responsible_reports_nothing_until_that_is_agreed() {
        let mut found = String::new();
        let commitments = Commitment::ALL.iter().copied().map(Some);
        for commitment in std::iter::once(None).chain(commitments) {
            for responsible in [None, Some(true), Some(false)] {
                let reports = responsibility(ResponsibilityRole::Lead, (commitment, responsible))
                    .reports_progress(day("2026-06-01"));
                if reports {
                    let commitment = commitment.map_or("-", |it| it.code());
                    let responsible = responsible.map_or("-".to_owned(), |it| it.to_string());
                    found.push_str(&format!("{commitment} {responsible}\n"));
                }
            }
        }
        assert_eq!(
            found,
            "- true\nNAMED true\nASKED true\nCONFIRMED -\nCONFIRMED true\n"
        );
    }

    #[test]
    fn whoever_does_something_reports_and_whoever_pays_or_answers_questions_does_not() {
        let agreed = (Some(Commitment::Confirmed), None);
        let reports = |role: &ResponsibilityRole| {
            responsibility(*role, agreed).reports_progress(day("2026-06-01"))
        };
        let roles: Vec<&str> = ResponsibilityRole::ALL
            .iter()
            .filter(|role| reports(role))
            .map(|role| role.code())
            .collect();
        assert_eq!(roles, ["LEAD", "COORDINATION", "PARTICIPATION"]);
    }

    #[test]
    fn nobody_reports_before_or_after_the_time_of_the_responsibility() {
        let lead = responsibility(
            ResponsibilityRole::Lead,
            (Some(Commitment::Confirmed), None),
        );
        let on = |text| lead.reports_progress(day(text));
        assert_eq!(
            ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map(on),
            [false, true, true, false]
        );
    }

    #[test]
    fn a_proposal_is_no_aggregate_and_no_part() {
        let id = ProgressProposalId::from_uuid(Uuid::from_u128(7));
        let global = id.to_global();
        assert_eq!(ProgressProposalId::from_global(&global), Some(id));
        assert!(EntityId::from_global(&global).is_err());
        assert_eq!(PartId::from_global(&global), None);
    }

    #[test]
    fn a_state_says_what_was_decided() {
        for state in ProposalState::ALL {
            let back = state.outcome().map(ProposalOutcome::state);
            assert_eq!(back.unwrap_or(ProposalState::Proposed), *state);
        }
    }
}
