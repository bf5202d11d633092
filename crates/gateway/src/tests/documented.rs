//! The documents of `docs/accounts` and `docs/coordination`, as an app sends them.

use std::path::Path;

use serde_json::{Value, json};

use super::program::{Program, Role};

#[tokio::test]
async fn every_document_about_accounts_fits_the_schema_and_says_what_it_is_for() {
    assert_eq!(sent("accounts", Role::Manager).await, 6);
}

#[tokio::test]
async fn every_document_for_the_coordinating_office_does_what_it_says() {
    assert_eq!(sent("coordination", Role::Coordinator).await, 23);
}

/// Send every document of a folder; how many there are.
async fn sent(folder: &str, role: Role) -> usize {
    let program = Program::start().await;
    let somebody = program.somebody(role).await;
    let administrator = program.somebody(Role::Administrator).await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(folder);
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path
            .extension()
            .is_none_or(|extension| extension != "graphql")
        {
            continue;
        }
        seen += 1;
        let query = std::fs::read_to_string(&path).unwrap();
        assert!(query.starts_with("# "), "{path:?}");
        let variables = std::fs::read_to_string(path.with_extension("json"))
            .map_or(json!({}), |text| serde_json::from_str(&text).unwrap());
        let who = match path.file_stem().is_some_and(|name| name == "update-site") {
            true => &administrator,
            false => &somebody,
        };
        let answer = program.ask(who, &query, variables).await;
        // The ids and tokens in the examples are made up; all else is as it should be.
        let message = answer.json["errors"][0]["message"]
            .as_str()
            .unwrap_or_default();
        let made_up = message.contains("is not an id")
            || ["UNAUTHENTICATED", "NOT_FOUND"].contains(&answer.code());
        assert!(
            answer.json["errors"] == Value::Null || made_up,
            "{path:?} {}",
            answer.json
        );
    }
    seen
}
