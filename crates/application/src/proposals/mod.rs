//! Proposed progress (Vorschläge zum Stand): organizations say how far the measures are for which
//! they are responsible, and the coordinating office accepts that or not.
//!
//! A proposal stands beside the measure and changes nothing. Once it is accepted, the measure has a
//! report by the same path as one of the office; both are one transaction.

mod mail;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::edit::{self, Input, ProgressInput, ProposedProgressInput};
use domain::id::{ActionAreaId, MeasureId, OrganizationId, TypedId};
use domain::organization::Organization;
use domain::plan::{
    DecidedProposal, Measure, PlanItemId, ProgressProposal, ProgressProposalId, ProposalOutcome,
    ProposalState, ProposedProgress,
};
use domain::policy::{Action, Actor, Permit, Refusal, Resource, authorize, scope};
use domain::text::{LanguageTag, Words};
use domain::violation::Rule;
use persistence::Revision;

pub use persistence::{ProposalCursor, ProposalFilter, ProposalPage};

use crate::Application;
use crate::curation::Change;
use crate::entries::desk::{Desk, refused as denied};
use crate::entries::{Note, Occasion};
use crate::idempotency::recall;
use crate::use_case::UseCaseError;

/// How many proposals of one organization about one measure may wait.
const MOST_WAITING: u64 = 20;

/// What an organization proposes.
#[derive(Clone, Debug)]
pub struct Propose {
    /// About what.
    pub measure: MeasureId,
    /// In whose name.
    pub organization: OrganizationId,
    /// What is said.
    pub progress: ProposedProgressInput,
}

/// What is decided about a proposal.
#[derive(Clone, Debug)]
pub struct Decide {
    /// About which.
    pub proposal: ProgressProposalId,
    /// What the organization is told; needed where it is rejected.
    pub comment: Option<String>,
}

/// Which proposals are wanted. A list that is empty means any.
#[derive(Clone, Debug, Default)]
pub struct WantedProposals {
    /// Where they stand.
    pub states: Vec<ProposalState>,
    /// Whose they are.
    pub organizations: Vec<OrganizationId>,
    /// About what they are.
    pub measures: Vec<MeasureId>,
    /// In which areas of action that lies.
    pub areas: Vec<ActionAreaId>,
}

impl Application {
    /// The proposals that the actor may read, the newest first: those of the actor's organizations,
    /// and for the coordinating office those about measures in its jurisdiction.
    ///
    /// # Errors
    /// The database fails.
    pub async fn progress_proposals(
        &self,
        actor: &Actor,
        (wanted, page): (WantedProposals, ProposalPage),
    ) -> Result<Vec<ProgressProposal>, UseCaseError> {
        let WantedProposals {
            states,
            organizations,
            measures,
            areas,
        } = wanted;
        let mut about = (!measures.is_empty()).then(|| measures.into_iter().collect());
        if !areas.is_empty() {
            let snapshot = self.snapshot();
            let all = snapshot.shelf::<Measure>().iter().map(|it| it.id);
            let within = all.filter(|id| {
                let area = snapshot.area_of(PlanItemId::Measure(*id));
                let is_wanted = about
                    .as_ref()
                    .is_none_or(|it: &std::collections::HashSet<_>| it.contains(id));
                is_wanted && area.is_some_and(|area| areas.contains(&area))
            });
            about = Some(within.collect());
        }
        let filter = ProposalFilter {
            states,
            organizations,
            measures: about,
        };
        let scope = scope(actor);
        let found = self.store.progress_proposals(&scope, &filter, page);
        Ok(found.await?)
    }

