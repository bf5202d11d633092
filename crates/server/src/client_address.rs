//! From which computer somebody asks, where a proxy stands between.
//!
//! Failed attempts to sign in are slowed down per address. Behind a proxy all requests come from
//! one, so that anybody could keep everybody out; who asks is then what the proxy says. It is never
//! logged.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;

/// Take who asks from this header, where it says so.
pub(crate) async fn take_from(
    State(header): State<HeaderName>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(ip) = last_address(request.headers(), &header) {
        let address = ConnectInfo(SocketAddr::new(ip, 0));
        request.extensions_mut().insert(address);
    }
    next.run(request).await
}

/// The address that the nearest proxy has added: what stands before it, anybody can claim.
fn last_address(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let last = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    let with_port = || last.parse().ok().map(|address: SocketAddr| address.ip());
    last.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn address(values: &[&str]) -> Option<String> {
        let name = HeaderName::from_static("x-forwarded-for");
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(&name, value.parse().unwrap());
        }
        last_address(&headers, &name).map(|ip| ip.to_string())
    }

    #[test]
    fn what_the_nearest_proxy_says_counts() {
        assert_eq!(address(&["192.0.2.7"]).unwrap(), "192.0.2.7");
        assert_eq!(address(&["10.0.0.1, 192.0.2.7"]).unwrap(), "192.0.2.7");
        assert_eq!(address(&["10.0.0.1", "192.0.2.7"]).unwrap(), "192.0.2.7");
        assert_eq!(address(&["[2001:db8::7]:4711"]).unwrap(), "2001:db8::7");
        assert_eq!(address(&["192.0.2.7:4711"]).unwrap(), "192.0.2.7");
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        assert_eq!(address(&[]), None);
        assert_eq!(address(&["unknown"]), None);
        assert_eq!(address(&["192.0.2.7,"]), None);
    }
}
