//! Ids of accounts and of what belongs to them.

use crate::id::ids_beside;

ids_beside! {
    /// Identifies an account.
    AccountId = b'U',
    /// Identifies a session: one sign-in with all the refresh tokens that follow from it.
    SessionId = b'E',
    /// Identifies an invitation.
    InvitationId = b'N',
    /// Identifies the key of a program.
    ApiKeyId = b'K',
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;
    use crate::id::EntityId;

    #[test]
    fn an_account_is_no_session_and_no_aggregate() {
        let account = AccountId::from_uuid(Uuid::from_u128(7));
        let global = account.to_global();
        assert_eq!(AccountId::from_global(&global), Some(account));
        assert_eq!(SessionId::from_global(&global), None);
        assert!(EntityId::from_global(&global).is_err());
    }
}
