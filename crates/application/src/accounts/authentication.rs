//! Who asks: a person by an access token, a program by its key.
//!
//! A token says who signed in, not whether that still holds, so the session and the account are
//! read as well, and remembered for [`REMEMBERED`]: a request costs no statement while somebody is
//! busy. What this process changes holds at once; what another one changes, after that time.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::account::{Account, AccountId, AccountState, ApiClient, SessionId};
use domain::period::Instant;
use domain::policy::{Actor, Person};
use persistence::account::{ApiKey, Session, TokenHash};

use super::Accounts;
use super::access_token::Bearer;
use super::secret::hash;
use super::settings::after;
use crate::use_case::TokenRefused;

/// How long it is remembered that somebody may act.
const REMEMBERED: Duration = Duration::from_secs(5);
/// How many are remembered at most.
const MANY: usize = 10_000;
/// What the keys of programs begin with.
pub(super) const API_KEY: &str = "ak_";

/// Who was found to act lately.
#[derive(Default)]
pub(super) struct Known(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    people: HashMap<SessionId, (Arc<Person>, Instant)>,
    clients: HashMap<TokenHash, (Arc<ApiClient>, Instant)>,
    /// Grows whenever something is forgotten, so that what was read before is not remembered after.
    forgotten: u64,
}

impl Accounts {
    /// Who sent this token: the access token of a person, or the key of a program.
    ///
    /// # Errors
    /// Why it is not accepted.
    pub async fn authenticate(&self, bearer: &str, now: Instant) -> Result<Actor, TokenRefused> {
        if bearer.starts_with(API_KEY) {
            self.client(bearer, now).await.map(Actor::Client)
        } else {
            let bearer = self.bearer(bearer, now).await?;
            self.person(bearer, now).await.map(Actor::Person)
        }
    }

    async fn person(&self, bearer: Bearer, now: Instant) -> Result<Arc<Person>, TokenRefused> {
        let Bearer { account, session } = bearer;
        let forgotten = match self.known.person(session, now) {
            Ok(person) if person.account.id == account => return Ok(person),
            Ok(_) => return Err(TokenRefused::Forged),
            Err(forgotten) => forgotten,
        };
        let session = self.store.session(session).await?;
        let session = session
            .filter(|session| session.account == account)
            .filter(|session| session.ended_at.is_none() && now < session.expires_at)
            .ok_or(TokenRefused::SessionOver)?;
        let account = self.store.account(account).await?;
        let account = account
            .filter(|account| account.state == AccountState::Active)
            .ok_or(TokenRefused::AccountClosed)?;
        let person = Arc::new(self.person_of(account, &session));
        self.known.remember_person(&person, now, forgotten);
        Ok(person)
    }

    async fn client(&self, key: &str, now: Instant) -> Result<Arc<ApiClient>, TokenRefused> {
        let token = hash(key);
        let forgotten = match self.known.client(&token, now) {
            Ok(client) => return Ok(client),
            Err(forgotten) => forgotten,
        };
        let key = self.store.api_key(&token).await?;
        let key = key
            .filter(|key| key.revoked_at.is_none())
            .ok_or(TokenRefused::Unknown)?;
        if key.expires_at.is_some_and(|expires_at| expires_at <= now) {
            return Err(TokenRefused::Expired);
        }
        self.note_use(&key, now).await?;
        let client = Arc::new(ApiClient {
            id: key.id,
            scopes: key.scopes,
            quota_per_minute: key.quota_per_minute,
        });
        self.known.remember_client(token, &client, now, forgotten);
        Ok(client)
    }

    /// Note on which day a key was used; no more is kept, and it is written once a day.
    async fn note_use(&self, key: &ApiKey, now: Instant) -> Result<(), TokenRefused> {
        let today = now.utc().date_naive();
        if key.last_used_on.is_some_and(|day| day >= today) {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        tx.note_api_key_use(key.id, today).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Somebody in a session. The second factor counts as passed where none is demanded.
    fn person_of(&self, account: Account, session: &Session) -> Person {
        let passed = if account.has_second_factor {
            session.second_factor
        } else {
            !self.settings.second_factor_required
        };
        Person {
            account,
            session: session.id,
            second_factor_passed: passed,
        }
    }
}

impl Known {
    /// Who is in this session, where that is remembered; else what [`Known::remember_person`] asks
    /// for.
    fn person(&self, session: SessionId, now: Instant) -> Result<Arc<Person>, u64> {
        let inner = self.inner();
        lately(&inner.people, &session, now).ok_or(inner.forgotten)
    }

    fn client(&self, token: &TokenHash, now: Instant) -> Result<Arc<ApiClient>, u64> {
        let inner = self.inner();
        lately(&inner.clients, token, now).ok_or(inner.forgotten)
    }

    fn remember_person(&self, person: &Arc<Person>, now: Instant, forgotten: u64) {
        let mut inner = self.inner();
        if inner.forgotten == forgotten {
            remember(&mut inner.people, person.session, Arc::clone(person), now);
        }
    }

    fn remember_client(
        &self,
        token: TokenHash,
        client: &Arc<ApiClient>,
        now: Instant,
        forgotten: u64,
    ) {
        let mut inner = self.inner();
        if inner.forgotten == forgotten {
            remember(&mut inner.clients, token, Arc::clone(client), now);
        }
    }

    /// Look anew at this account: it, or one of its sessions, was changed.
    pub(super) fn forget(&self, account: AccountId) {
        let mut inner = self.inner();
        inner.forgotten += 1;
        inner
            .people
            .retain(|_, (person, _)| person.account.id != account);
    }

    /// Look anew at the programs with keys.
    pub(super) fn forget_clients(&self) {
        let mut inner = self.inner();
        inner.forgotten += 1;
        inner.clients.clear();
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lately<K: Eq + Hash, V>(
    known: &HashMap<K, (Arc<V>, Instant)>,
    key: &K,
    now: Instant,
) -> Option<Arc<V>> {
    known
        .get(key)
        .filter(|(_, since)| is_lately(*since, now))
        .map(|(value, _)| Arc::clone(value))
}

fn remember<K: Eq + Hash, V>(
    known: &mut HashMap<K, (Arc<V>, Instant)>,
    key: K,
    value: Arc<V>,
    now: Instant,
) {
    if known.len() >= MANY {
        known.retain(|_, (_, since)| is_lately(*since, now));
    }
    if known.len() < MANY {
        known.insert(key, (value, now));
    }
}

/// Not so either where the clock was put back.
fn is_lately(since: Instant, now: Instant) -> bool {
    since <= now && now < after(since, REMEMBERED)
}
