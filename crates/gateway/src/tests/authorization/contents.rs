//! Inputs of mutations that write contents, each about something made anew.

use domain::id::TypedId;
use domain::place::District;
use serde_json::{Value, json};

use super::inputs::{Lies, Target};
use crate::tests::pictures::{red, upload};
use crate::tests::program::Program;
use crate::tests::role::part;
use crate::tests::writing::{course, revision_of, with};

/// Whether a mutation writes contents.
pub(super) fn knows(field: &str) -> bool {
    let about_revisions = [
        "submitForReview",
        "withdrawFromReview",
        "approveRevision",
        "returnRevision",
        "rejectRevision",
        "confirmEntry",
        "updateOrganizationProfile",
        "saveTranslation",
        "goBackToRevision",
    ];
    let verbs = ["create", "update", "copy", "archive", "restore"];
    let verb = verbs.iter().find_map(|verb| field.strip_prefix(verb));
    about_revisions.contains(&field) || verb.is_some_and(|kind| KINDS.contains(&kind))
}

const KINDS: [&str; 4] = ["Offer", "CounsellingPoint", "Location", "Organization"];

/// An input with which the mutation does something, for those who may.
pub(super) async fn input(program: &Program, field: &str, about: Target) -> Value {
    let kind = KINDS.into_iter().find(|kind| field.ends_with(kind));
    let kind = kind.unwrap_or("Offer");
    if field.starts_with("create") {
        return Box::pin(new(program, kind, about)).await;
    }
    if let Some(input) = Box::pin(of_organization(program, field, about)).await {
        return input;
    }
    let id = Box::pin(content(program, kind, about)).await;
    let input = json!({ "id": id, "expectedRevision": 1 });
    match field {
        "withdrawFromReview" | "approveRevision" => {
            by_office(program, "submitForReview", &input).await;
            input
        }
        "returnRevision" | "rejectRevision" => {
            by_office(program, "submitForReview", &input).await;
            with(input, json!({ "comment": "Bitte kürzer." }))
        }
        "saveTranslation" => {
            by_office(program, "approveRevision", &input).await;
            json!({ "id": id, "language": "ar", "sourceRevision": 1,
                "texts": [{ "path": ["title"], "text": "ألمانية" }] })
        }
        "confirmEntry" => {
            by_office(program, "approveRevision", &input).await;
            input
        }
        "goBackToRevision" => with(input, json!({ "revision": 1 })),
        _ if field.starts_with("copy") => json!({ "id": id }),
        _ if field.starts_with("restore") => {
            by_office(program, &format!("archive{kind}"), &input).await;
            input
        }
        _ if field.starts_with("update") => with(input, change(program, kind, about)),
        _ => input,
    }
}

/// What changes.
fn change(program: &Program, kind: &str, about: Target) -> Value {
    match (about.lies, kind) {
        (Lies::MovedOutOfPart, "Location") => json!({ "district": district(program) }),
        (Lies::MovedOutOfPart, _) => json!({ "places": [{ "district": district(program) }] }),
        (_, "Location") => json!({ "url": "https://example.org" }),
        _ => json!({ "childcare": true }),
    }
}

/// A district outside of the part that has a coordinator.
fn district(program: &Program) -> String {
    let snapshot = program.application.snapshot();
    let mut districts = snapshot.shelf::<District>().iter();
    districts.next().unwrap().id.to_global()
}

/// An input that changes what an organization says: there is one already, unless it shall lie
/// somewhere.
async fn of_organization(program: &Program, field: &str, about: Target) -> Option<Value> {
    let is_profile = field == "updateOrganizationProfile";
    if !is_profile && field != "updateOrganization" {
        return None;
    }
    let id = match about.lies {
        Lies::Nowhere => about.owner.to_global(),
        _ => content(program, "Organization", about).await,
    };
    let number = newest(program, &id).await;
    let change = if is_profile {
        json!({ "website": format!("https://{number}.example") })
    } else {
        let kinds = ["NETWORK", "BODY"];
        json!({ "kind": kinds[usize::try_from(number % 2).unwrap()] })
    };
    let input = json!({ "id": id, "expectedRevision": number });
    Some(with(input, change))
}

