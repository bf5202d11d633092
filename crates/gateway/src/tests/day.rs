//! A provider's day with the documents of `docs/editing`, one after the other, as an app sends them.

use std::path::Path;

use domain::id::TypedId;
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with};

struct Day {
    program: Program,
    /// The offer that it is about, once there is one; or the location.
    offer: Value,
    /// The number of its newest revision.
    revision: Value,
}

impl Day {
    /// Send a document with its variables; the ids in them are made up, so those of this day stand in
    /// for them.
    async fn send(&mut self, who: &Somebody, document: &str) -> Value {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/editing");
        let path = folder.join(document).with_extension("graphql");
        let query = std::fs::read_to_string(&path).unwrap();
        assert!(query.starts_with("# "), "{document}");
        let variables = std::fs::read_to_string(path.with_extension("json"));
        let mut variables =
            variables.map_or(json!({}), |text| serde_json::from_str(&text).unwrap());
        self.fill(&mut variables);
        let mut answer = self.program.ask(who, &query, variables).await.json;
        assert_eq!(answer["errors"], Value::Null, "{document}: {answer}");
        let field = answer["data"].as_object_mut().unwrap().values_mut().next();
        let field = field.unwrap().take();
        if let Some(errors) = field["userErrors"].as_array() {
            assert!(errors.is_empty(), "{document}: {errors:?}");
            self.revision = field["revision"]["number"].clone();
        }
        field
    }

    fn fill(&self, value: &mut Value) {
        let district = || course(&self.program)["serviceArea"][0].clone();
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match name.as_str() {
                        "id" => *value = self.offer.clone(),
                        "expectedRevision" => *value = self.revision.clone(),
                        "provider" | "owner" => *value = json!(self.program.home.to_global()),
                        "district" => *value = district(),
                        _ => self.fill(value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill(item)),
            _ => {}
        }
    }
}

#[tokio::test]
async fn an_offer_is_made_returned_mended_approved_and_confirmed() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let mut day = Day {
        program,
        offer: Value::Null,
        revision: Value::Null,
    };
    let made = day.send(&editor, "1-create-offer").await;
    day.offer = made["revision"]["entityId"].clone();
    let submitted = day.send(&editor, "2-submit").await;
    assert_eq!(submitted["revision"]["state"], "IN_REVIEW");
    let input = json!({ "id": day.offer, "expectedRevision": day.revision });
    let input = with(input, json!({ "comment": "Braucht man eine Anmeldung?" }));
    revision_of(&day.program, &coordinator, ("returnRevision", input)).await;
    let work = day.send(&editor, "3-own-work").await;
    let returned = &work["revisions"]["nodes"][0];
    assert_eq!(returned["reviewComment"], "Braucht man eine Anmeldung?");
    assert_eq!(returned["document"]["title"]["text"], "Deutsch am Abend");
    let fixed = day.send(&editor, "4-fix").await;
    assert_eq!(fixed["revision"]["state"], "IN_REVIEW");
    let difference = day.send(&coordinator, "5-difference").await;
    assert_eq!(
        [&difference["from"], &difference["to"]],
        [&Value::Null, &json!(2)]
    );
    let approved = day.send(&coordinator, "6-approve").await;
    assert_eq!(approved["revision"]["isPublished"], true);
    let confirmed = day.send(&editor, "7-confirm").await;
    assert_eq!(confirmed["revision"]["isPublished"], true);
    let history = day.send(&editor, "8-history").await;
    let nodes = history["nodes"].as_array().unwrap().iter();
    let steps: Vec<String> = nodes
        .flat_map(|node| node["steps"].as_array().unwrap())
        .map(|step| step["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        steps,
        [
            "CONFIRMED",
            "PUBLISHED",
            "SUBMITTED",
            "UPDATED",
            "RETURNED",
            "SUBMITTED",
            "CREATED"
        ]
    );
}

#[tokio::test]
async fn a_location_is_copied_for_the_own_organization() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let snapshot = program.application.snapshot();
    let mut locations = snapshot.shelf::<domain::place::Location>().iter();
    let location = locations.next().unwrap().id.to_global();
    let mut day = Day {
        program,
        offer: json!(location),
        revision: Value::Null,
    };
    let copied = day.send(&editor, "9-copy-location").await;
    assert_ne!(copied["revision"]["entityId"], location);
    assert_eq!(copied["revision"]["state"], "DRAFT");
}

#[test]
fn every_document_about_editing_belongs_to_the_day() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/editing");
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let documents = names.filter(|name| name.ends_with(".graphql")).count();
    assert_eq!(documents, 9);
}
