//! One's own password and second factor.

use application::accounts as use_case;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};

use super::Account;
use super::sign_in::SignedIn;
use crate::mutation::payloads;
use crate::request::{accounts, circumstance, person, reader};
use crate::scalar::LanguageTag;

#[derive(Default)]
pub struct CredentialsMutation;

/// The old password and the new one.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password as it is; left out by whoever has none.
    current: Option<String>,
    /// The password as it shall be: 12 characters or more, of any kind.
    new: String,
}

/// Who has forgotten a password.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// The address of the account.
    email: String,
}

/// A new password, and the secret that allows to choose it.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The secret in the link of the mail: what stands at the end of its address, or behind `#`.
    token: String,
    /// The password as it shall be: 12 characters or more, of any kind.
    password: String,
}

/// An invitation, and who accepts it.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The secret in the link of the mail: what stands at the end of its address, or behind `#`.
    token: String,
    /// What the person wants to be called, up to 200 characters. Not needed by whoever has an
    /// account with the address that was invited.
    name: Option<String>,
    /// The password as it shall be: 12 characters or more, of any kind. Not taken from whoever has an
    /// account already.
    password: Option<String>,
    /// In which language mails shall be; else in that of the invitation.
    language: Option<LanguageTag>,
}

/// What to change about oneself; what is left out stays.
#[derive(InputObject)]
pub struct ChangeProfileInput {
    /// What one wants to be called, up to 200 characters.
    name: Option<String>,
    /// In which language mails and messages shall be.
    language: Option<LanguageTag>,
}

/// A first code.
#[derive(InputObject)]
pub struct ConfirmSecondFactorInput {
    /// The six digits that the authenticator app shows.
    code: String,
}

/// Who wants no second factor any more.
#[derive(InputObject)]
pub struct RemoveSecondFactorInput {
    /// The six digits of the authenticator app, or a recovery code.
    code: String,
}

pub struct Authenticator(use_case::SecondFactorSetup);

/// What an authenticator app needs. It is shown once.
#[Object]
impl Authenticator {
    /// An address that authenticator apps open, and that one shows as a QR code
    /// (`otpauth://totp/…`).
    async fn uri(&self) -> &str {
        &self.0.uri
    }

    /// The same secret to type in, as Base32.
    async fn secret(&self) -> &str {
        &self.0.secret
    }
}

impl From<use_case::SecondFactorSetup> for Authenticator {
    fn from(set_up: use_case::SecondFactorSetup) -> Self {
        Self(set_up)
    }
}

/// Somebody who has accepted an invitation.
#[derive(SimpleObject)]
pub struct AcceptedInvitation {
    /// The account, with what it may do now.
    account: Account,
    /// The tokens to go on with, where the account is new. Null where there was one already: sign in
    /// as usual.
    signed_in: Option<SignedIn>,
}

impl From<use_case::Accepted> for AcceptedInvitation {
    fn from(accepted: use_case::Accepted) -> Self {
        Self {
            account: Account(accepted.account),
            signed_in: accepted.signed_in.map(SignedIn::from),
        }
    }
}

payloads! {
    /// What came of changing a password.
    ChangePasswordPayload {
        /// True: the password is changed, and every other session has ended.
        changed: bool
    }

    /// What came of asking for another password.
    RequestPasswordResetPayload {
        /// True, whether or not there is such an account: nobody learns who has one. The mail says
        /// what is.
        accepted: bool
    }

    /// What came of choosing another password.
    ResetPasswordPayload {
        /// True: the password is changed and every session has ended; sign in with it.
        changed: bool
    }

    /// What came of accepting an invitation.
    AcceptInvitationPayload {
        /// Who accepted.
        accepted: AcceptedInvitation
    }

    /// What came of changing something about oneself.
    ChangeProfilePayload {
        /// One's own account.
        account: Account
    }

    /// What came of setting up a second factor.
    SetUpSecondFactorPayload {
        /// What the app needs. It counts only once a code of the app was confirmed.
        authenticator: Authenticator
    }

    /// What came of confirming a second factor.
    ConfirmSecondFactorPayload {
        /// Ten codes, each of which stands once for the app when that is lost. They are shown this
        /// once: let people print them or write them down.
        recovery_codes: Vec<String>
    }

    /// What came of removing a second factor.
    RemoveSecondFactorPayload {
        /// True: signing in asks for no code any more.
        removed: bool
    }
}

