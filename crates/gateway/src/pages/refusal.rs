//! What is said where a link does not work, and what to do then.

use application::UseCaseError;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use domain::violation::{Rule, Violation, Violations};
use maud::{Markup, html};

use super::Pages;
use super::frame::{Page, Visitor, nothing};
use super::words::Words;

/// What somebody can do whose link does not work.
#[derive(Clone, Copy)]
pub(super) enum Next {
    /// Wait for the next mail.
    Wait,
    /// Ask for another link, there.
    Ask(&'static str),
    /// Ask whoever has invited.
    AskInviter,
}

/// What is wrong with the input, where that is not the link itself.
pub(super) fn mendable(error: &UseCaseError) -> Option<&Violations> {
    match error {
        UseCaseError::Rejected(violations) if link_rule(violations).is_none() => Some(violations),
        _ => None,
    }
}

/// What is wrong with a field, in the reader's words.
pub(super) fn told(violations: &Violations, field: &str, words: &Words) -> Option<String> {
    let of_field = |violation: &&Violation| violation.path.first().is_some_and(|it| it == field);
    let violation = violations.all().iter().find(of_field)?;
    Some(crate::mutation::explain(violation, &words.language))
}

/// The page for what cannot be mended by entering something else.
pub(super) fn refused(
    pages: &Pages,
    visitor: &Visitor,
    error: &UseCaseError,
    next: Next,
) -> Response {
    let words = visitor.words(None);
    let texts = &words.texts;
    let page = |status, title, body| Page {
        status,
        words,
        title,
        depth: 2,
        body,
    };
    match error {
        UseCaseError::Rejected(violations) => {
            let status = match link_rule(violations) {
                Some(Rule::Expired | Rule::AlreadyUsed) => StatusCode::GONE,
                _ => StatusCode::NOT_FOUND,
            };
            let body = html! {
                p { (texts.gone_text) }
                (what_next(words, next))
            };
            page(status, &texts.gone_title, body).written(pages)
        }
        UseCaseError::Busy { retry_after } => {
            let body = html! { p { (texts.wait) } };
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = page(status, &texts.unavailable_title, body).written(pages);
            let seconds = retry_after.as_secs().max(1);
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
            response
        }
        error => {
            let error = error as &dyn std::error::Error;
            tracing::error!(error, "a page cannot be shown");
            let body = html! { p { (texts.unavailable_text) } };
            let status = StatusCode::SERVICE_UNAVAILABLE;
            page(status, &texts.unavailable_title, body).written(pages)
        }
    }
}

/// A form that did not come from its page.
pub(super) fn foreign_form(pages: &Pages, visitor: &Visitor, status: StatusCode) -> Response {
    let words = visitor.words(None);
    Page {
        status,
        words,
        title: &words.texts.unavailable_title,
        depth: 2,
        body: html! { p { (words.texts.gone_text) } },
    }
    .written(pages)
}

fn what_next(words: &Words, next: Next) -> Markup {
    let texts = &words.texts;
    match next {
        Next::Wait => html! { p { (texts.next_confirm) } },
        Next::Ask("") => nothing(),
        Next::Ask(address) => {
            html! { p { a class="button" href={ (address) "?lang=" (words.language.as_str()) } { (texts.next_link) } } }
        }
        Next::AskInviter => html! { p { (texts.next_invitation) } },
    }
}

fn link_rule(violations: &Violations) -> Option<&Rule> {
    let of_link = |violation: &&Violation| violation.path.first().is_some_and(|it| it == "token");
    violations.all().iter().find(of_link).map(|it| &it.rule)
}
