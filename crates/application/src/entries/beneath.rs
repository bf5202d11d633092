//! A change of low risk while another one waits: a wrong number is mended at once, and the review goes
//! on as if nothing had happened.

use domain::aggregate::EditorialState;
use domain::policy::Action;
use domain::review::Maintained;
use persistence::{Project, Write};

use super::Then;
use super::desk::{Desk, Granted, Loaded};
use crate::use_case::UseCaseError;

impl Desk<'_> {
    /// Write a change that needs no review without touching the one that waits. Whether it was
    /// written: not where it has to be reviewed, or where nothing waits.
    ///
    /// What is handed in, the public reads at once, as far as what it reads has a place for it. What
    /// is merely kept stays with the change that waits, and in its review.
    pub(super) async fn leave_review<T: Maintained + Project>(
        &mut self,
        content: &T,
        loaded: &Loaded<T>,
        (write, then, granted): (Write, Then, &Granted),
    ) -> Result<bool, UseCaseError> {
        let (current, live) = (&loaded.current, loaded.live.as_ref());
        let is_handed_in = then == Then::HandIn;
        if current.is_published()
            || !content.missing_for_review().is_empty()
            || is_handed_in && self.permit_at_once(content, live).await?.is_some()
        {
            return Ok(false);
        }
        let waits = current.head.state == EditorialState::InReview;
        let low_risk = &self.settings().low_risk;
        let is_low = low_risk.covers(&current.content, content);
        let amended = live
            .filter(|live| is_handed_in && live.owner() == content.owner())
            .and_then(|live| low_risk.beneath(live, &current.content, content));
        if let Some(amended) = amended {
            self.require_publishable(&amended).await?;
            let correct = self.permit_known(Action::Correct, &amended).await?.permit;
            let number = self
                .tx
                .publish_beneath(&correct, &amended, content, write)
                .await?;
            if !waits {
                self.submit((content, live), number).await?;
            }
            return Ok(true);
        }
        if waits && is_low {
            self.tx
                .add_to_draft(&granted.permit, content, write)
                .await?;
        }
        Ok(waits && is_low)
    }
}
