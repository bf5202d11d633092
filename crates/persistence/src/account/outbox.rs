//! Mails that wait to be sent. They are written in the transaction of what they tell, so that
//! neither happens without the other, and are sent afterwards, at least once.
//!
//! Once a mail is sent or over, its address and its content go: links in it are secret.

use chrono::TimeDelta;
use domain::account::AccountId;
use domain::code::Code;
use domain::contact::EmailAddress;
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::period::Instant;
use domain::text::LanguageTag;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tracing::warn;
use uuid::Uuid;

use super::{code, corrupt, moment};
use crate::entity::outbox;
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// What the row of a mail says that was not sent in time.
const OVER: &str = "expired before it was sent";

/// A mail that is due.
#[derive(Clone, Debug)]
pub struct OutboxMail {
    /// Its id.
    pub id: Uuid,
    /// How often sending it failed.
    pub attempts: u32,
    /// The mail.
    pub mail: Mail,
}

impl Store {
    /// Whether a mail is due, without keeping writers waiting for the answer.
    ///
    /// # Errors
    /// The database fails.
    pub async fn has_due_mails(&self, now: Instant) -> Result<bool, StoreError> {
        let first = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Id)
            .filter(is_due(now))
            .limit(1)
            .into_tuple::<Uuid>()
            .one(&self.connection)
            .await?;
        Ok(first.is_some())
    }
}

impl Tx {
    /// Let a mail wait to be sent, once this transaction has committed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn queue_mail(
        &mut self,
        id: Uuid,
        mail: Mail,
        at: Instant,
    ) -> Result<(), StoreError> {
        let content =
            serde_json::to_string(&mail.values).map_err(|error| corrupt("outbox")(error.into()))?;
        let row = outbox::Model {
            id,
            account: mail.account.map(AccountId::uuid),
            recipient: Some(mail.to.into()),
            language: mail.language.as_str().to_owned(),
            template: mail.template.code().to_owned(),
            content: Some(content),
            created_at: at.utc(),
            expires_at: mail.expires_at.map(Instant::utc),
            attempts: 0,
            next_attempt_at: Some(at.utc()),
            sent_at: None,
            last_error: None,
        };
        write::insert::<outbox::Entity>(self.connection(), vec![row]).await
    }

    /// The mails that are due, the longest waiting first. They are this caller's until `lease`;
    /// then they are due again. What is over is dropped.
    ///
    /// # Errors
    /// The database fails.
    pub async fn take_due_mails(
        &mut self,
        now: Instant,
        limit: u32,
        lease: Instant,
    ) -> Result<Vec<OutboxMail>, StoreError> {
        self.drop_mails_that_are_over(now).await?;
        let rows = outbox::Entity::find()
            .filter(is_due(now))
            .order_by_asc(outbox::Column::NextAttemptAt)
            .limit(u64::from(limit))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.connection())
            .await?;
        let taken: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        outbox::Entity::update_many()
            .col_expr(outbox::Column::NextAttemptAt, Expr::value(lease.utc()))
            .filter(outbox::Column::Id.is_in(taken))
            .exec(self.connection())
            .await?;
        let mut mails = Vec::new();
        for row in rows {
            let id = row.id;
            match mail_of(row) {
                Some(Ok(mail)) => mails.push(mail),
                // A newer program may have written it, and will take it when the lease is over. It
                // must not hold up the others.
                Some(Err(error)) => warn!(
                    mail.id = %id,
                    error = &error as &dyn std::error::Error,
                    "a mail cannot be read"
                ),
                None => {}
            }
        }
        Ok(mails)
    }

    /// A mail was sent.
    ///
    /// # Errors
    /// The database fails.
    pub async fn mark_mail_sent(&mut self, id: Uuid, at: Instant) -> Result<(), StoreError> {
        self.end_mail(Condition::all().add(outbox::Column::Id.eq(id)), |update| {
            update.col_expr(outbox::Column::SentAt, Expr::value(at.utc()))
        })
        .await
    }

    /// Sending a mail failed. It is due again then; where no time is given, never.
    ///
    /// # Errors
    /// The database fails.
    pub async fn mark_mail_failed(
        &mut self,
        id: Uuid,
        why: &str,
        again_at: Option<Instant>,
    ) -> Result<(), StoreError> {
        outbox::Entity::update_many()
            .col_expr(
                outbox::Column::Attempts,
                Expr::col(outbox::Column::Attempts).add(1),
            )
            .col_expr(outbox::Column::LastError, Expr::value(why))
            .col_expr(
                outbox::Column::NextAttemptAt,
                Expr::value(again_at.map(Instant::utc)),
            )
            .filter(outbox::Column::Id.eq(id))
            .exec(self.connection())
            .await?;
        if again_at.is_none() {
            let which = Condition::all().add(outbox::Column::Id.eq(id));
            self.end_mail(which, |update| update).await?;
        }
        Ok(())
    }

    async fn drop_mails_that_are_over(&self, now: Instant) -> Result<(), StoreError> {
        let over = Condition::all()
            .add(outbox::Column::NextAttemptAt.is_not_null())
            .add(outbox::Column::ExpiresAt.lte(now.utc()));
        self.end_mail(over, |update| {
            update.col_expr(outbox::Column::LastError, Expr::value(OVER))
        })
        .await
    }

    /// Nothing more is done with these mails, and what they said goes.
    pub(super) async fn end_mail(
        &self,
        which: Condition,
        note: impl FnOnce(sea_orm::UpdateMany<outbox::Entity>) -> sea_orm::UpdateMany<outbox::Entity>,
    ) -> Result<(), StoreError> {
        let nothing: Option<String> = None;
        let never: Option<chrono::DateTime<chrono::Utc>> = None;
        note(outbox::Entity::update_many())
            .col_expr(outbox::Column::Recipient, Expr::value(nothing.clone()))
            .col_expr(outbox::Column::Content, Expr::value(nothing))
            .col_expr(outbox::Column::NextAttemptAt, Expr::value(never))
            .filter(which)
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

fn is_due(now: Instant) -> Condition {
    // No mail is put off for as long as a day: the clock was put back since.
    let never = now.utc() + TimeDelta::days(1);
    Condition::any()
        .add(outbox::Column::NextAttemptAt.lte(now.utc()))
        .add(outbox::Column::NextAttemptAt.gt(never))
}

fn mail_of(row: outbox::Model) -> Option<Result<OutboxMail, StoreError>> {
    let (recipient, content) = row.recipient.zip(row.content)?;
    let read = || {
        let corrupt = corrupt("outbox");
        let values: MailValues =
            serde_json::from_str(&content).map_err(|error| corrupt(error.into()))?;
        Ok(OutboxMail {
            id: row.id,
            attempts: u32::try_from(row.attempts).unwrap_or_default(),
            mail: Mail {
                to: EmailAddress::parse(&recipient).map_err(|error| corrupt(error.into()))?,
                account: row.account.map(AccountId::from_uuid),
                language: LanguageTag::parse(&row.language)
                    .map_err(|error| corrupt(error.into()))?,
                template: code::<MailTemplate>("outbox", &row.template)?,
                values,
                expires_at: moment(row.expires_at),
            },
        })
    };
    Some(read())
}
