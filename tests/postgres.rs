//! The same on PostgreSQL, in a schema of its own, where `TEST_POSTGRES_URL` names a server.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::{Arc, Mutex};

use server::ServerError;
use sqlx::Connection;

use crate::client::Client;
use crate::queries::documented;
use crate::serving::{RUNTIME, SHARED, Served, clock, config_of};
use crate::waiting::until;

/// A schema that is gone when this is dropped.
pub struct Schema {
    server: String,
    name: String,
}

impl Schema {
    /// None where there is no server to be had; in CI there has to be one.
    pub fn create(purpose: &str) -> Option<Self> {
        let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
            assert!(
                std::env::var_os("CI").is_none(),
                "TEST_POSTGRES_URL has to name a PostgreSQL server here"
            );
            return None;
        };
        let name = format!("angebote_{purpose}_{}", std::process::id());
        let schema = Self { server, name };
        schema.run(&format!("DROP SCHEMA IF EXISTS {} CASCADE", schema.name));
        schema.run(&format!("CREATE SCHEMA {}", schema.name));
        Some(schema)
    }

    /// Where it is.
    pub fn own_url(&self) -> String {
        self.url(&self.server)
    }

    fn url(&self, server: &str) -> String {
        let separator = if server.contains('?') { '&' } else { '?' };
        format!("{server}{separator}options[search_path]={}", self.name)
    }

    fn run(&self, sql: &str) {
        RUNTIME.block_on(async {
            let mut connection = sqlx::PgConnection::connect(&self.server).await.unwrap();
            let sql = sqlx::AssertSqlSafe(sql.to_owned());
            sqlx::query(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        self.run(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name));
    }
}

/// Stands between the server and its database, and can be cut.
struct Line {
    address: SocketAddr,
    state: Arc<Mutex<LineState>>,
}

#[derive(Default)]
struct LineState {
    is_cut: bool,
    streams: Vec<TcpStream>,
}

impl Line {
    fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state: Arc<Mutex<LineState>> = Arc::default();
        let line = Arc::clone(&state);
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let mut line = line.lock().unwrap();
                if line.is_cut {
                    continue;
                }
                let far = TcpStream::connect(target).unwrap();
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || {
                        drop(io::copy(&mut from, &mut to));
                        drop(to.shutdown(Shutdown::Both));
                    });
                }
                line.streams.extend([near, far]);
            }
        });
        Self { address, state }
    }

    fn cut(&self) {
        let mut line = self.state.lock().unwrap();
        line.is_cut = true;
        for stream in line.streams.drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    fn mend(&self) {
        self.state.lock().unwrap().is_cut = false;
    }
}

/// The address of a database server, and the same URL with another address in it.
fn through(url: &str, line: impl FnOnce(SocketAddr) -> SocketAddr) -> String {
    let (before, rest) = url.rsplit_once('@').map_or_else(
        || {
            url.split_once("://")
                .map(|(a, b)| (format!("{a}://"), b))
                .unwrap()
        },
        |(before, rest)| (format!("{before}@"), rest),
    );
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, after) = rest.split_at(end);
    let host = if host.contains(':') {
        host.to_owned()
    } else {
        format!("{host}:5432")
    };
    let target = host.to_socket_addrs().unwrap().next().unwrap();
    format!("{before}{}{after}", line(target))
}

#[test]
fn postgresql_answers_as_sqlite_does_and_may_be_away_for_a_while() {
    let Some(schema) = Schema::create("away") else {
        return;
    };
    let url = schema.own_url();

    let refused = RUNTIME.block_on(server::start(&config_of(&url, &[]), clock()));
    let refused: ServerError = refused.unwrap_err();
    assert!(refused.advice().unwrap().contains("angebote migrate"));
    assert_eq!(refused.exit_code(), server::ExitCode::Configuration);

    let mut line = None;
    let url = through(&url, |target| line.insert(Line::to(target)).address);
    let line = line.unwrap();
    let served = Served::start(&config_of(
        &url,
        &[
            ("ANGEBOTE__DATABASE__MIGRATE_ON_START", "true"),
            ("ANGEBOTE__DATABASE__ACQUIRE_TIMEOUT", "500ms"),
        ],
    ));
    assert!(served.running.seeded.is_some());
    for documented in documented() {
        assert_eq!(
            documented.data(&served.client),
            documented.data(&SHARED.client),
            "{}",
            documented.name
        );
    }

    let ready = |client: &Client| client.get("/health/ready");
    assert_eq!(ready(&served.client).status, 200);
    line.cut();
    let away = until("the database is away", || {
        Some(ready(&served.client)).filter(|answer| answer.status == 503)
    });
    assert_eq!(away.json()["publicReads"], true);
    assert_eq!(away.json()["database"], false);
    served.client.ask("{ entries { totalCount } }").data();
    line.mend();
    until("the database is back", || {
        Some(ready(&served.client)).filter(|answer| answer.status == 200)
    });
    served.stop();
}
