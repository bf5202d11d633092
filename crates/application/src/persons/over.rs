//! Consents that have been over for long: the program erases whom they were about.

use chrono::{Days, NaiveDate};
use domain::aggregate::Aggregate;
use domain::entry::{CounsellingPoint, Offer};
use domain::erasure::{Erasure, Going, PersonFound};
use domain::id::TypedId;
use domain::organization::Organization;
use domain::period::Instant;
use domain::plan::Responsibility;
use domain::policy::{Actor, scope};
use persistence::{HistoryPage, PeopleOf, Project, Revision};

use super::{each_kind_naming, permit_of_program};
use crate::Application;
use crate::use_case::UseCaseError;

impl Application {
    /// Erase everybody whose consent to be named is over for longer than this installation keeps
    /// names, in every revision. In how many things somebody was erased.
    ///
    /// The mailbox and the number stay, which may be those of the function, but for what tells the
    /// name.
    ///
    /// # Errors
    /// The database fails; it is tried again the next time.
    pub async fn erase_expired_persons(&self, now: Instant) -> Result<u64, UseCaseError> {
        let kept = Days::new(u64::from(self.editorial.expired_consent_days));
        // On the first day on which the consent is over for that long.
        let Some(last) = crate::local_day(now).checked_sub_days(kept) else {
            return Ok(0);
        };
        let mut erased = 0;
        each_kind_naming!(|T| {
            erased += Box::pin(self.erase_expired::<T>(last, now)).await?;
        });
        if erased > 0 {
            self.show(now).await;
        }
        Ok(erased)
    }

    async fn erase_expired<T: Project>(
        &self,
        last: NaiveDate,
        now: Instant,
    ) -> Result<u64, UseCaseError> {
        let everything = scope(&Actor::Operator);
        let page = HistoryPage {
            before: None,
            limit: u32::MAX,
        };
        let mut erased = 0;
        for id in self.store.naming_people::<T::Id>(&everything).await? {
            // Nobody has to wait while it is looked for them.
            let mut whole = self.store.history::<T>(&everything, id, page).await?;
            whole.reverse();
            if over(&whole, last).is_empty() {
                continue;
            }
            let mut tx = self.store.begin().await?;
            let of = PeopleOf::Aggregate(id.entity());
            for whole in tx.whole::<T>(&everything, of).await? {
                let Some(newest) = whole.last() else { continue };
                let permit = permit_of_program(&mut tx, &newest.content).await?;
                let erasures = over(&whole, last).into_iter().map(|person| Erasure {
                    contact: person.contact,
                    name: person.name,
                    email: None,
                    going: Going::WhatTellsTheName,
                    on: crate::local_day(now),
                });
                let erasures: Vec<Erasure> = erasures.collect();
                tx.erase_persons::<T>(&permit, &erasures, now).await?;
            }
            tx.commit().await?;
            erased += 1;
        }
        Ok(erased)
    }
}

/// Those whose consent ended before that day: the one that holds longest, where it was given anew.
fn over<T: Aggregate>(whole: &[Revision<T>], last: NaiveDate) -> Vec<PersonFound> {
    let revisions = whole.iter().map(|it| (it.number, &it.content));
    let is_over = |person: &PersonFound| {
        let expires = person.consent_expires_on;
        expires.is_some_and(|expires| expires < last)
    };
    let people = PersonFound::all_in(revisions).into_iter();
    people.filter(is_over).collect()
}
