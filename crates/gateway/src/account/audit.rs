//! Who did what to accounts.

use application::accounts::AuditRow;
use async_graphql::{ID, Object};
use domain::account::{AccountId, AuditAction, AuditSubjectKind};
use domain::policy::Role;

use crate::code::Coded;
use crate::record::Record;
use crate::scalar::DateTime;

pub struct AuditLine(pub(crate) AuditRow);

/// One thing that was done to an account, an invitation or a key (Prüfprotokoll). What is done to
/// entries and the plan stands in their revisions.
#[Object]
impl AuditLine {
    /// The id of the line.
    async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// When it was done.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// What was done.
    async fn action(&self) -> Coded<AuditAction> {
        Coded(self.0.action)
    }

    /// The id of the account that did it; null for whoever runs the program on the machine, and once
    /// it is no longer kept who it was.
    async fn actor_id(&self) -> Option<ID> {
        self.0.actor.map(|id| ID(AccountId::to_global(id)))
    }

    /// In which role it was done; null where people did it to their own account.
    async fn role(&self) -> Option<Coded<Role>> {
        self.0.role.map(Coded)
    }

    /// To what sort of thing it was done.
    async fn subject_kind(&self) -> Coded<AuditSubjectKind> {
        Coded(self.0.subject.kind)
    }

    /// The raw id (UUID) of that thing; null once it is no longer kept.
    async fn subject_id(&self) -> Option<ID> {
        self.0.subject.id.map(|id| ID(id.to_string()))
    }

    /// How it was before, as JSON text without secrets; null where there was nothing to say.
    async fn before(&self) -> Option<String> {
        self.0.before.as_ref().map(ToString::to_string)
    }

    /// How it was afterwards, as JSON text without secrets; null where there was nothing to say.
    async fn after(&self) -> Option<String> {
        self.0.after.as_ref().map(ToString::to_string)
    }

    /// Whether it is no longer kept who did it, and to whom.
    async fn is_pseudonymised(&self) -> bool {
        self.0.is_pseudonymised
    }
}

impl Record for AuditLine {
    fn global(&self) -> String {
        self.0.id.to_string()
    }
}
