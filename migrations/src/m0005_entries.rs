//! Offers and counselling points.

use crate::table::Type::{BigInt, Bool, Date, Int, Text, Time, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0005_entries",
    tables,
};

fn tables() -> Vec<Table> {
    vec![
        Table::of_aggregate("entry")
            .has("kind", Text)
            .has("slug", Text)
            .refers("provider", "organization")
            .may_have("min_month", Int)
            .may_have("max_month", Int)
            .may_have("admission_mode", Text)
            .may_have("admission_url", Text)
            .may_have("free", Bool)
            .may_have("cost_minor_units", BigInt)
            .may_have("cost_currency", Text)
            .may_have("cost_unit", Text)
            .may_have("childcare", Bool)
            .may_have("low_threshold", Bool)
            .may_have("wheelchair", Text)
            .may_have("accessible_toilet", Bool)
            .may_have("accessible_parking", Bool)
            .may_have("induction_loop", Bool)
            .may_have("tactile_guidance", Bool)
            .may_refer("competent_authority", "organization")
            .may_have("valid_from", Date)
            .may_have("valid_to", Date)
            .may_have("pictogram", Text)
            .may_have("life_stage", Text)
            .may_refer("replaced_by", "entry")
            .has("visibility", Text)
            .has("discreet", Bool)
            .has("demo", Bool)
            .may_have("confirmed_by", Text)
            .may_have("confirmed_at", Time)
            .may_have("confirmation_due", Time),
        Table::extending("offer", "entry")
            .has("kind", Text)
            .may_have("no_long_commitment", Bool)
            .may_have("level_required", Text)
            .may_have("literacy_required", Text)
            .may_have("level_taught", Text)
            .may_have("course_type", Text)
            .may_have("accreditation", Text),
        Table::list_of("run", "offer")
            .position()
            .has("part", Uuid)
            .may_have("starts_on", Date)
            .may_have("ends_on", Date)
            .may_refer("location", "location")
            .may_refer("district", "district")
            .may_have("registration_deadline", Date)
            .may_have("capacity", BigInt)
            .may_have("availability", Text)
            .may_have("availability_reported_at", Time)
            .may_have("availability_valid_until", Time),
        Table::extending("counselling_point", "entry").may_have("appointment_mode", Text),
        Table::list_of("counselling_topic", "counselling_point")
            .position()
            .refers("topic", "topic"),
        Table::list_of("counselling_gender", "counselling_point")
            .position()
            .has("gender", Text),
        Table::list_of("entry_area", "entry")
            .position()
            .refers("action_area", "action_area"),
        Table::list_of("entry_topic", "entry")
            .position()
            .refers("topic", "topic"),
        Table::list_of("entry_target_group", "entry")
            .position()
            .refers("target_group", "target_group")
            .has("mode", Text),
        Table::list_of("entry_gender", "entry")
            .position()
            .has("gender", Text),
        Table::list_of("entry_access", "entry")
            .position()
            .has("kind", Text)
            .has("requirement", Text),
        Table::list_of("entry_language", "entry")
            .key("place", Int)
            .position()
            .has("language", Text)
            .has("role", Text),
        Table::list_of("entry_place", "entry")
            .position()
            .has("part", Uuid)
            .may_refer("location", "location")
            .may_refer("district", "district"),
        Table::list_of("entry_service_area", "entry")
            .position()
            .refers("district", "district"),
        Table::list_of("entry_benefit", "entry")
            .position()
            .has("component", Text)
            .may_refer("decided_by", "organization"),
        Table::list_of("entry_measure", "entry")
            .position()
            .refers("measure", "measure"),
        Table::list_of("entry_related", "entry")
            .position()
            .refers("related", "entry"),
    ]
}
