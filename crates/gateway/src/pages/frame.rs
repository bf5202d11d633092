//! What stands around every page, and who looks at it.

use axum::extract::{FromRequestParts, Query};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::taxonomy::Language;
use domain::text::{LanguagePreferences, LanguageTag};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Deserialize;

use super::Pages;
use super::words::{Words, direction};
use crate::http::{ClientAddress, SameOriginOnly, page_style};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Who looks at a page.
pub(super) struct Visitor {
    /// The language that the address names.
    chosen: Option<LanguageTag>,
    /// What the browser asks for.
    accepted: LanguagePreferences,
    pub(super) address: Option<ClientAddress>,
}

#[derive(Deserialize)]
struct Choice {
    lang: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let choice = Query::<Choice>::from_request_parts(parts, state).await.ok();
        let lang = choice.and_then(|Query(choice)| choice.lang);
        Ok(Self {
            chosen: lang.and_then(|lang| LanguageTag::parse(&lang).ok()),
            accepted: accepted(&parts.headers),
            address: ClientAddress::of(&parts.extensions),
        })
    }
}

fn accepted(headers: &HeaderMap) -> LanguagePreferences {
    let header = headers.get(axum::http::header::ACCEPT_LANGUAGE);
    let header = header.and_then(|value| value.to_str().ok());
    LanguagePreferences::from_accept_language(header.unwrap_or_default())
}

impl Visitor {
    /// The words for this visitor: as the address says, in the language of the account or of the
    /// invitation, or else as the browser asks.
    pub(super) fn words(&self, own: Option<&LanguageTag>) -> &'static Words {
        let known = self.chosen.iter().chain(own);
        let wishes = known.chain(self.accepted.tags()).cloned();
        Words::in_best(&LanguagePreferences::new(wishes))
    }
}

/// A page before it is written.
pub(super) struct Page<'a> {
    pub(super) status: StatusCode,
    pub(super) words: &'static Words,
    pub(super) title: &'a str,
    /// How many steps the address lies below the root.
    pub(super) depth: usize,
    pub(super) body: Markup,
}

impl Page<'_> {
    pub(super) fn written(self, pages: &Pages) -> Response {
        let Self {
            status,
            words,
            title,
            depth,
            body,
        } = self;
        let root = "../".repeat(depth.saturating_sub(1));
        let html = html! {
            (DOCTYPE)
            html lang=(words.language.as_str()) dir=(words.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { (title) }
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href={ (root) (page_style()) };
                }
                body class="form-page" {
                    main {
                        h1 { (title) }
                        (body)
                    }
                    (switch(pages, words))
                }
            }
        };
        let headers = [
            (
                CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            ),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
            (ROBOTS, HeaderValue::from_static("noindex")),
            (
                CONTENT_LANGUAGE,
                HeaderValue::from_str(words.language.as_str())
                    .unwrap_or(HeaderValue::from_static("de")),
            ),
        ];
        let mut response = (status, headers, html.into_string()).into_response();
        response.extensions_mut().insert(SameOriginOnly);
        response
    }
}

/// The same page in another language. It is opened anew: what was entered stays on the old one.
fn switch(pages: &Pages, words: &Words) -> Markup {
    let snapshot = pages.application.snapshot();
    let own_name = |tag: &LanguageTag| {
        let mut languages = snapshot.shelf::<Language>().iter();
        let found = languages.find(|language| language.tag == *tag);
        found.map_or_else(|| tag.to_string(), |it| it.endonym.as_str().to_owned())
    };
    html! {
        nav aria-label=(words.texts.languages) {
            ul {
                @for tag in Words::languages() {
                    li {
                        @if *tag == words.language {
                            span aria-current="true" lang=(tag.as_str()) dir=(direction(tag)) { (own_name(tag)) }
                        } @else {
                            a href={ "?lang=" (tag.as_str()) } hreflang=(tag.as_str()) lang=(tag.as_str()) dir=(direction(tag)) rel="nofollow" {
                                (own_name(tag))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A field for one line of text, with what is wrong with it.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) kind: &'a str,
    pub(super) label: &'a str,
    pub(super) hint: Option<String>,
    pub(super) value: &'a str,
    pub(super) autocomplete: &'a str,
    pub(super) error: Option<String>,
}

impl Field<'_> {
    pub(super) fn html(&self) -> Markup {
        let (hint_id, error_id) = (
            format!("{}-hint", self.name),
            format!("{}-error", self.name),
        );
        let described: Vec<&str> = [
            self.error.as_ref().map(|_| error_id.as_str()),
            self.hint.as_ref().map(|_| hint_id.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let described = described.join(" ");
        html! {
            div class="field" {
                label for=(self.name) { (self.label) }
                @if let Some(hint) = &self.hint { p id=(hint_id) class="hint" { (hint) } }
                @if let Some(error) = &self.error { p id=(error_id) class="error" { (error) } }
                input id=(self.name) name=(self.name) type=(self.kind) value=(self.value)
                    autocomplete=(self.autocomplete) required
                    aria-describedby=[(!described.is_empty()).then_some(described)]
                    aria-invalid=[self.error.as_ref().map(|_| "true")];
            }
        }
    }
}

/// The token of the page, so that only whoever has it can send the form.
pub(super) fn token_field(token: &str) -> Markup {
    html! { input type="hidden" name="token" value=(token); }
}

/// What is wrong, above the form, told at once to whoever hears the page.
pub(super) fn alert(text: &str) -> Markup {
    html! { p class="error" role="alert" { (text) } }
}

/// A text in a language of its own.
pub(super) fn foreign(text: &str, language: &LanguageTag) -> Markup {
    html! { span lang=(language.as_str()) dir=(direction(language)) { (text) } }
}

/// Nothing.
pub(super) fn nothing() -> Markup {
    PreEscaped(String::new())
}
