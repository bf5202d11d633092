//! Telling the coordinating office what waits for a review: one mail for all that was handed in or
//! proposed, and not another one for a while.

use std::collections::{BTreeMap, HashMap};

use domain::account::{Account, AccountId, Grant, Jurisdiction};
use domain::aggregate::EditorialState;
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{EntityId, EntityKind, MeasureId, TypedId};
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::organization::Organization;
use domain::period::Instant;
use domain::place::Location;
use domain::plan::{Measure, ProposalState};
use domain::policy::{Actor, Resource, in_charge, scope};
use domain::review::Maintained;
use domain::text::LocalizedText;
use persistence::account::{Notice, NoticeKind};
use persistence::{
    Head, HeadCursor, HeadFilter, HeadOrder, HeadPage, ProposalCursor, ProposalFilter, ProposalPage,
};

use crate::Application;
use crate::accounts::after;
use crate::use_case::UseCaseError;

/// How many of those that wait are read in one go.
const AT_ONCE: u32 = 500;

/// Something that waits, as a mail names it.
#[derive(Clone)]
struct Waiting {
    entity: EntityId,
    /// Since when: what was handed in anew is told anew, and not what was merely confirmed or
    /// translated meanwhile.
    since: Instant,
    /// What it is called; nothing where that must not be told.
    label: Option<LocalizedText>,
    /// Where it lies by what waits, and by what the public reads of it.
    sides: Vec<Resource>,
}

impl Application {
    /// Tell the coordinating office what waits, where it has not been told yet. How many mails.
    ///
    /// # Errors
    /// The database fails. Mails that were queued before that stay queued.
    pub async fn tell_what_waits(&self, now: Instant) -> Result<u32, UseCaseError> {
        let Some(pause) = self.editorial.review_mails else {
            return Ok(0);
        };
        let waiting = self.waiting().await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let everything = Grant::Coordinator(Jurisdiction::Everything);
        let coordinators = self.store.holders(&everything).await?;
        let ids: Vec<EntityId> = waiting.iter().map(|it| it.entity).collect();
        let told = self.store.notices(NoticeKind::ReviewWaiting, &ids).await?;
        let mut untold: BTreeMap<AccountId, (&Account, Vec<&Waiting>)> = BTreeMap::new();
        for it in &waiting {
            for account in in_charge(&coordinators, &it.sides) {
                let was_told = told.iter().any(|notice| {
                    notice.account == account.id
                        && notice.entity == it.entity.uuid
                        && notice.about >= it.since.utc().timestamp_micros()
                });
                if !was_told {
                    let of_account = || (account, Vec::new());
                    untold
                        .entry(account.id)
                        .or_insert_with(of_account)
                        .1
                        .push(it);
                }
            }
        }
        let mut mails = 0;
        for (account, waiting) in untold.into_values() {
            let last = self
                .store
                .last_notice(account.id, NoticeKind::ReviewWaiting);
            let rests = last.await?.is_some_and(|last| now < after(last, pause));
            if !rests && self.tell_reviewer(account, &waiting, now).await? {
                mails += 1;
            }
        }
        Ok(mails)
    }

    async fn waiting(&self) -> Result<Vec<Waiting>, UseCaseError> {
        let mut waiting = Vec::new();
        waiting.extend(self.waiting_of::<Offer>().await?);
        waiting.extend(self.waiting_of::<CounsellingPoint>().await?);
        waiting.extend(self.waiting_of::<Location>().await?);
        waiting.extend(self.waiting_of::<Organization>().await?);
        waiting.extend(self.waiting_proposals().await?);
        Ok(waiting)
    }

    /// Measures about whose progress something is proposed, each since the newest proposal.
    async fn waiting_proposals(&self) -> Result<Vec<Waiting>, UseCaseError> {
        let everything = scope(&Actor::Operator);
        let filter = ProposalFilter {
            states: vec![ProposalState::Proposed],
            ..ProposalFilter::default()
        };
        let mut page = ProposalPage {
            after: None,
            limit: AT_ONCE,
        };
        let mut since: BTreeMap<MeasureId, Instant> = BTreeMap::new();
        loop {
            let proposals = self.store.progress_proposals(&everything, &filter, page);
            let proposals = proposals.await?;
            let Some(last) = proposals.last() else { break };
            page.after = Some(ProposalCursor {
                at: last.at,
                id: last.id,
            });
            for proposal in proposals {
                // The newest come first.
                since.entry(proposal.measure).or_insert(proposal.at);
            }
        }
        let ids: Vec<MeasureId> = since.keys().copied().collect();
        let mut waiting = Vec::with_capacity(ids.len());
        for revision in self.store.newest::<Measure>(&everything, &ids).await? {
            let measure = &revision.content;
            let Some(since) = since.get(&measure.id) else {
                continue;
            };
            waiting.push(Waiting {
                entity: revision.head.entity,
                since: *since,
                label: Some(measure.item.title.clone()),
                sides: vec![self.store.resource(measure).await?],
            });
        }
        Ok(waiting)
    }

