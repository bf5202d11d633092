//! What a new installation starts with, out of the program itself.

use application::SeedReport;
use domain::policy::Actor;
use domain::schedule::HolidayCalendar;
use gateway::Clock;
use interchange::seeds::{self, SeedErrors};
use persistence::Store;

use crate::config::DatabaseAddress;
use crate::error::ServerError;

/// Write the seeds as the operator; where some are there already, what differs.
pub(crate) async fn sow(
    store: &Store,
    address: &DatabaseAddress,
    clock: &Clock,
) -> Result<SeedReport, ServerError> {
    let seeds = seeds::read(seeds::embedded())?;
    application::seed(store, &Actor::Operator, seeds, clock().into())
        .await
        .map_err(|source| ServerError::Application {
            database: address.to_string(),
            source,
        })
}

/// The holidays, by which schedules are read. The only seeds that every start needs.
pub(crate) fn holidays() -> Result<HolidayCalendar, SeedErrors> {
    let text = seeds::embedded()
        .iter()
        .find(|file| file.name == "reference/holidays-nrw.toml")
        .map_or("", |file| file.text);
    seeds::holidays(text)
}
