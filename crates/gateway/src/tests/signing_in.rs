//! Signing in, over HTTP: tokens, what is refused, and in which words.

use serde_json::{Value, json};

use super::program::{PASSWORD, Program, Role, Somebody};
const LOGIN: &str = "mutation($input: LoginInput!) { login(input: $input) {
    signedIn { account { email } accessToken refreshToken } userErrors { code field message } } }";

const REFRESH: &str = "mutation($input: RefreshInput!) { refresh(input: $input) {
    signedIn { accessToken refreshToken } userErrors { code } } }";

const VIEWER: &str = "{ viewer { account { email } sessions { isCurrent } } }";

async fn login(program: &Program, email: &str, password: &str, language: &str) -> Value {
    let input = json!({ "email": email, "password": password });
    let body = json!({ "query": LOGIN, "variables": { "input": input } });
    let headers = [("accept-language", language)];
    let answer = program.send(&Somebody::default(), body, &headers).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    answer.json["data"]["login"].clone()
}

fn bearer(token: &Value) -> Somebody {
    Somebody {
        token: token.as_str().map(str::to_owned),
        ..Somebody::default()
    }
}

#[tokio::test]
async fn whoever_signs_in_is_the_viewer_until_they_sign_out() {
    let program = Program::start().await;
    let person = program.somebody(Role::Editor).await;
    let payload = login(&program, &person.email.to_uppercase(), PASSWORD, "de").await;
    assert_eq!(payload["userErrors"], json!([]));
    assert_eq!(payload["signedIn"]["account"]["email"], json!(person.email));
    let signed_in = bearer(&payload["signedIn"]["accessToken"]);
    let viewer = program.ask(&signed_in, VIEWER, json!({})).await;
    assert_eq!(
        viewer.json["data"]["viewer"]["account"]["email"],
        json!(person.email)
    );
    let sessions = viewer.json["data"]["viewer"]["sessions"].clone();
    let current = |session: &&Value| session["isCurrent"] == true;
    assert_eq!(
        sessions.as_array().unwrap().iter().filter(current).count(),
        1
    );
    assert_eq!(sessions.as_array().unwrap().len(), 2);

    let out = program
        .ask(&signed_in, "mutation { logout { ended } }", json!({}))
        .await;
    assert_eq!(out.json["data"]["logout"]["ended"], json!(true));
    let refused = program.ask(&signed_in, VIEWER, json!({})).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.json["errors"][0]["extensions"]["reason"], "REVOKED");
    // The other session goes on.
    let other = program.ask(&person, VIEWER, json!({})).await;
    assert!(other.json["data"]["viewer"].is_object());
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_alike_in_the_readers_words() {
    let program = Program::start().await;
    let person = program.somebody(Role::Editor).await;
    let wrong = login(&program, &person.email, "ganz falsches Wort", "ar").await;
    let unknown = login(
        &program,
        "nobody@verein.example",
        "ganz falsches Wort",
        "ar",
    )
    .await;
    assert_eq!(wrong, unknown);
    assert_eq!(
        wrong,
        json!({ "signedIn": null, "userErrors": [{
            "code": "WRONG_CREDENTIALS",
            "field": ["password"],
            "message": "عنوان البريد الإلكتروني أو كلمة المرور غير صحيحة.",
        }] })
    );
}

#[tokio::test]
async fn whoever_guesses_has_to_wait() {
    let program = Program::start().await;
    let body = json!({ "query": LOGIN, "variables": { "input": {
        "email": "somebody@verein.example", "password": "guessed guessed" } } });
    for _ in 0..30 {
        let answer = program.send(&Somebody::default(), body.clone(), &[]).await;
        if answer.code() == "RATE_LIMITED" {
            assert_eq!(answer.json["data"], json!({ "login": null }));
            let seconds = answer.json["errors"][0]["extensions"]["retryAfter"].clone();
            assert_eq!(answer.headers["retry-after"], seconds.to_string());
            return;
        }
    }
    panic!("thirty guesses at once");
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_the_session() {
    let program = Program::start().await;
    let person = program.somebody(Role::Manager).await;
    let nobody = Somebody::default();
    let input = json!({ "input": { "refreshToken": person.refresh_token } });
    let first = program.ask(&nobody, REFRESH, input.clone()).await;
    let next = bearer(&first.json["data"]["refresh"]["signedIn"]["accessToken"]);
    assert_eq!(program.ask(&next, VIEWER, json!({})).await.status, 200);
    // Somebody sends it again much later than a lost answer would explain.
    let input_again = json!({ "input": {
        "refreshToken": first.json["data"]["refresh"]["signedIn"]["refreshToken"] } });
    program.ask(&nobody, REFRESH, input_again).await;
    let second = program.ask(&nobody, REFRESH, input).await;
    assert_eq!(second.code(), "UNAUTHENTICATED");
    assert_eq!(program.ask(&next, VIEWER, json!({})).await.status, 401);
}

#[tokio::test]
async fn what_is_no_token_of_ours_is_refused_with_a_reason() {
    let program = Program::start().await;
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJ4In0.";
    for (token, reason) in [("x", "MALFORMED"), (none, "INVALID"), ("ak_x", "REVOKED")] {
        let answer = program.ask(&bearer(&json!(token)), VIEWER, json!({})).await;
        assert_eq!(answer.status, 401, "{token}");
        assert_eq!(answer.code(), "UNAUTHENTICATED");
        assert_eq!(
            answer.json["errors"][0]["extensions"]["reason"], reason,
            "{token}"
        );
        assert!(!answer.json.to_string().contains("eyJ"));
        assert_eq!(
            answer.headers["www-authenticate"],
            "Bearer error=\"invalid_token\""
        );
    }
}

#[tokio::test]
async fn a_key_allows_so_many_operations_a_minute() {
    let program = Program::start().await;
    let client = bearer(&json!(program.api_key(2).await));
    let batch = json!([{ "query": "{ site { id } }" }, { "query": "{ site { id } }" }]);
    assert_eq!(program.send(&client, batch, &[]).await.status, 200);
    let refused = program.ask(&client, "{ site { id } }", json!({})).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.code(), "RATE_LIMITED");
    assert_eq!(refused.headers["retry-after"], "30");
}

#[tokio::test]
async fn no_answer_repeats_a_secret() {
    let program = Program::start().await;
    let secret = "s3cret-s3cret-s3cret";
    let sends = [
        json!({ "query": LOGIN, "variables": { "input": { "email": secret, "password": secret } } }),
        json!({ "query": LOGIN, "variables": { "input": { "email": "a@b.example", "password": [secret] } } }),
        json!({ "query": REFRESH, "variables": { "input": { "refreshToken": secret } } }),
        json!({ "query": "mutation($t: String!) { resetPassword(input: { token: $t, password: $t }) {
            userErrors { message detail } } }", "variables": { "t": secret } }),
    ];
    for body in &sends[1..] {
        let answer = program.send(&Somebody::default(), body.clone(), &[]).await;
        assert!(!answer.json.to_string().contains(secret), "{}", answer.json);
    }
    // Of what is no address there is no more than that.
    let answer = program
        .send(&Somebody::default(), sends[0].clone(), &[])
        .await;
    let errors = &answer.json["data"]["login"]["userErrors"];
    assert_eq!(errors[0]["code"], "MALFORMED");
}
