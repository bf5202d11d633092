//! What is due to be confirmed, and for how long: for the coordinating office what is in its
//! jurisdiction, for members of an organization what is their own.

use std::collections::HashMap;

use domain::entry::EntryId;
use domain::id::{EntityId, OrganizationId};
use domain::period::Instant;
use domain::policy::{Actor, scope};
use persistence::Uuid;
use persistence::account::NoticeKind;

use crate::Application;
use crate::use_case::UseCaseError;

/// How many are looked up in one go.
const AT_ONCE: usize = 200;

/// An entry that is due to be confirmed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DueEntry {
    /// Which.
    pub id: EntryId,
    /// Since when.
    pub due: Instant,
    /// When somebody of its provider was asked about it, for this time.
    pub asked_at: Option<Instant>,
    /// When the coordinating office was told, for this time.
    pub escalated_at: Option<Instant>,
}

/// A page of what is due, the longest due first.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DuePage {
    /// What is due until then: now, or some days ahead.
    pub until: Instant,
    /// Only what these organizations run; everything where none is named.
    pub providers: Vec<OrganizationId>,
    /// Only what comes after this; all where none is given.
    pub after: Option<DuePlace>,
    /// How many at most.
    pub limit: u32,
}

/// Where a page of what is due ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DuePlace {
    /// When the last of it was due.
    pub due: Instant,
    /// Its id.
    pub id: Uuid,
}

impl Application {
    /// What is due to be confirmed, as far as the actor may see it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn confirmation_queue(
        &self,
        actor: &Actor,
        page: &DuePage,
    ) -> Result<Vec<DueEntry>, UseCaseError> {
        let scope = scope(actor);
        let snapshot = self.snapshot();
        let mut due = self.due_until(&snapshot, page.until);
        if let Some(after) = page.after {
            due.retain(|it| (it.at, it.entity.uuid) > (after.due, after.id));
        }
        due.sort_by_key(|it| (it.at, it.entity.uuid));
        let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let mut found = Vec::new();
        for some in due.chunks(AT_ONCE) {
            let ids: Vec<EntityId> = some.iter().map(|it| it.entity).collect();
            let heads = self.store.heads_of(&scope, &ids).await?;
            let is_wanted = |owner: Option<OrganizationId>| {
                page.providers.is_empty()
                    || owner.is_some_and(|owner| page.providers.contains(&owner))
            };
            let held: HashMap<EntityId, Option<OrganizationId>> =
                heads.iter().map(|head| (head.entity, head.owner)).collect();
            let wanted = some.iter().filter(|it| {
                let owner = held.get(&it.entity);
                owner.is_some_and(|owner| is_wanted(*owner))
            });
            found.extend(wanted.filter_map(|it| Some((it.id()?, it.at))));
            if found.len() >= limit {
                break;
            }
        }
        found.truncate(limit);
        self.with_notices(found).await
    }

    async fn with_notices(
        &self,
        due: Vec<(EntryId, Instant)>,
    ) -> Result<Vec<DueEntry>, UseCaseError> {
        let ids: Vec<EntityId> = due.iter().map(|(id, _)| EntityId::from(*id)).collect();
        let asked = self.store.notices(NoticeKind::ConfirmationDue, &ids);
        let asked = asked.await?;
        let told = self.store.notices(NoticeKind::ConfirmationOverdue, &ids);
        let told = told.await?;
        let entries = due.into_iter().map(|(id, due)| DueEntry {
            id,
            due,
            asked_at: super::remind::first_of(&asked, id.into(), due),
            escalated_at: super::remind::first_of(&told, id.into(), due),
        });
        Ok(entries.collect())
    }
}
