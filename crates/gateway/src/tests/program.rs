//! The whole program in this process: a database of its own, people in every role, and HTTP without
//! a network.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use application::accounts::{
    AcceptInvitation, AccountSettings, Accounts, Argon2Cost, Capabilities, Circumstance, Invite,
    LogIn, NewApiKey,
};
use application::{Application, seed};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::handler::Handler;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::routing::any_service;
use domain::account::{AccountId, ApiScope, Grant, InvitationId, MembershipRole};
use domain::contact::WebUrl;
use domain::id::OrganizationId;
use domain::period::Instant;
use domain::policy::Actor;
use interchange::seeds;
use persistence::{ConnectOptions, DatabaseUrl, Store};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) use super::role::Role;
use super::{embedded, moment};
use crate::api::Gateway;
use crate::http::{HttpSettings, router};
use crate::schema::SchemaLimits;

const NOW: &str = "2026-03-02T09:00:00Z";
pub(crate) const PASSWORD: &str = "drei blaue Fahrräder";

/// Somebody who can ask.
#[derive(Clone, Debug, Default)]
pub(crate) struct Somebody {
    /// What they show, if anything.
    pub(crate) token: Option<String>,
    pub(crate) refresh_token: Option<String>,
    pub(crate) account: Option<AccountId>,
    pub(crate) email: String,
    /// For which organization they work.
    pub(crate) organization: Option<OrganizationId>,
}

pub(crate) struct Program {
    pub(crate) application: Arc<Application>,
    router: Router,
    count: AtomicU32,
    /// How many seconds have passed since the start.
    passed: Arc<AtomicI64>,
    /// The organization for which editors and managers work.
    pub(crate) home: OrganizationId,
    /// Another one.
    pub(crate) foreign: OrganizationId,
    /// One that publishes without a review.
    pub(crate) trusted: OrganizationId,
    /// See [`Self::office`].
    coordinator: OnceLock<Somebody>,
    /// Gone when the program is.
    _folder: TempDir,
}

/// A page as a browser gets it.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) html: String,
}

