//! Districts, locations, and the organizations that are at home there.

use crate::table::Type::{BigInt, Bool, Double, Text};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0003_places",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::of_aggregate("district")
            .has("slug", Text)
            .has("kind", Text)
            .may_have("official_key", Text)
            .has("name", Text)
            .may_have("latitude", Double)
            .may_have("longitude", Double)
            .has("sort_order", BigInt),
        Table::list_of("district_parent", "district")
            .position()
            .refers("parent", "district"),
        Table::of_aggregate("location")
            .has("slug", Text)
            .has("kind", Text)
            .has("visibility", Text)
            .may_have("street", Text)
            .may_have("postal_code", Text)
            .may_have("locality", Text)
            .may_have("country", Text)
            .may_have("latitude", Double)
            .may_have("longitude", Double)
            .may_refer("district", "district")
            .may_have("url", Text)
            .may_have("wheelchair", Text)
            .may_have("accessible_toilet", Bool)
            .may_have("accessible_parking", Bool)
            .may_have("induction_loop", Bool)
            .may_have("tactile_guidance", Bool)
            .has("demo", Bool),
        Table::of_aggregate("organization")
            .has("slug", Text)
            .may_have("abbreviation", Text)
            .may_have("evidence", Text)
            .has("kind", Text)
            .may_have("legal_form", Text)
            .may_have("level", Text)
            .may_refer("parent", "organization")
            .may_have("website", Text)
            .has("visibility", Text)
            .has("verification", Text)
            .has("status", Text)
            .may_have("cooperation", Text)
            .has("demo", Bool),
        Table::list_of("organization_alias", "organization")
            .position()
            .has("alias", Text)
            .has("folded", Text),
        Table::list_of("organization_location", "organization")
            .position()
            .refers("location", "location"),
    ]
}
