//! A database that cannot be used as it is: locked by another program, newer than this one, or on a
//! full disk. What the program says then, and that nothing is half done.

use std::fs;

use crate::killed::plan;
use crate::program::{ERRORS_ONLY, FOR_PEOPLE, Program};
use crate::serving::{Served, sqlite_in};
use crate::sqlite::{self, FILE, Other};

const SOON: (&str, &str) = ("ANGEBOTE__DATABASE__BUSY_TIMEOUT", "100ms");
const VARIABLES: [(&str, &str); 3] = [SOON, FOR_PEOPLE, ERRORS_ONLY];

#[test]
fn a_database_that_another_program_writes_to_is_not_waited_for_without_end() {
    let mut folder = sqlite::empty();
    let mut other = Other::open(&folder.path().join(FILE));
    other.run("BEGIN IMMEDIATE");
    for command in ["serve", "migrate", "seed"] {
        let ended = Program::start(folder, &[command], &VARIABLES).end();
        insta::allow_duplicates! {
            insta::assert_snapshot!(ended.told(), @"
    75
    angebote: the database sqlite:angebote.sqlite cannot be used
      because the database is locked: another program is writing to it; try again
      because Query Error: error returned from database: (code: 5) database is locked
    ");
        }
        folder = ended.folder;
    }
    other.close();
    assert_eq!(fs::read(folder.path().join(FILE)).unwrap().len(), 4096);
}

#[test]
fn a_database_that_another_program_has_for_itself_is_told_of() {
    let folder = sqlite::seeded();
    let mut other = Other::open(&folder.path().join(FILE));
    other.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    let ended = Program::start(folder, &["serve"], &VARIABLES).end();
    insta::assert_snapshot!(ended.told(), @"
    75
    angebote: the database sqlite:angebote.sqlite cannot be used
      because the database is locked: another program is writing to it; try again
      because error returned from database: (code: 5) database is locked
    ");
    other.close();
}

#[test]
fn while_another_program_writes_what_is_there_is_served() {
    let folder = sqlite::seeded();
    let mut other = Other::open(&folder.path().join(FILE));
    other.run("BEGIN IMMEDIATE");
    let served = Served::start(&sqlite_in(folder.path()));
    let count = served.client.ask("{ entries { totalCount } }").data();
    assert_eq!(count["entries"]["totalCount"], 110);
    assert!(served.client.is_ready());

    // Not even the commit is in the way of readers.
    other.run("UPDATE log_counter SET token = token; COMMIT");
    served.client.ask("{ entries { totalCount } }").data();
    served.stop();
    other.close();
}

#[test]
fn a_database_of_a_newer_program_is_left_to_it() {
    let mut folder = sqlite::seeded();
    let file = folder.path().join(FILE);
    let mut other = Other::open(&file);
    let known = other
        .ask("SELECT max(version) FROM seaql_migrations")
        .concat();
    other.run("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)");
    other.close();
    let before = fs::read(&file).unwrap();

    for command in ["serve", "migrate", "seed"] {
        let ended = Program::start(folder, &[command], &VARIABLES).end();
        insta::allow_duplicates! {
            insta::assert_snapshot!(ended.told().replace(&known, "KNOWN"), @"
    78
    angebote: the database sqlite:angebote.sqlite cannot be used
      because the database was migrated by a newer program (`m9999_later`, while this one knows up to `KNOWN`): run that program
    ");
        }
        folder = ended.folder;
    }
    let doctor = Program::start(folder, &["doctor"], &VARIABLES).end();
    assert_eq!(doctor.status.code(), Some(1));
    assert!(doctor.output.contains("m9999_later"), "{}", doctor.output);
    let file = doctor.folder.path().join(FILE);
    assert!(before == fs::read(file).unwrap(), "something was written");
}

#[test]
fn on_a_full_disk_nothing_is_half_done_and_later_all_of_it() {
    // Room for the tables, not for what is in them.
    let folder = tempfile::tempdir().unwrap();
    let ended = Program::start_with_little_room(3000, folder, &["seed"]).end();
    // What the driver says behind that differs from disk to disk.
    let told: Vec<String> = ended.told().lines().take(4).map(str::to_owned).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    74
    angebote: the database sqlite:angebote.sqlite cannot be used
      because the database failed
      because the database could not be read or written: make room on its disk, or check it, and try again
    ");
    assert_eq!(sqlite::count(ended.folder.path()), "0");

    let ended = Program::start(ended.folder, &["seed"], &VARIABLES).end();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.told());
    let seeded = sqlite::count(sqlite::seeded().path());
    assert_eq!(sqlite::count(ended.folder.path()), seeded);

    // Nor is anything lost of what was there, where there is no room for more.
    fs::write(ended.folder.path().join("plan.txt"), plan()).unwrap();
    let import = ["import", "action-plan", "plan.txt"];
    let ended = Program::start_with_little_room(64, ended.folder, &import).end();
    assert_eq!(ended.status.code(), Some(1), "{}", ended.told());
    assert!(ended.log.contains("make room"), "{}", ended.log);
    assert!(
        ended.log.ends_with("Nothing was changed.\n"),
        "{}",
        ended.log
    );
    assert_eq!(sqlite::count(ended.folder.path()), seeded);
}
