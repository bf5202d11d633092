//! Variables that a client declares and does not send: they say nothing, so nothing is erased.

use serde_json::{Value, json};

use super::authorization::{mutations, question, who_may};
use super::input_places::{inputs, type_of};
use super::program::{Program, Role};

/// A type as it is written in a document.
fn written(ty: &Value) -> String {
    match ty["kind"].as_str().unwrap() {
        "NON_NULL" => format!("{}!", written(&ty["ofType"])),
        "LIST" => format!("[{}]", written(&ty["ofType"])),
        _ => ty["name"].as_str().unwrap().to_owned(),
    }
}

#[tokio::test]
async fn a_variable_that_is_not_sent_changes_nothing_in_any_update() {
    let program = Program::start().await;
    let inputs = inputs();
    let office = program.somebody(Role::Coordinator).await;
    let mut tried = 0;
    for row in mutations() {
        let mutation = row.trim_start_matches("Mutation.");
        if !mutation.starts_with("update") {
            continue;
        }
        let who = program.somebody(who_may(&row).unwrap()).await;
        let given = Box::pin(question(&program, &who, &row)).await.1;
        let given = given["input"].as_object().unwrap();
        let ty = type_of(mutation)["name"].as_str().unwrap().to_owned();
        let (mut declared, mut used) = (Vec::new(), Vec::new());
        for (name, ty) in &inputs[&ty] {
            declared.push(format!("${name}: {}", written(ty)));
            used.push(format!("{name}: ${name}"));
        }
        let query = format!(
            "mutation({}) {{ {mutation}(input: {{ {} }}) {{ userErrors {{ code field }} }} }}",
            declared.join(", "),
            used.join(", "),
        );
        // Which one, and from which revision: nothing else.
        let sent = |name: &str| ["id", "expectedRevision"].contains(&name);
        let sent: Value = given
            .iter()
            .filter(|(name, _)| sent(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let answer = program.ask(&who, &query, sent.clone()).await.json;
        assert_eq!(answer["errors"], Value::Null, "{mutation}: {answer}");
        let wrong = &answer["data"][mutation]["userErrors"];
        assert_eq!(*wrong, json!([]), "{mutation}");
        let query = "query($id: ID!, $from: Int!) { difference(of: $id, from: $from) {
            fields { path } } }";
        let asked = json!({ "id": sent["id"], "from": sent["expectedRevision"] });
        let answer = program.ask(&office, query, asked).await.json;
        let fields = &answer["data"]["difference"]["fields"];
        assert_eq!(*fields, json!([]), "{mutation}: {answer}");
        tried += 1;
    }
    assert!(tried >= 5, "{tried}");
}
