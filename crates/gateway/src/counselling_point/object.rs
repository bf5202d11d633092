//! Counselling points.

use async_graphql::{Context, ID, Object};
use domain::entry as model;

use crate::code::Coded;
use crate::entry::{EntryFields, PublicationFields};
use crate::object::{document_object, linked_all};
use crate::topic::Topic;

document_object! {
    CounsellingPoint(model::CounsellingPoint)
}

/// A standing service at which a person is advised individually (Beratungsstelle).
#[Object]
impl CounsellingPoint {
    /// The global id.
    async fn id(&self) -> ID {
        self.common().global_id()
    }

    /// What every counselling point says.
    #[graphql(flatten)]
    async fn point(&self, _ctx: &Context<'_>) -> CounsellingPointFields<'_> {
        CounsellingPointFields(&self.0)
    }

    /// What every entry says.
    #[graphql(flatten)]
    async fn entry(&self, _ctx: &Context<'_>) -> EntryFields<'_> {
        self.common()
    }

    /// What only a published entry says.
    #[graphql(flatten)]
    async fn publication(&self, ctx: &Context<'_>) -> PublicationFields {
        PublicationFields::of(ctx, model::EntryId::CounsellingPoint(self.0.id), &self.0)
    }
}

impl CounsellingPoint {
    fn common(&self) -> EntryFields<'_> {
        EntryFields {
            id: model::EntryId::CounsellingPoint(self.0.id),
            entry: &self.0.entry,
        }
    }
}

pub struct CounsellingPointFields<'a>(pub(super) &'a model::CounsellingPoint);

/// What every counselling point says, whoever reads it. Flattened into the objects.
#[Object]
impl CounsellingPointFields<'_> {
    /// What one is advised about.
    async fn counselling_topics(&self, ctx: &Context<'_>) -> Vec<Topic> {
        linked_all(ctx, self.0.counselling_topics.iter().copied())
    }

    /// Whether one needs an appointment; null when nobody said.
    async fn appointment_mode(&self) -> Option<Coded<model::AppointmentMode>> {
        self.0.appointment_mode.map(Coded)
    }

    /// The genders of those who answer, where that matters; empty when nobody said.
    async fn answered_by(&self) -> Vec<Coded<domain::taxonomy::Gender>> {
        self.0.answered_by.iter().copied().map(Coded).collect()
    }
}
