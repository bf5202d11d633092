//! The pages to which mails lead: for people who have no app, on a phone or with a screen reader.
//!
//! | address | what it is for |
//! |---|---|
//! | `/confirm/{token}` | say which entries are still correct, and which have ended |
//! | `/log-in`, `/log-in/{token}` | ask for a link to sign in, and take its code into an app |
//! | `/reset-password`, `/reset-password/{token}` | ask for a link, and choose a password |
//! | `/invitation/{token}` | accept an invitation |
//!
//! Opening a page never changes anything: mail scanners open links. What changes something is sent
//! with a form that holds the token; there are no cookies, so that nobody can be made to send one.
//! No script, nothing from elsewhere, kept by no cache. No page begins a session: what signs
//! somebody in goes into an app, and never stands in a page.

mod confirm;
mod form;
mod frame;
mod invitation;
mod log_in;
mod refusal;
mod request;
mod reset;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use application::Application;
use application::accounts::Circumstance;
use axum::Router;
use axum::routing::get;
use domain::period::Instant;
use domain::policy::Actor;

use self::frame::Visitor;
use crate::api::Clock;
use crate::http::{ClientAddress, HttpSettings};

/// What the pages need of the program.
#[derive(Clone)]
pub(crate) struct Pages {
    application: Arc<Application>,
    clock: Clock,
    settings: Arc<HttpSettings>,
}

/// Every page.
pub(crate) fn router(
    application: Arc<Application>,
    clock: Clock,
    settings: Arc<HttpSettings>,
) -> Router {
    Router::new()
        .route("/confirm/{token}", get(confirm::show).post(confirm::take))
        .route("/log-in", get(request::show_log_in).post(request::log_in))
        .route("/log-in/{token}", get(log_in::show))
        .route(
            "/reset-password",
            get(request::show_reset).post(request::reset),
        )
        .route(
            "/reset-password/{token}",
            get(reset::show).post(reset::take),
        )
        .route(
            "/invitation/{token}",
            get(invitation::show).post(invitation::take),
        )
        .with_state(Pages {
            application,
            clock,
            settings,
        })
}

impl Pages {
    fn now(&self) -> Instant {
        (self.clock)().into()
    }

    fn circumstance(&self, visitor: &Visitor) -> Circumstance {
        Circumstance {
            now: self.now(),
            address: visitor.address.map(|ClientAddress(address)| address),
        }
    }

    /// End a session that somebody was given who has no app to use it.
    async fn end_session(&self, access_token: &str) {
        let accounts = self.application.accounts();
        let now = self.now();
        if let Ok(Actor::Person(person)) = accounts.authenticate(access_token, now).await
            && let Err(error) = accounts.log_out(&person, now).await
        {
            // It ends by itself when nobody uses it.
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "a session that nobody uses was not ended");
        }
    }
}
