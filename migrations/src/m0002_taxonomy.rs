//! The words by which the directory is ordered, and what the operator says about the installation.

use crate::table::Type::{BigInt, Int, Text, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0002_taxonomy",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::of_aggregate("target_group")
            .has("slug", Text)
            .has("axis", Text)
            .may_refer("parent", "target_group")
            .may_have("min_month", Int)
            .may_have("max_month", Int)
            .may_have("gender", Text)
            .may_have("pictogram", Text)
            .has("sort_order", BigInt)
            .may_refer("replaced_by", "target_group"),
        Table::of_aggregate("topic")
            .has("slug", Text)
            .may_refer("parent", "topic")
            .may_have("pictogram", Text)
            .has("sort_order", BigInt)
            .may_refer("replaced_by", "topic"),
        Table::of_aggregate("language")
            .has("slug", Text)
            .has("tag", Text)
            .has("endonym", Text)
            .has("sort_order", BigInt),
        Table::of_aggregate("term")
            .has("slug", Text)
            .has("vocabulary", Text)
            .has("code", Text)
            .may_have("pictogram", Text)
            .has("sort_order", BigInt)
            .may_have("replaced_by", Text),
        Table::of_aggregate("site")
            .has("slug", Text)
            .may_have("feedback_email", Text)
            .may_have("data_license", Text)
            .may_have("data_license_url", Text)
            .may_have("entry_url", Text),
        Table::list_of("site_language", "site")
            .position()
            .has("language", Text),
        Table::list_of("emergency_number", "site")
            .position()
            .has("part", Uuid)
            .has("phone", Text),
    ]
}
