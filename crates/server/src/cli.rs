//! The command line. Each command prints its answer on standard output and tells of its work in the
//! log, on standard error.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::policy::Actor;
use tracing::{error, info};

use crate::accounts::{self, AdministratorArguments};
use crate::config::{self, Config, ConfigError, Loaded};
use crate::error::ServerError;
use crate::import::{self, ActionPlanArguments};
use crate::logging::{self, Lines};
use crate::signals::Signals;
use crate::{database, doctor, first_start, seeds, serve, system_clock};

/// The directory of offers and the integration action plan.
#[derive(Debug, Parser)]
#[command(
    name = "angebote",
    version,
    about,
    after_help = "Without a command it serves. Exit codes: 0 done, 1 a check found something, 2 wrong \
                  arguments, 65 not a database, 69 port taken or database away, 70 our mistake, 73 \
                  folder missing, 74 reading or writing failed, 75 try again, 77 not permitted, 78 \
                  configure or migrate first."
)]
struct Arguments {
    /// The configuration file [default: angebote.toml in the working directory, if there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until told to stop (the default)
    Serve,
    /// Bring the tables of the database up to this program
    Migrate,
    /// Write what a new installation starts with; what people have changed is left alone
    Seed,
    /// Bring in what others wrote
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Print the GraphQL schema
    Schema {
        /// Compare it with this file instead; ends with 1 when it differs
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
    },
    /// Make and see accounts
    User {
        #[command(subcommand)]
        what: User,
    },
    /// Keys that sign access tokens
    Keys {
        #[command(subcommand)]
        what: Keys,
    },
    /// Check the configuration, the port, the database, the way of mails, the seeds and the clock
    Doctor {
        /// Also read everything that the database holds, and say what does not belong together: for
        /// after a crash or a restored copy. Takes as much memory as the directory is large
        #[arg(long)]
        thorough: bool,
    },
}

#[derive(Debug, Subcommand)]
enum Import {
    /// The wording of the adopted integration action plan
    ActionPlan(ActionPlanArguments),
}

#[derive(Debug, Subcommand)]
enum User {
    /// Make somebody administrator and print a link to choose a password with
    CreateAdmin(AdministratorArguments),
    /// Print every account: address, name, what it may do, and whether it is closed
    List,
}

#[derive(Debug, Subcommand)]
enum Keys {
    /// Let another key sign from now on
    Rotate,
}

/// Do what the command line says.
pub async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let loaded = load(arguments.config.as_deref());
    let log = match &loaded {
        Ok(loaded) => loaded.config.log.clone(),
        Err(error) => error.log.clone(),
    };
    logging::begin(&log);
    let command = arguments.command.unwrap_or(Command::Serve);
    let done = execute(command, loaded).await;
    done.unwrap_or_else(|error| {
        report(&error, Lines::of(log.format));
        ExitCode::from(error.exit_code() as u8)
    })
}

/// Nobody needs a configuration to print the schema, and the doctor tells what is wrong with it.
async fn execute(
    command: Command,
    loaded: Result<Loaded, ConfigError>,
) -> Result<ExitCode, ServerError> {
    match command {
        Command::Serve => serve(&loaded?.config).await,
        Command::Migrate => migrate(&loaded?.config).await,
        Command::Seed => seed(&loaded?.config).await,
        Command::Import {
            what: Import::ActionPlan(arguments),
        } => import_action_plan(&loaded?.config, &arguments).await,
        Command::User { what } => user(&loaded?.config, what).await,
        Command::Keys { what: Keys::Rotate } => rotate_keys(&loaded?.config).await,
        Command::Schema { check } => schema(check.as_deref()),
        Command::Doctor { thorough } => {
            doctor::examine(loaded.map_err(ServerError::from), thorough).await
        }
    }
}

fn load(file: Option<&Path>) -> Result<Loaded, ConfigError> {
    // A name or value that is not text is none of ours, or will be missed where it is.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    config::load(file, environment)
}

