//! Passwords: argon2id, a few at a time and away from whoever answers queries.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::account::Password;
use persistence::account::PasswordHash;
use tokio::sync::{Semaphore, oneshot};

use super::settings::{Argon2Cost, Blocking};
use crate::error::ApplicationError;
use crate::use_case::UseCaseError;

/// How many wait for their turn at most: beyond it, waiting would take longer than people do.
const WAITING: usize = 64;

/// Hashes passwords.
pub(super) struct Hashing {
    params: Params,
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    blocking: Blocking,
}

/// What comparing a password with a hash says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Compared {
    pub(super) matches: bool,
    /// Whether the hash was made at another cost than passwords are hashed at now.
    pub(super) is_outdated: bool,
}

impl Hashing {
    pub(super) fn new(
        cost: Argon2Cost,
        at_once: usize,
        blocking: Blocking,
    ) -> Result<Self, ApplicationError> {
        let Argon2Cost {
            memory_kib,
            iterations,
            parallelism,
        } = cost;
        let params = Params::new(memory_kib, iterations, parallelism, None)
            .map_err(|error| ApplicationError::Hashing(error.to_string()))?;
        Ok(Self {
            params,
            turns: Arc::new(Semaphore::new(at_once.max(1))),
            waiting: Arc::default(),
            blocking,
        })
    }

    /// Hash a password that was chosen.
    pub(super) async fn hash(
        &self,
        password: Password,
        salt: [u8; 16],
    ) -> Result<PasswordHash, UseCaseError> {
        let argon2 = self.argon2();
        let hashed = self
            .run(move || {
                argon2
                    .hash_password_with_salt(password.as_bytes(), &salt)
                    .map(|hash| PasswordHash::new(hash.to_string()))
            })
            .await?;
        hashed.map_err(|error| ApplicationError::Hashing(error.to_string()).into())
    }

    /// Compare a password with a hash. Where there is none, because there is no such account or no
    /// such password, just as much work is done, so that the time does not tell.
    pub(super) async fn compare(
        &self,
        entered: Option<Password>,
        hash: Option<PasswordHash>,
    ) -> Result<Compared, UseCaseError> {
        const NOBODYS_SALT: [u8; 16] = [0; 16];
        let argon2 = self.argon2();
        let params = self.params.clone();
        self.run(move || {
            let password: &[u8] = entered.as_ref().map_or(&[], Password::as_bytes);
            let stored = hash
                .as_ref()
                .and_then(|hash| phc::PasswordHash::new(hash.reveal()).ok());
            match stored {
                None => {
                    let _ = argon2.hash_password_with_salt(password, &NOBODYS_SALT);
                    Compared {
                        matches: false,
                        is_outdated: false,
                    }
                }
                Some(stored) => Compared {
                    matches: argon2.verify_password(password, &stored).is_ok() && entered.is_some(),
                    is_outdated: !is_as_costly(&stored, &params),
                },
            }
        })
        .await
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, UseCaseError> {
        let place = Place::take(&self.waiting).ok_or(UseCaseError::Busy {
            retry_after: Duration::from_secs(1),
        })?;
        let stopped = || ApplicationError::Hashing("the program stops".to_owned());
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|_| stopped())?;
        let (answer, answered) = oneshot::channel();
        // The turn goes with the job: nobody else's begins when whoever waits for it gives up.
        (self.blocking)(Box::new(move || {
            let made = job();
            drop((turn, place));
            drop(answer.send(made));
        }));
        Ok(answered.await.map_err(|_| stopped())?)
    }
}

/// A place among those that wait.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Option<Self> {
        let before = waiting.fetch_add(1, Ordering::Relaxed);
        let place = Self(Arc::clone(waiting));
        (before < WAITING).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn is_as_costly(stored: &phc::PasswordHash, wanted: &Params) -> bool {
    let same_algorithm = stored.algorithm.as_str() == Algorithm::Argon2id.as_str();
    same_algorithm
        && Params::try_from(stored).is_ok_and(|params| {
            (params.m_cost(), params.t_cost(), params.p_cost())
                == (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
        })
}
