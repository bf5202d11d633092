//! Editing (Bearbeiten): from what a client sent to the next content of an aggregate.
//!
//! An update changes only the fields it names. Lists of parts are replaced by id: with an id a part
//! is changed and keeps it, without one it is added, left out it is removed. Everything that is
//! wrong is found at once, each with the path by which the client wrote it, and nothing is kept
//! then.
//!
//! Deliberately absent: whether what is referred to exists, is published, and is within the actor's
//! reach (the use case asks the store), and whether there is enough for a review
//! ([`missing_for_review`]): a draft may leave open whatever its type lets open.

mod copy;
mod editor;
mod entry;
mod entry_facts;
mod input;
mod localized;
mod location;
mod organization;
mod parts;
mod plain;
mod plan;
mod references;
mod required;
mod run;
mod schedule;
mod slug;
mod structure;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use self::copy::{Copied, copied};
pub use self::input::{
    AccessConditionInput, AccessibilityInput, ActionAreaInput, ActionPlanInput, AddressInput,
    AdmissionInput, AgeInput, AgesInput, AudienceInput, AudienceLinkInput, AvailabilityInput,
    ChallengeInput, Change, ClosureInput, ContactInput, CoordinatesInput, CostInput,
    CounsellingPointInput, CourseInput, CrossReferenceInput, DistrictInput, EducationBenefitInput,
    EmergencyNumberInput, EntryInput, EntryLanguageInput, EvaluationCriterionInput,
    EvaluationInput, ExceptionInput, FirstStepInput, GoalInput, HorizonInput, HorizonPhaseInput,
    HorizonYearsInput, HoursInput, ImageInput, LanguageInput, LocationInput, MeasureInput,
    MoneyInput, OfferInput, OrganizationInput, OrganizationProfileInput, PersonInput, PlaceInput,
    PlanItemInput, PlanTargetGroupInput, ProgressInput, ProgressRetractionInput,
    ProposedProgressInput, ReferenceTargetInput, ResourceInput, ResponsibilityInput, RuleInput,
    RunInput, ScheduleInput, SeasonInput, SiteInput, SuggestionInput, TargetGroupInput, TermInput,
    TextInput, TextVersionInput, TopicInput,
};
pub(crate) use self::plain::{TextLimit, plain};
pub use self::plain::{comment, name};
pub use self::references::{Reference, Refers};
pub use self::required::{RequiredField, Reviewable, missing_for_review, required_fields};
pub(crate) use self::schedule::camel_case;
pub(crate) use self::slug::spelled;
pub use self::slug::{numbered, slug_from};
use crate::aggregate::Aggregate;
use crate::contact::WebUrl;
use crate::id::PartId;
use crate::period::Instant;
use crate::violation::Violations;

/// What editing needs to know beside the input.
pub struct Editing<'a> {
    /// The number that the revision will have: translations written now remember it as the
    /// revision from which they were made.
    pub revision: u32,
    /// Whether so little changes that no translation is outdated by it.
    pub minor: bool,
    /// When it is edited.
    pub now: Instant,
    /// The local day of that.
    pub today: NaiveDate,
    /// Pictures that were uploaded and wait to be used, by the name that the upload answered.
    pub uploads: BTreeMap<String, Upload>,
    /// Ids for parts that are added.
    pub parts: &'a mut dyn FnMut() -> PartId,
}

/// A picture that was taken in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Upload {
    /// Where this server serves it.
    pub url: WebUrl,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What a client wants changed about an aggregate.
pub trait Input<T: Aggregate>: Send {
    /// The aggregate after the changes.
    ///
    /// # Errors
    /// Everything that is wrong with the input.
    fn apply(self, current: &T, editing: Editing<'_>) -> Result<T, Violations>;
}

/// An input from which an aggregate can also be made.
pub trait NewInput<T: Aggregate>: Input<T> {
    /// A new aggregate with this id; its slug comes from its title and may be taken.
    ///
    /// # Errors
    /// Everything that is wrong with the input, and what a new one needs and does not say.
    fn create(self, id: T::Id, editing: Editing<'_>) -> Result<T, Violations>;
}
