//! Growing delays after failed attempts, per account and per computer.
//!
//! An attempt counts as failed before it is made, so that many at the same time are counted as well
//! as many in a row; one that succeeds is forgiven. The delay ends by itself, and a link in a mail
//! signs in meanwhile: nobody locks out somebody else. Of a computer's address only a keyed hash is
//! kept, of an account's a plain one.

use std::net::IpAddr;
use std::time::Duration;

use domain::account::AccountId;
use domain::contact::EmailAddress;
use domain::period::Instant;
use persistence::Tx;
use persistence::account::{Failures, TokenHash};

use super::secret::{hash, keyed_hash};
use super::settings::after;
use super::{Accounts, Circumstance};
use crate::use_case::UseCaseError;

/// The longest delay.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// After this time without an attempt nothing is remembered.
pub(super) const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);
/// How many attempts are free, of one account.
const FREE: u32 = 5;
/// How many are free from one computer: a whole school may be behind it.
const FREE_FROM_ONE_ADDRESS: u32 = 20;
/// How many mails are free.
const FREE_MAILS: u32 = 3;
/// How many invitations somebody may send in a row who only works for organizations.
const FREE_INVITATIONS: u32 = 30;

/// Whose attempts are counted.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    name: TokenHash,
    free: u32,
}

impl Accounts {
    /// Passwords tried for an address, whether it has an account or not.
    pub(super) fn passwords_for(email: &EmailAddress) -> Subject {
        Subject {
            name: hash(&format!("password:{}", email.as_str().to_lowercase())),
            free: FREE,
        }
    }

    /// Codes of the second factor. Apart from passwords, so that whoever guesses those does not keep
    /// the holder from signing in by a link.
    pub(super) fn codes_of(account: AccountId) -> Subject {
        Subject {
            name: hash(&format!("code:{}", account.to_global())),
            free: FREE,
        }
    }

    /// Mails that strangers ask for.
    pub(super) fn mails_to(email: &EmailAddress) -> Subject {
        Subject {
            name: hash(&format!("mail:{}", email.as_str().to_lowercase())),
            free: FREE_MAILS,
        }
    }

    /// Invitations to an address, which comes to know of each by a mail.
    pub(super) fn invitations_to(email: &EmailAddress) -> Subject {
        Subject {
            name: hash(&format!("invited:{}", email.as_str().to_lowercase())),
            free: FREE_MAILS,
        }
    }

    /// Invitations by somebody: whoever may write to strangers in the city's name does not do so
    /// without end.
    pub(super) fn invitations_by(account: AccountId) -> Subject {
        Subject {
            name: hash(&format!("inviting:{}", account.to_global())),
            free: FREE_INVITATIONS,
        }
    }

    /// Attempts from one computer. Of the newer sort of addresses the first half is looked at, since
    /// a household has all of the other half.
    pub(super) fn attempts_from(&self, circumstance: &Circumstance) -> Option<Subject> {
        self.computer("", circumstance)
    }

    /// Links that one computer asks for. Apart from passwords: to ask for a link is no failure, and
    /// nobody behind the same address has to wait for it with a password.
    pub(super) fn links_from(&self, circumstance: &Circumstance) -> Option<Subject> {
        self.computer("link:", circumstance)
    }

