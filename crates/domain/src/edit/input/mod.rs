//! What a client may send: any strings at all, and for every field whether it is left alone.
//!
//! The field names are those of the schema in camel case; violations name them so.

mod entry;
mod others;
mod parts;
mod plan;
mod responsibility;
mod schedule;
mod structure;

use serde::{Deserialize, Deserializer};

pub use self::entry::{
    AccessConditionInput, AdmissionInput, AgeInput, AgesInput, AudienceInput, AudienceLinkInput,
    CostInput, CounsellingPointInput, CourseInput, EducationBenefitInput, EntryInput, MoneyInput,
    OfferInput,
};
pub use self::others::{
    AddressInput, CoordinatesInput, LocationInput, OrganizationInput, OrganizationProfileInput,
};
pub use self::parts::{
    AccessibilityInput, AvailabilityInput, ContactInput, EntryLanguageInput, ImageInput,
    PersonInput, PlaceInput, RunInput,
};
pub use self::plan::{
    ChallengeInput, CrossReferenceInput, EvaluationCriterionInput, EvaluationInput, FirstStepInput,
    GoalInput, HorizonInput, HorizonPhaseInput, MeasureInput, PlanItemInput, PlanTargetGroupInput,
    ProgressInput, ProgressRetractionInput, ProposedProgressInput, ReferenceTargetInput,
    ResourceInput, SuggestionInput,
};
pub use self::responsibility::ResponsibilityInput;
pub use self::schedule::{
    ClosureInput, ExceptionInput, HoursInput, RuleInput, ScheduleInput, SeasonInput,
};

pub use self::structure::{
    ActionAreaInput, ActionPlanInput, DistrictInput, EmergencyNumberInput, HorizonYearsInput,
    LanguageInput, SiteInput, TargetGroupInput, TermInput, TopicInput,
};

/// What becomes of a field.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Change<T> {
    /// It was not named: it stays as it is.
    #[default]
    Keep,
    /// It was named and is null: nobody knows it any more.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the field was named at all.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// What it becomes, where it becomes something.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

/// A field that is absent stays as it is, and null clears it.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<T>::deserialize(deserializer)?;
        Ok(value.map_or(Self::Clear, Self::Set))
    }
}

/// A text in one language.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct TextVersionInput {
    /// The language, as BCP 47 tag.
    pub language: String,
    /// The words; null removes this language.
    #[serde(default)]
    pub text: Option<String>,
}

/// A text in some languages. Languages that are not named stay: translators and providers write
/// the same text, and neither should have to know what the other wrote. In a new text the first
/// one is the source.
pub type TextInput = Vec<TextVersionInput>;
