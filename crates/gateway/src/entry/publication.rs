//! What only a published entry says.

use async_graphql::{Context, Object, Result};
use domain::aggregate::RevisionStamp;
use domain::entry::EntryId;
use domain::period::Instant;
use domain::policy::Published;
use domain::review::EntryContent;

use crate::disclosure::{HiddenPlace, ProfessionalContact, hidden_places, professional_contacts};
use crate::request::reader;
use crate::scalar::DateTime;

pub struct PublicationFields {
    id: EntryId,
    stamp: RevisionStamp,
    confirmation_due: Instant,
}

impl PublicationFields {
    pub(crate) fn of<T: EntryContent>(
        ctx: &Context<'_>,
        id: EntryId,
        published: &Published<T>,
    ) -> Self {
        let stamp = published.stamp();
        let days = reader(ctx).confirmation_days;
        Self {
            id,
            stamp,
            confirmation_due: days.due(published.document(), stamp.published_at),
        }
    }
}

/// What only a published entry says. Flattened into the objects.
#[Object]
impl PublicationFields {
    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.stamp.number
    }

    /// When it was published for the first time.
    async fn published_at(&self) -> DateTime {
        DateTime(self.stamp.published_at)
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.stamp.updated_at)
    }

    /// When somebody should say the next time whether all of it is still correct, also where nobody
    /// ever has (`confirmation` is null). Past it, an app may say that the entry may be out of date.
    async fn confirmation_due_at(&self) -> DateTime {
        DateTime(self.confirmation_due)
    }

    /// Direct lines and notes meant for colleagues, those of its places included: for colleagues in
    /// other institutions, programs with a key for that, and whoever maintains or coordinates it. For
    /// everybody else empty, as where there are none. The answer may not be kept in shared caches.
    async fn professional_contacts(&self, ctx: &Context<'_>) -> Result<Vec<ProfessionalContact>> {
        professional_contacts(ctx, self.id).await
    }

    /// The places of it that the public may not know (`isWithheld` in `places`), those of its rounds
    /// included: for whoever maintains or coordinates it. For everybody else empty, colleagues in
    /// other institutions included, as where there are none.
    async fn hidden_places(&self, ctx: &Context<'_>) -> Result<Vec<HiddenPlace>> {
        hidden_places(ctx, self.id).await
    }
}
