//! The roles in which tests ask.

use domain::account::{Grant, Jurisdiction, MembershipRole};
use domain::id::{ActionAreaId, DistrictId, TypedId};

/// The roles in which somebody can ask over HTTP.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    Anonymous,
    Client,
    Professional,
    Editor,
    Manager,
    /// A manager of an organization that publishes without a review.
    Trusted,
    Translator,
    /// A coordinator of one district and one area of action: see [`part`].
    PartCoordinator,
    Coordinator,
    Analyst,
    Administrator,
}

impl Role {
    pub(crate) const ALL: [Self; 11] = [
        Self::Anonymous,
        Self::Client,
        Self::Professional,
        Self::Editor,
        Self::Manager,
        Self::Trusted,
        Self::Translator,
        Self::PartCoordinator,
        Self::Coordinator,
        Self::Analyst,
        Self::Administrator,
    ];

    pub(super) fn grant(self) -> Option<Grant> {
        match self {
            Self::Professional => Some(Grant::Professional),
            Self::Translator => Some(Grant::Translator(["ar".parse().unwrap()].into())),
            Self::PartCoordinator => {
                let (district, area) = part();
                Some(Grant::Coordinator(Jurisdiction::Parts {
                    districts: [district].into(),
                    areas: [area].into(),
                }))
            }
            Self::Coordinator => Some(Grant::Coordinator(Jurisdiction::Everything)),
            Self::Analyst => Some(Grant::Analyst),
            Self::Administrator => Some(Grant::Administrator),
            Self::Anonymous | Self::Client | Self::Editor | Self::Manager | Self::Trusted => None,
        }
    }

    pub(super) fn membership(self) -> Option<MembershipRole> {
        match self {
            Self::Editor => Some(MembershipRole::Editor),
            Self::Manager | Self::Trusted => Some(MembershipRole::Manager),
            _ => None,
        }
    }
}

/// The part of the city and of the plan that coordinators of a part are responsible for. Nothing that
/// tests make lies in it unless they say so.
pub(crate) fn part() -> (DistrictId, ActionAreaId) {
    let district = DistrictId::of_slug("todtenhausen");
    (district, ActionAreaId::of_slug("housing"))
}
