//! What people may do with what is kept about them: change it, read all of it, have it erased.

use domain::account::{Account, AccountId, AccountState, AuditAction, parse_name};
use domain::period::Instant;
use domain::policy::{Actor, Administration, Clearance, Person, administer};
use domain::text::LanguageTag;
use domain::violation::Rule;
use persistence::account::{NewAuditRow, Right, SessionEnd};
use serde_json::{Value, json};

use super::Accounts;
use super::administration::{existing, require_other_administrator};
use super::trail::About;
use crate::persons::erase_holder;
use crate::use_case::UseCaseError;

/// What a person changes about the own account; what is left out stays.
#[derive(Clone, Debug, Default)]
pub struct ChangeProfile {
    /// What the person wants to be called.
    pub name: Option<String>,
    /// In which language mails and messages are.
    pub language: Option<LanguageTag>,
}

impl Accounts {
    /// Change the own name or language.
    ///
    /// # Errors
    /// The name breaks rules, or the database fails.
    pub async fn change_profile(
        &self,
        person: &Person,
        input: ChangeProfile,
        now: Instant,
    ) -> Result<Account, UseCaseError> {
        let id = person.account.id;
        let name = input.name.as_deref().map(parse_name).transpose();
        let name = name.map_err(|rule| UseCaseError::broken(&["name"], rule))?;
        let mut tx = self.store.begin().await?;
        let account = existing(&mut tx, id).await?;
        let name = name.unwrap_or_else(|| account.name.clone());
        let language = input.language.unwrap_or_else(|| account.language.clone());
        tx.change_profile(Right::Own(id), id, &name, &language)
            .await?;
        let changed = Account {
            name,
            language,
            ..account.clone()
        };
        let mut line = self.own_line(AuditAction::ProfileChanged, id, now);
        line.before = Some(profile_json(&account));
        line.after = Some(profile_json(&changed));
        tx.write_audit(line).await?;
        tx.commit().await?;
        self.known.forget(id);
        Ok(changed)
    }

    /// Everything that is kept about a person, without what is secret.
    ///
    /// # Errors
    /// It is somebody else and the actor may not, there is no such account, or the database fails.
    pub async fn export_account(
        &self,
        actor: &Actor,
        id: AccountId,
        now: Instant,
    ) -> Result<Value, UseCaseError> {
        let clearance = clearance(actor, id)?;
        let right = right(clearance.as_ref(), id);
        let export = self.store.export_account(right, id).await?;
        let export = export.ok_or_else(|| UseCaseError::NotFound(id.to_global()))?;
        let mut tx = self.store.begin().await?;
        tx.write_audit(self.own_or_cleared(
            AuditAction::AccountExported,
            clearance.as_ref(),
            id,
            now,
        ))
        .await?;
        tx.commit().await?;
        Ok(export)
    }

    /// Erase a person: name, address and everything by which somebody could sign in, and wherever a
    /// contact names the person with that address. The id stays, so that history still says that
    /// somebody acted.
    ///
    /// # Errors
    /// It is somebody else and the actor may not, there is no such account, nobody would be left to
    /// administer, or the database fails.
    pub async fn erase_account(
        &self,
        actor: &Actor,
        id: AccountId,
        now: Instant,
    ) -> Result<(), UseCaseError> {
        let clearance = clearance(actor, id)?;
        let mut tx = self.store.begin().await?;
        let account = existing(&mut tx, id).await?;
        if account.state == AccountState::Erased {
            return Err(UseCaseError::broken(&["id"], Rule::AlreadyUsed));
        }
        require_other_administrator(&mut tx, &account).await?;
        tx.end_sessions(id, None, SessionEnd::AccountClosed, now)
            .await?;
        tx.erase_account(right(clearance.as_ref(), id), id).await?;
        if let Some(email) = &account.email {
            erase_holder(&mut tx, (&account.name, email), now).await?;
        }
        let action = AuditAction::AccountErased;
        let line = self.own_or_cleared(action, clearance.as_ref(), id, now);
        tx.write_audit(line).await?;
        self.tell_of_organizations_left(&mut tx, &account, now)
            .await?;
        tx.commit().await?;
        self.known.forget(id);
        Ok(())
    }

    fn own_or_cleared(
        &self,
        action: AuditAction,
        clearance: Option<&Clearance>,
        id: AccountId,
        now: Instant,
    ) -> NewAuditRow {
        match clearance {
            None => self.own_line(action, id, now),
            Some(clearance) => self
                .line(action, None, About::Account(id), now)
                .by(clearance.author()),
        }
    }
}

/// What policy has to allow; nothing where it is the own account.
fn clearance(actor: &Actor, id: AccountId) -> Result<Option<Clearance>, UseCaseError> {
    match actor.person() {
        Some(person) if person.account.id == id => Ok(None),
        _ => Ok(Some(administer(actor, Administration::ManageAccounts)?)),
    }
}

fn right(clearance: Option<&Clearance>, id: AccountId) -> Right<'_> {
    clearance.map_or(Right::Own(id), Right::Cleared)
}

fn profile_json(account: &Account) -> Value {
    json!({ "name": account.name.as_str(), "language": account.language.as_str() })
}
