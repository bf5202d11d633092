//! How far a scope reaches: the one place that decides which heads and revisions come out.
//!
//! Mostly the head says it: whose it is, and whether it is published. Where a coordinator is
//! responsible for a part of the city or of the plan, it depends on where an aggregate lies, by what
//! is published of it or by what waits: nobody can move it out of sight with a draft. That is read
//! from what lies around it, as it is published now: so a location that moves to another district
//! takes its entries with it.

use std::collections::HashSet;

use domain::aggregate::Aggregate;
use domain::code::{Code, UnknownCode};
use domain::entry::{CounsellingPoint, Offer};
use domain::for_each_aggregate;
use domain::id::{EntityId, EntityKind, OrganizationId, TypedId};
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::{Resource, Scope, Surroundings, Whereabouts};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, StreamTrait};
use uuid::Uuid;

use crate::entity::{head, revision};
use crate::error::StoreError;
use crate::log::positive;
use crate::store::{IDS_A_STATEMENT, published_some};
use crate::upcast;

/// How much of an aggregate a scope holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reach {
    /// Every revision.
    Whole,
    /// The one that is published, whole.
    Published,
    /// Nothing.
    Nothing,
}

impl Reach {
    /// Whether it includes this revision.
    pub(crate) fn includes(self, head: &head::Model, number: i64) -> bool {
        match self {
            Self::Whole => true,
            Self::Published => head.published_revision == Some(number),
            Self::Nothing => false,
        }
    }
}

/// How much of each of these the scope holds, in their order.
pub(crate) async fn reach(
    connection: &(impl ConnectionTrait + StreamTrait),
    scope: &Scope,
    heads: &[head::Model],
) -> Result<Vec<Reach>, StoreError> {
    let by_head = |head: &head::Model| {
        let owner = head.owner.map(OrganizationId::from_uuid);
        if scope.holds_owned(owner, false) {
            Reach::Whole
        } else if scope.holds_owned(owner, head.published_revision.is_some()) {
            Reach::Published
        } else {
            Reach::Nothing
        }
    };
    let mut reach: Vec<Reach> = heads.iter().map(by_head).collect();
    if scope.depends_on_place() {
        let beyond: Vec<Uuid> = heads
            .iter()
            .zip(&reach)
            .filter(|(_, reach)| **reach != Reach::Whole)
            .map(|(head, _)| head.id)
            .collect();
        let resources = resources(connection, &beyond).await?;
        let held: HashSet<Uuid> = resources
            .iter()
            .filter(|resource| scope.holds(resource))
            .map(|resource| resource.entity.uuid)
            .collect();
        for (head, reach) in heads.iter().zip(&mut reach) {
            if held.contains(&head.id) {
                *reach = Reach::Whole;
            }
        }
    }
    Ok(reach)
}

/// A content as a resource, with what lies around it now.
pub(crate) async fn resource_of<T: Aggregate>(
    connection: &(impl ConnectionTrait + StreamTrait),
    content: &T,
) -> Result<Resource, StoreError> {
    let whereabouts = Whereabouts::of(content);
    let entity = whereabouts.entity;
    let mut around = around(connection, &whereabouts.lies_in).await?;
    if let Some(owner) = whereabouts.owner {
        let published = published_some::<Organization>(connection, &[owner]).await?;
        around.trust_where_said(&published);
    }
    let head = head::Entity::find_by_id(entity.uuid)
        .filter(head::Column::Kind.eq(entity.kind.code()))
        .one(connection)
        .await?;
    Ok(Resource {
        is_published: head.is_some_and(|head| head.published_revision.is_some()),
        ..Resource::placed(&whereabouts, &around)
    })
}

