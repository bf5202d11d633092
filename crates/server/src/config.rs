//! What an operator can set, with the defaults by which the program runs without any configuration.
//!
//! Every option stands in `config.example.toml` with its default and a sentence on what it is for; a
//! test compares the two. Read by serde and toml with a thin layer of our own on top, since the
//! ready-made libraries tell of an unknown key neither where it stands nor which key is close.

mod address;
mod auth;
mod editorial;
mod layers;
mod mail;
mod public_url;
mod value;

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroUsize};

use axum::http::HeaderName;
use gateway::SchemaLimits;
use gateway::http::{HttpSettings, IdSource, Origins};
use persistence::ConnectOptions;
use serde::{Deserialize, Serialize};

pub use self::address::DatabaseAddress;
pub use self::auth::AuthConfig;
pub use self::editorial::EditorialConfig;
pub use self::layers::{ConfigError, ConfigProblem, Loaded, Place, load};
pub(crate) use self::mail::secret_in;
pub use self::mail::{HostName, MailAddress, MailConfig, MailEncryption};
pub use self::public_url::PublicUrl;
pub use self::value::{BracketDepth, FilePath, LogLevel, Optional, Secret, Span};

/// Everything that an operator can set.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The address, and what one request may ask for.
    pub http: HttpConfig,
    /// What one document may ask for, as the executor counts it.
    pub graphql: GraphqlConfig,
    /// How people sign in.
    pub auth: AuthConfig,
    /// How the directory is kept correct.
    pub editorial: EditorialConfig,
    /// How mails go out.
    pub mail: MailConfig,
    /// Where everything is kept.
    pub database: DatabaseConfig,
    /// What the program tells its operator.
    pub log: LogConfig,
}

/// The address, and what one request may ask for: see [`HttpSettings`].
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // `config.example.toml` describes each; `HttpSettings` what it does
pub struct HttpConfig {
    pub listen: SocketAddr,
    /// What links begin with.
    pub public_url: PublicUrl,
    /// Unset: whoever connects is who asks.
    pub client_address_header: Optional<HeaderName>,
    /// How long requests under way may take to end when the program is told to stop.
    pub shutdown_grace: Span,
    /// How long the head of a request may take, and how long a connection is kept without one.
    pub header_timeout: Span,
    pub body_limit: NonZeroUsize,
    pub body_timeout: Span,
    pub token_limit: NonZeroUsize,
    pub bracket_depth_limit: BracketDepth,
    pub alias_limit: usize,
    pub selection_limit: NonZeroUsize,
    pub depth_limit: NonZeroUsize,
    pub batch_limit: usize,
    pub execution_timeout: Span,
    pub introspection: bool,
    pub cache_max_age: Span,
    /// `*` alone stands for any.
    pub origins: Vec<String>,
    pub first_query: String,
}

/// What one document may ask for, as the executor counts it: see [`SchemaLimits`].
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // as above
pub struct GraphqlConfig {
    pub depth_limit: NonZeroUsize,
    pub complexity_limit: NonZeroUsize,
}

/// Where everything is kept: see [`ConnectOptions`].
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // as above
pub struct DatabaseConfig {
    pub url: DatabaseAddress,
    /// Unset: yes for SQLite, which nobody else uses, and no for PostgreSQL.
    pub migrate_on_start: Option<bool>,
    pub max_connections: NonZeroU32,
    pub acquire_timeout: Span,
    pub statement_timeout: Span,
    pub busy_timeout: Span,
}

/// What the program tells its operator.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)] // as above
pub struct LogConfig {
    pub level: LogLevel,
    pub format: LogFormat,
}

/// How lines of the log look.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people on a terminal, for machines elsewhere.
    #[default]
    Auto,
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

