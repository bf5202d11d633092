//! Use cases, each one function in one order: load in scope, authorize, decide, write, change log,
//! commit. And the catalogue that readers are answered from, which follows the change log.
//!
//! Times come in as parameters; nothing here reads a clock, makes an id at random or starts a task.

pub mod accounts;
mod aside;
pub mod curation;
mod disclosure;
pub mod entries;
mod error;
pub mod freshness;
mod idempotency;
pub mod images;
mod official_text;
pub mod persons;
pub mod plan_import;
pub mod proposals;
mod publication;
mod review_digest;
mod seeding;
mod trail;
pub mod translations;
mod use_case;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use catalogue::{Catalogue, Snapshot};
use chrono::NaiveDate;
use domain::period::Instant;
use domain::schedule::HolidayCalendar;
use persistence::{Changes, Store};
use tokio::sync::{Mutex, Semaphore};

use self::accounts::Accounts;
pub use self::disclosure::{Disclosure, sees_more_than_everybody};
use self::entries::{Duplicates, EditorialSettings};
pub use self::error::ApplicationError;
pub use self::idempotency::Idempotency;
use self::images::Images;
pub use self::plan_import::import_plan;
use self::publication::Publisher;
pub use self::seeding::{SeedReport, seed};
use self::translations::Progress;
pub use self::use_case::{TokenRefused, UseCaseError};

/// The program as its users see it: everything that can be asked and done.
#[derive(Debug)]
pub struct Application {
    store: Store,
    catalogue: Catalogue,
    publisher: Mutex<Publisher>,
    /// Whether the catalogue could be brought up to date when that was tried last.
    follows: AtomicBool,
    holidays: Arc<HolidayCalendar>,
    accounts: Accounts,
    editorial: EditorialSettings,
    duplicates: Duplicates,
    /// Plans are imported one at a time.
    imports: Arc<Semaphore>,
    progress: Progress,
    images: Images,
}

impl Application {
    /// Build the catalogue from what is published, as it is on this day.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn start(
        store: Store,
        holidays: HolidayCalendar,
        accounts: Accounts,
        now: Instant,
    ) -> Result<Self, ApplicationError> {
        let (publisher, snapshot) = Publisher::build(&store, local_day(now)).await?;
        Ok(Self {
            store,
            catalogue: Catalogue::new(snapshot),
            publisher: Mutex::new(publisher),
            follows: AtomicBool::new(true),
            holidays: Arc::new(holidays),
            accounts,
            editorial: EditorialSettings::default(),
            duplicates: Duplicates::default(),
            imports: Arc::new(Semaphore::new(1)),
            progress: Progress::default(),
            images: Images::default(),
        })
    }

    /// Review as this installation does.
    #[must_use]
    pub fn with_editorial(self, editorial: EditorialSettings) -> Self {
        Self { editorial, ..self }
    }

    /// How this installation reviews.
    #[must_use]
    pub const fn editorial(&self) -> &EditorialSettings {
        &self.editorial
    }

    /// The newest state of what is published.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.catalogue.snapshot()
    }

    /// People and programs that act.
    #[must_use]
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Public and school holidays.
    #[must_use]
    pub const fn holidays(&self) -> &Arc<HolidayCalendar> {
        &self.holidays
    }

    /// Bring the catalogue up to what is committed. Does nothing where it already is.
    ///
    /// # Errors
    /// The database cannot be read; the catalogue stays as it was.
    pub async fn catch_up(&self, now: Instant) -> Result<(), ApplicationError> {
        let mut publisher = self.publisher.lock().await;
        let before = self.catalogue.snapshot();
        let followed = publisher.follow(&self.store, &before, local_day(now)).await;
        self.follows.store(followed.is_ok(), Ordering::Relaxed);
        if let Some(snapshot) = followed? {
            self.catalogue.replace(snapshot);
            self.duplicates.follow(&before, &self.catalogue.snapshot());
        }
        Ok(())
    }

    /// Bring the catalogue up to what was just written. Where that fails, it is written all the
    /// same, and the catalogue follows as soon as the database answers again.
    pub(crate) async fn show(&self, now: Instant) {
        if let Err(error) = self.catch_up(now).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a write is not shown yet"
            );
        }
    }

    /// Whether the catalogue was up to date when that was looked at last.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.follows.load(Ordering::Relaxed)
    }

    /// What tells that others have written; drive it and call [`Application::catch_up`].
    #[must_use]
    pub fn changes(&self) -> Changes {
        let position = self.snapshot().position();
        self.store.changes(persistence::LogPosition {
            epoch: uuid_of(position.epoch),
            token: position.token,
        })
    }

    /// Whether the database answers, and soon: whoever asks for readiness does not wait long.
    pub async fn database_answers(&self) -> bool {
        const PATIENCE: Duration = Duration::from_secs(2);
        let answer = tokio::time::timeout(PATIENCE, self.store.ping()).await;
        matches!(answer, Ok(Ok(())))
    }

    /// How many SQL statements have run so far, for the tests that require none.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.store.statements()
    }

    /// Let go of the database.
    ///
    /// # Errors
    /// The database did not let go in order.
    pub async fn close(self) -> Result<(), ApplicationError> {
        Ok(self.store.close().await?)
    }
}

/// The day it is in Minden.
#[must_use]
pub fn local_day(now: Instant) -> NaiveDate {
    now.utc()
        .with_timezone(&chrono_tz::Europe::Berlin)
        .date_naive()
}

fn uuid_of(epoch: u128) -> persistence::Uuid {
    persistence::Uuid::from_u128(epoch)
}