/// The number of the newest revision of an organization.
async fn newest(program: &Program, organization: &str) -> u64 {
    let query = "query($id: ID!) { revision(of: $id) { number } }";
    let id = json!({ "id": organization });
    let answer = program.ask(&program.office().await, query, id).await.json;
    answer["data"]["revision"]["number"].as_u64().unwrap()
}

async fn new(program: &Program, kind: &str, about: Target) -> Value {
    // Another name each time: among a thousand namesakes it takes long to find a slug.
    let name = format!("Haus der Begegnung {}", program.number());
    let name = json!([{ "language": "de", "text": name }]);
    let owner = about.owner.to_global();
    let (district, _) = part();
    let district = district.to_global();
    let lies_somewhere = about.lies != Lies::Nowhere;
    match kind {
        "Location" => {
            let district = lies_somewhere.then_some(district);
            json!({ "name": name, "kind": "PHYSICAL", "owner": owner, "district": district })
        }
        "Organization" => {
            let mut input = json!({ "name": name, "kind": "NETWORK" });
            if lies_somewhere {
                input["locations"] = json!([a_location(program, about).await]);
            }
            input
        }
        _ => {
            let own = json!({ "provider": owner, "title": name });
            let mut input = with(course(program), own);
            if lies_somewhere {
                input["places"] = json!([{ "district": district }]);
            }
            if kind != "Offer"
                && let Some(fields) = input.as_object_mut()
            {
                fields.remove("kind");
            }
            input
        }
    }
}

/// The id of a location that is published.
async fn a_location(program: &Program, about: Target) -> String {
    let location = Box::pin(content(program, "Location", about)).await;
    let input = json!({ "id": location, "expectedRevision": 1 });
    by_office(program, "approveRevision", &input).await;
    location
}

/// The id of a draft of an organization.
pub(super) async fn content(program: &Program, kind: &str, about: Target) -> String {
    let input = Box::pin(new(program, kind, about)).await;
    let made = by_office(program, &format!("create{kind}"), &input).await;
    made["entityId"].as_str().unwrap().to_owned()
}

/// The ids of a draft of an organization and of its contact, which names somebody.
pub(super) async fn naming(program: &Program, about: Target) -> (String, String) {
    let person = json!({ "name": "Anna Beispiel", "consentRecordedOn": "2026-01-01",
        "consentExpiresOn": "2027-12-31" });
    let input = with(
        Box::pin(new(program, "Offer", about)).await,
        json!({ "contacts": [{ "phone": "110", "person": person }] }),
    );
    let query = "mutation($input: CreateOfferInput!) { createOffer(input: $input) { revision {
        entityId document { contacts { partId } } } userErrors { code field } } }";
    let office = program.office().await;
    let answer = program.ask(&office, query, json!({ "input": input })).await;
    let made = &answer.json["data"]["createOffer"]["revision"];
    let text = |value: &Value| {
        value
            .as_str()
            .unwrap_or_else(|| panic!("{made}"))
            .to_owned()
    };
    let contact = &made["document"]["contacts"][0]["partId"];
    (text(&made["entityId"]), text(contact))
}

/// The address of a picture that a draft of the organization shows.
pub(super) async fn showing(program: &Program, about: Target) -> String {
    let office = program.office().await;
    let (_, taken) = upload(program, &office, red()).await;
    let images = json!({ "images": [{ "upload": taken["upload"],
        "alternativeText": [{ "language": "de", "text": "Ein roter Raum" }] }] });
    let input = with(Box::pin(new(program, "Offer", about)).await, images);
    by_office(program, "createOffer", &input).await;
    taken["url"].as_str().unwrap().to_owned()
}

/// Let the coordinating office do something; what came of it.
async fn by_office(program: &Program, mutation: &str, input: &Value) -> Value {
    let office = program.office().await;
    revision_of(program, &office, (mutation, input.clone())).await
}