impl Default for HttpConfig {
    fn default() -> Self {
        let HttpSettings {
            body_limit,
            body_timeout,
            token_limit,
            bracket_depth_limit,
            alias_limit,
            selection_limit,
            schema_complexity_limit: _,
            schema_depth_limit: _,
            depth_limit,
            batch_limit,
            execution_timeout,
            introspection,
            cache_max_age,
            origins,
            request_ids: _,
            first_query: _,
        } = HttpSettings::default();
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: PublicUrl::default(),
            client_address_header: Optional::default(),
            shutdown_grace: Span::seconds(10),
            header_timeout: Span::seconds(30),
            body_limit: at_least_one(body_limit),
            body_timeout: body_timeout.into(),
            token_limit: at_least_one(token_limit),
            bracket_depth_limit: BracketDepth::at_most_allowed(bracket_depth_limit),
            alias_limit,
            selection_limit: at_least_one(selection_limit),
            depth_limit: at_least_one(depth_limit),
            batch_limit,
            execution_timeout: execution_timeout.into(),
            introspection,
            cache_max_age: Span::seconds(cache_max_age.into()),
            origins: match origins {
                Origins::Anywhere => vec![ANY_ORIGIN.to_owned()],
                Origins::Only(listed) => listed,
            },
            first_query: FIRST_QUERY.to_owned(),
        }
    }
}

impl Default for GraphqlConfig {
    fn default() -> Self {
        let SchemaLimits { depth, complexity } = SchemaLimits::default();
        Self {
            depth_limit: at_least_one(depth),
            complexity_limit: at_least_one(complexity),
        }
    }
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        let url = DatabaseAddress::default();
        let ConnectOptions {
            url: _,
            max_connections,
            acquire_timeout,
            statement_timeout,
            busy_timeout,
        } = ConnectOptions::new(url.url().clone());
        Self {
            url,
            migrate_on_start: None,
            max_connections: NonZeroU32::new(max_connections).unwrap_or(NonZeroU32::MIN),
            acquire_timeout: acquire_timeout.into(),
            statement_timeout: statement_timeout.into(),
            busy_timeout: busy_timeout.into(),
        }
    }
}

/// Stands for pages from anywhere.
const ANY_ORIGIN: &str = "*";

/// What GraphiQL shows whoever opens it for the first time.
const FIRST_QUERY: &str = "\
# Press the button with the triangle, or Ctrl+Enter. Ctrl+Space shows what else can be asked.
{
  entries(first: 5) {
    totalCount
    nodes {
      __typename
      id
      title { text }
      summary { text language direction }
      provider { name { text } }
    }
  }
}
";

impl HttpConfig {
    /// What the HTTP layer is told, beside the limits of the schema that it names in its errors.
    pub(crate) fn settings(&self, limits: SchemaLimits) -> HttpSettings {
        HttpSettings {
            body_limit: self.body_limit.get(),
            body_timeout: self.body_timeout.duration(),
            token_limit: self.token_limit.get(),
            bracket_depth_limit: self.bracket_depth_limit.get(),
            alias_limit: self.alias_limit,
            selection_limit: self.selection_limit.get(),
            depth_limit: self.depth_limit.get(),
            schema_complexity_limit: Some(limits.complexity),
            schema_depth_limit: Some(limits.depth),
            batch_limit: self.batch_limit,
            execution_timeout: self.execution_timeout.duration(),
            introspection: self.introspection,
            cache_max_age: u32::try_from(self.cache_max_age.duration().as_secs())
                .unwrap_or(u32::MAX),
            origins: if self.origins.iter().any(|origin| origin == ANY_ORIGIN) {
                Origins::Anywhere
            } else {
                Origins::Only(self.origins.clone())
            },
            request_ids: IdSource::new(|| uuid::Uuid::new_v4().to_string()),
            first_query: self.first_query.clone(),
        }
    }
}

impl GraphqlConfig {
    /// What the schema is told.
    pub(crate) const fn limits(&self) -> SchemaLimits {
        SchemaLimits {
            depth: self.depth_limit.get(),
            complexity: self.complexity_limit.get(),
        }
    }
}

impl DatabaseConfig {
    /// What the store is told.
    pub(crate) fn connect_options(&self) -> ConnectOptions {
        ConnectOptions {
            url: self.url.url().clone(),
            max_connections: self.max_connections.get(),
            acquire_timeout: self.acquire_timeout.duration(),
            statement_timeout: self.statement_timeout.duration(),
            busy_timeout: self.busy_timeout.duration(),
        }
    }
}

fn at_least_one(limit: usize) -> NonZeroUsize {
    NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN)
}
