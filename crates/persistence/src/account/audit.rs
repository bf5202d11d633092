//! The audit (Prüfprotokoll): who did what to accounts, and when. What is done to content stands in
//! its revisions and the change log.

use domain::account::{AccountId, AuditAction, AuditSubjectKind};
use domain::code::Code;
use domain::period::Instant;
use domain::policy::{Administration, Author, Clearance, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::right::require;
use super::{code, corrupt};
use crate::entity::{audit, change_log, revision};
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// What the audit says of people who act upon their own account, in no role.
const HOLDER: &str = "HOLDER";

/// About what something was done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AuditSubject {
    /// What it is.
    pub kind: AuditSubjectKind,
    /// Which one; none once it was pseudonymised.
    pub id: Option<Uuid>,
}

/// A line to write.
#[derive(Clone, Debug)]
pub struct NewAuditRow {
    /// Its id, in the order of time.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// The account that acted.
    pub actor: Option<AccountId>,
    /// In which role; none where people act upon their own account.
    pub role: Option<Role>,
    /// What was done.
    pub action: AuditAction,
    /// About what.
    pub subject: AuditSubject,
    /// How it was before, without secrets.
    pub before: Option<Value>,
    /// How it was afterwards, without secrets.
    pub after: Option<Value>,
}

/// A line, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRow {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// The account that acted; none for the operator, and once it was pseudonymised.
    pub actor: Option<AccountId>,
    /// In which role; none where people acted upon their own account.
    pub role: Option<Role>,
    /// What was done.
    pub action: AuditAction,
    /// About what.
    pub subject: AuditSubject,
    /// How it was before.
    pub before: Option<Value>,
    /// How it was afterwards.
    pub after: Option<Value>,
    /// Whether it no longer says who and about whom.
    pub is_pseudonymised: bool,
}

/// Which lines of the audit are wanted.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct AuditFilter {
    /// Only what this account did.
    pub actor: Option<AccountId>,
    /// Only what was done to the thing with this raw id.
    pub subject: Option<Uuid>,
    /// Only what was done then.
    pub at: TimeSpan,
}

/// From a moment on and until before another; without end where one is not given.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TimeSpan {
    /// The first moment.
    pub from: Option<Instant>,
    /// The first moment that no longer counts.
    pub until: Option<Instant>,
}

/// A page of the audit, the newest first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct AuditPage {
    /// Which lines.
    pub wanted: AuditFilter,
    /// Only lines before the one with this id; all where none is given.
    pub before: Option<Uuid>,
    /// How many at most.
    pub limit: u32,
}

impl TimeSpan {
    /// That this column lies within.
    pub(super) fn covers(self, column: impl ColumnTrait) -> Condition {
        let from = self.from.map(|from| column.gte(from.utc()));
        let until = self.until.map(|until| column.lt(until.utc()));
        Condition::all().add_option(from).add_option(until)
    }
}

impl NewAuditRow {
    /// By this author instead of whoever holds the account.
    #[must_use]
    pub fn by(mut self, author: Author) -> Self {
        self.actor = author.account;
        self.role = Some(author.role);
        self
    }
}

impl Store {
    /// A page of the audit.
    ///
    /// # Errors
    /// Not by that clearance, or the database fails.
    pub async fn audit(
        &self,
        clearance: &Clearance,
        page: AuditPage,
    ) -> Result<Vec<AuditRow>, StoreError> {
        require(clearance, Administration::ReadAudit)?;
        let AuditFilter { actor, subject, at } = page.wanted;
        let mut wanted = at.covers(audit::Column::At);
        if let Some(actor) = actor {
            wanted = wanted.add(audit::Column::Actor.eq(actor.uuid()));
        }
        if let Some(subject) = subject {
            wanted = wanted.add(audit::Column::Subject.eq(subject));
        }
        if let Some(before) = page.before {
            wanted = wanted.add(audit::Column::Id.lt(before));
        }
        self.audit_where(wanted, u64::from(page.limit)).await
    }

