//! Facts about the pages, asked over HTTP as a browser would.

#![allow(clippy::unwrap_used)]

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use domain::account::MembershipRole;
use domain::id::{OfferId, TypedId};
use domain::mail::MailTemplate;
use domain::period::Instant;
use serde_json::{Value, json};

use crate::tests::program::{Page, Program, Role, Somebody, now};
use crate::tests::writing::{course, revision_of, with};

/// A form as a browser sends it.
fn form(fields: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    form.finish()
}

impl Program {
    async fn get_page(&self, address: &str) -> Page {
        let request = Request::get(address).body(Body::empty()).unwrap();
        self.page(request).await
    }

    async fn post_page(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::post(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form(fields)))
            .unwrap();
        self.page(request).await
    }

    /// The path of the link in the last mail of this template.
    async fn path_in(&self, template: MailTemplate, at: Instant) -> String {
        let mails = self.accounts().mails_due(at, 200).await.unwrap();
        let mut found = mails.into_iter().filter(|it| it.mail.template == template);
        let link = found.next_back().unwrap().mail.values.link.unwrap();
        let path = link.as_str().strip_prefix("https://example.org").unwrap();
        path.to_owned()
    }

    /// Entries that are published, their editor, and the path of the link in the reminder.
    async fn reminded(&self, language: &str) -> (Vec<String>, Somebody, String) {
        let editor = self.somebody(Role::Editor).await;
        let coordinator = self.somebody(Role::Coordinator).await;
        let change = "mutation($l: LanguageTag!) { changeProfile(input: { language: $l }) {
            userErrors { code } } }";
        self.ask(&editor, change, json!({ "l": language })).await;
        let mut ids = Vec::new();
        for title in ["Nähen <b>", "Kochen"] {
            let title = json!([{ "language": "de", "text": title.replace(" <b>", " & mehr") }]);
            let input = with(course(self), json!({ "title": title, "submit": true }));
            let made = revision_of(self, &editor, ("createOffer", input)).await;
            let id = made["entityId"].as_str().unwrap().to_owned();
            let approve = json!({ "id": id, "expectedRevision": made["number"] });
            revision_of(self, &coordinator, ("approveRevision", approve)).await;
            ids.push(id);
        }
        let later = self.pass(TimeDelta::days(93));
        self.application.remind(later).await.unwrap();
        let path = self.path_in(MailTemplate::ConfirmationDue, later).await;
        (ids, self.again(&editor).await, path)
    }

    /// What the public reads of the confirmation and the stage of an offer.
    fn standing(&self, id: &str) -> (bool, Option<domain::entry::LifeStage>) {
        let id = OfferId::from_global(id).unwrap();
        let snapshot = self.application.snapshot();
        let entry = &snapshot.find::<domain::entry::Offer>(id).unwrap().entry;
        (entry.confirmation.is_some(), entry.life_stage)
    }
}

