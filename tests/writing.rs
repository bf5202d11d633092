//! Writing through the program: what every test of it needs.

use serde_json::{Value, json};

use crate::client::Client;
use crate::program::Ended;

const PASSWORD: &str = "ein sehr langes Kennwort";

/// Ana has no telephone that could show a code.
pub const NO_CODE: (&str, &str) = ("ANGEBOTE__AUTH__SECOND_FACTOR_REQUIRED", "false");

/// What `angebote user create-admin` needs to be told, and what it printed: a link.
pub const CREATE_ADMINISTRATOR: [&str; 6] = [
    "user",
    "create-admin",
    "--email",
    "ana@stadt.example",
    "--name",
    "Ana Yıldız",
];

/// Choose a password with the link that the command printed, and sign in with it.
pub fn sign_in(client: &Client, printed: &str) -> Client {
    let token = printed
        .lines()
        .find_map(|line| line.split_once("/reset-password/"))
        .unwrap_or_else(|| panic!("{printed}"))
        .1;
    let chosen = "mutation($token: String!, $password: String!) { resetPassword(input: { token: \
                  $token, password: $password }) { userErrors { code } } }";
    let variables = json!({ "token": token, "password": PASSWORD });
    let done = client.post(&json!({ "query": chosen, "variables": variables }));
    assert_eq!(done.data()["resetPassword"]["userErrors"], json!([]));
    let login = "mutation($email: String!, $password: String!) { login(input: { email: $email, \
                 password: $password }) { signedIn { accessToken } userErrors { code } } }";
    let variables = json!({ "email": CREATE_ADMINISTRATOR[3], "password": PASSWORD });
    let done = client.post(&json!({ "query": login, "variables": variables }));
    let signed_in = &done.data()["login"];
    let token = signed_in["signedIn"]["accessToken"].as_str();
    client.signed_in(token.unwrap_or_else(|| panic!("{signed_in}")))
}

/// A revision that was written and whose writer was told so.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Written {
    pub id: String,
    pub number: u64,
    pub title: String,
}

/// Why something was not written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unwritten {
    /// Somebody else was first; this is the revision now.
    Conflict(u64),
    /// The program did not answer.
    Unanswered,
}

fn write(client: &Client, query: &str, variables: &Value) -> Result<Value, Unwritten> {
    let body = json!({ "query": query, "variables": variables });
    let answer = client.try_post(&body).ok_or(Unwritten::Unanswered)?;
    // Where the program ended in the middle of its answer, nobody was told.
    let json: Value = serde_json::from_str(&answer.body).map_err(|_| Unwritten::Unanswered)?;
    if let Some(error) = json["errors"].get(0) {
        assert_eq!(error["extensions"]["code"], "CONFLICT", "{json:#}");
        let current = error["extensions"]["currentRevision"].as_u64();
        return Err(Unwritten::Conflict(current.unwrap()));
    }
    let payload = json["data"].as_object().unwrap().values().next().unwrap();
    assert_eq!(payload["userErrors"], json!([]), "{json:#}");
    Ok(payload["revision"].clone())
}

fn titled(title: &str) -> Value {
    json!([{ "language": "de", "text": title }])
}

/// Make an offer of any organization in any district.
pub fn create(client: &Client, title: &str) -> Result<Written, Unwritten> {
    let some = client
        .try_post(&json!({ "query":
            "{ organizations(first: 1) { nodes { id } } districts(first: 1) { nodes { id } } }" }))
        .ok_or(Unwritten::Unanswered)?;
    let some: Value = serde_json::from_str(&some.body).map_err(|_| Unwritten::Unanswered)?;
    let input = json!({
        "provider": some["data"]["organizations"]["nodes"][0]["id"],
        "serviceArea": [some["data"]["districts"]["nodes"][0]["id"]],
        "kind": "COURSE",
        "title": titled(title),
        "contacts": [{ "phone": "110" }],
    });
    let query = "mutation($input: CreateOfferInput!) { createOffer(input: $input) { \
                 revision { entityId number } userErrors { code field } } }";
    let revision = write(client, query, &json!({ "input": input }))?;
    Ok(Written {
        id: revision["entityId"].as_str().unwrap().to_owned(),
        number: revision["number"].as_u64().unwrap(),
        title: title.to_owned(),
    })
}

/// Give an offer another title, starting from this revision of it.
pub fn rename(client: &Client, from: &Written, title: &str) -> Result<Written, Unwritten> {
    let input = json!({
        "id": from.id, "expectedRevision": from.number, "title": titled(title)
    });
    let query = "mutation($input: UpdateOfferInput!) { updateOffer(input: $input) { \
                 revision { number } userErrors { code field } } }";
    let revision = write(client, query, &json!({ "input": input }))?;
    Ok(Written {
        number: revision["number"].as_u64().unwrap(),
        title: title.to_owned(),
        ..from.clone()
    })
}

/// Let the public read a revision.
pub fn approve(client: &Client, written: &Written) -> Result<(), Unwritten> {
    let input = json!({ "id": written.id, "expectedRevision": written.number });
    let query = "mutation($input: ApproveRevisionInput!) { approveRevision(input: $input) { \
                 revision { number } userErrors { code field } } }";
    write(client, query, &json!({ "input": input })).map(|_| ())
}

/// The title that a revision has, if there is such a revision.
pub fn title_of(client: &Client, id: &str, number: u64) -> Option<String> {
    let query = "query($id: ID!, $number: Int!) { revision(of: $id, number: $number) { \
                 ... on OfferRevision { document { title { text } } } } }";
    let variables = json!({ "id": id, "number": number });
    let data = client
        .post(&json!({ "query": query, "variables": variables }))
        .data();
    let title = &data["revision"]["document"]["title"]["text"];
    title.as_str().map(ToOwned::to_owned)
}

/// The title that the public reads.
pub fn public_title_of(client: &Client, id: &str) -> Option<String> {
    let query = "query($id: ID!) { offer(by: { id: $id }) { title { text } } }";
    let data = client
        .post(&json!({ "query": query, "variables": { "id": id } }))
        .data();
    let title = &data["offer"]["title"]["text"];
    title.as_str().map(ToOwned::to_owned)
}

/// What `angebote doctor --thorough` found in the database has to belong together.
pub fn require_sound(doctor: &Ended) {
    let found = doctor
        .output
        .lines()
        .find(|line| line.contains("  content "));
    assert!(
        found.is_some_and(|line| line.starts_with("ok  ")),
        "{}{}",
        doctor.output,
        doctor.log
    );
}
