//! Whom the program has told of what. A notice is claimed in the transaction that queues its mail:
//! of several processes one gets it, and after a restart nobody is told again.

use domain::account::AccountId;
use domain::id::EntityId;
use domain::period::Instant;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::entity::{head, notice};
use crate::error::StoreError;
use crate::revision::Head;
use crate::store::{IDS_A_STATEMENT, Store};
use crate::tx::Tx;

/// Of what somebody is told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoticeKind {
    /// An entry of theirs is due to be confirmed.
    ConfirmationDue,
    /// A provider has not confirmed an entry.
    ConfirmationOverdue,
    /// A change waits for a review.
    ReviewWaiting,
    /// Somebody's consent to be named ends soon.
    ConsentEnding,
}

impl NoticeKind {
    const fn code(self) -> &'static str {
        match self {
            Self::ConfirmationDue => "CONFIRMATION_DUE",
            Self::ConfirmationOverdue => "CONFIRMATION_OVERDUE",
            Self::ReviewWaiting => "REVIEW_WAITING",
            Self::ConsentEnding => "CONSENT_ENDING",
        }
    }
}

/// That somebody was told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Notice {
    /// Who.
    pub account: AccountId,
    /// About what.
    pub entity: Uuid,
    /// Which time or which revision of it: another one is worth another notice.
    pub about: i64,
    /// When.
    pub sent_at: Instant,
}

impl Store {
    /// Who was told of that about these, in no particular order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn notices(
        &self,
        kind: NoticeKind,
        entities: &[EntityId],
    ) -> Result<Vec<Notice>, StoreError> {
        let mut found = Vec::new();
        for some in entities.chunks(IDS_A_STATEMENT) {
            let rows = notice::Entity::find()
                .filter(notice::Column::Kind.eq(kind.code()))
                .filter(notice::Column::Entity.is_in(some.iter().map(|entity| entity.uuid)))
                .all(&self.connection)
                .await?;
            found.extend(rows.into_iter().map(notice_of));
        }
        Ok(found)
    }

    /// Of what somebody was told since then, that included, in the order of ids.
    ///
    /// # Errors
    /// The database fails.
    pub async fn noticed_since(
        &self,
        account: AccountId,
        kind: NoticeKind,
        since: Instant,
    ) -> Result<Vec<Head>, StoreError> {
        let told: Vec<Uuid> = notice::Entity::find()
            .select_only()
            .column(notice::Column::Entity)
            .filter(notice::Column::Account.eq(account.uuid()))
            .filter(notice::Column::Kind.eq(kind.code()))
            .filter(notice::Column::SentAt.gte(since.utc()))
            .into_tuple()
            .all(&self.connection)
            .await?;
        let mut heads = Vec::with_capacity(told.len());
        for some in told.chunks(IDS_A_STATEMENT) {
            let rows = head::Entity::find()
                .filter(head::Column::Id.is_in(some.iter().copied()))
                .order_by_asc(head::Column::Id)
                .all(&self.connection)
                .await?;
            for row in rows {
                heads.push(Head::try_from(row)?);
            }
        }
        Ok(heads)
    }

    /// When somebody was told of that last.
    ///
    /// # Errors
    /// The database fails.
    pub async fn last_notice(
        &self,
        account: AccountId,
        kind: NoticeKind,
    ) -> Result<Option<Instant>, StoreError> {
        let last = notice::Entity::find()
            .filter(notice::Column::Account.eq(account.uuid()))
            .filter(notice::Column::Kind.eq(kind.code()))
            .order_by_desc(notice::Column::SentAt)
            .limit(1)
            .one(&self.connection)
            .await?;
        Ok(last.map(|row| row.sent_at.into()))
    }
}

impl Tx {
    /// Say that somebody is told. Whether it is this transaction that tells: not where it was done
    /// before, or is being done by another process, for whose end this waits.
    ///
    /// # Errors
    /// The database fails.
    pub async fn claim_notice(
        &mut self,
        kind: NoticeKind,
        notice: Notice,
    ) -> Result<bool, StoreError> {
        let Notice {
            account,
            entity,
            about,
            sent_at,
        } = notice;
        let row = notice::Model {
            account: account.uuid(),
            entity,
            kind: kind.code().to_owned(),
            about,
            sent_at: sent_at.utc(),
        };
        let mut replace = OnConflict::columns([
            notice::Column::Account,
            notice::Column::Entity,
            notice::Column::Kind,
        ]);
        replace
            .update_columns([notice::Column::About, notice::Column::SentAt])
            .action_and_where(
                Expr::col((notice::Entity, notice::Column::About)).ne(Expr::value(about)),
            );
        let written = notice::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(self.connection())
            .await?;
        Ok(written > 0)
    }
}

fn notice_of(row: notice::Model) -> Notice {
    Notice {
        account: AccountId::from_uuid(row.account),
        entity: row.entity,
        about: row.about,
        sent_at: row.sent_at.into(),
    }
}