fn token_of(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

#[tokio::test]
async fn opening_the_link_of_a_reminder_changes_nothing_and_sending_the_form_does() {
    let program = Program::start().await;
    let (ids, _, path) = program.reminded("de").await;
    let token = token_of(&path).to_owned();
    for _ in 0..2 {
        let page = program.get_page(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.html);
        assert!(page.html.contains("Nähen &amp; mehr") && page.html.contains("<fieldset>"));
    }
    assert!(ids.iter().all(|id| !program.standing(id).0));

    let nothing = program.post_page(&path, &[("token", &token)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);

    let [first, second] = [&ids[0], &ids[1]];
    let names = [first, second].map(|id| (format!("answer.{id}"), format!("revision.{id}")));
    let fields = [
        ("token", token.as_str()),
        (&names[0].0, "correct"),
        (&names[0].1, "1"),
        (&names[1].0, "ended"),
        (&names[1].1, "1"),
    ];
    for _ in 0..2 {
        let done = program.post_page(&path, &fields).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.html);
        assert!(!done.html.contains("<fieldset>"), "{}", done.html);
        assert!(done.html.contains("Bestätigt am:") && done.html.contains("wird geprüft"));
    }
    assert!(program.standing(first).0);
    // What ended waits for its review.
    assert_eq!(program.standing(second), (false, None));
    let coordinator = program.somebody(Role::Coordinator).await;
    let waiting = "{ reviewQueue { nodes { entityId revision { number } } } }";
    let waiting = program.ask(&coordinator, waiting, Value::Null).await.json;
    let waiting = &waiting["data"]["reviewQueue"]["nodes"];
    assert_eq!(waiting[0]["entityId"], json!(second));
    let approve = json!({ "id": second, "expectedRevision": waiting[0]["revision"]["number"] });
    revision_of(&program, &coordinator, ("approveRevision", approve)).await;
    let ended = Some(domain::entry::LifeStage::Ended);
    assert_eq!(program.standing(second), (true, ended));
}

#[tokio::test]
async fn a_form_without_the_token_of_its_page_changes_nothing() {
    let program = Program::start().await;
    let (ids, _, path) = program.reminded("de").await;
    let revision = format!("revision.{}", ids[0]);
    let all = [("all", "correct"), (revision.as_str(), "1")];
    let without = program.post_page(&path, &all).await;
    assert_eq!(without.status, StatusCode::FORBIDDEN);
    let foreign = [&all[..], &[("token", "cf_other")]].concat();
    assert_eq!(
        program.post_page(&path, &foreign).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        program
            .post_page("/confirm/cf_other", &foreign)
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert!(!program.standing(&ids[0]).0);
}

#[tokio::test]
async fn what_was_changed_since_it_was_read_is_not_confirmed() {
    let program = Program::start().await;
    let (ids, editor, path) = program.reminded("de").await;
    let contacts = json!([{ "phone": "112" }]);
    let change =
        json!({ "id": ids[0], "expectedRevision": 1, "contacts": contacts, "submit": true });
    revision_of(&program, &editor, ("updateOffer", change)).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let approve = json!({ "id": ids[0], "expectedRevision": 2 });
    revision_of(&program, &coordinator, ("approveRevision", approve)).await;
    let (answer, revision) = (format!("answer.{}", ids[0]), format!("revision.{}", ids[0]));
    let fields = [
        ("token", token_of(&path)),
        (&answer, "correct"),
        (&revision, "1"),
    ];
    let page = program.post_page(&path, &fields).await;
    assert!(page.html.contains("inzwischen geändert"), "{}", page.html);
    assert!(!program.standing(&ids[0]).0);
}

#[tokio::test]
async fn the_link_of_a_reminder_ends_with_its_time_and_with_the_membership() {
    let program = Program::start().await;
    let (_, editor, path) = program.reminded("de").await;
    let remove = "mutation($input: RemoveMemberInput!) { removeMember(input: $input) {
        userErrors { code } } }";
    let input = json!({
        "organization": program.home.to_global(),
        "account": editor.account.unwrap().to_global(),
    });
    let office = program.somebody(Role::Coordinator).await;
    let removed = program
        .ask(&office, remove, json!({ "input": input }))
        .await;
    assert_eq!(removed.json["errors"], Value::Null, "{}", removed.json);
    let page = program.get_page(&path).await;
    assert_eq!(page.status, StatusCode::GONE, "{}", page.html);

    let program = Program::start().await;
    let (_, _, path) = program.reminded("de").await;
    program.pass(TimeDelta::days(61));
    let page = program.get_page(&path).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.html.contains("Dieser Link gilt nicht"));
}

#[tokio::test]
async fn a_page_is_kept_by_nobody_and_loads_nothing_from_elsewhere() {
    let program = Program::start().await;
    let (_, _, path) = program.reminded("ar").await;
    for address in [
        path.as_str(),
        "/confirm/x",
        "/log-in",
        "/reset-password",
        "/invitation/x",
    ] {
        let page = program.get_page(address).await;
        let header = |name: &str| page.headers[name].to_str().unwrap();
        assert_eq!(header("cache-control"), "no-store", "{address}");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-robots-tag"), "noindex");
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
        assert!(page.headers.get("access-control-allow-origin").is_none());
        assert!(page.headers.get("set-cookie").is_none());
        assert!(!page.html.contains("<script") && !page.html.contains("src="));
    }
    let page = program.get_page(&path).await;
    assert!(
        page.html.contains("<html lang=\"ar\" dir=\"rtl\">"),
        "{}",
        page.html
    );
    let page = program.get_page(&format!("{path}?lang=tr")).await;
    assert!(page.html.contains("<html lang=\"tr\" dir=\"ltr\">"));
}

