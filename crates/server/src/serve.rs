//! A server from its start to its end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use application::accounts::{AccountSettings, Accounts, Capabilities};
use application::{Application, ApplicationError, SeedReport};
use axum::middleware;
use domain::contact::WebUrl;
use gateway::{Clock, Gateway};
use persistence::Store;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::{info, warn};

use crate::config::Config;
use crate::database::{self, Prepared};
use crate::error::ServerError;
use crate::{client_address, connections, follow, request_log, seeds};

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
    follower: JoinHandle<()>,
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

/// People and programs that act, with the randomness and the threads of this machine.
fn accounts(store: &Store, address: SocketAddr) -> Result<Accounts, ApplicationError> {
    let home = format!("http://{address}");
    let settings = WebUrl::parse(&home).and_then(|home| AccountSettings::new(&home));
    let settings = settings.map_err(|_| ApplicationError::Page(home))?;
    let capabilities = Capabilities {
        // Without randomness nothing that has to be secret can be made.
        chance: Arc::new(|bytes| {
            if getrandom::fill(bytes).is_err() {
                std::process::abort();
            }
        }),
        blocking: Arc::new(|job| drop(tokio::task::spawn_blocking(job))),
    };
    Accounts::new(store.clone(), settings, capabilities)
}

/// Start a server: take the port, make the database fit, build the catalogue, answer.
///
/// # Errors
/// The port or the database cannot be had.
pub async fn start(config: &Config, clock: Clock) -> Result<Running, ServerError> {
    // The port first, so that a second start in the same folder ends before it touches anything.
    let listener = listen(config.http.listen).await?;
    let address = listener.local_addr().map_err(ServerError::Serve)?;
    let Prepared { store, seeded } = database::prepare(&config.database, &clock).await?;
    let started = match accounts(&store, address) {
        Ok(accounts) => {
            Application::start(store, seeds::holidays()?, accounts, clock().into()).await
        }
        Err(error) => Err(error),
    };
    let application = started.map_err(|source| ServerError::Application {
        database: config.database.url.to_string(),
        source,
    })?;
    let application = Arc::new(application);
    let follower = tokio::spawn(follow::follow(Arc::clone(&application), Arc::clone(&clock)));

    let limits = config.graphql.limits();
    let gateway = Gateway::new(Arc::clone(&application), limits, clock);
    let mut router = gateway::http::router(gateway, config.http.settings(limits));
    if let Some(header) = config.http.client_address_header.as_ref() {
        let takes = middleware::from_fn_with_state(header.clone(), client_address::take_from);
        router = router.layer(takes);
    }
    let router = router.layer(middleware::from_fn(request_log::tell));
    let shutdown = Shutdown::new();
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
        follower,
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
            follower,
            ..
        } = self;
        let ended = tokio::select! {
            ended = &mut server => Some(ended),
            () = shutdown.begun() => tokio::time::timeout(grace, &mut server).await.ok(),
        };
        follower.abort();
        // Until then it holds the application.
        drop(follower.await);
        match ended {
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
