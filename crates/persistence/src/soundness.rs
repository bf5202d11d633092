//! Whether what the database holds belongs together: after a failure of the machine, after a copy was
//! brought back, or after somebody wrote into the tables by hand.
//!
//! Everything is read and nothing is written. What the projection should hold is made anew from the
//! published revisions, so this takes as much memory as the whole directory.

use std::fmt;

use domain::code::Code;
use domain::entry::{CounsellingPoint, Offer};
use domain::for_each_aggregate;
use domain::id::TypedId;
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};

use crate::entity::{change_log, head, revision};
use crate::error::StoreError;
use crate::one_state::OneState;
use crate::projection::{self, Project, Rows};
use crate::store::{Store, position_in};
use crate::{upcast, write};

/// Something that does not belong together.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Flaw {
    /// A normalised table holds other rows than the published revisions make.
    Projection {
        /// The table.
        table: &'static str,
        /// How many rows it holds.
        stored: usize,
        /// How many it should hold; the rows may differ where the numbers do not.
        expected: usize,
    },
    /// The change log lacks lines.
    Log {
        /// How many lines it holds.
        lines: u64,
        /// How many it should hold: the last token that was given out.
        expected: u64,
    },
    /// Revisions are missing.
    Revisions {
        /// Of how many aggregates.
        aggregates: u64,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Projection {
                table,
                stored,
                expected,
            } => write!(
                f,
                "{table} holds {stored} rows that are not the {expected} of the published revisions"
            ),
            Self::Log { lines, expected } => {
                write!(f, "the change log holds {lines} of {expected} lines")
            }
            Self::Revisions { aggregates } => {
                write!(f, "revisions are missing of {aggregates} things")
            }
        }
    }
}

impl Store {
    /// Everything that does not belong together; nothing where the database is sound.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn flaws(&self) -> Result<Vec<Flaw>, StoreError> {
        let state = self.one_state().await?;
        let mut flaws = Vec::from_iter(state.flaws_of_log().await?);
        flaws.extend(state.flaws_of_revisions().await?);
        flaws.extend(state.flaws_of_projection().await?);
        Ok(flaws)
    }
}

impl OneState {
    /// The log has every token up to the last one, each once.
    async fn flaws_of_log(&self) -> Result<Option<Flaw>, StoreError> {
        #[derive(FromQueryResult)]
        struct Extent {
            lines: i64,
            last: Option<i64>,
        }
        let extent = change_log::Entity::find()
            .select_only()
            .column_as(change_log::Column::Token.count(), "lines")
            .column_as(change_log::Column::Token.max(), "last")
            .into_model::<Extent>()
            .one(self.connection())
            .await?;
        let given_out = position_in(self.connection()).await?.token;
        let extent = extent.unwrap_or(Extent {
            lines: 0,
            last: None,
        });
        let lines = u64::try_from(extent.lines).unwrap_or_default();
        let last = u64::try_from(extent.last.unwrap_or_default()).unwrap_or_default();
        let is_sound = lines == given_out && last == given_out;
        Ok((!is_sound).then_some(Flaw::Log {
            lines,
            expected: given_out,
        }))
    }

    /// Every aggregate has its revisions from the first to the newest.
    async fn flaws_of_revisions(&self) -> Result<Option<Flaw>, StoreError> {
        let numbered = revision::Column::Number;
        let aggregates = head::Entity::find()
            .select_only()
            .column(head::Column::Id)
            .join(JoinType::LeftJoin, revision::Relation::Head.def().rev())
            .group_by(head::Column::Id)
            .group_by(head::Column::HeadRevision)
            .having(
                Expr::col((revision::Entity, numbered))
                    .count()
                    .ne(Expr::col((head::Entity, head::Column::HeadRevision)))
                    .or(Expr::col((revision::Entity, numbered))
                        .max()
                        .ne(Expr::col((head::Entity, head::Column::HeadRevision)))),
            )
            .order_by_asc(head::Column::Id)
            .into_tuple::<uuid::Uuid>()
            .all(self.connection())
            .await?
            .len();
        let aggregates = u64::try_from(aggregates).unwrap_or(u64::MAX);
        Ok((aggregates > 0).then_some(Flaw::Revisions { aggregates }))
    }

    /// The normalised tables hold what the published revisions make.
    async fn flaws_of_projection(&self) -> Result<Vec<Flaw>, StoreError> {
        let expected = self.projected().await?;
        let stored = Rows::stored(self.connection()).await?;
        let flaws = stored.differing(&expected);
        Ok(flaws
            .into_iter()
            .map(|(table, stored, expected)| Flaw::Projection {
                table,
                stored,
                expected,
            })
            .collect())
    }

    /// The rows of every published revision, made from it anew.
    pub(crate) async fn projected(&self) -> Result<Rows, StoreError> {
        let mut rows = Rows::default();
        macro_rules! project_all {
            ($($aggregate:ty, $module:ident, $id:ty;)+) => {$(
                self.project_kind::<$aggregate>(&mut rows).await?;
            )+};
        }
        for_each_aggregate!(project_all);
        rows.sort();
        Ok(rows)
    }

    async fn project_kind<T: Project>(&self, rows: &mut Rows) -> Result<(), StoreError> {
        let published = revision::Entity::find()
            .inner_join(head::Entity)
            .filter(head::Column::Kind.eq(T::Id::KIND.code()))
            .filter(
                Expr::col((revision::Entity, revision::Column::Number))
                    .equals((head::Entity, head::Column::PublishedRevision)),
            )
            .all(self.connection())
            .await?;
        for row in published {
            let entity = T::Id::from_uuid(row.entity).entity();
            let number = crate::log::positive(row.number, "revision")?;
            let content: T = upcast::read(entity, number, row.schema_version, &row.content)?;
            let json = write::json(entity, &content)?;
            projection::project(&content, &json.value, rows);
        }
        Ok(())
    }
}
