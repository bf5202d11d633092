//! Reminding: the members of the provider once an entry is due, and the coordinating office where
//! nobody answers.
//!
//! Done by whichever process comes first. What somebody is told of is claimed in the transaction
//! that queues the mail, so that a mail is never sent twice and never lost. Made-up entries are left
//! out, and so is what waits for a review: somebody has just looked at it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use catalogue::Snapshot;
use domain::account::{Account, AccountId, Grant, Jurisdiction};
use domain::aggregate::EditorialState;
use domain::entry::{CounsellingPoint, Entry, EntryId, Offer};
use domain::id::{EntityId, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::organization::Organization;
use domain::period::Instant;
use domain::policy::{Actor, Resource, in_charge, scope};
use domain::review::ReminderDays;
use domain::text::LanguageTag;
use persistence::account::{Notice, NoticeKind};

use super::Due;
use crate::Application;
use crate::use_case::UseCaseError;

/// How many mails a round has queued.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Reminded {
    /// To people of providers.
    pub providers: u32,
    /// To the coordinating office.
    pub coordinators: u32,
}

/// What one person is told of, each with when it is due.
type Told = Vec<(EntityId, Instant)>;

/// What is due and can be asked about, and who works for whom.
struct Round {
    days: ReminderDays,
    now: Instant,
    due: Vec<(Due, OrganizationId)>,
    members: BTreeMap<OrganizationId, Vec<Account>>,
    asked: Vec<Notice>,
}

impl Application {
    /// Remind whoever has to be reminded now.
    ///
    /// # Errors
    /// The database fails. Mails that were queued before that stay queued.
    pub async fn remind(&self, now: Instant) -> Result<Reminded, UseCaseError> {
        let mut reminded = Reminded::default();
        let Some(days) = self.editorial.reminders else {
            return Ok(reminded);
        };
        let snapshot = self.snapshot();
        let round = self.gather(&snapshot, days, now).await?;
        for (account, due) in round.by_member() {
            if self.remind_member(&snapshot, account, due, now).await? {
                reminded.providers += 1;
            }
        }
        for (account, due) in self.by_coordinator(&round).await? {
            if self.tell_coordinator(&snapshot, &account, due, now).await? {
                reminded.coordinators += 1;
            }
        }
        Ok(reminded)
    }

    async fn gather(
        &self,
        snapshot: &Snapshot,
        days: ReminderDays,
        now: Instant,
    ) -> Result<Round, UseCaseError> {
        let mut due = self.due_until(snapshot, days.horizon(now));
        due.retain(|it| !it.is_demo);
        let ids: Vec<EntityId> = due.iter().map(|it| it.entity).collect();
        let heads = self.store.heads_of(&scope(&Actor::Operator), &ids).await?;
        let owners: HashMap<EntityId, OrganizationId> = heads
            .iter()
            .filter(|head| head.state != EditorialState::InReview)
            .filter_map(|head| Some((head.entity, head.owner?)))
            .collect();
        let due: Vec<(Due, OrganizationId)> = due
            .into_iter()
            .filter_map(|it| Some((it, *owners.get(&it.entity)?)))
            .collect();
        let mut members = BTreeMap::new();
        for provider in due.iter().map(|(_, owner)| *owner).collect::<BTreeSet<_>>() {
            members.insert(provider, self.store.members(provider).await?);
        }
        let kind = NoticeKind::ConfirmationDue;
        Ok(Round {
            days,
            now,
            due,
            members,
            asked: self.store.notices(kind, &ids).await?,
        })
    }

