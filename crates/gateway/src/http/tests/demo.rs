//! A small schema that answers, waits, fails and breaks on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_graphql::{
    Context, EmptySubscription, Enum, Error, ErrorExtensions, InputObject, MaybeUndefined, Object,
    Request, Response, Result, Schema, SimpleObject,
};
use domain::text::{LanguagePreferences, LanguageTag};

use crate::http::{Api, Caller, Readiness};

/// The demo program.
#[derive(Clone)]
pub(crate) struct Demo {
    schema: Schema<Query, Mutation, EmptySubscription>,
    sdl: Arc<str>,
    pub version: &'static str,
    pub database: bool,
    pub executions: Arc<AtomicU32>,
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
        }
    }
}

impl Api for Demo {
    async fn execute(&self, request: Request, wishes: LanguagePreferences) -> Response {
        self.executions.fetch_add(1, Ordering::Relaxed);
        self.schema.execute(request.data(wishes)).await
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
    async fn update(&self, input: Patch) -> Payload {
        Payload {
            heard: input.describe(),
        }
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
