//! Editions of the plan.

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::plan as model;

use crate::action_area::ActionArea;
use crate::object::{document_object, global_id};
use crate::request::snapshot;
use crate::scalar::{Date, DateTime, LanguageTag};
use crate::text::{LocalizedText, localized, localized_list, localized_option};

document_object! {
    ActionPlan(model::ActionPlan)
}

/// An edition of the integration action plan (Maßnahmenplan). Null means that the plan does not
/// say it.
#[Object]
impl ActionPlan {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// What it is called.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.title, language)
    }

    /// What it wants, in plain words.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.summary.as_ref(), language)
    }

    /// When it was adopted.
    async fn adopted_on(&self) -> Option<Date> {
        self.0.adopted_on.map(Date)
    }

    /// By which decision.
    async fn decision(&self) -> Option<&str> {
        self.0.decision.as_ref().map(domain::text::Words::as_str)
    }

    /// What "short, medium, long" mean in years.
    async fn horizon_years(&self) -> Option<HorizonYears> {
        self.0.horizon_years.map(|years| HorizonYears {
            short: years.short,
            medium: years.medium,
            long: years.long,
        })
    }

    /// The document from which it was taken.
    async fn document(&self) -> Option<SourceDocument<'_>> {
        self.0.document.as_ref().map(|document| SourceDocument {
            name: document.name.as_str(),
            sha256: document.sha256.as_str(),
            line_count: document.lines,
        })
    }

    /// What else there is to know.
    async fn remarks(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Vec<LocalizedText<'_>> {
        localized_list(ctx, &self.0.remarks, language)
    }

    /// Its areas of action, in its order.
    #[graphql(complexity = "10 * child_complexity")]
    async fn areas(&self, ctx: &Context<'_>) -> Vec<ActionArea> {
        let areas = snapshot(ctx).shelf::<model::ActionArea>().iter();
        areas
            .filter(|area| area.plan == self.0.id)
            .cloned()
            .map(ActionArea)
            .collect()
    }

    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.stamp().updated_at)
    }
}

/// How many years each term lasts at most.
#[derive(SimpleObject)]
pub struct HorizonYears {
    /// Short term.
    short: u8,
    /// Medium term.
    medium: u8,
    /// Long term; null means open.
    long: Option<u8>,
}

/// The document from which a plan was taken.
#[derive(SimpleObject)]
pub struct SourceDocument<'a> {
    /// Its file name.
    name: &'a str,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: &'a str,
    /// How many lines it has. Items name theirs in `sourceLine`.
    line_count: u32,
}
