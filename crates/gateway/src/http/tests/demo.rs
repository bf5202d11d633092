//! A small schema that answers, waits, fails and breaks on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_graphql::{
    Context, EmptySubscription, Enum, Error, ErrorExtensions, InputObject, MaybeUndefined, Object,
    Request, Response, Result, Schema, SimpleObject,
};
use domain::policy::Actor;
use domain::text::{LanguagePreferences, LanguageTag};

use crate::http::{Api, Caller, Readiness, Refusal, Visit};

/// The demo program.
#[derive(Clone)]
pub(crate) struct Demo {
    schema: Schema<Query, Mutation, EmptySubscription>,
    sdl: Arc<str>,
    pub version: &'static str,
    pub database: bool,
    pub executions: Arc<AtomicU32>,
    mutations: Arc<AtomicU32>,
}

impl Demo {
    pub(crate) fn new() -> Self {
        let schema = Schema::build(Query, Mutation, EmptySubscription)
            .limit_complexity(1_000)
            .finish();
        Self {
            sdl: schema.sdl().into(),
            schema,
            version: "1-1",
            database: true,
            executions: Arc::default(),
            mutations: Arc::default(),
        }
    }
}

impl Api for Demo {
    /// Knows one good token, and one that was used up.
    async fn admit(&self, caller: &Caller, operations: usize) -> Result<Actor, Refusal> {
        let shown = caller.authorization.as_ref().map(|value| value.as_bytes());
        match shown {
            Some(b"Bearer expired") => {
                Err(Refusal::unauthenticated("EXPIRED", "the token has expired"))
            }
            Some(b"Bearer slow") if operations > 1 => {
                Err(Refusal::rate_limited(30, "too many requests"))
            }
            _ => Ok(Actor::Anonymous),
        }
    }

    async fn execute(&self, request: Request, visit: Visit) -> Response {
        self.executions.fetch_add(1, Ordering::Relaxed);
        let request = request.data(visit.wishes).data(Arc::clone(&self.mutations));
        self.schema.execute(request).await
    }

    fn version(&self) -> String {
        self.version.to_owned()
    }

    fn content_language(&self, wishes: &LanguagePreferences) -> LanguageTag {
        let kept = wishes
            .tags()
            .iter()
            .find(|tag| ["de", "en", "ar"].contains(&tag.as_str()));
        kept.cloned()
            .or_else(|| LanguageTag::parse("de").ok())
            .expect("de is a tag")
    }

    fn schema_sdl(&self) -> &str {
        &self.sdl
    }

    async fn jwks(&self) -> Result<serde_json::Value, Refusal> {
        Ok(serde_json::json!({ "keys": [] }))
    }

    async fn readiness(&self) -> Readiness {
        Readiness {
            catalogue: true,
            database: self.database,
        }
    }
}

/// Reads.
pub(crate) struct Query;

#[Object]
impl Query {
    async fn greeting(&self, ctx: &Context<'_>) -> &'static str {
        match ctx.data_unchecked::<LanguagePreferences>().tags().first() {
            Some(tag) if tag.as_str() == "ar" => "مرحبا",
            Some(tag) if tag.as_str() == "en" => "Hello",
            _ => "Hallo",
        }
    }

    async fn nested(&self) -> Self {
        Self
    }

    async fn maybe(&self) -> Option<Self> {
        Some(Self)
    }

    async fn several(&self) -> Vec<Option<Self>> {
        vec![Some(Self), Some(Self)]
    }

    async fn strict(&self) -> Option<Vec<Self>> {
        Some(vec![Self, Self])
    }

    async fn fails(&self) -> Result<bool> {
        Err(Error::new("not there").extend_with(|_, e| e.set("code", "NOT_FOUND")))
    }

    #[graphql(complexity = "2000")]
    async fn expensive(&self) -> bool {
        true
    }

    async fn breaks(&self) -> bool {
        let text = "x".to_owned();
        text.parse::<u8>().expect("secret detail") == 0
    }

    async fn waits(&self) -> bool {
        std::future::pending().await
    }

    async fn leaks(&self) -> Result<Option<bool>> {
        Err(Error::new("no table named secret"))
    }

    async fn refuses(&self) -> Result<Option<bool>> {
        Err(Error::new("sign in first").extend_with(|_, e| e.set("code", "UNAUTHENTICATED")))
    }

    async fn token(&self, ctx: &Context<'_>) -> Option<String> {
        let caller = ctx.data_unchecked::<Caller>();
        let token = caller.authorization.as_ref()?;
        Some(format!("{:?} {}", caller.transport, token.to_str().ok()?))
    }

    /// Says of each field whether it was absent, null or given.
    async fn patch(&self, input: Patch) -> String {
        input.describe()
    }

    async fn page(&self, #[graphql(default = 20)] first: i32) -> i32 {
        first
    }

    async fn optional(&self, text: MaybeUndefined<String>) -> String {
        describe(&text)
    }

    async fn items(&self, of: Vec<Option<i32>>) -> usize {
        of.len()
    }
}

/// Writes.
pub(crate) struct Mutation;

#[Object]
impl Mutation {
    async fn update(&self, input: Patch) -> Option<Payload> {
        Some(Payload {
            heard: input.describe(),
        })
    }

    /// Which number it has among the mutations of this program.
    async fn count(&self, ctx: &Context<'_>) -> u32 {
        // Others would come before it here if they ran at the same time.
        tokio::task::yield_now().await;
        ctx.data_unchecked::<Arc<AtomicU32>>()
            .fetch_add(1, Ordering::Relaxed)
    }

    async fn refuses(&self) -> Result<Option<Payload>> {
        Err(Error::new("not yours").extend_with(|_, e| e.set("code", "FORBIDDEN")))
    }
}

#[derive(SimpleObject)]
struct Payload {
    heard: String,
}

/// A partial update.
#[derive(InputObject)]
pub(crate) struct Patch {
    name: MaybeUndefined<String>,
    kind: MaybeUndefined<Kind>,
    inner: MaybeUndefined<Inner>,
}

#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
enum Kind {
    Course,
    Meeting,
}

#[derive(Debug, InputObject)]
struct Inner {
    note: MaybeUndefined<String>,
}

impl Patch {
    fn describe(&self) -> String {
        let inner = match &self.inner {
            MaybeUndefined::Value(inner) => format!("[note {}]", describe(&inner.note)),
            other => describe(other),
        };
        format!(
            "name {} kind {} inner {inner}",
            describe(&self.name),
            describe(&self.kind)
        )
    }
}

fn describe<T: std::fmt::Debug>(value: &MaybeUndefined<T>) -> String {
    match value {
        MaybeUndefined::Undefined => "absent".to_owned(),
        MaybeUndefined::Null => "null".to_owned(),
        MaybeUndefined::Value(value) => format!("{value:?}"),
    }
}
