//! What administrators do: keys for programs, closing and opening accounts, and what people may do
//! for the directory as a whole.

use application::accounts as use_case;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use domain::account::{ApiKeyId, ApiScope};

use super::input::account_id;
use super::{Account, ApiKey, GrantInput};
use crate::code::Coded;
use crate::mutation::{not_found, payloads};
use crate::request::{accounts, actor, idempotency, reader};
use crate::scalar::DateTime;

#[derive(Default)]
pub struct AdministrationMutation;

/// For what a key shall be.
#[derive(InputObject)]
pub struct CreateApiKeyInput {
    /// Which program it is for, up to 200 characters.
    name: String,
    /// What may be read with it.
    scopes: Vec<Coded<ApiScope>>,
    /// How many operations a minute it allows: 1 to 100,000.
    quota_per_minute: u32,
    /// Until when it holds; null or left out: until it is taken back.
    expires_at: Option<DateTime>,
}

/// Which key to take back.
#[derive(InputObject)]
pub struct RevokeApiKeyInput {
    /// The id of the key.
    api_key: ID,
}

/// Which account.
#[derive(InputObject)]
pub struct DisableAccountInput {
    /// The id of the account.
    account: ID,
}

/// Which account.
#[derive(InputObject)]
pub struct EnableAccountInput {
    /// The id of the account.
    account: ID,
}

/// Whose second factor.
#[derive(InputObject)]
pub struct ResetSecondFactorInput {
    /// The id of the account; not one's own.
    account: ID,
}

/// Which account.
#[derive(InputObject)]
pub struct ExportAccountInput {
    /// The id of the account.
    account: ID,
}

/// Which account.
#[derive(InputObject)]
pub struct EraseAccountInput {
    /// The id of the account.
    account: ID,
}

/// What somebody may do for the directory as a whole.
#[derive(InputObject)]
pub struct ChangeGrantsInput {
    /// The id of the account.
    account: ID,
    /// All that the person may do from now on; what is left out here may not be done any more.
    grants: Vec<GrantInput>,
}

/// A key and its secret.
#[derive(SimpleObject)]
pub struct NewApiKey {
    /// The key.
    api_key: ApiKey,
    /// What the program sends as `Authorization: Bearer ak_…`. It is shown this once and kept
    /// nowhere: whoever loses it makes another key.
    secret: String,
}

impl From<use_case::CreatedApiKey> for NewApiKey {
    fn from(new: use_case::CreatedApiKey) -> Self {
        Self {
            api_key: new.key.into(),
            secret: new.secret,
        }
    }
}

payloads! {
    /// What came of making a key.
    CreateApiKeyPayload {
        /// The key and its secret.
        created: NewApiKey
    }

    /// What came of taking a key back.
    RevokeApiKeyPayload {
        /// The key, with which nothing can be read any more.
        api_key: ApiKey
    }

    /// What came of closing an account.
    DisableAccountPayload {
        /// The account. All its sessions have ended.
        account: Account
    }

    /// What came of opening an account.
    EnableAccountPayload {
        /// The account.
        account: Account
    }

    /// What came of taking somebody's second factor away.
    ResetSecondFactorPayload {
        /// The account, which has none any more. All its sessions have ended.
        account: Account
    }

    /// What came of asking for everything that is kept about a person.
    ExportAccountPayload {
        /// All of it, as JSON text for people to keep. What is in it may change.
        exported: String
    }

    /// What came of erasing a person.
    EraseAccountPayload {
        /// True: nothing is known of the person any more.
        erased: bool
    }

    /// What came of changing what somebody may do.
    ChangeGrantsPayload {
        /// The account.
        account: Account
    }
}

