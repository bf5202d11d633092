//! Long computations, away from whoever answers queries and in their turn.

use std::fmt;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::accounts::Blocking;
use crate::error::ApplicationError;

/// Room for the computations of one task that takes long.
#[derive(Clone)]
pub struct Aside {
    blocking: Blocking,
    /// Goes with the computations: nobody else's turn begins when whoever waits for one gives up.
    turn: Option<Arc<OwnedSemaphorePermit>>,
}

impl Aside {
    /// No room of its own: everything is computed where it is asked for. For commands, which keep
    /// nobody waiting.
    #[must_use]
    pub fn none() -> Self {
        Self {
            blocking: Arc::new(|job| job()),
            turn: None,
        }
    }

    pub(crate) fn new(blocking: Blocking, turn: OwnedSemaphorePermit) -> Self {
        Self {
            blocking,
            turn: Some(Arc::new(turn)),
        }
    }

    pub(crate) async fn run<T: Send + 'static>(
        &self,
        compute: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApplicationError> {
        let (answer, answered) = oneshot::channel();
        let turn = self.turn.clone();
        (self.blocking)(Box::new(move || {
            let made = compute();
            drop(turn);
            // Nobody is left to be told where whoever asked has given up.
            drop(answer.send(made));
        }));
        answered.await.map_err(|_| ApplicationError::Interrupted)
    }
}

impl fmt::Debug for Aside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aside").finish_non_exhaustive()
    }
}
