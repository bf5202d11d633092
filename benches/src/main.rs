//! The benchmark: makes a directory of any size and measures what the program costs.
//!
//! - `generate` writes the seeds and any number of made-up offers into a SQLite file. The same
//!   number yields the same directory on every machine.
//! - `measure` opens such a file and compares, in one process and one run, the program's schema with
//!   a bare async-graphql schema over plain structs that gives the same answers.
//! - `observe` starts the program and looks at it from outside: how long it takes to the first
//!   correct answer, how much memory it holds after a number of queries.
//! - `write` changes published entries of the program and sees each change among what is public.
//! - `sign-in` tries wrong passwords and unknown accounts, and reads while strangers guess.
//!
//! Each prints its figures with the target beside them and ends with status 1 where one is missed.
//! `benches/run` does all of it.

#![allow(clippy::print_stdout, clippy::print_stderr)] // printing is what it is for

mod bare;
mod chance;
mod client;
mod comparison;
mod database;
mod editor;
mod failure;
mod generator;
mod observation;
mod processor;
mod program;
mod question;
mod report;
mod running;
mod signing_in;
#[cfg(test)]
mod tests;
mod writing;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mimalloc::MiMalloc;

use self::failure::Failure;
use self::observation::Observation;
use self::report::Report;
use self::signing_in::SigningIn;
use self::writing::Writing;

/// The program's own, so that both sides of the comparison allocate as it does.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Generates directories and measures what the program costs.
#[derive(Parser)]
#[command(name = "benchmark")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the seeds and made-up offers into a SQLite file.
    Generate {
        /// How many offers are made up; organizations are 2 %, locations 4 % of them.
        #[arg(long)]
        offers: u32,
        /// The file; it is made where there is none.
        #[arg(long)]
        database: PathBuf,
    },
    /// Compare the program's schema with a bare one.
    Measure {
        /// A file that `generate` wrote, with 100 offers or more.
        #[arg(long)]
        database: PathBuf,
    },
    /// Start the program on a file and look at it from outside.
    Observe(Observation),
    /// Start the program on a file and change what it publishes.
    Write(Writing),
    /// Start the program on a file and try passwords, also while others read.
    SignIn(SigningIn),
    /// Ask for one page again and again, for a profiler to watch.
    Profile {
        /// A file that `generate` wrote.
        #[arg(long)]
        database: PathBuf,
        /// How many offers the page holds.
        #[arg(long, default_value_t = 20)]
        first: u32,
        /// How often it is asked for.
        #[arg(long, default_value_t = 20_000)]
        requests: u32,
        /// Ask the bare schema instead of the program's.
        #[arg(long)]
        bare: bool,
    },
}

// One thread, so that the processor time of the thread is the processor time of the answer.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match carry_out(Arguments::parse().task).await {
        Ok(report) if report.every_target_is_met() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{}", failure.with_causes());
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(task: Task) -> Result<Report, Failure> {
    match task {
        Task::Generate { offers, database } => generator::generate(offers, &database).await,
        Task::Measure { database } => comparison::measure(&database).await,
        Task::Observe(observation) => observation.observe().await,
        Task::Write(writing) => writing.observe(),
        Task::SignIn(signing_in) => signing_in.observe(),
        Task::Profile {
            database,
            first,
            requests,
            bare,
        } => comparison::repeat(&database, first, requests, bare).await,
    }
}