/// One's own password and second factor.
#[Object]
impl CredentialsMutation {
    /// Choose another password, knowing the old one. Ends every other session.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The old password and the new one.")] input: ChangePasswordInput,
    ) -> Result<Option<ChangePasswordPayload>> {
        let ChangePasswordInput { current, new } = input;
        let input = use_case::ChangePassword { current, new };
        let result = accounts(ctx)
            .change_password(person(ctx)?, input, &circumstance(ctx))
            .await;
        ChangePasswordPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Ask for a mail with a link for choosing another password, not knowing the old one. It holds
    /// for an hour and once.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who has forgotten it.")] input: RequestPasswordResetInput,
    ) -> Result<Option<RequestPasswordResetPayload>> {
        let result = accounts(ctx)
            .request_password_reset(&input.email, reader(ctx).first_wish(), &circumstance(ctx))
            .await;
        RequestPasswordResetPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Choose another password with the link of a mail. Ends every session and signs nobody in.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new password, and the secret of the link.")]
        input: ResetPasswordInput,
    ) -> Result<Option<ResetPasswordPayload>> {
        let ResetPasswordInput { token, password } = input;
        let input = use_case::ResetPassword { token, password };
        let result = accounts(ctx)
            .reset_password(input, &circumstance(ctx))
            .await;
        ResetPasswordPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Accept an invitation: makes an account, or adds to the one with the address that was invited.
    /// Ignores an `Idempotency-Key`.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The invitation, and who accepts it.")] input: AcceptInvitationInput,
    ) -> Result<Option<AcceptInvitationPayload>> {
        let AcceptInvitationInput {
            token,
            name,
            password,
            language,
        } = input;
        let input = use_case::AcceptInvitation {
            token,
            name,
            password,
            language: language.map(|tag| tag.0),
        };
        let result = accounts(ctx)
            .accept_invitation(input, &circumstance(ctx))
            .await;
        AcceptInvitationPayload::from_outcome(ctx, result).await
    }

    /// Change what one is called, or the language of mails.
    async fn change_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change; what is left out stays.")] input: ChangeProfileInput,
    ) -> Result<Option<ChangeProfilePayload>> {
        let ChangeProfileInput { name, language } = input;
        let input = use_case::ChangeProfile {
            name,
            language: language.map(|tag| tag.0),
        };
        let result = accounts(ctx)
            .change_profile(person(ctx)?, input, reader(ctx).now)
            .await;
        ChangeProfilePayload::from_outcome(ctx, result).await
    }

    /// Begin to set up a second factor (an authenticator app, TOTP). Ignores an `Idempotency-Key`.
    async fn set_up_second_factor(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Option<SetUpSecondFactorPayload>> {
        let result = accounts(ctx)
            .set_up_second_factor(person(ctx)?, reader(ctx).now)
            .await;
        SetUpSecondFactorPayload::from_outcome(ctx, result).await
    }

    /// Show that the app gives the right codes. From then on signing in asks for one. Ignores an
    /// `Idempotency-Key`.
    async fn confirm_second_factor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A first code.")] input: ConfirmSecondFactorInput,
    ) -> Result<Option<ConfirmSecondFactorPayload>> {
        let result = accounts(ctx)
            .confirm_second_factor(person(ctx)?, &input.code, &circumstance(ctx))
            .await;
        let codes = result.map(|codes| codes.codes);
        ConfirmSecondFactorPayload::from_outcome(ctx, codes).await
    }

    /// Remove the second factor, with its recovery codes.
    async fn remove_second_factor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A code, once more.")] input: RemoveSecondFactorInput,
    ) -> Result<Option<RemoveSecondFactorPayload>> {
        let result = accounts(ctx)
            .remove_second_factor(person(ctx)?, &input.code, &circumstance(ctx))
            .await;
        RemoveSecondFactorPayload::from_outcome(ctx, result.map(|()| true)).await
    }
}
