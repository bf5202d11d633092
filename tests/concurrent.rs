//! Many who write the same thing at the same time: one wins for each revision, the others are told
//! so, and nothing is lost.

use std::collections::BTreeMap;
use std::sync::{Barrier, Mutex};
use std::thread;

use crate::client::Client;
use crate::postgres::Schema;
use crate::program::Program;
use crate::writing::{
    CREATE_ADMINISTRATOR, NO_CODE, Unwritten, Written, create, rename, require_sound, sign_in,
    title_of,
};

const WRITERS: usize = 10;
const UPDATES: usize = 200;

/// Everybody starts from the first revision at the same moment: one of them makes the second.
fn all_from_the_first(client: &Client, first: &Written) -> Written {
    let start = Barrier::new(UPDATES);
    let outcomes: Vec<_> = thread::scope(|scope| {
        let writers: Vec<_> = (0..UPDATES)
            .map(|writer| {
                let (client, start) = (client.clone(), &start);
                scope.spawn(move || {
                    start.wait();
                    rename(&client, first, &format!("Zugleich {writer}"))
                })
            })
            .collect();
        let join = |writer: thread::ScopedJoinHandle<'_, _>| writer.join().unwrap();
        writers.into_iter().map(join).collect()
    });
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    let [won] = &won[..] else {
        panic!("{won:?}");
    };
    assert_eq!(lost.len(), UPDATES - 1);
    for lost in lost {
        assert_eq!(lost, Err(Unwritten::Conflict(2)));
    }
    won.clone().unwrap()
}

/// Whoever comes too late starts again from what is newest, until all updates are made.
fn until_all_are_made(client: &Client, second: &Written) -> BTreeMap<u64, String> {
    let made = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (client, made) = (client.clone(), &made);
            scope.spawn(move || {
                let mut newest = second.clone();
                for update in 0..UPDATES / WRITERS {
                    let title = format!("Nacheinander {writer}.{update}");
                    newest = loop {
                        match rename(&client, &newest, &title) {
                            Ok(written) => break written,
                            Err(Unwritten::Conflict(current)) => {
                                assert!(current > newest.number, "{current} {newest:?}");
                                newest.number = current;
                            }
                            Err(Unwritten::Unanswered) => panic!("no answer"),
                        }
                    };
                    let before = made.lock().unwrap().insert(newest.number, title);
                    assert_eq!(before, None, "two were told that they made one revision");
                }
            });
        }
    });
    made.into_inner().unwrap()
}

fn two_hundred_updates(database: Option<&str>) {
    let mut variables = vec![
        NO_CODE,
        ("ANGEBOTE__DATABASE__MIGRATE_ON_START", "true"),
        // The last of two hundred waits for all the others, on however slow a machine.
        ("ANGEBOTE__HTTP__EXECUTION_TIMEOUT", "25s"),
    ];
    variables.extend(database.map(|url| ("ANGEBOTE__DATABASE__URL", url)));
    let made = Program::run(&CREATE_ADMINISTRATOR, &variables);
    let printed = made.output.clone();
    let mut program = Program::start(made.folder, &[], &variables);
    let client = sign_in(&program.client(), &printed);

    let first = create(&client, "Am Anfang").unwrap();
    let second = all_from_the_first(&client, &first);
    assert_eq!(second.number, 2);
    let later = until_all_are_made(&client, &second);

    assert!(later.keys().copied().eq(3..3 + 200), "{:?}", later.keys());
    assert_eq!(title_of(&client, &first.id, 1).unwrap(), "Am Anfang");
    assert_eq!(title_of(&client, &first.id, 2).unwrap(), second.title);
    for (number, title) in later {
        assert_eq!(title_of(&client, &first.id, number).unwrap(), title);
    }
    let ended = program.terminate();
    require_sound(&Program::start(ended.folder, &["doctor", "--thorough"], &variables).end());
}

#[test]
fn of_two_hundred_updates_at_once_each_revision_has_one_winner() {
    two_hundred_updates(None);
}

#[test]
fn so_it_is_on_postgresql() {
    if let Some(schema) = Schema::create("concurrent") {
        two_hundred_updates(Some(&schema.own_url()));
    }
}
