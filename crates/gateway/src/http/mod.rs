//! GraphQL over HTTP, and the few pages beside it.
//!
//! A thin layer of our own over axum, because every query has to be bounded *before* the executor's
//! parser sees it, because a client that is refused should learn why in one form, and because the
//! `GraphQL` over HTTP specification asks for more than ready-made services do. A request goes
//! through it in one order:
//!
//! 1. [`envelope`]: request id, security headers, CORS, one line of log;
//! 2. [`accept`] and [`language`]: what the client can read;
//! 3. [`parameters`]: the request out of a [`body`] or a query string;
//! 4. [`lexer`], then [`document`]: limits ([`expansion`], [`introspection`]), one parse, the
//!    operation, the [`variables`];
//! 5. [`caller`]: who asks, by what the request shows, and whether they may ask that much;
//! 6. [`caching`]: an unchanged answer is not computed again;
//! 7. [`execution`], [`nulls`], then [`answer`]: the program's answer, or one [`refusal`];
//!    [`unfit`] has our words for values that the executor refuses.
//!
//! Deliberately absent: subscriptions (their own endpoint), compression and TLS (the proxy's), and
//! durations (they need a clock, which this crate does not have).

mod absent;
mod accept;
mod answer;
mod assets;
mod body;
mod caching;
mod caller;
mod cost;
mod document;
mod empty;
mod endpoint;
mod envelope;
mod execution;
mod expansion;
mod images;
mod introspection;
mod language;
mod lexer;
mod nulls;
mod pages;
mod parameters;
mod refusal;
mod settings;
#[cfg(test)]
mod tests;
mod unfit;
mod variables;

use std::future::Future;
use std::sync::Arc;

use application::images::{Shown, TakenIn};
use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use domain::policy::Actor;
use domain::text::{LanguagePreferences, LanguageTag};

use self::nulls::FieldTypes;

pub(crate) use self::assets::page_style;
pub(crate) use self::body::take as take_body;
pub(crate) use self::caller::Fingerprint;
pub use self::caller::{Caller, ClientAddress, IdempotencyKey, Transport};
pub use self::envelope::RequestId;
pub(crate) use self::envelope::SameOriginOnly;
pub use self::refusal::Refusal;
pub use self::settings::{HttpSettings, IdSource, Origins};

/// What the layer needs from the rest of the program.
pub trait Api: Clone + Send + Sync + 'static {
    /// Who asks, by the `Authorization` of a request, and whether they may ask for so many things
    /// now. Whoever shows nothing is anonymous; whoever shows what does not hold is refused, so that
    /// nobody takes the public answer for their own.
    fn admit(
        &self,
        caller: &Caller,
        operations: usize,
    ) -> impl Future<Output = Result<Actor, Refusal>> + Send;

    /// Pin a snapshot, attach what resolvers need, execute. The request brings its [`Caller`] in
    /// its data; its document is parsed and within all limits of [`HttpSettings`].
    fn execute(
        &self,
        request: async_graphql::Request,
        visit: Visit,
    ) -> impl Future<Output = async_graphql::Response> + Send;

    /// Names the state that answers are made from: the base of every `ETag`. Two equal versions
    /// promise equal answers to equal questions, so whatever else answers depend on (such as the
    /// minute, where they say what is open now) belongs into it.
    fn version(&self) -> String;

    /// The best language for these wishes that the directory is kept in.
    fn content_language(&self, wishes: &LanguagePreferences) -> LanguageTag;

    /// The schema in its definition language.
    fn schema_sdl(&self) -> &str;

    /// The public keys with which others can check our access tokens (RFC 7517).
    fn jwks(&self) -> impl Future<Output = Result<serde_json::Value, Refusal>> + Send;

    /// The pages to which mails lead, if there are any.
    fn pages(&self, settings: &Arc<HttpSettings>) -> Router {
        let _ = settings;
        Router::new()
    }

    /// The most bytes of a picture that is taken in.
    fn picture_bytes(&self) -> usize {
        0
    }

    /// Take in a picture.
    fn take_in_picture(
        &self,
        _actor: &Actor,
        _caller: &Caller,
        _bytes: Vec<u8>,
    ) -> impl Future<Output = Result<TakenIn, Refusal>> + Send {
        async { Err(Refusal::not_found()) }
    }

    /// A picture that the actor may see.
    fn picture(
        &self,
        _actor: &Actor,
        _caller: &Caller,
        _name: &str,
    ) -> impl Future<Output = Result<Option<Shown>, Refusal>> + Send {
        async { Ok(None) }
    }

    /// Which parts of the program can serve.
    fn readiness(&self) -> impl Future<Output = Readiness> + Send;
}

/// Who asks, as the program knows them, and in which languages.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who asks.
    pub actor: Actor,
    /// The languages that they want, best first.
    pub wishes: LanguagePreferences,
}

impl Visit {
    /// Somebody of whom nothing is known.
    #[must_use]
    pub const fn anonymous(wishes: LanguagePreferences) -> Self {
        Self {
            actor: Actor::Anonymous,
            wishes,
        }
    }
}

/// Which parts of the program can serve. Only both together are ready, though public reads go on
/// from the catalogue while the database is away.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Readiness {
    /// The catalogue is built and follows the log: everybody can read.
    pub catalogue: bool,
    /// The database answers: people can sign in and write.
    pub database: bool,
}

/// Everything that the program serves over plain HTTP requests.
pub fn router<A: Api>(api: A, settings: HttpSettings) -> Router {
    let layer = Layer {
        field_types: Arc::new(FieldTypes::of_schema(api.schema_sdl())),
        api,
        settings: Arc::new(settings),
    };
    let settings = Arc::clone(&layer.settings);
    let for_people = layer.api.pages(&settings);
    Router::new()
        .route("/", get(pages::start))
        .route("/graphql", get(endpoint::by_get).post(endpoint::by_post))
        .route("/graphiql", get(pages::graphiql))
        .route("/graphiql/assets/{name}", get(assets::asset))
        .route("/uploads", post(images::upload))
        .route("/images/{name}", get(images::image))
        .route("/schema.graphql", get(pages::schema))
        .route("/.well-known/jwks.json", get(pages::jwks))
        .route("/health/live", get(pages::live))
        .route("/health/ready", get(pages::ready))
        .with_state(layer)
        .merge(for_people)
        .method_not_allowed_fallback(pages::method_not_allowed)
        .fallback(pages::not_found)
        .layer(middleware::from_fn(move |request, next| {
            envelope::enclose(Arc::clone(&settings), request, next)
        }))
}

/// What every handler works with.
#[derive(Clone)]
struct Layer<A> {
    api: A,
    field_types: Arc<FieldTypes>,
    settings: Arc<HttpSettings>,
}
