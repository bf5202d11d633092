//! A small world: a store, accounts with passwords that cost nothing, and people who join it the way
//! people do.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::account::{Account, Grant, MembershipRole};
use domain::aggregate::Aggregate;
use domain::contact::WebUrl;
use domain::id::OrganizationId;
use domain::mail::{Mail, MailTemplate};
use domain::organization::Organization;
use domain::period::Instant;
use domain::policy::{Action, Actor, Person, Resource, authorize};
use domain::violation::Rule;
use interchange::seeds;
use persistence::{ConnectOptions, DatabaseUrl, Expected, Store, Write};
use tempfile::TempDir;

use crate::UseCaseError;
use crate::accounts::{
    AcceptInvitation, AccountSettings, Accounts, Argon2Cost, Capabilities, Circumstance, Invite,
    LogIn, NewAdministrator, ResetPassword, SignedIn,
};

pub(super) const PASSWORD: &str = "drei blaue Fahrräder";

pub(super) struct World {
    pub(super) store: Store,
    pub(super) accounts: Accounts,
    /// How many passwords were hashed.
    hashes: Arc<AtomicUsize>,
    _folder: TempDir,
}

impl World {
    pub(super) async fn new() -> Self {
        Self::with(|settings| settings.second_factor_required = false).await
    }

    pub(super) async fn with(change: impl FnOnce(&mut AccountSettings)) -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
        let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
        let store = Store::connect(&options).await.unwrap();
        store
            .migrate(persistence::Uuid::from_u128(1))
            .await
            .unwrap();
        let hashes = Arc::new(AtomicUsize::new(0));
        let accounts = accounts(&store, 1, &hashes, change);
        Self {
            store,
            accounts,
            hashes,
            _folder: folder,
        }
    }

    /// The same store as another process of the program sees it.
    pub(super) fn another(&self, change: impl FnOnce(&mut AccountSettings)) -> Accounts {
        accounts(&self.store, 2, &self.hashes, change)
    }

    pub(super) fn hashes(&self) -> usize {
        self.hashes.load(Ordering::Relaxed)
    }

    /// An administrator who has chosen a password.
    pub(super) async fn administrator(&self, email: &str) -> Actor {
        let input = NewAdministrator {
            email: email.to_owned(),
            name: "Ada Beispiel".to_owned(),
            language: None,
        };
        let link = self
            .accounts
            .create_administrator(&Actor::Operator, input, at(0))
            .await
            .unwrap();
        let reset = ResetPassword {
            token: token_in(&link),
            password: PASSWORD.to_owned(),
        };
        self.accounts.reset_password(reset, &when(0)).await.unwrap();
        self.actor(email, 0).await
    }

    /// Somebody who has accepted an invitation.
    pub(super) async fn join(
        &self,
        email: &str,
        organization: Option<(OrganizationId, MembershipRole)>,
        grants: Vec<Grant>,
    ) -> Actor {
        self.invite(email, organization, grants).await;
        let token = self.token_of(MailTemplate::Invitation, email).await;
        self.accounts
            .accept_invitation(accepting(&token), &when(0))
            .await
            .unwrap();
        self.actor(email, 0).await
    }

    pub(super) async fn invite(
        &self,
        email: &str,
        organization: Option<(OrganizationId, MembershipRole)>,
        grants: Vec<Grant>,
    ) {
        let invite = Invite {
            email: email.to_owned(),
            language: None,
            organization,
            grants,
        };
        self.accounts
            .invite_member(&Actor::Operator, invite, None, at(0))
            .await
            .unwrap();
    }

    /// Somebody in a session of its own.
    pub(super) async fn actor(&self, email: &str, second: i64) -> Actor {
        let signed_in = self.log_in(email, PASSWORD, second).await.unwrap();
        self.who(&signed_in, second).await
    }

    pub(super) async fn who(&self, signed_in: &SignedIn, second: i64) -> Actor {
        self.accounts
            .authenticate(&signed_in.access_token, at(second))
            .await
            .unwrap()
    }

    pub(super) async fn log_in(
        &self,
        email: &str,
        password: &str,
        second: i64,
    ) -> Result<SignedIn, UseCaseError> {
        self.accounts
            .log_in(log_in(email, password, None), &when(second))
            .await
    }

    pub(super) async fn ask_link(&self, email: &str, second: i64) {
        let circumstance = when(second);
        let asked = self.accounts.request_login_link(email, None, &circumstance);
        asked.await.unwrap();
    }

    pub(super) async fn ask_reset(&self, email: &str, second: i64) {
        let circumstance = when(second);
        let asked = self
            .accounts
            .request_password_reset(email, None, &circumstance);
        asked.await.unwrap();
    }

    /// An organization that is published.
    pub(super) async fn organization(&self) -> OrganizationId {
        self.organizations().await.0
    }

    pub(super) async fn organizations(&self) -> (OrganizationId, OrganizationId) {
        let seeds = seeds::read(seeds::embedded()).unwrap();
        let alone = |organization: &Organization| {
            organization.parent.is_none() && organization.locations.is_empty()
        };
        let mut tx = self.store.begin().await.unwrap();
        let mut ids = Vec::new();
        for organization in seeds.organizations.into_iter().filter(alone).take(2) {
            let resource = Resource::of(Aggregate::id(&organization));
            let permit = authorize(&Actor::Operator, Action::Publish, &resource).unwrap();
            let write = Write {
                at: at(0),
                comment: None,
                minor: false,
                expected: Expected::New,
            };
            ids.push(Aggregate::id(&organization));
            tx.publish(&permit, &organization, write).await.unwrap();
        }
        tx.commit().await.unwrap();
        (ids[0], ids[1])
    }

    /// Every mail that waits; they are taken.
    pub(super) async fn mails(&self) -> Vec<Mail> {
        let due = self.accounts.mails_due(at(600), 100).await.unwrap();
        let mut mails = Vec::new();
        for due in due {
            self.accounts.mail_sent(due.id, at(600)).await.unwrap();
            mails.push(due.mail);
        }
        mails
    }

    /// What stands in the link of the mail that waits for this address.
    pub(super) async fn token_of(&self, template: MailTemplate, email: &str) -> String {
        let mails = self.mails().await;
        let mail = mails
            .iter()
            .find(|mail| mail.template == template && mail.to.as_str() == email);
        let link = mail.and_then(|mail| mail.values.link.clone());
        token_in(&link.unwrap_or_else(|| panic!("{mails:?}")))
    }

    /// What the audit says was done, the oldest first.
    pub(super) async fn audit(&self) -> Vec<String> {
        let page = crate::accounts::AuditPage {
            wanted: crate::accounts::AuditFilter::default(),
            before: None,
            limit: 1_000,
        };
        let mut rows = self.accounts.audit(&Actor::Operator, page).await.unwrap();
        rows.sort_by_key(|row| row.at);
        rows.iter().map(|row| row.action.to_string()).collect()
    }
}

