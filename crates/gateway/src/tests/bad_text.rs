//! Markup, characters that turn the text behind them, and words without end: tried in every text of the
//! input of every mutation, by somebody who may call it.

use serde_json::{Value, json};

use super::authorization::{mutations, question, who_may};
use super::bad_input::wrong;
use super::input_places::{inputs, places, type_of};
use super::program::Program;

/// What is no text for people: a code that is not asked for, and passwords, which hold anything.
const SECRETS: [&str; 3] = [
    "login code",
    "changePassword new",
    "acceptInvitation password",
];

/// Where it is told in other words, or of the list around it, that something is wrong.
const TOLD_OTHERWISE: [&str; 6] = [
    "refresh refreshToken",
    "inviteMember grants.0.languages.0",
    "changeGrants grants.0.languages.0",
    "importActionPlan document.base64",
    "importActionPlan document.text",
    "saveTranslation texts.0.path.0",
];

/// What became of a text.
enum Fate {
    /// It was refused where it stands.
    Named,
    /// It was refused for another reason, or elsewhere.
    Refused,
    /// It was taken.
    Taken,
}

fn fate(answer: &Value, (mutation, path): (&str, &str)) -> Fate {
    let code = &answer["errors"][0]["extensions"]["code"];
    assert_ne!(*code, json!("INTERNAL"), "{mutation} {path}: {answer}");
    let wrong = wrong(answer, mutation);
    if wrong.iter().any(|(field, _)| field == path) {
        Fate::Named
    } else if wrong.is_empty() && code.is_null() {
        Fate::Taken
    } else {
        Fate::Refused
    }
}

/// Write a text into every place for one, of every mutation; where it was taken, and where it was
/// refused without saying that it is the text.
async fn tried(program: &Program, text: &str) -> (Vec<String>, Vec<String>) {
    let inputs = inputs();
    let (mut taken, mut unnamed) = (Vec::new(), Vec::new());
    for row in mutations() {
        let mutation = row.trim_start_matches("Mutation.");
        let ty = type_of(mutation);
        let has_input = inputs.contains_key(ty["name"].as_str().unwrap());
        let Some(role) = who_may(&row).filter(|_| has_input) else {
            continue;
        };
        let mut who = program.somebody(role).await;
        let (query, mut variables) = Box::pin(question(program, &who, &row)).await;
        let spots = |variables: &Value| {
            places(
                &inputs,
                (&ty, variables.get("input")),
                "String",
                &json!(text),
            )
        };
        for index in 0..spots(&variables).len() {
            let (path, input) = spots(&variables).swap_remove(index);
            let path = path.join(".");
            let place = format!("{mutation} {path}");
            if SECRETS.contains(&&*place) {
                continue;
            }
            let input = json!({ "input": input });
            let answer = program.ask(&who, &query, input).await.json;
            match fate(&answer, (mutation, &path)) {
                Fate::Named => {}
                Fate::Refused if TOLD_OTHERWISE.contains(&&*place) => {}
                Fate::Refused => unnamed.push(format!("{place}: {answer}")),
                Fate::Taken => {
                    taken.push(place);
                    // What it was about is another now.
                    who = program.somebody(role).await;
                    variables = Box::pin(question(program, &who, &row)).await.1;
                }
            }
        }
    }
    (taken, unnamed)
}

#[tokio::test]
async fn no_text_of_any_mutation_takes_markup() {
    let program = Program::start().await;
    let (taken, unnamed) = tried(&program, "<script>alert(1)</script>").await;
    assert!(
        taken.is_empty() && unnamed.is_empty(),
        "{taken:#?} {unnamed:#?}"
    );
}

#[tokio::test]
async fn no_text_of_any_mutation_takes_what_turns_or_hides_the_text_behind_it() {
    let program = Program::start().await;
    for text in ["Kurs\u{202E}edrü", "Kurs\u{7}"] {
        let (taken, _) = tried(&program, text).await;
        assert!(taken.is_empty(), "{text:?} {taken:#?}");
    }
}

#[tokio::test]
async fn no_text_of_any_mutation_goes_on_without_end() {
    let program = Program::start().await;
    let (taken, _) = tried(&program, &"a".repeat(100_000)).await;
    assert!(taken.is_empty(), "{taken:#?}");
}
