//! Erasing a person, and telling a person everything that is kept.

use domain::account::{AccountId, AccountState};
use domain::code::Code;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::Right;
use super::grants::grants_json;
use crate::entity::{
    account, audit, invitation, membership, notice, one_time_link, outbox, progress_proposal,
    recovery_code, refresh_token, session,
};
use crate::error::StoreError;
use crate::progress_proposals::Forgotten;
use crate::store::Store;
use crate::tx::Tx;

/// What stands where the name of an erased person stood.
const ERASED: &str = "—";

impl Tx {
    /// Take everything out that tells who the person was. The id stays, so that history still says
    /// that somebody acted. End the sessions first.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn erase_account(
        &mut self,
        right: Right<'_>,
        id: AccountId,
    ) -> Result<(), StoreError> {
        right.to_account(id)?;
        let email_folded = account::Entity::find_by_id(id.uuid())
            .one(self.connection())
            .await?
            .and_then(|row| row.email_folded);
        self.update_account(id, |row| {
            row.email = ActiveValue::Set(None);
            row.email_folded = ActiveValue::Set(None);
            row.name = ActiveValue::Set(ERASED.to_owned());
            row.state = ActiveValue::Set(AccountState::Erased.code().to_owned());
            row.password = ActiveValue::Set(None);
            row.totp_secret = ActiveValue::Set(None);
            row.totp_confirmed_at = ActiveValue::Set(None);
            row.totp_last_step = ActiveValue::Set(None);
        })
        .await?;
        self.clear_grants(id).await?;
        self.forget_sign_in(id).await?;
        self.forget_traces(id, email_folded).await
    }

    /// Memberships, links, codes and tokens.
    async fn forget_sign_in(&self, id: AccountId) -> Result<(), StoreError> {
        let (connection, id) = (self.connection(), id.uuid());
        membership::Entity::delete_many()
            .filter(membership::Column::Account.eq(id))
            .exec(connection)
            .await?;
        one_time_link::Entity::delete_many()
            .filter(one_time_link::Column::Account.eq(id))
            .exec(connection)
            .await?;
        notice::Entity::delete_many()
            .filter(notice::Column::Account.eq(id))
            .exec(connection)
            .await?;
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::Account.eq(id))
            .exec(connection)
            .await?;
        // The refresh tokens go with their sessions.
        session::Entity::delete_many()
            .filter(session::Column::Account.eq(id))
            .exec(connection)
            .await?;
        Ok(())
    }

    /// Addresses in invitations and mails, a part in proposals, and what the audit says of name and address.
    async fn forget_traces(
        &self,
        id: AccountId,
        email_folded: Option<String>,
    ) -> Result<(), StoreError> {
        let nothing: Option<String> = None;
        let mut invited = Condition::any().add(invitation::Column::AcceptedBy.eq(id.uuid()));
        if let Some(email) = email_folded {
            invited = invited.add(invitation::Column::EmailFolded.eq(email));
        }
        invitation::Entity::update_many()
            .col_expr(invitation::Column::Email, Expr::value(nothing.clone()))
            .col_expr(
                invitation::Column::EmailFolded,
                Expr::value(nothing.clone()),
            )
            .filter(invited)
            .exec(self.connection())
            .await?;
        self.forget_proposers(Forgotten::Person(id)).await?;
        let mails = Condition::all().add(outbox::Column::Account.eq(id.uuid()));
        self.end_mail(mails, |update| update).await?;
        audit::Entity::update_many()
            .col_expr(audit::Column::Before, Expr::value(nothing.clone()))
            .col_expr(audit::Column::After, Expr::value(nothing))
            .filter(audit::Column::Subject.eq(id.uuid()))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// Everything that is kept about a person, without what is secret; nothing where there is no
    /// such account.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn export_account(
        &self,
        right: Right<'_>,
        id: AccountId,
    ) -> Result<Option<Value>, StoreError> {
        right.to_account(id)?;
        let Some(account) = self.account(id).await? else {
            return Ok(None);
        };
        let connection = &self.connection;
        let sessions = session::Entity::find()
            .filter(session::Column::Account.eq(id.uuid()))
            .all(connection)
            .await?;
        let ids = sessions.iter().map(|row| row.id);
        let tokens = refresh_token::Entity::find()
            .filter(refresh_token::Column::Session.is_in(ids))
            .all(connection)
            .await?;
        let links = one_time_link::Entity::find()
            .filter(one_time_link::Column::Account.eq(id.uuid()))
            .all(connection)
            .await?;
        let mails = outbox::Entity::find()
            .filter(outbox::Column::Account.eq(id.uuid()))
            .all(connection)
            .await?;
        let notices = notice::Entity::find()
            .filter(notice::Column::Account.eq(id.uuid()))
            .all(connection)
            .await?;
        let proposals = progress_proposal::Entity::find()
            .filter(
                Condition::any()
                    .add(progress_proposal::Column::ProposedBy.eq(id.uuid()))
                    .add(progress_proposal::Column::DecidedBy.eq(id.uuid())),
            )
            .all(connection)
            .await?;
        let invitations = invitation::Entity::find()
            .filter(
                Condition::any()
                    .add(invitation::Column::AcceptedBy.eq(id.uuid()))
                    .add(invitation::Column::InvitedBy.eq(id.uuid())),
            )
            .all(connection)
            .await?;
        let audit = self.audit_of(id).await?;
        let (revisions, changes) = (self.revisions_by(id).await?, self.changes_by(id).await?);
        Ok(Some(json!({
            "account": {
                "id": account.id.to_global(),
                "email": account.email.as_ref().map(|email| email.as_str()),
                "name": account.name.as_str(),
                "language": account.language.as_str(),
                "state": account.state.code(),
                "hasSecondFactor": account.has_second_factor,
                "createdAt": account.created_at,
                "grants": grants_json(&account.grants),
                "memberships": account.memberships.iter().map(|membership| json!({
                    "organization": membership.organization,
                    "role": membership.role.code(),
                    "since": membership.since,
                })).collect::<Vec<_>>(),
            },
            "sessions": sessions.iter().map(|row| json!({
                "createdAt": row.created_at,
                "lastUsedAt": row.last_used_at,
                "expiresAt": row.expires_at,
                "endedAt": row.ended_at,
                "endReason": row.end_reason,
                "refreshTokens": tokens.iter().filter(|token| token.session == row.id).map(|token| json!({
                    "issuedAt": token.issued_at,
                    "usedAt": token.used_at,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "links": links.iter().map(|row| json!({
                "purpose": row.purpose,
                "createdAt": row.created_at,
                "expiresAt": row.expires_at,
                "usedAt": row.used_at,
            })).collect::<Vec<_>>(),
            "mails": mails.iter().map(|row| json!({
                "template": row.template,
                "language": row.language,
                "createdAt": row.created_at,
                "sentAt": row.sent_at,
            })).collect::<Vec<_>>(),
            "notices": notices.iter().map(|row| json!({
                "about": row.entity,
                "kind": row.kind,
                "sentAt": row.sent_at,
            })).collect::<Vec<_>>(),
            "progressProposals": proposals.iter().map(|row| json!({
                "proposedByYou": row.proposed_by == Some(id.uuid()),
                "decidedByYou": row.decided_by == Some(id.uuid()),
                "measure": row.measure,
                "organization": row.organization,
                "proposedAt": row.proposed_at,
                "state": row.state,
                "decidedAt": row.decided_at,
            })).collect::<Vec<_>>(),
            "invitations": invitations.iter().map(|row| json!({
                "invitedByYou": row.invited_by == Some(id.uuid()),
                "organization": row.organization,
                "role": row.role,
                "createdAt": row.created_at,
                "acceptedAt": row.accepted_at,
                "revokedAt": row.revoked_at,
            })).collect::<Vec<_>>(),
            "audit": audit.iter().map(|row| json!({
                "at": row.at,
                "byYou": row.actor == Some(id),
                "action": row.action.code(),
                "about": row.subject.kind.code(),
                "before": row.before,
                "after": row.after,
            })).collect::<Vec<_>>(),
            "revisions": revisions,
            "changes": changes,
        })))
    }
}
