//! How much a program with a key may ask: so many operations a minute, and as many at once.
//!
//! A bucket for each key, in the memory of this process: a second process gives a second share. It
//! fills evenly, so that nobody has to wait for the minute to end. Only keys that hold have one, so
//! there are no more buckets than keys.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::account::{ApiClient, ApiKeyId};
use domain::period::Instant;

/// What one operation takes out of a bucket. It fills by the quota every millisecond, so that no
/// fraction is lost.
const OPERATION: u64 = 60_000;

/// The buckets of all keys.
#[derive(Debug, Default)]
pub(crate) struct Quotas(Mutex<HashMap<ApiKeyId, Bucket>>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    level: u64,
    /// In milliseconds since 1970.
    filled_at: i64,
}

/// There is not enough in the bucket.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Exhausted {
    /// In how many seconds there will be enough, at least 1.
    pub(crate) retry_after: u64,
}

impl Quotas {
    /// Take so many operations out of the bucket of a key, or nothing where there are not enough.
    /// Whoever asks for more at once than the bucket holds is told the time that it takes to fill.
    pub(crate) fn take(
        &self,
        client: &ApiClient,
        operations: usize,
        now: Instant,
    ) -> Result<(), Exhausted> {
        let quota = u64::from(client.quota_per_minute);
        let full = quota * OPERATION;
        let wanted = OPERATION.saturating_mul(operations as u64);
        let now = now.utc().timestamp_millis();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = buckets.entry(client.id).or_insert(Bucket {
            level: full,
            filled_at: now,
        });
        let elapsed = u64::try_from(now - bucket.filled_at).unwrap_or(0);
        bucket.level = full.min(bucket.level.saturating_add(elapsed.saturating_mul(quota)));
        bucket.filled_at = now;
        if bucket.level >= wanted {
            bucket.level -= wanted;
            return Ok(());
        }
        let lacking = wanted.min(full).saturating_sub(bucket.level).max(1);
        Err(Exhausted {
            retry_after: lacking.div_ceil(quota.max(1) * 1_000).max(1),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeSet;

    use domain::id::{EntityId, EntityKind};
    use proptest::prelude::*;

    use super::*;

    fn client(key: u128, quota_per_minute: u32) -> ApiClient {
        ApiClient {
            id: ApiKeyId::from_uuid(EntityId::of_slug(EntityKind::Topic, &key.to_string()).uuid),
            scopes: BTreeSet::new(),
            quota_per_minute,
        }
    }

    fn at(milliseconds: i64) -> Instant {
        chrono::DateTime::from_timestamp_millis(milliseconds)
            .unwrap()
            .into()
    }

    #[test]
    fn a_full_bucket_is_a_minutes_worth_and_fills_evenly() {
        let quotas = Quotas::default();
        let client = client(1, 60);
        assert_eq!(quotas.take(&client, 60, at(0)), Ok(()));
        assert_eq!(
            quotas.take(&client, 1, at(0)),
            Err(Exhausted { retry_after: 1 })
        );
        assert_eq!(
            quotas.take(&client, 30, at(0)),
            Err(Exhausted { retry_after: 30 })
        );
        assert_eq!(quotas.take(&client, 1, at(1_000)), Ok(()));
        assert_eq!(
            quotas.take(&client, 1, at(1_500)),
            Err(Exhausted { retry_after: 1 })
        );
        assert_eq!(quotas.take(&client, 60, at(120_000)), Ok(()));
    }

    #[test]
    fn each_key_has_a_bucket_of_its_own_and_a_quota_of_nothing_gives_nothing() {
        let quotas = Quotas::default();
        assert_eq!(quotas.take(&client(1, 1), 1, at(0)), Ok(()));
        assert_eq!(quotas.take(&client(2, 1), 1, at(0)), Ok(()));
        assert!(quotas.take(&client(3, 0), 1, at(0)).is_err());
        assert!(quotas.take(&client(1, 1), 1, at(-5_000)).is_err());
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_a_full_bucket_and_what_flowed_in(
            quota in 1_u32..200,
            steps in prop::collection::vec((0_i64..5_000, 1_usize..20), 1..200),
        ) {
            let quotas = Quotas::default();
            let client = client(1, quota);
            let (mut now, mut given) = (0, 0_u64);
            for (passed, operations) in steps {
                now += passed;
                if quotas.take(&client, operations, at(now)).is_ok() {
                    given += operations as u64;
                }
            }
            let flowed = u64::from(quota) * u64::try_from(now).unwrap() / 60_000;
            prop_assert!(given <= u64::from(quota) + flowed + 1);
        }
    }
}
