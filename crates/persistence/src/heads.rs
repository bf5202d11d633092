//! Lists of heads on an actor's behalf: what somebody maintains, what waits, and for how long.

use std::collections::HashSet;

use domain::aggregate::EditorialState;
use domain::code::Code;
use domain::id::{ActionAreaId, DistrictId, EntityId, EntityKind, OrganizationId, TypedId};
use domain::period::Instant;
use domain::policy::{Resource, Scope};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::head;
use crate::error::StoreError;
use crate::reach::{self, Reach, reach};
use crate::revision::Head;
use crate::store::{IDS_A_STATEMENT, Store};

/// How many heads are looked at in one go where a scope depends on where things lie.
const HEADS_AT_ONCE: u64 = 200;

/// Which heads are wanted. A list that is empty means any.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct HeadFilter {
    /// Where their newest revisions stand.
    pub states: Vec<EditorialState>,
    /// What they are.
    pub kinds: Vec<EntityKind>,
    /// Whose they are.
    pub owners: Vec<OrganizationId>,
    /// In which of these districts they lie, or in something that lies in one, by what is published
    /// or by what waits.
    pub districts: Vec<DistrictId>,
    /// To which of these areas they belong, by the same.
    pub areas: Vec<ActionAreaId>,
    /// Whether something of them is published; any where none is given.
    pub published: Option<bool>,
    /// Only those that stand as they do since then, or for longer.
    pub standing_since: Option<Instant>,
    /// Only those of which the scope holds every revision, not merely what is published.
    pub whole: bool,
}

impl HeadFilter {
    fn depends_on_place(&self) -> bool {
        !self.districts.is_empty() || !self.areas.is_empty()
    }

    /// Whether one side of a thing lies where it is wanted.
    fn holds(&self, side: &Resource) -> bool {
        let districts = &self.districts;
        let areas = &self.areas;
        (districts.is_empty() || districts.iter().any(|id| side.districts.contains(id)))
            && (areas.is_empty() || areas.iter().any(|id| side.areas.contains(id)))
    }
}

/// In which order heads are read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum HeadOrder {
    /// Those written last first.
    #[default]
    NewestFirst,
    /// Those first that have stood as they do for the longest time.
    OldestFirst,
}

/// A page of heads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeadPage {
    /// In which order.
    pub order: HeadOrder,
    /// Only what comes after this; all where none is given.
    pub after: Option<HeadCursor>,
    /// How many at most.
    pub limit: u32,
}

/// Where a page of heads ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeadCursor {
    /// When the last of it was written.
    pub updated_at: Instant,
    /// Its id.
    pub id: Uuid,
}

impl HeadCursor {
    /// Behind this head.
    #[must_use]
    pub const fn behind(head: &Head) -> Self {
        Self {
            updated_at: head.updated_at,
            id: head.entity.uuid,
        }
    }
}

impl Store {
    /// The heads that are wanted and that the scope holds.
    ///
    /// # Errors
    /// The database fails.
    pub async fn heads(
        &self,
        scope: &Scope,
        filter: &HeadFilter,
        page: HeadPage,
    ) -> Result<Vec<Head>, StoreError> {
        let mut found = Vec::new();
        let mut after = page
            .after
            .map(|cursor| (cursor.updated_at.utc(), cursor.id));
        let wanted = usize::try_from(page.limit).unwrap_or(usize::MAX);
        while found.len() < wanted && !scope.holds_nothing() {
            let at_once = if scope.depends_on_place() || filter.depends_on_place() {
                HEADS_AT_ONCE
            } else {
                u64::from(page.limit)
            };
            let order = match page.order {
                HeadOrder::NewestFirst => Order::Desc,
                HeadOrder::OldestFirst => Order::Asc,
            };
            let rows = head::Entity::find()
                .filter(heads_wanted(scope, filter))
                .filter(heads_behind(after, page.order))
                .order_by(head::Column::UpdatedAt, order.clone())
                .order_by(head::Column::Id, order)
                .limit(at_once)
                .all(&self.connection)
                .await?;
            after = rows.last().map(|head| (head.updated_at, head.id)).or(after);
            let reach = reach(&self.connection, scope, &rows).await?;
            let is_last = (rows.len() as u64) < at_once;
            let there = self.lying_there(filter, &rows).await?;
            for (head, reach) in rows.into_iter().zip(reach) {
                let held = reach == Reach::Whole || reach == Reach::Published && !filter.whole;
                let is_there = there.as_ref().is_none_or(|there| there.contains(&head.id));
                if held && is_there && found.len() < wanted {
                    found.push(Head::try_from(head)?);
                }
            }
            if is_last {
                break;
            }
        }
        Ok(found)
    }

