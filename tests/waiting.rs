//! Waiting for something to happen, until it is too late.

use std::time::{Duration, Instant};

/// How long something may take that takes a moment, on a slow machine with other work.
const PATIENCE: Duration = Duration::from_secs(30);

/// Ask again and again until there is an answer.
pub fn until<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(Instant::now() < deadline, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
