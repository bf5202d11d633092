//! Who sends a request, as far as HTTP knows.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use async_graphql::Request;
use axum::extract::ConnectInfo;
use axum::http::header::AUTHORIZATION;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode};
use sha2::{Digest, Sha256};

use super::envelope::RequestId;
use super::refusal::Refusal;

/// Who sends a request: in the data of every request, for the schema to read.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The id under which the log knows the request.
    pub request_id: RequestId,
    /// How the request came.
    pub transport: Transport,
    /// The `Authorization` header. Marked sensitive, so that it does not show when printed.
    pub authorization: Option<HeaderValue>,
    /// The `Idempotency-Key` header.
    pub idempotency_key: Option<IdempotencyKey>,
    /// From where it came; unknown where the server did not say.
    pub address: Option<ClientAddress>,
    /// Which item of its batch it is, from 0.
    pub item: usize,
}

/// How a request came.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Transport {
    /// In the address, which caches and logs may keep: nothing that tells about a person belongs
    /// there.
    Get,
    /// In the body.
    Post,
}

/// From where a request came. A server behind proxies, which knows which of them to believe, puts it
/// among the extensions of the request; else it is the other end of the connection. It is personal
/// data: it delays whoever guesses, and is never logged.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Whoever is connected, or whom the proxy names.
    pub(crate) fn of(extensions: &Extensions) -> Option<Self> {
        let connection = || extensions.get::<ConnectInfo<SocketAddr>>();
        extensions
            .get()
            .copied()
            .or_else(|| connection().map(|ConnectInfo(address)| Self(address.ip())))
    }
}

impl std::fmt::Debug for ClientAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientAddress(…)")
    }
}

/// What names one thing to be done, however often it is sent: 1 to 200 visible ASCII characters
/// that the client makes up, such as a UUID.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IdempotencyKey(Arc<str>);

impl IdempotencyKey {
    const MAX: usize = 200;

    fn of(headers: &HeaderMap) -> Result<Option<Self>, Refusal> {
        const NAME: HeaderName = HeaderName::from_static("idempotency-key");
        let mut values = headers.get_all(NAME).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        value
            .to_str()
            .ok()
            .filter(|text| (1..=Self::MAX).contains(&text.len()) && values.next().is_none())
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()))
            .map(|text| Some(Self(text.into())))
            .ok_or_else(|| {
                Refusal::malformed(
                    StatusCode::BAD_REQUEST,
                    format!(
                        "Idempotency-Key is one header of 1 to {} visible ASCII characters",
                        Self::MAX
                    ),
                )
            })
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// SHA-256 of everything that decides what a request does. Two requests with one key have to agree
/// in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Fingerprint(pub(crate) [u8; 32]);

impl Fingerprint {
    pub(super) fn of(request: &Request) -> Self {
        let variables = serde_json::to_vec(&request.variables).unwrap_or_default();
        let operation = request.operation_name.as_deref().unwrap_or_default();
        let mut hash = Sha256::new();
        for part in [request.query.as_bytes(), operation.as_bytes(), &variables] {
            // Its length goes in too, so that parts cannot run into each other.
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

impl Caller {
    pub(super) fn new(
        transport: Transport,
        extensions: &Extensions,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        let authorization = headers.get(AUTHORIZATION).cloned().map(|mut value| {
            value.set_sensitive(true);
            value
        });
        Ok(Self {
            request_id: RequestId::of_request(extensions),
            transport,
            authorization,
            idempotency_key: IdempotencyKey::of(headers)?,
            address: ClientAddress::of(extensions),
            item: 0,
        })
    }

    /// The same caller of another item of the batch.
    pub(super) fn of_item(&self, item: usize) -> Self {
        Self {
            item,
            ..self.clone()
        }
    }
}
