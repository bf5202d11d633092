//! Leichte Sprache is checked by people for whom it is meant, and that is recorded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::edit::{TextLimit, plain};
use crate::findings::Findings;
use crate::text::Words;
use crate::violation::Rule;

/// The check of a text by a test group (Prüfgruppe).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TestGroupCheck {
    /// Which group: its name, never those of its members.
    pub group: Words,
    /// When it was checked.
    pub on: NaiveDate,
}

/// The same as a client sends it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TestGroupCheckInput {
    /// Which group.
    pub group: String,
    /// The day.
    pub checked_on: String,
}

impl TestGroupCheckInput {
    /// Read it; nothing after something wrong was noted.
    pub(super) fn read(&self, today: NaiveDate, findings: &mut Findings) -> Option<TestGroupCheck> {
        let group = findings.at("group", |findings| {
            findings.keep(plain(&self.group, TextLimit::NAME))
        });
        let on = findings.at("checkedOn", |findings| {
            findings.keep(read_day(&self.checked_on, today))
        });
        Some(TestGroupCheck {
            group: group?,
            on: on?,
        })
    }
}

fn read_day(text: &str, today: NaiveDate) -> Result<NaiveDate, Rule> {
    let shown: String = text.chars().take(20).collect();
    let day = text
        .parse()
        .map_err(|_| Rule::Malformed(format!("`{shown}` is not a date such as 2027-03-31")))?;
    if day > today {
        return Err(Rule::Malformed(
            "a check takes place before it is recorded".to_owned(),
        ));
    }
    Ok(day)
}
