//! The life of what people write: DRAFT → IN_REVIEW → PUBLISHED → ARCHIVED, with RETURNED.
//!
//! The state is that of the newest revision. While a change to something published waits, the
//! approved revision stays live, whatever the state says. Whether somebody may do such a thing to
//! this resource at all is [`policy`](crate::policy)'s to say; here is what may follow what.

use crate::aggregate::EditorialState;
use crate::code::codes;
use crate::policy::{Action, Author, Role};
use crate::violation::{Rule, Violation};

codes! {
    /// A step in the life of what people write.
    Step {
        /// Change it.
        Edit = "EDIT",
        /// Hand it in for review.
        Submit = "SUBMIT",
        /// Take it back from the review.
        Withdraw = "WITHDRAW",
        /// Let the public read it.
        Approve = "APPROVE",
        /// Give it back with a comment, to be mended.
        Return = "RETURN",
        /// Refuse it with a comment.
        Reject = "REJECT",
        /// Take it out.
        Archive = "ARCHIVE",
        /// Take it up again.
        Restore = "RESTORE",
    }
}

impl Step {
    /// For which action it takes a permit.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Edit => Action::Update,
            Self::Submit | Self::Withdraw => Action::Submit,
            Self::Approve => Action::Publish,
            Self::Return => Action::Return,
            Self::Reject => Action::Reject,
            Self::Archive => Action::Archive,
            Self::Restore => Action::Restore,
        }
    }
}

/// As whom somebody takes a step.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Party {
    /// Somebody of the organization whose it is.
    Provider,
    /// The same, of an organization that is trusted.
    TrustedProvider,
    /// Whoever keeps the last word.
    Reviewer,
}

impl Party {
    /// As whom the author of a permit takes a step.
    #[must_use]
    pub const fn of(author: Author, owner_is_trusted: bool) -> Self {
        match author.role {
            Role::Coordinator | Role::Administrator | Role::Operator => Self::Reviewer,
            Role::ApiClient
            | Role::Professional
            | Role::ProviderEditor
            | Role::ProviderManager
            | Role::Translator
            | Role::Analyst => {
                if owner_is_trusted {
                    Self::TrustedProvider
                } else {
                    Self::Provider
                }
            }
        }
    }
}

/// Where something stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Standpoint {
    /// The state of its newest revision.
    pub state: EditorialState,
    /// Whether the public reads one of its revisions.
    pub is_live: bool,
}

/// Where something stands after a step.
///
/// # Errors
/// The step does not follow from where it stands, or is not this party's to take.
pub fn next(from: Standpoint, step: Step, party: Party) -> Result<EditorialState, Violation> {
    use EditorialState::{Archived, Draft, InReview, Published, Returned};
    let needs_reviewer = match (step, party) {
        (_, Party::Reviewer) => false,
        (Step::Return | Step::Reject, _) => true,
        (Step::Approve, Party::Provider) => true,
        (Step::Approve, Party::TrustedProvider) => false,
        (Step::Edit | Step::Submit | Step::Withdraw | Step::Archive | Step::Restore, _) => false,
    };
    if needs_reviewer {
        return Err(violation(Rule::ReviewRequired));
    }
    match (step, from.state) {
        (Step::Edit, Draft | InReview | Returned | Published) => Ok(Draft),
        (Step::Submit, Draft | Returned) => Ok(InReview),
        (Step::Withdraw, InReview) => Ok(Draft),
        (Step::Approve, Draft | InReview | Returned) => Ok(Published),
        (Step::Return, InReview) => Ok(Returned),
        // What the public reads stays; what it never read goes.
        (Step::Reject, InReview | Returned) if from.is_live => Ok(Published),
        (Step::Reject, InReview | Returned) => Ok(Archived),
        (Step::Archive, Draft | InReview | Returned | Published) => Ok(Archived),
        (Step::Restore, Archived) => Ok(Draft),
        (
            Step::Edit
            | Step::Submit
            | Step::Withdraw
            | Step::Approve
            | Step::Return
            | Step::Reject
            | Step::Archive
            | Step::Restore,
            state,
        ) => Err(violation(Rule::NotInState(state))),
    }
}

const fn violation(rule: Rule) -> Violation {
    Violation {
        path: Vec::new(),
        rule,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::code::Code;

    const PARTIES: [(&str, Party); 3] = [
        ("provider", Party::Provider),
        ("trusted provider", Party::TrustedProvider),
        ("reviewer", Party::Reviewer),
    ];

    fn words(outcome: Result<EditorialState, Violation>) -> String {
        match outcome {
            Ok(state) => state.code().to_owned(),
            Err(violation) if violation.rule == Rule::ReviewRequired => "review".to_owned(),
            Err(_) => "-".to_owned(),
        }
    }

    /// Every step from every state by everybody: reviewed.
    #[test]
    fn what_follows_what() {
        let mut table = String::new();
        for (name, party) in PARTIES {
            for is_live in [false, true] {
                let live = if is_live { "live" } else { "never published" };
                table.push_str(&format!("{name}, {live}\n"));
                for step in Step::ALL {
                    table.push_str(&format!("  {:<9}", step.code()));
                    for state in EditorialState::ALL {
                        // What is published is live, what is archived is not.
                        let possible = match state {
                            EditorialState::Published => is_live,
                            EditorialState::Archived => !is_live,
                            EditorialState::Draft
                            | EditorialState::InReview
                            | EditorialState::Returned => true,
                        };
                        if possible {
                            let from = Standpoint {
                                state: *state,
                                is_live,
                            };
                            let to = words(next(from, *step, party));
                            table.push_str(&format!(" {}>{to}", state.code()));
                        }
                    }
                    table.push('\n');
                }
            }
        }
        insta::assert_snapshot!(table);
    }

    fn state() -> impl Strategy<Value = EditorialState> {
        proptest::sample::select(EditorialState::ALL)
    }

    proptest! {
        #[test]
        fn no_steps_of_a_provider_publish_what_was_not_live(
            steps in proptest::collection::vec(proptest::sample::select(Step::ALL), 0..12),
            start in state(),
        ) {
            prop_assume!(start != EditorialState::Published);
            let mut from = Standpoint { state: start, is_live: false };
            for step in steps {
                if let Ok(state) = next(from, step, Party::Provider) {
                    from.state = state;
                }
                prop_assert_ne!(from.state, EditorialState::Published);
            }
        }

        #[test]
        fn a_reviewer_can_bring_everything_before_the_public(start in state(), is_live: bool) {
            let mut from = Standpoint { state: start, is_live };
            for step in [Step::Restore, Step::Approve] {
                if let Ok(state) = next(from, step, Party::Reviewer) {
                    from.state = state;
                }
            }
            prop_assert_eq!(from.state, EditorialState::Published);
        }
    }
}
