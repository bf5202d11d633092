//! A program that ends while people write: what they were told is there, and nothing is half there.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::client::Client;
use crate::program::{ERRORS_ONLY, Program};
use crate::writing::{
    CREATE_ADMINISTRATOR, NO_CODE, Unwritten, Written, approve, create, public_title_of, rename,
    require_sound, sign_in, title_of,
};

const TIMES: usize = 50;
const WRITERS: usize = 4;

/// What its writer was told of one offer.
#[derive(Debug, Default)]
struct Told {
    revisions: Vec<Written>,
    published: Option<Written>,
    /// A title that was sent and of which nothing was told.
    open: Option<String>,
}

/// Make an offer, publish it, and change and publish it again, until nobody answers any more. Each
/// time something was told, the others are told so.
fn write_until_it_ends(client: &Client, name: &str, tell: &Sender<()>) -> Told {
    let mut told = Told::default();
    for change in 0.. {
        let title = format!("{name}.{change}");
        told.open = Some(title.clone());
        let written = match told.revisions.last() {
            None => create(client, &title),
            Some(newest) => rename(client, newest, &title),
        };
        let written = match written {
            Ok(written) => written,
            Err(Unwritten::Unanswered) => break,
            Err(conflict) => panic!("{conflict:?}: nobody else writes {told:?}"),
        };
        told.revisions.push(written.clone());
        told.open = None;
        tell.send(()).ok();
        match approve(client, &written) {
            Ok(()) => told.published = Some(written),
            Err(Unwritten::Unanswered) => break,
            Err(conflict) => panic!("{conflict:?}: nobody else writes {told:?}"),
        }
        tell.send(()).ok();
    }
    told
}

/// Wait until so many things were told.
fn count(told: &Receiver<()>, times: usize) {
    for _ in 0..times {
        told.recv().unwrap();
    }
}

/// Everything that was told is there. What was not told is there or not, and never half.
fn require_what_was_told(client: &Client, told: &Told) {
    let Some(newest) = told.revisions.last() else {
        return;
    };
    for written in &told.revisions {
        let title = title_of(client, &written.id, written.number);
        assert_eq!(title.as_ref(), Some(&written.title), "{told:?}");
    }
    let beyond = title_of(client, &newest.id, newest.number + 1);
    if beyond.is_some() {
        assert_eq!(beyond, told.open, "{told:?}");
    }
    let public = public_title_of(client, &newest.id);
    let possible: HashSet<Option<&str>> = [told.published.as_ref(), Some(newest)]
        .map(|written| written.map(|written| written.title.as_str()))
        .into();
    assert!(possible.contains(&public.as_deref()), "{public:?} {told:?}");
}

#[test]
fn killed_fifty_times_while_writing_it_has_all_that_it_told() {
    let made = Program::run(&CREATE_ADMINISTRATOR, &[]);
    let printed = made.output.clone();
    let mut program = Program::start(made.folder, &[], &[NO_CODE]);
    let mut ana = sign_in(&program.client(), &printed);
    let mut all_told: Vec<Told> = Vec::new();
    for time in 0..TIMES {
        let told = Mutex::new(Vec::new());
        let (tell, hear) = channel();
        let folder = thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (ana, tell, told) = (ana.clone(), tell.clone(), &told);
                scope.spawn(move || {
                    let name = format!("{time}.{writer}");
                    let what = write_until_it_ends(&ana, &name, &tell);
                    told.lock().unwrap().push(what);
                });
            }
            // At another moment each time, with the others on their way.
            count(&hear, 1 + time * 5 % 13);
            program.kill()
        });
        program = Program::start(folder, &[], &[NO_CODE]);
        ana = ana.moved_to(&program.client());
        let told = told.into_inner().unwrap();
        for told in &told {
            require_what_was_told(&ana, told);
        }
        all_told.extend(told);
    }
    for told in &all_told {
        require_what_was_told(&ana, told);
    }
    assert!(
        all_told
            .iter()
            .map(|told| told.revisions.len())
            .sum::<usize>()
            >= TIMES
    );
    let ended = program.terminate();
    let doctor = Program::start(ended.folder, &["doctor", "--thorough"], &[ERRORS_ONLY]);
    require_sound(&doctor.end());
}
