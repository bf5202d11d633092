//! Use cases on a small city: two clubs, a house, and the people who write.

#![allow(clippy::unwrap_used)]

mod beneath;
mod copying;
mod duplicates;
mod foreign;
mod life;
mod mails;
mod organization;
mod parts;
mod protection;
mod review;
pub(crate) mod world;
mod writing;

use std::sync::Arc;

use domain::account::{
    Account, AccountId, AccountState, Grant, Jurisdiction, Membership, MembershipRole, SessionId,
};
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::policy::{Actor, Person};
use domain::text::{LanguageTag, Words};
use persistence::Uuid;
use serde_json::{Value, json};

use self::world::{World, id_of, next_id, now};
use super::{Create, Note, Occasion, Saved, Then, Update};
use crate::use_case::UseCaseError;

/// Somebody who works for these organizations.
pub(crate) fn member(organizations: &[&str]) -> Actor {
    let membership = |slug: &&str| Membership {
        organization: OrganizationId::of_slug(slug),
        role: MembershipRole::Manager,
        since: now(),
    };
    person(Vec::new(), organizations.iter().map(membership).collect())
}

/// Somebody of the coordinating office.
pub(crate) fn coordinator() -> Actor {
    let everything = Grant::Coordinator(Jurisdiction::Everything);
    person(vec![everything], Vec::new())
}

pub(crate) fn person(grants: Vec<Grant>, memberships: Vec<Membership>) -> Actor {
    Actor::Person(Arc::new(Person {
        account: Account {
            id: AccountId::from_uuid(Uuid::from_u128(1)),
            email: None,
            name: Words::parse("A. Beispiel").unwrap(),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants,
            memberships,
            has_second_factor: true,
            created_at: now(),
        },
        session: SessionId::from_uuid(Uuid::from_u128(2)),
        second_factor_passed: true,
    }))
}

pub(crate) fn occasion(actor: &Actor) -> Occasion<'_> {
    Occasion {
        actor,
        now: now(),
        ids: &next_id,
        idempotency: None,
    }
}

/// The same on another day.
pub(crate) fn occasion_on(day: i64, actor: &Actor) -> Occasion<'_> {
    Occasion {
        now: world::later(day),
        ..occasion(actor)
    }
}

/// What an offer of the club says at least, and what else is given.
pub(crate) fn course(more: &Value) -> Value {
    let mut input = json!({
        "provider": id_of::<OrganizationId>("club"),
        "kind": "COURSE",
        "title": [{"language": "de", "text": "Deutsch am Abend"}],
        "places": [{"location": id_of::<domain::id::LocationId>("house")}],
        "contacts": [{"phone": "110"}],
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

impl World {
    pub(crate) async fn create(
        &self,
        actor: &Actor,
        input: &Value,
        then: Then,
    ) -> Result<Saved, UseCaseError> {
        let new = Create {
            input: serde_json::from_value::<domain::edit::OfferInput>(input.clone()).unwrap(),
            note: Note::default(),
            then,
        };
        self.application
            .create::<Offer, _>(&occasion(actor), new)
            .await
    }

    pub(crate) async fn update(
        &self,
        actor: &Actor,
        (id, expected): (OfferId, u32),
        (input, then): (Value, Then),
    ) -> Result<Saved, UseCaseError> {
        let update = Update::<Offer, _> {
            id,
            expected,
            input: serde_json::from_value::<domain::edit::OfferInput>(input).unwrap(),
            note: Note::default(),
            then,
        };
        self.application.update(&occasion(actor), update).await
    }

    /// An offer of the club that is published.
    pub(crate) async fn published(&self, more: &Value) -> (OfferId, u32) {
        let club = member(&["club"]);
        let saved = self
            .create(&club, &course(more), Then::HandIn)
            .await
            .unwrap();
        let id = OfferId::from_uuid(saved.entity.uuid);
        let office = coordinator();
        let saved = self
            .application
            .approve::<Offer>(&occasion(&office), (id, saved.revision))
            .await
            .unwrap();
        (id, saved.revision)
    }
}

/// What a use case refused, a line each.
pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, UseCaseError>) -> Vec<String> {
    match outcome.unwrap_err() {
        UseCaseError::Rejected(violations) => violations
            .all()
            .iter()
            .map(|violation| format!("{}: {:?}", violation.path.join("."), violation.rule))
            .map(|line| line.split('(').next().unwrap_or_default().to_owned())
            .collect(),
        UseCaseError::NotFound(_) => vec!["not found".to_owned()],
        UseCaseError::Denied(_) => vec!["denied".to_owned()],
        UseCaseError::Conflict { current } => vec![format!("conflict {current}")],
        error => vec![error.to_string()],
    }
}
