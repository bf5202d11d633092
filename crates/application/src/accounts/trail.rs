//! Writing the audit, and reading it.

use domain::account::{AccountId, ApiKeyId, AuditAction, AuditSubjectKind, InvitationId};
use domain::id::{OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Actor, Administration, administer};
use persistence::Uuid;
use persistence::account::{AuditPage, AuditRow, AuditSubject, NewAuditRow};

use super::Accounts;
use crate::use_case::UseCaseError;

/// About what a line is.
#[derive(Clone, Copy, Debug)]
pub(super) enum About {
    Account(AccountId),
    Organization(OrganizationId),
    Invitation(InvitationId),
    ApiKey(ApiKeyId),
}

impl Accounts {
    /// A page of the audit, the newest first.
    ///
    /// # Errors
    /// The actor may not, or the database fails.
    pub async fn audit(
        &self,
        actor: &Actor,
        page: AuditPage,
    ) -> Result<Vec<AuditRow>, UseCaseError> {
        let clearance = administer(actor, Administration::ReadAudit)?;
        Ok(self.store.audit(&clearance, page).await?)
    }

    /// A line about what somebody did to the own account.
    pub(super) fn line(
        &self,
        action: AuditAction,
        by: Option<AccountId>,
        about: About,
        now: Instant,
    ) -> NewAuditRow {
        NewAuditRow {
            id: self.secrets.id(now),
            at: now,
            actor: by,
            role: None,
            action,
            subject: about.into(),
            before: None,
            after: None,
        }
    }

    /// The same of an account that acts upon itself.
    pub(super) fn own_line(
        &self,
        action: AuditAction,
        account: AccountId,
        now: Instant,
    ) -> NewAuditRow {
        self.line(action, Some(account), About::Account(account), now)
    }
}

impl From<About> for AuditSubject {
    fn from(about: About) -> Self {
        let (kind, id): (_, Uuid) = match about {
            About::Account(id) => (AuditSubjectKind::Account, id.uuid()),
            About::Organization(id) => (AuditSubjectKind::Organization, id.uuid()),
            About::Invitation(id) => (AuditSubjectKind::Invitation, id.uuid()),
            About::ApiKey(id) => (AuditSubjectKind::ApiKey, id.uuid()),
        };
        Self { kind, id: Some(id) }
    }
}
