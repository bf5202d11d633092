//! What the HTTP layer asks of the program: to execute requests against one pinned snapshot.

use std::sync::Arc;

use application::Application;
use application::entries::Occasion;
use application::images::{Shown, TakenIn};
use async_graphql::{Request, Response};
use axum::Router;
use chrono::{DateTime, Utc};
use domain::period::Instant;
use domain::policy::Actor;
use domain::text::{LanguagePreferences, LanguageTag};

use crate::authentication;
use crate::disclosure::Disclosures;
use crate::http::{Api, Caller, HttpSettings, Readiness, Refusal, Visit};
use crate::quota::Quotas;
use crate::request::Reader;
use crate::schema::{Schema, SchemaLimits, schema};
use crate::{pages, pictures};

/// Tells the time; the program passes it in, tests pass a fixed one.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The program behind the HTTP layer.
#[derive(Clone)]
pub struct Gateway {
    application: Arc<Application>,
    schema: Schema,
    sdl: Arc<str>,
    clock: Clock,
    quotas: Arc<Quotas>,
}

impl Gateway {
    /// The program behind the HTTP layer, with limits on what a document may ask for.
    #[must_use]
    pub fn new(application: Arc<Application>, limits: SchemaLimits, clock: Clock) -> Self {
        let schema = schema(limits);
        Self {
            sdl: schema_sdl(&schema).into(),
            application,
            schema,
            clock,
            quotas: Arc::default(),
        }
    }

    fn now(&self) -> Instant {
        (self.clock)().into()
    }

    fn reader(&self, Visit { actor, wishes }: Visit) -> Reader {
        Reader {
            snapshot: self.application.snapshot().into(),
            actor,
            wishes,
            now: self.now(),
            holidays: Arc::clone(self.application.holidays()),
            confirmation_days: self.application.editorial().confirmation,
        }
    }
}

/// The schema in its definition language, as it is committed.
#[must_use]
pub fn schema_sdl(schema: &Schema) -> String {
    schema.sdl_with_options(
        async_graphql::SDLExportOptions::new()
            .include_specified_by()
            .prefer_single_line_descriptions()
            .use_space_ident()
            .indent_width(2),
    )
}

impl Api for Gateway {
    async fn admit(&self, caller: &Caller, operations: usize) -> Result<Actor, Refusal> {
        let accounts = self.application.accounts();
        let now = self.now();
        authentication::admit(accounts, &self.quotas, caller, operations, now).await
    }

    async fn execute(&self, request: Request, visit: Visit) -> Response {
        let request = request
            .data(self.reader(visit))
            .data(Disclosures::default())
            .data(Arc::clone(&self.application));
        self.schema.execute(request).await
    }

    /// The program, the state of the catalogue, and the hour: what depends on the time (whether a
    /// round has room) is at most an hour old.
    fn version(&self) -> String {
        let position = self.application.snapshot().position();
        let hour = self.now().utc().timestamp() / 3600;
        format!(
            "{}-{:x}-{}-{}-{hour}",
            env!("CARGO_PKG_VERSION"),
            position.epoch,
            position.token,
            position.day,
        )
    }

    fn content_language(&self, wishes: &LanguagePreferences) -> LanguageTag {
        self.reader(Visit::anonymous(wishes.clone()))
            .sort_language()
    }

    fn schema_sdl(&self) -> &str {
        &self.sdl
    }

    async fn jwks(&self) -> Result<serde_json::Value, Refusal> {
        let keys = self.application.accounts().jwks(self.now()).await;
        keys.map_err(|error| {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "the keys of tokens cannot be read");
            Refusal::unavailable("the keys cannot be read at the moment; try again")
        })
    }

    fn pages(&self, settings: &Arc<HttpSettings>) -> Router {
        pages::router(
            Arc::clone(&self.application),
            Arc::clone(&self.clock),
            Arc::clone(settings),
        )
    }

    fn picture_bytes(&self) -> usize {
        self.application.picture_bytes()
    }

    async fn take_in_picture(
        &self,
        actor: &Actor,
        caller: &Caller,
        bytes: Vec<u8>,
    ) -> Result<TakenIn, Refusal> {
        let (accounts, now) = (self.application.accounts(), self.now());
        let occasion = Occasion {
            actor,
            now,
            ids: &|| accounts.fresh_id(now),
            idempotency: None,
        };
        let taken = self.application.take_in_picture(&occasion, bytes);
        let taken = Box::pin(taken).await;
        taken.map_err(|refused| pictures::not_taken_in(refused, caller))
    }

    async fn picture(
        &self,
        actor: &Actor,
        caller: &Caller,
        name: &str,
    ) -> Result<Option<Shown>, Refusal> {
        let shown = Box::pin(self.application.picture(actor, name)).await;
        shown.map_err(|refused| pictures::failed(refused, caller))
    }

    async fn readiness(&self) -> Readiness {
        Readiness {
            catalogue: self.application.follows() && !self.application.snapshot().is_empty(),
            database: self.application.database_answers().await,
        }
    }
}
