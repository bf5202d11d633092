//! What the reader of a plan's document could not decide. It is about the document that was imported
//! last, so that an import replaces all of it; nothing of it enters the change log.

use std::collections::HashMap;

use domain::account::AccountId;
use domain::code::{Code, UnknownCode};
use domain::id::{ActionPlanId, EntityId, EntityKind, TypedId};
use domain::period::Instant;
use domain::plan::{Asked, Confidence, PlanFindingKind, PlanQuestion, PlanQuestionId, Settled};
use domain::policy::{Action, Permit, Scope};
use domain::text::Words;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::{head, plan_question};
use crate::error::StoreError;
use crate::log::positive;
use crate::store::{IDS_A_STATEMENT, Store};
use crate::tx::{Tx, require};
use crate::write;

const TABLE: &str = "plan_question";

/// A question, and where the thing stands now that it is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AskedQuestion {
    /// The question.
    pub question: PlanQuestion,
    /// The number of the newest revision of the thing.
    pub newest: Option<u32>,
}

impl AskedQuestion {
    /// Whether it waits for somebody.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.question.is_open(self.newest)
    }
}

impl Store {
    /// Every question about the document that was imported last, settled ones included, in the
    /// order of the document. Nothing for whose scope does not hold everything.
    ///
    /// # Errors
    /// The database fails, or a question cannot be read.
    pub async fn plan_questions(&self, scope: &Scope) -> Result<Vec<AskedQuestion>, StoreError> {
        if !scope.holds_everything() {
            return Ok(Vec::new());
        }
        questions(&self.connection).await
    }
}

impl Tx {
    /// The same within a transaction.
    ///
    /// # Errors
    /// The database fails, or a question cannot be read.
    pub async fn plan_questions(
        &mut self,
        scope: &Scope,
    ) -> Result<Vec<AskedQuestion>, StoreError> {
        if !scope.holds_everything() {
            return Ok(Vec::new());
        }
        questions(self.connection()).await
    }

    /// Keep these questions and no others. Takes a permit to publish the plan that they are about.
    ///
    /// # Errors
    /// Not by that permit, or the database fails.
    pub async fn keep_plan_questions(
        &mut self,
        permit: &Permit,
        plan: ActionPlanId,
        questions: &[PlanQuestion],
    ) -> Result<(), StoreError> {
        require(permit, Action::Publish, plan.entity())?;
        plan_question::Entity::delete_many()
            .exec(self.connection())
            .await?;
        let rows = questions.iter().map(row_of).collect();
        write::insert::<plan_question::Entity>(self.connection(), rows).await
    }

    /// Settle a question that nobody has settled by saying so; whether there was one. Takes a permit
    /// to change the plan that it is about.
    ///
    /// # Errors
    /// Not by that permit, or the database fails.
    pub async fn settle_plan_question(
        &mut self,
        permit: &Permit,
        plan: ActionPlanId,
        (id, settled): (PlanQuestionId, &Settled),
    ) -> Result<bool, StoreError> {
        require(permit, Action::Update, plan.entity())?;
        let Settled { at, by, comment } = settled;
        let done = plan_question::Entity::update_many()
            .col_expr(plan_question::Column::SettledAt, Expr::value(at.utc()))
            .col_expr(
                plan_question::Column::SettledBy,
                Expr::value(by.map(AccountId::uuid)),
            )
            .col_expr(
                plan_question::Column::Comment,
                Expr::value(comment.as_str()),
            )
            .filter(plan_question::Column::Id.eq(id.uuid()))
            .filter(plan_question::Column::SettledAt.is_null())
            .exec(self.connection())
            .await?;
        Ok(done.rows_affected > 0)
    }
}

async fn questions(connection: &impl ConnectionTrait) -> Result<Vec<AskedQuestion>, StoreError> {
    let rows = plan_question::Entity::find()
        .order_by_asc(plan_question::Column::Line)
        .order_by_asc(plan_question::Column::Cell)
        .order_by_asc(plan_question::Column::Id)
        .all(connection)
        .await?;
    let heads = heads(
        connection,
        rows.iter().filter_map(|row| row.about).collect(),
    )
    .await?;
    // The databases disagree about where rows without a line stand: they come last.
    let mut found = rows
        .into_iter()
        .map(|row| question_of(row, &heads))
        .collect::<Result<Vec<AskedQuestion>, _>>()?;
    found.sort_by_key(|asked| {
        let question = &asked.question;
        (question.line.unwrap_or(u32::MAX), question.column)
    });
    Ok(found)
}