#[tokio::test]
async fn an_invitation_is_accepted_without_an_app() {
    let program = Program::start().await;
    let membership = Some((program.home, MembershipRole::Editor));
    let (_, email, token) = program.invited(membership, None).await;
    let path = format!("/invitation/{token}");
    let page = program.get_page(&path).await;
    assert!(
        page.html.contains(&email) && page.html.contains("Ihr Name"),
        "{}",
        page.html
    );

    let short = [
        ("token", token.as_str()),
        ("name", "Ana"),
        ("password", "kurz"),
        ("repeat", "kurz"),
    ];
    let refused = program.post_page(&path, &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains("aria-invalid=\"true\"") && !refused.html.contains("kurz\""));

    let password = "drei blaue Fahrräder im Hof";
    let good = [
        ("token", token.as_str()),
        ("name", "Ana"),
        ("password", password),
        ("repeat", password),
        ("language", "tr"),
    ];
    let accepted = program.post_page(&path, &good).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.html);
    let again = program.post_page(&path, &good).await;
    assert_eq!(again.status, StatusCode::GONE);
    let sign_in = "mutation($e: String!, $p: String!) {
        login(input: { email: $e, password: $p }) { userErrors { code } } }";
    let nobody = Somebody::default();
    let signed_in = program
        .ask(&nobody, sign_in, json!({ "e": email, "p": password }))
        .await;
    assert_eq!(signed_in.json["data"]["login"]["userErrors"], json!([]));
}

#[tokio::test]
async fn a_password_is_chosen_by_a_link_that_looking_does_not_use() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let asked = program
        .post_page("/reset-password", &[("email", &editor.email)])
        .await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.html);
    let path = program.path_in(MailTemplate::PasswordReset, now()).await;
    let token = token_of(&path);
    let page = program.get_page(&path).await;
    assert!(
        page.html.contains("autocomplete=\"new-password\""),
        "{}",
        page.html
    );
    let differ = [
        ("token", token),
        ("password", "eins zwei drei"),
        ("repeat", "vier"),
    ];
    let refused = program.post_page(&path, &differ).await;
    assert!(refused.html.contains("nicht gleich"));
    let password = "vier grüne Boote am Ufer";
    let good = [
        ("token", token),
        ("password", password),
        ("repeat", password),
    ];
    assert_eq!(program.post_page(&path, &good).await.status, StatusCode::OK);
    let used = program.get_page(&path).await;
    assert_eq!(used.status, StatusCode::GONE);
    assert!(used.html.contains("../reset-password"));
}

#[tokio::test]
async fn the_link_to_sign_in_shows_its_code_and_begins_no_session() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    program
        .post_page("/log-in", &[("email", &editor.email)])
        .await;
    let path = program.path_in(MailTemplate::LoginLink, now()).await;
    let token = token_of(&path).to_owned();
    for _ in 0..2 {
        let page = program.get_page(&path).await;
        assert!(
            page.html.contains(&format!("value=\"{token}\"")),
            "{}",
            page.html
        );
    }
    let post = program.post_page(&path, &[("token", &token)]).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
    let take = "mutation($t: String!) { loginByLink(input: { token: $t }) {
        userErrors { code } } }";
    let nobody = Somebody::default();
    let signed_in = program.ask(&nobody, take, json!({ "t": token })).await;
    assert_eq!(
        signed_in.json["data"]["loginByLink"]["userErrors"],
        json!([])
    );
}

#[tokio::test]
async fn the_office_sees_what_is_due_and_for_how_long() {
    let program = Program::start().await;
    let (ids, editor, _) = program.reminded("de").await;
    let office = program.somebody(Role::Coordinator).await;
    let query = "query($p: [ID!]) { confirmationQueue(filter: { providers: $p }) {
        nodes { entryId daysDue remindedAt escalatedAt entry { title { text } } } } }";
    let home = json!({ "p": [program.home.to_global()] });
    for who in [&office, &editor] {
        let answer = program.ask(who, query, home.clone()).await.json;
        let nodes = answer["data"]["confirmationQueue"]["nodes"]
            .as_array()
            .unwrap();
        let ours: Vec<&Value> = nodes
            .iter()
            .filter(|node| ids.iter().any(|id| node["entryId"] == json!(id)))
            .collect();
        assert_eq!(ours.len(), 2, "{answer}");
        assert_eq!(ours[0]["daysDue"], 1);
        assert_ne!(ours[0]["remindedAt"], Value::Null);
        assert_eq!(ours[0]["escalatedAt"], Value::Null);
    }
}
