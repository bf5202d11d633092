//! First steps, resources, horizons.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::plan as model;

use crate::code::Coded;
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, localized, localized_option};

pub struct FirstStep<'a>(pub(crate) &'a model::FirstStep);

/// A first step (Erster Schritt).
#[Object]
impl FirstStep<'_> {
    /// Names it among the parts of its item; mutations find it again by this.
    async fn part_id(&self) -> ID {
        self.0.id.to_global().into()
    }

    /// The stable name.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// The number as printed; null for a lead item and for what runs in parallel. Numbers restart
    /// and have gaps: the order of the list counts.
    async fn number(&self) -> Option<u32> {
        self.0.number
    }

    /// Whether it runs beside the others.
    async fn is_parallel(&self) -> bool {
        self.0.parallel
    }

    /// A short title in our own words.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.title, language)
    }

    /// What it says, in plain words; null when nobody wrote it yet.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.summary.as_ref(), language)
    }

    /// The words exactly as adopted; null where they were not imported.
    async fn official_text(&self) -> Option<&str> {
        self.0
            .official_text
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// The line of the source document; null when it was not taken from one.
    async fn source_line(&self) -> Option<u32> {
        self.0.source.map(|source| source.line)
    }

    /// How far it is; null when nobody said.
    async fn status(&self) -> Option<Coded<model::ImplementationStatus>> {
        self.0.status.map(Coded)
    }
}

pub struct Resource<'a>(pub(crate) &'a model::Resource);

/// What an item needs.
#[Object]
impl Resource<'_> {
    /// What kind of thing.
    async fn kind(&self) -> Coded<model::ResourceKind> {
        Coded(self.0.kind)
    }

    /// Whether it is needed only perhaps ("ggf.").
    async fn is_optional(&self) -> bool {
        self.0.optional
    }

    /// What exactly; null when the plan does not say.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note.as_ref(), language)
    }
}

/// When something is to be done: a span of terms, both ends included, sometimes in phases.
#[derive(SimpleObject)]
pub struct TimeHorizon<'a> {
    /// The earliest term.
    min: Coded<model::Term>,
    /// The latest term.
    max: Coded<model::Term>,
    /// Named parts; empty when the plan names none.
    phases: Vec<HorizonPhase<'a>>,
}

impl<'a> From<&'a model::TimeHorizon> for TimeHorizon<'a> {
    fn from(horizon: &'a model::TimeHorizon) -> Self {
        Self {
            min: Coded(horizon.span().min()),
            max: Coded(horizon.span().max()),
            phases: horizon.phases().iter().map(HorizonPhase).collect(),
        }
    }
}

pub struct HorizonPhase<'a>(&'a model::Phase);

/// A named part of a horizon.
#[Object]
impl HorizonPhase<'_> {
    /// What happens in it.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// The earliest term.
    async fn min(&self) -> Coded<model::Term> {
        Coded(self.0.span.min())
    }

    /// The latest term.
    async fn max(&self) -> Coded<model::Term> {
        Coded(self.0.span.max())
    }
}
