//! Mails (Nachrichten) that the program sends to people who act: what they are about and what they
//! name. The words are data of the program, in the language of the person.
//!
//! A mail never holds a password, and a link in it never changes anything by being opened: mail
//! scanners open links.

use crate::account::AccountId;
use crate::code::codes;
use crate::contact::{EmailAddress, WebUrl};
use crate::period::Instant;
use crate::text::LanguageTag;

codes! {
    /// What a mail is about.
    MailTemplate {
        /// A link to sign in with.
        LoginLink = "LOGIN_LINK",
        /// A link to choose a new password with.
        PasswordReset = "PASSWORD_RESET",
        /// The password was changed.
        PasswordChanged = "PASSWORD_CHANGED",
        /// Every session was ended, because a used token turned up again.
        SessionsEnded = "SESSIONS_ENDED",
        /// The second factor was set up, removed, or a recovery code was used.
        SecondFactorChanged = "SECOND_FACTOR_CHANGED",
        /// An administrator removed the second factor of somebody who had lost it.
        SecondFactorReset = "SECOND_FACTOR_RESET",
        /// Somebody asked for a mail to an address without an account.
        NoAccount = "NO_ACCOUNT",
        /// Somebody is invited to work for an organization, or for the directory.
        Invitation = "INVITATION",
        /// An organization has nobody left who manages it; for the coordinator.
        LastManagerLeft = "LAST_MANAGER_LEFT",
        /// A change waits for a review; for the coordinator.
        ReviewWaiting = "REVIEW_WAITING",
        /// A change was approved and is published.
        RevisionApproved = "REVISION_APPROVED",
        /// A change came back with a comment.
        RevisionReturned = "REVISION_RETURNED",
        /// A change was rejected with a comment.
        RevisionRejected = "REVISION_REJECTED",
        /// What an organization proposed about the progress of a measure was accepted.
        ProposalAccepted = "PROPOSAL_ACCEPTED",
        /// What an organization proposed about the progress of a measure was rejected.
        ProposalRejected = "PROPOSAL_REJECTED",
        /// Entries are due to be confirmed.
        ConfirmationDue = "CONFIRMATION_DUE",
        /// A provider has not confirmed its entries; for the coordinator.
        ConfirmationOverdue = "CONFIRMATION_OVERDUE",
        /// Somebody's consent to be named in a contact ends soon.
        ConsentEnding = "CONSENT_ENDING",
    }
}

/// A mail that waits to be sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mail {
    /// Where it goes.
    pub to: EmailAddress,
    /// Whose it is, where that person has an account.
    pub account: Option<AccountId>,
    /// In which language.
    pub language: LanguageTag,
    /// What it is about.
    pub template: MailTemplate,
    /// What it names.
    pub values: MailValues,
    /// Not to be sent after this time: what it offers is over then.
    pub expires_at: Option<Instant>,
}

/// What a mail names. Each template says in the program's texts which of these it needs.
#[derive(Clone, Debug, Default, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct MailValues {
    /// How the person wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The organization that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The titles of what it is about, without those that have to stay unnamed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// How many more it is about that are discreet: a look at the screen must not betray them.
    #[serde(default, skip_serializing_if = "is_none_at_all")]
    pub unnamed: u32,
    /// What a reviewer says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Where to go on. Secret where it holds a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<WebUrl>,
    /// For how many minutes the link holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

// Serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_none_at_all(count: &u32) -> bool {
    *count == 0
}
