//! "Is everything still correct?": one page for all entries of a reminder.

use application::freshness::{Answer, AnswerRefused, ConfirmationRound, RoundEntry, Standing};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::entry::EntryId;
use domain::id::EntityId;
use domain::period::Instant;
use domain::site::Site;
use maud::{Markup, html};

use super::Pages;
use super::form::Form;
use super::frame::{Page, Visitor, alert, foreign, token_field};
use super::refusal::{Next, foreign_form, refused};
use super::words::{Texts, Words};

const CORRECT: &str = "correct";
const CHANGE: &str = "change";
const ENDED: &str = "ended";

/// What came of a form.
#[derive(Default)]
struct Outcome {
    /// Entries that somebody wants to change.
    changes: Vec<EntryId>,
    refused: Vec<(EntryId, AnswerRefused)>,
    /// Whether nothing was chosen.
    is_empty: bool,
}

/// `GET /confirm/{token}`
pub(super) async fn show(
    State(pages): State<Pages>,
    Path(token): Path<String>,
    visitor: Visitor,
) -> Response {
    shown(&pages, &visitor, &token, Outcome::default()).await
}

/// `POST /confirm/{token}`
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
    let (answers, changes) = answers(&form);
    let accounts = pages.application.accounts();
    let now = pages.now();
    let ids = || accounts.fresh_id(now);
    let application = &pages.application;
    let answered = application.answer_confirmation(&token, &answers, (&ids, now));
    match Box::pin(answered).await {
        Ok(refused) => {
            let outcome = Outcome {
                is_empty: answers.is_empty() && changes.is_empty(),
                changes,
                refused,
            };
            shown(&pages, &visitor, &token, outcome).await
        }
        Err(error) => refused(&pages, &visitor, &error, Next::Wait),
    }
}

/// What was answered about which revision of an entry, and what somebody wants to change. The button
/// for all answers for every entry of the form.
fn answers(form: &Form) -> (Vec<(EntryId, u32, Answer)>, Vec<EntryId>) {
    let for_all = form.field("all").is_some();
    let (mut answers, mut changes) = (Vec::new(), Vec::new());
    for (global, revision) in form.fields("revision.") {
        let id = EntityId::from_global(global).ok();
        let id = id.and_then(|id| EntryId::try_from(id).ok());
        let Some((id, revision)) = id.zip(revision.parse().ok()) else {
            continue;
        };
        let chosen = form.field(&format!("answer.{global}"));
        match chosen.filter(|_| !for_all).or(for_all.then_some(CORRECT)) {
            Some(CORRECT) => answers.push((id, revision, Answer::Correct)),
            Some(ENDED) => answers.push((id, revision, Answer::Ended)),
            Some(CHANGE) => changes.push(id),
            _ => {}
        }
    }
    (answers, changes)
}

async fn shown(pages: &Pages, visitor: &Visitor, token: &str, outcome: Outcome) -> Response {
    let round = pages.application.confirmation_round(token, pages.now());
    let round = match round.await {
        Ok(round) => round,
        Err(error) => return refused(pages, visitor, &error, Next::Wait),
    };
    let words = visitor.words(Some(&round.language));
    let texts = &words.texts;
    let open = round.entries.iter();
    let open = open.filter(|it| it.standing == Standing::Open).count();
    let is_wrong = outcome.is_empty && open > 0;
    let body = html! {
        @if is_wrong { (alert(&texts.nothing_chosen)) }
        @if open == 0 {
            p role="status" { strong { (texts.all_done) } }
        } @else {
            p { (texts.confirm_intro) }
        }
        (entries(pages, words, token, &round, &outcome, open))
    };
    Page {
        status: if is_wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        words,
        title: &texts.confirm_title,
        depth: 2,
        body,
    }
    .written(pages)
}

fn entries(
    pages: &Pages,
    words: &Words,
    token: &str,
    round: &ConfirmationRound,
    outcome: &Outcome,
    open: usize,
) -> Markup {
    let texts = &words.texts;
    let is_open = |entry: &&RoundEntry| entry.standing == Standing::Open;
    html! {
        @for entry in round.entries.iter().filter(|entry| !is_open(entry)) {
            section class="done" {
                h2 { (title(entry, words)) }
                p { (done(entry, texts)) }
            }
        }
        @if open > 0 {
            form method="post" {
                (token_field(token))
                @for entry in round.entries.iter().filter(is_open) {
                    (question(pages, words, entry, outcome))
                }
                button type="submit" { (texts.send) }
                @if open > 1 {
                    button type="submit" name="all" value="correct" class="second" { (texts.all_correct) }
                }
            }
        }
    }
}

