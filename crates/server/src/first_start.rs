//! What a person reads who starts the program for the first time.

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::absolute;

use application::SeedReport;

use crate::config::DatabaseAddress;

/// The text: where to look, what to ask, where everything is kept, how to stop.
pub(crate) fn welcome(
    listening: SocketAddr,
    database: &DatabaseAddress,
    seeded: SeedReport,
) -> String {
    let address = reachable(listening);
    let kept = match database.file() {
        Some(file) => absolute(&file).unwrap_or(file).display().to_string(),
        None => database.to_string(),
    };
    let created = seeded.created;
    let mut text = String::new();
    // Writing to a text does not fail.
    let _ = write!(
        text,
        "\
The directory is running, with {created} things to start from (marked as a demo where they are one).

  Look around   http://{address}/graphiql
  Ask           curl -s http://{address}/graphql -H 'content-type: application/json' \\
                  -d '{{\"query\": \"{{ entries(first: 3) {{ totalCount nodes {{ title {{ text }} }} }} }}\"}}'
  Schema        http://{address}/schema.graphql
  First account angebote user create-admin --email YOU@EXAMPLE.ORG --name \"YOUR NAME\"
  Database      {kept}
  Stop          Ctrl+C

The next start keeps what is there. Everything that can be set stands in config.example.toml.
"
    );
    text
}

/// An address that a browser on this machine can open.
fn reachable(listening: SocketAddr) -> SocketAddr {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listening.port())
}