/// What administrators do.
#[Object]
impl AdministrationMutation {
    /// Make a key with which a program reads. For administrators. With an `Idempotency-Key` a repeated
    /// request makes no second key; since the secret is shown once and kept nowhere, it is answered
    /// with an error (`CONFLICT`, `reason`: `SECRET_SHOWN`) that names the key in `apiKey`.
    async fn create_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For what it shall be.")] input: CreateApiKeyInput,
    ) -> Result<Option<CreateApiKeyPayload>> {
        let CreateApiKeyInput {
            name,
            scopes,
            quota_per_minute,
            expires_at,
        } = input;
        let input = use_case::NewApiKey {
            name,
            scopes: scopes.into_iter().map(|Coded(scope)| scope).collect(),
            quota_per_minute,
            expires_at: expires_at.map(|DateTime(moment)| moment),
        };
        let repeated = idempotency(ctx);
        let result = accounts(ctx)
            .create_api_key(actor(ctx), input, repeated.as_ref(), reader(ctx).now)
            .await;
        CreateApiKeyPayload::from_outcome(ctx, result).await
    }

    /// Take a key back, for good. For administrators.
    async fn revoke_api_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RevokeApiKeyInput,
    ) -> Result<Option<RevokeApiKeyPayload>> {
        let key = ApiKeyId::from_global(&input.api_key);
        let key = key.ok_or_else(|| not_found(&input.api_key))?;
        let result = accounts(ctx)
            .revoke_api_key(actor(ctx), key, reader(ctx).now)
            .await;
        RevokeApiKeyPayload::from_outcome(ctx, result).await
    }

    /// Close an account: nobody can sign in with it until it is opened again. For administrators.
    async fn disable_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: DisableAccountInput,
    ) -> Result<Option<DisableAccountPayload>> {
        let result = accounts(ctx)
            .disable_account(
                actor(ctx),
                account_id(&input.account, "account")?,
                reader(ctx).now,
            )
            .await;
        DisableAccountPayload::from_outcome(ctx, result).await
    }

    /// Open an account that was closed. For administrators.
    async fn enable_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EnableAccountInput,
    ) -> Result<Option<EnableAccountPayload>> {
        let result = accounts(ctx)
            .enable_account(
                actor(ctx),
                account_id(&input.account, "account")?,
                reader(ctx).now,
            )
            .await;
        EnableAccountPayload::from_outcome(ctx, result).await
    }

    /// Take the second factor away from somebody who has lost both the app and the recovery codes.
    /// The person's sessions end, and a mail says what was done; whoever needs a second factor sets
    /// up another one at the next sign-in. Make sure beforehand, and not by mail, that it is really
    /// the person who asks. For administrators, and never for one's own: that is
    /// `removeSecondFactor`, with a code.
    async fn reset_second_factor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] input: ResetSecondFactorInput,
    ) -> Result<Option<ResetSecondFactorPayload>> {
        let result = accounts(ctx)
            .reset_second_factor(
                actor(ctx),
                account_id(&input.account, "account")?,
                reader(ctx).now,
            )
            .await;
        ResetSecondFactorPayload::from_outcome(ctx, result).await
    }

    /// Erase a person: the name, the address, and everything by which somebody could sign in, and
    /// wherever a contact names the person with that address. What the person wrote stays and says
    /// that somebody did. This cannot be taken back. For everybody about themselves, and for
    /// administrators.
    async fn erase_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EraseAccountInput,
    ) -> Result<Option<EraseAccountPayload>> {
        let result = accounts(ctx)
            .erase_account(
                actor(ctx),
                account_id(&input.account, "account")?,
                reader(ctx).now,
            )
            .await;
        EraseAccountPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Everything that is kept about a person, without what is secret (Auskunft). For everybody about
    /// themselves, and for administrators.
    async fn export_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ExportAccountInput,
    ) -> Result<Option<ExportAccountPayload>> {
        let result = accounts(ctx)
            .export_account(
                actor(ctx),
                account_id(&input.account, "account")?,
                reader(ctx).now,
            )
            .await;
        ExportAccountPayload::from_outcome(ctx, result.map(|json| json.to_string())).await
    }

    /// Say what somebody may do for the directory as a whole. For administrators, one of whom has to
    /// remain.
    async fn change_grants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and what.")] input: ChangeGrantsInput,
    ) -> Result<Option<ChangeGrantsPayload>> {
        let ChangeGrantsInput { account, grants } = input;
        let account = account_id(&account, "account")?;
        let result = match super::grant::grants(grants) {
            Err(violations) => Err(violations.into()),
            Ok(grants) => {
                accounts(ctx)
                    .change_grants(actor(ctx), account, grants, reader(ctx).now)
                    .await
            }
        };
        ChangeGrantsPayload::from_outcome(ctx, result).await
    }
}
