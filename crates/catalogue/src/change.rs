//! What changes a snapshot: documents that are published, and ids that no longer are.

use domain::entry::{CounsellingPoint, Offer};
use domain::for_each_aggregate;
use domain::id::EntityId;
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::Published;
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};

macro_rules! documents {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        /// A published document of any kind.
        #[derive(Clone, Debug)]
        pub enum Document {
            $(
                #[doc = concat!("One ", stringify!($aggregate), ".")]
                $aggregate(Box<Published<$aggregate>>),
            )+
        }

        $(
            impl From<Published<$aggregate>> for Document {
                fn from(document: Published<$aggregate>) -> Self {
                    Self::$aggregate(Box::new(document))
                }
            }
        )+
    };
}

for_each_aggregate!(documents);

/// One change.
#[derive(Clone, Debug)]
pub enum Change {
    /// This is what the public reads from now on.
    Published(Document),
    /// This is no longer there for the public.
    Withdrawn(EntityId),
}
