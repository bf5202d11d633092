//! What organizations propose about the progress of measures. It stands beside the measures, and
//! nothing of it enters the change log before it is accepted.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::account::AccountId;
use domain::aggregate::Aggregate;
use domain::code::{Code, UnknownCode};
use domain::id::{MeasureId, OrganizationId, PartId, ResponsibilityId, TypedId};
use domain::period::Instant;
use domain::plan::{
    DecidedProposal, Percent, ProgressProposal, ProgressProposalId, ProposalOutcome, ProposalState,
    ProposedProgress, Responsibility,
};
use domain::policy::{Action, Permit, Resource, Scope};
use domain::text::Words;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, StreamTrait,
};
use uuid::Uuid;

use crate::entity::{head, progress_proposal, responsibility};
use crate::error::StoreError;
use crate::log::positive;
use crate::reach::{Reach, reach};
use crate::store::{IDS_A_STATEMENT, Store, published_some};
use crate::tx::{Tx, require};
use crate::write;

const TABLE: &str = "progress_proposal";
/// How many proposals are looked at in one go where a scope depends on where measures lie.
const AT_ONCE: u64 = 200;

/// Which proposals are wanted. A list that is empty means any.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ProposalFilter {
    /// Where they stand.
    pub states: Vec<ProposalState>,
    /// Whose they are.
    pub organizations: Vec<OrganizationId>,
    /// About what they are; about anything where none is given, about nothing where that is empty.
    pub measures: Option<HashSet<MeasureId>>,
}

/// A page of proposals, the newest first.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ProposalPage {
    /// Only what comes after this; all where none is given.
    pub after: Option<ProposalCursor>,
    /// How many at most.
    pub limit: u32,
}

/// Where a page of proposals ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ProposalCursor {
    /// When the last of it was made.
    pub at: Instant,
    /// Its id.
    pub id: ProgressProposalId,
}

impl Store {
    /// The proposals that are wanted and that the scope holds, the newest first: those of the
    /// actor's organizations, and those about measures of which the scope holds every revision.
    ///
    /// # Errors
    /// The database fails, or a proposal cannot be read.
    pub async fn progress_proposals(
        &self,
        scope: &Scope,
        filter: &ProposalFilter,
        page: ProposalPage,
    ) -> Result<Vec<ProgressProposal>, StoreError> {
        let mut found = Vec::new();
        let mut after = page.after.map(|it| (it.at.utc(), it.id.uuid()));
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        while found.len() < limit && !scope.holds_nothing() {
            let rows = progress_proposal::Entity::find()
                .filter(wanted(scope, filter))
                .filter(behind(after))
                .order_by_desc(progress_proposal::Column::ProposedAt)
                .order_by_desc(progress_proposal::Column::Id)
                .limit(AT_ONCE)
                .all(&self.connection)
                .await?;
            after = rows.last().map(|row| (row.proposed_at, row.id)).or(after);
            let is_last = (rows.len() as u64) < AT_ONCE;
            let rows = rows.into_iter().filter(|row| {
                let measures = filter.measures.as_ref();
                measures.is_none_or(|it| it.contains(&MeasureId::from_uuid(row.measure)))
            });
            for row in held(&self.connection, scope, rows.collect()).await? {
                if found.len() < limit {
                    found.push(proposal_of(row)?);
                }
            }
            if is_last {
                break;
            }
        }
        Ok(found)
    }
}

impl Tx {
    /// A proposal, where the scope holds it.
    ///
    /// # Errors
    /// The database fails, or it cannot be read.
    pub async fn progress_proposal(
        &mut self,
        scope: &Scope,
        id: ProgressProposalId,
    ) -> Result<Option<ProgressProposal>, StoreError> {
        if scope.holds_nothing() {
            return Ok(None);
        }
        let row = progress_proposal::Entity::find_by_id(id.uuid())
            .one(self.connection())
            .await?;
        let rows = held(self.connection(), scope, Vec::from_iter(row)).await?;
        rows.into_iter().next().map(proposal_of).transpose()
    }

    /// How many proposals of an organization about a measure wait.
    ///
    /// # Errors
    /// The database fails.
    pub async fn proposals_waiting(
        &mut self,
        measure: MeasureId,
        organization: OrganizationId,
    ) -> Result<u64, StoreError> {
        Ok(progress_proposal::Entity::find()
            .filter(progress_proposal::Column::Measure.eq(measure.uuid()))
            .filter(progress_proposal::Column::Organization.eq(organization.uuid()))
            .filter(progress_proposal::Column::State.eq(ProposalState::Proposed.code()))
            .count(self.connection())
            .await?)
    }

