//! What only a published entry says.

use async_graphql::Object;
use domain::aggregate::RevisionStamp;

use crate::scalar::DateTime;

pub struct PublicationFields(pub(crate) RevisionStamp);

/// What only a published entry says. Flattened into the objects.
#[Object]
impl PublicationFields {
    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.0.number
    }

    /// When it was published for the first time.
    async fn published_at(&self) -> DateTime {
        DateTime(self.0.published_at)
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.updated_at)
    }
}
