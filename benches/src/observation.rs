//! The program from outside: how long it takes to start, and how much memory it holds.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::Value;

use crate::client::Client;
use crate::failure::Failure;
use crate::processor::Spread;
use crate::program::Program;
use crate::question;
use crate::report::{Report, Target};
use crate::running::{Memory, Running};

/// What is looked at, and what has to come of it.
#[derive(Args)]
pub(crate) struct Observation {
    /// The program.
    #[arg(long)]
    program: PathBuf,
    /// A file that `generate` wrote.
    #[arg(long)]
    database: PathBuf,
    /// How often the program is started.
    #[arg(long, default_value_t = 5)]
    starts: u32,
    /// How many pages it is asked for before its memory is looked at.
    #[arg(long, default_value_t = 1_000)]
    queries: u32,
    /// How long the first answer may take, in seconds.
    #[arg(long)]
    seconds: Option<f64>,
    /// How much memory it may hold, in megabytes.
    #[arg(long)]
    megabytes: Option<f64>,
}

impl Observation {
    /// Start the program as often as asked, and ask the last of them.
    pub(crate) async fn observe(&self) -> Result<Report, Failure> {
        let expected = self.expected().await?;
        let mut report = Report::default();
        report.heading(format!("The program, started {} times", self.starts));
        let mut starts = Vec::new();
        let mut memory = None;
        for start in 1..=self.starts {
            let started = Instant::now();
            let mut running = Running::start(&self.program, &self.database, &[])?;
            let client = running.first_answer(started, &expected)?;
            starts.push(started.elapsed().as_secs_f64());
            if start == self.starts {
                memory = Some(self.memory(&running, client)?);
            }
        }
        let starts = Spread::of(starts);
        let target = self.seconds.map_or(Target::None, Target::Under);
        report.figure("start to first correct answer", starts.median, "s", target);
        report.note(format!(
            "the starts from {:.2} to {:.2} s",
            starts.least, starts.greatest
        ));
        if let Some((fresh, asked)) = memory {
            let target = self.megabytes.map_or(Target::None, Target::Under);
            report.figure(
                "memory after the first answer",
                fresh.resident,
                "MB",
                Target::None,
            );
            let name = format!("memory after {} queries", self.queries);
            report.figure(&name, asked.resident, "MB", target);
            report.figure("the most it ever held", asked.most, "MB", Target::None);
        }
        Ok(report)
    }

    /// What the program has to answer, by its own schema in this process.
    async fn expected(&self) -> Result<Value, Failure> {
        let program = Program::open(&self.database).await?;
        let response = program.answer(question::page(20)).await;
        Ok(response.data.into_json()?)
    }

    /// The memory before and after the queries.
    fn memory(&self, running: &Running, mut client: Client) -> Result<(Memory, Memory), Failure> {
        const LANGUAGES: [&str; 4] = ["ar, de;q=0.5", "de", "en-GB, en;q=0.8", "tr"];
        let fresh = running.memory()?;
        let body = question::page_body(20);
        for languages in LANGUAGES.iter().cycle().take(self.queries as usize) {
            client.ask_in(languages, &body)?;
        }
        Ok((fresh, running.memory()?))
    }
}
