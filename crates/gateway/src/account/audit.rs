//! Who did what to accounts.

use application::accounts::{AuditFilter, AuditRow, TimeSpan};
use async_graphql::{ID, InputObject, Object, Result};
use domain::account::{AccountId, ApiKeyId, AuditAction, AuditSubjectKind, InvitationId};
use domain::id::EntityId;
use domain::policy::Role;

use crate::code::Coded;
use crate::error::{bad_input, excerpt};
use crate::record::Record;
use crate::scalar::DateTime;

/// How many characters of an id a message repeats.
const ECHO: usize = 80;

/// Which lines of the audit are wanted. Several fields mean "and".
#[derive(Default, InputObject)]
#[graphql(name = "AuditFilter")]
pub struct AuditFilterInput {
    /// Only what this account did, by its id.
    account: Option<ID>,
    /// Only what was done to this: the id of an account, an organization, an invitation or a key, or
    /// `subjectId` of a line.
    subject: Option<ID>,
    /// Only what was done at this moment or later.
    from: Option<DateTime>,
    /// Only what was done before this moment.
    until: Option<DateTime>,
}

impl AuditFilterInput {
    pub(super) fn read(self) -> Result<AuditFilter> {
        let Self {
            account,
            subject,
            from,
            until,
        } = self;
        // As a line gives it, or as other fields do.
        let raw = |id: &ID| {
            let raw = id.parse().ok();
            raw.or_else(|| AccountId::from_global(id).map(AccountId::uuid))
                .or_else(|| InvitationId::from_global(id).map(InvitationId::uuid))
                .or_else(|| ApiKeyId::from_global(id).map(ApiKeyId::uuid))
                .or_else(|| EntityId::from_global(id).ok().map(|entity| entity.uuid))
                .ok_or_else(|| {
                    let message = format!("`{}` is not an id", excerpt(id, ECHO));
                    bad_input(message, &["filter", "subject"])
                })
        };
        Ok(AuditFilter {
            actor: account.as_ref().map(account_in_filter).transpose()?,
            subject: subject.as_ref().map(raw).transpose()?,
            at: time_span(from, until)?,
        })
    }
}

/// The id of an account in a filter.
pub(crate) fn account_in_filter(id: &ID) -> Result<AccountId> {
    AccountId::from_global(id).ok_or_else(|| {
        let message = format!("`{}` is not the id of an account", excerpt(id, ECHO));
        bad_input(message, &["filter", "account"])
    })
}

/// The period in a filter.
pub(crate) fn time_span(from: Option<DateTime>, until: Option<DateTime>) -> Result<TimeSpan> {
    let [from, until] = [from, until].map(|moment| moment.map(|DateTime(moment)| moment));
    if from.zip(until).is_some_and(|(from, until)| from >= until) {
        let message = "a period ends after it begins: `until` has to be later than `from`";
        return Err(bad_input(message, &["filter", "until"]));
    }
    Ok(TimeSpan { from, until })
}

pub struct AuditLine(pub(crate) AuditRow);

/// One thing that was done to an account, an invitation or a key (Prüfprotokoll). What was done to
/// entries, the plan and everything else stands in `changeLog`.
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
