//! The program as a process: how it ends when something is wrong, and when it is told to.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::client::Client;
use crate::waiting::until;

/// A process in a folder of its own.
pub struct Program {
    pub folder: TempDir,
    child: Child,
}

impl Program {
    /// Start it in this folder with these variables and no others of ours, on any free port.
    pub fn start(folder: TempDir, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let command = Command::new(env!("CARGO_BIN_EXE_angebote"));
        Self::launch(command, folder, arguments, variables)
    }

    /// Start it so that none of its files may grow beyond so many blocks of 512 bytes: writing
    /// fails then, as it does on a full disk.
    pub fn start_with_little_room(blocks: u32, folder: TempDir, arguments: &[&str]) -> Self {
        let mut command = Command::new("sh");
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        command.args(["-c", &limited, env!("CARGO_BIN_EXE_angebote")]);
        Self::launch(command, folder, arguments, &[FOR_PEOPLE, ERRORS_ONLY])
    }

    fn launch(
        mut command: Command,
        folder: TempDir,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let open = |name| File::create(folder.path().join(name)).unwrap();
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("ANGEBOTE") {
                command.env_remove(name);
            }
        }
        let child = command
            .args(arguments)
            .current_dir(folder.path())
            .env("ANGEBOTE__HTTP__LISTEN", "127.0.0.1:0")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(open("stdout"))
            .stderr(open("stderr"))
            .spawn()
            .unwrap();
        Self { folder, child }
    }

    /// Run it to its end.
    pub fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        Self::start(tempfile::tempdir().unwrap(), arguments, variables).end()
    }

    pub fn output(&self) -> String {
        fs::read_to_string(self.folder.path().join("stdout")).unwrap()
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("stderr")).unwrap()
    }

    /// Wait for a line of the log with this message.
    pub fn logged(&mut self, message: &str) -> Value {
        until(message, || {
            let line = self.log_lines().find(|line| line["message"] == message);
            if line.is_none()
                && let Some(status) = self.child.try_wait().unwrap()
            {
                panic!("ended with {status} before: {message}\n{}", self.log());
            }
            line
        })
    }

    /// The lines that are written to their end.
    fn log_lines(&self) -> impl Iterator<Item = Value> + use<> {
        let log = self.log();
        let lines: Vec<Value> = log
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        lines.into_iter()
    }

    /// Wait until it serves.
    pub fn client(&mut self) -> Client {
        let address = self.logged("serving")["address"].clone();
        Client::new(address.as_str().unwrap().parse().unwrap())
    }

    /// Tell it to end in order.
    pub fn terminate(self) -> Ended {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(told.success());
        self.end()
    }

    /// End it as a power failure would.
    pub fn kill(mut self) -> TempDir {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // Its destructor has nothing left to end.
        std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap())
    }

    pub fn end(mut self) -> Ended {
        let status = until("the end of the program", || self.child.try_wait().unwrap());
        Ended {
            status,
            output: self.output(),
            log: self.log(),
            folder: std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap()),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Fails where it has ended, which is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What is left of a process.
pub struct Ended {
    pub status: ExitStatus,
    pub output: String,
    pub log: String,
    pub folder: TempDir,
}

impl Ended {
    /// The code, and what a person is told on a terminal, without what differs from run to run.
    pub fn told(&self) -> String {
        let folder = self.folder.path().to_str().unwrap();
        format!(
            "{}\n{}{}",
            self.status
                .code()
                .map_or("killed".to_owned(), |code| code.to_string()),
            self.output.replace(folder, "FOLDER"),
            self.log.replace(folder, "FOLDER")
        )
    }
}

pub const FOR_PEOPLE: (&str, &str) = ("ANGEBOTE__LOG__FORMAT", "text");
pub const ERRORS_ONLY: (&str, &str) = ("ANGEBOTE__LOG__LEVEL", "error");

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = Program::run(&[], &[("ANGEBOTE__HTTP__LISTEN", &address), FOR_PEOPLE]);
    insta::assert_snapshot!(ended.told().replace(&address, "ADDRESS"), @"
    69
    angebote: cannot listen on ADDRESS
      because Address already in use (os error 98)
      → another program listens there, perhaps another angebote: end it, or choose another port with ANGEBOTE__HTTP__LISTEN=127.0.0.1:8081
    ");
    assert!(!ended.folder.path().join("angebote.sqlite").exists());
}

#[test]
fn an_unknown_key_ends_the_program_with_what_is_close() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("angebote.toml"),
        "[http]\nlisten_on = 1\n",
    )
    .unwrap();
    let variables = [("ANGEBOTE__DATABSE__URL", "sqlite://x"), FOR_PEOPLE];
    insta::assert_snapshot!(Program::start(folder, &[], &variables).end().told(), @"
    78
    angebote: the configuration cannot be used
      angebote.toml: there is no option `http.listen_on`; did you mean `http.listen`?
      the environment (ANGEBOTE__DATABSE__URL): there is no option `databse.url`; did you mean `ANGEBOTE__DATABASE__URL`?
      → config.example.toml lists every option; `angebote doctor` checks all of them
    ");
}

