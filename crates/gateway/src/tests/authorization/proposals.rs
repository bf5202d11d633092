//! Inputs of mutations about proposed progress, each about a measure and a proposal made anew.

use domain::id::{OrganizationId, TypedId};
use serde_json::{Value, json};

use super::inputs::{Lies, Target};
use super::plan;
use crate::tests::program::Program;
use crate::tests::writing::with;

/// Whether a mutation is about proposed progress.
pub(super) fn knows(field: &str) -> bool {
    field == "proposeProgress" || field.ends_with("ProgressProposal")
}

/// An input with which the mutation does something, for those who may.
pub(super) async fn input(program: &Program, field: &str, about: Target) -> Value {
    let proposal = Box::pin(agreed_about(program, about)).await;
    if field == "proposeProgress" {
        return proposal;
    }
    let office = program.office().await;
    let query = "mutation($input: ProposeProgressInput!) { proposeProgress(input: $input) {
        proposal { id } userErrors { code field } } }";
    let answer = program
        .ask(&office, query, json!({ "input": proposal }))
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
    let lies = Lies::Nowhere;
    let owner = organization;
    agreed_about(program, Target { owner, lies }).await
}

async fn agreed_about(program: &Program, about: Target) -> Value {
    let organization = about.owner;
    let coordinator = program.office().await;
    let measure = plan::measure(program, about).await;
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
