//! What the log says of an aggregate, for a use case that decides about it. The lines of this
//! transaction are not there yet: they get their tokens at the commit.

use domain::account::AccountId;
use domain::id::EntityId;
use domain::policy::{Author, Role};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Tx;
use crate::entity::change_log;
use crate::error::StoreError;
use crate::log::{Change, LogEntry};

/// How many lines are read: whoever hands a draft in and takes it back a thousand times does not make
/// it long.
const LINES: u64 = 1_000;

impl Tx {
    /// Who wrote the revisions behind this one, each with its number. Not what these say about their
    /// authors: a draft that is written again stays the work of whoever wrote it first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn writers_since(
        &mut self,
        entity: EntityId,
        number: u32,
    ) -> Result<Vec<(u32, Author)>, StoreError> {
        let lines = change_log::Entity::find()
            .filter(change_log::Column::Entity.eq(entity.uuid))
            .filter(change_log::Column::Revision.gt(i64::from(number)))
            .filter(change_log::Column::Change.is_in(Change::WRITING.map(Change::code)))
            .order_by_asc(change_log::Column::Token)
            .limit(LINES)
            .all(&self.transaction)
            .await?;
        let lines = lines.into_iter().map(LogEntry::try_from);
        lines
            .map(|line| line.map(|line| (line.revision, line.author)))
            .collect()
    }

    /// Who handed something in since somebody decided about it the last time, the last first. What
    /// came back to be mended is not decided, and what the program does as a consequence of something
    /// else is no decision.
    ///
    /// # Errors
    /// The database fails.
    pub async fn handed_in_by(&mut self, entity: EntityId) -> Result<Vec<AccountId>, StoreError> {
        let wanted = [
            Change::Submitted,
            Change::Published,
            Change::Rejected,
            Change::Archived,
        ];
        let lines = change_log::Entity::find()
            .filter(change_log::Column::Entity.eq(entity.uuid))
            .filter(change_log::Column::Change.is_in(wanted.map(Change::code)))
            .order_by_desc(change_log::Column::Token)
            .limit(LINES)
            .all(&self.transaction)
            .await?;
        let mut accounts = Vec::new();
        for line in lines {
            let LogEntry { change, author, .. } = LogEntry::try_from(line)?;
            match (change, author.account) {
                (Change::Submitted, Some(account)) if !accounts.contains(&account) => {
                    accounts.push(account);
                }
                (Change::Submitted, _) => {}
                _ if author.role == Role::Operator => {}
                _ => break,
            }
        }
        Ok(accounts)
    }
}