    /// The heads of those of these whose every revision the scope holds, in no particular order.
    ///
    /// # Errors
    /// The database fails.
    pub async fn heads_of(&self, scope: &Scope, ids: &[EntityId]) -> Result<Vec<Head>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        if scope.holds_nothing() {
            return Ok(found);
        }
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let heads = head::Entity::find()
                .filter(head::Column::Id.is_in(ids.iter().map(|id| id.uuid)))
                .all(&self.connection)
                .await?;
            let reach = reach(&self.connection, scope, &heads).await?;
            for (head, reach) in heads.into_iter().zip(reach) {
                if reach == Reach::Whole {
                    found.push(Head::try_from(head)?);
                }
            }
        }
        Ok(found)
    }

    /// Those of these that lie where the filter wants them; nothing where it does not matter.
    async fn lying_there(
        &self,
        filter: &HeadFilter,
        heads: &[head::Model],
    ) -> Result<Option<HashSet<Uuid>>, StoreError> {
        if !filter.depends_on_place() {
            return Ok(None);
        }
        let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
        let resources = reach::resources(&self.connection, &ids).await?;
        let is_there = resources.iter().filter(|resource| filter.holds(resource));
        Ok(Some(
            is_there.map(|resource| resource.entity.uuid).collect(),
        ))
    }
}

/// What the filter wants, and what the head alone says about the scope.
fn heads_wanted(scope: &Scope, filter: &HeadFilter) -> Condition {
    let HeadFilter {
        states,
        kinds,
        owners,
        districts: _,
        areas: _,
        published,
        standing_since,
        whole,
    } = filter;
    let mut wanted = Condition::all();
    if !states.is_empty() {
        let states = states.iter().map(|state| state.code());
        wanted = wanted.add(head::Column::State.is_in(states));
    }
    if !kinds.is_empty() {
        wanted = wanted.add(head::Column::Kind.is_in(kinds.iter().map(|kind| kind.code())));
    }
    if !owners.is_empty() {
        wanted = wanted.add(head::Column::Owner.is_in(owners.iter().map(|id| id.uuid())));
    }
    if let Some(published) = published {
        wanted = wanted.add(match published {
            true => head::Column::PublishedRevision.is_not_null(),
            false => head::Column::PublishedRevision.is_null(),
        });
    }
    if let Some(since) = standing_since {
        wanted = wanted.add(head::Column::UpdatedAt.lte(since.utc()));
    }
    if !scope.holds_everything() && !scope.depends_on_place() {
        let own = scope.organizations().iter().map(|id| id.uuid());
        let mut held = Condition::any().add(head::Column::Owner.is_in(own));
        if scope.holds_whatever_is_published() && !whole {
            held = held.add(head::Column::PublishedRevision.is_not_null());
        }
        wanted = wanted.add(held);
    }
    wanted
}

fn heads_behind(
    after: Option<(chrono::DateTime<chrono::Utc>, Uuid)>,
    order: HeadOrder,
) -> Condition {
    let Some((at, id)) = after else {
        return Condition::all();
    };
    let (is_behind, is_behind_then) = match order {
        HeadOrder::NewestFirst => (head::Column::UpdatedAt.lt(at), head::Column::Id.lt(id)),
        HeadOrder::OldestFirst => (head::Column::UpdatedAt.gt(at), head::Column::Id.gt(id)),
    };
    let then = Condition::all()
        .add(head::Column::UpdatedAt.eq(at))
        .add(is_behind_then);
    Condition::any().add(is_behind).add(then)
}
