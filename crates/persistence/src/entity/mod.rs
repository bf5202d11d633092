//! The tables, one line a column; `migrations` makes them.
//!
//! The first brackets hold the primary key. Codes are kept as their text, ids as UUIDs, spans of
//! ages in months of life. Lists keep their order in `position`, which is part of the key where the
//! domain allows a thing to stand in a list twice.

// SeaORM's derive asks for `pub`; nothing of this leaves the crate.
#![allow(unreachable_pub)]

mod directory;
mod history;
mod people;
mod picture;
mod place;
mod plan;
mod taxonomy;

/// Defines plain SeaORM entities.
macro_rules! tables {
    ($($(#[doc = $doc:literal])* $table:literal $module:ident
        ($($key:ident: $key_type:ty),+) { $($column:ident: $type:ty,)* })+) => {$(
        $(#[doc = $doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, DeriveEntityModel, PartialEq)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)] pub $key: $key_type,)+
                $(pub $column: $type,)*
            }

            #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    )+};
}
use tables;

pub use self::directory::{
    contact, counselling_gender, counselling_point, counselling_topic, entry, entry_access,
    entry_area, entry_benefit, entry_gender, entry_language, entry_measure, entry_place,
    entry_related, entry_service_area, entry_target_group, entry_topic, image, offer, organization,
    organization_alias, organization_location, run,
};
pub use self::history::{change_log, head, localized_text, log_counter, revision};
pub use self::people::{
    account, account_grant, account_grant_area, account_grant_district, account_grant_language,
    api_key, audit, idempotency, invitation, login_delay, membership, notice, one_time_link,
    outbox, recovery_code, refresh_token, session, signing_key,
};
pub use self::picture::{image_file, image_upload, image_use};
pub use self::place::{district, district_parent, location};
pub use self::plan::{
    action_area, action_plan, challenge, cross_reference, evaluation, evaluation_criterion,
    first_step, goal, measure, measure_goal, measure_suggestion, plan_item, plan_item_phase,
    plan_item_resource, plan_item_target_group, plan_question, plan_section, progress_proposal,
    progress_report, responsibility, suggestion,
};
pub use self::taxonomy::{
    emergency_number, language, site, site_language, target_group, term, topic,
};
