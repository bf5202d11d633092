//! What signing in tells a stranger by the time it takes, and what it costs those who read meanwhile.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use crate::client::Client;
use crate::editor;
use crate::failure::Failure;
use crate::processor::{Spread, share_below};
use crate::question;
use crate::report::{Report, Target};
use crate::running::Running;

/// How many wrong passwords of one account are tried before the right one, so that nobody has to
/// wait.
const FREE: u32 = 4;
/// How many strangers guess at the same time while others read.
const STRANGERS: u32 = 8;

/// What is tried, and how often.
#[derive(Args)]
pub(crate) struct SigningIn {
    /// The program.
    #[arg(long)]
    program: PathBuf,
    /// A file that `generate` wrote; it is changed.
    #[arg(long)]
    database: PathBuf,
    /// How many wrong passwords are tried, and as many unknown accounts.
    #[arg(long, default_value_t = 400)]
    attempts: u32,
    /// How many pages of 20 are read while nobody signs in, and as many while strangers guess.
    #[arg(long, default_value_t = 2_000)]
    pages: u32,
}

impl SigningIn {
    /// Try all of it.
    pub(crate) fn observe(&self) -> Result<Report, Failure> {
        let token = editor::create(&self.program, &self.database)?;
        let mut running = Running::start(&self.program, &self.database, &editor::SETTINGS)?;
        let mut client = running.wait()?;
        editor::choose_password(&mut client, &token)?;
        let mut report = Report::default();
        self.try_passwords(&mut client, &mut report)?;
        self.read_meanwhile(&running, &mut report)?;
        Ok(report)
    }

    /// A wrong password and an unknown account, one after the other, each the first in turn. Both are
    /// tried equally often, and from addresses that nobody else has.
    fn try_passwords(&self, client: &mut Client, report: &mut Report) -> Result<(), Failure> {
        let (mut wrong, mut unknown) = (Vec::new(), Vec::new());
        for attempt in 0..self.attempts {
            if attempt % FREE == 0 {
                editor::sign_in(client)?;
            }
            let nobody = format!("nobody-{}@benchmark.example", attempt / FREE);
            let mut tries = [(editor::EMAIL, &mut wrong), (&nobody, &mut unknown)];
            if attempt % 2 == 1 {
                tries.reverse();
            }
            for (place, (email, times)) in (0..).zip(tries) {
                times.push(guess(client, email, 2 * attempt + place)? * 1e3);
            }
        }

        report.heading(format!(
            "{} wrong passwords, and as many unknown accounts",
            self.attempts
        ));
        let longer = share_below(&unknown, &wrong);
        let [wrong, unknown] = [wrong, unknown].map(Spread::of);
        report.figure("a wrong password", wrong.median, "ms", Target::None);
        report.figure("an unknown account", unknown.median, "ms", Target::None);
        report.figure(
            "the one ÷ the other",
            wrong.median / unknown.median,
            "",
            Target::Between(0.98, 1.02),
        );
        report.figure(
            "pairs of which the wrong password took longer",
            longer,
            "",
            Target::Between(0.42, 0.58),
        );
        Ok(())
    }

    /// The same pages while nobody signs in, and while strangers guess as fast as they can.
    fn read_meanwhile(&self, running: &Running, report: &mut Report) -> Result<(), Failure> {
        let calm = Spread::of(self.read(running)?);
        let done = AtomicBool::new(false);
        let began = Instant::now();
        let (busy, guesses) = thread::scope(|scope| {
            let strangers: Vec<_> = (0..STRANGERS)
                .map(|stranger| {
                    let done = &done;
                    scope.spawn(move || guess_until(done, running, stranger))
                })
                .collect();
            let busy = self.read(running);
            done.store(true, Ordering::Relaxed);
            let mut guesses = Vec::new();
            for stranger in strangers {
                guesses.extend(stranger.join().unwrap_or_else(|_| Ok(Vec::new()))?);
            }
            Ok::<_, Failure>((busy?, guesses))
        })?;
        let seconds = began.elapsed().as_secs_f64();
        let busy = Spread::of(busy);
        report.heading(format!(
            "{} pages of 20 read, while nobody signs in and while {STRANGERS} strangers guess",
            self.pages
        ));
        #[allow(clippy::cast_precision_loss)]
        let a_second = guesses.len() as f64 / seconds;
        let guess = Spread::of(guesses);
        report.figure("guesses", a_second, "/s", Target::None);
        report.figure("a guess", guess.median, "ms", Target::None);
        report.figure("a page, nobody signs in", calm.median, "ms", Target::None);
        report.figure("a page meanwhile", busy.median, "ms", Target::None);
        let name = "99 of 100 pages, nobody signs in";
        report.figure(name, calm.most_of_all, "ms", Target::None);
        let name = "99 of 100 pages meanwhile";
        report.figure(name, busy.most_of_all, "ms", Target::None);
        let name = "99 of 100 pages meanwhile ÷ a guess";
        report.figure(
            name,
            busy.most_of_all / guess.median,
            "",
            Target::Under(0.5),
        );
        Ok(())
    }

    /// How long each page took, in milliseconds.
    fn read(&self, running: &Running) -> Result<Vec<f64>, Failure> {
        let body = question::page_body(20);
        let mut client = running.connect()?;
        let mut times = Vec::new();
        for _ in 0..self.pages {
            let began = Instant::now();
            client.ask_in(question::ACCEPT_LANGUAGE, &body)?;
            times.push(began.elapsed().as_secs_f64() * 1e3);
        }
        Ok(times)
    }
}

/// A stranger who guesses until all is read, each time as somebody else; how long each guess took, in
/// milliseconds.
fn guess_until(done: &AtomicBool, running: &Running, stranger: u32) -> Result<Vec<f64>, Failure> {
    let mut client = running.connect()?;
    let mut times = Vec::new();
    for round in 0_u32.. {
        if done.load(Ordering::Relaxed) {
            break;
        }
        let email = format!("stranger-{stranger}-{round}@benchmark.example");
        let address = (stranger + 1) << 20 | round;
        times.push(guess(&mut client, &email, address)? * 1e3);
    }
    Ok(times)
}

/// Try a wrong password from an address of its own; how many seconds it took to be refused.
fn guess(client: &mut Client, email: &str, address: u32) -> Result<f64, Failure> {
    let [_, b, c, d] = address.to_be_bytes();
    let head = format!("x-forwarded-for: 10.{b}.{c}.{d}\r\n");
    let body = editor::login(email, "drei rote Fahrräder im Schnee");
    let began = Instant::now();
    let data = client.data(&head, &body)?;
    let took = began.elapsed().as_secs_f64();
    if data["login"]["userErrors"][0]["code"] == json!("WRONG_CREDENTIALS") {
        return Ok(took);
    }
    Err(Failure::Unexpected {
        what: "a guess to be refused",
        instead: data.to_string(),
    })
}
