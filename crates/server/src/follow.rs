//! Keeping the catalogue true while others write and days pass.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use gateway::Clock;
use tracing::{info, warn};

/// How often is looked without a hint. Consents to name a person end with a day, so the catalogue
/// changes at midnight though nobody writes; looking costs one short statement.
const EVERY: Duration = Duration::from_secs(60);
/// How long is waited after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Follow the change log until dropped. While the database is away the catalogue stays as it was.
pub(crate) async fn follow(application: Arc<Application>, clock: Clock) {
    let mut changes = application.changes();
    let mut failed = false;
    loop {
        if failed {
            tokio::time::sleep(AFTER_FAILURE).await;
        } else {
            drop(tokio::time::timeout(EVERY, changes.next()).await);
        }
        match application.catch_up(clock().into()).await {
            Ok(()) if failed => {
                failed = false;
                info!("the catalogue follows the database again");
            }
            Ok(()) => {}
            Err(error) => {
                // One line when it begins and one when it is over, however long it takes.
                if !failed {
                    warn!(
                        error = &error as &dyn Error,
                        "cannot follow the database; public reads go on as of before"
                    );
                }
                failed = true;
            }
        }
    }
}
