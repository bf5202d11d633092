//! Entry points for accounts.

use application::accounts::{AuditPage, InvitationPage};
use async_graphql::{Context, ID, Object, Result};
use domain::account::{AccountId, InvitationId};
use domain::policy::Actor;

use super::audit::{AuditFilterInput, AuditLine};
use super::object::InvitationPreview;
use super::viewer::Viewer;
use super::{Account, ApiKey, Invitation};
use crate::connection::page_cost;
use crate::error::bad_input;
use crate::http::{Caller, Transport};
use crate::mutation::{not_found, refused};
use crate::record::{Part, RecordPage};
use crate::request::{accounts, actor, reader};

#[derive(Default)]
pub struct AccountQuery;

/// Entry points for accounts.
#[Object]
impl AccountQuery {
    /// Whoever has signed in and asks now; null for everybody else, programs with a key included.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        match actor(ctx) {
            Actor::Person(person) => Some(Viewer(person.clone())),
            Actor::Anonymous | Actor::Client(_) | Actor::Operator => None,
        }
    }

    /// An account. For administrators.
    async fn account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the account.")] id: ID,
    ) -> Result<Option<Account>> {
        let id = AccountId::from_global(&id).ok_or_else(|| not_found(&id))?;
        let account = accounts(ctx).account(actor(ctx), id).await;
        account
            .map(|account| Some(account.into()))
            .map_err(|error| refused(ctx, error))
    }

    /// All accounts, the oldest first. For administrators.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<Account>> {
        let part = Part::read(first, after.as_deref())?;
        let after = match &part.after {
            Some(after) => Some(AccountId::from_global(after).ok_or_else(|| not_found(after))?),
            None => None,
        };
        let page = accounts(ctx).accounts(actor(ctx), after, part.wanted());
        let page = page.await;
        let page = page.map_err(|error| refused(ctx, error))?;
        Ok(part.page(page.into_iter().map(Account::from)))
    }

    /// All invitations, the newest first. For administrators; managers find theirs in
    /// `viewer { organizations { invitations } }`.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<Invitation>> {
        let part = Part::read(first, after.as_deref())?;
        let page = invitation_page(&part)?;
        let invitations = accounts(ctx).all_invitations(actor(ctx), page).await;
        let invitations = invitations.map_err(|error| refused(ctx, error))?;
        Ok(part.page(invitations.into_iter().map(Invitation)))
    }

    /// What an invitation says, for whoever has the secret of its link; an error where it is over,
    /// taken back or accepted. Ask by POST: the secret does not belong into an address.
    async fn invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The secret in the link of the mail: what stands at the end of its address, or behind `#`."
        )]
        token: String,
    ) -> Result<InvitationPreview> {
        refuse_secrets_in_addresses(ctx)?;
        let preview = accounts(ctx).invitation(&token, reader(ctx).now).await;
        preview
            .map(InvitationPreview)
            .map_err(|error| refused(ctx, error))
    }

    /// Who did what to accounts, the newest first. For administrators and the coordinating office.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn audit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which lines are wanted; all unless given.")] filter: Option<
            AuditFilterInput,
        >,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<AuditLine>> {
        let part = Part::read(first, after.as_deref())?;
        let page = AuditPage {
            wanted: filter.unwrap_or_default().read()?,
            before: match &part.after {
                Some(after) => Some(after.parse().map_err(|_| not_found(after))?),
                None => None,
            },
            limit: part.wanted(),
        };
        let lines = accounts(ctx).audit(actor(ctx), page).await;
        let lines = lines.map_err(|error| refused(ctx, error))?;
        Ok(part.page(lines.into_iter().map(AuditLine)))
    }

    /// The keys of programs, the newest first, those taken back included. For administrators.
    #[graphql(complexity = "page_cost(first, None, child_complexity)")]
    async fn api_keys(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<ApiKey>> {
        let part = Part::read(first, after.as_deref())?;
        let keys = accounts(ctx).api_keys(actor(ctx)).await;
        let keys = keys.map_err(|error| refused(ctx, error))?;
        Ok(part.of(keys.into_iter().map(ApiKey).collect()))
    }
}

/// Which invitations are wanted.
pub(super) fn invitation_page(part: &Part) -> Result<InvitationPage> {
    let before = part.after.as_deref().map(|after| {
        let id = InvitationId::from_global(after);
        id.ok_or_else(|| not_found(after))
    });
    Ok(InvitationPage {
        before: before.transpose()?,
        limit: part.wanted(),
    })
}

fn refuse_secrets_in_addresses(ctx: &Context<'_>) -> Result<()> {
    match ctx.data_opt::<Caller>() {
        Some(caller) if caller.transport == Transport::Get => Err(bad_input(
            "this is secret: ask it by POST, which nobody caches or logs",
            &["token"],
        )),
        _ => Ok(()),
    }
}
