//! Following the change log as it grows.
//!
//! PostgreSQL tells its listeners; elsewhere, and while nobody can listen, the counter row is
//! polled. A notice is only a hint to look: what counts is the position that is read then, so that
//! lost and surplus notices do no harm.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgListener;
use tracing::{debug, warn};

use crate::database_url::DatabaseKind;
use crate::dialect;
use crate::error::StoreError;
use crate::log::LogPosition;
use crate::store::Store;

/// How often the counter is read where nobody tells.
const POLL: Duration = Duration::from_millis(500);
/// How often it is read beside a listener, in case a notice was lost.
const POLL_BESIDE_LISTENER: Duration = Duration::from_secs(5);

/// The change log as it grows, from [`Store::changes`].
#[derive(Debug)]
pub struct Changes {
    store: Store,
    seen: LogPosition,
    listener: Option<Listener>,
    /// Whether the database was away when it was asked last: that is said once.
    is_away: bool,
}

struct Listener(PgListener);

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Listener")
    }
}

impl Changes {
    pub(crate) const fn new(store: Store, seen: LogPosition) -> Self {
        Self {
            store,
            seen,
            listener: None,
            is_away: false,
        }
    }

    /// Wait until the log stands elsewhere than when this was called last, and say where. While the
    /// database cannot be reached it goes on trying. Dropping the future loses nothing.
    pub async fn next(&mut self) -> LogPosition {
        loop {
            self.listen().await;
            match self.store.log_position().await {
                Ok(position) => {
                    self.is_away = false;
                    if position != self.seen {
                        self.seen = position;
                        return position;
                    }
                }
                Err(error) => {
                    if !self.is_away {
                        warn!(
                            error = &error as &dyn std::error::Error,
                            "cannot read how far the change log has come; trying again"
                        );
                    }
                    self.is_away = true;
                }
            }
            self.notice().await;
        }
    }

    /// Listen, where the database can tell and nobody listens yet. This comes before the position is
    /// read, so that no commit falls in between.
    async fn listen(&mut self) {
        if self.store.kind == DatabaseKind::Postgres && self.listener.is_none() {
            match self.listener().await {
                Ok(listener) => self.listener = Some(Listener(listener)),
                Err(error) => debug!(
                    error = &error as &dyn std::error::Error,
                    "cannot listen for changes; polling instead"
                ),
            }
        }
    }

    async fn listener(&self) -> Result<PgListener, StoreError> {
        let pool = self.store.connection.get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(dialect::CHANNEL).await?;
        self.store.count_statement();
        Ok(listener)
    }

    /// Wait for a hint that there may be something new.
    async fn notice(&mut self) {
        let Some(Listener(listener)) = &mut self.listener else {
            tokio::time::sleep(POLL).await;
            return;
        };
        match tokio::time::timeout(POLL_BESIDE_LISTENER, listener.try_recv()).await {
            // A notice, a new connection after a lost one, or none of both in all that time.
            Ok(Ok(_)) | Err(_) => {}
            Ok(Err(error)) => {
                warn!(
                    error = &error as &dyn std::error::Error,
                    "lost the listener for changes; polling until there is another"
                );
                self.listener = None;
                tokio::time::sleep(POLL).await;
            }
        }
    }
}
