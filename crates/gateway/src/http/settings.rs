//! What an operator can set about HTTP, with defaults that are safe for the public.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Limits and switches of the HTTP layer.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The largest body of a request, in bytes (1 MiB).
    pub body_limit: usize,
    /// How long the body of a request may take to arrive (10 s). One that never does would hold its
    /// connection for good.
    pub body_timeout: Duration,
    /// The most tokens that the documents of one request may have together (2,000). Commas, white
    /// space and comments are not counted.
    pub token_limit: usize,
    /// How deep brackets of any kind may nest, in a document and in the JSON around it (64). The
    /// parser recurses: beyond some hundreds it would end the process.
    pub bracket_depth_limit: usize,
    /// The most aliases that the documents of one request may have together (30).
    pub alias_limit: usize,
    /// The most selections (fields and spreads) of a request once every fragment is written out
    /// (5,000): a few lines of fragments that spread each other twice are worth billions.
    pub selection_limit: usize,
    /// How deep selections may nest once every fragment is written out (25; the introspection
    /// query of common tools needs 18).
    pub depth_limit: usize,
    /// The complexity that the schema was built to allow. The executor measures it; here it is only
    /// named in the error.
    pub schema_complexity_limit: Option<usize>,
    /// The depth of fields that the schema was built to allow, likewise.
    pub schema_depth_limit: Option<usize>,
    /// The most requests in one batch (10). The limits above hold for a batch as a whole.
    pub batch_limit: usize,
    /// How long an answer may take (10 s); a batch shares it evenly.
    pub execution_timeout: Duration,
    /// Whether clients may ask for the schema (yes: it is public).
    pub introspection: bool,
    /// For how long an answer to an anonymous `GET` may be reused unasked, in seconds (60).
    pub cache_max_age: u32,
    /// The web pages that may read answers (any).
    pub origins: Origins,
    /// Makes the id of a request that brings none.
    pub request_ids: IdSource,
    /// The query that `GraphiQL` shows first.
    pub first_query: String,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            body_limit: 1024 * 1024,
            body_timeout: Duration::from_secs(10),
            token_limit: 2_000,
            bracket_depth_limit: 64,
            alias_limit: 30,
            selection_limit: 5_000,
            depth_limit: 25,
            schema_complexity_limit: None,
            schema_depth_limit: None,
            batch_limit: 10,
            execution_timeout: Duration::from_secs(10),
            introspection: true,
            cache_max_age: 60,
            origins: Origins::Anywhere,
            request_ids: IdSource::counter(),
            first_query: "{\n  __typename\n}\n".to_owned(),
        }
    }
}

/// The web pages whose scripts may read answers. Cookies are never accepted from elsewhere; a
/// script that holds a token may send it in `Authorization`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Origins {
    /// Pages from anywhere: the directory is public and other apps are welcome.
    Anywhere,
    /// Pages from these origins only (`https://app.example.org`).
    Only(Vec<String>),
}

/// Where ids of requests come from. This crate has neither clock nor randomness, so the program
/// passes one in.
#[derive(Clone)]
pub struct IdSource(Arc<dyn Fn() -> String + Send + Sync>);

impl IdSource {
    /// Ids from the program.
    pub fn new(next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(next))
    }

    /// `1`, `2`, `3` and so on: unique in one process only.
    #[must_use]
    pub fn counter() -> Self {
        let count = AtomicU64::new(1);
        Self::new(move || count.fetch_add(1, Ordering::Relaxed).to_string())
    }

    pub(super) fn next(&self) -> String {
        (self.0)()
    }
}

impl fmt::Debug for IdSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdSource")
    }
}
