//! What the HTTP layer asks of the program: to execute requests against one pinned snapshot.

use std::sync::Arc;

use application::Application;
use async_graphql::{Request, Response};
use chrono::{DateTime, Utc};
use domain::period::Instant;
use domain::text::{LanguagePreferences, LanguageTag};

use crate::http::{Api, Readiness};
use crate::request::Reader;
use crate::schema::{Schema, SchemaLimits, schema};

/// Tells the time; the program passes it in, tests pass a fixed one.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The program behind the HTTP layer.
#[derive(Clone)]
pub struct Gateway {
    application: Arc<Application>,
    schema: Schema,
    sdl: Arc<str>,
    clock: Clock,
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
        }
    }

    fn now(&self) -> Instant {
        (self.clock)().into()
    }

    fn reader(&self, wishes: LanguagePreferences) -> Reader {
        Reader {
            snapshot: self.application.snapshot(),
            wishes,
            now: self.now(),
            holidays: Arc::clone(self.application.holidays()),
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
    async fn execute(&self, request: Request, wishes: LanguagePreferences) -> Response {
        self.schema.execute(request.data(self.reader(wishes))).await
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
        self.reader(wishes.clone()).sort_language()
    }

    fn schema_sdl(&self) -> &str {
        &self.sdl
    }

    async fn readiness(&self) -> Readiness {
        Readiness {
            catalogue: self.application.follows() && !self.application.snapshot().is_empty(),
            database: self.application.database_answers().await,
        }
    }
}
