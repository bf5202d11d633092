//! Counselling points as those read them who maintain or review them.

use async_graphql::{Context, Object};
use domain::entry as model;
use domain::place::LocationVisibility;

use super::object::CounsellingPointFields;
use crate::code::Coded;
use crate::entry::{EntryFields, MaintenanceFields};
use crate::revision::revision_object;

revision_object! {
    /// A revision of a counselling point: a draft, what waits for its review, what is published, or
    /// what once was.
    CounsellingPointRevision of model::CounsellingPoint => CounsellingPointDocument
}

pub struct CounsellingPointDocument<'a>(pub(crate) &'a model::CounsellingPoint);

/// What a revision of a counselling point says: everything, whatever the public may learn of it. It
/// has no id, so that caches do not take it for the published one.
#[Object]
impl CounsellingPointDocument<'_> {
    /// How much of its places the public may learn.
    async fn visibility(&self) -> Coded<LocationVisibility> {
        Coded(self.0.entry.visibility)
    }

    /// What every counselling point says.
    #[graphql(flatten)]
    async fn point(&self, _ctx: &Context<'_>) -> CounsellingPointFields<'_> {
        CounsellingPointFields(self.0)
    }

    /// What every entry says.
    #[graphql(flatten)]
    async fn entry(&self, _ctx: &Context<'_>) -> EntryFields<'_> {
        EntryFields {
            id: model::EntryId::CounsellingPoint(self.0.id),
            entry: &self.0.entry,
        }
    }

    /// What those read who maintain it.
    #[graphql(flatten)]
    async fn maintenance(&self, _ctx: &Context<'_>) -> MaintenanceFields<'_> {
        MaintenanceFields(&self.0.entry)
    }
}
