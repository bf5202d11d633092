//! Ids in the inputs of mutations.

use async_graphql::Result;
use domain::account::AccountId;
use domain::id::{OrganizationId, TypedId};

use crate::error::{bad_id, bad_input, excerpt};

/// The id of an organization.
pub(super) fn organization_id(id: &str) -> Result<OrganizationId> {
    OrganizationId::from_global(id).map_err(|error| bad_id(&error, &["input", "organization"]))
}

/// The id of an account, in this field of the input.
pub(super) fn account_id(id: &str, field: &str) -> Result<AccountId> {
    AccountId::from_global(id).ok_or_else(|| {
        let message = format!("`{}` is not the id of an account", excerpt(id, 80));
        bad_input(message, &["input", field])
    })
}
