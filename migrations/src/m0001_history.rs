//! What is kept of every aggregate alike: heads, revisions, texts, ways to reach somebody, pictures,
//! and the change log.

use crate::table::Type::{BigInt, Bool, Int, Text, Time, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0001_history",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::new("head")
            .key("id", Uuid)
            .has("kind", Text)
            .has("slug", Text)
            .may_refer("owner", "head")
            .has("state", Text)
            .has("head_revision", BigInt)
            .may_have("published_revision", BigInt)
            .may_have("first_published_at", Time)
            .has("updated_at", Time)
            .unique(&["kind", "slug"]),
        Table::list_in("revision", "entity", "head")
            .key("number", BigInt)
            .has("schema_version", Int)
            .has("content", Text)
            .has("role", Text)
            .has("created_at", Time)
            .may_have("comment", Text)
            .has("minor", Bool)
            .may_have("base_revision", BigInt),
        Table::new("log_counter")
            .key("id", Int)
            .has("epoch", Uuid)
            .has("token", BigInt),
        Table::new("change_log")
            .key("token", BigInt)
            .has("kind", Text)
            .refers("entity", "head")
            .has("change", Text)
            .has("revision", BigInt)
            .has("role", Text)
            .has("at", Time),
        Table::owned("localized_text")
            .key("path", Text)
            .key("language", Text)
            .has("text", Text)
            .has("folded", Text)
            .has("machine_translated", Bool)
            .may_have("made_from", BigInt),
        Table::owned("contact")
            .key("path", Text)
            .has("part", Uuid)
            .has("audience", Text)
            .may_have("email", Text)
            .may_have("phone", Text)
            .may_have("phone_extension", Text)
            .may_have("url", Text),
        Table::owned("image")
            .key("path", Text)
            .has("part", Uuid)
            .has("url", Text)
            .may_have("credit", Text)
            .may_have("license", Text)
            .has("width", BigInt)
            .has("height", BigInt),
    ]
}
