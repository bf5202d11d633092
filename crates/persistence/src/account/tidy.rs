//! Forgetting what nobody needs any more.

use domain::period::Instant;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::entity::{
    idempotency, invitation, login_delay, one_time_link, outbox, refresh_token, session,
};
use crate::error::StoreError;
use crate::progress_proposals::Forgotten;
use crate::tx::Tx;

/// From when on things are kept; what is older goes.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// The time it is.
    pub now: Instant,
    /// Sessions, links and mails that are over, from then on.
    pub over_since: Instant,
    /// Invitations that are over, from then on.
    pub invitations_since: Instant,
    /// Failed attempts, from then on.
    pub failures_since: Instant,
    /// Answers under a client's key, from then on.
    pub answers_since: Instant,
    /// Who acted, in the audit, as the author of content and in proposals, from then on.
    pub audit_since: Instant,
}

/// What was forgotten.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Tidied {
    /// How many rows went.
    pub rows: u64,
    /// How many lines of the audit, and how many authors of content, were pseudonymised.
    pub pseudonymised: u64,
}

impl Tx {
    /// Forget what nobody needs any more.
    ///
    /// # Errors
    /// The database fails.
    pub async fn tidy_accounts(&mut self, keep: Keep) -> Result<Tidied, StoreError> {
        let mut tidied = Tidied::default();
        macro_rules! forget {
            ($($table:ident where $over:expr;)+) => {$(
                let gone = $table::Entity::delete_many()
                    .filter($over)
                    .exec(self.connection())
                    .await?;
                tidied.rows += gone.rows_affected;
            )+};
        }
        let over = keep.over_since.utc();
        let invitations = keep.invitations_since.utc();
        forget! {
            refresh_token where refresh_token::Column::ExpiresAt.lt(keep.now.utc());
            session where Condition::any()
                .add(session::Column::EndedAt.lt(over))
                .add(session::Column::ExpiresAt.lt(over));
            one_time_link where one_time_link::Column::ExpiresAt.lt(over);
            outbox where Condition::all()
                .add(outbox::Column::NextAttemptAt.is_null())
                .add(outbox::Column::CreatedAt.lt(over));
            login_delay where login_delay::Column::LastAt.lt(keep.failures_since.utc());
            idempotency where idempotency::Column::CreatedAt.lt(keep.answers_since.utc());
            invitation where invitation::Column::ExpiresAt.lt(invitations);
        }
        tidied.pseudonymised = self.pseudonymise_audit(keep.audit_since, keep.now).await?;
        tidied.pseudonymised += self.pseudonymise_authors(keep.audit_since).await?;
        let before = Forgotten::Before(keep.audit_since);
        tidied.pseudonymised += self.forget_proposers(before).await?;
        Ok(tidied)
    }
}
