//! The table: how somebody stands to a resource, and what that allows.

use super::actor::{Person, Role};
use super::resource::Resource;
use crate::account::{Grant, Jurisdiction, MembershipRole};
use crate::code::codes;
use crate::id::{EntityKind, OrganizationId};

codes! {
    /// What can be done to an aggregate.
    Action {
        /// Make it.
        Create = "CREATE",
        /// Change it: the change waits for a review.
        Update = "UPDATE",
        /// Change only what needs no review, such as a telephone number, for the public at once.
        Correct = "CORRECT",
        /// Hand a change in for review, or take it back.
        Submit = "SUBMIT",
        /// Let the public read it.
        Publish = "PUBLISH",
        /// Give a change back with a comment, to be mended.
        Return = "RETURN",
        /// Refuse a change with a comment.
        Reject = "REJECT",
        /// Take it out.
        Archive = "ARCHIVE",
        /// Take it up again as a draft.
        Restore = "RESTORE",
        /// Say that everything is still correct.
        Confirm = "CONFIRM",
        /// Write it in another language.
        Translate = "TRANSLATE",
        /// Propose how far a measure has come.
        ReportProgress = "REPORT_PROGRESS",
        /// Erase a person whom one of its contacts names, or a picture, in every revision.
        Erase = "ERASE",
    }
}

/// How somebody stands to a resource: the lines of the table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    /// A member of the organization that owns it.
    Provider {
        role: MembershipRole,
        organization: OrganizationId,
        is_trusted: bool,
    },
    /// A member of an organization that is responsible for it.
    Responsible { role: MembershipRole },
    /// Somebody who writes the languages that are to be written.
    Translator,
    /// A coordinator of a part of the city or of the plan, and it belongs to that part.
    CoordinatorOfPart,
    /// A coordinator of everything.
    Coordinator,
    /// An administrator.
    Administrator,
    /// Whoever runs the program.
    Operator,
}

impl Standing {
    /// Every way in which a person stands to a resource, the nearest first: who edits the own
    /// organization's entry does so as its editor, whatever else that person may be.
    pub(super) fn of(person: &Person, resource: &Resource) -> Vec<Self> {
        let mut standings = Vec::new();
        if let Some(organization) = resource.owner
            && let Some(role) = person.role_in(organization)
        {
            standings.push(Self::Provider {
                role,
                organization,
                is_trusted: resource.owner_is_trusted,
            });
        }
        let responsible = resource
            .responsible
            .iter()
            .filter_map(|organization| person.role_in(*organization));
        standings.extend(responsible.max().map(|role| Self::Responsible { role }));
        for grant in person.grants() {
            match grant {
                Grant::Translator(languages)
                    if resource.is_published
                        && !resource.languages.is_empty()
                        && resource.languages.is_subset(languages) =>
                {
                    standings.push(Self::Translator);
                }
                Grant::Coordinator(Jurisdiction::Everything) => standings.push(Self::Coordinator),
                Grant::Coordinator(parts) if resource.is_within(parts) => {
                    standings.push(Self::CoordinatorOfPart);
                }
                Grant::Administrator => standings.push(Self::Administrator),
                Grant::Translator(_)
                | Grant::Coordinator(_)
                | Grant::Professional
                | Grant::Analyst => {}
            }
        }
        standings
    }

