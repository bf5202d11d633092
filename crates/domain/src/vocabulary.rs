//! Every vocabulary that readers see, so that none is left without words.

use crate::aggregate::EditorialState;
use crate::audience::AudienceMode;
use crate::code::{Vocabulary, vocabulary};
use crate::entry::{
    AccessConditionKind, AdmissionMode, AppointmentMode, Availability, CefrLevel, ConfirmedBy,
    CostUnit, CourseType, Currency, EducationBenefit, EntryKind, LanguageRole, LifeStage,
    LiteracyLevel, OfferKind, Requirement,
};
use crate::organization::{
    AdministrativeLevel, Cooperation, LegalForm, OrganizationKind, OrganizationStatus,
    VerificationState,
};
use crate::place::{DistrictKind, LocationKind, LocationVisibility, WheelchairAccess};
use crate::plan::{
    Commitment, ImplementationStatus, PlanItemKind, ProposalState, ResourceKind,
    ResponsibilityRole, TargetGroupEmphasis, Term,
};
use crate::policy::Role;
use crate::schedule::{HoursMode, MonthWeek, OpeningState, PublicHolidayRule, SchoolHolidayRule};
use crate::taxonomy::{Gender, TargetGroupAxis};
use crate::text::Direction;
use crate::translation::TranslationState;

/// The vocabularies with their codes, in the order in which they are listed.
#[must_use]
pub fn vocabularies() -> Vec<Vocabulary> {
    vec![
        vocabulary::<EntryKind>(),
        vocabulary::<OfferKind>(),
        vocabulary::<LifeStage>(),
        vocabulary::<AudienceMode>(),
        vocabulary::<TargetGroupEmphasis>(),
        vocabulary::<TargetGroupAxis>(),
        vocabulary::<Gender>(),
        vocabulary::<LanguageRole>(),
        vocabulary::<Direction>(),
        vocabulary::<AppointmentMode>(),
        vocabulary::<AdmissionMode>(),
        vocabulary::<Availability>(),
        vocabulary::<LocationKind>(),
        vocabulary::<LocationVisibility>(),
        vocabulary::<DistrictKind>(),
        vocabulary::<OrganizationKind>(),
        vocabulary::<LegalForm>(),
        vocabulary::<AdministrativeLevel>(),
        vocabulary::<VerificationState>(),
        vocabulary::<OrganizationStatus>(),
        vocabulary::<Cooperation>(),
        vocabulary::<ResponsibilityRole>(),
        vocabulary::<Commitment>(),
        vocabulary::<Term>(),
        vocabulary::<ResourceKind>(),
        vocabulary::<ImplementationStatus>(),
        vocabulary::<PlanItemKind>(),
        vocabulary::<CefrLevel>(),
        vocabulary::<LiteracyLevel>(),
        vocabulary::<CourseType>(),
        vocabulary::<Requirement>(),
        vocabulary::<AccessConditionKind>(),
        vocabulary::<CostUnit>(),
        vocabulary::<Currency>(),
        vocabulary::<EducationBenefit>(),
        vocabulary::<WheelchairAccess>(),
        vocabulary::<OpeningState>(),
        vocabulary::<HoursMode>(),
        vocabulary::<SchoolHolidayRule>(),
        vocabulary::<PublicHolidayRule>(),
        vocabulary::<MonthWeek>(),
        vocabulary::<EditorialState>(),
        vocabulary::<ProposalState>(),
        vocabulary::<TranslationState>(),
        vocabulary::<ConfirmedBy>(),
        vocabulary::<Role>(),
    ]
}
