//! Which of the two media types of GraphQL an answer is written in (RFC 9110, section 12.5.1).

use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};

use super::refusal::Refusal;

/// The media type of an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Media {
    /// `application/json`: also what a client gets that does not say.
    Json,
    /// `application/graphql-response+json`: the status tells whether the request was executed.
    GraphqlResponse,
}

impl Media {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    const fn essence(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GraphqlResponse => "application/graphql-response+json",
        }
    }
}

/// The media type that the client likes best. Where it likes both equally and names both, the newer
/// one; where it takes anything, JSON.
pub(super) fn media(headers: &HeaderMap) -> Result<Media, Refusal> {
    let ranges: Vec<Range> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(Range::parse)
        .collect();
    if !headers.contains_key(ACCEPT) {
        return Ok(Media::Json);
    }
    let json = liking(&ranges, Media::Json);
    let newer = liking(&ranges, Media::GraphqlResponse);
    match (json, newer) {
        (None, None) => Err(Refusal::malformed(
            StatusCode::NOT_ACCEPTABLE,
            "answers are application/graphql-response+json or application/json; \
             the Accept header takes neither",
        )),
        (Some(_), None) => Ok(Media::Json),
        (None, Some(_)) => Ok(Media::GraphqlResponse),
        (Some(json), Some(newer)) if newer > json || (newer == json && newer.1 == EXACT) => {
            Ok(Media::GraphqlResponse)
        }
        (Some(_), Some(_)) => Ok(Media::Json),
    }
}

/// A weight in thousandths, and how exactly the range names the type.
type Liking = (u16, u8);

const EXACT: u8 = 2;

/// How much the client likes a type: the most exact range decides. Nothing where it refuses it.
fn liking(ranges: &[Range], media: Media) -> Option<Liking> {
    ranges
        .iter()
        .filter_map(|range| Some((range.exactness(media)?, range.weight)))
        .max()
        .map(|(exactness, weight)| (weight, exactness))
        .filter(|(weight, _)| *weight > 0)
}

struct Range {
    essence: String,
    weight: u16,
}

impl Range {
    /// A range that asks for another charset than UTF-8 is not one we can meet.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
        let essence = parts.next().filter(|essence| essence.contains('/'))?;
        let mut weight = 1000;
        for part in parts {
            if let Some(text) = part.strip_prefix("q=") {
                weight = thousandths(text)?;
            } else if let Some(charset) = part.strip_prefix("charset=")
                && !is_utf8(charset)
            {
                return None;
            }
        }
        Some(Self { essence, weight })
    }

    fn exactness(&self, media: Media) -> Option<u8> {
        match self.essence.as_str() {
            essence if essence == media.essence() => Some(EXACT),
            "application/*" => Some(1),
            "*/*" => Some(0),
            _ => None,
        }
    }
}

/// Whether a charset parameter means UTF-8.
pub(super) fn is_utf8(charset: &str) -> bool {
    matches!(
        charset.trim_matches('"').to_ascii_lowercase().as_str(),
        "utf-8" | "utf8"
    )
}

/// A weight of RFC 9110: 0 to 1 with at most three digits after the point.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1 && digits)?;
    let weight = whole * 1000 + format!("{fraction:0<3}").parse::<u16>().ok()?;
    (weight <= 1000).then_some(weight)
}