fn accounts(
    store: &Store,
    seed: u64,
    hashes: &Arc<AtomicUsize>,
    change: impl FnOnce(&mut AccountSettings),
) -> Accounts {
    let home = WebUrl::parse("https://angebote.example/").unwrap();
    let mut settings = AccountSettings::new(&home).unwrap();
    settings.argon2 = Argon2Cost {
        memory_kib: 8,
        iterations: 1,
        parallelism: 1,
    };
    change(&mut settings);
    let hashes = Arc::clone(hashes);
    let capabilities = Capabilities {
        blocking: Arc::new(move |job| {
            hashes.fetch_add(1, Ordering::Relaxed);
            job();
        }),
        ..Capabilities::predictable(seed)
    };
    Accounts::new(store.clone(), settings, capabilities).unwrap()
}

/// Seconds after the beginning of the world.
pub(super) fn at(second: i64) -> Instant {
    let start: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    (start + chrono::TimeDelta::seconds(second)).into()
}

/// Then, from one computer.
pub(super) fn when(second: i64) -> Circumstance {
    from(second, 7)
}

/// Then, from this computer.
pub(super) fn from(second: i64, computer: u8) -> Circumstance {
    Circumstance {
        now: at(second),
        address: Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, computer))),
    }
}

pub(super) fn log_in(email: &str, password: &str, code: Option<&str>) -> LogIn {
    LogIn {
        email: email.to_owned(),
        password: password.to_owned(),
        code: code.map(str::to_owned),
    }
}

pub(super) fn accepting(token: &str) -> AcceptInvitation {
    AcceptInvitation {
        token: token.to_owned(),
        name: Some("Ben Muster".to_owned()),
        password: Some(PASSWORD.to_owned()),
        language: None,
    }
}

pub(super) fn person(actor: &Actor) -> &Person {
    actor.person().unwrap()
}

pub(super) fn account(actor: &Actor) -> &Account {
    &person(actor).account
}

pub(super) fn token_in(link: &WebUrl) -> String {
    link.as_str().rsplit_once('/').unwrap().1.to_owned()
}

/// The one rule that was broken, and where.
pub(super) fn broken<T>(result: Result<T, UseCaseError>) -> (String, Rule) {
    match result {
        Err(UseCaseError::Rejected(violations)) => {
            let violation = &violations.all()[0];
            (violation.path.join("."), violation.rule.clone())
        }
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("nothing was refused"),
    }
}

/// For how many seconds somebody has to wait.
pub(super) fn waits<T>(result: Result<T, UseCaseError>) -> u64 {
    match result {
        Err(UseCaseError::Busy { retry_after }) => retry_after.as_secs(),
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("nobody has to wait"),
    }
}
