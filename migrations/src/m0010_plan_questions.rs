//! What the reader of a plan's document could not decide, until somebody has.
//!
//! It stands beside the revisions and not in them: it says something about a document, and is
//! replaced when another one is read.

use crate::table::Type::{BigInt, Int, Text, Time, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0010_plan_questions",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::new("plan_question")
            .key("id", Uuid)
            .has("document", Text)
            .may_have("line", BigInt)
            .may_have("cell", BigInt)
            .has("kind", Text)
            .has("why", Text)
            .has("confidence", Int)
            .may_refer("about", "head")
            .may_have("about_revision", BigInt)
            .has("noted_at", Time)
            .may_have("settled_at", Time)
            .may_have("settled_by", Uuid)
            .may_have("comment", Text),
    ]
}
