//! Whom the program has told of what, so that nobody is told twice: that entries are due to be
//! confirmed, and that changes wait for a review.
//!
//! Of each person, entry and kind of notice there is one row: `about` says which time or which
//! revision the last notice was about. And an index to find old authors by, whose accounts are
//! forgotten after a time.

use crate::table::Type::{BigInt, Text, Time};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0011_notices",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::list_of("notice", "account")
            .key_refers("entity", "head")
            .key("kind", Text)
            .has("about", BigInt)
            .has("sent_at", Time),
        Table::existing("revision").index(&["account"]),
        Table::existing("change_log").index(&["account"]),
    ]
}
