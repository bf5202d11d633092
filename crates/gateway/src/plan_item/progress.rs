//! How far what the plan wants has come, by the measures that serve it.

use async_graphql::{Context, SimpleObject};
use domain::id::{ActionAreaId, ChallengeId, GoalId, TypedId};
use domain::plan::{self as model, Percent, mean_progress};

use crate::request::snapshot;

/// How far something has come: the mean of the measures that serve it, each by its weight. Measures
/// that were dropped are left out, and those on which nobody reported are counted apart.
#[derive(SimpleObject)]
pub struct PlanProgress {
    /// The weighted mean of the measures that are known, 0 to 100, rounded down. One that is done
    /// counts 100 and an idea or a plan 0 where no percentage was reported. Null when none is known:
    /// that is not 0.
    percent: Option<u8>,
    /// How many measures are in that mean.
    known: usize,
    /// How many measures nobody has said enough about.
    unknown: usize,
    /// How many measures were dropped, and left out.
    dropped: usize,
}

impl PlanProgress {
    /// Of the measures that serve a goal.
    pub(crate) fn of_goal(ctx: &Context<'_>, goal: GoalId) -> Self {
        Self::of(measures(ctx, goal, move |it| it.goals.contains(&goal)))
    }

    /// Of the measures that answer a challenge.
    pub(crate) fn of_challenge(ctx: &Context<'_>, challenge: ChallengeId) -> Self {
        Self::of(answering(ctx, challenge))
    }

    /// Of all measures of an area.
    pub(crate) fn of_area(ctx: &Context<'_>, area: ActionAreaId) -> Self {
        let challenges = snapshot(ctx).referrers::<model::Challenge>(area);
        let challenges = challenges.filter(|challenge| challenge.area == area);
        Self::of(challenges.flat_map(|challenge| answering(ctx, challenge.id)))
    }

    fn of<'a>(measures: impl Iterator<Item = &'a model::Measure>) -> Self {
        let progress = mean_progress(measures.map(model::Measure::progress));
        Self {
            percent: progress.percent.map(Percent::value),
            known: progress.known,
            unknown: progress.unknown,
            dropped: progress.dropped,
        }
    }
}

fn answering<'a>(
    ctx: &Context<'a>,
    challenge: ChallengeId,
) -> impl Iterator<Item = &'a model::Measure> {
    measures(ctx, challenge, move |it| it.challenge == challenge)
}

/// The measures that refer to something in the way that is asked for.
fn measures<'a>(
    ctx: &Context<'a>,
    to: impl TypedId,
    in_this_way: impl Fn(&model::Measure) -> bool,
) -> impl Iterator<Item = &'a model::Measure> {
    let measures = snapshot(ctx).referrers::<model::Measure>(to.entity());
    let measures = measures.map(|measure| measure.document());
    measures.filter(move |measure| in_this_way(measure))
}
