//! What is asked for each row of the table.

use domain::account::{Grant, MembershipRole};
use domain::id::TypedId;
use serde_json::{Value, json};

use super::{contents, plan, proposals, structure};
use crate::tests::program::{PASSWORD, Program, Somebody};
use crate::tests::{ask, seeded};

/// The same entry points asked another way.
pub(super) const EXTRA_ROWS: [&str; 22] = [
    "Mutation.eraseContactPerson/elsewhere",
    "Query.viewer/members",
    "Query.viewer/members-elsewhere",
    "Query.viewer/invitations",
    "Query.viewer/invitations-elsewhere",
    "Mutation.inviteMember/elsewhere",
    "Mutation.inviteMember/staff",
    "Mutation.removeMember/elsewhere",
    "Mutation.eraseAccount/own",
    "Mutation.exportAccount/own",
    "Mutation.createOffer/elsewhere",
    "Mutation.updateOffer/elsewhere",
    "Mutation.createLocation/elsewhere",
    "Mutation.updateLocation/elsewhere",
    "Mutation.updateOrganization/elsewhere",
    "Mutation.updateOrganizationProfile/elsewhere",
    "Mutation.saveTranslation/elsewhere",
    "Query.translationWork/own",
    "Mutation.proposeProgress/elsewhere",
    "Mutation.withdrawProgressProposal/elsewhere",
    "Query.node/revision",
    "Query.viewer/revisions",
];

/// The document and the variables for a row, with whatever they are about made anew.
pub(in crate::tests) async fn question(
    program: &Program,
    who: &Somebody,
    row: &str,
) -> (String, Value) {
    let (field, way) = row.split_once('/').unwrap_or((row, ""));
    match field.split_once('.').unwrap() {
        ("Mutation", field) => mutation(program, who, field, way).await,
        (_, field) => (query(program, field, way).await, json!({})),
    }
}

async fn mutation(program: &Program, who: &Somebody, field: &str, way: &str) -> (String, Value) {
    let input = if contents::knows(field) {
        let owner = match way {
            "elsewhere" => program.foreign,
            _ => program.home,
        };
        Box::pin(contents::input(program, field, owner)).await
    } else if structure::knows(field) {
        Box::pin(structure::input(program, field)).await
    } else if plan::knows(field) {
        Box::pin(plan::input(program, field)).await
    } else if proposals::knows(field) {
        let organization = match way {
            "elsewhere" => program.foreign,
            _ => program.home,
        };
        Box::pin(proposals::input(program, field, organization)).await
    } else {
        Box::pin(input(program, who, field, way)).await
    };
    match input {
        Value::Null => (
            format!("mutation {{ {field} {{ userErrors {{ code field }} }} }}"),
            json!({}),
        ),
        input => {
            let ty = format!("{}{}Input", field[..1].to_uppercase(), &field[1..]);
            let query = format!(
                "mutation($input: {ty}!) {{ {field}(input: $input) {{ userErrors {{ code field }} }} }}"
            );
            (query, json!({ "input": input }))
        }
    }
}

/// An input with which the mutation does something, for those who may.
async fn input(program: &Program, who: &Somebody, field: &str, way: &str) -> Value {
    let organization = match way {
        "elsewhere" => program.foreign,
        _ => program.home,
    };
    let editor = Some((organization, MembershipRole::Editor));
    let organization = organization.to_global();
    let member = async || account_of(&program.person(editor, None).await);
    let anybody = async || account_of(&program.person(None, Some(Grant::Analyst)).await);
    let own = || who.account.map(|account| account.to_global());
    match field {
        "login" => {
            let person = program.person(None, None).await;
            json!({ "email": person.email, "password": PASSWORD })
        }
        "requestLoginLink" | "requestPasswordReset" => json!({ "email": program.address() }),
        "loginByLink" => json!({ "token": "unknown" }),
        "refresh" => {
            let person = program.person(None, None).await;
            json!({ "refreshToken": person.refresh_token })
        }
        "logout" | "logoutEverywhere" | "setUpSecondFactor" => Value::Null,
        "endSession" => json!({ "session": session_of(program, who).await }),
        "changePassword" => json!({ "current": PASSWORD, "new": "vier rote Schubkarren" }),
        "resetPassword" => json!({ "token": "unknown", "password": "vier rote Schubkarren" }),
        "acceptInvitation" => {
            let (_, _, secret) = program.invited(editor, None).await;
            json!({ "token": secret, "name": "Ana", "password": PASSWORD })
        }
        "changeProfile" => json!({ "name": "Ana Yıldız" }),
        "confirmSecondFactor" | "removeSecondFactor" => json!({ "code": "000000" }),
        "inviteMember" if way == "staff" => {
            json!({ "email": program.address(), "grants": [{ "kind": "ANALYST" }] })
        }
        "inviteMember" => json!({ "email": program.address(), "organization": organization }),
        "revokeInvitation" => {
            let (id, _, _) = program.invited(editor, None).await;
            json!({ "invitation": id.to_global() })
        }
        "changeMemberRole" => {
            json!({ "organization": organization, "account": member().await, "role": "MANAGER" })
        }
        "removeMember" => json!({ "organization": organization, "account": member().await }),
        "leaveOrganization" => json!({ "organization": organization }),
        "handOverOrganization" => json!({ "organization": organization, "to": member().await }),
        "createApiKey" => {
            json!({ "name": "An app", "scopes": ["READ_PUBLISHED"], "quotaPerMinute": 60 })
        }
        "revokeApiKey" => json!({ "apiKey": an_api_key(program).await }),
        "eraseAccount" | "exportAccount" if way == "own" => {
            json!({ "account": own().unwrap_or(anybody().await) })
        }
        "eraseContactPerson" => {
            let owner = match way {
                "elsewhere" => program.foreign,
                _ => program.home,
            };
            let (entity, contact) = contents::naming(program, owner).await;
            json!({ "places": [{ "entity": entity, "contact": contact }] })
        }
        "disableAccount" | "enableAccount" | "eraseAccount" | "exportAccount"
        | "resetSecondFactor" => {
            json!({ "account": anybody().await })
        }
        "changeGrants" => json!({ "account": anybody().await, "grants": [] }),
        _ => panic!("no input for the mutation {field}"),
    }
}

