//! Inputs of mutations about proposed progress, each about a measure and a proposal made anew.

use domain::account::MembershipRole;
use domain::id::{OrganizationId, TypedId};
use serde_json::{Value, json};

use super::plan;
use crate::tests::program::{Program, Role};
use crate::tests::writing::with;

/// Whether a mutation is about proposed progress.
pub(super) fn knows(field: &str) -> bool {
    field == "proposeProgress" || field.ends_with("ProgressProposal")
}

/// An input with which the mutation does something, for those who may.
pub(super) async fn input(program: &Program, field: &str, organization: OrganizationId) -> Value {
    let proposal = Box::pin(agreed(program, organization)).await;
    if field == "proposeProgress" {
        return proposal;
    }
    let editor = (organization, MembershipRole::Editor);
    let editor = program.person(Some(editor), None).await;
    let query = "mutation($input: ProposeProgressInput!) { proposeProgress(input: $input) {
        proposal { id } userErrors { code field } } }";
    let answer = program
        .ask(&editor, query, json!({ "input": proposal }))
        .await;
    let id = &answer.json["data"]["proposeProgress"]["proposal"]["id"];
    let input = json!({ "proposal": id });
    match field {
        "rejectProgressProposal" => with(input, json!({ "comment": "Bitte mit Zahlen" })),
        _ => input,
    }
}

/// What an organization may propose: it has agreed to lead the measure.
pub(in crate::tests) async fn agreed(program: &Program, organization: OrganizationId) -> Value {
    let coordinator = program.somebody(Role::Coordinator).await;
    let measure = plan::a_measure(program).await;
    let lead = json!({ "organization": organization.to_global(), "subject": measure,
        "role": "LEAD", "commitment": "CONFIRMED" });
    let query = "mutation($input: AssignResponsibilityInput!) {
        assignResponsibility(input: $input) { userErrors { code field } } }";
    let answer = program
        .ask(&coordinator, query, json!({ "input": lead }))
        .await;
    let errors = &answer.json["data"]["assignResponsibility"]["userErrors"];
    assert_eq!(*errors, json!([]), "{}", answer.json);
    json!({ "measure": measure, "organization": organization.to_global(),
        "date": "2026-02-01", "status": "DONE" })
}
