//! Attempts that failed, by a hash of whose they were: of an account's address, or of a computer's.

use domain::period::Instant;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use super::TokenHash;
use crate::entity::login_delay;
use crate::error::StoreError;
use crate::tx::Tx;

/// How often it failed in a row, and when last.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Failures {
    /// How often.
    pub count: u32,
    /// When last.
    pub last_at: Instant,
}

impl Tx {
    /// What is known of these subjects, in their order, locked: one statement, whether anything is
    /// known or not.
    ///
    /// # Errors
    /// The database fails.
    pub async fn failures(
        &mut self,
        subjects: &[TokenHash],
    ) -> Result<Vec<Option<Failures>>, StoreError> {
        let rows = login_delay::Entity::find()
            .filter(login_delay::Column::Subject.is_in(subjects.iter().map(TokenHash::text)))
            // Always in the same order, so that two do not wait for each other for ever.
            .order_by_asc(login_delay::Column::Subject)
            .lock_exclusive()
            .all(self.connection())
            .await?;
        let known = |subject: &TokenHash| {
            let row = rows.iter().find(|row| row.subject == subject.text())?;
            Some(Failures {
                count: u32::try_from(row.failures).unwrap_or_default(),
                last_at: row.last_at.into(),
            })
        };
        Ok(subjects.iter().map(known).collect())
    }

    /// Keep what is known of a subject now.
    ///
    /// # Errors
    /// The database fails.
    pub async fn put_failures(
        &mut self,
        subject: &TokenHash,
        failures: Failures,
    ) -> Result<(), StoreError> {
        let row = login_delay::Model {
            subject: subject.text().to_owned(),
            failures: i32::try_from(failures.count).unwrap_or(i32::MAX),
            last_at: failures.last_at.utc(),
        };
        let mut replace = OnConflict::column(login_delay::Column::Subject);
        replace.update_columns([login_delay::Column::Failures, login_delay::Column::LastAt]);
        login_delay::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// Forget a subject.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_failures(&mut self, subject: &TokenHash) -> Result<(), StoreError> {
        login_delay::Entity::delete_by_id(subject.text())
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
