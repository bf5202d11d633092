//! Processor time, and what many measurements of it say.

use std::hint::black_box;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The processor time that this thread has used so far. Other programs on the machine do not count
/// into it, though they slow it down by taking the caches.
pub(crate) fn used() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// The processor time of one call, in microseconds, from as many calls as are given.
pub(crate) async fn per_call<T>(calls: u32, mut call: impl AsyncFnMut() -> T) -> f64 {
    let before = used();
    for _ in 0..calls {
        black_box(call().await);
    }
    (used() - before).as_secs_f64() * 1e6 / f64::from(calls.max(1))
}

/// How many calls take about this long, so that the clock is read rarely.
pub(crate) async fn calls_within<T>(time: Duration, mut call: impl AsyncFnMut() -> T) -> u32 {
    let mut calls = 1_u32;
    loop {
        let before = used();
        for _ in 0..calls {
            black_box(call().await);
        }
        if used() - before >= time || calls >= 1 << 20 {
            return calls;
        }
        calls *= 2;
    }
}

/// The middle of many measurements, and how far they reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    /// The one in the middle.
    pub(crate) median: f64,
    /// The least.
    pub(crate) least: f64,
    /// The greatest.
    pub(crate) greatest: f64,
    /// No less than 99 of 100 of them.
    pub(crate) most_of_all: f64,
}

impl Spread {
    /// What measurements say; zeros where there are none.
    pub(crate) fn of(measurements: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = measurements.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        Self {
            median: sorted.get(sorted.len() / 2).copied().unwrap_or_default(),
            least: sorted.first().copied().unwrap_or_default(),
            greatest: sorted.last().copied().unwrap_or_default(),
            most_of_all: sorted
                .get(sorted.len() * 99 / 100)
                .copied()
                .unwrap_or_default(),
        }
    }
}

/// Of how many pairs the first is below the second, from 0 to 1.
#[allow(clippy::cast_precision_loss)] // of measurements there are few
pub(crate) fn share_below(firsts: &[f64], seconds: &[f64]) -> f64 {
    let pairs = firsts.iter().zip(seconds);
    let below = pairs.clone().filter(|(first, second)| first < second);
    below.count() as f64 / pairs.len().max(1) as f64
}
