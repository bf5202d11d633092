//! What is asked of the database: nothing by those who read, and the same for few things as for many.

use application::Application;
use application::accounts::Accounts;
use domain::policy::Actor;
use interchange::seeds::{self, Seeds};
use persistence::{ConnectOptions, DatabaseUrl, Store};
use serde_json::json;

use crate::client::Client;
use crate::lists::each_query;
use crate::queries::documented;
use crate::serving::{RUNTIME, SHARED, clock};

/// Whether the answer to this came without any statement. Following the change log takes one now
/// and then, so it is enough that one try of many took none.
fn is_answered_from_memory(client: &Client, body: &serde_json::Value) -> bool {
    (0..20).any(|_| {
        let before = SHARED.running.application.statements();
        client.post(body).data();
        SHARED.running.application.statements() == before
    })
}

#[test]
fn no_read_of_the_schema_runs_a_statement() {
    let queries = each_query(&SHARED.client);
    assert!(queries.len() > 30);
    for (name, body) in queries {
        assert!(is_answered_from_memory(&SHARED.client, &body), "{name}");
    }
}

#[test]
fn no_documented_query_runs_a_statement() {
    for documented in documented() {
        let body = json!({ "query": documented.query, "variables": documented.variables });
        assert!(
            is_answered_from_memory(&SHARED.client, &body),
            "{}",
            documented.name
        );
    }
}

#[test]
fn building_the_catalogue_takes_as_many_statements_for_much_as_for_little() {
    let everything = seeds::read(seeds::embedded()).unwrap();
    let little = Seeds {
        languages: everything.languages.clone(),
        ..Seeds::default()
    };
    let (few, many) = RUNTIME.block_on(async {
        (
            statements_to_build(little).await,
            statements_to_build(everything).await,
        )
    });
    assert_eq!(few, many);
}

async fn statements_to_build(seeds: Seeds) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
    let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
    let store = Store::connect(&options).await.unwrap();
    store
        .migrate(persistence::Uuid::from_u128(1))
        .await
        .unwrap();
    let now = clock()();
    application::seed(&store, &Actor::Operator, seeds, now.into())
        .await
        .unwrap();
    let before = store.statements();
    let holidays = SHARED.running.application.holidays().as_ref().clone();
    let accounts = Accounts::predictable(store.clone()).unwrap();
    let application = Application::start(store.clone(), holidays, accounts, now.into())
        .await
        .unwrap();
    let after = store.statements();
    application.close().await.unwrap();
    after - before
}
