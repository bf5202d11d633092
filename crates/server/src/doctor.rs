//! `angebote doctor`: what is well and what is not, one line each. Nothing is written, and no
//! database is made.

use std::fmt;
use std::ops::RangeInclusive;
use std::process::ExitCode;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use persistence::{DatabaseKind, SchemaState, Store, StoreError};

use crate::cli::{causes, say};
use crate::config::{Config, Loaded, MailConfig};
use crate::error::ServerError;
use crate::mail::Post;
use crate::{database, seeds, serve, system_clock};

/// Examine everything. Bad where anything fails; a warning is good. What the database holds is read
/// only where that is asked for.
pub(crate) async fn examine(
    loaded: Result<Loaded, ServerError>,
    thorough: bool,
) -> Result<ExitCode, ServerError> {
    let mut findings = Findings::default();
    let config = match loaded {
        Ok(loaded) => {
            findings.add(configuration(&loaded));
            Some(loaded.config)
        }
        Err(error) => {
            findings.add(Finding::failed("configuration", &error));
            None
        }
    };
    if let Some(config) = config {
        findings.add(port(&config).await);
        for finding in database_findings(&config, thorough).await {
            findings.add(finding);
        }
        for finding in mail_findings(&config).await {
            findings.add(finding);
        }
    }
    findings.add(seeds_finding());
    findings.add(clock(system_clock()()));
    say(&findings.to_string())?;
    Ok(findings.exit_code())
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Verdict {
    Ok,
    Warn,
    Fail,
}

#[derive(Debug)]
struct Finding {
    verdict: Verdict,
    subject: &'static str,
    text: String,
}

impl Finding {
    fn new(verdict: Verdict, subject: &'static str, text: impl Into<String>) -> Self {
        Self {
            verdict,
            subject,
            text: text.into(),
        }
    }

    /// A failure, its cause, and what to do about it, in one line.
    fn failed(subject: &'static str, error: &ServerError) -> Self {
        let mut text = error.to_string().replace("\n  ", "; ");
        for cause in causes(error) {
            text.push_str(": ");
            text.push_str(&cause);
        }
        if let Some(advice) = error.advice() {
            text.push_str(" → ");
            text.push_str(&advice);
        }
        Self::new(Verdict::Fail, subject, text)
    }
}

#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    fn exit_code(&self) -> ExitCode {
        if self.0.iter().any(|it| it.verdict == Verdict::Fail) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding {
            verdict,
            subject,
            text,
        } in &self.0
        {
            let verdict = match verdict {
                Verdict::Ok => "ok",
                Verdict::Warn => "warn",
                Verdict::Fail => "fail",
            };
            writeln!(f, "{verdict:<4}  {subject:<13}  {text}")?;
        }
        Ok(())
    }
}

fn configuration(loaded: &Loaded) -> Finding {
    let file = match &loaded.file {
        Some(file) => file.display().to_string(),
        None => "no file".to_owned(),
    };
    let text = match loaded.variables.as_slice() {
        [] => format!("{file}, nothing from the environment"),
        names => format!("{file}, from the environment {}", names.join(", ")),
    };
    Finding::new(Verdict::Ok, "configuration", text)
}

async fn port(config: &Config) -> Finding {
    match serve::listen(config.http.listen).await {
        Ok(_) => Finding::new(
            Verdict::Ok,
            "port",
            format!("{} can be listened on", config.http.listen),
        ),
        Err(error) => Finding::failed("port", &error),
    }
}

async fn database_findings(config: &Config, thorough: bool) -> Vec<Finding> {
    let address = &config.database.url;
    if address.missing_folder().is_none() && address.file().is_some_and(|file| !file.exists()) {
        // Connecting would make it.
        let text = format!("{address} is not there yet: the first start makes it");
        return vec![Finding::new(Verdict::Warn, "database", text)];
    }
    let store = match database::connect(&config.database).await {
        Ok(store) => store,
        Err(error) => return vec![Finding::failed("database", &error)],
    };
    let mut findings = vec![Finding::new(
        Verdict::Ok,
        "database",
        format!("{} answers at {address}", store.database_kind()),
    )];
    findings.push(writing(config, &store).await);
    findings.push(tables(config, &store).await);
    findings.extend(keys(config, &store).await);
    if thorough {
        findings.extend(content(config, &store).await);
    }
    // Nothing of it is needed any more.
    drop(store.close().await);
    findings
}

/// Whether the database takes writes: a transaction that is rolled back.
async fn writing(config: &Config, store: &Store) -> Finding {
    match store.begin().await {
        Ok(_) => Finding::new(Verdict::Ok, "writing", "the database takes writes"),
        Err(error @ (StoreError::ReadOnly(_) | StoreError::PermissionDenied(_))) => Finding::new(
            Verdict::Warn,
            "writing",
            format!("public reads only: {error}"),
        ),
        Err(error) => Finding::failed("writing", &database::unusable(&config.database, error)),
    }
}

