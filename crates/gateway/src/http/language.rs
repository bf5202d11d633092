//! The languages a reader wants: `?lang=` before `Accept-Language`.

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use domain::text::{LanguagePreferences, LanguageTag};

use super::refusal::Refusal;

/// The wishes of a request, best first.
pub(super) fn wishes(
    lang: Option<&str>,
    headers: &HeaderMap,
) -> Result<LanguagePreferences, Refusal> {
    if let Some(lang) = lang {
        return LanguageTag::parse(lang)
            .map(|tag| LanguagePreferences::new([tag]))
            .map_err(|error| {
                Refusal::malformed(StatusCode::BAD_REQUEST, format!("lang: {error}"))
            });
    }
    let header = headers
        .get_all(ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",");
    Ok(LanguagePreferences::from_accept_language(&header))
}
