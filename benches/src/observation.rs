//! The program from outside: how long it takes to start, and how much memory it holds.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::client::Client;
use crate::database;
use crate::failure::Failure;
use crate::processor::Spread;
use crate::program::Program;
use crate::question;
use crate::report::{Report, Target};

/// How long the program may take to its first answer before nobody waits any longer.
const PATIENCE: Duration = Duration::from_secs(60);

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
            let mut running = Running::start(&self.program, &self.database)?;
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
            client
                .ask(&body, languages)
                .map_err(Failure::io("asking the program"))?;
        }
        Ok((fresh, running.memory()?))
    }
}

/// The program while it runs. It is asked to end when nobody looks at it any more.
struct Running {
    child: Child,
    host: SocketAddr,
    log: PathBuf,
}

/// Memory of a process, in megabytes.
struct Memory {
    resident: f64,
    most: f64,
}

impl Running {
    fn start(program: &Path, database: &Path) -> Result<Self, Failure> {
        let host = free_address()?;
        let log = database.with_extension("log");
        let output = File::create(&log).map_err(Failure::io("making a log"))?;
        let errors = output.try_clone().map_err(Failure::io("making a log"))?;
        // Away from any configuration that lies in the working directory.
        let program = program
            .canonicalize()
            .map_err(Failure::io("finding the program"))?;
        let database = database
            .canonicalize()
            .map_err(Failure::io("finding the database"))?;
        let folder = database.parent().unwrap_or(Path::new("/"));
        let child = Command::new(program)
            .current_dir(folder)
            .env("ANGEBOTE__HTTP__LISTEN", host.to_string())
            .env("ANGEBOTE__DATABASE__URL", database::address(&database))
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(Failure::io("starting the program"))?;
        Ok(Self { child, host, log })
    }

    /// Ask until the answer is the right one.
    fn first_answer(&mut self, started: Instant, expected: &Value) -> Result<Client, Failure> {
        let body = question::page_body(20);
        let mut last = "nothing".to_owned();
        while started.elapsed() < PATIENCE {
            let answered = Client::connect(self.host).and_then(|mut client| {
                let answer = client.ask(&body, question::ACCEPT_LANGUAGE)?;
                Ok((client, answer))
            });
            match answered {
                Ok((client, answer)) => {
                    let read: Option<Value> = serde_json::from_str(&answer).ok();
                    if read.is_some_and(|read| read["data"] == *expected) {
                        return Ok(client);
                    }
                    last = answer.chars().take(400).collect();
                }
                Err(error) => last = error.to_string(),
            }
            let ended = self.child.try_wait();
            if ended
                .map_err(Failure::io("looking at the program"))?
                .is_some()
            {
                return Err(Failure::Ended { said: self.said() });
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let seconds = PATIENCE.as_secs();
        Err(Failure::NoAnswer { seconds, last })
    }

    fn said(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    fn memory(&self) -> Result<Memory, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))
            .map_err(Failure::io("looking at the program's memory"))?;
        let megabytes = |name: &str| {
            status
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
                .and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<f64>().ok())
                .map_or(f64::NAN, |kibibytes| kibibytes * 1024.0 / 1e6)
        };
        Ok(Memory {
            resident: megabytes("VmRSS"),
            most: megabytes("VmHWM"),
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let id = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        let asked = id.is_some_and(|id| kill_process(id, Signal::TERM).is_ok());
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// An address on this machine on which nobody listens.
fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::io("finding a free port"))
}