/// What came back.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl Received {
    pub(crate) fn code(&self) -> &str {
        self.json["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }
}

impl Program {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.sqlite").display());
        let options = ConnectOptions::new(DatabaseUrl::parse(&url).unwrap());
        let store = Store::connect(&options).await.unwrap();
        let epoch = persistence::Uuid::from_u128(1);
        store.migrate(epoch).await.unwrap();
        let mut seeds = embedded();
        let [home, foreign, trusted] = [0, 1, 2].map(|index: usize| seeds.organizations[index].id);
        seeds.organizations[2].trusted = true;
        seed(&store, &Actor::Operator, seeds, now()).await.unwrap();
        let usual = AccountSettings::new(&WebUrl::parse("https://example.org").unwrap()).unwrap();
        let settings = AccountSettings {
            argon2: Argon2Cost {
                memory_kib: 8,
                iterations: 1,
                parallelism: 1,
            },
            second_factor_required: false,
            ..usual
        };
        let accounts = Accounts::new(store.clone(), settings, Capabilities::predictable(7));
        let holidays = include_str!("../../../../seeds/reference/holidays-nrw.toml");
        let holidays = seeds::holidays(holidays).unwrap();
        let application = Application::start(store, holidays, accounts.unwrap(), now());
        let application = Arc::new(application.await.unwrap());
        let passed = Arc::new(AtomicI64::new(0));
        let gateway = Gateway::new(Arc::clone(&application), SchemaLimits::default(), {
            let passed = Arc::clone(&passed);
            Arc::new(move || later(passed.load(Ordering::Relaxed)).utc())
        });
        Self {
            application,
            router: router(gateway, HttpSettings::default()),
            count: AtomicU32::new(0),
            passed,
            home,
            foreign,
            trusted,
            coordinator: OnceLock::new(),
            _folder: folder,
        }
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        self.application.accounts()
    }

    /// Somebody in a role, whom nobody knows yet.
    pub(crate) async fn somebody(&self, role: Role) -> Somebody {
        match role {
            Role::Anonymous => Somebody::default(),
            Role::Client => Somebody {
                token: Some(self.api_key(100_000).await),
                ..Somebody::default()
            },
            _ => {
                let organization = match role {
                    Role::Trusted => self.trusted,
                    _ => self.home,
                };
                let membership = role.membership().map(|role| (organization, role));
                self.person(membership, role.grant()).await
            }
        }
    }

    /// Somebody who coordinates everything, and who is the same each time.
    pub(crate) async fn office(&self) -> Somebody {
        if let Some(coordinator) = self.coordinator.get() {
            return coordinator.clone();
        }
        let coordinator = self.somebody(Role::Coordinator).await;
        self.coordinator.get_or_init(|| coordinator).clone()
    }

    /// A person who has signed in.
    pub(crate) async fn person(
        &self,
        organization: Option<(OrganizationId, MembershipRole)>,
        grant: Option<Grant>,
    ) -> Somebody {
        let (_, email, token) = self.invited(organization, grant).await;
        let accept = AcceptInvitation {
            token,
            name: Some("Ana".to_owned()),
            password: Some(PASSWORD.to_owned()),
            language: None,
        };
        let accepted = self
            .accounts()
            .accept_invitation(accept, &self.circumstance())
            .await
            .unwrap();
        let signed_in = accepted.signed_in.unwrap();
        Somebody {
            token: Some(signed_in.access_token),
            refresh_token: Some(signed_in.refresh_token),
            account: Some(accepted.account.id),
            email,
            organization: organization.map(|(organization, _)| organization),
        }
    }

    /// An invitation, its address, and the secret of its link.
    pub(crate) async fn invited(
        &self,
        organization: Option<(OrganizationId, MembershipRole)>,
        grant: Option<Grant>,
    ) -> (InvitationId, String, String) {
        let email = self.address();
        // An invitation has to invite to something.
        let grant = grant.or((organization.is_none()).then_some(Grant::Professional));
        let invite = Invite {
            email: email.clone(),
            language: None,
            organization,
            grants: grant.into_iter().collect(),
        };
        let invitation = self
            .accounts()
            .invite_member(&Actor::Operator, invite, None, self.moment())
            .await
            .unwrap();
        (invitation.id, email, self.secret_of_the_last_mail().await)
    }

    async fn secret_of_the_last_mail(&self) -> String {
        let mails = self.accounts().mails_due(self.moment(), 200).await.unwrap();
        let link = mails
            .iter()
            .filter_map(|outgoing| outgoing.mail.values.link.as_ref())
            .next_back()
            .unwrap();
        let (_, secret) = link.as_str().rsplit_once('/').unwrap();
        secret.to_owned()
    }

    /// The secret of a key with this quota.
    pub(crate) async fn api_key(&self, quota_per_minute: u32) -> String {
        self.key(&[ApiScope::ReadPublished], quota_per_minute).await
    }

    /// The secret of a key with these scopes and this quota.
    pub(crate) async fn key(&self, scopes: &[ApiScope], quota_per_minute: u32) -> String {
        let key = NewApiKey {
            name: "An app".to_owned(),
            scopes: scopes.iter().copied().collect(),
            quota_per_minute,
            expires_at: None,
        };
        let made = self
            .accounts()
            .create_api_key(&Actor::Operator, key, None, now())
            .await
            .unwrap();
        made.secret
    }

    /// Let time pass; what time it is then. Sessions do not outlive much of it.
    pub(crate) fn pass(&self, time: chrono::TimeDelta) -> Instant {
        let seconds = time.num_seconds();
        later(self.passed.fetch_add(seconds, Ordering::Relaxed) + seconds)
    }

    /// What time it is.
    pub(crate) fn moment(&self) -> Instant {
        later(self.passed.load(Ordering::Relaxed))
    }

    fn circumstance(&self) -> Circumstance {
        Circumstance {
            now: self.moment(),
            address: None,
        }
    }

    /// Somebody who signs in once more, now.
    pub(crate) async fn again(&self, who: &Somebody) -> Somebody {
        let log_in = LogIn {
            email: who.email.clone(),
            password: PASSWORD.to_owned(),
            code: None,
        };
        let circumstance = self.circumstance();
        let signed_in = self.accounts().log_in(log_in, &circumstance).await;
        Somebody {
            token: Some(signed_in.unwrap().access_token),
            ..who.clone()
        }
    }

    /// Ask for a page, or send its form.
    pub(crate) async fn page(&self, request: Request<Body>) -> Page {
        let response = any_service(self.router.clone()).call(request, ()).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Page {
            status: parts.status,
            headers: parts.headers,
            html: String::from_utf8(bytes.into()).unwrap(),
        }
    }

    /// An address that nobody has used.
    pub(crate) fn address(&self) -> String {
        format!("ana.{}@verein.example", self.number())
    }

    /// Another number each time.
    pub(crate) fn number(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// Ask in somebody's name.
    pub(crate) async fn ask(&self, who: &Somebody, query: &str, variables: Value) -> Received {
        self.send(who, json!({ "query": query, "variables": variables }), &[])
            .await
    }

    /// Send something that is no GraphQL, in somebody's name.
    pub(super) async fn raw(
        &self,
        who: &Somebody,
        (method, path): (Method, &str),
        body: Vec<u8>,
        headers: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &who.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = any_service(self.router.clone()).call(request, ()).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    }

    pub(crate) async fn send(
        &self,
        who: &Somebody,
        body: Value,
        headers: &[(&str, &str)],
    ) -> Received {
        let mut request = Request::post("/graphql")
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json");
        if let Some(token) = &who.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        let response = any_service(self.router.clone()).call(request, ()).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Received {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&bytes).unwrap(),
        }
    }
}

pub(crate) fn now() -> Instant {
    moment(NOW)
}

fn later(seconds: i64) -> Instant {
    (now().utc() + chrono::TimeDelta::seconds(seconds)).into()
}