/// What these are, and their newest revisions.
async fn heads(
    connection: &impl ConnectionTrait,
    mut ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, (EntityKind, u32)>, StoreError> {
    ids.sort_unstable();
    ids.dedup();
    let mut heads = HashMap::new();
    for ids in ids.chunks(IDS_A_STATEMENT) {
        let rows: Vec<(Uuid, String, i64)> = head::Entity::find()
            .select_only()
            .columns([
                head::Column::Id,
                head::Column::Kind,
                head::Column::HeadRevision,
            ])
            .filter(head::Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(connection)
            .await?;
        for (id, kind, revision) in rows {
            let kind = EntityKind::from_code(&kind).map_err(unknown_code("head"))?;
            heads.insert(id, (kind, positive(revision, "head")?));
        }
    }
    Ok(heads)
}

fn row_of(question: &PlanQuestion) -> plan_question::Model {
    let PlanQuestion {
        id,
        document,
        line,
        column,
        kind,
        why,
        confidence,
        about,
        noted_at,
        settled,
    } = question;
    plan_question::Model {
        id: id.uuid(),
        document: document.as_str().to_owned(),
        line: line.map(i64::from),
        cell: column.map(i64::from),
        kind: kind.code().to_owned(),
        why: why.clone(),
        confidence: i32::from(u8::from(*confidence)),
        about: about.map(|about| about.entity.uuid),
        about_revision: about.map(|about| i64::from(about.revision)),
        noted_at: noted_at.utc(),
        settled_at: settled.as_ref().map(|settled| settled.at.utc()),
        settled_by: settled
            .as_ref()
            .and_then(|settled| settled.by)
            .map(AccountId::uuid),
        comment: settled
            .as_ref()
            .map(|settled| settled.comment.as_str().to_owned()),
    }
}

fn question_of(
    row: plan_question::Model,
    heads: &HashMap<Uuid, (EntityKind, u32)>,
) -> Result<AskedQuestion, StoreError> {
    let small = |number: Option<i64>| number.map(|it| positive(it, TABLE)).transpose();
    let head = row.about.and_then(|id| Some((id, *heads.get(&id)?)));
    let about = match (head, small(row.about_revision)?) {
        (Some((uuid, (kind, _))), Some(revision)) => Some(Asked {
            entity: EntityId { kind, uuid },
            revision,
        }),
        _ => None,
    };
    let settled = match (row.settled_at, row.comment) {
        (Some(at), Some(comment)) => Some(Settled {
            at: at.into(),
            by: row.settled_by.map(AccountId::from_uuid),
            comment: words(&comment)?,
        }),
        _ => None,
    };
    let percent: u8 = positive(i64::from(row.confidence), TABLE)?;
    let question = PlanQuestion {
        id: PlanQuestionId::from_uuid(row.id),
        document: words(&row.document)?,
        line: small(row.line)?,
        column: small(row.cell)?,
        kind: PlanFindingKind::from_code(&row.kind).map_err(unknown_code(TABLE))?,
        why: row.why,
        confidence: Confidence::percent(percent).map_err(|error| corrupt(error.into()))?,
        about,
        noted_at: Instant::from(row.noted_at),
        settled,
    };
    Ok(AskedQuestion {
        question,
        newest: head.map(|(_, (_, newest))| newest),
    })
}

fn words(text: &str) -> Result<Words, StoreError> {
    Words::parse(text).map_err(|error| corrupt(error.into()))
}

fn corrupt(source: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Corrupt {
        table: TABLE,
        source,
    }
}

fn unknown_code(table: &'static str) -> impl Fn(UnknownCode) -> StoreError {
    move |error| StoreError::Corrupt {
        table,
        source: error.into(),
    }
}
