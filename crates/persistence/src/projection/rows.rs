//! The rows that aggregates make, gathered by table.

use sea_orm::ConnectionTrait;

use crate::entity;
use crate::error::StoreError;
use crate::write;

macro_rules! rows {
    ($($table:ident)+) => {
        /// Rows on their way into the normalised tables.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Rows {
            $(pub(super) $table: Vec<entity::$table::Model>,)+
        }

        impl Rows {
            /// Insert all of them.
            pub(crate) async fn insert(
                self,
                connection: &impl ConnectionTrait,
            ) -> Result<(), StoreError> {
                $(if !self.$table.is_empty() {
                    write::insert_boxed::<entity::$table::Entity>(connection, self.$table).await?;
                })+
                Ok(())
            }

            /// Everything that the tables hold, in the order of their keys.
            pub(crate) async fn stored(
                connection: &impl ConnectionTrait,
            ) -> Result<Self, StoreError> {
                use sea_orm::EntityTrait;
                let mut stored = Self {
                    $($table: entity::$table::Entity::find().all(connection).await?,)+
                };
                stored.sort();
                Ok(stored)
            }

            /// Bring the rows of each table into the order of their keys.
            pub(crate) fn sort(&mut self) {
                use sea_orm::ModelTrait;
                $(self.$table.sort_by_cached_key(|row| {
                    use sea_orm::{Iterable, PrimaryKeyToColumn};
                    entity::$table::PrimaryKey::iter()
                        .map(|key| row.get(key.into_column()).to_string())
                        .collect::<Vec<_>>()
                });)+
            }

            /// The tables that differ: how many rows each holds here, and how many there. Both have
            /// to be in the order of their keys.
            pub(crate) fn differing(&self, other: &Self) -> Vec<(&'static str, usize, usize)> {
                let mut differing = Vec::new();
                $(if self.$table != other.$table {
                    differing.push((stringify!($table), self.$table.len(), other.$table.len()));
                })+
                differing
            }

            /// How many rows each table has.
            #[cfg(test)]
            pub(crate) fn counts(&self) -> Vec<(&'static str, usize)> {
                vec![$((stringify!($table), self.$table.len()),)+]
            }
        }
    };
}

rows! {
    action_plan action_area plan_section plan_item plan_item_phase plan_item_resource
    plan_item_target_group first_step cross_reference challenge goal suggestion measure measure_goal
    measure_suggestion progress_report evaluation evaluation_criterion responsibility
    organization organization_alias organization_location location district district_parent
    target_group topic language term site site_language emergency_number
    entry entry_access entry_area entry_benefit entry_gender entry_language entry_measure
    entry_place entry_related entry_service_area entry_target_group entry_topic
    offer run counselling_point counselling_topic counselling_gender
    contact image localized_text
}
