//! Editions of the plan, its fields of action and their sections.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::item::SourcePosition;
use crate::id::{ActionAreaId, ActionPlanId, PartId, Slug};
use crate::text::{LocalizedText, Words};

/// An edition of the plan (Maßnahmenplan).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ActionPlan {
    /// Its id.
    pub id: ActionPlanId,
    /// Its stable name.
    pub slug: Slug,
    /// What it is called.
    pub title: LocalizedText,
    /// What it wants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<LocalizedText>,
    /// When it was adopted, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_on: Option<NaiveDate>,
    /// By which decision, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Words>,
    /// What "short, medium, long" mean in years, where the plan says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizon_years: Option<HorizonYears>,
    /// The document from which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<SourceDocument>,
    /// What else there is to know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<LocalizedText>,
}

/// How many years each term lasts at most.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HorizonYears {
    /// Short term.
    pub short: u8,
    /// Medium term.
    pub medium: u8,
    /// Long term; absent means open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long: Option<u8>,
}

/// A document from which a plan was read.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SourceDocument {
    /// Its file name.
    pub name: Words,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: Words,
    /// How many lines it has.
    pub lines: u32,
}

/// A field of action (Handlungsfeld).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ActionArea {
    /// Its id.
    pub id: ActionAreaId,
    /// Its stable name.
    pub slug: Slug,
    /// The plan to which it belongs.
    pub plan: ActionPlanId,
    /// Where it stands in the plan.
    pub order: u32,
    /// What it is called.
    pub title: LocalizedText,
    /// What it is about, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<LocalizedText>,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePosition>,
    /// Its numbered headings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<PlanSection>,
}

/// A numbered heading inside an area (Abschnitt); sections nest.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSection {
    /// Its id.
    pub id: PartId,
    /// Its stable name.
    pub slug: Slug,
    /// The number as printed.
    pub number: Words,
    /// The section in which it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<PartId>,
    /// What it is called, in our words.
    pub title: LocalizedText,
    /// The heading exactly as adopted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_text: Option<Words>,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourcePosition>,
}
