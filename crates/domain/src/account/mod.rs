//! Accounts (Konten): the people who act, where they belong, and the programs that act for them.
//!
//! An account is personal data, not content: it has no revisions and never enters the catalogue.
//! Several people work for one organization, each with an account of their own, and one person may
//! work for several organizations; nobody shares a login.

mod audit;
mod id;
mod name;
mod password;

use std::collections::BTreeSet;

pub use self::audit::{AuditAction, AuditSubjectKind};
pub use self::id::{AccountId, ApiKeyId, InvitationId, SessionId};
pub use self::name::parse_name;
pub use self::password::{Password, PasswordError};
use crate::code::codes;
use crate::contact::EmailAddress;
use crate::id::{ActionAreaId, DistrictId, OrganizationId};
use crate::period::Instant;
use crate::text::{LanguageTag, Words};

codes! {
    /// Whether an account can be used.
    AccountState {
        /// It can.
        Active = "ACTIVE",
        /// An administrator has closed it; it can be opened again.
        Disabled = "DISABLED",
        /// The person was erased: the id stays, so that history still says that somebody acted.
        Erased = "ERASED",
    }

    /// What somebody does for an organization.
    MembershipRole {
        /// Drafts and edits its entries, submits them for review, confirms that they are correct.
        Editor = "EDITOR",
        /// The same, and manages its profile and its members.
        Manager = "MANAGER",
    }

    /// What a program with a key may read beyond what everybody reads.
    ApiScope {
        /// What is published, with the quota of the key.
        ReadPublished = "READ_PUBLISHED",
        /// Contacts and notes meant for colleagues.
        ReadProfessional = "READ_PROFESSIONAL",
        /// Aggregates that are not public.
        ReadAggregates = "READ_AGGREGATES",
    }
}

/// A person who can sign in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// Its id, for ever.
    pub id: AccountId,
    /// Where mails go; unique without regard to case. Not there once the person was erased.
    pub email: Option<EmailAddress>,
    /// What the person wants to be called.
    pub name: Words,
    /// In which language mails and messages are.
    pub language: LanguageTag,
    /// Whether it can be used.
    pub state: AccountState,
    /// What the person may do for the directory as a whole.
    pub grants: Vec<Grant>,
    /// The organizations for which the person works, each at most once.
    pub memberships: Vec<Membership>,
    /// Whether a second factor has been set up and confirmed.
    pub has_second_factor: bool,
    /// When it was made.
    pub created_at: Instant,
}

/// What somebody may do for the directory as a whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Grant {
    /// Read contacts and notes meant for colleagues (Fachkraft).
    Professional,
    /// Write translations into these languages.
    Translator(BTreeSet<LanguageTag>),
    /// Coordinate (Stabsstelle), for everything or for a part of it.
    Coordinator(Jurisdiction),
    /// Read aggregates, those that are not public included.
    Analyst,
    /// Manage accounts, keys, retention and settings.
    Administrator,
}

/// For what a coordinator is responsible.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Jurisdiction {
    /// For everything editorial.
    Everything,
    /// For what is in one of these districts or belongs to one of these areas of action.
    Parts {
        /// The districts; what lies within one of them counts.
        districts: BTreeSet<DistrictId>,
        /// The areas of action.
        areas: BTreeSet<ActionAreaId>,
    },
}

/// That somebody works for an organization.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Membership {
    /// For which.
    pub organization: OrganizationId,
    /// As what.
    pub role: MembershipRole,
    /// Since when.
    pub since: Instant,
}

/// A program that reads with a key of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiClient {
    /// The key; the secret itself is never kept.
    pub id: ApiKeyId,
    /// What it may read.
    pub scopes: BTreeSet<ApiScope>,
    /// How many requests a minute it may send.
    pub quota_per_minute: u32,
}

impl Account {
    /// What the person does for this organization, if anything.
    #[must_use]
    pub fn role_in(&self, organization: OrganizationId) -> Option<MembershipRole> {
        self.memberships
            .iter()
            .find(|membership| membership.organization == organization)
            .map(|membership| membership.role)
    }
}
