//! The first minute of somebody who tries the program: no configuration, an empty folder.

use crate::program::Program;

#[test]
fn the_first_start_says_where_to_look_and_later_ones_keep_what_is_there() {
    let mut first = Program::start(tempfile::tempdir().unwrap(), &[], &[]);
    let address = first.logged("serving")["address"]
        .as_str()
        .unwrap()
        .to_owned();
    let client = first.client();
    let page = client.try_get("/graphiql", &[]).unwrap();
    assert_eq!(page.status, 200);
    assert!(page.body.contains("entries(first: 5)"));

    // What the text tells to paste is answered.
    let output = crate::waiting::until("the text", || {
        Some(first.output()).filter(|output| output.contains("config.example.toml"))
    });
    let body = output
        .split("-d '")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let answer = client.post_raw(body).data();
    assert_eq!(answer["entries"]["nodes"].as_array().unwrap().len(), 3);

    let folder = first.folder.path().canonicalize().unwrap();
    let text = output
        .replace(folder.to_str().unwrap(), "FOLDER")
        .replace(&address, "ADDRESS");
    insta::assert_snapshot!(text, @r#"
    The directory is running, with 1282 things to start from (marked as a demo where they are one).

      Look around   http://ADDRESS/graphiql
      Ask           curl -s http://ADDRESS/graphql -H 'content-type: application/json' \
                      -d '{"query": "{ entries(first: 3) { totalCount nodes { title { text } } } }"}'
      Schema        http://ADDRESS/schema.graphql
      First account angebote user create-admin --email YOU@EXAMPLE.ORG --name "YOUR NAME"
      Database      FOLDER/angebote.sqlite
      Stop          Ctrl+C

    The next start keeps what is there. Everything that can be set stands in config.example.toml.
    "#);

    let ended = first.terminate();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.log);

    let mut second = Program::start(ended.folder, &[], &[]);
    let count = second.client().ask("{ entries { totalCount } }").data();
    assert_eq!(count["entries"]["totalCount"], 110);
    assert!(!second.log().contains("seeding"), "{}", second.log());
    let ended = second.terminate();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(ended.output, "");

    let doctor = Program::start(ended.folder, &["doctor"], &[]).end();
    assert_eq!(doctor.status.code(), Some(0), "{}", doctor.output);
    let verdicts: Vec<&str> = doctor.output.lines().map(|line| &line[..4]).collect();
    let (good, others): (Vec<&str>, Vec<&str>) = verdicts.iter().partition(|it| **it == "ok  ");
    // Nobody has named a mail server yet.
    assert_eq!((good.len(), others), (8, vec!["warn"]), "{}", doctor.output);
}
