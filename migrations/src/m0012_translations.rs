//! Whether a translation is outdated, for people who speak SQL: it is computed from revisions, and
//! the numbers of those are not in the normalised tables.

use crate::table::Type::Bool;
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0012_translations",
    tables,
};

fn tables() -> Vec<Table> {
    vec![Table::existing("localized_text").may_have("outdated", Bool)]
}
