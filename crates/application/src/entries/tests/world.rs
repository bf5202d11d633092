//! A small city.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::account::{Grant, MembershipRole, SessionId};
use domain::contact::EmailAddress;
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::mail::Mail;
use domain::organization::Organization;
use domain::period::Instant;
use domain::place::{District, Location};
use domain::policy::{Action, Actor, Person, Resource, authorize, scope};
use domain::schedule::HolidayCalendar;
use persistence::{ConnectOptions, DatabaseUrl, Expected, Project, Revision, Store, Uuid, Write};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::Application;
use crate::accounts::{AcceptInvitation, Circumstance, Invite};

pub(crate) struct World {
    _folder: TempDir,
    pub(crate) store: Store,
    pub(crate) application: Application,
}

pub(crate) fn now() -> Instant {
    let now: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    now.into()
}

pub(crate) fn later(days: i64) -> Instant {
    (now().utc() + chrono::TimeDelta::days(days)).into()
}

pub(crate) fn next_id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1_000);
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// The id by which clients know it.
pub(crate) fn id_of<T: TypedId>(slug: &str) -> String {
    T::of_slug(slug).to_global()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn organization(slug: &str, more: &Value) -> Organization {
    let mut value = json!({
        "id": domain::id::OrganizationId::of_slug(slug),
        "slug": slug,
        "name": [{"language": "de", "text": slug}],
        "kind": "ORGANIZATION",
        "visibility": "EXACT",
        "verification": "VERIFIED",
        "status": "ACTIVE",
    });
    extend(&mut value, more);
    serde_json::from_value(value).unwrap()
}

pub(crate) fn location(slug: &str, more: &Value) -> Location {
    let mut value = json!({
        "id": domain::id::LocationId::of_slug(slug),
        "slug": slug,
        "name": [{"language": "de", "text": slug}],
        "kind": "PHYSICAL",
        "visibility": "EXACT",
    });
    extend(&mut value, more);
    serde_json::from_value(value).unwrap()
}

fn extend(value: &mut Value, more: &Value) {
    for (name, field) in more.as_object().unwrap() {
        value[name] = field.clone();
    }
}

impl World {
    /// The club and the school have a house together; the trusted club needs no review; the school
    /// has a shelter that nobody may find.
    pub(crate) async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
        let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
        let store = Store::connect(&options).await.unwrap();
        store.migrate(Uuid::from_u128(1)).await.unwrap();
        publish(&store, &organization("club", &json!({}))).await;
        publish(&store, &organization("school", &json!({}))).await;
        publish(
            &store,
            &organization("trusted-club", &json!({"trusted": true})),
        )
        .await;
        publish(&store, &location("house", &json!({}))).await;
        publish(&store, &location("hall", &json!({}))).await;
        let owner = domain::id::OrganizationId::of_slug("school");
        let shelter = json!({"visibility": "HIDDEN", "owner": owner});
        publish(&store, &location("shelter", &shelter)).await;
        let district: District = serde_json::from_value(json!({
            "id": domain::id::DistrictId::of_slug("north"),
            "slug": "north",
            "kind": "CITY_DISTRICT",
            "name": "Nord",
            "label": [{"language": "de", "text": "Nord"}],
            "order": 0,
        }))
        .unwrap();
        publish(&store, &district).await;
        let application = start(&store).await;
        Self {
            _folder: folder,
            store,
            application,
        }
    }

    /// Another process of the program on the same database: neither hears of what the other
    /// publishes until it catches up.
    pub(crate) async fn another(&self) -> Application {
        start(&self.store).await
    }

    /// Somebody who has accepted an invitation.
    pub(crate) async fn joins(
        &self,
        email: &str,
        organization: Option<(OrganizationId, MembershipRole)>,
        grants: Vec<Grant>,
    ) -> Actor {
        let accounts = self.application.accounts();
        let invite = Invite {
            email: email.to_owned(),
            language: None,
            organization,
            grants,
        };
        accounts
            .invite_member(&Actor::Operator, invite, None, now())
            .await
            .unwrap();
        let mails = accounts.mails_due(now(), 10).await.unwrap();
        let link = mails[0].mail.values.link.clone().unwrap();
        let token = link.as_str().rsplit_once('/').unwrap().1.to_owned();
        accounts.mail_sent(mails[0].id, now()).await.unwrap();
        let accept = AcceptInvitation {
            token,
            name: Some("Ana".to_owned()),
            password: Some("drei blaue Fahrräder".to_owned()),
            language: None,
        };
        let circumstance = Circumstance {
            now: now(),
            address: None,
        };
        accounts
            .accept_invitation(accept, &circumstance)
            .await
            .unwrap();
        let address = EmailAddress::parse(email).unwrap();
        let credentials = self.store.credentials_by_email(&address).await;
        let account = self.store.account(credentials.unwrap().unwrap().account);
        let account = account.await.unwrap().unwrap();
        Actor::Person(Arc::new(Person {
            session: SessionId::from_uuid(account.id.uuid()),
            account,
            second_factor_passed: true,
        }))
    }

    /// The mails that wait; they are taken.
    pub(crate) async fn mails(&self, at: Instant) -> Vec<Mail> {
        let accounts = self.application.accounts();
        let mails = accounts.mails_due(at, 50).await.unwrap();
        for mail in &mails {
            accounts.mail_sent(mail.id, at).await.unwrap();
        }
        mails.into_iter().map(|it| it.mail).collect()
    }

    /// The newest revision of an offer, as the operator reads it.
    pub(crate) async fn newest(&self, id: OfferId) -> Revision<Offer> {
        let everything = scope(&Actor::Operator);
        let found = self
            .store
            .newest::<Offer>(&everything, &[id])
            .await
            .unwrap();
        found.into_iter().next().unwrap()
    }

    /// What the public reads of an offer.
    pub(crate) fn public(&self, id: OfferId) -> Option<Offer> {
        let snapshot = self.application.snapshot();
        snapshot
            .find::<Offer>(id)
            .map(|offer| offer.document().clone())
    }

    /// The words of an offer's title as the public reads it.
    pub(crate) fn public_title(&self, id: OfferId) -> Option<String> {
        let offer = self.public(id)?;
        Some(offer.entry.title.source().text.to_string())
    }
}

async fn start(store: &Store) -> Application {
    let year = day("2026-01-01")..=day("2026-12-31");
    let holidays = HolidayCalendar::new(year, Vec::new()).unwrap();
    let accounts = crate::accounts::Accounts::predictable(store.clone()).unwrap();
    Application::start(store.clone(), holidays, accounts, now())
        .await
        .unwrap()
}

/// Publish something as the operator.
pub(crate) async fn publish<T: Project>(store: &Store, content: &T) {
    let mut tx = store.begin().await.unwrap();
    let resource = Resource::of(content.id());
    let permit = authorize(&Actor::Operator, Action::Publish, &resource).unwrap();
    let write = Write {
        at: now(),
        comment: None,
        minor: false,
        expected: Expected::New,
    };
    tx.publish(&permit, content, write).await.unwrap();
    tx.commit().await.unwrap();
}
