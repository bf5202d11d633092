//! Who does what for an item of the plan, a field of action or an entry.

use crate::table::Type::{BigInt, Bool, Date, Text};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0006_responsibilities",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::of_aggregate("responsibility")
            .has("slug", Text)
            .refers("organization", "organization")
            .may_refer("plan_item", "plan_item")
            .may_refer("action_area", "action_area")
            .may_refer("entry", "entry")
            .has("role", Text)
            .may_have("commitment", Text)
            .may_have("responsible", Bool)
            .may_have("valid_from", Date)
            .may_have("valid_to", Date)
            .may_have("official_text", Text)
            .may_have("source_line", BigInt)
            .has("sort_order", BigInt),
    ]
}
