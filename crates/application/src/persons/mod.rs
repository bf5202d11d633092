//! People whom contacts name (Ansprechpersonen): what is kept about them, and erasing them.
//!
//! A person is named in one contact or in many, by revisions that are published and by those that
//! never were. Whoever may erase her finds the other places by her name and her mailbox, chooses which
//! of them are hers, and erases all of them at once; see ADR 0017. The program does the same by itself
//! where a consent has been over for long, and where the holder of an account is erased.

mod of_account;
mod over;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::aggregate::Aggregate;
use domain::contact::EmailAddress;
use domain::entry::{CounsellingPoint, Offer};
use domain::erasure::{ContactChannel, Erasure, Going, PersonFound};
use domain::id::{EntityId, EntityKind, OrganizationId, PartId};
use domain::organization::Organization;
use domain::plan::Responsibility;
use domain::policy::{Action, Actor, Permit, authorize, scope};
use domain::text::Words;
use domain::violation::{Rule, Violations};
use persistence::{PeopleOf, Project, Revision, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Application;
use crate::entries::Occasion;
use crate::entries::desk::{Desk, refused};
use crate::use_case::UseCaseError;

pub(crate) use self::of_account::erase_holder;

/// The most places that are erased at once.
const MOST_PLACES: usize = 200;

/// A place where a person is named.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PersonPlace {
    /// What names her: an entry, an organization or a responsibility.
    pub entity: EntityId,
    /// In which contact of it.
    pub contact: PartId,
    /// What she is called there; where neither this nor an address is given, whoever is named there
    /// last is meant.
    pub name: Option<String>,
    /// Her mailbox, where the contact names nobody.
    pub email: Option<String>,
}

/// Whom to erase.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ErasePersons {
    /// Where.
    pub places: Vec<PersonPlace>,
    /// What belongs to the function rather than to the person, and stays.
    pub keep: BTreeSet<ContactChannel>,
}

/// What was erased in one contact.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PersonErased {
    /// Of what.
    pub entity: EntityId,
    /// In which contact.
    pub contact: PartId,
    /// The revisions of the whole that named somebody who was erased.
    pub revisions: Vec<u32>,
}

/// Somebody whom a contact names, and where else the same person may be named.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedSomewhere {
    /// Every place, that which was asked for first.
    pub places: Vec<NamedHere>,
}

/// What one thing says about a person in one contact.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NamedHere {
    /// What says so.
    pub entity: EntityId,
    /// What is told.
    pub person: PersonFound,
    /// Whether the newest revision still says so.
    pub is_newest: bool,
    /// Whether what is published says so, whoever may read it.
    pub is_published: bool,
    /// Whether the name is that which was asked for.
    pub same_name: bool,
    /// Whether the mailbox is.
    pub same_mailbox: bool,
}

impl NamedSomewhere {
    /// All of it, for the person to read.
    #[must_use]
    pub fn exported(&self) -> Value {
        let place = |place: &NamedHere| {
            let person = &place.person;
            json!({
                "in": place.entity.to_global(),
                "contact": person.contact.to_global(),
                "name": person.name.as_ref().map(Words::as_str),
                "consentRecordedOn": person.consent_recorded_on,
                "consentExpiresOn": person.consent_expires_on,
                "emails": person.emails.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "phones": person.phones.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "urls": person.urls.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "revisions": person.revisions,
                "isPublished": place.is_published,
            })
        };
        json!({ "named": self.places.iter().map(place).collect::<Vec<_>>() })
    }
}

/// Does something with each kind whose contacts name people: `$aggregate` is its type.
macro_rules! each_kind_naming {
    (|$aggregate:ident| $act:expr) => {{
        {
            type $aggregate = Offer;
            $act
        }
        {
            type $aggregate = CounsellingPoint;
            $act
        }
        {
            type $aggregate = Organization;
            $act
        }
        {
            type $aggregate = Responsibility;
            $act
        }
    }};
}
pub(crate) use each_kind_naming;

/// The same with the kind of one id.
macro_rules! of_kind_naming {
    ($id:expr, |$aggregate:ident| $act:expr, $otherwise:expr) => {
        match $id.kind {
            EntityKind::Offer => {
                type $aggregate = Offer;
                $act
            }
            EntityKind::CounsellingPoint => {
                type $aggregate = CounsellingPoint;
                $act
            }
            EntityKind::Organization => {
                type $aggregate = Organization;
                $act
            }
            EntityKind::Responsibility => {
                type $aggregate = Responsibility;
                $act
            }
            EntityKind::ActionPlan
            | EntityKind::ActionArea
            | EntityKind::Challenge
            | EntityKind::Goal
            | EntityKind::Suggestion
            | EntityKind::Measure
            | EntityKind::Location
            | EntityKind::District
            | EntityKind::TargetGroup
            | EntityKind::Topic
            | EntityKind::Language
            | EntityKind::Site
            | EntityKind::Term => $otherwise,
        }
    };
}

