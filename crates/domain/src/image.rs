//! Pictures, always with words for those who do not see them.

use serde::{Deserialize, Serialize};

use crate::contact::WebUrl;
use crate::id::PartId;
use crate::text::{LocalizedText, Words};

/// A picture (Bild).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Kept when the picture changes.
    pub id: PartId,
    /// Where this server serves it.
    pub url: WebUrl,
    /// What is to be seen on it.
    pub alternative_text: LocalizedText,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Words>,
    /// Under which licence, as SPDX identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<Words>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}