/// Those of these that are published, as resources by what is published of them: whose they are and
/// where they lie, without who is trusted.
pub(crate) async fn published_resources(
    connection: &(impl ConnectionTrait + StreamTrait),
    ids: &[Uuid],
) -> Result<Vec<Resource>, StoreError> {
    let published = number().equals((head::Entity, head::Column::PublishedRevision));
    let resources = resources_by(connection, ids, published).await?;
    let resources = resources.into_iter().map(|resource| Resource {
        is_published: true,
        ..resource
    });
    Ok(resources.collect())
}

/// These as resources, by their newest and by their published revisions.
pub(crate) async fn resources(
    connection: &(impl ConnectionTrait + StreamTrait),
    ids: &[Uuid],
) -> Result<Vec<Resource>, StoreError> {
    let either = number()
        .equals((head::Entity, head::Column::HeadRevision))
        .or(number().equals((head::Entity, head::Column::PublishedRevision)));
    resources_by(connection, ids, either).await
}

/// These as resources, by those of their revisions that are wanted.
async fn resources_by(
    connection: &(impl ConnectionTrait + StreamTrait),
    ids: &[Uuid],
    wanted: Expr,
) -> Result<Vec<Resource>, StoreError> {
    let found = whereabouts(connection, ids, wanted).await?;
    let from: Vec<EntityId> = found
        .iter()
        .flat_map(|it| it.lies_in.iter().copied())
        .collect();
    let around = around(connection, &from).await?;
    let resources = found.iter().map(|it| Resource::placed(it, &around));
    Ok(resources.collect())
}

/// What lies around these: as published, or else as newly written. A draft moves nothing that is
/// published.
async fn around(
    connection: &(impl ConnectionTrait + StreamTrait),
    from: &[EntityId],
) -> Result<Surroundings, StoreError> {
    let mut around = Surroundings::default();
    loop {
        let unknown = around.unknown(from.iter().copied());
        if unknown.is_empty() {
            return Ok(around);
        }
        // What does not exist lies nowhere.
        for entity in &unknown {
            around.learn(Whereabouts {
                entity: *entity,
                owner: None,
                lies_in: Vec::new(),
            });
        }
        let ids: Vec<Uuid> = unknown.iter().map(|entity| entity.uuid).collect();
        let published = Expr::col((head::Entity, head::Column::PublishedRevision));
        let newest = Expr::col((head::Entity, head::Column::HeadRevision));
        let valid = number().eq(Func::coalesce([published, newest]));
        for found in whereabouts(connection, &ids, valid).await? {
            around.learn(found);
        }
    }
}

fn number() -> Expr {
    Expr::col((revision::Entity, revision::Column::Number))
}

/// Whose these are and in what they lie, as those of their revisions say that are wanted.
async fn whereabouts(
    connection: &(impl ConnectionTrait + StreamTrait),
    ids: &[Uuid],
    wanted: Expr,
) -> Result<Vec<Whereabouts>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let rows = revision::Entity::find()
            .find_also_related(head::Entity)
            .filter(head::Column::Id.is_in(ids.iter().copied()))
            .filter(wanted.clone())
            .all(connection)
            .await?;
        for (revision, head) in rows {
            let Some(head) = head else { continue };
            found.push(whereabouts_in(&head.kind, &revision)?);
        }
    }
    Ok(found)
}

fn whereabouts_in(kind: &str, row: &revision::Model) -> Result<Whereabouts, StoreError> {
    let kind = EntityKind::from_code(kind).map_err(|error: UnknownCode| StoreError::Corrupt {
        table: "head",
        source: error.into(),
    })?;
    let entity = EntityId {
        kind,
        uuid: row.entity,
    };
    let number = positive(row.number, "revision")?;
    macro_rules! read {
        ($($aggregate:ident, $module:ident, $id:ident;)+) => {
            match kind {
                $(EntityKind::$aggregate => {
                    let content: $aggregate =
                        upcast::read(entity, number, row.schema_version, &row.content)?;
                    Whereabouts::of(&content)
                })+
            }
        };
    }
    Ok(for_each_aggregate!(read))
}
