//! The schema as a developer reads it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{ask, the_schema};
use crate::api::schema_sdl;

#[test]
#[allow(clippy::disallowed_methods)] // writes the file when told to by the environment
fn the_committed_schema_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema.graphql");
    let sdl = schema_sdl(the_schema());
    if std::env::var_os("ANGEBOTE_WRITE_SCHEMA").is_some() {
        std::fs::write(path, &sdl).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == sdl,
        "schema.graphql differs from the program: run this test with ANGEBOTE_WRITE_SCHEMA=1"
    );
}

fn introspected() -> Vec<Value> {
    let answer = ask("{ __schema { types { name kind description
            fields { name description args { name description } }
            inputFields { name description } enumValues { name description } } } }");
    answer["__schema"]["types"].as_array().unwrap().clone()
}

#[test]
fn everything_has_a_description() {
    let mut silent = Vec::new();
    for ty in introspected() {
        let name = ty["name"].as_str().unwrap();
        if name.starts_with("__") || ["Boolean", "Float", "ID", "Int", "String"].contains(&name) {
            continue;
        }
        let mut look = |place: String, thing: &Value| {
            if thing["description"].as_str().is_none_or(str::is_empty) {
                silent.push(place);
            }
        };
        look(name.to_owned(), &ty);
        for list in ["fields", "inputFields", "enumValues"] {
            for member in ty[list].as_array().into_iter().flatten() {
                let place = format!("{name}.{}", member["name"].as_str().unwrap());
                look(place.clone(), member);
                for argument in member["args"].as_array().into_iter().flatten() {
                    look(format!("{place}({})", argument["name"]), argument);
                }
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn interfaces_have_the_fields_that_their_objects_share() {
    let types = introspected();
    let fields = |name: &str| -> BTreeSet<String> {
        let ty = types.iter().find(|ty| ty["name"] == name).unwrap();
        ty["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for (interface, objects, least) in [
        ("Entry", &["Offer", "CounsellingPoint"][..], 30),
        (
            "PlanItem",
            &["Challenge", "Goal", "Suggestion", "Measure"],
            14,
        ),
    ] {
        let shared = fields(interface);
        assert!(shared.len() >= least, "{interface}: {shared:?}");
        for object in objects {
            assert!(shared.is_subset(&fields(object)), "{object}");
        }
    }
}
