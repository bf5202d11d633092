//! What is due to be confirmed.

use application::freshness::{DueEntry, DuePage, DuePlace};
use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::TimeDelta;
use domain::entry::EntryId;
use domain::id::EntityId;
use domain::organization::Organization;

use crate::counselling_point::CounsellingPoint;
use crate::entry::Entry;
use crate::error::bad_input;
use crate::mutation::refused;
use crate::object::{global_id, known_ids, linked};
use crate::offer::Offer;
use crate::record::{Part, Record, RecordPage};
use crate::request::{actor, application, person, reader};
use crate::scalar::DateTime;

#[derive(Default)]
pub struct ConfirmationQueueQuery;

/// Which entries of the queue are wanted. Several fields mean "and".
#[derive(InputObject)]
pub struct ConfirmationQueueFilter {
    /// Run by one of these organizations.
    providers: Option<Vec<ID>>,
    /// Also what is due within so many days (0 to 366); only what is due now unless given. Negative
    /// for what has been due for so many days already.
    within_days: Option<i32>,
}

/// What is due to be confirmed.
#[Object]
impl ConfirmationQueueQuery {
    /// The published entries that nobody has confirmed in time, the longest due first: for the
    /// coordinating office everything in its jurisdiction, for members of an organization what is
    /// their own.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn confirmation_queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entries; all that are due unless given.")] filter: Option<
            ConfirmationQueueFilter,
        >,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<DueItem>> {
        person(ctx)?;
        let part = Part::read(first, after.as_deref())?;
        let (providers, within) = match filter {
            Some(filter) => (filter.providers, filter.within_days.unwrap_or(0)),
            None => (None, 0),
        };
        if !(-3660..=366).contains(&within) {
            let message = "so many days are -3660 to 366";
            return Err(bad_input(message, &["filter", "withinDays"]));
        }
        let now = reader(ctx).now;
        let page = DuePage {
            until: (now.utc() + TimeDelta::days(within.into())).into(),
            providers: known_ids::<Organization>(ctx, providers, &["filter", "providers"])?,
            after: part.after.as_deref().map(read_place).transpose()?,
            limit: part.wanted(),
        };
        let due = application(ctx).confirmation_queue(actor(ctx), &page);
        let due = Box::pin(due).await;
        let due = due.map_err(|error| refused(ctx, error))?;
        Ok(part.page(due.into_iter().map(DueItem)))
    }
}

pub struct DueItem(DueEntry);

/// A published entry that is due to be confirmed, or will be soon.
#[Object]
impl DueItem {
    /// The entry as the public reads it, with who confirmed it last; null when it was taken out
    /// meanwhile.
    #[graphql(complexity = "5 * child_complexity")]
    async fn entry(&self, ctx: &Context<'_>) -> Option<Entry> {
        match self.0.id {
            EntryId::Offer(id) => linked::<_, Offer>(ctx, id).map(Entry::Offer),
            EntryId::CounsellingPoint(id) => {
                linked::<_, CounsellingPoint>(ctx, id).map(Entry::CounsellingPoint)
            }
        }
    }

    /// The id of the entry.
    async fn entry_id(&self) -> ID {
        global_id(self.0.id)
    }

    /// When it was due, or will be.
    async fn due_at(&self) -> DateTime {
        DateTime(self.0.due)
    }

    /// For how many whole days it has been due; 0 for less than one and for what is due later.
    async fn days_due(&self, ctx: &Context<'_>) -> i32 {
        let time = reader(ctx).now.utc() - self.0.due.utc();
        i32::try_from(time.num_days().max(0)).unwrap_or(i32::MAX)
    }

    /// When its provider was first reminded of it, this time; null while nobody was.
    async fn reminded_at(&self) -> Option<DateTime> {
        self.0.asked_at.map(DateTime)
    }

    /// When the coordinating office was told that nobody had answered; null while it was not.
    async fn escalated_at(&self) -> Option<DateTime> {
        self.0.escalated_at.map(DateTime)
    }
}

impl Record for DueItem {
    /// Its place in the list: when it is due, and its id.
    fn global(&self) -> String {
        let at = self.0.due.utc().to_rfc3339();
        format!("{at} {}", EntityId::from(self.0.id).to_global())
    }
}

fn read_place(place: &str) -> Result<DuePlace> {
    let read = || {
        let (at, id) = place.split_once(' ')?;
        let at = chrono::DateTime::parse_from_rfc3339(at).ok()?;
        let id = EntityId::from_global(id).ok()?;
        Some(DuePlace {
            due: at.to_utc().into(),
            id: id.uuid,
        })
    };
    read().ok_or_else(|| {
        bad_input(
            "this is not a cursor of this list: take one from `endCursor`",
            &["after"],
        )
    })
}
