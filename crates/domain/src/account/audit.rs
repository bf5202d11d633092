//! What is done to accounts, as the audit (Prüfprotokoll) names it.

use crate::code::codes;

codes! {
    /// What was done.
    AuditAction {
        /// Somebody signed in.
        LoggedIn = "LOGGED_IN",
        /// Somebody signed out, or ended another session of theirs.
        LoggedOut = "LOGGED_OUT",
        /// Somebody ended every session.
        LoggedOutEverywhere = "LOGGED_OUT_EVERYWHERE",
        /// A used refresh token turned up again, and the session was ended.
        TokenReused = "TOKEN_REUSED",
        /// The password was changed by whoever knew the old one.
        PasswordChanged = "PASSWORD_CHANGED",
        /// The password was chosen anew through a link.
        PasswordReset = "PASSWORD_RESET",
        /// An authenticator app was set up.
        SecondFactorSetUp = "SECOND_FACTOR_SET_UP",
        /// The authenticator app was taken away.
        SecondFactorRemoved = "SECOND_FACTOR_REMOVED",
        /// A recovery code was used.
        RecoveryCodeUsed = "RECOVERY_CODE_USED",
        /// An account was made.
        AccountCreated = "ACCOUNT_CREATED",
        /// Name or language was changed.
        ProfileChanged = "PROFILE_CHANGED",
        /// An account was closed.
        AccountDisabled = "ACCOUNT_DISABLED",
        /// A closed account was opened again.
        AccountEnabled = "ACCOUNT_ENABLED",
        /// Somebody may do something else for the directory as a whole.
        GrantsChanged = "GRANTS_CHANGED",
        /// A person was erased.
        AccountErased = "ACCOUNT_ERASED",
        /// Everything that is kept about a person was read out.
        AccountExported = "ACCOUNT_EXPORTED",
        /// Somebody was invited.
        MemberInvited = "MEMBER_INVITED",
        /// An invitation was accepted.
        InvitationAccepted = "INVITATION_ACCEPTED",
        /// An invitation was taken back.
        InvitationRevoked = "INVITATION_REVOKED",
        /// A member works in another role.
        MemberRoleChanged = "MEMBER_ROLE_CHANGED",
        /// A member was removed.
        MemberRemoved = "MEMBER_REMOVED",
        /// A member left.
        MemberLeft = "MEMBER_LEFT",
        /// A manager made somebody else manager and stepped down.
        HandedOver = "HANDED_OVER",
        /// A program got a key.
        ApiKeyCreated = "API_KEY_CREATED",
        /// The key of a program was taken back.
        ApiKeyRevoked = "API_KEY_REVOKED",
    }

    /// About what it was done.
    AuditSubjectKind {
        /// An account.
        Account = "ACCOUNT",
        /// An organization and its members.
        Organization = "ORGANIZATION",
        /// An invitation.
        Invitation = "INVITATION",
        /// The key of a program.
        ApiKey = "API_KEY",
    }
}
