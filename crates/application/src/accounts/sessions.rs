//! Sessions going on and ending.
//!
//! A refresh token works once; its answer brings the next one. A used one that turns up again shows
//! that somebody has a copy, and ends the session. One exception, for phones that lose an answer on
//! their way: within [`GRACE`] after its use, and while the token that was given for it has not
//! been used, it is answered again. The token given before is dead from then on, so that there is
//! never more than one that works: of two who hold copies, one will show a dead one, which ends the
//! session.

use std::time::Duration;

use domain::account::{AuditAction, SessionId};
use domain::mail::MailTemplate;
use domain::period::Instant;
use domain::policy::Person;
use persistence::Tx;
use persistence::account::{RefreshToken, Session, SessionEnd, TokenHash};

use super::secret::hash;
use super::settings::after;
use super::{Accounts, Circumstance, SignedIn};
use crate::use_case::{TokenRefused, UseCaseError};

/// How long a phone may ask again that has got no answer.
const GRACE: Duration = Duration::from_secs(10);

impl Accounts {
    /// Go on with a session.
    ///
    /// # Errors
    /// The token is unknown, over or used before, the session or the account is closed, or the
    /// database fails.
    pub async fn refresh(
        &self,
        refresh_token: &str,
        circumstance: &Circumstance,
    ) -> Result<SignedIn, UseCaseError> {
        let now = circumstance.now;
        let used = hash(refresh_token);
        let mut tx = self.store.begin().await?;
        let found = tx.session_of_token(&used).await?;
        let (session, token) = found.ok_or(TokenRefused::Unknown)?;
        if session.ended_at.is_some() || session.expires_at <= now {
            return Err(TokenRefused::SessionOver.into());
        }
        if token.used_at.is_some() {
            let Some(unused) = unused_successor(&mut tx, &token, now).await? else {
                self.end_reused(&mut tx, &session, now).await?;
                tx.commit().await?;
                self.known.forget(session.account);
                return Err(TokenRefused::Reused.into());
            };
            tx.use_refresh_token(&unused, None, now).await?;
        } else if token.expires_at <= now {
            return Err(TokenRefused::Expired.into());
        }
        let opened = self.go_on(&mut tx, session, now).await?;
        // A second answer does not prolong the grace.
        let used_at = token.used_at.unwrap_or(now);
        tx.use_refresh_token(&used, Some(&opened.refresh_token.hash()), used_at)
            .await?;
        tx.touch_session(session.id, now).await?;
        tx.commit().await?;
        self.hand_over_tokens(opened, now).await
    }

    /// Somebody has a copy of a token of this session.
    async fn end_reused(
        &self,
        tx: &mut Tx,
        session: &Session,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let why = SessionEnd::TokenReused;
        tx.end_session(session.account, session.id, why, now)
            .await?;
        if let Some(holder) = tx.credentials(session.account).await? {
            self.tell(tx, &holder, MailTemplate::SessionsEnded, now)
                .await?;
        }
        let line = self.own_line(AuditAction::TokenReused, session.account, now);
        tx.write_audit(line).await?;
        tracing::warn!("a used refresh token turned up again; its session was ended");
        Ok(())
    }

    /// Sign out of this session.
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_out(&self, person: &Person, now: Instant) -> Result<(), UseCaseError> {
        self.end_session(person, person.session, now).await
    }

    /// End one of the own sessions. Nothing happens where it is over already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_session(
        &self,
        person: &Person,
        session: SessionId,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let account = person.account.id;
        let mut tx = self.store.begin().await?;
        if tx
            .end_session(account, session, SessionEnd::LogOut, now)
            .await?
        {
            let line = self.own_line(AuditAction::LoggedOut, account, now);
            tx.write_audit(line).await?;
        }
        tx.commit().await?;
        self.known.forget(account);
        Ok(())
    }

    /// Sign out of every session.
    ///
    /// # Errors
    /// The database fails.
    pub async fn log_out_everywhere(
        &self,
        person: &Person,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let account = person.account.id;
        let mut tx = self.store.begin().await?;
        tx.end_sessions(account, None, SessionEnd::LogOut, now)
            .await?;
        let line = self.own_line(AuditAction::LoggedOutEverywhere, account, now);
        tx.write_audit(line).await?;
        tx.commit().await?;
        self.known.forget(account);
        Ok(())
    }

    /// The own sessions that are not over, the one used last first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sessions(
        &self,
        person: &Person,
        now: Instant,
    ) -> Result<Vec<Session>, UseCaseError> {
        Ok(self.store.open_sessions(person.account.id, now).await?)
    }
}

/// What was given out for a used token, where that was just now and it has not been used.
async fn unused_successor(
    tx: &mut Tx,
    token: &RefreshToken,
    now: Instant,
) -> Result<Option<TokenHash>, UseCaseError> {
    let Some((used_at, successor)) = token.used_at.zip(token.successor.clone()) else {
        return Ok(None);
    };
    if now < used_at || now >= after(used_at, GRACE) {
        return Ok(None);
    }
    let unused = tx
        .refresh_token(&successor)
        .await?
        .filter(|successor| successor.used_at.is_none());
    Ok(unused.map(|_| successor))
}
