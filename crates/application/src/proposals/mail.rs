//! Telling whoever proposed something what became of it. Queued in the transaction of the decision,
//! so that neither happens without the other.

use domain::mail::{Mail, MailTemplate, MailValues};
use domain::plan::{Measure, ProgressProposal};

use crate::entries::desk::Desk;
use crate::use_case::UseCaseError;

impl Desk<'_> {
    /// Tell whoever wrote a proposal what became of it, unless they decided it themselves or work for
    /// the organization no longer.
    pub(super) async fn tell_proposer(
        &mut self,
        template: MailTemplate,
        proposal: &ProgressProposal,
        measure: &Measure,
    ) -> Result<(), UseCaseError> {
        let application = self.application;
        let decided = proposal.decided.as_ref();
        let decided_by = decided.and_then(|decided| decided.by);
        let Some(author) = proposal.by.filter(|author| Some(*author) != decided_by) else {
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
        let comment = decided.and_then(|decided| decided.comment.as_ref());
        let values = MailValues {
            name: Some(account.name.as_str().to_owned()),
            subjects: vec![title.version.text.as_str().to_owned()],
            comment: comment.map(|words| words.as_str().to_owned()),
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
