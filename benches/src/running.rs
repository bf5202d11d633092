//! The program as a process of its own, while it runs.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::client::Client;
use crate::database;
use crate::failure::Failure;
use crate::question;

/// How long the program may take to its first answer before nobody waits any longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program while it runs. It is asked to end when nobody looks at it any more.
pub(crate) struct Running {
    child: Child,
    host: SocketAddr,
    log: PathBuf,
}

/// Memory of a process, in megabytes.
pub(crate) struct Memory {
    /// What it holds now.
    pub(crate) resident: f64,
    /// The most it ever held.
    pub(crate) most: f64,
}

impl Running {
    /// Start the program on a file, with these settings and its defaults besides.
    pub(crate) fn start(
        program: &Path,
        database: &Path,
        settings: &[(&str, &str)],
    ) -> Result<Self, Failure> {
        let host = free_address()?;
        let log = database.with_extension("log");
        let output = File::create(&log).map_err(Failure::io("making a log"))?;
        let errors = output.try_clone().map_err(Failure::io("making a log"))?;
        let child = command(program, database, settings)?
            .env("ANGEBOTE__HTTP__LISTEN", host.to_string())
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(Failure::io("starting the program"))?;
        Ok(Self { child, host, log })
    }

    /// Another connection to it.
    pub(crate) fn connect(&self) -> Result<Client, Failure> {
        Client::connect(self.host).map_err(Failure::io("connecting to the program"))
    }

    /// Wait until it serves what it publishes.
    pub(crate) fn wait(&mut self) -> Result<Client, Failure> {
        self.answer_that(Instant::now(), |answer| answer["data"].is_object())
    }

    /// Ask until the answer is the right one.
    pub(crate) fn first_answer(
        &mut self,
        started: Instant,
        expected: &Value,
    ) -> Result<Client, Failure> {
        self.answer_that(started, |answer| answer["data"] == *expected)
    }

    fn answer_that(
        &mut self,
        started: Instant,
        is_right: impl Fn(&Value) -> bool,
    ) -> Result<Client, Failure> {
        let body = question::page_body(20);
        let mut last = "nothing".to_owned();
        while started.elapsed() < PATIENCE {
            let answered = Client::connect(self.host).and_then(|mut client| {
                let answer = client.post(question::ACCEPT_LANGUAGE, "", &body)?;
                Ok((client, answer))
            });
            match answered {
                Ok((client, answer)) => {
                    let read: Option<Value> = serde_json::from_str(&answer).ok();
                    if read.is_some_and(|read| is_right(&read)) {
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

    /// How much memory it holds.
    pub(crate) fn memory(&self) -> Result<Memory, Failure> {
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

/// Have the program do one task on a file and end; what it printed.
pub(crate) fn carry_out(
    program: &Path,
    database: &Path,
    settings: &[(&str, &str)],
    task: &[&str],
) -> Result<String, Failure> {
    let done = command(program, database, settings)?
        .args(task)
        .stdin(Stdio::null())
        .output()
        .map_err(Failure::io("starting the program"))?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        return Err(Failure::Ended { said });
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// The program on a file, away from any configuration that lies in the working directory.
fn command(program: &Path, database: &Path, settings: &[(&str, &str)]) -> Result<Command, Failure> {
    let program = program
        .canonicalize()
        .map_err(Failure::io("finding the program"))?;
    let database = database
        .canonicalize()
        .map_err(Failure::io("finding the database"))?;
    let mut command = Command::new(program);
    command
        .current_dir(database.parent().unwrap_or(Path::new("/")))
        .env("ANGEBOTE__DATABASE__URL", database::address(&database))
        .envs(settings.iter().copied());
    Ok(command)
}

/// An address on this machine on which nobody listens.
fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(Failure::io("finding a free port"))
}
