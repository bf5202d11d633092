//! Erasing a person whom a contact names, in every revision (ADR 0017).

use domain::aggregate::Aggregate;
use domain::code::Code;
use domain::erasure::Erasure;
use domain::id::{EntityId, EntityKind, OrganizationId, TypedId};
use domain::mail::MailValues;
use domain::period::Instant;
use domain::policy::{Permit, Scope};
use sea_orm::sea_query::{Expr, Func, LikeExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::Tx;
use crate::entity::{change_log, head, outbox, revision};
use crate::error::StoreError;
use crate::log::Change;
use crate::projection::Project;
use crate::reach::{Reach, reach};
use crate::revision::Revision;
use crate::store::{IDS_A_STATEMENT, Store, beside_heads};

/// What the stored form of every named person says; see `NamedPerson`.
const CONSENT: &str = "\"consent_expires_on\"";

/// Whose revisions are wanted, for looking for a person in them.
#[derive(Clone, Copy, Debug)]
pub enum PeopleOf<'a> {
    /// Of this aggregate.
    Aggregate(EntityId),
    /// Of everything that is this organization's.
    Organization(OrganizationId),
    /// Of everything of which some revision says this, in any case: an address.
    Mailbox(&'a str),
}

impl Store {
    /// The aggregates of a kind of which some revision names somebody, for a scope that holds
    /// everything. It reads every revision of the kind.
    ///
    /// # Errors
    /// The database fails.
    pub async fn naming_people<I: TypedId>(&self, scope: &Scope) -> Result<Vec<I>, StoreError> {
        if !scope.holds_everything() {
            return Ok(Vec::new());
        }
        let found = saying(&self.connection, I::KIND, CONSENT).await?;
        Ok(found.into_iter().map(I::from_uuid).collect())
    }
}

impl Tx {
    /// Every revision of each of these that are of this kind and of which the scope holds all, oldest
    /// first. Nobody else can write them until this transaction ends.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn whole<T: Aggregate>(
        &mut self,
        scope: &Scope,
        of: PeopleOf<'_>,
    ) -> Result<Vec<Vec<Revision<T>>>, StoreError> {
        if scope.holds_nothing() {
            return Ok(Vec::new());
        }
        self.flush().await?;
        let kind = T::Id::KIND;
        let wanted = match of {
            PeopleOf::Aggregate(id) => head::Column::Id.eq(id.uuid),
            PeopleOf::Organization(id) => head::Column::Owner.eq(id.uuid()),
            PeopleOf::Mailbox(email) => {
                head::Column::Id.is_in(saying(self.connection(), kind, email).await?)
            }
        };
        // In one order, so that two who erase do not wait for each other for ever.
        let heads = head::Entity::find()
            .filter(wanted)
            .filter(head::Column::Kind.eq(kind.code()))
            .order_by_asc(head::Column::Id)
            .lock_exclusive()
            .all(self.connection())
            .await?;
        let reach = reach(self.connection(), scope, &heads).await?;
        let held = heads.into_iter().zip(reach);
        let held: Vec<head::Model> = held
            .filter(|(_, reach)| *reach == Reach::Whole)
            .map(|(head, _)| head)
            .collect();
        let mut found: Vec<Vec<Revision<T>>> = Vec::with_capacity(held.len());
        for heads in held.chunks(IDS_A_STATEMENT) {
            let rows = revision::Entity::find()
                .find_also_related(head::Entity)
                .filter(revision::Column::Entity.is_in(heads.iter().map(|head| head.id)))
                .order_by_asc(revision::Column::Entity)
                .order_by_asc(revision::Column::Number)
                .all(self.connection())
                .await?;
            for revision in beside_heads::<T>(rows)? {
                match found.last_mut() {
                    Some(whole) if whole.last().is_some_and(|it| it.head == revision.head) => {
                        whole.push(revision);
                    }
                    _ => found.push(vec![revision]),
                }
            }
        }
        Ok(found)
    }

    /// Take persons out of every revision of an aggregate, of what was said about its revisions, and
    /// of the mails that wait. Takes a permit for
    /// [`Action::Erase`](domain::policy::Action::Erase). The numbers of the
    /// revisions that named one of them; none where nobody is named so.
    ///
    /// # Errors
    /// The permit is for something else or somebody else's, there is no such aggregate, a revision
    /// cannot be read, or the database fails.
    pub async fn erase_persons<T: Project>(
        &mut self,
        permit: &Permit,
        erasures: &[Erasure],
        at: Instant,
    ) -> Result<Vec<u32>, StoreError> {
        let mut whole = self.whole_to_erase::<T>(permit).await?;
        let mut changed = vec![false; whole.contents.len()];
        let mut contents: Vec<&mut T> = whole.contents.iter_mut().collect();
        for erasure in erasures {
            let touched = erasure.apply(&mut contents);
            changed
                .iter_mut()
                .zip(touched)
                .for_each(|(changed, touched)| *changed |= touched);
        }
        for row in &whole.rows {
            self.forget_remark(row, erasures).await?;
        }
        if changed.contains(&true) {
            self.forget_verdicts(&whole.head, erasures).await?;
            self.forget_in_mails(erasures).await?;
        }
        self.rewrite(&whole, &changed, (permit, Change::PersonErased, at))
            .await
    }

    /// What its maker said about a revision goes where it tells of a person.
    async fn forget_remark(
        &self,
        row: &revision::Model,
        erasures: &[Erasure],
    ) -> Result<(), StoreError> {
        let told = row.comment.as_deref().is_some_and(|it| tells(it, erasures));
        if !told {
            return Ok(());
        }
        let nothing: Option<String> = None;
        revision::Entity::update_many()
            .col_expr(revision::Column::Comment, Expr::value(nothing))
            .filter(revision::Column::Entity.eq(row.entity))
            .filter(revision::Column::Number.eq(row.number))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// The same of what reviewers said to the authors.
    async fn forget_verdicts(
        &self,
        head: &head::Model,
        erasures: &[Erasure],
    ) -> Result<(), StoreError> {
        let said = change_log::Entity::find()
            .filter(change_log::Column::Entity.eq(head.id))
            .filter(change_log::Column::Comment.is_not_null())
            .all(self.connection())
            .await?;
        let telling = said.into_iter().filter(|line| {
            let comment = line.comment.as_deref();
            comment.is_some_and(|comment| tells(comment, erasures))
        });
        let tokens: Vec<i64> = telling.map(|line| line.token).collect();
        let nothing: Option<String> = None;
        change_log::Entity::update_many()
            .col_expr(change_log::Column::Comment, Expr::value(nothing))
            .filter(change_log::Column::Token.is_in(tokens))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// Mails that wait may repeat what a reviewer said. Whom they go to is another matter.
    async fn forget_in_mails(&self, erasures: &[Erasure]) -> Result<(), StoreError> {
        let waiting = outbox::Entity::find()
            .filter(outbox::Column::Content.is_not_null())
            .order_by_asc(outbox::Column::Id)
            .lock_exclusive()
            .all(self.connection())
            .await?;
        for row in waiting {
            let content = row.content.as_deref().unwrap_or_default();
            // What a newer program wrote is not to be understood here, and soon gone.
            let Ok(mut values) = serde_json::from_str::<MailValues>(content) else {
                continue;
            };
            let comment = values.comment.take();
            let told = comment.as_deref().is_some_and(|it| tells(it, erasures));
            if !told {
                continue;
            }
            let content = serde_json::to_string(&values).map_err(|error| StoreError::Corrupt {
                table: "outbox",
                source: error.into(),
            })?;
            outbox::Entity::update_many()
                .col_expr(outbox::Column::Content, Expr::value(content))
                .filter(outbox::Column::Id.eq(row.id))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}

fn tells(text: &str, erasures: &[Erasure]) -> bool {
    erasures.iter().any(|erasure| erasure.is_told_by(text))
}

/// The aggregates of a kind of which some revision says this.
async fn saying(
    connection: &impl ConnectionTrait,
    kind: EntityKind,
    text: &str,
) -> Result<Vec<Uuid>, StoreError> {
    let mut pattern = String::from("%");
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    let content = Func::lower(Expr::col((revision::Entity, revision::Column::Content)));
    let ids = revision::Entity::find()
        .select_only()
        .column(revision::Column::Entity)
        .distinct()
        .inner_join(head::Entity)
        .filter(head::Column::Kind.eq(kind.code()))
        .filter(Expr::expr(content).like(LikeExpr::new(pattern).escape('!')))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(ids)
}
