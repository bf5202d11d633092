//! What accounts need of the machine: settings, chance, room for long jobs. And what operators do
//! about accounts from the command line.

use std::num::NonZeroU32;
use std::sync::Arc;

use application::accounts::{
    AccountSettings, Accounts, Argon2Cost, Capabilities, LinkPage, NewAdministrator,
};
use clap::Args;
use domain::account::{Account, AccountState, Grant};
use domain::code::Code;
use domain::policy::Actor;
use domain::text::LanguageTag;
use persistence::Store;

use crate::config::{AuthConfig, Config, PublicUrl};
use crate::error::ServerError;
use crate::system_clock;

/// Who is to administer.
#[derive(Args, Clone, Debug)]
pub(crate) struct AdministratorArguments {
    /// The person's mail address, with which they sign in
    #[arg(long)]
    email: String,
    /// What the person is called
    #[arg(long)]
    name: String,
    /// The language of mails to the person [default: mail.language]
    #[arg(long, value_name = "TAG")]
    language: Option<LanguageTag>,
}

/// Accounts as they are kept in this store, with the settings of this configuration.
pub(crate) fn accounts(config: &Config, store: Store) -> Result<Accounts, ServerError> {
    let unusable = |source| ServerError::Application {
        database: config.database.url.to_string(),
        source,
    };
    Accounts::new(store, settings(config)?, capabilities()).map_err(unusable)
}

/// Make the first administrator, or another one; what to tell whoever asked.
pub(crate) async fn create_administrator(
    accounts: &Accounts,
    arguments: AdministratorArguments,
) -> Result<String, ServerError> {
    let AdministratorArguments {
        email,
        name,
        language,
    } = arguments;
    let new = NewAdministrator {
        email,
        name,
        language,
    };
    let now = system_clock()().into();
    let link = accounts
        .create_administrator(&Actor::Operator, new, now)
        .await?;
    let minutes = accounts.settings().reset_link_lifetime.as_secs() / 60;
    Ok(format!(
        "Open this link to choose a password. It works once, within {minutes} minutes, and whoever \
         has it can use it.\n\n  {link}\n"
    ))
}

/// Every account, one a line: its state, address, name, and what it may do.
pub(crate) async fn list(accounts: &Accounts) -> Result<String, ServerError> {
    const PAGE: u32 = 200;
    let mut text = String::new();
    let mut last = None;
    loop {
        let page = accounts.accounts(&Actor::Operator, last, PAGE).await?;
        let Some(account) = page.last() else {
            return Ok(text);
        };
        last = Some(account.id);
        text.extend(page.iter().map(line));
    }
}

fn line(account: &Account) -> String {
    let Account {
        email,
        name,
        state,
        grants,
        memberships,
        ..
    } = account;
    let state = match state {
        AccountState::Active => "",
        AccountState::Disabled | AccountState::Erased => state.code(),
    };
    let email = email.as_ref().map_or("-", |email| email.as_str());
    let mut may: Vec<&str> = grants.iter().map(called).collect();
    if !memberships.is_empty() {
        may.push("member");
    }
    format!("{email}\t{name}\t{}\t{state}\n", may.join(", "))
}

const fn called(grant: &Grant) -> &'static str {
    match grant {
        Grant::Professional => "professional",
        Grant::Translator(_) => "translator",
        Grant::Coordinator(_) => "coordinator",
        Grant::Analyst => "analyst",
        Grant::Administrator => "administrator",
    }
}

fn settings(config: &Config) -> Result<AccountSettings, ServerError> {
    let AuthConfig {
        second_factor_required,
        authenticator_name,
        log_in_page,
        reset_password_page,
        invitation_page,
        access_token_lifetime,
        session_lifetime,
        session_idle,
        login_link_lifetime,
        reset_link_lifetime,
        invitation_lifetime,
        signing_key_lifetime,
        audit_lifetime,
        hash_memory,
        hash_iterations,
        hash_parallelism,
        hashes_at_once,
    } = &config.auth;
    let usual = AccountSettings::new(config.http.public_url.web_url())?;
    let page = |set: Option<&PublicUrl>, usual: LinkPage| {
        set.map_or(usual, |it| LinkPage::App(it.web_url().clone()))
    };
    let editorial = &config.editorial;
    Ok(AccountSettings {
        issuer: usual.issuer,
        audience: usual.audience,
        site_name: authenticator_name.clone(),
        argon2: Argon2Cost {
            memory_kib: NonZeroU32::get(*hash_memory),
            iterations: hash_iterations.get(),
            parallelism: hash_parallelism.get(),
        },
        hashes_at_once: hashes_at_once.get(),
        access_lifetime: access_token_lifetime.duration(),
        session_lifetime: session_lifetime.duration(),
        session_idle: session_idle.duration(),
        login_link_lifetime: login_link_lifetime.duration(),
        reset_link_lifetime: reset_link_lifetime.duration(),
        invitation_lifetime: invitation_lifetime.duration(),
        confirmation_link_lifetime: editorial.reminder_link_lifetime.duration(),
        signing_key_lifetime: signing_key_lifetime.duration(),
        audit_lifetime: audit_lifetime.duration(),
        second_factor_required: *second_factor_required,
        log_in_page: page(log_in_page.as_ref(), usual.log_in_page),
        reset_password_page: page(reset_password_page.as_ref(), usual.reset_password_page),
        invitation_page: page(invitation_page.as_ref(), usual.invitation_page),
        confirmation_page: page(
            editorial.confirmation_page.as_ref(),
            usual.confirmation_page,
        ),
        language: config.mail.language.clone(),
    })
}

fn capabilities() -> Capabilities {
    Capabilities {
        chance: Arc::new(chance),
        // Jobs that were begun end by themselves; nobody waits for them beyond that.
        blocking: Arc::new(|job| drop(tokio::task::spawn_blocking(job))),
    }
}

/// Fill bytes with what nobody can guess.
fn chance(bytes: &mut [u8]) {
    // Without it there are no secrets: a request that needs some must not go on.
    #[allow(clippy::expect_used)]
    getrandom::fill(bytes).expect("the system has no randomness");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn links_lead_to_the_pages_that_are_configured() {
        let variables = [
            ("ANGEBOTE__HTTP__PUBLIC_URL", "https://angebote.example/"),
            (
                "ANGEBOTE__AUTH__LOG_IN_PAGE",
                "https://app.example/anmelden",
            ),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let settings = settings(&crate::load(None, variables).unwrap().config).unwrap();
        assert_eq!(settings.issuer, "https://angebote.example");
        assert_eq!(
            settings.log_in_page.with("t").unwrap().as_str(),
            "https://app.example/anmelden#t"
        );
        let usual = settings.reset_password_page.with("t").unwrap();
        assert_eq!(usual.as_str(), "https://angebote.example/reset-password/t");
    }

    #[test]
    fn chance_is_never_the_same() {
        let (mut one, mut other) = ([0; 32], [0; 32]);
        chance(&mut one);
        chance(&mut other);
        assert_ne!(one, other);
    }
}