    /// Propose how far a measure has come, in the name of an organization that is responsible for
    /// it.
    ///
    /// # Errors
    /// The organization is not responsible, the input breaks rules, or the actor may not.
    pub async fn propose_progress(
        &self,
        occasion: &Occasion<'_>,
        propose: Propose,
    ) -> Result<ProgressProposal, UseCaseError> {
        let Propose {
            measure,
            organization,
            progress,
        } = propose;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(proposal) = desk.recall_proposal().await? {
            return Ok(proposal);
        }
        let current = desk.measure(measure).await?;
        if current.head.published.is_none() {
            return Err(UseCaseError::NotFound(measure.to_global()));
        }
        let permit = desk.permit_report(&current.content, organization).await?;
        let author = self.name_of(organization)?;
        let input = progress.by(author.as_str());
        let next = desk.edit(current.number + 1, |editing| {
            input.apply(&current.content, editing)
        })?;
        let waiting = desk.tx.proposals_waiting(measure, organization).await?;
        if waiting >= MOST_WAITING {
            let max = usize::try_from(MOST_WAITING).unwrap_or(usize::MAX);
            return Err(UseCaseError::broken(&[], Rule::TooMany { max }));
        }
        let progress = added(&current.content, next)
            .ok_or_else(|| UseCaseError::NotFound(measure.to_global()))?;
        let proposal = ProgressProposal {
            id: ProgressProposalId::from_uuid((occasion.ids)()),
            measure,
            organization,
            by: permit.author().account,
            at: occasion.now,
            progress,
            decided: None,
        };
        desk.tx.propose_progress(&permit, &proposal).await?;
        desk.conclude(proposal.id).await?;
        Ok(proposal)
    }

    /// Accept a proposal: the measure has the report at once, for the public too.
    ///
    /// # Errors
    /// It was decided before, what it says no longer fits to the measure, or the actor may not.
    pub async fn accept_progress_proposal(
        &self,
        occasion: &Occasion<'_>,
        decide: Decide,
    ) -> Result<ProgressProposal, UseCaseError> {
        let how = (ProposalOutcome::Accepted, Action::Publish);
        self.decide_progress_proposal(occasion, decide, how).await
    }

    /// Refuse a proposal with a comment: the measure stays as it is.
    ///
    /// # Errors
    /// The comment is missing, it was decided before, or the actor may not.
    pub async fn reject_progress_proposal(
        &self,
        occasion: &Occasion<'_>,
        decide: Decide,
    ) -> Result<ProgressProposal, UseCaseError> {
        let how = (ProposalOutcome::Rejected, Action::Reject);
        self.decide_progress_proposal(occasion, decide, how).await
    }

    async fn decide_progress_proposal(
        &self,
        occasion: &Occasion<'_>,
        Decide { proposal, comment }: Decide,
        (outcome, action): (ProposalOutcome, Action),
    ) -> Result<ProgressProposal, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(proposal) = desk.recall_proposal().await? {
            return Ok(proposal);
        }
        let proposal = desk.proposal(proposal).await?;
        let current = desk.measure(proposal.measure).await?;
        let permit = desk.permit_verdict(action, &current).await?;
        let comment = match comment.as_deref().map(edit::comment).transpose() {
            Ok(None) if outcome == ProposalOutcome::Rejected => Err(Rule::Missing),
            read => read,
        };
        let comment = comment.map_err(|rule| UseCaseError::broken(&["comment"], rule))?;
        let proposal = desk.decide(&permit, proposal, (outcome, comment)).await?;
        if outcome == ProposalOutcome::Accepted {
            desk.report_what_was_proposed(&proposal, current.number)
                .await?;
        }
        desk.tell_proposer(&proposal, &current.content).await?;
        desk.conclude(proposal.id).await?;
        Ok(proposal)
    }

    /// Take a proposal back that waits. Its organization may do that although it is no longer
    /// responsible.
    ///
    /// # Errors
    /// It was decided before, or the actor may not.
    pub async fn withdraw_progress_proposal(
        &self,
        occasion: &Occasion<'_>,
        proposal: ProgressProposalId,
    ) -> Result<ProgressProposal, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(proposal) = desk.recall_proposal().await? {
            return Ok(proposal);
        }
        let proposal = desk.proposal(proposal).await?;
        let current = desk.measure(proposal.measure).await?;
        let resource = Resource {
            responsible: BTreeSet::from([proposal.organization]),
            ..desk.tx.resource(&current.content).await?
        };
        let permit =
            authorize(occasion.actor, Action::ReportProgress, &resource).map_err(denied)?;
        let verdict = (ProposalOutcome::Withdrawn, None);
        let proposal = desk.decide(&permit, proposal, verdict).await?;
        desk.conclude(proposal.id).await?;
        Ok(proposal)
    }

    /// What an organization is called in public, for whoever it reports to.
    fn name_of(&self, organization: OrganizationId) -> Result<Words, UseCaseError> {
        let snapshot = self.snapshot();
        let found = snapshot.find::<Organization>(organization);
        let found = found.ok_or_else(|| {
            let rule = Rule::NotPublished(organization.to_global());
            UseCaseError::broken(&["organization"], rule)
        })?;
        let served = found.name.serve(&[LanguageTag::german()]);
        Ok(served.version.text.clone())
    }
}

