//! What each target does with the bytes that it is given: read them as the program would, and check
//! what has to hold of everything that could be read.
//!
//! A target fails by panicking, and so does the program where it should not.

#[cfg(feature = "program")]
mod http;

use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::EntityId;
use domain::schedule::{HolidayCalendar, RawSchedule, Schedule};
use domain::text::LanguagePreferences;
use interchange::plan::{self, Corrections, PartyAliases};
use interchange::seeds::{self, SeedFile};

#[cfg(feature = "program")]
pub use self::http::{cursor, query, request};

/// A header `Accept-Language`.
pub fn accept_language(bytes: &[u8]) {
    let Ok(header) = std::str::from_utf8(bytes) else {
        return;
    };
    let wishes = LanguagePreferences::from_accept_language(header);
    assert!(wishes.tags().len() <= 16);
}

/// A configuration file.
#[cfg(feature = "program")]
pub fn config(bytes: &[u8]) {
    static FILE: LazyLock<tempfile::NamedTempFile> =
        LazyLock::new(|| tempfile::NamedTempFile::new().expect("a file can be made"));
    std::fs::write(FILE.path(), bytes).expect("the file can be written");
    if let Err(error) = server::load(Some(FILE.path()), []) {
        assert!(!error.to_string().is_empty());
    }
}

/// A file of corrections of the plan.
pub fn corrections(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Err(error) = Corrections::from_toml(text) {
        assert!(!error.to_string().is_empty());
    }
}

/// An id that a client sent.
pub fn global_id(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(id) = EntityId::from_global(text) {
        assert_eq!(id.to_global(), text, "an id has one form");
    }
}

/// The document of a plan.
pub fn plan(bytes: &[u8]) {
    static ALIASES: LazyLock<PartyAliases> = LazyLock::new(|| {
        PartyAliases::from_toml(embedded("plan/organizations.toml")).expect("they are our own")
    });
    if let Ok(reading) = plan::read(bytes, &ALIASES, None) {
        assert_eq!(reading.document.sha256, plan::sha256(bytes));
    }
}

/// A schedule as JSON.
pub fn schedule(bytes: &[u8]) {
    static HOLIDAYS: LazyLock<HolidayCalendar> = LazyLock::new(|| {
        seeds::holidays(embedded("reference/holidays-nrw.toml")).expect("they are our own")
    });
    let Ok(raw) = serde_json::from_slice::<RawSchedule>(bytes) else {
        return;
    };
    let Ok(schedule) = Schedule::try_from(raw) else {
        return;
    };
    let now: DateTime<Utc> = DateTime::from_timestamp(1_795_000_000, 0).expect("a moment");
    let state = schedule.state_at(now, &HOLIDAYS);
    if let Some(change) = schedule.next_change(now, &HOLIDAYS) {
        assert!(change > now);
        let before = change - TimeDelta::seconds(1);
        assert_eq!(schedule.state_at(before, &HOLIDAYS), state);
    }
    let raw = RawSchedule::from(schedule.clone());
    assert_eq!(Schedule::try_from(raw), Ok(schedule));
}

/// A file of the seeds: its name, and behind the first line what it holds.
pub fn seeds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (name, text) = text.split_once('\n').unwrap_or(("", text));
    if let Err(errors) = seeds::read(&[SeedFile { name, text }]) {
        assert!(!errors.all().is_empty());
    }
    drop(seeds::holidays(text));
    drop(plan::known_items(text));
    drop(PartyAliases::from_toml(text));
}

fn embedded(name: &str) -> &'static str {
    let file = seeds::embedded().iter().find(|file| file.name == name);
    file.expect("the file is embedded").text
}
