//! Asking for a link. The answer does not tell whether there is an account.

use application::UseCaseError;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;

use super::Pages;
use super::form::Form;
use super::frame::{Field, Page, Visitor};
use super::refusal::{Next, foreign_form, mendable, refused, told};
use super::words::{Texts, Words};

/// What the link is for.
#[derive(Clone, Copy)]
enum Purpose {
    LogIn,
    Reset,
}

impl Purpose {
    fn title(self, texts: &Texts) -> &str {
        match self {
            Self::LogIn => &texts.log_in_title,
            Self::Reset => &texts.reset_title,
        }
    }
}

/// `GET /log-in`
pub(super) async fn show_log_in(State(pages): State<Pages>, visitor: Visitor) -> Response {
    show(&pages, Purpose::LogIn, visitor.words(None), ("", None))
}

/// `GET /reset-password`
pub(super) async fn show_reset(State(pages): State<Pages>, visitor: Visitor) -> Response {
    show(&pages, Purpose::Reset, visitor.words(None), ("", None))
}

/// `POST /log-in`
pub(super) async fn log_in(
    State(pages): State<Pages>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Body,
) -> Response {
    take(&pages, Purpose::LogIn, visitor, (&headers, body)).await
}

/// `POST /reset-password`
pub(super) async fn reset(
    State(pages): State<Pages>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Body,
) -> Response {
    take(&pages, Purpose::Reset, visitor, (&headers, body)).await
}

async fn take(
    pages: &Pages,
    purpose: Purpose,
    visitor: Visitor,
    (headers, body): (&HeaderMap, Body),
) -> Response {
    let words = visitor.words(None);
    let form = match Form::take(pages, headers, body).await {
        Ok(form) => form,
        Err(status) => return foreign_form(pages, &visitor, status),
    };
    let email = form.field("email").unwrap_or_default();
    let asked = ask(pages, purpose, (email, words), &visitor).await;
    match asked {
        Ok(()) => {
            let texts = &words.texts;
            Page {
                status: StatusCode::OK,
                words,
                title: &texts.sent_title,
                depth: 1,
                body: html! { p role="status" { (texts.sent_text) } },
            }
            .written(pages)
        }
        Err(error) => match mendable(&error) {
            Some(violations) => {
                let error = told(violations, "email", words);
                show(pages, purpose, words, (email, error))
            }
            None => refused(pages, &visitor, &error, Next::Ask("")),
        },
    }
}

async fn ask(
    pages: &Pages,
    purpose: Purpose,
    (email, words): (&str, &Words),
    visitor: &Visitor,
) -> Result<(), UseCaseError> {
    let accounts = pages.application.accounts();
    let circumstance = pages.circumstance(visitor);
    let language = Some(words.language.clone());
    match purpose {
        Purpose::LogIn => {
            accounts
                .request_login_link(email, language, &circumstance)
                .await
        }
        Purpose::Reset => {
            let asked = accounts.request_password_reset(email, language, &circumstance);
            asked.await
        }
    }
}

fn show(
    pages: &Pages,
    purpose: Purpose,
    words: &'static Words,
    (email, error): (&str, Option<String>),
) -> Response {
    let texts = &words.texts;
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let field = Field {
        name: "email",
        kind: "email",
        label: &texts.email,
        hint: None,
        value: email,
        autocomplete: "email",
        error,
    };
    let body = html! {
        p { (texts.request_text) }
        form method="post" novalidate {
            (field.html())
            button type="submit" { (texts.send_link) }
        }
    };
    Page {
        status,
        words,
        title: purpose.title(texts),
        depth: 1,
        body,
    }
    .written(pages)
}
