//! The program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// An answer is made of some thousand small allocations: with this allocator it takes two thirds of
/// the time (see the benchmark, which uses it too). Without huge pages, which would hold memory that
/// nobody uses.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run().await
}
