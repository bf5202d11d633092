//! A person whom contacts name is erased: afterwards no table of the database says the name, nor do
//! the files in which SQLite keeps them.

use std::path::Path;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, Row};

use crate::client::Client;
use crate::postgres::Schema;
use crate::program::Program;
use crate::serving::RUNTIME;
use crate::sqlite::{FILE, Other};
use crate::writing::{
    CREATE_ADMINISTRATOR, NO_CODE, Written, approve, create, require_sound, sign_in,
};

const NAME: &str = "Zoë Ungewöhnlich";
const MAILBOX: &str = "zoe.ungewoehnlich@verein.example";

/// What the payload of a mutation says, which is done.
fn done(client: &Client, query: &str, input: Value) -> Value {
    let body = json!({ "query": query, "variables": { "input": input } });
    let data = client.post(&body).data();
    let payload = data.as_object().unwrap().values().next().unwrap();
    assert_eq!(payload["userErrors"], json!([]), "{data:#}");
    payload.clone()
}

/// An offer that is published, names the person, and waits with a change on top: its id and that of
/// the contact.
fn naming(client: &Client, title: &str, email: &str) -> (String, String) {
    let first = create(client, title).unwrap();
    let input = json!({
        "id": first.id,
        "expectedRevision": 1,
        "comment": format!("Neu ist {NAME}."),
        "contacts": [{
            "email": email,
            "phone": "+4957112345",
            "person": {
                "name": NAME,
                "consentRecordedOn": "2026-01-01",
                "consentExpiresOn": "2027-12-31",
            },
        }],
    });
    let update = "mutation($input: UpdateOfferInput!) { updateOffer(input: $input) { revision { \
                  number document { contacts { partId } } } userErrors { code field } } }";
    let made = done(client, update, input);
    let contact = made["revision"]["document"]["contacts"][0]["partId"].clone();
    approve(
        client,
        &Written {
            number: 2,
            ..first.clone()
        },
    )
    .unwrap();
    let input = json!({ "id": first.id, "expectedRevision": 2, "childcare": true });
    assert_eq!(done(client, update, input)["revision"]["number"], 3);
    (first.id, contact.as_str().unwrap().to_owned())
}

fn sqlite_rows(file: &Path) -> String {
    let mut database = Other::open(file);
    let statements = database.ask(
        r#"SELECT 'SELECT ' || group_concat('quote("' || c.name || '")', ' || ')
            || ' FROM "' || t.name || '"'
        FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
        GROUP BY t.name"#,
    );
    assert!(statements.len() > 20, "{statements:?}");
    let rows = statements.iter().map(|it| database.ask(it).concat());
    let rows = rows.collect();
    database.close();
    rows
}

fn postgres_rows(url: &str) -> String {
    RUNTIME.block_on(async {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        let tables = "SELECT table_name::text FROM information_schema.tables \
                      WHERE table_schema = current_schema()";
        let tables = sqlx::query(tables)
            .fetch_all(&mut connection)
            .await
            .unwrap();
        assert!(tables.len() > 20, "{}", tables.len());
        let mut stored = String::new();
        for table in tables {
            let name: String = table.get(0);
            let rows = AssertSqlSafe(format!("SELECT t::text FROM \"{name}\" t"));
            for row in sqlx::query(rows).fetch_all(&mut connection).await.unwrap() {
                stored.push_str(row.get(0));
            }
        }
        connection.close().await.unwrap();
        stored
    })
}

/// Whether any file of the database has these bytes anywhere.
fn files_say(folder: &Path, text: &str) -> bool {
    ["", "-wal", "-shm"].iter().any(|suffix| {
        let bytes = std::fs::read(folder.join(format!("{FILE}{suffix}"))).unwrap_or_default();
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    })
}

