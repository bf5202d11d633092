//! The action plan (Maßnahmenplan): what is wrong, what the plan wants, what will be done, by whom.
//!
//! Unknown is unknown: what the source does not state is absent, never false.

mod area;
mod filter;
mod horizon;
mod item;
mod progress;
mod proposal;
mod question;
mod responsibility;

pub use self::area::{ActionArea, ActionPlan, HorizonYears, PlanSection, SourceDocument};
pub use self::filter::{
    MeasureFilter, MeasureView, PlanItemFilter, PlanItemView, ResponsibilityFilter,
};
pub use self::horizon::{HorizonError, Phase, Term, TermSpan, TimeHorizon};
pub use self::item::{
    Challenge, Confidence, CrossReference, FirstStep, Goal, Measure, PlanItem, PlanItemId,
    PlanItemKind, PlanTargetGroup, ReferenceTarget, Resource, ResourceKind, SourcePosition,
    Suggestion, TargetGroupEmphasis,
};
pub use self::progress::{
    Evaluation, EvaluationCriterion, ImplementationStatus, Percent, Progress, ProgressReport,
    Weight, WeightError, WeightedProgress, mean_progress,
};
pub use self::proposal::{
    DecidedProposal, ProgressProposal, ProgressProposalId, ProposalOutcome, ProposalState,
    ProposedProgress,
};
pub use self::question::{
    Asked, PlanFindingKind, PlanQuestion, PlanQuestionId, PlanThingKind, Settled,
};
pub use self::responsibility::{
    Commitment, Responsibility, ResponsibilityRole, ResponsibilitySubject,
};
