//! A repeated request is not done twice.
//!
//! A use case that takes an [`Idempotency`] first recalls, within its transaction, what came of the
//! same request before, and at its end remembers what came of it now. What is remembered is just
//! enough to render the answer again, such as an id and a revision, and never a secret.

use domain::account::AccountId;
use domain::period::Instant;
use domain::policy::Actor;
use persistence::Tx;
use persistence::account::{Recalled, TokenHash};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::ApplicationError;
use crate::use_case::UseCaseError;

/// The key that a client chose for a request, and what it was chosen for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Idempotency {
    key: Box<str>,
    operation: Box<str>,
    body: [u8; 32],
}

impl Idempotency {
    /// The longest key, in bytes.
    pub const MAX: usize = 255;

    /// The key for one operation of a request, and SHA-256 of everything that decides what it does.
    /// Nothing where the key is empty, too long, or not printable ASCII.
    #[must_use]
    pub fn new(key: &str, operation: &str, body: [u8; 32]) -> Option<Self> {
        let well_formed = (1..=Self::MAX).contains(&key.len())
            && key
                .bytes()
                .all(|byte| byte.is_ascii_graphic() || byte == b' ');
        well_formed.then(|| Self {
            key: key.into(),
            operation: operation.into(),
            body,
        })
    }
}

/// What came of the same request before, where there was one.
pub(crate) async fn recall<T: DeserializeOwned>(
    tx: &mut Tx,
    actor: &Actor,
    idempotency: Option<&Idempotency>,
) -> Result<Option<T>, UseCaseError> {
    let Some((idempotency, actor)) = idempotency.zip(name_of(actor)) else {
        return Ok(None);
    };
    // One key serves several operations of one request.
    let key = stored_key(idempotency);
    let Some(recalled) = tx.recall(&actor, &key).await? else {
        return Ok(None);
    };
    if recalled.body != TokenHash::from_bytes(&idempotency.body) {
        return Err(UseCaseError::KeyReused);
    }
    let outcome = serde_json::from_str(&recalled.outcome).map_err(ApplicationError::Outcome)?;
    Ok(Some(outcome))
}

/// Remember what came of a request.
pub(crate) async fn remember<T: Serialize>(
    tx: &mut Tx,
    actor: &Actor,
    idempotency: Option<&Idempotency>,
    outcome: &T,
    now: Instant,
) -> Result<(), UseCaseError> {
    let Some((idempotency, actor)) = idempotency.zip(name_of(actor)) else {
        return Ok(());
    };
    let what = Recalled {
        operation: idempotency.operation.to_string(),
        body: TokenHash::from_bytes(&idempotency.body),
        outcome: serde_json::to_string(outcome).map_err(ApplicationError::Outcome)?,
    };
    tx.remember(&actor, &stored_key(idempotency), what, now)
        .await?;
    Ok(())
}

fn stored_key(idempotency: &Idempotency) -> String {
    format!("{} {}", idempotency.operation, idempotency.key)
}

/// Under what the keys of an actor are kept apart from those of others. Whoever has not signed in
/// has none: a stranger must not be answered with what came of somebody else's request.
fn name_of(actor: &Actor) -> Option<String> {
    match actor {
        Actor::Anonymous => None,
        Actor::Client(client) => Some(client.id.to_global()),
        Actor::Person(person) => Some(AccountId::to_global(person.account.id)),
        Actor::Operator => Some("operator".to_owned()),
    }
}
