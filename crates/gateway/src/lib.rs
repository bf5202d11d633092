//! GraphQL and HTTP: everything here extracts, calls and wraps. No SQL, no rules.
//!
//! One directory per aggregate, each with its objects and its entry points. What a filter means, what
//! the public may read and how pages are cut is decided elsewhere.

mod account;
mod action_area;
mod action_plan;
mod api;
mod authentication;
mod challenge;
mod code;
mod connection;
mod counselling_point;
mod disclosure;
mod district;
mod editing;
mod entry;
mod erased_image;
mod error;
mod goal;
pub mod http;
mod interface;
mod language;
mod location;
mod measure;
mod mutation;
mod named_person;
mod node;
mod object;
mod offer;
mod order;
mod organization;
mod pages;
mod period;
mod pictures;
mod plan_document;
mod plan_item;
mod progress_proposal;
mod quota;
mod record;
mod request;
mod responsibility;
mod revision;
mod scalar;
mod schedule;
mod schema;
mod site;
mod suggestion;
mod target_group;
#[cfg(test)]
mod tests;
mod text;
mod topic;
mod translation;
mod vocabulary;

pub use self::api::{Clock, Gateway, schema_sdl};
pub use self::error::ErrorCode;
pub use self::request::Reader;
pub use self::schema::{Schema, SchemaLimits, schema};