    /// Queue one mail to somebody who works for providers; whether there was anything to say.
    async fn remind_member(
        &self,
        snapshot: &Snapshot,
        account: &Account,
        due: Told,
        now: Instant,
    ) -> Result<bool, UseCaseError> {
        let kind = NoticeKind::ConfirmationDue;
        let Some(to) = account.email.clone() else {
            return Ok(false);
        };
        let mut tx = self.store.begin().await?;
        let claimed = claim(&mut tx, kind, (account.id, &due), now).await?;
        if claimed.is_empty() {
            return Ok(false);
        }
        let accounts = self.accounts();
        let link = accounts.make_confirmation_link(&mut tx, account.id, now);
        let link = link.await?;
        let lifetime = accounts.settings().confirmation_link_lifetime;
        let mut values = named(snapshot, &claimed, &account.language, Named::Title);
        values.name = Some(account.name.as_str().to_owned());
        values.organization = only_provider(snapshot, &claimed, &account.language);
        values.link = Some(link);
        values.minutes = u32::try_from(lifetime.as_secs() / 60).ok();
        let mail = Mail {
            to,
            account: Some(account.id),
            language: account.language.clone(),
            template: MailTemplate::ConfirmationDue,
            values,
            expires_at: None,
        };
        accounts.queue(&mut tx, mail, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// What the coordinating office is told, by whom of it is in charge.
    async fn by_coordinator(&self, round: &Round) -> Result<Vec<(Account, Told)>, UseCaseError> {
        let overdue = round.overdue();
        if overdue.is_empty() {
            return Ok(Vec::new());
        }
        let everything = Grant::Coordinator(Jurisdiction::Everything);
        let coordinators = self.store.holders(&everything).await?;
        let ids: Vec<EntityId> = overdue.iter().map(|(entity, _)| *entity).collect();
        let resources = self.resources_of(&ids).await?;
        let told = self.store.notices(NoticeKind::ConfirmationOverdue, &ids);
        let told = told.await?;
        let mut by_account: BTreeMap<AccountId, (Account, Told)> = BTreeMap::new();
        for (entity, due) in overdue {
            let Some(resource) = resources.get(&entity) else {
                continue;
            };
            for account in in_charge(&coordinators, std::slice::from_ref(resource)) {
                if !was_told(&told, account.id, entity, due) {
                    let of_account = || (account.clone(), Vec::new());
                    let told = by_account.entry(account.id).or_insert_with(of_account);
                    told.1.push((entity, due));
                }
            }
        }
        Ok(by_account.into_values().collect())
    }

    async fn tell_coordinator(
        &self,
        snapshot: &Snapshot,
        account: &Account,
        due: Told,
        now: Instant,
    ) -> Result<bool, UseCaseError> {
        let kind = NoticeKind::ConfirmationOverdue;
        let Some(to) = account.email.clone() else {
            return Ok(false);
        };
        let mut tx = self.store.begin().await?;
        let claimed = claim(&mut tx, kind, (account.id, &due), now).await?;
        if claimed.is_empty() {
            return Ok(false);
        }
        let mut values = named(
            snapshot,
            &claimed,
            &account.language,
            Named::TitleAndProvider,
        );
        values.name = Some(account.name.as_str().to_owned());
        let mail = Mail {
            to,
            account: Some(account.id),
            language: account.language.clone(),
            template: MailTemplate::ConfirmationOverdue,
            values,
            expires_at: None,
        };
        self.accounts().queue(&mut tx, mail, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// These entries as policy sees them.
    async fn resources_of(
        &self,
        ids: &[EntityId],
    ) -> Result<HashMap<EntityId, Resource>, UseCaseError> {
        let everything = scope(&Actor::Operator);
        let (mut offers, mut points) = (Vec::new(), Vec::new());
        for id in ids.iter().filter_map(|id| EntryId::try_from(*id).ok()) {
            match id {
                EntryId::Offer(id) => offers.push(id),
                EntryId::CounsellingPoint(id) => points.push(id),
            }
        }
        let mut resources = HashMap::new();
        for offer in self.store.newest::<Offer>(&everything, &offers).await? {
            let resource = self.store.resource(&offer.content).await?;
            resources.insert(offer.content.id.entity(), resource);
        }
        let points = self.store.newest::<CounsellingPoint>(&everything, &points);
        for point in points.await? {
            let resource = self.store.resource(&point.content).await?;
            resources.insert(point.content.id.entity(), resource);
        }
        Ok(resources)
    }
}

impl Round {
    /// What each member of the providers is asked about now.
    fn by_member(&self) -> Vec<(&Account, Told)> {
        let mut unasked: BTreeMap<AccountId, (&Account, Told)> = BTreeMap::new();
        for (due, provider) in &self.due {
            for account in self.members.get(provider).into_iter().flatten() {
                if !was_told(&self.asked, account.id, due.entity, due.at) {
                    let of_account = || (account, Vec::new());
                    let unasked = unasked.entry(account.id).or_insert_with(of_account);
                    unasked.1.push((due.entity, due.at));
                }
            }
        }
        unasked
            .into_values()
            .map(|(account, due)| (account, self.days.round(due, self.now)))
            .filter(|(_, round)| !round.is_empty())
            .collect()
    }

    /// What nobody has answered in time.
    fn overdue(&self) -> Told {
        let overdue = self.due.iter().filter(|(due, provider)| {
            let asked = first_of(&self.asked, due.entity, due.at);
            let members = self.members.get(provider).into_iter().flatten();
            let can_be_asked = members.into_iter().any(|account| account.email.is_some());
            (asked.is_some() || !can_be_asked) && self.days.is_overdue(due.at, asked, self.now)
        });
        overdue.map(|(due, _)| (due.entity, due.at)).collect()
    }
}

/// When somebody was first told of this, for this time.
pub(super) fn first_of(notices: &[Notice], entity: EntityId, due: Instant) -> Option<Instant> {
    notices
        .iter()
        .filter(|notice| notice.entity == entity.uuid && notice.about == mark(due))
        .map(|notice| notice.sent_at)
        .min()
}

pub(super) fn was_told(
    notices: &[Notice],
    account: AccountId,
    entity: EntityId,
    due: Instant,
) -> bool {
    notices.iter().any(|notice| {
        notice.account == account && notice.entity == entity.uuid && notice.about == mark(due)
    })
}

/// What tells one time that an entry is due from another.
fn mark(due: Instant) -> i64 {
    due.utc().timestamp_micros()
}

/// Those of these that nobody else tells this person of.
pub(super) async fn claim(
    tx: &mut persistence::Tx,
    kind: NoticeKind,
    (account, due): (AccountId, &[(EntityId, Instant)]),
    now: Instant,
) -> Result<Vec<EntityId>, UseCaseError> {
    let mut sorted = due.to_vec();
    // Always in one order, so that two processes cannot wait for each other.
    sorted.sort();
    let mut claimed = BTreeSet::new();
    for (entity, due) in sorted {
        let notice = Notice {
            account,
            entity: entity.uuid,
            about: mark(due),
            sent_at: now,
        };
        if tx.claim_notice(kind, notice).await? {
            claimed.insert(entity);
        }
    }
    let in_order = due.iter().map(|(entity, _)| *entity);
    Ok(in_order.filter(|entity| claimed.contains(entity)).collect())
}

/// How entries are named.
#[derive(Clone, Copy)]
enum Named {
    Title,
    TitleAndProvider,
}

/// What a mail says of these entries: their titles, and of discreet ones only that there are some.
fn named(
    snapshot: &Snapshot,
    entities: &[EntityId],
    language: &LanguageTag,
    how: Named,
) -> MailValues {
    let mut values = MailValues::default();
    for entry in entities.iter().filter_map(|id| entry_of(snapshot, *id)) {
        if entry.discreet {
            values.unnamed += 1;
            continue;
        }
        let wishes = std::slice::from_ref(language);
        let title = entry.title.serve(wishes).version.text.as_str().to_owned();
        let provider = snapshot.find::<Organization>(entry.provider);
        values.subjects.push(match (how, provider) {
            (Named::TitleAndProvider, Some(provider)) => {
                let provider = provider.name.serve(wishes).version.text.as_str();
                format!("{title} – {provider}")
            }
            (Named::TitleAndProvider | Named::Title, _) => title,
        });
    }
    values
}

/// What the provider of all of these is called, where it is one.
fn only_provider(
    snapshot: &Snapshot,
    entities: &[EntityId],
    language: &LanguageTag,
) -> Option<String> {
    let entries = entities.iter().filter_map(|id| entry_of(snapshot, *id));
    let providers: BTreeSet<OrganizationId> = entries.map(|entry| entry.provider).collect();
    let provider = providers.first().filter(|_| providers.len() == 1)?;
    let provider = snapshot.find::<Organization>(*provider)?;
    let served = provider.name.serve(std::slice::from_ref(language));
    Some(served.version.text.as_str().to_owned())
}

fn entry_of(snapshot: &Snapshot, id: EntityId) -> Option<&Entry> {
    match EntryId::try_from(id).ok()? {
        EntryId::Offer(id) => snapshot.find::<Offer>(id).map(|it| &it.entry),
        EntryId::CounsellingPoint(id) => snapshot.find::<CounsellingPoint>(id).map(|it| &it.entry),
    }
}
