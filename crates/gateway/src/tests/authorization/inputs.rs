//! What is asked for each row of the table.

use domain::account::{Grant, MembershipRole};
use domain::id::{OrganizationId, TypedId};
use serde_json::{Value, json};

use super::{contents, plan, proposals, structure};
use crate::tests::program::{PASSWORD, Program, Somebody};
use crate::tests::{ask, seeded};

/// Where the things lie about which a row asks, as far as that matters to coordinators of a part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Lies {
    /// In no district, or in an area of action that is not theirs.
    Nowhere,
    /// In their part.
    InPart,
    /// In their part, out of which the change moves it.
    MovedOutOfPart,
}

/// Whose the things are about which a row asks, and where they lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) owner: OrganizationId,
    pub(super) lies: Lies,
}

impl Target {
    /// What somebody is asked about: what belongs to the own organization, unless the row says
    /// otherwise.
    fn of(program: &Program, who: &Somebody, way: &str) -> Self {
        let home = who.organization.unwrap_or(program.home);
        let (owner, lies) = match way {
            "elsewhere" | "members-elsewhere" | "invitations-elsewhere" => {
                (program.foreign, Lies::Nowhere)
            }
            "in-part" | "revision-in-part" => (home, Lies::InPart),
            "out-of-part" => (home, Lies::MovedOutOfPart),
            "" | "own" | "staff" | "members" | "invitations" | "revision" | "revisions" => {
                (home, Lies::Nowhere)
            }
            _ => panic!("no way `{way}`"),
        };
        Self { owner, lies }
    }
}

/// Whether the mutation is about people, and whoever asks is perhaps another one afterwards.
pub(super) fn is_about_people(row: &str) -> bool {
    let field = row.trim_start_matches("Mutation.").split('/').next();
    let knows = [
        contents::knows,
        structure::knows,
        plan::knows,
        proposals::knows,
    ];
    !knows.iter().any(|knows| knows(field.unwrap_or_default()))
}

/// The document and the variables for a row, with whatever they are about made anew.
pub(in crate::tests) async fn question(
    program: &Program,
    who: &Somebody,
    row: &str,
) -> (String, Value) {
    let (field, way) = row.split_once('/').unwrap_or((row, ""));
    let about = Target::of(program, who, way);
    match field.split_once('.').unwrap() {
        ("Mutation", field) => mutation(program, who, (field, way), about).await,
        (_, field) => (query(program, (field, way), about).await, json!({})),
    }
}

async fn mutation(
    program: &Program,
    who: &Somebody,
    (field, way): (&str, &str),
    about: Target,
) -> (String, Value) {
    let input = if contents::knows(field) {
        Box::pin(contents::input(program, field, about)).await
    } else if structure::knows(field) {
        Box::pin(structure::input(program, field, about.lies)).await
    } else if plan::knows(field) {
        Box::pin(plan::input(program, field, about)).await
    } else if proposals::knows(field) {
        Box::pin(proposals::input(program, field, about)).await
    } else {
        Box::pin(input(program, who, (field, way), about)).await
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
async fn input(
    program: &Program,
    who: &Somebody,
    (field, way): (&str, &str),
    about: Target,
) -> Value {
    let organization = about.owner;
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
            let (entity, contact) = contents::naming(program, about).await;
            json!({ "places": [{ "entity": entity, "contact": contact }] })
        }
        "eraseImage" => json!({ "url": contents::showing(program, about).await }),
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
async fn query(program: &Program, (field, way): (&str, &str), about: Target) -> String {
    let home = about.owner.to_global();
    let offer = async || Box::pin(contents::content(program, "Offer", about)).await;
    match field {
        "viewer" if way.is_empty() => "{ viewer { account { id } may } }".to_owned(),
        "viewer" if way == "revisions" => {
            "{ viewer { revisions { nodes { number } } } }".to_owned()
        }
        "viewer" => {
            let list = way.split('-').next().unwrap();
            // One level of lists only: what is refused there is refused at the top.
            format!(
                "{{ viewer {{ organization(id: \"{home}\") {{ {list} {{ nodes {{ __typename }} }} }} }} }}"
            )
        }
        "account" => {
            let account = account_of(&program.person(None, None).await);
            format!("{{ account(id: \"{account}\") {{ id }} }}")
        }
        "node" if way.starts_with("revision") => {
            let offer = offer().await;
            format!("{{ node(id: \"{offer}.1\") {{ id }} }}")
        }
        "node" => format!("{{ node(id: \"{home}\") {{ id }} }}"),
        "nodes" => format!("{{ nodes(ids: [\"{home}\"]) {{ id }} }}"),
        "vocabulary" => "{ vocabulary(name: \"OfferKind\") { __typename } }".to_owned(),
        "site" | "vocabularies" | "actionAreas" => format!("{{ {field} {{ __typename }} }}"),
        "actionPlan" => "{ actionPlan { __typename } }".to_owned(),
        "translation" => {
            let offer = offer().await;
            format!("{{ translation(of: \"{offer}\", language: \"ar\") {{ state }} }}")
        }
        "translationWork" if way == "own" => format!(
            "{{ translationWork(language: \"ar\", organization: \"{home}\") {{ nodes {{ state }} }} }}"
        ),
        "translationWork" => "{ translationWork(language: \"ar\") { nodes { state } } }".to_owned(),
        "translationCoverage" => "{ translationCoverage { language } }".to_owned(),
        "revision" => {
            let offer = offer().await;
            format!("{{ revision(of: \"{offer}\") {{ number }} }}")
        }
        "difference" => {
            let offer = offer().await;
            format!("{{ difference(of: \"{offer}\") {{ to }} }}")
        }
        "revisions" => {
            let offer = offer().await;
            format!("{{ revisions(of: \"{offer}\") {{ nodes {{ number }} }} }}")
        }
        "namedPerson" => {
            let (entity, contact) = Box::pin(contents::naming(program, about)).await;
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