    /// A content as policy sees it, with the organizations that are responsible for it on this day,
    /// as published.
    ///
    /// # Errors
    /// The database fails, or something around it cannot be read.
    pub async fn resource_with_parties<T: Aggregate>(
        &mut self,
        content: &T,
        today: NaiveDate,
    ) -> Result<Resource, StoreError> {
        let resource = self.resource(content).await?;
        let ids: Vec<Uuid> = responsibility::Entity::find()
            .select_only()
            .column(responsibility::Column::Id)
            .filter(responsibility::Column::PlanItem.eq(content.id().uuid()))
            .into_tuple()
            .all(self.connection())
            .await?;
        let ids: Vec<ResponsibilityId> = ids.into_iter().map(TypedId::from_uuid).collect();
        let parties = published_some::<Responsibility>(self.connection(), &ids).await?;
        Ok(resource.with_parties(&parties, today))
    }

    /// Keep a proposal. Takes a permit to report on its measure.
    ///
    /// # Errors
    /// Not by that permit, or the database fails.
    pub async fn propose_progress(
        &mut self,
        permit: &Permit,
        proposal: &ProgressProposal,
    ) -> Result<(), StoreError> {
        require(permit, Action::ReportProgress, proposal.measure.entity())?;
        let rows = vec![row_of(proposal)?];
        write::insert::<progress_proposal::Entity>(self.connection(), rows).await
    }

    /// Decide about a proposal about which nobody has decided; whether there was one. Takes a permit
    /// for what is decided: to publish its measure, to reject a change of it, or to report on it.
    ///
    /// # Errors
    /// Not by that permit, or the database fails.
    pub async fn decide_progress_proposal(
        &mut self,
        permit: &Permit,
        (id, measure): (ProgressProposalId, MeasureId),
        decided: &DecidedProposal,
    ) -> Result<bool, StoreError> {
        let DecidedProposal {
            outcome,
            at,
            by,
            comment,
        } = decided;
        let action = match outcome {
            ProposalOutcome::Accepted => Action::Publish,
            ProposalOutcome::Rejected => Action::Reject,
            ProposalOutcome::Withdrawn => Action::ReportProgress,
        };
        require(permit, action, measure.entity())?;
        let comment = comment.as_ref().map(|words| words.as_str().to_owned());
        let done = progress_proposal::Entity::update_many()
            .col_expr(
                progress_proposal::Column::State,
                Expr::value(outcome.state().code()),
            )
            .col_expr(progress_proposal::Column::DecidedAt, Expr::value(at.utc()))
            .col_expr(
                progress_proposal::Column::DecidedBy,
                Expr::value(by.map(AccountId::uuid)),
            )
            .col_expr(progress_proposal::Column::Comment, Expr::value(comment))
            .filter(progress_proposal::Column::Id.eq(id.uuid()))
            .filter(progress_proposal::Column::Measure.eq(measure.uuid()))
            .filter(progress_proposal::Column::State.eq(ProposalState::Proposed.code()))
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected > 0)
    }

    /// Forget which accounts made and decided proposals: those of one person, or those that were
    /// made before a time. In whose name they were made stays. How many times somebody was named.
    pub(crate) async fn forget_proposers(&self, whose: Forgotten) -> Result<u64, StoreError> {
        use progress_proposal::Column::{DecidedAt, DecidedBy, ProposedAt, ProposedBy};
        let mut forgotten = 0;
        for (person, at) in [(ProposedBy, ProposedAt), (DecidedBy, DecidedAt)] {
            let whose = match whose {
                Forgotten::Person(id) => person.eq(id.uuid()),
                Forgotten::Before(time) => at.lt(time.utc()),
            };
            let nobody: Option<Uuid> = None;
            let done = progress_proposal::Entity::update_many()
                .col_expr(person, Expr::value(nobody))
                .filter(person.is_not_null())
                .filter(whose)
                .exec(self.connection())
                .await?;
            forgotten += done.rows_affected;
        }
        Ok(forgotten)
    }
}

/// Whose part in proposals is forgotten.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Forgotten {
    /// That of one person.
    Person(AccountId),
    /// Everybody's before this time.
    Before(Instant),
}

/// What the filter wants, and what the proposal alone says about the scope.
fn wanted(scope: &Scope, filter: &ProposalFilter) -> Condition {
    let ProposalFilter {
        states,
        organizations,
        measures: _,
    } = filter;
    let mut wanted = Condition::all();
    if !states.is_empty() {
        let states = states.iter().map(|state| state.code());
        wanted = wanted.add(progress_proposal::Column::State.is_in(states));
    }
    let organization = progress_proposal::Column::Organization;
    if !organizations.is_empty() {
        wanted = wanted.add(organization.is_in(organizations.iter().map(|id| id.uuid())));
    }
    if !scope.holds_everything() && !scope.depends_on_place() {
        let own = scope.organizations().iter().map(|id| id.uuid());
        wanted = wanted.add(organization.is_in(own));
    }
    wanted
}

