//! The program as the benchmark asks it: its schema over its catalogue, in this process.

use std::path::Path;
use std::sync::Arc;

use application::Application;
use application::accounts::Accounts;
use async_graphql::{Request, Response};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE};
use catalogue::Snapshot;
use gateway::http::{Api, HttpSettings, Visit, router};
use gateway::{Gateway, SchemaLimits};
use interchange::seeds;
use tower::ServiceExt;

use crate::database::{self, moment};
use crate::failure::Failure;
use crate::question;

/// The program over one database.
pub(crate) struct Program {
    application: Arc<Application>,
    gateway: Gateway,
    router: Router,
    /// How many statements built the catalogue.
    pub(crate) statements_to_build: u64,
}

impl Program {
    /// Build the catalogue of a file that was generated.
    pub(crate) async fn open(file: &Path) -> Result<Self, Failure> {
        let store = database::open(file).await?;
        let before = store.statements();
        let accounts = Accounts::predictable(store.clone())?;
        let application = Application::start(store, holidays()?, accounts, moment(0)).await?;
        let statements_to_build = application.statements() - before;
        let application = Arc::new(application);
        let gateway = Gateway::new(
            Arc::clone(&application),
            SchemaLimits::default(),
            Arc::new(|| moment(0).utc()),
        );
        Ok(Self {
            router: router(gateway.clone(), HttpSettings::default()),
            application,
            gateway,
            statements_to_build,
        })
    }

    /// What is published.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.application.snapshot()
    }

    /// How many statements have run so far.
    pub(crate) fn statements(&self) -> u64 {
        self.application.statements()
    }

    /// Answer as the HTTP layer lets it answer.
    pub(crate) async fn answer(&self, request: Request) -> Response {
        let visit = Visit::anonymous(question::wishes());
        self.gateway.execute(request, visit).await
    }

    /// Answer a body as it comes over the network, without the network.
    pub(crate) async fn answer_over_http(&self, body: Bytes) -> Option<Bytes> {
        let request = axum::http::Request::post("/graphql")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/graphql-response+json")
            .header(ACCEPT_LANGUAGE, question::ACCEPT_LANGUAGE)
            .body(Body::from(body))
            .ok()?;
        let response = self.router.clone().oneshot(request).await.ok()?;
        to_bytes(response.into_body(), usize::MAX).await.ok()
    }
}

fn holidays() -> Result<domain::schedule::HolidayCalendar, Failure> {
    let text = seeds::embedded()
        .iter()
        .find(|file| file.name == "reference/holidays-nrw.toml")
        .map_or("", |file| file.text);
    Ok(seeds::holidays(text)?)
}
