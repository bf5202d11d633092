//! The keys that sign access tokens: made here, kept in the database, and followed by another when
//! they have signed long enough. An older one is believed until its tokens are over.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::period::Instant;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use jsonwebtoken::{DecodingKey, EncodingKey};
use persistence::Store;
use persistence::account::{SecretText, StoredKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, MutexGuard};

use super::settings::after;
use crate::error::ApplicationError;

/// The database is asked for keys that others made, but not more often than this: anybody can name
/// unknown ones.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// The same for the key of a token that somebody shows.
const ASK_FOR_UNKNOWN: Duration = Duration::from_millis(250);

/// The keys that this process knows.
#[derive(Default)]
pub(super) struct Keys {
    ring: RwLock<Ring>,
    /// Only one at a time makes a key.
    making: Mutex<()>,
}

#[derive(Clone, Default)]
struct Ring {
    /// The newest first.
    keys: Vec<Arc<Key>>,
    read_at: Option<Instant>,
}

/// A key that is ready for use.
pub(super) struct Key {
    pub(super) id: String,
    pub(super) signs: EncodingKey,
    pub(super) verifies: DecodingKey,
    public: String,
    created_at: Instant,
}

impl Keys {
    /// The key that signs now; a new one where there is none, or the newest has signed long enough.
    pub(super) async fn current(
        &self,
        store: &Store,
        make: impl FnOnce() -> [u8; 32],
        lifetime: Duration,
        now: Instant,
    ) -> Result<Arc<Key>, ApplicationError> {
        let fresh = |ring: Ring| {
            let newest = ring.keys.into_iter().next()?;
            (now < after(newest.created_at, lifetime)).then_some(newest)
        };
        let ring = self.ring();
        // Another process may have made a key before its time.
        if !ring.is_old(now)
            && let Some(key) = fresh(ring)
        {
            return Ok(key);
        }
        let making = self.making.lock().await;
        if let Some(key) = fresh(self.read(store, now).await?) {
            return Ok(key);
        }
        self.make(&making, store, make(), now).await
    }

    /// Let another key sign from now on, though the one before has not signed for long.
    pub(super) async fn rotate(
        &self,
        store: &Store,
        seed: [u8; 32],
        now: Instant,
    ) -> Result<Arc<Key>, ApplicationError> {
        let making = self.making.lock().await;
        self.make(&making, store, seed, now).await
    }

    async fn make(
        &self,
        _: &MutexGuard<'_, ()>,
        store: &Store,
        seed: [u8; 32],
        now: Instant,
    ) -> Result<Arc<Key>, ApplicationError> {
        let stored = new_key(seed, now)?;
        let mut tx = store.begin().await?;
        tx.keep_signing_key(&stored).await?;
        tx.commit().await?;
        tracing::info!(key.id = %stored.id, "made a key that signs access tokens");
        self.read(store, now).await?;
        Ok(Arc::new(Key::of(stored)?))
    }

    /// The key with this name, where its tokens may still hold.
    pub(super) async fn named(
        &self,
        store: &Store,
        id: &str,
        token_lifetime: Duration,
        now: Instant,
    ) -> Result<Option<Arc<Key>>, ApplicationError> {
        let ring = self.ring();
        let found = ring.believed(id, token_lifetime, now);
        // Another process may have made it this moment. Whoever invents names does not make this one
        // ask all the time.
        if found.is_some() || !ring.is_older(now, ASK_FOR_UNKNOWN) {
            return Ok(found);
        }
        let ring = self.read(store, now).await?;
        Ok(ring.believed(id, token_lifetime, now))
    }

    /// Every key as others may see it (RFC 7517).
    pub(super) async fn published(
        &self,
        store: &Store,
        now: Instant,
    ) -> Result<Value, ApplicationError> {
        let mut ring = self.ring();
        if ring.is_old(now) {
            ring = self.read(store, now).await?;
        }
        let keys: Vec<Value> = ring
            .keys
            .iter()
            .map(|key| {
                json!({
                    "kty": "OKP",
                    "crv": "Ed25519",
                    "use": "sig",
                    "alg": "EdDSA",
                    "kid": key.id,
                    "x": key.public,
                })
            })
            .collect();
        Ok(json!({ "keys": keys }))
    }

    /// The keys whose tokens are all over.
    pub(super) async fn spent(
        &self,
        store: &Store,
        token_lifetime: Duration,
        now: Instant,
    ) -> Result<Vec<String>, ApplicationError> {
        let ring = self.read(store, now).await?;
        let spent = ring
            .keys
            .iter()
            .filter(|key| ring.believed(&key.id, token_lifetime, now).is_none());
        Ok(spent.map(|key| key.id.clone()).collect())
    }

