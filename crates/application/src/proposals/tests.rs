//! Use cases about proposed progress, on a small plan.

#![allow(clippy::unwrap_used, clippy::panic)]

use domain::edit::{MeasureInput, ResponsibilityInput};
use domain::id::{ActionAreaId, MeasureId, OrganizationId, PartId, TypedId};
use domain::mail::MailTemplate;
use domain::plan::{
    ImplementationStatus, Measure, ProgressProposal, ProgressProposalId, ProposalState,
    Responsibility,
};
use domain::policy::Actor;
use serde_json::{Value, json};

use super::{Decide, ProposalPage, Propose, WantedProposals};
use crate::curation::Change;
use crate::curation::tests::world::{World, coordinator_of, text};
use crate::entries::Note;
use crate::entries::tests::world::{id_of, later, now};
use crate::entries::tests::{coordinator, member, occasion, occasion_on, refused};
use crate::use_case::UseCaseError;

fn measure() -> MeasureId {
    MeasureId::of_slug("education-measure")
}

fn first_step() -> String {
    PartId::of_name(measure(), "first").to_global()
}

/// Let an organization have a part in the measure about education.
async fn assign(world: &World, organization: &str, more: Value) {
    let mut input = json!({
        "organization": id_of::<OrganizationId>(organization),
        "subject": measure().to_global(),
        "role": "PARTICIPATION",
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    let input: ResponsibilityInput = serde_json::from_value(input).unwrap();
    let office = coordinator();
    let new = (input, Note::default());
    let occasion = occasion(&office);
    let assign = world
        .application
        .create_curated::<Responsibility, _>(&occasion, new);
    assign.await.unwrap();
}

/// A plan in which the club has agreed to take part in the measure.
async fn world() -> World {
    let world = World::new().await;
    assign(&world, "club", json!({"commitment": "CONFIRMED"})).await;
    world
}

async fn propose(
    world: &World,
    actor: &Actor,
    (organization, more): (&str, Value),
) -> Result<ProgressProposal, UseCaseError> {
    let mut progress = json!({"date": "2026-02-01", "status": "IN_PROGRESS", "percent": 40});
    for (name, value) in more.as_object().unwrap() {
        progress[name] = value.clone();
    }
    let propose = Propose {
        measure: measure(),
        organization: OrganizationId::of_slug(organization),
        progress: serde_json::from_value(progress).unwrap(),
    };
    world
        .application
        .propose_progress(&occasion(actor), propose)
        .await
}

async fn proposed(world: &World, more: Value) -> ProgressProposalId {
    let club = member(&["club"]);
    propose(world, &club, ("club", more)).await.unwrap().id
}

async fn accept(
    world: &World,
    actor: &Actor,
    proposal: ProgressProposalId,
) -> Result<ProgressProposal, UseCaseError> {
    let decide = Decide {
        proposal,
        comment: None,
    };
    world
        .application
        .accept_progress_proposal(&occasion(actor), decide)
        .await
}

async fn reject(
    world: &World,
    actor: &Actor,
    (proposal, comment): (ProgressProposalId, Option<&str>),
) -> Result<ProgressProposal, UseCaseError> {
    let decide = Decide {
        proposal,
        comment: comment.map(str::to_owned),
    };
    world
        .application
        .reject_progress_proposal(&occasion(actor), decide)
        .await
}

async fn withdraw(
    world: &World,
    actor: &Actor,
    proposal: ProgressProposalId,
) -> Result<ProgressProposal, UseCaseError> {
    world
        .application
        .withdraw_progress_proposal(&occasion(actor), proposal)
        .await
}

/// What an actor reads, the newest first.
async fn read(world: &World, actor: &Actor, wanted: WantedProposals) -> Vec<ProgressProposal> {
    let page = ProposalPage {
        after: None,
        limit: 100,
    };
    let found = world.application.progress_proposals(actor, (wanted, page));
    found.await.unwrap()
}

async fn count(world: &World, actor: &Actor) -> usize {
    read(world, actor, WantedProposals::default()).await.len()
}

fn published(world: &World) -> Measure {
    let snapshot = world.application.snapshot();
    snapshot
        .find::<Measure>(measure())
        .unwrap()
        .document()
        .clone()
}

#[tokio::test]
async fn a_proposal_changes_nothing_until_it_is_accepted() {
    let world = world().await;
    let before = published(&world);
    let note = json!([{"language": "tr", "text": "İlk toplantı"}, {"language": "de", "text": "Das erste Treffen"}]);
    let id = proposed(&world, json!({ "note": note })).await;
    assert_eq!(published(&world), before);
    let accepted = accept(&world, &coordinator(), id).await.unwrap();
    assert_eq!(accepted.state(), ProposalState::Accepted);
    let after = published(&world);
    assert_eq!(after.status, Some(ImplementationStatus::InProgress));
    let [report] = &after.progress_reports[..] else {
        panic!("{:?}", after.progress_reports);
    };
    assert_eq!(report.author.as_str(), "club");
    assert_eq!(report.percent.map(|it| it.value()), Some(40));
    let note = report.note.as_ref().unwrap();
    assert_eq!(note.source().language.as_str(), "tr");
    assert_eq!(note.versions().len(), 2);
}

#[tokio::test]
async fn a_proposal_about_a_first_step_is_about_that_alone() {
    let world = world().await;
    let about = json!({"status": "DONE", "firstStep": first_step()});
    let id = proposed(&world, about).await;
    accept(&world, &coordinator(), id).await.unwrap();
    let after = published(&world);
    assert_eq!(after.status, None);
    assert_eq!(after.item.steps[0].status, Some(ImplementationStatus::Done));
}

#[tokio::test]
async fn only_who_is_responsible_proposes_and_who_may_be_is_told_so() {
    let world = World::new().await;
    let club = member(&["club"]);
    let refusal = ["organization: NotResponsible"];
    let nobody = propose(&world, &club, ("club", json!({}))).await;
    assert_eq!(refused(nobody), refusal);
    assign(&world, "club", json!({"commitment": "NAMED"})).await;
    let named = propose(&world, &club, ("club", json!({}))).await;
    assert_eq!(refused(named), refusal);
    assign(
        &world,
        "club",
        json!({"role": "FUNDING", "commitment": "CONFIRMED"}),
    )
    .await;
    let funding = propose(&world, &club, ("club", json!({}))).await;
    assert_eq!(refused(funding), refusal);
    assign(
        &world,
        "club",
        json!({"role": "LEAD", "commitment": "CONFIRMED"}),
    )
    .await;
    propose(&world, &club, ("club", json!({}))).await.unwrap();

    let school = member(&["school"]);
    let foreign = propose(&world, &school, ("club", json!({}))).await;
    assert_eq!(refused(foreign), ["not found"]);
    let own = propose(&world, &school, ("school", json!({}))).await;
    assert_eq!(refused(own), refusal);
    let both = member(&["school", "club"]);
    let wrong = propose(&world, &both, ("school", json!({}))).await;
    assert_eq!(refused(wrong), refusal);
    let office = coordinator();
    let behalf = propose(&world, &office, ("school", json!({}))).await;
    assert_eq!(refused(behalf), refusal);
    propose(&world, &office, ("club", json!({}))).await.unwrap();
    let housing = propose(&world, &coordinator_of("housing"), ("club", json!({}))).await;
    assert_eq!(refused(housing), ["not found"]);
}

#[tokio::test]
async fn a_proposal_is_read_by_its_organization_and_by_whoever_coordinates_its_area() {
    let world = world().await;
    let id = proposed(&world, json!({})).await;
    assert_eq!(count(&world, &member(&["club"])).await, 1);
    assert_eq!(count(&world, &coordinator()).await, 1);
    assert_eq!(count(&world, &coordinator_of("education")).await, 1);
    let strangers = [
        Actor::Anonymous,
        member(&["school"]),
        coordinator_of("housing"),
    ];
    for stranger in &strangers {
        assert_eq!(count(&world, stranger).await, 0);
        assert_eq!(refused(accept(&world, stranger, id).await), ["not found"]);
        let rejected = reject(&world, stranger, (id, Some("Nein"))).await;
        assert_eq!(refused(rejected), ["not found"]);
        assert_eq!(refused(withdraw(&world, stranger, id).await), ["not found"]);
    }
    let translator = domain::account::Grant::Translator(["tr".parse().unwrap()].into());
    let translator = crate::entries::tests::person(vec![translator], Vec::new());
    assert_eq!(count(&world, &translator).await, 0);
}

#[tokio::test]
async fn an_organization_does_not_decide_about_its_own_proposal() {
    let world = world().await;
    let id = proposed(&world, json!({})).await;
    let club = member(&["club"]);
    assert_eq!(refused(accept(&world, &club, id).await), ["denied"]);
    let rejected = reject(&world, &club, (id, Some("Nein"))).await;
    assert_eq!(refused(rejected), ["denied"]);
    let back = withdraw(&world, &club, id).await.unwrap();
    assert_eq!(back.state(), ProposalState::Withdrawn);
}

#[tokio::test]
async fn a_proposal_is_decided_once() {
    let world = world().await;
    let office = coordinator();
    let decided = ["proposal: AlreadyDecided"];
    let id = proposed(&world, json!({})).await;
    let silent = reject(&world, &office, (id, None)).await;
    assert_eq!(refused(silent), ["comment: Missing"]);
    let rejected = reject(&world, &office, (id, Some("Bitte mit Zahlen"))).await;
    let comment = rejected.unwrap().decided.unwrap().comment;
    assert_eq!(comment.unwrap().as_str(), "Bitte mit Zahlen");
    assert_eq!(refused(accept(&world, &office, id).await), decided);
    assert_eq!(
        refused(withdraw(&world, &member(&["club"]), id).await),
        decided
    );
    assert_eq!(published(&world).progress_reports, []);
}

#[tokio::test]
async fn of_two_who_accept_at_once_one_does() {
    let world = world().await;
    let id = proposed(&world, json!({})).await;
    let (one, two) = (coordinator(), coordinator_of("education"));
    let (one, two) = tokio::join!(accept(&world, &one, id), accept(&world, &two, id));
    let mut outcomes = [one, two].map(|it| match it {
        Ok(_) => Vec::new(),
        Err(error) => refused::<()>(Err(error)),
    });
    outcomes.sort();
    assert_eq!(outcomes[0], Vec::<String>::new());
    assert_eq!(outcomes[1], ["proposal: AlreadyDecided"]);
    assert_eq!(published(&world).progress_reports.len(), 1);
}

#[tokio::test]
async fn a_proposal_about_a_step_that_went_waits_on() {
    let world = world().await;
    let office = coordinator();
    let add = async |expected, steps: Value| {
        let change = Change::<Measure, _> {
            id: measure(),
            expected,
            input: serde_json::from_value::<MeasureInput>(json!({ "steps": steps })).unwrap(),
            note: Note::default(),
        };
        let occasion = occasion(&office);
        let update = world.application.update_curated(&occasion, change);
        update.await.unwrap();
    };
    let adopted = json!({"id": first_step()});
    add(1, json!([adopted, {"title": text("Leute finden")}])).await;
    let step = published(&world).item.steps[1].id.to_global();
    let id = proposed(&world, json!({ "firstStep": step })).await;
    add(2, json!([adopted])).await;
    let gone = accept(&world, &office, id).await;
    assert_eq!(refused(gone), ["firstStep: Unknown"]);
    let waiting = read(&world, &office, WantedProposals::default()).await;
    assert_eq!(waiting[0].state(), ProposalState::Proposed);
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_proposal_is_named_at_once() {
    let world = world().await;
    let wrong =
        json!({"date": "2027-01-01", "percent": 101, "firstStep": "x", "note": text("<b>x</b>")});
    let refusal = propose(&world, &member(&["club"]), ("club", wrong)).await;
    assert_eq!(
        refused(refusal),
        [
            "date: Malformed",
            "firstStep: Unknown",
            "percent: OutOfRange { min: 0, max: 100 }",
            "note.0.text: Markup",
        ]
    );
}

#[tokio::test]
async fn the_queue_is_narrowed_by_state_organization_and_area() {
    let world = world().await;
    let office = coordinator();
    let first = proposed(&world, json!({})).await;
    let second = proposed(&world, json!({"status": "DONE"})).await;
    accept(&world, &office, first).await.unwrap();
    let found = async |wanted: WantedProposals| -> Vec<ProgressProposalId> {
        let found = read(&world, &office, wanted).await;
        found.iter().map(|proposal| proposal.id).collect()
    };
    let of_area = |area: &str| WantedProposals {
        areas: vec![ActionAreaId::of_slug(area)],
        states: vec![ProposalState::Proposed],
        ..WantedProposals::default()
    };
    assert_eq!(found(of_area("education")).await, [second]);
    assert_eq!(found(of_area("housing")).await, []);
    let of_school = WantedProposals {
        organizations: vec![OrganizationId::of_slug("school")],
        ..WantedProposals::default()
    };
    assert_eq!(found(of_school).await, []);
    let about_another = WantedProposals {
        measures: vec![MeasureId::of_slug("housing-measure")],
        ..of_area("education")
    };
    assert_eq!(found(about_another).await, []);
}

#[tokio::test]
async fn an_organization_cannot_flood_the_queue() {
    let world = world().await;
    for _ in 0..super::MOST_WAITING {
        proposed(&world, json!({})).await;
    }
    let club = member(&["club"]);
    let more = propose(&world, &club, ("club", json!({}))).await;
    assert_eq!(refused(more), [": TooMany { max: 20 }"]);
    let waiting = read(&world, &club, WantedProposals::default()).await;
    withdraw(&world, &club, waiting[0].id).await.unwrap();
    proposed(&world, json!({})).await;
}

#[tokio::test]
async fn the_office_is_told_once_what_was_proposed_and_again_what_is_proposed_anew() {
    let world = world().await;
    for area in ["education", "housing"] {
        let part = coordinator_of(area);
        let grants = part.person().unwrap().account.grants.clone();
        let email = format!("{area}@city.example");
        world.joins(&email, None, grants).await;
    }
    proposed(&world, json!({})).await;
    let app = &world.application;
    assert_eq!(app.tell_what_waits(now()).await.unwrap(), 1);
    let mails = world.mails(now()).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_str(), "education@city.example");
    assert_eq!(mails[0].template, MailTemplate::ReviewWaiting);
    assert_eq!(mails[0].values.subjects, ["education-measure"]);
    assert_eq!(app.tell_what_waits(later(2)).await.unwrap(), 0);
    let club = member(&["club"]);
    let more = json!({"date": "2026-02-02", "status": "IN_PROGRESS", "percent": 50});
    let another = Propose {
        measure: measure(),
        organization: OrganizationId::of_slug("club"),
        progress: serde_json::from_value(more).unwrap(),
    };
    let another = app.propose_progress(&occasion_on(2, &club), another).await;
    let another = another.unwrap().id;
    assert_eq!(app.tell_what_waits(later(3)).await.unwrap(), 1);
    assert_eq!(world.mails(later(3)).await.len(), 1);
    // What was decided waits no longer; the older one was told.
    reject(&world, &coordinator(), (another, Some("Später.")))
        .await
        .unwrap();
    assert_eq!(app.tell_what_waits(later(9)).await.unwrap(), 0);
}