impl Desk<'_> {
    /// What came of the same request before, as it is now.
    async fn recall_proposal(&mut self) -> Result<Option<ProgressProposal>, UseCaseError> {
        let before = recall(&mut self.tx, self.occasion.actor, self.occasion.idempotency).await?;
        match before {
            None => Ok(None),
            Some(id) => self.proposal(id).await.map(Some),
        }
    }

    /// A proposal that the actor may read.
    async fn proposal(&mut self, id: ProgressProposalId) -> Result<ProgressProposal, UseCaseError> {
        let scope = scope(self.occasion.actor);
        let found = self.tx.progress_proposal(&scope, id).await?;
        found.ok_or_else(|| UseCaseError::NotFound(id.to_global()))
    }

    /// The newest revision of a measure, locked until the end. Whoever proposes reads no drafts of
    /// it; what the office keeps has none.
    async fn measure(&mut self, id: MeasureId) -> Result<Revision<Measure>, UseCaseError> {
        let found = self.tx.current(&scope(&Actor::Operator), id).await?;
        found.ok_or_else(|| UseCaseError::NotFound(id.to_global()))
    }

    /// May the actor report on the measure in the name of this organization? Whoever works there is
    /// told where it is not responsible.
    async fn permit_report(
        &mut self,
        measure: &Measure,
        organization: OrganizationId,
    ) -> Result<Permit, UseCaseError> {
        let actor = self.occasion.actor;
        let today = crate::local_day(self.occasion.now);
        let mut resource = self.tx.resource_with_parties(measure, today).await?;
        resource.responsible.retain(|it| *it == organization);
        let is_responsible = !resource.responsible.is_empty();
        let works_there = scope(actor).organizations().contains(&organization);
        match authorize(actor, Action::ReportProgress, &resource) {
            Ok(permit) if is_responsible => Ok(permit),
            Err(refusal) if !works_there => Err(denied(refusal)),
            Ok(_) | Err(_) => {
                let rule = Rule::NotResponsible;
                Err(UseCaseError::broken(&["organization"], rule))
            }
        }
    }

    /// May the actor decide about a proposal that the actor reads? So it is there, if not.
    async fn permit_verdict(
        &mut self,
        action: Action,
        measure: &Revision<Measure>,
    ) -> Result<Permit, UseCaseError> {
        let resource = self.tx.resource(&measure.content).await?;
        authorize(self.occasion.actor, action, &resource).map_err(|mut denied| {
            denied.reason = Refusal::Forbidden;
            UseCaseError::Denied(denied)
        })
    }

    /// The measure gets the report of a proposal, by the name of the organization.
    async fn report_what_was_proposed(
        &mut self,
        proposal: &ProgressProposal,
        expected: u32,
    ) -> Result<(), UseCaseError> {
        let author = self.application.name_of(proposal.organization)?;
        let change = Change::<Measure, ProgressInput> {
            id: proposal.measure,
            expected,
            input: ProposedProgressInput::of(&proposal.progress).by(author.as_str()),
            note: Note::default(),
        };
        self.change(change).await?;
        Ok(())
    }

    /// Decide, unless somebody has. The proposal with what was decided.
    async fn decide(
        &mut self,
        permit: &Permit,
        mut proposal: ProgressProposal,
        (outcome, comment): (ProposalOutcome, Option<Words>),
    ) -> Result<ProgressProposal, UseCaseError> {
        let decided = DecidedProposal {
            outcome,
            at: self.occasion.now,
            by: permit.author().account,
            comment,
        };
        let which = (proposal.id, proposal.measure);
        let tx = &mut self.tx;
        if !tx.decide_progress_proposal(permit, which, &decided).await? {
            let rule = Rule::AlreadyDecided;
            return Err(UseCaseError::broken(&["proposal"], rule));
        }
        proposal.decided = Some(decided);
        Ok(proposal)
    }
}

/// What one more report says.
fn added(before: &Measure, after: Measure) -> Option<ProposedProgress> {
    let is_new = |id| before.progress_reports.iter().all(|known| known.id != id);
    let mut reports = after.progress_reports.into_iter();
    let report = reports.find(|report| is_new(report.id))?;
    Some(ProposedProgress {
        date: report.date,
        step: report.step,
        status: report.status,
        percent: report.percent,
        note: report.note,
    })
}
