//! Accepting an invitation.

use application::accounts::{AcceptInvitation, InvitationPreview};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::organization::Organization;
use domain::text::LanguageTag;
use maud::{Markup, html};

use super::Pages;
use super::form::Form;
use super::frame::{Field, Page, Visitor, alert, foreign, token_field};
use super::refusal::{Next, foreign_form, mendable, refused, told};
use super::reset::{Wrong, fields, repeated};
use super::words::Words;

/// `GET /invitation/{token}`
pub(super) async fn show(
    State(pages): State<Pages>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Response {
    let accounts = pages.application.accounts();
    match accounts.invitation(&token, pages.now()).await {
        Ok(preview) => {
            let words = visitor.words(Some(&preview.language));
            page(&pages, words, (&token, &preview), Entered::default())
        }
        Err(error) => refused(&pages, &visitor, &error, Next::AskInviter),
    }
}

/// `POST /invitation/{token}`
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
    let preview = match accounts.invitation(&token, pages.now()).await {
        Ok(preview) => preview,
        Err(error) => return refused(&pages, &visitor, &error, Next::AskInviter),
    };
    let words = visitor.words(Some(&preview.language));
    let name = form.field("name").unwrap_or_default().to_owned();
    let password = match repeated(&form, words) {
        Ok(password) => password,
        Err(wrong) => {
            let entered = Entered {
                name: &name,
                wrong_name: None,
                wrong,
            };
            return page(&pages, words, (&token, &preview), entered);
        }
    };
    let language = form
        .field("language")
        .and_then(|tag| LanguageTag::parse(tag).ok());
    let input = AcceptInvitation {
        token: token.clone(),
        name: Some(name.clone()),
        password: Some(password),
        language: language.filter(|tag| Words::languages().any(|known| known == tag)),
    };
    let circumstance = pages.circumstance(&visitor);
    match Box::pin(accounts.accept_invitation(input, &circumstance)).await {
        Ok(accepted) => {
            if let Some(signed_in) = accepted.signed_in {
                pages.end_session(&signed_in.access_token).await;
            }
            let texts = &words.texts;
            Page {
                status: StatusCode::OK,
                words,
                title: &texts.accepted_title,
                depth: 2,
                body: html! { p role="status" { (texts.accepted_text) } },
            }
            .written(&pages)
        }
        Err(error) => match mendable(&error) {
            Some(violations) => {
                let entered = Entered {
                    name: &name,
                    wrong_name: told(violations, "name", words),
                    wrong: Wrong {
                        password: told(violations, "password", words),
                        repeat: None,
                    },
                };
                page(&pages, words, (&token, &preview), entered)
            }
            None => refused(&pages, &visitor, &error, Next::AskInviter),
        },
    }
}

/// What somebody entered, and what is wrong with it.
#[derive(Default)]
struct Entered<'a> {
    name: &'a str,
    wrong_name: Option<String>,
    wrong: Wrong,
}

fn page(
    pages: &Pages,
    words: &'static Words,
    (token, preview): (&str, &InvitationPreview),
    entered: Entered<'_>,
) -> Response {
    let texts = &words.texts;
    let Entered {
        name,
        wrong_name,
        wrong,
    } = entered;
    let is_wrong = wrong_name.is_some() || wrong.password.is_some() || wrong.repeat.is_some();
    let name = Field {
        name: "name",
        kind: "text",
        label: &texts.name,
        hint: None,
        value: name,
        autocomplete: "name",
        error: wrong_name,
    };
    let body = html! {
        @if is_wrong { (alert(&texts.errors_title)) }
        p { (texts.invitation_text) }
        (organization(pages, words, preview))
        form method="post" novalidate {
            (token_field(token))
            @if preview.needs_account {
                (name.html())
                (fields(texts, preview.email.as_str(), wrong))
                (languages(pages, words))
            }
            button type="submit" { (texts.accept) }
        }
    };
    Page {
        status: if is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        words,
        title: &texts.invitation_title,
        depth: 2,
        body,
    }
    .written(pages)
}

fn organization(pages: &Pages, words: &Words, preview: &InvitationPreview) -> Markup {
    let snapshot = pages.application.snapshot();
    let invited = preview.organization;
    let found = invited.and_then(|(id, _)| snapshot.find::<Organization>(id));
    html! {
        @if let Some(organization) = found {
            @let name = organization.name.serve(std::slice::from_ref(&words.language)).version;
            p { (words.texts.organization) ": " strong { (foreign(name.text.as_str(), &name.language)) } }
        }
    }
}

/// In which language mails are to be: as a rule that of the page.
fn languages(pages: &Pages, words: &Words) -> Markup {
    let snapshot = pages.application.snapshot();
    let own_name = |tag: &LanguageTag| {
        let mut languages = snapshot.shelf::<domain::taxonomy::Language>().iter();
        let found = languages.find(|language| language.tag == *tag);
        found.map_or_else(|| tag.to_string(), |it| it.endonym.as_str().to_owned())
    };
    html! {
        div class="field" {
            label for="language" { (words.texts.mail_language) }
            select id="language" name="language" {
                @for tag in Words::languages() {
                    option value=(tag.as_str()) lang=(tag.as_str()) selected[*tag == words.language] { (own_name(tag)) }
                }
            }
        }
    }
}
