//! On which occasion an edit is done.

use application::Idempotency;
use application::entries::{Fresh, Occasion};
use async_graphql::{Context, Result};
use domain::period::Instant;
use domain::policy::Actor;

use crate::request::{accounts, actor, idempotency, person, reader};

/// Who edits in the request in hand, when, and where ids come from.
pub(crate) struct Editing<'a> {
    actor: &'a Actor,
    now: Instant,
    ids: Box<Fresh<'a>>,
    idempotency: Option<Idempotency>,
}

impl<'a> Editing<'a> {
    /// Contents are written by people; whoever has not signed in is told to.
    pub(crate) fn of(ctx: &Context<'a>) -> Result<Self> {
        person(ctx)?;
        let (accounts, now) = (accounts(ctx), reader(ctx).now);
        Ok(Self {
            actor: actor(ctx),
            now,
            ids: Box::new(move || accounts.fresh_id(now)),
            idempotency: idempotency(ctx),
        })
    }

    /// For a use case.
    pub(crate) fn occasion(&self) -> Occasion<'_> {
        Occasion {
            actor: self.actor,
            now: self.now,
            ids: &*self.ids,
            idempotency: self.idempotency.as_ref(),
        }
    }
}