async fn serve(config: &Config) -> Result<ExitCode, ServerError> {
    let mut signals = Signals::listen();
    let running = tokio::select! {
        running = serve::start(config, system_clock()) => running?,
        // What was being written is rolled back.
        () = signals.next() => return Ok(ExitCode::SUCCESS),
    };
    if let Some(seeded) = running.seeded {
        say(&first_start::welcome(
            running.address,
            &config.database.url,
            seeded,
        ))?;
    }
    let shutdown = running.shutdown.clone();
    let ended = running.ended();
    tokio::pin!(ended);
    tokio::select! {
        ended = &mut ended => return ended.map(|()| ExitCode::SUCCESS),
        () = signals.next() => info!("told to stop: answering what is under way"),
    }
    shutdown.begin();
    tokio::select! {
        ended = &mut ended => ended?,
        () = signals.next() => info!("told to stop again: stopping at once"),
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(config: &Config) -> Result<ExitCode, ServerError> {
    let store = database::connect(&config.database).await?;
    let migrated = store.migrate(uuid::Uuid::new_v4()).await;
    let migrated = migrated.map_err(|source| database::unusable(&config.database, source))?;
    let database = &config.database.url;
    say(&match migrated.applied {
        0 => format!("{database} is up to date.\n"),
        1 => format!("{database} is up to date after one migration.\n"),
        steps => format!("{database} is up to date after {steps} migrations.\n"),
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn seed(config: &Config) -> Result<ExitCode, ServerError> {
    let store = database::open(&config.database).await?;
    let report = seeds::sow(&store, &config.database.url, &system_clock()).await?;
    say(&format!(
        "{} things are new, {} were brought up to date, {} were as they should be, {} were left \
         alone because people have changed them.\n",
        report.created, report.updated, report.unchanged, report.kept
    ))?;
    Ok(ExitCode::SUCCESS)
}

async fn import_action_plan(
    config: &Config,
    arguments: &ActionPlanArguments,
) -> Result<ExitCode, ServerError> {
    let store = database::open(&config.database).await?;
    Ok(import::action_plan(&store, arguments, system_clock()().into()).await)
}

async fn user(config: &Config, what: User) -> Result<ExitCode, ServerError> {
    let store = database::open(&config.database).await?;
    let accounts = accounts::accounts(config, store)?;
    say(&match what {
        User::CreateAdmin(arguments) => {
            accounts::create_administrator(&accounts, arguments).await?
        }
        User::List => accounts::list(&accounts).await?,
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn rotate_keys(config: &Config) -> Result<ExitCode, ServerError> {
    let store = database::open(&config.database).await?;
    let accounts = accounts::accounts(config, store)?;
    let id = accounts
        .rotate_keys(&Actor::Operator, system_clock()().into())
        .await?;
    say(&format!(
        "The key {id} signs from now on. The one before is believed until its last token is over.\n"
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn schema(check: Option<&Path>) -> Result<ExitCode, ServerError> {
    let schema = gateway::schema_sdl(&gateway::schema(gateway::SchemaLimits::default()));
    let Some(file) = check else {
        say(&schema)?;
        return Ok(ExitCode::SUCCESS);
    };
    let written = std::fs::read_to_string(file).map_err(|source| ServerError::File {
        file: file.to_owned(),
        source,
    })?;
    let file = file.display();
    if written == schema {
        say(&format!("{file} is the schema of this program.\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let line = written
        .lines()
        .zip(schema.lines())
        .take_while(|(written, printed)| written == printed)
        .count();
    say(&format!(
        "{file} differs from the schema of this program, first in line {}: write it anew with \
         `angebote schema > {file}`.\n",
        line + 1
    ))?;
    Ok(ExitCode::FAILURE)
}

/// Print an answer.
pub(crate) fn say(text: &str) -> Result<(), ServerError> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}

/// Tell why the program ends, as the log is written: for people with what to do, for machines as
/// one line.
fn report(error: &ServerError, lines: Lines) {
    let advice = error.advice();
    let causes = causes(error);
    match lines {
        Lines::Json => error!(
            error = %error,
            causes = causes.join(": "),
            advice,
            code = error.exit_code() as u8,
            "ended"
        ),
        Lines::Text => {
            let mut text = format!("angebote: {error}\n");
            for cause in causes {
                text.push_str(&format!("  because {cause}\n"));
            }
            if let Some(advice) = advice {
                text.push_str(&format!("  → {advice}\n"));
            }
            // Nobody is left to tell when this fails.
            drop(io::stderr().write_all(text.as_bytes()));
        }
    }
}

/// What led to an error, without what only repeats the one before.
pub(crate) fn causes(error: &ServerError) -> Vec<String> {
    let mut causes: Vec<String> = Vec::new();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !causes.last().is_some_and(|last| last.ends_with(&text)) {
            causes.push(text);
        }
        cause = inner.source();
    }
    causes
}