    fn computer(&self, what: &str, circumstance: &Circumstance) -> Option<Subject> {
        let bytes = match circumstance.address? {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(address) => address.octets().to_vec(),
                None => address.octets().iter().take(8).copied().collect(),
            },
        };
        let named = [what.as_bytes(), &bytes].concat();
        Some(Subject {
            name: keyed_hash(&self.address_key, &named),
            free: FREE_FROM_ONE_ADDRESS,
        })
    }

    /// Count an attempt of each of these, as if it had failed.
    pub(super) async fn count_attempt(
        &self,
        subjects: &[Subject],
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let mut tx = self.store.begin().await?;
        let counted = count(&mut tx, subjects, now).await;
        // Also where it has to wait: what is known may have been put right.
        tx.commit().await?;
        counted
    }

    /// The attempt did not fail after all.
    pub(super) async fn forgive_attempt(
        &self,
        subjects: &[Subject],
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let mut tx = self.store.begin().await?;
        forgive(&mut tx, subjects, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Count an attempt of each of these, as if it had failed, unless one of them has to wait.
pub(super) async fn count(
    tx: &mut Tx,
    subjects: &[Subject],
    now: Instant,
) -> Result<(), UseCaseError> {
    let known = known(tx, subjects, now).await?;
    let mut wait = Duration::ZERO;
    for (subject, failures) in subjects.iter().zip(&known) {
        let Some(failures) = failures else { continue };
        wait = wait.max(left(failures, subject.free, now));
    }
    for (subject, failures) in subjects.iter().zip(known) {
        let failures = match failures {
            // Who has to wait starts no new delay by asking; a time from the future is put right.
            Some(failures) if wait > Duration::ZERO => Failures {
                last_at: failures.last_at.min(now),
                ..failures
            },
            None if wait > Duration::ZERO => continue,
            failures => Failures {
                count: failures
                    .map_or(0, |failures| failures.count)
                    .saturating_add(1),
                last_at: now,
            },
        };
        tx.put_failures(&subject.name, failures).await?;
    }
    if wait > Duration::ZERO {
        return Err(UseCaseError::Busy { retry_after: wait });
    }
    Ok(())
}

/// Take one attempt of each of these back.
pub(super) async fn forgive(
    tx: &mut Tx,
    subjects: &[Subject],
    now: Instant,
) -> Result<(), UseCaseError> {
    let known = known(tx, subjects, now).await?;
    for (subject, failures) in subjects.iter().zip(known) {
        match failures {
            Some(failures) if failures.count > 1 => {
                let failures = Failures {
                    count: failures.count - 1,
                    ..failures
                };
                tx.put_failures(&subject.name, failures).await?;
            }
            _ => tx.forget_failures(&subject.name).await?,
        }
    }
    Ok(())
}

/// Forget every attempt of this one.
pub(super) async fn forget(tx: &mut Tx, subject: &Subject) -> Result<(), UseCaseError> {
    Ok(tx.forget_failures(&subject.name).await?)
}

async fn known(
    tx: &mut Tx,
    subjects: &[Subject],
    now: Instant,
) -> Result<Vec<Option<Failures>>, UseCaseError> {
    let names: Vec<TokenHash> = subjects
        .iter()
        .map(|subject| subject.name.clone())
        .collect();
    let known = tx.failures(&names).await?;
    let is_fresh = |failures: &Failures| now < after(failures.last_at, FORGOTTEN);
    Ok(known
        .into_iter()
        .map(|failures| failures.filter(is_fresh))
        .collect())
}

/// How long to wait still. Where the clock was put back, a whole delay from now and no longer.
fn left(failures: &Failures, free: u32, now: Instant) -> Duration {
    let until = after(failures.last_at.min(now), delay(failures.count, free));
    (until.utc() - now.utc()).to_std().unwrap_or_default()
}

/// Nothing for the first ones, then 1 s, 2 s, 4 s, and so on.
fn delay(count: u32, free: u32) -> Duration {
    count.checked_sub(free).map_or(Duration::ZERO, |beyond| {
        let seconds = 1_u64.checked_shl(beyond).unwrap_or(u64::MAX);
        Duration::from_secs(seconds).min(LONGEST)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_a_quarter_of_an_hour() {
        let seconds = |count| delay(count, FREE).as_secs();
        let delays: Vec<u64> = [0, 4, 5, 6, 7, 14, 15, 80]
            .into_iter()
            .map(seconds)
            .collect();
        assert_eq!(delays, [0, 0, 1, 2, 4, 512, 900, 900]);
    }
}