impl Application {
    /// Whom a contact names, and where else the organization names the same person: by the same name,
    /// or with the same mailbox. Nothing where the contact names nobody, as far as the actor may know.
    ///
    /// # Errors
    /// The actor may read of it and may not erase there, or the database fails.
    pub async fn named_person(
        &self,
        actor: &Actor,
        place: &PersonPlace,
    ) -> Result<Option<NamedSomewhere>, UseCaseError> {
        let mut tx = self.store.begin().await?;
        let found = of_kind_naming!(
            place.entity,
            |T| Box::pin(look_up::<T>(&mut tx, actor, place)).await,
            return Ok(None)
        );
        let (asked, owner) = match found {
            Ok(Some(found)) => found,
            Ok(None) | Err(UseCaseError::NotFound(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut places = Vec::new();
        let of = owner.map_or(PeopleOf::Aggregate(place.entity), PeopleOf::Organization);
        each_kind_naming!(|T| {
            let same = Box::pin(same_person::<T>(&mut tx, actor, (of, &asked)));
            places.extend(same.await?);
        });
        let is_asked =
            |it: &NamedHere| it.entity == place.entity && it.person.contact == asked.contact;
        places.sort_by_key(|it| (!is_asked(it), !it.same_name, it.entity));
        Ok(Some(NamedSomewhere { places }))
    }

    /// Erase a person in every revision of each of these things. It cannot be taken back.
    ///
    /// # Errors
    /// Somebody is not named there, the actor may not, or the database fails; nobody was erased then.
    pub async fn erase_persons(
        &self,
        occasion: &Occasion<'_>,
        erase: ErasePersons,
    ) -> Result<Vec<PersonErased>, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(erased) = desk.recall_any().await? {
            return Ok(erased);
        }
        let ErasePersons { places, keep } = erase;
        let mut violations = Violations::default();
        if !(1..=MOST_PLACES).contains(&places.len()) {
            let max = i64::try_from(MOST_PLACES).unwrap_or(i64::MAX);
            violations.add(&["places"], Rule::OutOfRange { min: 1, max });
            violations.or_value(())?;
            return Ok(Vec::new());
        }
        let on = crate::local_day(occasion.now);
        // By the order of ids, as `Tx::whole` locks them.
        let mut wanted: BTreeMap<EntityId, (Permit, Vec<Erasure>)> = BTreeMap::new();
        let mut order: Vec<(usize, &PersonPlace)> = places.iter().enumerate().collect();
        order.sort_by_key(|(_, place)| place.entity);
        for (index, place) in order {
            let going = Going::AllBut(keep.clone());
            let erasure = of_kind_naming!(
                place.entity,
                |T| Box::pin(erasure_for::<T>(&mut desk, place, (going, on))).await?,
                return Err(UseCaseError::NotFound(place.entity.to_global()))
            );
            match erasure {
                Ok((permit, erasure)) => {
                    let of = wanted.entry(place.entity).or_insert((permit, Vec::new()));
                    of.1.push(erasure);
                }
                Err((field, rule)) => {
                    violations.add(&["places", &index.to_string(), field], rule);
                }
            }
        }
        violations.or_value(())?;
        let mut erased = Vec::new();
        for (entity, (permit, erasures)) in wanted {
            let revisions = erase_in(&mut desk.tx, &permit, (&erasures, occasion)).await?;
            erased.extend(erasures.iter().map(|erasure| PersonErased {
                entity,
                contact: erasure.contact,
                revisions: revisions.clone(),
            }));
        }
        desk.conclude(erased).await
    }
}

/// Erase in whatever kind of thing the permit is for.
async fn erase_in(
    tx: &mut Tx,
    permit: &Permit,
    (erasures, occasion): (&[Erasure], &Occasion<'_>),
) -> Result<Vec<u32>, UseCaseError> {
    let now = occasion.now;
    Ok(of_kind_naming!(
        permit.entity(),
        |T| Box::pin(tx.erase_persons::<T>(permit, erasures, now)).await?,
        Vec::new()
    ))
}

/// The newest of all revisions of a thing of which the actor may erase people, with a permit.
async fn erasable<T: Aggregate>(
    tx: &mut Tx,
    actor: &Actor,
    id: EntityId,
) -> Result<(Permit, Vec<Revision<T>>), UseCaseError> {
    let found = tx
        .whole::<T>(&scope(actor), PeopleOf::Aggregate(id))
        .await?;
    let whole = found.into_iter().next();
    let newest = whole.as_ref().and_then(|whole| whole.last());
    let Some(newest) = newest else {
        return Err(UseCaseError::NotFound(id.to_global()));
    };
    let resource = tx.resource(&newest.content).await?;
    let permit = authorize(actor, Action::Erase, &resource).map_err(refused)?;
    Ok((permit, whole.unwrap_or_default()))
}

/// Whom a place means, among those whom the revisions name there; the newest of them unless it says
/// whom.
fn meant<T: Aggregate>(whole: &[Revision<T>], place: &PersonPlace) -> Option<PersonFound> {
    let revisions = whole.iter().map(|it| (it.number, &it.content));
    let people = PersonFound::all_in(revisions).into_iter();
    let people = people.filter(|person| person.contact == place.contact);
    let name = place.name.as_deref().and_then(|it| Words::parse(it).ok());
    let email = place.email.as_deref();
    let email = email.and_then(|it| EmailAddress::parse(it).ok());
    let is_meant = |person: &PersonFound| match (&place.name, &place.email) {
        (Some(_), _) => name.as_ref().is_some_and(|name| person.is_called(name)),
        (None, Some(_)) => {
            person.name.is_none() && email.as_ref().is_some_and(|it| person.is_reached_by(it))
        }
        (None, None) => person.name.is_some(),
    };
    people
        .filter(is_meant)
        .max_by_key(|person| person.revisions.last().copied())
}

/// Whom the place means, and whose that is.
async fn look_up<T: Aggregate>(
    tx: &mut Tx,
    actor: &Actor,
    place: &PersonPlace,
) -> Result<Option<(PersonFound, Option<OrganizationId>)>, UseCaseError> {
    let (_, whole) = erasable::<T>(tx, actor, place.entity).await?;
    let owner = whole.last().and_then(|newest| newest.head.owner);
    Ok(meant(&whole, place).map(|person| (person, owner)))
}

/// Where the same person is named, as far as the actor may erase there.
async fn same_person<T: Aggregate>(
    tx: &mut Tx,
    actor: &Actor,
    (of, asked): (PeopleOf<'_>, &PersonFound),
) -> Result<Vec<NamedHere>, UseCaseError> {
    let mut places = Vec::new();
    for whole in tx.whole::<T>(&scope(actor), of).await? {
        let revisions = whole.iter().map(|it| (it.number, &it.content));
        let people = PersonFound::all_in(revisions).into_iter();
        let same = people.filter(|it| it.has_name_of(asked) || it.has_mailbox_of(asked));
        let same: Vec<PersonFound> = same.collect();
        let Some(newest) = whole.last().filter(|_| !same.is_empty()) else {
            continue;
        };
        let resource = tx.resource(&newest.content).await?;
        if authorize(actor, Action::Erase, &resource).is_err() {
            continue;
        }
        let head = &newest.head;
        let is = |person: &PersonFound, number| person.revisions.contains(&number);
        places.extend(same.into_iter().map(|person| NamedHere {
            entity: head.entity,
            is_newest: is(&person, head.revision),
            is_published: head.published.is_some_and(|number| is(&person, number)),
            same_name: person.has_name_of(asked),
            same_mailbox: person.has_mailbox_of(asked),
            person,
        }));
    }
    Ok(places)
}

/// What is erased at a place, or what is wrong with it: the field, and why.
async fn erasure_for<T: Aggregate>(
    desk: &mut Desk<'_>,
    place: &PersonPlace,
    (going, on): (Going, NaiveDate),
) -> Result<Result<(Permit, Erasure), (&'static str, Rule)>, UseCaseError> {
    let actor = desk.occasion.actor;
    let (permit, whole) = erasable::<T>(&mut desk.tx, actor, place.entity).await?;
    let Some(person) = meant(&whole, place) else {
        let (field, wrong) = match (&place.name, &place.email) {
            (Some(name), _) => ("name", name.clone()),
            (None, Some(email)) => ("email", email.clone()),
            (None, None) => ("contact", place.contact.to_global()),
        };
        let wrong = wrong.chars().take(80).collect();
        return Ok(Err((field, Rule::Unknown(wrong))));
    };
    let erasure = Erasure {
        contact: place.contact,
        email: person
            .emails
            .last()
            .cloned()
            .filter(|_| person.name.is_none()),
        name: person.name,
        going,
        on,
    };
    Ok(Ok((permit, erasure)))
}

/// The program erases where nobody asked for it.
async fn permit_of_program<T: Aggregate + Project>(
    tx: &mut Tx,
    content: &T,
) -> Result<Permit, UseCaseError> {
    let resource = tx.resource(content).await?;
    authorize(&Actor::Operator, Action::Erase, &resource).map_err(refused)
}