fn behind(after: Option<(DateTime<Utc>, Uuid)>) -> Condition {
    use progress_proposal::Column::{Id, ProposedAt};
    let Some((at, id)) = after else {
        return Condition::all();
    };
    Condition::any()
        .add(ProposedAt.lt(at))
        .add(Condition::all().add(ProposedAt.eq(at)).add(Id.lt(id)))
}

/// Those of these that the scope holds. What is merely published of a measure is not enough: whoever
/// translates reads that as well.
async fn held(
    connection: &(impl ConnectionTrait + StreamTrait),
    scope: &Scope,
    mut rows: Vec<progress_proposal::Model>,
) -> Result<Vec<progress_proposal::Model>, StoreError> {
    if scope.holds_everything() {
        return Ok(rows);
    }
    let mut whole = HashSet::new();
    if scope.depends_on_place() {
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.measure).collect();
        ids.sort_unstable();
        ids.dedup();
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let heads = head::Entity::find()
                .filter(head::Column::Id.is_in(ids.iter().copied()))
                .all(connection)
                .await?;
            let reach = reach(connection, scope, &heads).await?;
            let held = heads.iter().zip(reach);
            whole.extend(
                held.filter(|(_, reach)| *reach == Reach::Whole)
                    .map(|(head, _)| head.id),
            );
        }
    }
    rows.retain(|row| {
        let organization = OrganizationId::from_uuid(row.organization);
        scope.organizations().contains(&organization) || whole.contains(&row.measure)
    });
    Ok(rows)
}

fn row_of(proposal: &ProgressProposal) -> Result<progress_proposal::Model, StoreError> {
    let ProgressProposal {
        id,
        measure,
        organization,
        by,
        at,
        progress,
        decided,
    } = proposal;
    let ProposedProgress {
        date,
        step,
        status,
        percent,
        note,
    } = progress;
    let decided = decided.as_ref();
    Ok(progress_proposal::Model {
        id: id.uuid(),
        measure: measure.uuid(),
        organization: organization.uuid(),
        proposed_by: by.map(AccountId::uuid),
        proposed_at: at.utc(),
        date: *date,
        step: step.map(PartId::uuid),
        status: status.code().to_owned(),
        percent: percent.map(|percent| i32::from(percent.value())),
        note: note
            .as_ref()
            .map(serde_json::to_string)
            .transpose()
            .map_err(|error| corrupt(error.into()))?,
        state: proposal.state().code().to_owned(),
        decided_at: decided.map(|it| it.at.utc()),
        decided_by: decided.and_then(|it| it.by).map(AccountId::uuid),
        comment: decided
            .and_then(|it| it.comment.as_ref())
            .map(|words| words.as_str().to_owned()),
    })
}

fn proposal_of(row: progress_proposal::Model) -> Result<ProgressProposal, StoreError> {
    let state: ProposalState = code(&row.state)?;
    let comment = row.comment.as_deref().map(Words::parse).transpose();
    let comment = comment.map_err(|error| corrupt(error.into()))?;
    let decided = state.outcome().map(|outcome| DecidedProposal {
        outcome,
        at: row.decided_at.unwrap_or(row.proposed_at).into(),
        by: row.decided_by.map(AccountId::from_uuid),
        comment,
    });
    let percent = |percent: i32| {
        let number: u8 = positive(i64::from(percent), TABLE)?;
        Percent::new(number).map_err(|error| corrupt(error.into()))
    };
    let note = row.note.as_deref().map(serde_json::from_str).transpose();
    Ok(ProgressProposal {
        id: ProgressProposalId::from_uuid(row.id),
        measure: MeasureId::from_uuid(row.measure),
        organization: OrganizationId::from_uuid(row.organization),
        by: row.proposed_by.map(AccountId::from_uuid),
        at: row.proposed_at.into(),
        progress: ProposedProgress {
            date: row.date,
            step: row.step.map(PartId::from_uuid),
            status: code(&row.status)?,
            percent: row.percent.map(percent).transpose()?,
            note: note.map_err(|error: serde_json::Error| corrupt(error.into()))?,
        },
        decided,
    })
}

fn code<C: Code>(text: &str) -> Result<C, StoreError> {
    C::from_code(text).map_err(|error: UnknownCode| corrupt(error.into()))
}

fn corrupt(source: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Corrupt {
        table: TABLE,
        source,
    }
}
