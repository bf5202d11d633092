//! Telling whoever proposed something what became of it. Queued in the transaction of the decision,
//! so that neither happens without the other.

use domain::mail::{Mail, MailTemplate, MailValues};
use domain::plan::{Measure, ProgressProposal, ProposalOutcome};

use crate::entries::desk::Desk;
use crate::use_case::UseCaseError;

impl Desk<'_> {
    /// Tell whoever wrote a proposal what became of it, unless they decided it themselves or work for
    /// the organization no longer.
    pub(super) async fn tell_proposer(
        &mut self,
        proposal: &ProgressProposal,
        measure: &Measure,
    ) -> Result<(), UseCaseError> {
        let application = self.application;
        let Some(decided) = &proposal.decided else {
            return Ok(());
        };
        let template = match decided.outcome {
            ProposalOutcome::Accepted => MailTemplate::ProposalAccepted,
            ProposalOutcome::Rejected => MailTemplate::ProposalRejected,
            ProposalOutcome::Withdrawn => return Ok(()),
        };
        let Some(author) = proposal.by.filter(|author| Some(*author) != decided.by) else {
            return Ok(());
        };
        if application.editorial.review_mails.is_none() {
            return Ok(());
        }
        let Some(account) = application.store.account(author).await? else {
            return Ok(());
        };
        let works_there = account.role_in(proposal.organization).is_some();
        let Some(to) = account.email.filter(|_| works_there) else {
            return Ok(());
        };
        let title = measure
            .item
            .title
            .serve(std::slice::from_ref(&account.language));
        let values = MailValues {
            name: Some(account.name.as_str().to_owned()),
            subjects: vec![title.version.text.as_str().to_owned()],
            comment: decided.comment.as_ref().map(ToString::to_string),
            ..MailValues::default()
        };
        let mail = Mail {
            to,
            account: Some(author),
            language: account.language,
            template,
            values,
            expires_at: None,
        };
        let now = self.occasion.now;
        application.accounts().queue(&mut self.tx, mail, now).await
    }
}
