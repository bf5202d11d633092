//! An index to find by what was done to contents in a period.

use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0015_trail",
    tables,
};

fn tables() -> Vec<Table> {
    vec![Table::existing("change_log").index(&["at"])]
}
