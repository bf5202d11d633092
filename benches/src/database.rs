//! The database of a benchmark: one SQLite file.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::period::Instant;
use persistence::{ConnectOptions, DatabaseUrl, Store, Uuid};

use crate::failure::Failure;

/// The change log of every generated file, so that a file depends on nothing but its size.
const EPOCH: Uuid = Uuid::from_u128(0x0062_656e_6368_6d61_726b);

/// The moment of this many seconds after the benchmark's first. Clocks would make every file
/// another one.
pub(crate) fn moment(seconds: i64) -> Instant {
    // 2026-01-05T08:00:00Z, a Monday.
    DateTime::<Utc>::from_timestamp(1_767_600_000 + seconds, 0)
        .unwrap_or_default()
        .into()
}

/// Open a file, or make it, with all tables.
pub(crate) async fn create(file: &Path) -> Result<Store, Failure> {
    let store = connect(file).await?;
    store.migrate(EPOCH).await?;
    Ok(store)
}

/// Open a file that was generated.
pub(crate) async fn open(file: &Path) -> Result<Store, Failure> {
    if !file.is_file() {
        return Err(Failure::NoDatabase(file.to_owned()));
    }
    let store = connect(file).await?;
    store.require_current().await?;
    Ok(store)
}

/// The address by which the program opens a file.
pub(crate) fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

async fn connect(file: &Path) -> Result<Store, Failure> {
    let url = DatabaseUrl::parse(&address(file))?;
    Ok(Store::connect(&ConnectOptions::new(url)).await?)
}
