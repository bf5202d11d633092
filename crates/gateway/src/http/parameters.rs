//! The parameters of a request, out of a body or a query string.

use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode, Uri};
use serde_json::{Map, Value};

use super::accept::is_utf8;
use super::body;
use super::lexer;
use super::refusal::Refusal;
use super::settings::HttpSettings;

/// What a client asks for, as it came.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Map<String, Value>,
    pub extensions: Map<String, Value>,
}

/// What a body holds.
#[derive(Debug)]
pub(super) enum Asked {
    One(Parameters),
    Batch(Vec<Result<Parameters, Refusal>>),
}

impl Asked {
    /// How many operations that is.
    pub(super) fn operations(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Batch(items) => items.len(),
        }
    }
}

/// What a query string holds.
#[derive(Debug, Default)]
pub(super) struct QueryString(Vec<(String, String)>);

impl QueryString {
    pub(super) fn of(uri: &Uri) -> Result<Self, Refusal> {
        let axum::extract::Query(pairs) = axum::extract::Query::try_from_uri(uri)
            .map_err(|_| bad_request("the query string is not URL-encoded text"))?;
        Ok(Self(pairs))
    }

    /// The value of a parameter. An empty one counts as left out, as forms send it.
    pub(super) fn parameter(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(key, _)| key == name);
        let value = values.next().map(|(_, value)| value.as_str());
        if values.next().is_some() {
            return Err(bad_request(format!(
                "{name} stands in the query string twice"
            )));
        }
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// The parameters of a `GET` request.
    pub(super) fn parameters(&self, settings: &HttpSettings) -> Result<Parameters, Refusal> {
        let object = |name| match self.parameter(name)? {
            None => Ok(Map::new()),
            Some(text) => object(name, Some(read_json(text.as_bytes(), name, settings)?)),
        };
        Ok(Parameters {
            query: self.parameter("query")?.ok_or_else(no_query)?.to_owned(),
            operation_name: self.parameter("operationName")?.map(str::to_owned),
            variables: object("variables")?,
            extensions: object("extensions")?,
        })
    }
}

/// The parameters of a `POST` request. Only JSON is taken: a form on a foreign page cannot send it
/// without asking first, so nobody is made to write by a page they look at.
pub(super) async fn of_body(
    headers: &HeaderMap,
    body: Body,
    settings: &HttpSettings,
) -> Result<Asked, Refusal> {
    require_json(headers)?;
    let bytes = body::take(headers, body, settings).await?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    match read_json(bytes, "the body", settings)? {
        Value::Object(parameters) => Ok(Asked::One(of_object(parameters)?)),
        Value::Array(batch) if batch.is_empty() => Err(bad_request("the batch is empty")),
        Value::Array(batch) if batch.len() > settings.batch_limit => Err(Refusal::too_many(
            "items in its batch",
            settings.batch_limit,
            batch.len(),
        )),
        Value::Array(batch) => Ok(Asked::Batch(batch.into_iter().map(of_item).collect())),
        _ => Err(bad_request(
            "the body is neither an object nor an array of objects",
        )),
    }
}

fn of_item(item: Value) -> Result<Parameters, Refusal> {
    match item {
        Value::Object(parameters) => of_object(parameters),
        _ => Err(bad_request("an item of the batch is not an object")),
    }
}

fn of_object(mut parameters: Map<String, Value>) -> Result<Parameters, Refusal> {
    let query = match parameters.remove("query") {
        Some(Value::String(query)) => query,
        None | Some(Value::Null) => return Err(no_query()),
        Some(_) => return Err(bad_request("query is not a string")),
    };
    let operation_name = match parameters.remove("operationName") {
        Some(Value::String(name)) => Some(name).filter(|name| !name.is_empty()),
        None | Some(Value::Null) => None,
        Some(_) => return Err(bad_request("operationName is not a string")),
    };
    Ok(Parameters {
        query,
        operation_name,
        variables: object("variables", parameters.remove("variables"))?,
        extensions: object("extensions", parameters.remove("extensions"))?,
    })
}

fn object(name: &str, value: Option<Value>) -> Result<Map<String, Value>, Refusal> {
    match value {
        Some(Value::Object(object)) => Ok(object),
        None | Some(Value::Null) => Ok(Map::new()),
        Some(_) => Err(bad_request(format!("{name} is not an object"))),
    }
}

fn require_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts.next() == Some("application/json")
        && parts.all(|part| part.strip_prefix("charset=").is_none_or(is_utf8));
    let is_plain = headers
        .get(CONTENT_ENCODING)
        .is_none_or(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if is_json && is_plain {
        return Ok(());
    }
    Err(Refusal::malformed(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "a request is sent as application/json, in UTF-8 and not compressed",
    ))
}

/// Read JSON, after its nesting is known to be harmless.
fn read_json(bytes: &[u8], what: &str, settings: &HttpSettings) -> Result<Value, Refusal> {
    let depth = lexer::json_depth(bytes);
    if depth > settings.bracket_depth_limit {
        return Err(Refusal::too_many(
            "levels of brackets in its JSON",
            settings.bracket_depth_limit,
            depth,
        ));
    }
    serde_json::from_slice(bytes)
        .map_err(|error| bad_request(format!("{what} is not JSON: {error}")))
}

fn no_query() -> Refusal {
    bad_request("query is missing: send the GraphQL document in it")
}

fn bad_request(message: impl Into<String>) -> Refusal {
    Refusal::malformed(StatusCode::BAD_REQUEST, message)
}
