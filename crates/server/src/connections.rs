//! Connections: taken, answered, and let go of in order.
//!
//! By hand instead of with `axum::serve`, which sets no limit to the time in which the head of a
//! request has to arrive: whoever sends it byte by byte would hold a connection for ever.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::serve::Listener;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tracing::debug;

use crate::serve::Shutdown;

/// Answer whoever connects until told to stop, and then what is under way. Dropped, it cuts off
/// what is left.
///
/// `header_timeout` is for the head of each request, and for the time that a connection is kept
/// without one.
pub(crate) async fn serve(
    mut listener: TcpListener,
    router: Router,
    header_timeout: Duration,
    shutdown: Shutdown,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(header_timeout);
    let mut connections = JoinSet::new();
    let mut told_to_stop = pin!(shutdown.begun());
    loop {
        tokio::select! {
            // Waits and tries again where the system has no more of them.
            (stream, address) = Listener::accept(&mut listener) => {
                let begun = shutdown.begun();
                connections.spawn(answer(http.clone(), stream, address, router.clone(), begun));
            }
            // Only so that ended ones do not gather.
            Some(_) = connections.join_next() => {}
            () = &mut told_to_stop => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Answer the requests of one connection.
async fn answer(
    http: http1::Builder,
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    told_to_stop: impl Future<Output = ()>,
) {
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        router.call(request)
    });
    let connection = http
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = told_to_stop => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        // Nearly always somebody who went away; nobody has to do anything about it.
        debug!(
            error = &error as &dyn std::error::Error,
            "a connection broke"
        );
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Instant;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// A server that tells from where it was asked, with little patience.
    struct Served {
        address: SocketAddr,
        shutdown: Shutdown,
        server: tokio::task::JoinHandle<()>,
    }

    const PATIENCE: Duration = Duration::from_millis(300);
    const FAR_TOO_LONG: Duration = Duration::from_secs(20);

    async fn served() -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let who = |ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.to_string() };
        let slow = || tokio::time::sleep(2 * PATIENCE);
        let router = Router::new().route("/", get(who)).route("/slow", get(slow));
        let shutdown = Shutdown::new();
        let server = tokio::spawn(serve(listener, router, PATIENCE, shutdown.clone()));
        Served {
            address,
            shutdown,
            server,
        }
    }

    async fn rest(mut stream: TcpStream) -> String {
        let mut text = String::new();
        let read = stream.read_to_string(&mut text);
        // A connection that is cut off reads as its end or as an error.
        drop(tokio::time::timeout(FAR_TOO_LONG, read).await.unwrap());
        text
    }

    #[tokio::test]
    async fn whoever_sends_a_head_byte_by_byte_is_cut_off() {
        let served = served().await;
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        let start = Instant::now();
        let mut sent = 0;
        for byte in b"GET / HTTP/1.1\r\nhost: test\r\n".iter().cycle() {
            if stream.write_all(&[*byte]).await.is_err() {
                break;
            }
            sent += 1;
            assert!(start.elapsed() < FAR_TOO_LONG, "{sent} bytes were taken");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(!rest(stream).await.contains("200 OK"));
    }

    #[tokio::test]
    async fn a_connection_without_a_request_is_let_go_of() {
        let served = served().await;
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: test\r\n\r\n")
            .await
            .unwrap();
        let from = stream.local_addr().unwrap().to_string();
        let answer = rest(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.ends_with(&from), "{answer}");
    }

    #[tokio::test]
    async fn what_is_under_way_is_answered_before_the_end() {
        let served = served().await;
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        stream
            .write_all(b"GET /slow HTTP/1.1\r\nhost: test\r\n\r\n")
            .await
            .unwrap();
        tokio::time::sleep(PATIENCE / 3).await;
        served.shutdown.begin();
        let answer = rest(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        served.server.await.unwrap();
        assert!(TcpStream::connect(served.address).await.is_err());
    }
}
