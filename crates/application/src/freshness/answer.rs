//! Answering a reminder by the link in it: without an app, and without signing in.
//!
//! The link is bound to a person. It opens what that person was asked about, as long as the person
//! works for the provider, and lets them do two things: say that an entry is still correct, and hand
//! in that it has ended. Whatever else the person may do rests. It can be opened until it is over;
//! what was answered shows as such, whoever answered it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::account::{Account, SessionId};
use domain::aggregate::EditorialState;
use domain::entry::{ConfirmedBy, CounsellingPoint, Entry, EntryId, Offer};
use domain::id::OrganizationId;
use domain::period::Instant;
use domain::policy::{Actor, Person, Published};
use domain::review::EntryContent;
use domain::text::LanguageTag;
use domain::violation::Rule;
use persistence::account::{LinkPurpose, NoticeKind};
use persistence::{Head, Project, Uuid};

use crate::Application;
use crate::entries::{Fresh, Occasion};
use crate::use_case::UseCaseError;

/// What somebody is asked about, for whoever has the link.
#[derive(Clone, Debug)]
pub struct ConfirmationRound {
    /// What the person is called.
    pub name: String,
    /// In which language they read.
    pub language: LanguageTag,
    /// The entries, the longest due first.
    pub entries: Vec<RoundEntry>,
}

/// An entry that somebody is asked about, as the public reads it.
#[derive(Clone, Debug)]
pub struct RoundEntry {
    /// Which.
    pub id: EntryId,
    /// The revision that the public reads.
    pub revision: u32,
    /// Since when it is due.
    pub due: Instant,
    /// What it says.
    pub entry: Entry,
    /// Whether somebody has answered.
    pub standing: Standing,
}

/// Whether somebody has answered.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// Nobody has.
    Open,
    /// It was confirmed since the link was made.
    Confirmed(ConfirmedBy, Instant),
    /// A change of it waits for a review.
    InReview,
}

/// An answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answer {
    /// Everything is still correct.
    Correct,
    /// It has ended.
    Ended,
}

/// An answer that could not be taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AnswerRefused {
    /// The entry was changed since the person read it: read it again.
    Changed,
    /// Something else is in the way; somebody has to look at the entry.
    NotPossible,
}

impl Application {
    /// What the holder of a link is asked about. Nothing is changed by looking.
    ///
    /// # Errors
    /// The link is unknown or over, its holder works for nobody any more, or the database fails.
    pub async fn confirmation_round(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<ConfirmationRound, UseCaseError> {
        let (_, round) = self.open_round(token, now).await?;
        Ok(round)
    }

    /// Take the answers of the holder of a link, each about a revision that the person has read.
    /// What was answered before is left as it is. Which answers could not be taken.
    ///
    /// # Errors
    /// As [`Application::confirmation_round`].
    pub async fn answer_confirmation(
        &self,
        token: &str,
        answers: &[(EntryId, u32, Answer)],
        (ids, now): (&Fresh<'_>, Instant),
    ) -> Result<Vec<(EntryId, AnswerRefused)>, UseCaseError> {
        let (account, round) = self.open_round(token, now).await?;
        let actor = visitor(account);
        let occasion = Occasion {
            actor: &actor,
            now,
            ids,
            idempotency: None,
        };
        let mut refused = Vec::new();
        // Each entry is answered once, however often a form names it.
        let mut answered = BTreeSet::new();
        for (id, revision, answer) in answers {
            if !answered.insert(*id) {
                continue;
            }
            let open = round.entries.iter().find(|entry| entry.id == *id);
            if open.is_none_or(|entry| entry.standing != Standing::Open) {
                continue;
            }
            let done = match id {
                EntryId::Offer(id) => {
                    Box::pin(self.answer::<Offer>(&occasion, *id, (*revision, *answer))).await
                }
                EntryId::CounsellingPoint(id) => {
                    let answer = (*revision, *answer);
                    Box::pin(self.answer::<CounsellingPoint>(&occasion, *id, answer)).await
                }
            };
            match done {
                Ok(()) => {}
                Err(UseCaseError::Conflict { .. }) => refused.push((*id, AnswerRefused::Changed)),
                Err(
                    UseCaseError::Rejected(_) | UseCaseError::Denied(_) | UseCaseError::NotFound(_),
                ) => refused.push((*id, AnswerRefused::NotPossible)),
                Err(error) => return Err(error),
            }
        }
        Ok(refused)
    }

    async fn answer<T: EntryContent + Project>(
        &self,
        occasion: &Occasion<'_>,
        id: T::Id,
        (revision, answer): (u32, Answer),
    ) -> Result<(), UseCaseError> {
        match answer {
            Answer::Correct => {
                self.confirm_entry::<T>(occasion, (id, Some(revision)))
                    .await?
            }
            Answer::Ended => self.end_entry::<T>(occasion, (id, revision)).await?,
        };
        Ok(())
    }

    async fn open_round(
        &self,
        token: &str,
        now: Instant,
    ) -> Result<(Account, ConfirmationRound), UseCaseError> {
        let accounts = self.accounts();
        let link = accounts.look_at_link(token, LinkPurpose::Confirm, now);
        let (account, made_at) = link.await?;
        if account.memberships.is_empty() {
            return Err(UseCaseError::broken(&["token"], Rule::Expired));
        }
        let kind = NoticeKind::ConfirmationDue;
        let told = self.store.noticed_since(account.id, kind, made_at).await?;
        let works_for = |owner: Option<OrganizationId>| {
            owner.is_some_and(|owner| account.role_in(owner).is_some())
        };
        let mut entries: Vec<RoundEntry> = told
            .into_iter()
            .filter(|head| works_for(head.owner))
            .filter_map(|head| self.round_entry(&head, made_at))
            .collect();
        entries.sort_by_key(|entry| (entry.due, entry.id));
        let round = ConfirmationRound {
            name: account.name.as_str().to_owned(),
            language: account.language.clone(),
            entries,
        };
        Ok((account, round))
    }

    /// An entry as the public reads it; nothing where it reads nothing.
    fn round_entry(&self, head: &Head, made_at: Instant) -> Option<RoundEntry> {
        let snapshot = self.snapshot();
        let id = EntryId::try_from(head.entity).ok()?;
        match id {
            EntryId::Offer(offer) => {
                let offer = snapshot.find::<Offer>(offer)?;
                Some(self.shown(id, offer, (head, made_at)))
            }
            EntryId::CounsellingPoint(point) => {
                let point = snapshot.find::<CounsellingPoint>(point)?;
                Some(self.shown(id, point, (head, made_at)))
            }
        }
    }

    fn shown<T: EntryContent>(
        &self,
        id: EntryId,
        content: &Published<T>,
        (head, made_at): (&Head, Instant),
    ) -> RoundEntry {
        let entry = content.entry().clone();
        let confirmed = entry.confirmation.filter(|it| it.at >= made_at);
        let standing = match confirmed {
            _ if head.state == EditorialState::InReview => Standing::InReview,
            Some(confirmation) => Standing::Confirmed(confirmation.by, confirmation.at),
            None => Standing::Open,
        };
        RoundEntry {
            id,
            revision: content.stamp().number,
            due: self.due_of(content),
            entry,
            standing,
        }
    }
}

/// The holder of a link as an actor: a member of organizations, and nothing beyond that.
fn visitor(account: Account) -> Actor {
    Actor::Person(Arc::new(Person {
        account: Account {
            grants: Vec::new(),
            ..account
        },
        session: SessionId::from_uuid(Uuid::nil()),
        second_factor_passed: false,
    }))
}
