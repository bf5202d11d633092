//! Keys that sign access tokens. There is no history of them beyond what tokens still need.

use domain::period::Instant;
use sea_orm::{EntityTrait, QueryOrder};

use super::SecretText;
use crate::entity::signing_key;
use crate::error::StoreError;
use crate::store::Store;
use crate::tx::Tx;
use crate::write;

/// A key that signs access tokens.
#[derive(Clone, Debug)]
pub struct StoredKey {
    /// By what tokens name it.
    pub id: String,
    /// The private half: PKCS #8, DER, as Base64.
    pub private_key: SecretText,
    /// The public half: 32 bytes as Base64 for addresses, without padding.
    pub public_key: String,
    /// Since when it signs.
    pub created_at: Instant,
}

impl Store {
    /// Every key that is kept, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn signing_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = signing_key::Entity::find()
            .order_by_desc(signing_key::Column::CreatedAt)
            .order_by_desc(signing_key::Column::Id)
            .all(&self.connection)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| StoredKey {
                id: row.id,
                private_key: SecretText::new(row.private_key),
                public_key: row.public_key,
                created_at: row.created_at.into(),
            })
            .collect())
    }
}

impl Tx {
    /// Keep a key.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keep_signing_key(&mut self, key: &StoredKey) -> Result<(), StoreError> {
        let row = signing_key::Model {
            id: key.id.clone(),
            private_key: key.private_key.reveal().to_owned(),
            public_key: key.public_key.clone(),
            created_at: key.created_at.utc(),
        };
        write::insert::<signing_key::Entity>(self.connection(), vec![row]).await
    }

    /// Forget a key with which nothing that still holds was signed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_signing_key(&mut self, id: &str) -> Result<(), StoreError> {
        signing_key::Entity::delete_by_id(id)
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
