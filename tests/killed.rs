//! A program that ends in the middle of writing, as when the power fails: what it had not finished
//! is not there, and the next one does all of it.

use std::fs;

use interchange::plan::Column;
use tempfile::TempDir;

use crate::program::{FOR_PEOPLE, Program};
use crate::sqlite::{self, FILE};
use crate::waiting::until;

/// Start a program again and again, and kill it when the log of SQLite has come so far: while the
/// tables are made, and at different moments of the one transaction that fills them.
fn killed_in_the_middle(mut folder: TempDir, arguments: &[&str]) -> TempDir {
    for bytes in [1, 1_000_000, 3_000_000] {
        let log = folder.path().join(format!("{FILE}-wal"));
        let program = Program::start(folder, arguments, &[]);
        until("the log", || {
            let length = fs::metadata(&log).map_or(0, |it| it.len());
            (length >= bytes).then_some(())
        });
        folder = program.kill();
    }
    folder
}

#[test]
fn killed_while_seeding_it_begins_again_and_completes() {
    let folder = killed_in_the_middle(tempfile::tempdir().unwrap(), &[]);
    let mut next = Program::start(folder, &[], &[]);
    let count = next.client().ask("{ entries { totalCount } }").data();
    assert_eq!(count["entries"]["totalCount"], 110);
    let ended = next.terminate();
    assert!(ended.status.success());
    let seeded = sqlite::count(sqlite::seeded().path());
    assert_eq!(sqlite::count(ended.folder.path()), seeded);
}

#[test]
fn killed_while_importing_it_begins_again_and_completes() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.txt"), plan()).unwrap();
    let import = ["import", "action-plan", "plan.txt"];
    let folder = killed_in_the_middle(folder, &import);

    let first = Program::start(folder, &import, &[FOR_PEOPLE]).end();
    assert!(first.status.success(), "{}", first.told());
    let imported = sqlite::count(first.folder.path());

    let again = Program::start(first.folder, &import, &[FOR_PEOPLE]).end();
    assert!(again.status.success(), "{}", again.told());
    assert!(
        again.output.starts_with("Nothing to do"),
        "{}",
        again.output
    );
    assert_eq!(sqlite::count(again.folder.path()), imported);
}

/// A plan of one row, in our own words.
pub fn plan() -> String {
    let header = Column::ALL.map(Column::title).join("\t");
    let row = Column::ALL.map(|column| match column {
        Column::Challenge => "In der Stadt fehlt es an Bäumen und Beeten für alle.",
        Column::Goal => "Jeder Stadtteil hat einen Ort, an dem es blüht und Schatten gibt.",
        Column::Measures => "Das Amt legt mit den Nachbarn einen Garten am Fluss an.",
        Column::Stakeholders => "Stadt Minden",
        _ => "",
    });
    format!("Grün\n\n{header}\n{}\n", row.join("\t"))
}
