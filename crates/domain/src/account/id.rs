//! Ids of accounts and of what belongs to them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{global_of, parse_global};

macro_rules! personal_ids {
    ($($(#[$doc:meta])+ $name:ident = $letter:literal,)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wrap a raw id: a UUIDv7 that the caller made.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The raw id.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The opaque id by which clients know it.
            #[must_use]
            pub fn to_global(self) -> String {
                global_of($letter, self.0)
            }

            /// Read an id that a client sent; nothing where it is no id, or the id of something
            /// else.
            #[must_use]
            pub fn from_global(text: &str) -> Option<Self> {
                let (letter, uuid) = parse_global(text)?;
                (letter == $letter).then_some(Self(uuid))
            }
        }
    )+};
}

// The letters are those of `EntityKind::letter` continued: never changed, never reused.
personal_ids! {
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