fn title(entry: &RoundEntry, words: &Words) -> Markup {
    let served = entry
        .entry
        .title
        .serve(std::slice::from_ref(&words.language));
    let version = served.version;
    foreign(version.text.as_str(), &version.language)
}

fn done(entry: &RoundEntry, texts: &Texts) -> Markup {
    match entry.standing {
        Standing::Confirmed(_, at) => html! { (texts.done_correct) " " (day(at)) },
        Standing::InReview => html! { (texts.done_review) },
        Standing::Open => html! {},
    }
}

fn question(pages: &Pages, words: &Words, entry: &RoundEntry, outcome: &Outcome) -> Markup {
    let texts = &words.texts;
    let id = EntityId::from(entry.id);
    let global = id.to_global();
    let refused = outcome.refused.iter().find(|(id, _)| *id == entry.id);
    let wants_change = outcome.changes.contains(&entry.id);
    let name = format!("answer.{global}");
    let choices = [
        (CORRECT, &texts.correct),
        (CHANGE, &texts.change),
        (ENDED, &texts.ended),
    ];
    html! {
        fieldset {
            legend { (title(entry, words)) }
            @match refused {
                Some((_, AnswerRefused::Changed)) => { (alert(&texts.changed_since)) }
                Some((_, AnswerRefused::NotPossible)) => { (alert(&texts.not_possible)) }
                None => {}
            }
            (facts(pages, words, entry))
            @if wants_change {
                div role="status" class="note" {
                    @match pages.application.editorial().edit_page.as_ref() {
                        Some(page) => { p { a class="button" href=(page.of(id)) { (texts.change_here) } } }
                        None => { p { (texts.change_how) } }
                    }
                }
            }
            input type="hidden" name={ "revision." (global) } value=(entry.revision);
            @for (value, label) in choices {
                label class="choice" {
                    input type="radio" name=(name) value=(value) checked[wants_change && value == CHANGE];
                    span { (label) }
                }
            }
        }
    }
}

/// What the public reads, as far as it can be checked at a glance.
fn facts(pages: &Pages, words: &Words, entry: &RoundEntry) -> Markup {
    let texts = &words.texts;
    let content = &entry.entry;
    let wishes = std::slice::from_ref(&words.language);
    let summary = content.summary.as_ref().map(|it| it.serve(wishes).version);
    let places = content.places.iter().flat_map(|place| &place.contacts);
    let contacts = || content.contacts.iter().chain(places.clone());
    let snapshot = pages.application.snapshot();
    let site = snapshot.shelf::<Site>().iter().next();
    let base = site.and_then(|site| site.entry_url.as_ref());
    html! {
        @if let Some(summary) = summary {
            p { (foreign(summary.text.as_str(), &summary.language)) }
        }
        @if contacts().any(|it| it.phone.is_some() || it.email.is_some()) {
            ul {
                @for contact in contacts() {
                    @if let Some(phone) = &contact.phone {
                        li { (texts.phone) ": " bdi dir="ltr" { (phone.as_str()) } }
                    }
                    @if let Some(email) = &contact.email {
                        li { (texts.email) ": " bdi dir="ltr" { (email.as_str()) } }
                    }
                }
            }
        }
        @if let Some(confirmation) = content.confirmation {
            p { (texts.last_confirmed) " " (day(confirmation.at)) }
        }
        @if let Some(base) = base {
            p {
                a href={ (base.as_str().trim_end_matches('/')) "/" (content.slug.as_str()) } { (texts.view) }
            }
        }
    }
}

/// The day it was in Minden, in figures that are read alike everywhere.
fn day(at: Instant) -> Markup {
    let day = application::local_day(at).to_string();
    html! { time datetime=(day) dir="ltr" { (day) } }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::day;

    #[test]
    fn late_in_the_evening_it_is_the_next_day_in_minden() {
        let late: chrono::DateTime<chrono::Utc> = "2026-03-01T23:30:00Z".parse().unwrap();
        let shown = day(late.into()).into_string();
        insta::assert_snapshot!(shown, @r#"<time datetime="2026-03-02" dir="ltr">2026-03-02</time>"#);
    }
}
