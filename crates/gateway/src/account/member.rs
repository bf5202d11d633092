//! Who works for an organization: inviting, changing, leaving.

use application::UseCaseError;
use application::accounts as use_case;
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::account::{InvitationId, MembershipRole};

use super::input::{account_id, organization_id};
use super::{GrantInput, Invitation, Member};
use crate::code::Coded;
use crate::mutation::{not_found, payloads};
use crate::request::{accounts, actor, idempotency, person, reader};
use crate::scalar::LanguageTag;

#[derive(Default)]
pub struct MemberMutation;

/// Whom to invite, and to what: an organization, something for the directory as a whole, or both.
#[derive(InputObject)]
pub struct InviteMemberInput {
    /// Where the mail goes.
    email: String,
    /// In which language the mail is; else in that of the installation.
    language: Option<LanguageTag>,
    /// To work for which organization. Null or left out: for none.
    organization: Option<ID>,
    /// As what: editor, unless it says otherwise.
    role: Option<Coded<MembershipRole>>,
    /// What the person shall do for the directory as a whole. Only administrators may say anything
    /// here.
    grants: Option<Vec<GrantInput>>,
}

/// Which invitation to take back.
#[derive(InputObject)]
pub struct RevokeInvitationInput {
    /// The id of the invitation.
    invitation: ID,
}

/// Whose role to change, and how.
#[derive(InputObject)]
pub struct ChangeMemberRoleInput {
    /// The organization.
    organization: ID,
    /// The id of the member's account.
    account: ID,
    /// What the person shall be from now on.
    role: Coded<MembershipRole>,
}

/// Whom to remove.
#[derive(InputObject)]
pub struct RemoveMemberInput {
    /// The organization.
    organization: ID,
    /// The id of the member's account.
    account: ID,
}

/// What to leave.
#[derive(InputObject)]
pub struct LeaveOrganizationInput {
    /// The organization.
    organization: ID,
}

/// What to hand over, and to whom.
#[derive(InputObject)]
pub struct HandOverOrganizationInput {
    /// The organization, which one manages oneself.
    organization: ID,
    /// The id of the account of another member.
    to: ID,
}

payloads! {
    /// What came of inviting somebody.
    InviteMemberPayload {
        /// The invitation. Its link stands in the mail only.
        invitation: Invitation
    }

    /// What came of taking an invitation back.
    RevokeInvitationPayload {
        /// The invitation, whose link is worth nothing any more.
        invitation: Invitation
    }

    /// What came of changing a role.
    ChangeMemberRolePayload {
        /// The person, in the other role.
        member: Member
    }

    /// What came of removing a member.
    RemoveMemberPayload {
        /// True: the person does not work for the organization any more.
        removed: bool
    }

    /// What came of leaving an organization.
    LeaveOrganizationPayload {
        /// True: one does not work for the organization any more.
        left: bool
    }

    /// What came of handing an organization over.
    HandOverOrganizationPayload {
        /// True: the other member manages it now.
        handed_over: bool
    }
}

/// Who works for an organization.
#[Object]
impl MemberMutation {
    /// Invite somebody by mail. Managers invite to their organization, the coordinating office to
    /// every one, administrators also to work for the directory as a whole. Several people may
    /// manage an organization. With an `Idempotency-Key` a repeated request sends no second mail.
    /// Who invites too often waits (`RATE_LIMITED` with `retryAfter`).
    async fn invite_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and to what.")] input: InviteMemberInput,
    ) -> Result<Option<InviteMemberPayload>> {
        let InviteMemberInput {
            email,
            language,
            organization,
            role,
            grants,
        } = input;
        let organization = organization.map(|id| organization_id(&id)).transpose()?;
        let organization = organization.map(|id| {
            // An invitation that does not say as what is one to the lesser role.
            (id, role.map_or(MembershipRole::Editor, |Coded(role)| role))
        });
        let result = match super::grant::grants(grants.unwrap_or_default()) {
            Err(violations) => Err(violations.into()),
            Ok(grants) => {
                let invite = use_case::Invite {
                    email,
                    language: language.map(|tag| tag.0),
                    organization,
                    grants,
                };
                let repeated = idempotency(ctx);
                accounts(ctx)
                    .invite_member(actor(ctx), invite, repeated.as_ref(), reader(ctx).now)
                    .await
            }
        };
        InviteMemberPayload::from_outcome(ctx, result).await
    }

    /// Take an invitation back that nobody has accepted yet.
    async fn revoke_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RevokeInvitationInput,
    ) -> Result<Option<RevokeInvitationPayload>> {
        let invitation = InvitationId::from_global(&input.invitation);
        let invitation = invitation.ok_or_else(|| not_found(&input.invitation))?;
        let result = accounts(ctx)
            .revoke_invitation(actor(ctx), invitation, reader(ctx).now)
            .await;
        RevokeInvitationPayload::from_outcome(ctx, result).await
    }

    /// Make an editor a manager, or a manager an editor. Where nobody is left who manages, the
    /// coordinating office takes over and is told so.
    async fn change_member_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose role, and how.")] input: ChangeMemberRoleInput,
    ) -> Result<Option<ChangeMemberRolePayload>> {
        let ChangeMemberRoleInput {
            organization,
            account,
            role: Coded(role),
        } = input;
        let organization = organization_id(&organization)?;
        let account = account_id(&account, "account")?;
        let now = reader(ctx).now;
        let result = accounts(ctx)
            .change_member_role(actor(ctx), organization, account, role, now)
            .await;
        // Somebody whose role was changed has one.
        let member = result.and_then(|account| {
            let id = account.id.to_global();
            Member::of(account, organization).ok_or(UseCaseError::NotFound(id))
        });
        ChangeMemberRolePayload::from_outcome(ctx, member).await
    }

    /// Let somebody no longer work for an organization. What the person wrote stays.
    async fn remove_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom.")] input: RemoveMemberInput,
    ) -> Result<Option<RemoveMemberPayload>> {
        let RemoveMemberInput {
            organization,
            account,
        } = input;
        let result = accounts(ctx)
            .remove_member(
                actor(ctx),
                organization_id(&organization)?,
                account_id(&account, "account")?,
                reader(ctx).now,
            )
            .await;
        RemoveMemberPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Work no longer for an organization. Where nobody is left who manages, the coordinating office
    /// takes over and is told so.
    async fn leave_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: LeaveOrganizationInput,
    ) -> Result<Option<LeaveOrganizationPayload>> {
        let result = accounts(ctx)
            .leave_organization(
                person(ctx)?,
                organization_id(&input.organization)?,
                reader(ctx).now,
            )
            .await;
        LeaveOrganizationPayload::from_outcome(ctx, result.map(|()| true)).await
    }

    /// Make another member the manager, and work on as an editor.
    async fn hand_over_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What, and to whom.")] input: HandOverOrganizationInput,
    ) -> Result<Option<HandOverOrganizationPayload>> {
        let HandOverOrganizationInput { organization, to } = input;
        let result = accounts(ctx)
            .hand_over(
                actor(ctx),
                organization_id(&organization)?,
                account_id(&to, "to")?,
                reader(ctx).now,
            )
            .await;
        HandOverOrganizationPayload::from_outcome(ctx, result.map(|()| true)).await
    }
}
