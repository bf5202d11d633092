//! A link to sign in, where no app takes it: its code, to be copied into one.
//!
//! The page begins no session. Tokens in a page would stand in its history and in the hands of
//! whatever reads it; the code is what the mail held anyway, works once and for minutes, and the app
//! exchanges it (`loginByLink`), with the second factor where there is one.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::Pages;
use super::frame::{Page, Visitor};
use super::refusal::{Next, refused};

/// `GET /log-in/{token}`
pub(super) async fn show(
    State(pages): State<Pages>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Response {
    let accounts = pages.application.accounts();
    let account = match accounts.look_at_login_link(&token, pages.now()).await {
        Ok(account) => account,
        Err(error) => return refused(&pages, &visitor, &error, Next::Ask("../log-in")),
    };
    let words = visitor.words(Some(&account.language));
    let texts = &words.texts;
    let body = html! {
        p { (texts.code_text) }
        div class="field" {
            label for="code" { (texts.code) }
            input id="code" type="text" dir="ltr" value=(token) readonly autocomplete="off" spellcheck="false";
        }
    };
    Page {
        status: StatusCode::OK,
        words,
        title: &texts.log_in_title,
        depth: 2,
        body,
    }
    .written(&pages)
}
