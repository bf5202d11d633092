//! The action plan, from its editions down to measures and their first steps.

use crate::table::Type::{BigInt, Bool, Date, Double, Int, Text, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0004_plan",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::of_aggregate("action_plan")
            .has("slug", Text)
            .may_have("adopted_on", Date)
            .may_have("decision", Text)
            .may_have("short_years", Int)
            .may_have("medium_years", Int)
            .may_have("long_years", Int)
            .may_have("document_name", Text)
            .may_have("document_sha256", Text)
            .may_have("document_lines", BigInt),
        Table::of_aggregate("action_area")
            .has("slug", Text)
            .refers("plan", "action_plan")
            .has("sort_order", BigInt)
            .may_have("source_line", BigInt),
        Table::list_in("plan_section", "area", "action_area")
            .position()
            .has("part", Uuid)
            .has("slug", Text)
            .has("number", Text)
            .may_have("parent", Uuid)
            .may_have("official_text", Text)
            .may_have("source_line", BigInt),
        Table::of_aggregate("plan_item")
            .has("kind", Text)
            .has("slug", Text)
            .has("sort_order", BigInt)
            .may_have("official_text", Text)
            .may_have("source_line", BigInt)
            .may_have("horizon_min", Text)
            .may_have("horizon_max", Text),
        Table::extending("challenge", "plan_item")
            .refers("area", "action_area")
            .may_have("section", Uuid)
            .may_have("prioritized", Bool),
        Table::extending("goal", "plan_item").refers("challenge", "challenge"),
        Table::extending("suggestion", "plan_item")
            .refers("goal", "goal")
            .may_have("number", BigInt),
        Table::extending("measure", "plan_item")
            .refers("challenge", "challenge")
            .may_have("status", Text),
        Table::list_of("measure_goal", "measure")
            .position()
            .refers("goal", "goal"),
        Table::list_of("measure_suggestion", "measure")
            .position()
            .refers("suggestion", "suggestion"),
        Table::list_of("progress_report", "measure")
            .position()
            .has("part", Uuid)
            .has("date", Date)
            .has("status", Text)
            .may_have("percent", Int)
            .has("author", Text),
        Table::list_of("evaluation", "measure")
            .position()
            .has("part", Uuid)
            .has("date", Date),
        Table::list_of("evaluation_criterion", "measure")
            .key("evaluation", Int)
            .position()
            .may_have("reached", Int),
        Table::list_in("first_step", "item", "plan_item")
            .position()
            .has("part", Uuid)
            .has("slug", Text)
            .may_have("number", BigInt)
            .has("parallel", Bool)
            .may_have("official_text", Text)
            .may_have("source_line", BigInt)
            .may_have("status", Text),
        Table::list_in("plan_item_target_group", "item", "plan_item")
            .key("audience", Int)
            .position()
            .refers("target_group", "target_group")
            .has("emphasis", Text),
        Table::list_in("plan_item_resource", "item", "plan_item")
            .position()
            .has("kind", Text)
            .has("optional", Bool),
        Table::list_in("plan_item_phase", "item", "plan_item")
            .position()
            .has("min", Text)
            .has("max", Text),
        Table::list_in("cross_reference", "item", "plan_item")
            .position()
            .may_refer("target_item", "plan_item")
            .may_refer("target_area", "action_area")
            .may_have("target_part", Uuid)
            .may_have("confidence", Double)
            .may_have("official_text", Text),
    ]
}
