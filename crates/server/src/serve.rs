//! A server from its start to its end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use application::{Application, SeedReport};
use axum::middleware;
use gateway::{Clock, Gateway};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tracing::{info, warn};

use crate::config::Config;
use crate::database::{self, Prepared};
use crate::error::ServerError;
use crate::mail::{self, Courier};
use crate::{
    accounts, client_address, connections, follow, housekeeping, notices, request_log, seeds,
};

/// A server that answers.
#[derive(Debug)]
pub struct Running {
    /// Where; the port is the real one where the configuration said 0.
    pub address: SocketAddr,
    /// What it answers from.
    pub application: Arc<Application>,
    /// Tells it to stop.
    pub shutdown: Shutdown,
    /// What was seeded, where the database held nothing before.
    pub seeded: Option<SeedReport>,
    grace: Duration,
    server: JoinHandle<()>,
    /// Finishes what it has in hand.
    courier: JoinHandle<()>,
    /// Can be broken off at any time.
    others: [JoinHandle<()>; 3],
}

/// Tells a server to stop. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Shutdown(Arc<watch::Sender<bool>>);

impl Shutdown {
    pub(crate) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Take no more connections, and end once the requests under way are answered.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody began it.
    pub(crate) fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Wait until somebody began it.
    pub fn begun(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut begun = self.0.subscribe();
        async move {
            // The sender cannot be gone before: the receiver would be told the last value.
            drop(begun.wait_for(|begun| *begun).await);
        }
    }
}

/// Start a server: take the port, make the database fit, build the catalogue, answer.
///
/// # Errors
/// The port or the database cannot be had.
pub async fn start(config: &Config, clock: Clock) -> Result<Running, ServerError> {
    // The port first, so that a second start in the same folder ends before it touches anything.
    let listener = listen(config.http.listen).await?;
    let address = listener.local_addr().map_err(ServerError::Serve)?;
    let courier = Courier::new(&config.mail)?;
    let Prepared { store, seeded } = database::prepare(&config.database, &clock).await?;
    let accounts = accounts::accounts(config, store.clone())?;
    let started = Application::start(store, seeds::holidays()?, accounts, clock().into()).await;
    let application = started.map_err(|source| ServerError::Application {
        database: config.database.url.to_string(),
        source,
    })?;
    let application = application.with_editorial(config.editorial.settings());
    let application = Arc::new(application);
    let shutdown = Shutdown::new();
    let its = || Arc::clone(&application);
    let delivering = mail::deliver(courier, its(), Arc::clone(&clock), shutdown.clone());
    let courier = tokio::spawn(delivering);
    let follower = tokio::spawn(follow::follow(its(), Arc::clone(&clock)));
    let housekeeper = tokio::spawn(housekeeping::keep(its(), Arc::clone(&clock)));

    let teller = tokio::spawn(notices::tell(its(), Arc::clone(&clock)));

    let limits = config.graphql.limits();
    let gateway = Gateway::new(Arc::clone(&application), limits, clock);
    let mut router = gateway::http::router(gateway, config.http.settings(limits));
    if let Some(header) = config.http.client_address_header.as_ref() {
        let takes = middleware::from_fn_with_state(header.clone(), client_address::take_from);
        router = router.layer(takes);
    }
    let router = router.layer(middleware::from_fn(request_log::tell));
    let header_timeout = config.http.header_timeout.duration();
    let server = connections::serve(listener, router, header_timeout, shutdown.clone());
    let server = tokio::spawn(server);
    info!(%address, database = %config.database.url, "serving");
    Ok(Running {
        address,
        application,
        shutdown,
        seeded,
        grace: config.http.shutdown_grace.duration(),
        server,
        courier,
        others: [follower, housekeeper, teller],
    })
}

impl Running {
    /// Wait until the server was told to stop and the requests under way are answered, at most for
    /// the time of grace.
    ///
    /// # Errors
    /// It could no longer take connections.
    pub async fn ended(self) -> Result<(), ServerError> {
        let Self {
            application,
            shutdown,
            grace,
            mut server,
            mut courier,
            others,
            ..
        } = self;
        let broken = tokio::select! {
            ended = &mut server => Some(ended),
            () = shutdown.begun() => None,
        };
        // Where the server broke, the others end as well.
        shutdown.begin();
        let answered = async {
            match broken {
                Some(ended) => Some(ended),
                None => timeout(grace, &mut server).await.ok(),
            }
        };
        let (answered, delivered) = tokio::join!(answered, timeout(grace, &mut courier));
        for other in others {
            other.abort();
            // Until then it holds the application.
            drop(other.await);
        }
        if delivered.is_err() {
            courier.abort();
            drop(courier.await);
            warn!("a mail was not handed over in time: it is sent again later");
        }
        match answered {
            Some(Ok(())) => {}
            Some(Err(broken)) => {
                return Err(ServerError::Serve(io::Error::other(broken)));
            }
            None => {
                server.abort();
                warn!("some requests were not answered in time and are cut off");
            }
        }
        // Connections that were cut off may still hold it; the system lets go of the rest.
        if let Some(application) = Arc::into_inner(application)
            && let Err(error) = application.close().await
        {
            warn!(
                error = &error as &dyn std::error::Error,
                "the database did not let go in order"
            );
        }
        Ok(())
    }
}

pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| ServerError::Listen { address, source })
}
