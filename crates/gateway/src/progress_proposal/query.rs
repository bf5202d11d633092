//! What waits to be decided about the progress of measures, and what was decided.

use application::proposals::{ProposalCursor, ProposalPage, WantedProposals};
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::organization::Organization;
use domain::plan::{ActionArea, Measure, ProgressProposalId, ProposalState};

use super::object::ProgressProposal;
use crate::code::{Coded, codes};
use crate::error::bad_input;
use crate::mutation::refused;
use crate::object::known_ids;
use crate::record::{Part, RecordPage};
use crate::request::{actor, application, person};

/// Which proposals are wanted. A list inside one field means "or", several fields mean "and".
#[derive(Default, InputObject)]
pub struct ProgressProposalFilter {
    /// Where they stand; any state unless given. What waits for a decision is `PROPOSED`.
    states: Option<Vec<Coded<ProposalState>>>,
    /// Made in the name of one of these organizations.
    organizations: Option<Vec<ID>>,
    /// About one of these measures.
    measures: Option<Vec<ID>>,
    /// About a measure in one of these areas of action.
    areas: Option<Vec<ID>>,
}

#[derive(Default)]
pub struct ProgressProposalQuery;

/// Proposals about the progress of measures.
#[Object]
impl ProgressProposalQuery {
    /// What organizations propose about the progress of measures, the newest first: for the
    /// coordinating office everything in its jurisdiction, for members of an organization what was
    /// proposed in its name.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn progress_proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all that one may read unless given.")]
        filter: Option<ProgressProposalFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<ProgressProposal>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let filter = filter.unwrap_or_default();
        let of = |field: &'static str| ["filter", field];
        let wanted = WantedProposals {
            states: codes(filter.states),
            organizations: known_ids::<Organization>(
                ctx,
                filter.organizations,
                &of("organizations"),
            )?,
            measures: known_ids::<Measure>(ctx, filter.measures, &of("measures"))?,
            areas: known_ids::<ActionArea>(ctx, filter.areas, &of("areas"))?,
        };
        let page = ProposalPage {
            after: part.after.as_deref().map(read_place).transpose()?,
            limit: part.wanted(),
        };
        let found = application(ctx).progress_proposals(actor(ctx), (wanted, page));
        let found = Box::pin(found).await;
        let found = found.map_err(|error| refused(ctx, error))?;
        Ok(part.page(found.into_iter().map(ProgressProposal::from)))
    }
}

fn read_place(place: &str) -> Result<ProposalCursor> {
    let read = || {
        let (at, id) = place.split_once(' ')?;
        let at = chrono::DateTime::parse_from_rfc3339(at).ok()?;
        Some(ProposalCursor {
            at: at.to_utc().into(),
            id: ProgressProposalId::from_global(id)?,
        })
    };
    read().ok_or_else(|| {
        bad_input(
            "this is not a cursor of this list: take one from `endCursor`",
            &["after"],
        )
    })
}
