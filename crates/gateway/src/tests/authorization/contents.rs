//! Inputs of mutations that write contents, each about something made anew.

use domain::account::MembershipRole;
use domain::id::{OrganizationId, TypedId};
use serde_json::{Value, json};

use crate::tests::program::{Program, Role};
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
pub(super) async fn input(program: &Program, field: &str, owner: OrganizationId) -> Value {
    let kind = KINDS.into_iter().find(|kind| field.ends_with(kind));
    let kind = kind.unwrap_or("Offer");
    if field.starts_with("create") {
        return new(program, kind, owner);
    }
    if field == "updateOrganizationProfile" {
        let number = newest(program, owner).await;
        let input = json!({ "id": owner.to_global(), "expectedRevision": number });
        return with(
            input,
            json!({ "website": format!("https://{number}.example") }),
        );
    }
    if field == "updateOrganization" {
        let number = newest(program, owner).await;
        let input = json!({ "id": owner.to_global(), "expectedRevision": number });
        let kinds = ["NETWORK", "BODY"];
        let kind = kinds[usize::try_from(number % 2).unwrap()];
        return with(input, json!({ "kind": kind }));
    }
    let id = content(program, kind, owner).await;
    let input = json!({ "id": id, "expectedRevision": 1 });
    match field {
        "withdrawFromReview" | "approveRevision" => {
            submit(program, &input, owner).await;
            input
        }
        "returnRevision" | "rejectRevision" => {
            submit(program, &input, owner).await;
            with(input, json!({ "comment": "Bitte kürzer." }))
        }
        "saveTranslation" => {
            Box::pin(publish(program, &input, owner)).await;
            json!({ "id": id, "language": "ar", "sourceRevision": 1,
                "texts": [{ "path": ["title"], "text": "ألمانية" }] })
        }
        "confirmEntry" => {
            Box::pin(publish(program, &input, owner)).await;
            input
        }
        "goBackToRevision" => with(input, json!({ "revision": 1 })),
        _ if field.starts_with("copy") => json!({ "id": id }),
        _ if field.starts_with("restore") => {
            let archive = format!("archive{kind}");
            let coordinator = program.somebody(Role::Coordinator).await;
            revision_of(program, &coordinator, (&archive, input.clone())).await;
            input
        }
        "updateLocation" => with(input, json!({ "url": "https://example.org" })),
        _ if field.starts_with("update") => with(input, json!({ "childcare": true })),
        _ => input,
    }
}

/// The number of the newest revision of an organization.
async fn newest(program: &Program, organization: OrganizationId) -> u64 {
    let coordinator = program.somebody(Role::Coordinator).await;
    let query = "query($id: ID!) { revision(of: $id) { number } }";
    let id = json!({ "id": organization.to_global() });
    let answer = program.ask(&coordinator, query, id).await.json;
    answer["data"]["revision"]["number"].as_u64().unwrap()
}

fn new(program: &Program, kind: &str, owner: OrganizationId) -> Value {
    let name = json!([{ "language": "de", "text": "Haus der Begegnung" }]);
    match kind {
        "Location" => json!({ "name": name, "kind": "PHYSICAL", "owner": owner.to_global() }),
        "Organization" => json!({ "name": name, "kind": "NETWORK" }),
        _ => {
            let mut input = with(course(program), json!({ "provider": owner.to_global() }));
            if kind != "Offer"
                && let Some(fields) = input.as_object_mut()
            {
                fields.remove("kind");
            }
            input
        }
    }
}

/// The id of a draft of an organization.
pub(super) async fn content(program: &Program, kind: &str, owner: OrganizationId) -> String {
    let editor = Some((owner, MembershipRole::Editor));
    let editor = match kind {
        "Organization" => program.somebody(Role::Coordinator).await,
        _ => program.person(editor, None).await,
    };
    let mutation = format!("create{kind}");
    let made = revision_of(program, &editor, (&mutation, new(program, kind, owner))).await;
    made["entityId"].as_str().unwrap().to_owned()
}

/// The ids of a draft of an organization and of its contact, which names somebody.
pub(super) async fn naming(program: &Program, owner: OrganizationId) -> (String, String) {
    let editor = Some((owner, MembershipRole::Editor));
    let editor = program.person(editor, None).await;
    let person = json!({ "name": "Anna Beispiel", "consentRecordedOn": "2026-01-01",
        "consentExpiresOn": "2027-12-31" });
    let input = with(
        new(program, "Offer", owner),
        json!({ "contacts": [{ "phone": "110", "person": person }] }),
    );
    let query = "mutation($input: CreateOfferInput!) { createOffer(input: $input) { revision {
        entityId document { contacts { partId } } } userErrors { code field } } }";
    let answer = program.ask(&editor, query, json!({ "input": input })).await;
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

async fn publish(program: &Program, input: &Value, owner: OrganizationId) {
    submit(program, input, owner).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    revision_of(program, &coordinator, ("approveRevision", input.clone())).await;
}

async fn submit(program: &Program, input: &Value, owner: OrganizationId) {
    let editor = Some((owner, MembershipRole::Editor));
    let editor = program.person(editor, None).await;
    revision_of(program, &editor, ("submitForReview", input.clone())).await;
}