async fn tables(config: &Config, store: &Store) -> Finding {
    let migrates = config
        .database
        .migrate_on_start
        .unwrap_or(store.database_kind() == DatabaseKind::Sqlite);
    let lacks = |what: String| {
        if migrates {
            Finding::new(
                Verdict::Warn,
                "tables",
                format!("{what}: the next start migrates"),
            )
        } else {
            Finding::new(
                Verdict::Fail,
                "tables",
                format!("{what}: run `angebote migrate`"),
            )
        }
    };
    let state = async {
        match store.schema_state().await? {
            SchemaState::Current => {
                let written = store.log_position().await?.token;
                Ok(match written {
                    0 => Finding::new(
                        Verdict::Warn,
                        "tables",
                        "up to date and empty: the next start seeds",
                    ),
                    _ => Finding::new(
                        Verdict::Ok,
                        "tables",
                        format!("up to date, {written} changes so far"),
                    ),
                })
            }
            SchemaState::Behind { pending } => Ok(lacks(format!("{pending} migrations behind"))),
            SchemaState::Empty => Ok(lacks("there are none yet".to_owned())),
            SchemaState::Newer { applied, known } => Err(StoreError::Newer { applied, known }),
        }
    };
    state.await.unwrap_or_else(|error| {
        Finding::failed("tables", &database::unusable(&config.database, error))
    })
}

/// Whether what the database holds belongs together.
async fn content(config: &Config, store: &Store) -> Vec<Finding> {
    const SUBJECT: &str = "content";
    match store.flaws().await {
        Ok(flaws) if flaws.is_empty() => {
            let text = "revisions, projection and change log belong together";
            vec![Finding::new(Verdict::Ok, SUBJECT, text)]
        }
        Ok(flaws) => flaws
            .iter()
            .map(|flaw| Finding::new(Verdict::Fail, SUBJECT, flaw.to_string()))
            .collect(),
        Err(error) => {
            let error = database::unusable(&config.database, error);
            vec![Finding::failed(SUBJECT, &error)]
        }
    }
}

/// Which keys sign access tokens, where there are tables for them.
async fn keys(config: &Config, store: &Store) -> Option<Finding> {
    const SUBJECT: &str = "keys";
    let found = async {
        match store.schema_state().await? {
            SchemaState::Current => store.signing_keys().await.map(Some),
            _ => Ok(None),
        }
    };
    let keys = match found.await {
        Ok(keys) => keys?,
        Err(error) => {
            let error = database::unusable(&config.database, error);
            return Some(Finding::failed(SUBJECT, &error));
        }
    };
    let text = match keys.first() {
        None => "none yet: whoever signs in first makes one".to_owned(),
        Some(newest) => {
            let since = newest.created_at.utc().format("%Y-%m-%d");
            format!("{} known, the newest signs since {since}", keys.len())
        }
    };
    Some(Finding::new(Verdict::Ok, SUBJECT, text))
}

/// Whether mails go out, and whether people can do something with them.
async fn mail_findings(config: &Config) -> Vec<Finding> {
    const SUBJECT: &str = "mail";
    let MailConfig {
        host, folder, from, ..
    } = &config.mail;
    let post = match Post::new(&config.mail, from.mailbox().email.domain()) {
        Ok(post) => post,
        Err(error) => return vec![Finding::failed(SUBJECT, &error)],
    };
    let examined = post.examine().await;
    let (verdict, text) = match (host.as_ref(), examined) {
        (Some(host), Ok(())) => (Verdict::Ok, format!("the mail server {host} answers")),
        (Some(host), Err(error)) => (Verdict::Fail, format!("{host}: {error}")),
        (None, Ok(())) => {
            let folder = folder.display();
            let text = format!("no mail server: mails are written to {folder}; set mail.host");
            (Verdict::Warn, text)
        }
        (None, Err(error)) => (Verdict::Fail, format!("{}: {error}", folder.display())),
    };
    let mut findings = vec![Finding::new(verdict, SUBJECT, text)];
    if host.as_ref().is_some() && !from.is_reachable() {
        let text = "no mail server takes mails from the default address: set mail.from";
        findings.push(Finding::new(Verdict::Warn, SUBJECT, text));
    }
    let public_url = &config.http.public_url;
    if host.as_ref().is_some() && public_url.is_this_machine() {
        let text = format!("links begin with {public_url}: set http.public_url for others");
        findings.push(Finding::new(Verdict::Warn, SUBJECT, text));
    }
    findings
}

fn seeds_finding() -> Finding {
    match interchange::seeds::read(interchange::seeds::embedded()) {
        Ok(seeds) => Finding::new(
            Verdict::Ok,
            "seeds",
            format!("{} things to start from", seeds.names().len()),
        ),
        Err(error) => Finding::failed("seeds", &error.into()),
    }
}

/// A clock before the program was made is wrong; one beyond the known holidays makes schedules
/// unsure.
fn clock(now: DateTime<Utc>) -> Finding {
    const MADE: i32 = 2026;
    let today = now.date_naive();
    let shown = now.format("%Y-%m-%d %H:%M UTC");
    if now.year() < MADE {
        let text = format!("{shown} is before this program was made: set the clock");
        return Finding::new(Verdict::Fail, "clock", text);
    }
    match seeds::holidays() {
        Ok(holidays) => covered(today, &holidays.known(), &shown.to_string()),
        Err(error) => Finding::failed("clock", &error.into()),
    }
}

fn covered(today: NaiveDate, known: &RangeInclusive<NaiveDate>, shown: &str) -> Finding {
    if known.contains(&today) {
        Finding::new(Verdict::Ok, "clock", shown)
    } else {
        let text = format!(
            "{shown}, while school holidays are known until {}: schedules answer UNKNOWN; update \
             the program",
            known.end()
        );
        Finding::new(Verdict::Warn, "clock", text)
    }
}
