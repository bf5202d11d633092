//! Telling whoever handed a change in what became of it. Queued in the transaction of the verdict, so
//! that neither happens without the other.
//!
//! That is not always who wrote its newest revision: others translate, confirm and mend what waits.
//!
//! What a reviewer says may name what must not be known, so it is told only where the entry is
//! neither discreet nor protected; the app shows it to whoever has signed in.

use domain::account::Grant;
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::place::LocationVisibility;
use domain::review::Maintained;
use domain::text::Words;
use persistence::Revision;

use super::desk::Desk;
use crate::use_case::UseCaseError;

impl Desk<'_> {
    /// Tell whoever handed a revision in last what became of it, or else who wrote it; unless they
    /// decided it themselves, or neither work for its owner any longer nor for the office.
    pub(super) async fn tell_author<T: Maintained>(
        &mut self,
        template: MailTemplate,
        revision: &Revision<T>,
        comment: Option<&Words>,
    ) -> Result<(), UseCaseError> {
        let application = self.application;
        if application.editorial.review_mails.is_none() {
            return Ok(());
        }
        let decided_by = self.occasion.actor.person().map(|person| person.account.id);
        let handed_in = self.tx.handed_in_by(revision.head.entity).await?;
        let mut concerned = handed_in.into_iter().chain(revision.author.account);
        let Some(author) = concerned.find(|account| Some(*account) != decided_by) else {
            return Ok(());
        };
        let Some(account) = application.store.account(author).await? else {
            return Ok(());
        };
        let content = &revision.content;
        let is_of_office = account
            .grants
            .iter()
            .any(|grant| matches!(grant, Grant::Coordinator(_) | Grant::Administrator));
        // A draft may name another owner already; whose it is, says the head.
        let owner = revision.head.owner;
        let is_member = owner.is_some_and(|it| account.role_in(it).is_some());
        let Some(to) = account.email.filter(|_| is_of_office || is_member) else {
            return Ok(());
        };
        let mut values = MailValues {
            name: Some(account.name.as_str().to_owned()),
            ..MailValues::default()
        };
        if content.is_discreet() {
            values.unnamed = 1;
        } else if let Some(label) = content.label() {
            let served = label.serve(std::slice::from_ref(&account.language));
            values.subjects = vec![served.version.text.as_str().to_owned()];
        }
        if !content.is_discreet() && content.visibility() == LocationVisibility::Exact {
            values.comment = comment.map(|words| words.as_str().to_owned());
        }
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
