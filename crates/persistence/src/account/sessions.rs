//! Sessions (Sitzungen) and the refresh tokens that follow from each.

use domain::account::{AccountId, SessionId};
use domain::period::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::TokenHash;
use super::moment;
use crate::entity::{refresh_token, session};
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// One sign-in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// When the person signed in.
    pub created_at: Instant,
    /// When it was refreshed last.
    pub last_used_at: Instant,
    /// When it is over, however much it is used.
    pub expires_at: Instant,
    /// Whether a second factor was passed.
    pub second_factor: bool,
    /// When it was ended, where it was.
    pub ended_at: Option<Instant>,
}

/// Why a session was ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SessionEnd {
    /// The person signed out.
    LogOut,
    /// The password or the second factor was changed.
    CredentialsChanged,
    /// A used refresh token turned up again.
    TokenReused,
    /// The account was closed or erased.
    AccountClosed,
}

impl SessionEnd {
    const fn code(self) -> &'static str {
        match self {
            Self::LogOut => "LOG_OUT",
            Self::CredentialsChanged => "CREDENTIALS_CHANGED",
            Self::TokenReused => "TOKEN_REUSED",
            Self::AccountClosed => "ACCOUNT_CLOSED",
        }
    }
}

/// A refresh token to keep.
#[derive(Clone, Debug)]
pub struct NewRefreshToken {
    /// Its hash.
    pub token: TokenHash,
    /// Of which session.
    pub session: SessionId,
    /// When it is given out.
    pub issued_at: Instant,
    /// Until when it can be used.
    pub expires_at: Instant,
}

/// A refresh token, as it is kept.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    /// Until when it can be used.
    pub expires_at: Instant,
    /// When it was used, or another took its place.
    pub used_at: Option<Instant>,
    /// What was given out for it.
    pub successor: Option<TokenHash>,
}

impl Store {
    /// The session, where there is one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let row = session::Entity::find_by_id(id.uuid())
            .one(&self.connection)
            .await?;
        Ok(row.map(session_of))
    }

    /// The sessions of an account that are not over, the one used last first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn open_sessions(
        &self,
        account: AccountId,
        now: Instant,
    ) -> Result<Vec<Session>, StoreError> {
        let rows = session::Entity::find()
            .filter(session::Column::Account.eq(account.uuid()))
            .filter(session::Column::EndedAt.is_null())
            .filter(session::Column::ExpiresAt.gt(now.utc()))
            .order_by_desc(session::Column::LastUsedAt)
            .all(&self.connection)
            .await?;
        Ok(rows.into_iter().map(session_of).collect())
    }
}

