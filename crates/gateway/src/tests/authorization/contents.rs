//! Inputs of mutations that write contents, each about something made anew.

use domain::account::MembershipRole;
use domain::id::{OrganizationId, TypedId};
use serde_json::{Value, json};

use crate::tests::program::{Program, Role};
use crate::tests::writing::{course, revision_of, with};

/// Whether a mutation writes contents.
pub(super) fn knows(field: &str) -> bool {
    let kinds = ["Offer", "CounsellingPoint"];
    let about_revisions = [
        "submitForReview",
        "withdrawFromReview",
        "approveRevision",
        "returnRevision",
        "rejectRevision",
        "confirmEntry",
    ];
    about_revisions.contains(&field) || kinds.iter().any(|kind| field.ends_with(kind))
}

/// An input with which the mutation does something, for those who may.
pub(super) async fn input(program: &Program, field: &str, owner: OrganizationId) -> Value {
    let kind = if field.ends_with("CounsellingPoint") {
        "CounsellingPoint"
    } else {
        "Offer"
    };
    if field.starts_with("create") {
        return new(program, kind, owner);
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
        "confirmEntry" => {
            submit(program, &input, owner).await;
            let coordinator = program.somebody(Role::Coordinator).await;
            revision_of(program, &coordinator, ("approveRevision", input.clone())).await;
            input
        }
        _ if field.starts_with("copy") => json!({ "id": id }),
        _ if field.starts_with("restore") => {
            let archive = format!("archive{kind}");
            let coordinator = program.somebody(Role::Coordinator).await;
            revision_of(program, &coordinator, (&archive, input.clone())).await;
            input
        }
        _ if field.starts_with("update") => with(input, json!({ "childcare": true })),
        _ => input,
    }
}

fn new(program: &Program, kind: &str, owner: OrganizationId) -> Value {
    let mut input = with(course(program), json!({ "provider": owner.to_global() }));
    if kind != "Offer"
        && let Some(fields) = input.as_object_mut()
    {
        fields.remove("kind");
    }
    input
}

/// The id of a draft of an organization.
pub(super) async fn content(program: &Program, kind: &str, owner: OrganizationId) -> String {
    let editor = Some((owner, MembershipRole::Editor));
    let editor = program.person(editor, None).await;
    let mutation = format!("create{kind}");
    let made = revision_of(program, &editor, (&mutation, new(program, kind, owner))).await;
    made["entityId"].as_str().unwrap().to_owned()
}

async fn submit(program: &Program, input: &Value, owner: OrganizationId) {
    let editor = Some((owner, MembershipRole::Editor));
    let editor = program.person(editor, None).await;
    revision_of(program, &editor, ("submitForReview", input.clone())).await;
}
