//! Review: hand in, take back, approve, return, reject.

use domain::aggregate::Aggregate;
use domain::edit;
use domain::editorial::{Party, Step};
use domain::id::TypedId;
use domain::mail::MailTemplate;
use domain::policy::Action;
use domain::review::{Maintained, shows_more};
use domain::text::Words;
use domain::violation::Rule;
use persistence::{Expected, Project, Verdict, Write};

use super::desk::{Desk, Loaded};
use super::{Occasion, Saved};
use crate::Application;
use crate::use_case::UseCaseError;

/// What a reviewer says about a revision.
#[derive(Clone, Debug)]
pub struct Judgement<T: Aggregate> {
    /// About what.
    pub id: T::Id,
    /// The revision that was reviewed.
    pub expected: u32,
    /// What its authors are told; needed where it is not approved.
    pub comment: Option<String>,
}

impl Application {
    /// Hand the newest revision in for review. It is published at once where its provider is
    /// trusted, or where all that differs from what is live is of low risk.
    ///
    /// # Errors
    /// Something required is missing, it was changed meanwhile, or the actor may not.
    pub async fn submit_for_review<T: Maintained + Project>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let granted = desk.permit_held(Action::Submit, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Submit, granted.party)?;
        let Loaded { current, live } = loaded;
        desk.hand_in(&current.content, live.as_ref(), expected)
            .await?;
        let likely = desk.likely_duplicates(&current.content, None);
        desk.finish(id.entity(), likely).await
    }

    /// Take a revision back from the review.
    ///
    /// # Errors
    /// It is not under review, it was changed meanwhile, or the actor may not.
    pub async fn withdraw_from_review<T: Maintained>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let granted = desk.permit_held(Action::Submit, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Withdraw, granted.party)?;
        desk.tx
            .withdraw(&granted.permit, expected, occasion.now)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Let the public read the newest revision.
    ///
    /// # Errors
    /// Something required is missing or refers to what is not published, it was changed meanwhile,
    /// or the actor may not.
    pub async fn approve<T: Maintained + Project>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let content = &loaded.current.content;
        let change = (loaded.held(), content);
        let granted = desk.permit_change(Action::Publish, &loaded, change).await?;
        Desk::step(loaded.standpoint(), Step::Approve, granted.party)?;
        let more = loaded
            .live
            .as_ref()
            .is_some_and(|live| shows_more(live, content));
        if more && granted.party != Party::Reviewer {
            return Err(UseCaseError::broken(&["visibility"], Rule::ReviewRequired));
        }
        desk.require_publishable(content).await?;
        desk.keep_protected(loaded.live.as_ref(), Some(content))
            .await?;
        desk.tx
            .approve::<T>(&granted.permit, expected, occasion.now)
            .await?;
        desk.tell_author(MailTemplate::RevisionApproved, &loaded.current, None)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Give a revision back to its authors, to be mended.
    ///
    /// # Errors
    /// The comment is missing, it is not under review, it was changed meanwhile, or the actor may
    /// not.
    pub async fn return_revision<T: Maintained>(
        &self,
        occasion: &Occasion<'_>,
        judgement: Judgement<T>,
    ) -> Result<Saved, UseCaseError> {
        let Judgement {
            id,
            expected,
            comment,
        } = judgement;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let granted = desk.permit_either(Action::Return, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Return, granted.party)?;
        let comment = told(comment.as_deref())?;
        let verdict = Verdict {
            at: occasion.now,
            expected,
            comment: comment.clone(),
        };
        desk.tx.give_back(&granted.permit, verdict).await?;
        let template = MailTemplate::RevisionReturned;
        desk.tell_author(template, &loaded.current, Some(&comment))
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Refuse a revision: what is live stays, and becomes the newest again.
    ///
    /// # Errors
    /// As [`Application::return_revision`].
    pub async fn reject<T: Maintained>(
        &self,
        occasion: &Occasion<'_>,
        judgement: Judgement<T>,
    ) -> Result<Saved, UseCaseError> {
        let Judgement {
            id,
            expected,
            comment,
        } = judgement;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let granted = desk.permit_either(Action::Reject, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Reject, granted.party)?;
        let comment = told(comment.as_deref())?;
        let verdict = Verdict {
            at: occasion.now,
            expected,
            comment: comment.clone(),
        };
        desk.tx.reject(&granted.permit, verdict).await?;
        let template = MailTemplate::RevisionRejected;
        desk.tell_author(template, &loaded.current, Some(&comment))
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }
}

impl Desk<'_> {
    /// Hand in a revision that is written.
    pub(super) async fn hand_in<T: Maintained + Project>(
        &mut self,
        content: &T,
        live: Option<&T>,
        number: u32,
    ) -> Result<(), UseCaseError> {
        let Some(at_once) = self.permit_at_once(content, live).await? else {
            return self.submit((content, live), number).await;
        };
        self.require_publishable(content).await?;
        self.keep_protected(live, Some(content)).await?;
        let at = self.occasion.now;
        if at_once.permit.action() == Action::Publish {
            self.tx.approve::<T>(&at_once.permit, number, at).await?;
        } else {
            let write = Write {
                at,
                comment: None,
                minor: true,
                expected: Expected::Revision(number),
            };
            self.tx.publish(&at_once.permit, content, write).await?;
        }
        Ok(())
    }

    /// Let a revision wait for its review.
    pub(super) async fn submit<T: Maintained>(
        &mut self,
        (content, live): (&T, Option<&T>),
        number: u32,
    ) -> Result<(), UseCaseError> {
        content.missing_for_review().or_value(())?;
        let held = live.unwrap_or(content);
        let granted = self.permit_known(Action::Submit, held).await?;
        self.tx
            .submit(&granted.permit, number, self.occasion.now)
            .await?;
        Ok(())
    }
}

fn told(comment: Option<&str>) -> Result<Words, UseCaseError> {
    let comment = comment.ok_or(Rule::Missing).and_then(edit::comment);
    comment.map_err(|rule| UseCaseError::broken(&["comment"], rule))
}