fn nobody_says_the_name_afterwards(database: Option<&str>) {
    let mut variables = vec![NO_CODE, ("ANGEBOTE__DATABASE__MIGRATE_ON_START", "true")];
    variables.extend(database.map(|url| ("ANGEBOTE__DATABASE__URL", url)));
    let made = Program::run(&CREATE_ADMINISTRATOR, &variables);
    let printed = made.output.clone();
    let mut program = Program::start(made.folder, &[], &variables);
    let client = sign_in(&program.client(), &printed);
    let rows = |folder: &Path| match database {
        Some(url) => postgres_rows(url),
        None => sqlite_rows(&folder.join(FILE)),
    };

    let (course, contact) = naming(&client, "Kurs", MAILBOX);
    let (meeting, _) = naming(&client, "Treffen", MAILBOX);
    assert!(rows(program.folder.path()).contains(NAME));

    let query = "query($entity: ID!, $contact: ID!) { namedPerson(entity: $entity, contact: \
                 $contact) { exported places { entityId contactId name emails revisions isNewest \
                 isPublished hasSameName hasSameMailbox recordedOn expiresOn phones urls } } }";
    let variables_of = json!({ "entity": course, "contact": contact });
    let body = json!({ "query": query, "variables": variables_of });
    let found = client.post(&body).data()["namedPerson"].clone();
    assert!(found["exported"].as_str().unwrap().contains(MAILBOX));
    let places = found["places"].as_array().unwrap();
    let entities: Vec<_> = places.iter().map(|place| &place["entityId"]).collect();
    assert_eq!(entities, [&json!(course), &json!(meeting)]);
    assert_eq!(places[0]["revisions"], json!([2, 3]));

    let places = places.iter().map(|place| {
        json!({ "entity": place["entityId"], "contact": place["contactId"], "name": place["name"] })
    });
    let input = json!({ "places": places.collect::<Vec<_>>(), "keep": ["PHONE"] });
    let erase = "mutation($input: EraseContactPersonInput!) { eraseContactPerson(input: $input) { \
                 erased { entityId revisions } userErrors { code field } } }";
    let erased = done(&client, erase, input);
    assert_eq!(erased["erased"].as_array().unwrap().len(), 2);

    // Whoever reads it from now on learns that somebody was erased, in the past as well.
    let query = "query($id: ID!, $one: ID!) { \
        offer(by: { id: $id }) { contacts { personName personErasedOn email phone } } \
        node(id: $one) { ... on OfferRevision { steps { kind } consents { name } document { \
            contacts { personName personErasedOn } } } } \
        difference(of: $id) { fields { path } } }";
    let variables_of = json!({ "id": course, "one": format!("{course}.2") });
    let body = json!({ "query": query, "variables": variables_of });
    let read = client.post(&body).data();
    let contact = &read["offer"]["contacts"][0];
    assert_eq!(contact["personName"], Value::Null);
    assert_eq!(contact["email"], Value::Null);
    assert_eq!(contact["phone"], "+4957112345");
    assert!(contact["personErasedOn"].is_string());
    let before = &read["node"]["document"]["contacts"][0];
    assert_eq!(before["personErasedOn"], contact["personErasedOn"]);
    assert_eq!(read["node"]["consents"], json!([]));
    assert!(!read["difference"].is_null());
    let back = "mutation($input: GoBackToRevisionInput!) { goBackToRevision(input: $input) { \
                revision { number } userErrors { code } } }";
    let input = json!({ "id": course, "expectedRevision": 3, "revision": 2 });
    assert_eq!(done(&client, back, input)["revision"]["number"], 4);

    let stored = rows(program.folder.path());
    for gone in [NAME, "ngewöhnlich", MAILBOX, "Neu ist"] {
        assert!(!stored.contains(gone), "{gone}");
    }
    let ended = program.terminate();
    if database.is_none() {
        // What the program has written into the log beside the file is in the file by now.
        Other::open(&ended.folder.path().join(FILE)).run("PRAGMA wal_checkpoint(TRUNCATE)");
        assert!(!files_say(ended.folder.path(), "ngewöhnlich"));
    }
    require_sound(&Program::start(ended.folder, &["doctor", "--thorough"], &variables).end());
}

#[test]
fn nobody_says_the_name_of_a_person_who_was_erased() {
    nobody_says_the_name_afterwards(None);
}

#[test]
fn so_it_is_on_postgresql() {
    if let Some(schema) = Schema::create("erasing") {
        nobody_says_the_name_afterwards(Some(&schema.own_url()));
    }
}