#[test]
fn a_missing_folder_ends_the_program_with_how_to_make_it() {
    let variables = [
        ("ANGEBOTE__DATABASE__URL", "sqlite://no/such/a.sqlite"),
        FOR_PEOPLE,
    ];
    insta::assert_snapshot!(Program::run(&[], &variables).told(), @"
    73
    angebote: the folder no/such of the database does not exist
      → make it with `mkdir -p no/such`, or set database.url to another place
    ");
}

#[test]
fn a_database_that_cannot_be_written_is_not_seeded() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.sqlite"), "").unwrap();
    let variables = [
        ("ANGEBOTE__DATABASE__URL", "sqlite://a.sqlite?mode=ro"),
        FOR_PEOPLE,
        ERRORS_ONLY,
    ];
    insta::assert_snapshot!(Program::start(folder, &[], &variables).end().told(), @"
    77
    angebote: the database sqlite:a.sqlite cannot be used
      because the database is read-only: open it for writing, or connect to the primary server
      because Execution Error: error returned from database: (code: 8) attempt to write a readonly database
    ");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    const LETTER: &str = "Dear Sir or Madam, this is not a database. It is a letter, long enough \
                          to be taken for the head of one.";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("angebote.sqlite"), LETTER.repeat(20)).unwrap();
    let ended = Program::start(folder, &[], &[FOR_PEOPLE]).end();
    insta::assert_snapshot!(ended.told(), @"
    65
    angebote: the database sqlite:angebote.sqlite cannot be used
      because the file is not a SQLite database: check the path
      because error returned from database: (code: 26) file is not a database
      → nothing was written to it: set database.url to another file, or move this one away
    ");
    let left = fs::read_to_string(ended.folder.path().join("angebote.sqlite")).unwrap();
    assert_eq!(left, LETTER.repeat(20));
}

#[test]
fn a_failure_is_one_line_of_json_for_machines() {
    let ended = Program::run(
        &[],
        &[("ANGEBOTE__DATABASE__URL", "sqlite://no/such/a.sqlite")],
    );
    let line: Value = serde_json::from_str(&ended.log).unwrap();
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["code"], 73);
}

#[test]
fn a_password_is_never_told() {
    // Nobody listens on a port that was just given back.
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = format!("postgres://somebody:s3cret@{closed}/angebote");
    let variables = [
        ("ANGEBOTE__DATABASE__URL", url.as_str()),
        ("ANGEBOTE__DATABASE__ACQUIRE_TIMEOUT", "300ms"),
        ("ANGEBOTE__LOG__LEVEL", "trace"),
    ];
    for command in ["serve", "migrate", "seed", "doctor"] {
        let ended = Program::run(&[command], &variables);
        assert!(!ended.status.success(), "{command}");
        assert!(
            !ended.told().contains("s3cret"),
            "{command}: {}",
            ended.told()
        );
    }
}

#[test]
fn the_schema_is_printed_and_compared() {
    let printed = Program::run(&["schema"], &[]);
    assert!(printed.status.success());
    let file = printed.folder.path().join("schema.graphql");
    fs::write(&file, &printed.output).unwrap();
    let check = |file: &Path| Program::run(&["schema", "--check", file.to_str().unwrap()], &[]);
    assert_eq!(check(&file).status.code(), Some(0));
    fs::write(&file, printed.output.replace("Query", "Quarry")).unwrap();
    assert_eq!(check(&file).status.code(), Some(1));
    assert_eq!(check(Path::new("missing.graphql")).status.code(), Some(74));
}
