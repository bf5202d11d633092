//! Telling in time that somebody's consent to be named ends: the members of the organization, or the
//! coordinating office where nobody there can be asked.
//!
//! Otherwise a name would be gone one day, and nobody would know why. The mail does not tell it. For
//! responsibilities nobody is told: the coordinating office keeps them, and no member could mend it.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};
use domain::account::{Account, AccountId, Grant, Jurisdiction};
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{EntityId, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::organization::Organization;
use domain::period::Instant;
use domain::policy::{Actor, Resource, in_charge, scope};
use domain::review::Maintained;
use domain::text::{LanguageTag, LocalizedText};
use persistence::account::NoticeKind;

use super::remind::{claim, was_told};
use crate::Application;
use crate::use_case::UseCaseError;

/// How many days before a consent ends somebody is told.
const AHEAD: Days = Days::new(30);

/// Something with a contact whose consent ends soon.
struct Ending {
    entity: EntityId,
    owner: Option<OrganizationId>,
    /// The midnight after which the first of them is over: another one is worth another mail.
    at: Instant,
    /// What it is called; nothing where that must not be told.
    label: Option<LocalizedText>,
    resource: Resource,
}

impl Application {
    /// Tell whoever can renew them of consents that end soon, where they have not been told yet. How
    /// many mails.
    ///
    /// # Errors
    /// The database fails. Mails that were queued before that stay queued.
    pub async fn tell_of_ending_consents(&self, now: Instant) -> Result<u32, UseCaseError> {
        if self.editorial.reminders.is_none() {
            return Ok(0);
        }
        let mut ending = self.ending_in::<Offer>(now).await?;
        ending.extend(self.ending_in::<CounsellingPoint>(now).await?);
        ending.extend(self.ending_in::<Organization>(now).await?);
        let ids: Vec<EntityId> = ending.iter().map(|it| it.entity).collect();
        let told = self.store.notices(NoticeKind::ConsentEnding, &ids).await?;
        let mut untold: BTreeMap<AccountId, (Account, Vec<&Ending>)> = BTreeMap::new();
        for it in &ending {
            for account in self.who_can_renew(it).await? {
                if !was_told(&told, account.id, it.entity, it.at) {
                    let of_account = untold.entry(account.id);
                    of_account
                        .or_insert_with(|| (account, Vec::new()))
                        .1
                        .push(it);
                }
            }
        }
        let mut mails = 0;
        for (account, ending) in untold.into_values() {
            mails += u32::from(self.tell_of_ending(&account, &ending, now).await?);
        }
        Ok(mails)
    }

    /// What is published with a consent that ends soon, and not in what is written since either.
    async fn ending_in<T: Maintained>(&self, now: Instant) -> Result<Vec<Ending>, UseCaseError> {
        let today = crate::local_day(now);
        let everything = scope(&Actor::Operator);
        let ids = self.store.naming_people::<T::Id>(&everything).await?;
        let entities: Vec<EntityId> = ids.iter().map(|id| id.entity()).collect();
        let heads = self.store.heads_of(&everything, &entities).await?;
        let published = heads.iter().filter(|head| head.published.is_some());
        let published: Vec<(T::Id, Option<u32>)> = published
            .map(|head| (T::Id::from_uuid(head.entity.uuid), head.published))
            .collect();
        let mut ending = Vec::new();
        for live in self.store.revisions::<T>(&everything, &published).await? {
            let content = &live.content;
            let Some(day) = first_to_end(content, today) else {
                continue;
            };
            if live.number != live.head.revision {
                let newest = self.store.newest::<T>(&everything, &[content.id()]).await?;
                let newest = newest.into_iter().next();
                if newest.is_some_and(|it| first_to_end(&it.content, today).is_none()) {
                    continue;
                }
            }
            ending.push(Ending {
                entity: live.head.entity,
                owner: live.head.owner,
                at: day.and_time(NaiveTime::MIN).and_utc().into(),
                label: content.label().filter(|_| !content.is_discreet()).cloned(),
                resource: self.store.resource(content).await?,
            });
        }
        Ok(ending)
    }

    async fn who_can_renew(&self, ending: &Ending) -> Result<Vec<Account>, UseCaseError> {
        let mut members = match ending.owner {
            Some(owner) => self.store.members(owner).await?,
            None => Vec::new(),
        };
        members.retain(|account| account.email.is_some());
        if !members.is_empty() {
            return Ok(members);
        }
        let everything = Grant::Coordinator(Jurisdiction::Everything);
        let coordinators = self.store.holders(&everything).await?;
        let in_charge = in_charge(&coordinators, std::slice::from_ref(&ending.resource));
        Ok(in_charge.into_iter().cloned().collect())
    }

    /// Queue one mail; whether there was anything to say.
    async fn tell_of_ending(
        &self,
        account: &Account,
        ending: &[&Ending],
        now: Instant,
    ) -> Result<bool, UseCaseError> {
        let Some(to) = account.email.clone() else {
            return Ok(false);
        };
        let about: Vec<(EntityId, Instant)> = ending.iter().map(|it| (it.entity, it.at)).collect();
        let mut tx = self.store.begin().await?;
        let kind = NoticeKind::ConsentEnding;
        let claimed = claim(&mut tx, kind, (account.id, &about), now).await?;
        if claimed.is_empty() {
            return Ok(false);
        }
        let ending = ending.iter().filter(|it| claimed.contains(&it.entity));
        let mut values = named(ending.copied(), &account.language);
        values.name = Some(account.name.as_str().to_owned());
        let mail = Mail {
            to,
            account: Some(account.id),
            language: account.language.clone(),
            template: MailTemplate::ConsentEnding,
            values,
            expires_at: None,
        };
        self.accounts().queue(&mut tx, mail, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// The first day after which a consent in it is over, from today until soon.
fn first_to_end<T: Maintained>(content: &T, today: NaiveDate) -> Option<NaiveDate> {
    let soon = today.checked_add_days(AHEAD)?;
    let people = content.contacts().into_iter();
    people
        .filter_map(|contact| Some(contact.person.as_ref()?.consent_expires_on))
        .filter(|day| (today..=soon).contains(day))
        .min()
}

fn named<'a>(ending: impl Iterator<Item = &'a Ending>, language: &LanguageTag) -> MailValues {
    let mut values = MailValues::default();
    for it in ending {
        match &it.label {
            Some(label) => {
                let served = label.serve(std::slice::from_ref(language));
                values.subjects.push(served.version.text.to_string());
            }
            None => values.unnamed += 1,
        }
    }
    values
}
