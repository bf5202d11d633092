//! School holidays (`reference/holidays-nrw.toml`), by which schedules are read.

use domain::schedule::{HolidayCalendar, SchoolHoliday};

use super::document::{Document, Fields, Problems, Scope, Value};
use super::errors::SeedErrors;
use super::files::SeedFile;
use super::keys::Keys;

/// Read the school holidays.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn holidays(text: &str) -> Result<HolidayCalendar, SeedErrors> {
    let problems = Problems::default();
    let file = SeedFile {
        name: "reference/holidays-nrw.toml",
        text,
    };
    let document = Document::parse(file, &problems);
    problems.or_value(())?;
    let keys = Keys::default();
    match Scope::new(&document, &keys, &problems).read(calendar) {
        Some(calendar) => problems.or_value(calendar),
        None => Err(problems.into_errors()),
    }
}

fn calendar(f: &mut Fields<'_>) -> Option<HolidayCalendar> {
    let known_from = f.required("known_from", Value::date);
    let known_until = f.required("known_until", Value::date);
    let school_holidays = f.list("school_holidays", school_holiday);
    match HolidayCalendar::new(known_from?..=known_until?, school_holidays) {
        Ok(calendar) => Some(calendar),
        Err(invalid) => {
            f.note(invalid);
            None
        }
    }
}

fn school_holiday(value: Value<'_>) -> Option<SchoolHoliday> {
    value.table(|f| {
        let name = f.required("name", Value::string);
        let from = f.required("from", Value::date);
        let to = f.required("to", Value::date);
        let source = f.required("source", Value::string);
        Some(SchoolHoliday {
            name: name?.to_owned(),
            from: from?,
            to: to?,
            source: source?.to_owned(),
        })
    })
}