impl Tx {
    /// Begin a session.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_session(&mut self, new: Session) -> Result<(), StoreError> {
        let row = session::Model {
            id: new.id.uuid(),
            account: new.account.uuid(),
            created_at: new.created_at.utc(),
            last_used_at: new.last_used_at.utc(),
            expires_at: new.expires_at.utc(),
            second_factor: new.second_factor,
            ended_at: None,
            end_reason: None,
        };
        write::insert::<session::Entity>(self.connection(), vec![row]).await
    }

    /// Keep a refresh token.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keep_refresh_token(&mut self, new: NewRefreshToken) -> Result<(), StoreError> {
        let row = refresh_token::Model {
            token: new.token.text().to_owned(),
            session: new.session.uuid(),
            issued_at: new.issued_at.utc(),
            expires_at: new.expires_at.utc(),
            used_at: None,
            successor: None,
        };
        write::insert::<refresh_token::Entity>(self.connection(), vec![row]).await
    }

    /// The session that a refresh token belongs to, locked, and the token as it is once the lock is
    /// held: so of two who use it at the same time, the second sees that the first has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn session_of_token(
        &mut self,
        token: &TokenHash,
    ) -> Result<Option<(Session, RefreshToken)>, StoreError> {
        let Some(row) = self.token_row(token).await? else {
            return Ok(None);
        };
        let session = session::Entity::find_by_id(row.session)
            .lock_exclusive()
            .one(self.connection())
            .await?;
        let token = self.refresh_token(token).await?;
        Ok(session.map(session_of).zip(token))
    }

    /// A refresh token; lock its session first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn refresh_token(
        &mut self,
        token: &TokenHash,
    ) -> Result<Option<RefreshToken>, StoreError> {
        Ok(self.token_row(token).await?.map(|row| RefreshToken {
            expires_at: row.expires_at.into(),
            used_at: moment(row.used_at),
            successor: row.successor.map(TokenHash::from_stored),
        }))
    }

    async fn token_row(
        &self,
        token: &TokenHash,
    ) -> Result<Option<refresh_token::Model>, StoreError> {
        Ok(refresh_token::Entity::find_by_id(token.text())
            .one(self.connection())
            .await?)
    }

    /// Note that a refresh token was used, and what was given out for it; nothing where another
    /// token took its place.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_refresh_token(
        &mut self,
        token: &TokenHash,
        successor: Option<&TokenHash>,
        at: Instant,
    ) -> Result<(), StoreError> {
        let successor = successor.map(|token| token.text().to_owned());
        refresh_token::Entity::update_many()
            .col_expr(refresh_token::Column::UsedAt, Expr::value(at.utc()))
            .col_expr(refresh_token::Column::Successor, Expr::value(successor))
            .filter(refresh_token::Column::Token.eq(token.text()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Note that a session was refreshed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn touch_session(&mut self, id: SessionId, at: Instant) -> Result<(), StoreError> {
        session::Entity::update_many()
            .col_expr(session::Column::LastUsedAt, Expr::value(at.utc()))
            .filter(session::Column::Id.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Note that the second factor was passed in a session.
    ///
    /// # Errors
    /// The database fails.
    pub async fn pass_second_factor(&mut self, id: SessionId) -> Result<(), StoreError> {
        session::Entity::update_many()
            .col_expr(session::Column::SecondFactor, Expr::value(true))
            .filter(session::Column::Id.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// End one session, where it is this account's and not over. Whether it was.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_session(
        &mut self,
        account: AccountId,
        id: SessionId,
        why: SessionEnd,
        at: Instant,
    ) -> Result<bool, StoreError> {
        let which = session::Column::Id.eq(id.uuid());
        Ok(self
            .end_where(account, Condition::all().add(which), why, at)
            .await?
            > 0)
    }

    /// End the sessions of an account, but not the one to spare. How many.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_sessions(
        &mut self,
        account: AccountId,
        spare: Option<SessionId>,
        why: SessionEnd,
        at: Instant,
    ) -> Result<u64, StoreError> {
        let mut which = Condition::all();
        if let Some(spare) = spare {
            which = which.add(session::Column::Id.ne(spare.uuid()));
        }
        self.end_where(account, which, why, at).await
    }

    async fn end_where(
        &self,
        account: AccountId,
        which: Condition,
        why: SessionEnd,
        at: Instant,
    ) -> Result<u64, StoreError> {
        let ended = session::Entity::update_many()
            .col_expr(session::Column::EndedAt, Expr::value(at.utc()))
            .col_expr(session::Column::EndReason, Expr::value(why.code()))
            .filter(session::Column::Account.eq(account.uuid()))
            .filter(session::Column::EndedAt.is_null())
            .filter(which)
            .exec(self.connection())
            .await?;
        Ok(ended.rows_affected)
    }
}

fn session_of(row: session::Model) -> Session {
    Session {
        id: SessionId::from_uuid(row.id),
        account: AccountId::from_uuid(row.account),
        created_at: row.created_at.into(),
        last_used_at: row.last_used_at.into(),
        expires_at: row.expires_at.into(),
        second_factor: row.second_factor,
        ended_at: moment(row.ended_at),
    }
}
