//! What every plan item says.

use async_graphql::{Context, Object, Result, SimpleObject, Union};
use domain::aggregate::RevisionStamp;
use domain::plan as model;

use super::step::{FirstStep, Resource, TimeHorizon};
use crate::action_area::{ActionArea, PlanSection};
use crate::challenge::Challenge;
use crate::code::Coded;
use crate::connection::{Connection, PageArguments, page_cost};
use crate::goal::Goal;
use crate::interface::interface;
use crate::measure::Measure;
use crate::object::{linked, linked_all, narrow};
use crate::request::snapshot;
use crate::responsibility::{Responsibility, ResponsibilityFilter, responsibilities_of};
use crate::scalar::{DateTime, LanguageTag};
use crate::suggestion::Suggestion;
use crate::target_group::TargetGroup;
use crate::text::{LocalizedText, localized, localized_list, localized_option};

interface! {
    /// An item of the plan: a challenge, a goal, a suggestion, or a measure. Null means that the
    /// plan does not say it; it never means "no".
    PlanItem {
        Challenge(Challenge),
        Goal(Goal),
        Suggestion(Suggestion),
        Measure(Measure),
    }
}

impl PlanItem {
    /// The item with this id, while it is published.
    pub(crate) fn find(ctx: &Context<'_>, id: model::PlanItemId) -> Option<Self> {
        Some(match id {
            model::PlanItemId::Challenge(id) => Self::Challenge(linked(ctx, id)?),
            model::PlanItemId::Goal(id) => Self::Goal(linked(ctx, id)?),
            model::PlanItemId::Suggestion(id) => Self::Suggestion(linked(ctx, id)?),
            model::PlanItemId::Measure(id) => Self::Measure(linked(ctx, id)?),
        })
    }
}

pub struct PlanItemFields<'a> {
    pub(crate) id: model::PlanItemId,
    pub(crate) item: &'a model::PlanItem,
    pub(crate) stamp: RevisionStamp,
}

/// What every plan item says. Flattened into the objects.
#[Object]
impl PlanItemFields<'_> {
    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.item.slug.as_str()
    }

    /// A short title in our own words.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.item.title, language)
    }

    /// What it says, in plain words; null when nobody wrote it yet.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.item.summary.as_ref(), language)
    }

    /// The words exactly as adopted, in German; null where they were not imported.
    async fn official_text(&self) -> Option<&str> {
        self.item
            .official_text
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// The line of the source document on which it begins; null when it was not taken from one.
    async fn source_line(&self) -> Option<u32> {
        self.item.source.map(|source| source.line)
    }

    /// The area of action in which it lies; null while that is not published.
    async fn area(&self, ctx: &Context<'_>) -> Option<ActionArea> {
        linked(ctx, snapshot(ctx).area_of(self.id)?)
    }

    /// For whom it is. The members of the list are alternatives; empty means that the plan does not
    /// say.
    async fn target_groups(&self) -> Vec<PlanTargetGroup<'_>> {
        self.item
            .target_groups
            .iter()
            .map(PlanTargetGroup)
            .collect()
    }

    /// What it needs; empty means that the plan does not say.
    async fn resources(&self) -> Vec<Resource<'_>> {
        self.item.resources.iter().map(Resource).collect()
    }

    /// When it is to be done.
    async fn horizon(&self) -> Option<TimeHorizon<'_>> {
        self.item.horizon.as_ref().map(TimeHorizon::from)
    }

    /// What to do first, in order.
    async fn steps(&self) -> Vec<FirstStep<'_>> {
        self.item.steps.iter().map(FirstStep).collect()
    }

    /// What it refers to.
    async fn references(&self) -> Vec<CrossReference<'_>> {
        self.item.references.iter().map(CrossReference).collect()
    }

    /// What else there is to know.
    async fn remarks(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Vec<LocalizedText<'_>> {
        localized_list(ctx, &self.item.remarks, language)
    }

    /// Who takes part in it, and how.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn responsibilities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            ResponsibilityFilter,
        >,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Responsibility>> {
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        let bound =
            |filter: &mut model::ResponsibilityFilter| narrow(&mut filter.subjects, self.id.into());
        responsibilities_of(ctx, self.id, bound, filter, &page).await
    }

    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.stamp.number
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.stamp.updated_at)
    }
}

