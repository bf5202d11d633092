//! Forgetting from time to time what nobody needs any more.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use application::accounts::Tidied;
use gateway::Clock;
use tracing::{info, warn};

/// How long after the start is waited: there is enough to do then.
const FIRST: Duration = Duration::from_secs(60);
/// How often then. Several servers on one database may do it; the second one finds little.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Keep the house until dropped.
pub(crate) async fn keep(application: Arc<Application>, clock: Clock) {
    tokio::time::sleep(FIRST).await;
    loop {
        match application.accounts().tidy_up(clock().into()).await {
            Ok(Tidied {
                rows: 0,
                pseudonymised: 0,
            }) => {}
            Ok(Tidied {
                rows,
                pseudonymised,
            }) => info!(rows, pseudonymised, "forgot what nobody needs any more"),
            // In an hour it is tried again, and nothing is lost by then.
            Err(error) => warn!(
                error = &error as &dyn Error,
                "what nobody needs any more could not be forgotten"
            ),
        }
        match application.forget_uploads(clock().into()).await {
            Ok(0) => {}
            Ok(rows) => info!(rows, "forgot pictures that nobody used"),
            Err(error) => warn!(
                error = &error as &dyn Error,
                "pictures that nobody used could not be forgotten"
            ),
        }
        match Box::pin(application.erase_expired_persons(clock().into())).await {
            Ok(0) => {}
            Ok(things) => info!(things, "erased people whose consent to be named is over"),
            Err(error) => warn!(
                error = &error as &dyn Error,
                "people whose consent is over could not be erased"
            ),
        }
        tokio::time::sleep(EVERY).await;
    }
}
