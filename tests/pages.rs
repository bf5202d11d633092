//! The pages to which mails lead, from outside.

use crate::program::{ERRORS_ONLY, FOR_PEOPLE, Program};

#[test]
fn the_link_of_the_first_administrator_opens_a_page_as_often_as_it_is_opened() {
    let ana = [
        "user",
        "create-admin",
        "--email",
        "ana@stadt.example",
        "--name",
        "Ana",
    ];
    let made = Program::run(&ana, &[FOR_PEOPLE, ERRORS_ONLY]);
    let start = made.output.find("/reset-password/").unwrap();
    let path = made.output[start..].split_whitespace().next().unwrap();
    let path = path.to_owned();
    let mut program = Program::start(made.folder, &[], &[]);
    let client = program.client();
    for _ in 0..2 {
        let page = client.get(&path);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("Neues Passwort wählen"));
        assert_eq!(page.header("cache-control"), "no-store");
    }
    assert_eq!(client.get("/confirm/cf_nothing").status, 404);
    let log = program.terminate().log;
    assert!(!log.contains(&path), "a token stands in the log");
}
