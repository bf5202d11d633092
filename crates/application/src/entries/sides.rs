//! The two sides of a thing that changes: what the public reads, and what waits above it.
//!
//! A coordinator of a part of the city or of the plan is responsible for what lies there, and a
//! draft may say that it lies elsewhere. What is published stays in the hands in which it is until
//! the draft is published: who merely writes a draft takes nothing away from anybody, and gives
//! nothing to anybody. So
//!
//! - what becomes of the thing itself (to confirm it, to take it out, to change it) is for those who
//!   are responsible for what the public reads;
//! - what becomes of a change (to return it, to refuse it) is for those of either side;
//! - and a change itself has to be allowed where the thing lies, and where it shall lie.
//!
//! Where the public reads nothing, the newest revision is both sides.

use domain::aggregate::Aggregate;
use domain::id::TypedId;
use domain::policy::{Action, Denied, Refusal, Tried, Whereabouts};
use domain::review::Maintained;
use domain::violation::{Rule, Violations};

use super::desk::{Desk, Granted, Loaded};
use crate::use_case::UseCaseError;

impl<T> Loaded<T> {
    /// What decides in whose hands it is: what the public reads, or else the newest revision.
    pub(crate) fn held(&self) -> &T {
        self.live.as_ref().unwrap_or(&self.current.content)
    }
}

impl Desk<'_> {
    /// May the actor do that to a thing, whatever a draft says that waits? Somebody who works for an
    /// organization may not while the office is about to give it to another one.
    pub(crate) async fn permit_held<T: Aggregate>(
        &mut self,
        action: Action,
        loaded: &Loaded<T>,
    ) -> Result<Granted, UseCaseError> {
        let granted = self.permit_known(action, loaded.held()).await?;
        let is_given_away = loaded.held().owner() != loaded.current.content.owner();
        if is_given_away && granted.permit.bound_to().is_some() {
            let entity = granted.permit.entity();
            return Err(UseCaseError::Denied(Denied {
                tried: Tried::Action { action, entity },
                reason: Refusal::Forbidden,
            }));
        }
        Ok(granted)
    }

    /// May the actor do that to a change, be it for what the public reads or for what waits?
    pub(crate) async fn permit_either<T: Aggregate>(
        &mut self,
        action: Action,
        loaded: &Loaded<T>,
    ) -> Result<Granted, UseCaseError> {
        match self.permit_known(action, loaded.held()).await {
            Err(UseCaseError::Denied(_)) => {
                self.permit_known(action, &loaded.current.content).await
            }
            outcome => outcome,
        }
    }

    /// May the actor let this stand where that stood, and where the thing lies now? Otherwise a
    /// change could move a thing out of a foreign hand, or into one.
    pub(crate) async fn permit_change<T: Maintained>(
        &mut self,
        action: Action,
        loaded: &Loaded<T>,
        (before, after): (&T, &T),
    ) -> Result<Granted, UseCaseError> {
        let held = loaded.held();
        let granted = self.permit_known(action, held).await?;
        if before.owner() != after.owner() {
            self.permit_owner(action, after).await?;
            if granted.permit.bound_to().is_some() {
                // Who works for both could still not say whether the other one wants it.
                let owner = after.owner().map(TypedId::to_global).unwrap_or_default();
                return Err(UseCaseError::broken(
                    &[T::OWNER_FIELD],
                    Rule::NotYours(owner),
                ));
            }
        } else if Whereabouts::of(held) != Whereabouts::of(after) {
            self.permit_known(action, after).await?;
        }
        let reserved = after.reserved_changes(before);
        if !reserved.is_empty() && !self.reviews(held).await? {
            let mut violations = Violations::default();
            for field in reserved {
                violations.add(&[field], Rule::ReviewRequired);
            }
            return Err(UseCaseError::Rejected(violations));
        }
        Ok(granted)
    }

    /// May the actor do that to this content of something that the actor has read? So there is
    /// nothing left that could not be found: it is forbidden.
    pub(crate) async fn permit_known<T: Aggregate>(
        &mut self,
        action: Action,
        content: &T,
    ) -> Result<Granted, UseCaseError> {
        self.permit(action, content)
            .await
            .map_err(|error| match error {
                UseCaseError::NotFound(_) => UseCaseError::Denied(Denied {
                    tried: Tried::Action {
                        action,
                        entity: content.id().entity(),
                    },
                    reason: Refusal::Forbidden,
                }),
                error => error,
            })
    }
}
