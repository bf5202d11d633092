//! Progress of a single first step, how much a measure counts, and what organizations propose about
//! the progress of that for which they are responsible.
//!
//! The accounts in a proposal are no foreign keys: they are forgotten with the person, and in time.

use crate::table::Type::{Date, Int, Text, Time, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0014_progress",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::existing("measure").may_have("weight", Int),
        Table::existing("progress_report").may_have("step", Uuid),
        Table::new("progress_proposal")
            .key("id", Uuid)
            .refers("measure", "head")
            .refers("organization", "head")
            .may_have("proposed_by", Uuid)
            .has("proposed_at", Time)
            .has("date", Date)
            .may_have("step", Uuid)
            .has("status", Text)
            .may_have("percent", Int)
            .may_have("note", Text)
            .has("state", Text)
            .may_have("decided_at", Time)
            .may_have("decided_by", Uuid)
            .may_have("comment", Text)
            .index(&["proposed_at", "id"]),
    ]
}
