//! Counselling points (Beratungsstellen).

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::code::codes;
use crate::id::{CounsellingPointId, TopicId};
use crate::taxonomy::Gender;

codes! {
    /// Whether one needs an appointment.
    AppointmentMode {
        /// One just comes.
        WalkIn = "WALK_IN",
        /// Only with an appointment.
        ByAppointment = "BY_APPOINTMENT",
        /// Both are possible.
        Both = "BOTH",
    }
}

/// A standing service at which a person is advised individually (Beratungsstelle).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CounsellingPoint {
    /// Its id.
    pub id: CounsellingPointId,
    /// What it has in common with other entries.
    pub entry: Entry,
    /// What one is advised about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counselling_topics: Vec<TopicId>,
    /// Whether one needs an appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointment_mode: Option<AppointmentMode>,
    /// The genders of those who answer, where that matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered_by: Vec<Gender>,
}
