//! Somebody who administers the program under observation: her account, and her session.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::Client;
use crate::failure::Failure;
use crate::running;

/// Her mail address.
pub(crate) const EMAIL: &str = "editor@benchmark.example";
/// Her password.
pub(crate) const PASSWORD: &str = "drei blaue Fahrräder im Regen";

/// The program for her: she has no telephone that could show a code, mails lie beside the database,
/// and each attempt to sign in may say from where it comes.
pub(crate) const SETTINGS: [(&str, &str); 4] = [
    ("ANGEBOTE__AUTH__SECOND_FACTOR_REQUIRED", "false"),
    ("ANGEBOTE__EDITORIAL__REVIEW_MAILS", "false"),
    ("ANGEBOTE__EDITORIAL__REMINDERS", "false"),
    ("ANGEBOTE__HTTP__CLIENT_ADDRESS_HEADER", "x-forwarded-for"),
];

/// Make her account; the token with which she chooses a password.
pub(crate) fn create(program: &Path, database: &Path) -> Result<String, Failure> {
    let task = [
        "user",
        "create-admin",
        "--email",
        EMAIL,
        "--name",
        "Editor of the benchmark",
    ];
    let printed = running::carry_out(program, database, &SETTINGS, &task)?;
    let token = printed
        .lines()
        .find_map(|line| line.split_once("/reset-password/"))
        .map(|(_, token)| token.trim().to_owned());
    token.ok_or(Failure::Unexpected {
        what: "a link to choose a password",
        instead: printed,
    })
}

/// Choose the password.
pub(crate) fn choose_password(client: &mut Client, token: &str) -> Result<(), Failure> {
    let query = "mutation($token: String!, $password: String!) { resetPassword(input: { token: \
                 $token, password: $password }) { userErrors { code } } }";
    let variables = json!({ "token": token, "password": PASSWORD });
    let body = json!({ "query": query, "variables": variables });
    let data = client.data("", &body)?;
    require_done(&data["resetPassword"])
}

/// What signs in with this address and password.
pub(crate) fn login(email: &str, password: &str) -> Value {
    let query = "mutation($email: String!, $password: String!) { login(input: { email: $email, \
                 password: $password }) { signedIn { accessToken } userErrors { code } } }";
    json!({ "query": query, "variables": { "email": email, "password": password } })
}

/// Sign in; the line of a head that says so from then on.
pub(crate) fn sign_in(client: &mut Client) -> Result<String, Failure> {
    let data = client.data("", &login(EMAIL, PASSWORD))?;
    let login = &data["login"];
    require_done(login)?;
    let token = login["signedIn"]["accessToken"].as_str();
    let token = token.ok_or_else(|| Failure::Unexpected {
        what: "an access token",
        instead: login.to_string(),
    })?;
    Ok(format!("authorization: Bearer {token}\r\n"))
}

/// A mutation that came through.
pub(crate) fn require_done(payload: &Value) -> Result<(), Failure> {
    if payload["userErrors"] == json!([]) {
        return Ok(());
    }
    Err(Failure::Unexpected {
        what: "a mutation that comes through",
        instead: payload.to_string(),
    })
}
