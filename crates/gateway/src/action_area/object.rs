//! Areas of action and their sections.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use catalogue::Snapshot;
use domain::id::ActionAreaId;
use domain::plan as model;
use domain::plan::{MeasureFilter, PlanItemFilter};
use domain::policy::Published;

use crate::action_plan::ActionPlan;
use crate::challenge::Challenge;
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::entry::{Entry, EntryFilter, EntryOrder, entries_of};
use crate::goal::Goal;
use crate::measure::Measure;
use crate::object::{document_object, global_id, linked};
use crate::order::PlanOrder;
use crate::plan_item::PlanProgress;
use crate::request::snapshot;
use crate::scalar::{DateTime, LanguageTag};
use crate::text::{LocalizedText, localized, localized_option};

document_object! {
    ActionArea(model::ActionArea)
}

/// An area of action of the plan (Handlungsfeld).
#[Object]
impl ActionArea {
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

    /// What it is about, in plain words; null when nobody wrote it yet.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.summary.as_ref(), language)
    }

    /// The plan to which it belongs; null while that is not published.
    async fn plan(&self, ctx: &Context<'_>) -> Option<ActionPlan> {
        linked(ctx, self.0.plan)
    }

    /// The line of the source document on which it begins; null when it was not taken from one.
    async fn source_line(&self) -> Option<u32> {
        self.0.source.map(|source| source.line)
    }

    /// How far it has come, by all measures that answer its challenges.
    #[graphql(complexity = "20 + child_complexity")]
    async fn progress(&self, ctx: &Context<'_>) -> PlanProgress {
        PlanProgress::of_area(ctx, self.0.id)
    }

    /// Its numbered headings, in the order of the plan.
    #[graphql(complexity = "5 * child_complexity")]
    async fn sections(&self) -> Vec<PlanSection> {
        (0..self.0.sections.len())
            .map(|index| PlanSection {
                area: Arc::clone(&self.0),
                index,
            })
            .collect()
    }

    /// What is wrong today in this area.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn challenges(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] order: PlanOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Challenge>> {
        let wanted = Wanted {
            list: "challenges of area",
            filter: items_of(self.0.id),
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::challenges, &page).await
    }

    /// What the plan wants to reach in this area.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn goals(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] order: PlanOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Goal>> {
        let wanted = Wanted {
            list: "goals of area",
            filter: items_of(self.0.id),
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::goals, &page).await
    }

    /// What will be done in this area.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn measures(
        &self,
        ctx: &Context<'_>,
        #[graphql(default)] order: PlanOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Measure>> {
        let wanted = Wanted {
            list: "measures of area",
            filter: MeasureFilter {
                item: items_of(self.0.id),
                ..Default::default()
            },
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::measures, &page).await
    }

    /// The entries that serve this area.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let bounds = domain::entry::EntryFilter {
            areas: vec![self.0.id],
            ..Default::default()
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        entries_of(ctx, self.0.id, bounds, (filter, order), &page).await
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

pub struct PlanSection {
    pub(crate) area: Arc<Published<model::ActionArea>>,
    pub(crate) index: usize,
}

impl PlanSection {
    /// The section of an area with this id.
    pub(crate) fn find(
        area: &Arc<Published<model::ActionArea>>,
        id: domain::id::PartId,
    ) -> Option<Self> {
        let index = area.sections.iter().position(|section| section.id == id)?;
        Some(Self {
            area: Arc::clone(area),
            index,
        })
    }

    fn section(&self) -> &model::PlanSection {
        &self.area.sections[self.index]
    }
}

/// A numbered heading inside an area (Abschnitt); sections nest.
#[Object]
impl PlanSection {
    /// Names it among the sections of its area; mutations find it again by this.
    async fn part_id(&self) -> ID {
        self.section().id.to_global().into()
    }

    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.section().slug.as_str()
    }

    /// The number as printed: `I.`, `I.II`.
    async fn number(&self) -> &str {
        self.section().number.as_str()
    }

    /// What it is called, in our words.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.section().title, language)
    }

    /// The heading exactly as adopted; null where it was not imported.
    async fn official_text(&self) -> Option<&str> {
        self.section()
            .official_text
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// The line of the source document; null when it was not taken from one.
    async fn source_line(&self) -> Option<u32> {
        self.section().source.map(|source| source.line)
    }

    /// The area to which it belongs.
    async fn area(&self) -> ActionArea {
        ActionArea(Arc::clone(&self.area))
    }

    /// The section in which it lies; null when it lies in none.
    async fn parent(&self) -> Option<PlanSection> {
        Self::find(&self.area, self.section().parent?)
    }

    /// The challenges under this heading.
    #[graphql(complexity = "10 * child_complexity")]
    async fn challenges(&self, ctx: &Context<'_>) -> Vec<Challenge> {
        let id = self.section().id;
        let items = items_of(self.area.id);
        let list = snapshot(ctx).challenges(items, &catalogue::Order::Position);
        list.items()
            .into_iter()
            .filter(|challenge| challenge.section == Some(id))
            .map(Challenge)
            .collect()
    }
}

/// The items of the plan in an area.
fn items_of(area: ActionAreaId) -> PlanItemFilter {
    PlanItemFilter {
        areas: vec![area],
        ..Default::default()
    }
}