    async fn waiting_of<T: Maintained>(&self) -> Result<Vec<Waiting>, UseCaseError> {
        let kind: EntityKind = T::Id::KIND;
        let everything = scope(&Actor::Operator);
        let filter = HeadFilter {
            states: vec![EditorialState::InReview],
            kinds: vec![kind],
            ..HeadFilter::default()
        };
        let mut page = HeadPage {
            order: HeadOrder::OldestFirst,
            after: None,
            limit: AT_ONCE,
        };
        let mut waiting = Vec::new();
        loop {
            let heads = self.store.heads(&everything, &filter, page).await?;
            let Some(last) = heads.last() else {
                return Ok(waiting);
            };
            page.after = Some(HeadCursor::behind(last));
            waiting.extend(self.sides_of::<T>(&heads).await?);
        }
    }

    async fn sides_of<T: Maintained>(&self, heads: &[Head]) -> Result<Vec<Waiting>, UseCaseError> {
        let everything = scope(&Actor::Operator);
        let ids: Vec<T::Id> = heads
            .iter()
            .map(|head| T::Id::from_uuid(head.entity.uuid))
            .collect();
        let published = heads.iter().filter(|head| head.published.is_some());
        let published: Vec<(T::Id, Option<u32>)> = published
            .map(|head| (T::Id::from_uuid(head.entity.uuid), head.published))
            .collect();
        let live = self.store.revisions::<T>(&everything, &published).await?;
        let live: HashMap<EntityId, T> = live
            .into_iter()
            .map(|revision| (revision.head.entity, revision.content))
            .collect();
        let mut waiting = Vec::with_capacity(ids.len());
        for revision in self.store.newest::<T>(&everything, &ids).await? {
            let content = &revision.content;
            let label = content.label().filter(|_| !content.is_discreet());
            let mut sides = vec![self.store.resource(content).await?];
            if let Some(live) = live.get(&revision.head.entity) {
                sides.push(self.store.resource(live).await?);
            }
            waiting.push(Waiting {
                entity: revision.head.entity,
                since: revision.head.updated_at,
                label: label.cloned(),
                sides,
            });
        }
        Ok(waiting)
    }

    async fn tell_reviewer(
        &self,
        account: &Account,
        waiting: &[&Waiting],
        now: Instant,
    ) -> Result<bool, UseCaseError> {
        let Some(to) = account.email.clone() else {
            return Ok(false);
        };
        let mut values = MailValues {
            name: Some(account.name.as_str().to_owned()),
            link: self.editorial.review_page.clone(),
            ..MailValues::default()
        };
        let mut tx = self.store.begin().await?;
        let mut sorted = waiting.to_vec();
        // Always in one order, so that two processes cannot wait for each other.
        sorted.sort_by_key(|it| it.entity);
        for it in sorted {
            let notice = Notice {
                account: account.id,
                entity: it.entity.uuid,
                about: it.since.utc().timestamp_micros(),
                sent_at: now,
            };
            if !tx.claim_notice(NoticeKind::ReviewWaiting, notice).await? {
                continue;
            }
            match &it.label {
                Some(label) => {
                    let served = label.serve(std::slice::from_ref(&account.language));
                    let label = served.version.text.as_str().to_owned();
                    values.subjects.push(label);
                }
                None => values.unnamed += 1,
            }
        }
        if values.subjects.is_empty() && values.unnamed == 0 {
            return Ok(false);
        }
        let mail = Mail {
            to,
            account: Some(account.id),
            language: account.language.clone(),
            template: MailTemplate::ReviewWaiting,
            values,
            expires_at: None,
        };
        self.accounts().queue(&mut tx, mail, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}