pub struct PlanTargetGroup<'a>(&'a model::PlanTargetGroup);

/// One audience of a plan item: its groups combine ("young men with a refugee background").
#[Object]
impl PlanTargetGroup<'_> {
    /// The groups, which combine.
    async fn groups(&self, ctx: &Context<'_>) -> Vec<TargetGroup> {
        linked_all(ctx, self.0.groups.iter().copied())
    }

    /// How the plan stresses it.
    async fn emphasis(&self) -> Coded<model::TargetGroupEmphasis> {
        Coded(self.0.emphasis)
    }
}

pub struct CrossReference<'a>(&'a model::CrossReference);

/// A link from one plan item to another ("siehe …").
#[Object]
impl CrossReference<'_> {
    /// What it means; null when that could not be told.
    async fn target(&self, ctx: &Context<'_>) -> Option<ReferenceTarget> {
        ReferenceTarget::find(ctx, self.0.target?)
    }

    /// How sure that is, from 0 to 1; null when nobody said.
    async fn confidence(&self) -> Option<f64> {
        self.0.confidence.map(model::Confidence::fraction)
    }

    /// The words of the reference, exactly as adopted; null where they were not imported.
    async fn official_text(&self) -> Option<&str> {
        self.0
            .official_text
            .as_ref()
            .map(domain::text::Words::as_str)
    }
}

/// What a reference means.
#[derive(Union)]
pub enum ReferenceTarget {
    /// A challenge.
    Challenge(Challenge),
    /// A goal.
    Goal(Goal),
    /// A suggestion.
    Suggestion(Suggestion),
    /// A measure.
    Measure(Measure),
    /// A whole area of action.
    ActionArea(ActionArea),
    /// A section of an area of action.
    PlanSection(PlanSection),
    /// A first step.
    ReferencedStep(ReferencedStep),
}

/// A first step that something refers to.
#[derive(SimpleObject)]
pub struct ReferencedStep {
    /// The plan item to which the step belongs.
    item: PlanItem,
    /// The stable name of the step among the `steps` of the item.
    step_slug: String,
}

impl ReferenceTarget {
    fn find(ctx: &Context<'_>, target: model::ReferenceTarget) -> Option<Self> {
        Some(match target {
            model::ReferenceTarget::Item(id) => match PlanItem::find(ctx, id)? {
                PlanItem::Challenge(challenge) => Self::Challenge(challenge),
                PlanItem::Goal(goal) => Self::Goal(goal),
                PlanItem::Suggestion(suggestion) => Self::Suggestion(suggestion),
                PlanItem::Measure(measure) => Self::Measure(measure),
            },
            model::ReferenceTarget::Area(id) => Self::ActionArea(linked(ctx, id)?),
            model::ReferenceTarget::Section { area, section } => {
                let area = snapshot(ctx).find::<model::ActionArea>(area)?;
                Self::PlanSection(PlanSection::find(area, section)?)
            }
            model::ReferenceTarget::Step { item, step } => {
                let item = PlanItem::find(ctx, item)?;
                let step_slug = item
                    .fields()
                    .item
                    .steps
                    .iter()
                    .find(|known| known.id == step)?
                    .slug
                    .to_string();
                Self::ReferencedStep(ReferencedStep { item, step_slug })
            }
        })
    }
}

impl PlanItem {
    fn fields(&self) -> PlanItemFields<'_> {
        match self {
            Self::Challenge(challenge) => challenge.common(),
            Self::Goal(goal) => goal.common(),
            Self::Suggestion(suggestion) => suggestion.common(),
            Self::Measure(measure) => measure.common(),
        }
    }
}
