//! Offers and their rounds.

use async_graphql::{Context, ID, Object};
use domain::entry as model;

use crate::code::Coded;
use crate::entry::{EntryFields, Place, PublicationFields};
use crate::object::document_object;
use crate::period::Period;
use crate::request::reader;
use crate::scalar::{Date, DateTime, LanguageTag};
use crate::text::{LocalizedText, localized_option};

document_object! {
    Offer(model::Offer)
}

/// Something a person can take part in or use (Angebot).
#[Object]
impl Offer {
    /// The global id.
    async fn id(&self) -> ID {
        self.common().global_id()
    }

    /// What every offer says.
    #[graphql(flatten)]
    async fn offer(&self, _ctx: &Context<'_>) -> OfferFields<'_> {
        OfferFields(&self.0)
    }

    /// What every entry says.
    #[graphql(flatten)]
    async fn entry(&self, _ctx: &Context<'_>) -> EntryFields<'_> {
        self.common()
    }

    /// What only a published entry says.
    #[graphql(flatten)]
    async fn publication(&self, ctx: &Context<'_>) -> PublicationFields {
        PublicationFields::of(ctx, model::EntryId::Offer(self.0.id), &self.0)
    }
}

impl Offer {
    fn common(&self) -> EntryFields<'_> {
        EntryFields {
            id: model::EntryId::Offer(self.0.id),
            entry: &self.0.entry,
        }
    }
}

pub struct OfferFields<'a>(pub(super) &'a model::Offer);

/// What every offer says, whoever reads it. Flattened into the objects.
#[Object]
impl OfferFields<'_> {
    /// What kind of offer it is.
    async fn kind(&self) -> Coded<model::OfferKind> {
        Coded(self.0.kind)
    }

    /// Whether one can take part without a membership or a long commitment; null when nobody said.
    async fn no_long_commitment(&self) -> Option<bool> {
        self.0.no_long_commitment
    }

    /// What a course asks for and teaches; null when it is not a course, or nobody said.
    async fn course(&self) -> Option<Course<'_>> {
        self.0.course.as_ref().map(Course)
    }

    /// Its dated rounds.
    async fn runs(&self) -> Vec<Run<'_>> {
        self.0.runs.iter().map(Run).collect()
    }
}

pub struct Course<'a>(&'a model::Course);

/// What a course asks for and teaches. Null is unknown.
#[Object]
impl Course<'_> {
    /// The level of German that one needs.
    async fn level_required(&self) -> Option<Coded<model::CefrLevel>> {
        self.0.level_required.map(Coded)
    }

    /// How well one has to read and write.
    async fn literacy_required(&self) -> Option<Coded<model::LiteracyLevel>> {
        self.0.literacy_required.map(Coded)
    }

    /// The level that one reaches.
    async fn level_taught(&self) -> Option<Coded<model::CefrLevel>> {
        self.0.level_taught.map(Coded)
    }

    /// The type of course.
    async fn kind(&self) -> Option<Coded<model::CourseType>> {
        self.0.course_type.map(Coded)
    }

    /// Who accredited it, for example `BAMF`.
    async fn accreditation(&self) -> Option<&str> {
        self.0
            .accreditation
            .as_ref()
            .map(domain::text::Words::as_str)
    }
}

pub struct Run<'a>(&'a model::Run);

/// A dated round of an offer (Durchführung): a course from September to January. Null is unknown.
#[Object]
impl Run<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id.to_global().into()
    }

    /// From when until when.
    async fn period(&self) -> Period {
        self.0.period.into()
    }

    /// What to know about this round.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note.as_ref(), language)
    }

    /// Where; null when it is where the offer is.
    async fn place(&self) -> Option<Place<'_>> {
        self.0.place.as_ref().map(Place)
    }

    /// The last day on which one can register.
    async fn registration_deadline(&self) -> Option<Date> {
        self.0.registration_deadline.map(Date)
    }

    /// How many people have room.
    async fn capacity(&self) -> Option<u32> {
        self.0.capacity
    }

    /// Whether there is room; null when nobody said, and when the report is too old to hold.
    async fn availability(&self, ctx: &Context<'_>) -> Option<Coded<model::Availability>> {
        self.0.availability?.at(reader(ctx).now).map(Coded)
    }

    /// When the availability was reported last; null when it never was.
    async fn availability_reported_at(&self) -> Option<DateTime> {
        Some(DateTime(self.0.availability?.reported_at))
    }
}