fn account_of(person: &Somebody) -> String {
    person.account.unwrap().to_global()
}

async fn session_of(program: &Program, who: &Somebody) -> String {
    let query = "{ viewer { sessions { id } } }";
    let answer = program.ask(who, query, json!({})).await.json;
    answer["data"]["viewer"]["sessions"][0]["id"]
        .as_str()
        .unwrap_or("unknown")
        .to_owned()
}

async fn an_api_key(program: &Program) -> String {
    program.api_key(60).await;
    let keys = program
        .accounts()
        .api_keys(&domain::policy::Actor::Operator);
    keys.await.unwrap()[0].id.to_global()
}

/// A query that finds something, for those who may.
async fn query(program: &Program, field: &str, way: &str) -> String {
    match field {
        "viewer" if way.is_empty() => "{ viewer { account { id } may } }".to_owned(),
        "viewer" if way == "revisions" => {
            "{ viewer { revisions { nodes { number } } } }".to_owned()
        }
        "viewer" => {
            let (list, organization) = match way.split_once('-') {
                Some((list, _)) => (list, program.foreign),
                None => (way, program.home),
            };
            // One level of lists only: what is refused there is refused at the top.
            format!(
                "{{ viewer {{ organization(id: \"{}\") {{ {list} {{ nodes {{ __typename }} }} }} }} }}",
                organization.to_global()
            )
        }
        "account" => {
            let account = account_of(&program.person(None, None).await);
            format!("{{ account(id: \"{account}\") {{ id }} }}")
        }
        "node" if way == "revision" => {
            let offer = Box::pin(contents::content(program, "Offer", program.home)).await;
            format!("{{ node(id: \"{offer}.1\") {{ id }} }}")
        }
        "node" => format!("{{ node(id: \"{}\") {{ id }} }}", program.home.to_global()),
        "nodes" => format!(
            "{{ nodes(ids: [\"{}\"]) {{ id }} }}",
            program.home.to_global()
        ),
        "vocabulary" => "{ vocabulary(name: \"OfferKind\") { __typename } }".to_owned(),
        "site" | "vocabularies" | "actionAreas" => format!("{{ {field} {{ __typename }} }}"),
        "actionPlan" => "{ actionPlan { __typename } }".to_owned(),
        "translation" => {
            let offer = Box::pin(contents::content(program, "Offer", program.home)).await;
            format!("{{ translation(of: \"{offer}\", language: \"ar\") {{ state }} }}")
        }
        "translationWork" if way == "own" => format!(
            "{{ translationWork(language: \"ar\", organization: \"{}\") {{ nodes {{ state }} }} }}",
            program.home.to_global()
        ),
        "translationWork" => "{ translationWork(language: \"ar\") { nodes { state } } }".to_owned(),
        "translationCoverage" => "{ translationCoverage { language } }".to_owned(),
        "revision" => {
            let offer = Box::pin(contents::content(program, "Offer", program.home)).await;
            format!("{{ revision(of: \"{offer}\") {{ number }} }}")
        }
        "difference" => {
            let offer = Box::pin(contents::content(program, "Offer", program.home)).await;
            format!("{{ difference(of: \"{offer}\") {{ to }} }}")
        }
        "revisions" => {
            let offer = Box::pin(contents::content(program, "Offer", program.home)).await;
            format!("{{ revisions(of: \"{offer}\") {{ nodes {{ number }} }} }}")
        }
        "namedPerson" => {
            let (entity, contact) = Box::pin(contents::naming(program, program.home)).await;
            format!(
                "{{ namedPerson(entity: \"{entity}\", contact: \"{contact}\") {{ exported }} }}"
            )
        }
        "invitation" => {
            let (_, _, secret) = program.invited(None, None).await;
            format!("{{ invitation(token: \"{secret}\") {{ email }} }}")
        }
        "accounts" | "invitations" | "apiKeys" | "audit" | "changeLog" | "confirmationQueue"
        | "reviewQueue" | "planWorklist" | "progressProposals" | "archived" => {
            format!("{{ {field} {{ nodes {{ __typename }} }} }}")
        }
        _ => public(field),
    }
}

/// A list of what is published, or one thing of such a list.
fn public(field: &str) -> String {
    let snapshot = seeded();
    let list = match field {
        "entry" => "entries".to_owned(),
        "responsibility" => "responsibilities".to_owned(),
        _ => format!("{field}s"),
    };
    let answer = super::super::ask_of(
        &snapshot,
        &format!("{{ {list}(first: 1) {{ nodes {{ id }} }} }}"),
        "de",
    );
    match answer["data"][&list]["nodes"][0]["id"].as_str() {
        Some(id) => format!("{{ {field}(by: {{ id: \"{id}\" }}) {{ id }} }}"),
        // It is the list itself.
        None => {
            ask(&format!("{{ {field} {{ __typename }} }}"));
            format!("{{ {field} {{ __typename }} }}")
        }
    }
}
