//! Telling people from time to time what waits for them: what is due to be confirmed, and what waits
//! for a review.
//!
//! Several servers on one database may do it: what is told is claimed in the database.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use application::freshness::Reminded;
use gateway::Clock;
use tokio::time::Instant;
use tracing::{info, warn};

/// How long after the start is waited, and how often is looked for what waits for a review.
const EVERY: Duration = Duration::from_secs(60);
/// How often is looked for what is due to be confirmed.
const REMINDERS: Duration = Duration::from_secs(60 * 60);

/// Tell until dropped.
pub(crate) async fn tell(application: Arc<Application>, clock: Clock) {
    let mut reminded: Option<Instant> = None;
    loop {
        tokio::time::sleep(EVERY).await;
        match application.tell_what_waits(clock().into()).await {
            Ok(0) => {}
            Ok(mails) => info!(
                mails,
                "told the coordinating office what waits for a review"
            ),
            // Soon it is tried again, and nothing is lost by then.
            Err(error) => warn!(
                error = &error as &dyn Error,
                "nobody could be told what waits for a review"
            ),
        }
        if reminded.is_some_and(|last| last.elapsed() < REMINDERS) {
            continue;
        }
        match application.remind(clock().into()).await {
            Ok(done) => {
                reminded = Some(Instant::now());
                if done != Reminded::default() {
                    let Reminded {
                        providers,
                        coordinators,
                    } = done;
                    info!(providers, coordinators, "reminded of what is due");
                }
            }
            Err(error) => warn!(
                error = &error as &dyn Error,
                "nobody could be reminded of what is due"
            ),
        }
        match application.tell_of_ending_consents(clock().into()).await {
            Ok(0) => {}
            Ok(mails) => info!(mails, "told of consents that end soon"),
            Err(error) => warn!(
                error = &error as &dyn Error,
                "nobody could be told of consents that end soon"
            ),
        }
    }
}
