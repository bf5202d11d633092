//! Signing in and out.
//!
//! Tokens stand in payloads and not in cookies: apps keep them, and no page that somebody looks at
//! can send them. None of these mutations looks at an `Idempotency-Key`, since an answer with a
//! token is kept nowhere.

use application::accounts as use_case;
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::account::SessionId;

use super::Account;
use crate::mutation::{not_found, payloads};
use crate::request::{accounts, circumstance, person, reader};
use crate::scalar::DateTime;

#[derive(Default)]
pub struct SignInMutation;

pub struct SignedIn(use_case::SignedIn);

/// Somebody who has signed in, and the tokens to go on with.
///
/// Send the access token as `Authorization: Bearer …` with each request. When it is over, exchange
/// the refresh token for new tokens with `refresh`. Keep both where no other program can read them.
#[Object]
impl SignedIn {
    /// Who it is.
    async fn account(&self) -> Account {
        Account(self.0.account.clone())
    }

    /// Opens the API for some minutes: a JWT, signed with one of the keys at
    /// `/.well-known/jwks.json`. Take it as it is and look at its times only in the field below.
    async fn access_token(&self) -> &str {
        &self.0.access_token
    }

    /// Until when the access token holds.
    async fn access_token_expires_at(&self) -> DateTime {
        DateTime(self.0.access_expires_at)
    }

    /// Gets new tokens, once: the answer holds the next one. Used a second time it ends the session,
    /// because then somebody else has it too.
    async fn refresh_token(&self) -> &str {
        &self.0.refresh_token
    }

    /// Until when the refresh token holds.
    async fn refresh_token_expires_at(&self) -> DateTime {
        DateTime(self.0.refresh_expires_at)
    }
}

impl From<use_case::SignedIn> for SignedIn {
    fn from(signed_in: use_case::SignedIn) -> Self {
        Self(signed_in)
    }
}

/// Address and password.
#[derive(InputObject)]
pub struct LoginInput {
    /// The address of the account; upper and lower case are the same.
    email: String,
    /// The password.
    password: String,
    /// The six digits of the authenticator app, or a recovery code: for accounts with a second
    /// factor. Ask for it when you get the user error `SECOND_FACTOR_REQUIRED`, and send all of this
    /// again.
    code: Option<String>,
}

/// To whom a link shall be sent.
#[derive(InputObject)]
pub struct RequestLoginLinkInput {
    /// The address of the account.
    email: String,
}

/// What the link of a mail holds.
#[derive(InputObject)]
pub struct LoginByLinkInput {
    /// The secret in the link: what stands at the end of its address, or behind `#`.
    token: String,
    /// The six digits of the authenticator app, or a recovery code: for accounts with a second
    /// factor.
    code: Option<String>,
}

/// A refresh token.
#[derive(InputObject)]
pub struct RefreshInput {
    /// The refresh token of the last answer.
    refresh_token: String,
}

/// Which session to end.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// One of `viewer { sessions { id } }`.
    session: ID,
}

payloads! {
    /// What came of signing in.
    LoginPayload {
        /// Who it is, with the tokens to go on with.
        signed_in: SignedIn
    }

    /// What came of asking for a link.
    RequestLoginLinkPayload {
        /// True, whether or not there is such an account: nobody learns who has one. The mail says
        /// what is.
        accepted: bool
    }

    /// What came of signing in with a link.
    LoginByLinkPayload {
        /// Who it is, with the tokens to go on with.
        signed_in: SignedIn
    }

    /// What came of asking for new tokens.
    RefreshPayload {
        /// Who it is, with the tokens to go on with.
        signed_in: SignedIn
    }

    /// What came of signing out.
    LogoutPayload {
        /// True: the session is over. Its refresh tokens are worth nothing any more, its access
        /// tokens neither.
        ended: bool
    }

    /// What came of signing out everywhere.
    LogoutEverywherePayload {
        /// True: every session of the account is over, this one included.
        ended: bool
    }

    /// What came of ending a session.
    EndSessionPayload {
        /// True: the session is over.
        ended: bool
    }
}

/// Signing in and out.
#[Object]
impl SignInMutation {
    /// Sign in with address and password. After several failures one has to wait, longer each time
    /// (`RATE_LIMITED` with `retryAfter`). Ignores an `Idempotency-Key`.
    async fn login(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Address and password.")] input: LoginInput,
    ) -> Result<Option<LoginPayload>> {
        let LoginInput {
            email,
            password,
            code,
        } = input;
        let input = use_case::LogIn {
            email,
            password,
            code,
        };
        let result = accounts(ctx).log_in(input, &circumstance(ctx)).await;
        LoginPayload::from_outcome(ctx, result).await
    }

    /// Ask for a mail with a link that signs in, for whoever does not remember a password. It holds
    /// for some minutes and once.
    async fn request_login_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom it shall be sent.")] input: RequestLoginLinkInput,
    ) -> Result<Option<RequestLoginLinkPayload>> {
        let result = accounts(ctx)
            .request_login_link(&input.email, reader(ctx).first_wish(), &circumstance(ctx))
            .await;
        RequestLoginLinkPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Sign in with the link of a mail. Ignores an `Idempotency-Key`.
    async fn login_by_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the link holds.")] input: LoginByLinkInput,
    ) -> Result<Option<LoginByLinkPayload>> {
        let LoginByLinkInput { token, code } = input;
        let input = use_case::LogInByLink { token, code };
        let result = accounts(ctx)
            .log_in_by_link(input, &circumstance(ctx))
            .await;
        LoginByLinkPayload::from_outcome(ctx, result).await
    }

    /// Exchange a refresh token for new tokens. Send this without an access token, and each refresh
    /// token once: used a second time it ends the session. Ignores an `Idempotency-Key`.
    async fn refresh(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The refresh token.")] input: RefreshInput,
    ) -> Result<Option<RefreshPayload>> {
        let result = accounts(ctx)
            .refresh(&input.refresh_token, &circumstance(ctx))
            .await;
        RefreshPayload::from_outcome(ctx, result).await
    }

    /// End this session.
    async fn logout(&self, ctx: &Context<'_>) -> Result<Option<LogoutPayload>> {
        let result = accounts(ctx).log_out(person(ctx)?, reader(ctx).now).await;
        LogoutPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// End every session of one's account, this one included: for whoever has lost a phone.
    async fn logout_everywhere(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<LogoutEverywherePayload>> {
        let result = accounts(ctx)
            .log_out_everywhere(person(ctx)?, reader(ctx).now)
            .await;
        LogoutEverywherePayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// End one session of one's account.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: EndSessionInput,
    ) -> Result<Option<EndSessionPayload>> {
        let person = person(ctx)?;
        let session = SessionId::from_global(&input.session);
        let session = session.ok_or_else(|| not_found(&input.session))?;
        let result = accounts(ctx)
            .end_session(person, session, reader(ctx).now)
            .await;
        EndSessionPayload::from_outcome(ctx, result.map(|()| true)).await
    }
}
