//! By what right an account is written.

use domain::account::AccountId;
use domain::id::OrganizationId;
use domain::policy::{Administration, Clearance};

use super::Invitation;
use crate::error::StoreError;

/// By what right something is written about an account.
#[derive(Clone, Copy, Debug)]
pub enum Right<'a> {
    /// It is the account of whoever asks.
    Own(AccountId),
    /// Policy allowed it.
    Cleared(&'a Clearance),
    /// Policy allowed it when the invitation was written.
    Invited(&'a Invitation),
}

impl Right<'_> {
    /// Whether the account itself may be changed so: by its holder, or by whoever manages accounts.
    pub(super) fn to_account(self, account: AccountId) -> Result<(), StoreError> {
        let held = match self {
            Self::Own(own) => own == account,
            Self::Cleared(clearance) => clearance.what() == Administration::ManageAccounts,
            Self::Invited(_) => false,
        };
        held.then_some(()).ok_or(StoreError::NotCleared)
    }

    /// Whether a membership may be ended so: a person may leave by herself.
    pub(super) fn to_end_membership(
        self,
        account: AccountId,
        organization: OrganizationId,
    ) -> Result<(), StoreError> {
        match self {
            Self::Own(own) if own == account => Ok(()),
            right => right.to_membership(organization),
        }
    }

    /// Whether memberships of this organization may be made and changed so.
    pub(super) fn to_membership(self, organization: OrganizationId) -> Result<(), StoreError> {
        let held = match self {
            Self::Own(_) => false,
            Self::Cleared(clearance) => {
                clearance.what() == Administration::ManageMembers(organization)
            }
            Self::Invited(invitation) => {
                invitation.organization.map(|(invited, _)| invited) == Some(organization)
            }
        };
        held.then_some(()).ok_or(StoreError::NotCleared)
    }

    /// Whether grants may be given and taken so.
    pub(super) fn to_grants(self) -> Result<(), StoreError> {
        let held = match self {
            Self::Own(_) => false,
            Self::Cleared(clearance) => clearance.what() == Administration::ManageAccounts,
            Self::Invited(invitation) => !invitation.grants.is_empty(),
        };
        held.then_some(()).ok_or(StoreError::NotCleared)
    }
}

/// Whether the clearance is for exactly that.
pub(super) fn require(clearance: &Clearance, what: Administration) -> Result<(), StoreError> {
    if clearance.what() == what {
        Ok(())
    } else {
        Err(StoreError::NotCleared)
    }
}
