//! Everything that has a global id.

mod query;

use async_graphql::Context;
use domain::id::{EntityId, EntityKind, TypedId};

pub(crate) use self::query::NodeQuery;
use crate::action_area::ActionArea;
use crate::action_plan::ActionPlan;
use crate::challenge::Challenge;
use crate::counselling_point::CounsellingPoint;
use crate::district::District;
use crate::goal::Goal;
use crate::interface::interface;
use crate::language::Language;
use crate::location::Location;
use crate::measure::Measure;
use crate::object::linked;
use crate::offer::Offer;
use crate::organization::Organization;
use crate::responsibility::Responsibility;
use crate::site::Site;
use crate::suggestion::Suggestion;
use crate::target_group::TargetGroup;
use crate::topic::Topic;
use crate::vocabulary::VocabularyTerm;

interface! {
    /// Everything that has a global id (Relay).
    Node {
        ActionPlan(ActionPlan),
        ActionArea(ActionArea),
        Challenge(Challenge),
        Goal(Goal),
        Suggestion(Suggestion),
        Measure(Measure),
        Responsibility(Responsibility),
        Organization(Organization),
        Location(Location),
        District(District),
        TargetGroup(TargetGroup),
        Topic(Topic),
        Language(Language),
        Term(VocabularyTerm),
        Site(Site),
        Offer(Offer),
        CounsellingPoint(CounsellingPoint),
    }
}

macro_rules! find_node {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        impl Node {
            /// The thing with this id, while it is published.
            pub(crate) fn find(ctx: &Context<'_>, id: EntityId) -> Option<Self> {
                Some(match id.kind {
                    $(EntityKind::$aggregate => {
                        Self::$aggregate(linked(ctx, domain::id::$id::from_uuid(id.uuid))?)
                    })+
                })
            }
        }
    };
}

domain::for_each_aggregate!(find_node);