    /// In which role somebody acts who stands so.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Provider { role, .. } | Self::Responsible { role } => match role {
                MembershipRole::Editor => Role::ProviderEditor,
                MembershipRole::Manager => Role::ProviderManager,
            },
            Self::Translator => Role::Translator,
            Self::CoordinatorOfPart | Self::Coordinator => Role::Coordinator,
            Self::Administrator => Role::Administrator,
            Self::Operator => Role::Operator,
        }
    }

    /// The organization to which a permit is bound that rests on working there.
    pub(super) const fn bound_to(self) -> Option<OrganizationId> {
        match self {
            Self::Provider { organization, .. } => Some(organization),
            Self::Responsible { .. }
            | Self::Translator
            | Self::CoordinatorOfPart
            | Self::Coordinator
            | Self::Administrator
            | Self::Operator => None,
        }
    }

    /// The table.
    pub(super) const fn allows(self, action: Action, kind: EntityKind) -> bool {
        let group = Group::of(kind);
        match self {
            Self::Operator | Self::Administrator => true,
            Self::Coordinator => match group {
                Group::Settings => matches!(action, Action::Translate),
                Group::Entry
                | Group::Location
                | Group::Organization
                | Group::PlanItem
                | Group::Measure
                | Group::Structure => true,
            },
            // What everybody's work hangs on is not for a part of the city to change.
            Self::CoordinatorOfPart => match group {
                Group::Structure | Group::Settings => false,
                Group::Entry
                | Group::Location
                | Group::Organization
                | Group::PlanItem
                | Group::Measure => true,
            },
            Self::Translator => matches!(action, Action::Translate),
            Self::Responsible { .. } => {
                matches!(group, Group::Measure) && matches!(action, Action::ReportProgress)
            }
            Self::Provider {
                role, is_trusted, ..
            } => match group {
                Group::Entry | Group::Location => provider_of_entries(action, role, is_trusted),
                Group::Organization => match role {
                    MembershipRole::Editor => false,
                    MembershipRole::Manager => manager_of_profile(action, is_trusted),
                },
                // Whom a responsibility names is one of the organization's people.
                Group::PlanItem => {
                    matches!(kind, EntityKind::Responsibility)
                        && matches!(role, MembershipRole::Manager)
                        && matches!(action, Action::Erase)
                }
                Group::Measure | Group::Structure | Group::Settings => false,
            },
        }
    }
}

/// What members do to the entries and locations of their organization. Never past the review,
/// unless the organization is trusted.
const fn provider_of_entries(action: Action, role: MembershipRole, is_trusted: bool) -> bool {
    match action {
        Action::Create
        | Action::Update
        | Action::Correct
        | Action::Submit
        | Action::Archive
        | Action::Restore
        | Action::Confirm
        | Action::Translate => true,
        Action::Publish => is_trusted,
        // It cannot be taken back.
        Action::Erase => matches!(role, MembershipRole::Manager),
        Action::Return | Action::Reject | Action::ReportProgress => false,
    }
}

/// What managers do to the profile of their organization. They neither make it nor take it out.
const fn manager_of_profile(action: Action, is_trusted: bool) -> bool {
    match action {
        Action::Update
        | Action::Correct
        | Action::Submit
        | Action::Confirm
        | Action::Translate
        | Action::Erase => true,
        Action::Publish => is_trusted,
        Action::Create
        | Action::Archive
        | Action::Restore
        | Action::Return
        | Action::Reject
        | Action::ReportProgress => false,
    }
}

/// The kinds of resources, as far as the table tells them apart.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Group {
    /// What providers offer.
    Entry,
    /// Where it is.
    Location,
    /// The providers.
    Organization,
    /// What the plan says.
    PlanItem,
    /// What will be done, of which progress is reported.
    Measure,
    /// What everything else is sorted by.
    Structure,
    /// What the installation says about itself.
    Settings,
}

impl Group {
    const fn of(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Offer | EntityKind::CounsellingPoint => Self::Entry,
            EntityKind::Location => Self::Location,
            EntityKind::Organization => Self::Organization,
            EntityKind::Challenge
            | EntityKind::Goal
            | EntityKind::Suggestion
            | EntityKind::Responsibility => Self::PlanItem,
            EntityKind::Measure => Self::Measure,
            EntityKind::ActionPlan
            | EntityKind::ActionArea
            | EntityKind::District
            | EntityKind::TargetGroup
            | EntityKind::Topic
            | EntityKind::Language
            | EntityKind::Term => Self::Structure,
            EntityKind::Site => Self::Settings,
        }
    }
}
