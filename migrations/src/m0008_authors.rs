//! Who wrote what: the account beside the role, for the audit alone, and what a reviewer said.
//!
//! The account is no foreign key: the id of a person who was erased stays.

use crate::table::Type::{Text, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0008_authors",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::existing("revision").may_have("account", Uuid),
        Table::existing("change_log")
            .may_have("account", Uuid)
            .may_have("comment", Text),
        // What waits for a review, and what an organization has, the newest first.
        Table::existing("head")
            .index(&["state", "updated_at"])
            .index(&["updated_at", "id"]),
    ]
}