    /// The lines that are about an account or tell what it did, for its holder.
    pub(super) async fn audit_of(&self, account: AccountId) -> Result<Vec<AuditRow>, StoreError> {
        let wanted = Condition::any()
            .add(audit::Column::Actor.eq(account.uuid()))
            .add(audit::Column::Subject.eq(account.uuid()));
        self.audit_where(wanted, 100_000).await
    }

    async fn audit_where(
        &self,
        wanted: Condition,
        limit: u64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        let rows = audit::Entity::find()
            .filter(wanted)
            .order_by_desc(audit::Column::Id)
            .limit(limit)
            .all(&self.connection)
            .await?;
        rows.into_iter().map(audit_of).collect()
    }
}

impl Tx {
    /// Write a line.
    ///
    /// # Errors
    /// The database fails.
    pub async fn write_audit(&mut self, new: NewAuditRow) -> Result<(), StoreError> {
        let row = audit::Model {
            id: new.id,
            at: new.at.utc(),
            actor_kind: new.role.map_or(HOLDER, Role::code).to_owned(),
            actor: new.actor.map(AccountId::uuid),
            action: new.action.code().to_owned(),
            subject_kind: new.subject.kind.code().to_owned(),
            subject: new.subject.id,
            before: new.before.map(|json| json.to_string()),
            after: new.after.map(|json| json.to_string()),
            pseudonymised_at: None,
        };
        write::insert::<audit::Entity>(self.connection(), vec![row]).await
    }

    /// Take out of lines from before that time who acted, about whom, and what they said. What was
    /// done and when stays. How many lines.
    ///
    /// # Errors
    /// The database fails.
    pub async fn pseudonymise_audit(
        &mut self,
        before: Instant,
        now: Instant,
    ) -> Result<u64, StoreError> {
        let nobody: Option<Uuid> = None;
        let nothing: Option<String> = None;
        let done = audit::Entity::update_many()
            .col_expr(audit::Column::Actor, Expr::value(nobody))
            .col_expr(audit::Column::Subject, Expr::value(nobody))
            .col_expr(audit::Column::Before, Expr::value(nothing.clone()))
            .col_expr(audit::Column::After, Expr::value(nothing))
            .col_expr(audit::Column::PseudonymisedAt, Expr::value(now.utc()))
            .filter(audit::Column::At.lt(before.utc()))
            .filter(audit::Column::PseudonymisedAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected)
    }

    /// Take out of revisions and lines of the change log from before that time which account wrote
    /// them. In which role stays. How many rows.
    ///
    /// # Errors
    /// The database fails.
    pub async fn pseudonymise_authors(&mut self, before: Instant) -> Result<u64, StoreError> {
        let nobody: Option<Uuid> = None;
        let revisions = revision::Entity::update_many()
            .col_expr(revision::Column::Account, Expr::value(nobody))
            .filter(revision::Column::Account.is_not_null())
            .filter(revision::Column::CreatedAt.lt(before.utc()))
            .exec(self.connection())
            .await?;
        let lines = change_log::Entity::update_many()
            .col_expr(change_log::Column::Account, Expr::value(nobody))
            .filter(change_log::Column::Account.is_not_null())
            .filter(change_log::Column::At.lt(before.utc()))
            .exec(self.connection())
            .await?;
        Ok(revisions.rows_affected + lines.rows_affected)
    }
}

fn audit_of(row: audit::Model) -> Result<AuditRow, StoreError> {
    let json = |text: Option<String>| {
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error: serde_json::Error| corrupt("audit")(error.into()))
    };
    let role = match row.actor_kind.as_str() {
        HOLDER => None,
        role => Some(code::<Role>("audit", role)?),
    };
    Ok(AuditRow {
        id: row.id,
        at: row.at.into(),
        actor: row.actor.map(AccountId::from_uuid),
        role,
        action: code("audit", &row.action)?,
        subject: AuditSubject {
            kind: code("audit", &row.subject_kind)?,
            id: row.subject,
        },
        before: json(row.before)?,
        after: json(row.after)?,
        is_pseudonymised: row.pseudonymised_at.is_some(),
    })
}
