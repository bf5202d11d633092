//! What was answered under a key that a client chose, so that a repeated request gets the same
//! answer instead of being done twice. Answers that hold a secret are never kept.

use domain::period::Instant;
use sea_orm::EntityTrait;

use super::TokenHash;
use crate::entity::idempotency;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::write;

/// What was kept under a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Recalled {
    /// What was asked to be done.
    pub operation: String,
    /// The hash of what was sent.
    pub body: TokenHash,
    /// What came of it, as JSON.
    pub outcome: String,
}

impl Tx {
    /// What was kept for this actor under this key.
    ///
    /// # Errors
    /// The database fails.
    pub async fn recall(&mut self, actor: &str, key: &str) -> Result<Option<Recalled>, StoreError> {
        let row = idempotency::Entity::find_by_id((actor.to_owned(), key.to_owned()))
            .one(self.connection())
            .await?;
        Ok(row.map(|row| Recalled {
            operation: row.operation,
            body: TokenHash::from_stored(row.body_hash),
            outcome: row.outcome,
        }))
    }

    /// Keep what came of a request, for this actor under this key.
    ///
    /// # Errors
    /// Somebody else kept something under the key meanwhile ([`StoreError::Concurrent`]), or the
    /// database fails.
    pub async fn remember(
        &mut self,
        actor: &str,
        key: &str,
        what: Recalled,
        at: Instant,
    ) -> Result<(), StoreError> {
        let row = idempotency::Model {
            actor: actor.to_owned(),
            key: key.to_owned(),
            operation: what.operation,
            body_hash: what.body.text().to_owned(),
            outcome: what.outcome,
            created_at: at.utc(),
        };
        write::insert::<idempotency::Entity>(self.connection(), vec![row]).await
    }
}
