//! Offers (Angebote) and their rounds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Entry, Place};
use crate::code::codes;
use crate::id::{OfferId, PartId};
use crate::period::{Instant, Period};
use crate::text::{LocalizedText, Words};

codes! {
    /// What kind of offer it is.
    OfferKind {
        /// A course with a beginning, an end and something to learn.
        Course = "COURSE",
        /// A regular meeting.
        Meeting = "MEETING",
        /// Something that takes place once.
        Event = "EVENT",
        /// Sport.
        Sport = "SPORT",
        /// Culture.
        Culture = "CULTURE",
        /// Somebody accompanies somebody (Patenschaft).
        Mentoring = "MENTORING",
        /// Children are looked after.
        Childcare = "CHILDCARE",
        /// Help with homework and learning.
        Tutoring = "TUTORING",
        /// Interpreting.
        Interpreting = "INTERPRETING",
        /// Things to borrow.
        Lending = "LENDING",
        /// Something that volunteers can do.
        Volunteering = "VOLUNTEERING",
        /// Information.
        Information = "INFORMATION",
        /// Money.
        FinancialSupport = "FINANCIAL_SUPPORT",
        /// Protection and shelter.
        Protection = "PROTECTION",
        /// A network of those who work in the field.
        Network = "NETWORK",
        /// A project.
        Project = "PROJECT",
        /// Something else.
        Other = "OTHER",
    }

    /// Levels of the Common European Framework of Reference for Languages.
    CefrLevel {
        /// Beginner.
        A1 = "A1",
        /// Elementary.
        A2 = "A2",
        /// Intermediate.
        B1 = "B1",
        /// Upper intermediate.
        B2 = "B2",
        /// Advanced.
        C1 = "C1",
        /// Near native.
        C2 = "C2",
    }

    /// How well one has to read and write.
    LiteracyLevel {
        /// Not at all.
        None = "NONE",
        /// The letters.
        Basic = "BASIC",
        /// Fluently.
        Fluent = "FLUENT",
    }

    /// Types of language courses.
    CourseType {
        /// Integration course by the German integration-course ordinance.
        IntegrationCourse = "INTEGRATION_COURSE",
        /// Course for those who learn to read and write.
        LiteracyCourse = "LITERACY_COURSE",
        /// German for work (Berufssprachkurs).
        VocationalLanguageCourse = "VOCATIONAL_LANGUAGE_COURSE",
        /// First orientation for asylum seekers (Erstorientierungskurs).
        FirstOrientationCourse = "FIRST_ORIENTATION_COURSE",
        /// Another language course.
        GeneralLanguageCourse = "GENERAL_LANGUAGE_COURSE",
        /// Another course.
        Other = "OTHER",
    }

    /// Whether there is room in a round.
    Availability {
        /// There is.
        Open = "OPEN",
        /// One can be put on a list.
        WaitingList = "WAITING_LIST",
        /// There is none.
        Full = "FULL",
    }
}

/// Something a person can take part in or use (Angebot).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// What it has in common with other entries.
    pub entry: Entry,
    /// What kind of offer it is.
    pub kind: OfferKind,
    /// Whether one can take part without a membership or a long commitment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_long_commitment: Option<bool>,
    /// What a course asks for and teaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<Course>,
    /// Its dated rounds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
}

/// What a course asks for and teaches.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// The level one needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_required: Option<CefrLevel>,
    /// How well one has to read and write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literacy_required: Option<LiteracyLevel>,
    /// The level one reaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_taught: Option<CefrLevel>,
    /// The type of course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course_type: Option<CourseType>,
    /// Who accredited it (for example the BAMF).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accreditation: Option<Words>,
}

/// One dated round of an offer (Durchführung); `CourseInstance` of schema.org.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Kept when the round changes.
    pub id: PartId,
    /// From when until when.
    pub period: Period,
    /// What to know about this round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
    /// Where, when it differs from the offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The last day on which one can register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration_deadline: Option<NaiveDate>,
    /// How many people have room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Whether there is room, as last reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<AvailabilityReport>,
}

/// Whether there is room, and how long that report holds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityReport {
    /// Whether there is room.
    pub availability: Availability,
    /// When that was reported.
    pub reported_at: Instant,
    /// Until when it holds; afterwards nobody knows.
    pub valid_until: Instant,
}

impl AvailabilityReport {
    /// Whether there is room at this moment, or nothing where the report is too old.
    #[must_use]
    pub fn at(&self, now: Instant) -> Option<Availability> {
        (self.reported_at <= now && now <= self.valid_until).then_some(self.availability)
    }
}