    fn ring(&self) -> Ring {
        self.ring
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn read(&self, store: &Store, now: Instant) -> Result<Ring, ApplicationError> {
        let keys = store.signing_keys().await?;
        let keys: Result<Vec<_>, _> = keys
            .into_iter()
            .map(|key| Key::of(key).map(Arc::new))
            .collect();
        let ring = Ring {
            keys: keys?,
            read_at: Some(now),
        };
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring.clone();
        Ok(ring)
    }
}

impl Ring {
    /// Whether it is time to ask again what keys there are.
    fn is_old(&self, now: Instant) -> bool {
        self.is_older(now, ASK_AGAIN)
    }

    fn is_older(&self, now: Instant, age: Duration) -> bool {
        self.read_at
            .is_none_or(|read| read > now || now >= after(read, age))
    }

    /// A key that signs, or whose successor has not signed for longer than a token lives.
    fn believed(&self, id: &str, token_lifetime: Duration, now: Instant) -> Option<Arc<Key>> {
        const LEEWAY: Duration = Duration::from_secs(60);
        let place = self.keys.iter().position(|key| key.id == id)?;
        let successor = place.checked_sub(1).and_then(|newer| self.keys.get(newer));
        let over = successor
            .is_some_and(|successor| now > after(successor.created_at, token_lifetime + LEEWAY));
        self.keys.get(place).filter(|_| !over).cloned()
    }
}

impl Key {
    fn of(stored: StoredKey) -> Result<Self, ApplicationError> {
        let useless = |error: String| ApplicationError::SigningKey(error);
        let private = BASE64
            .decode(stored.private_key.reveal().as_bytes())
            .map_err(|error| useless(error.to_string()))?;
        let verifies = DecodingKey::from_ed_components(&stored.public_key)
            .map_err(|error| useless(error.to_string()))?;
        Ok(Self {
            id: stored.id,
            signs: EncodingKey::from_ed_der(&private),
            verifies,
            public: stored.public_key,
            created_at: stored.created_at,
        })
    }
}

fn new_key(seed: [u8; 32], now: Instant) -> Result<StoredKey, ApplicationError> {
    let key = SigningKey::from_bytes(&seed);
    let private = key
        .to_pkcs8_der()
        .map_err(|error| ApplicationError::SigningKey(error.to_string()))?;
    let public = BASE64URL_NOPAD.encode(&key.verifying_key().to_bytes());
    // The thumbprint of RFC 7638: anybody who has the key can tell its name.
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{public}"}}"#);
    Ok(StoredKey {
        id: BASE64URL_NOPAD.encode(&Sha256::digest(members.as_bytes())),
        private_key: SecretText::new(BASE64.encode(private.as_bytes())),
        public_key: public,
        created_at: now,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use persistence::{ConnectOptions, DatabaseUrl, Uuid};

    use super::*;

    const LIFETIME: Duration = Duration::from_secs(90 * 24 * 60 * 60);
    const TOKEN: Duration = Duration::from_secs(600);

    fn at(seconds: u64) -> Instant {
        let start: chrono::DateTime<chrono::Utc> = "2026-11-20T09:00:00Z".parse().unwrap();
        after(start.into(), Duration::from_secs(seconds))
    }

    #[tokio::test]
    async fn a_key_that_another_process_lets_sign_signs_everywhere_soon() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
        let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
        let store = Store::connect(&options).await.unwrap();
        store.migrate(Uuid::from_u128(1)).await.unwrap();
        let (here, elsewhere) = (Keys::default(), Keys::default());

        let first = here.current(&store, || [1; 32], LIFETIME, at(0)).await;
        let first = first.unwrap().id.clone();
        let second = elsewhere.rotate(&store, [2; 32], at(1)).await.unwrap();
        assert_ne!(second.id, first);

        let signing = |seconds| here.current(&store, || [3; 32], LIFETIME, at(seconds));
        assert_eq!(signing(2).await.unwrap().id, first);
        assert_eq!(signing(6).await.unwrap().id, second.id);

        let known = async |seconds| {
            let named = here.named(&store, &first, TOKEN, at(seconds)).await;
            named.unwrap().is_some()
        };
        assert!(known(600).await);
        assert!(!known(662).await);
        let spent = here.spent(&store, TOKEN, at(662)).await.unwrap();
        assert_eq!(spent, [first]);
    }
}
