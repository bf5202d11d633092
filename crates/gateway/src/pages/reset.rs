//! Choosing a password by a link.

use application::accounts::ResetPassword;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::account::{Account, Password};
use maud::{Markup, html};

use super::Pages;
use super::form::Form;
use super::frame::{Field, Page, Visitor, alert, token_field};
use super::refusal::{Next, foreign_form, mendable, refused, told};
use super::words::{Texts, Words};

const NEXT: Next = Next::Ask("../reset-password");

/// `GET /reset-password/{token}`
pub(super) async fn show(
    State(pages): State<Pages>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Response {
    let accounts = pages.application.accounts();
    match accounts.look_at_reset_link(&token, pages.now()).await {
        Ok(account) => {
            let words = visitor.words(Some(&account.language));
            page(&pages, words, (&token, &account), Wrong::default())
        }
        Err(error) => refused(&pages, &visitor, &error, NEXT),
    }
}

/// `POST /reset-password/{token}`
pub(super) async fn take(
    State(pages): State<Pages>,
    Path(token): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let form = match Form::take(&pages, &headers, body).await {
        Ok(form) if form.is_of(&token) => form,
        Ok(_) => return foreign_form(&pages, &visitor, StatusCode::FORBIDDEN),
        Err(status) => return foreign_form(&pages, &visitor, status),
    };
    let accounts = pages.application.accounts();
    let account = match accounts.look_at_reset_link(&token, pages.now()).await {
        Ok(account) => account,
        Err(error) => return refused(&pages, &visitor, &error, NEXT),
    };
    let words = visitor.words(Some(&account.language));
    let password = match repeated(&form, words) {
        Ok(password) => password,
        Err(wrong) => return page(&pages, words, (&token, &account), wrong),
    };
    let input = ResetPassword {
        token: token.clone(),
        password,
    };
    let circumstance = pages.circumstance(&visitor);
    match Box::pin(accounts.reset_password(input, &circumstance)).await {
        Ok(()) => {
            let texts = &words.texts;
            Page {
                status: StatusCode::OK,
                words,
                title: &texts.saved_title,
                depth: 2,
                body: html! { p role="status" { (texts.saved_text) } },
            }
            .written(&pages)
        }
        Err(error) => match mendable(&error) {
            Some(violations) => {
                let wrong = Wrong {
                    password: told(violations, "password", words),
                    repeat: None,
                };
                page(&pages, words, (&token, &account), wrong)
            }
            None => refused(&pages, &visitor, &error, NEXT),
        },
    }
}

/// What is wrong with a password that somebody chooses.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) password: Option<String>,
    pub(super) repeat: Option<String>,
}

/// The password, where it was entered twice alike.
pub(super) fn repeated(form: &Form, words: &Words) -> Result<String, Wrong> {
    let password = form.field("password").unwrap_or_default();
    let repeat = form.field("repeat").unwrap_or_default();
    if password == repeat {
        Ok(password.to_owned())
    } else {
        Err(Wrong {
            password: None,
            repeat: Some(words.texts.mismatch.clone()),
        })
    }
}

/// The two fields for a password. The address stands before them for programs that keep passwords.
pub(super) fn fields(texts: &Texts, email: &str, wrong: Wrong) -> Markup {
    let hint = texts.hint.replace("{min}", &Password::MIN.to_string());
    let password = Field {
        name: "password",
        kind: "password",
        label: &texts.password,
        hint: Some(hint),
        value: "",
        autocomplete: "new-password",
        error: wrong.password,
    };
    let repeat = Field {
        name: "repeat",
        kind: "password",
        label: &texts.repeat,
        hint: None,
        value: "",
        autocomplete: "new-password",
        error: wrong.repeat,
    };
    html! {
        div class="field" {
            label for="username" { (texts.email) }
            input id="username" type="email" dir="ltr" value=(email) readonly autocomplete="username";
        }
        (password.html())
        (repeat.html())
    }
}

fn page(
    pages: &Pages,
    words: &'static Words,
    (token, account): (&str, &Account),
    wrong: Wrong,
) -> Response {
    let texts = &words.texts;
    let is_wrong = wrong.password.is_some() || wrong.repeat.is_some();
    let email = account.email.as_ref().map_or("", |email| email.as_str());
    let body = html! {
        @if is_wrong { (alert(&texts.errors_title)) }
        form method="post" novalidate {
            (token_field(token))
            (fields(texts, email, wrong))
            button type="submit" { (texts.save) }
        }
    };
    Page {
        status: if is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        words,
        title: &texts.reset_title,
        depth: 2,
        body,
    }
    .written(pages)
}
