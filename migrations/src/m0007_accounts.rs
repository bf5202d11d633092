//! People, where they belong, how they sign in, the programs that read with keys, mails that wait,
//! what was answered to a repeated request, and who did what to accounts.
//!
//! What is secret is kept as a hash; only what has to be used again is kept as it is: the keys that
//! sign access tokens, the secrets of authenticator apps, and links until their mail is sent.
//! Bytes are kept as hexadecimal or Base64 text, since the databases disagree about their type.

use crate::table::Type::{BigInt, Bool, Date, Int, Text, Time, Uuid};
use crate::table::{Step, Table};

pub(crate) const STEP: Step = Step {
    name: "m0007_accounts",
    tables,
};

fn tables() -> Vec<Table> {
    let mut tables = people();
    tables.extend(sign_in());
    tables.extend(around());
    tables
}

fn people() -> Vec<Table> {
    vec![
        Table::new("account")
            .key("id", Uuid)
            .may_have("email", Text)
            .may_have("email_folded", Text)
            .has("name", Text)
            .has("language", Text)
            .has("state", Text)
            .may_have("password", Text)
            .may_have("totp_secret", Text)
            .may_have("totp_confirmed_at", Time)
            .may_have("totp_last_step", BigInt)
            .has("created_at", Time)
            .unique(&["email_folded"]),
        Table::list_of("account_grant", "account")
            .key("kind", Text)
            .may_have("everything", Bool)
            .index(&["kind"]),
        Table::list_of("account_grant_language", "account").key("language", Text),
        Table::list_of("account_grant_district", "account").key_refers("district", "head"),
        Table::list_of("account_grant_area", "account").key_refers("action_area", "head"),
        Table::list_of("membership", "account")
            .key_refers("organization", "head")
            .has("role", Text)
            .has("since", Time),
        Table::new("invitation")
            .key("id", Uuid)
            .has("token", Text)
            .may_have("email", Text)
            .may_have("email_folded", Text)
            .has("language", Text)
            .may_refer("organization", "head")
            .may_have("role", Text)
            .has("grants", Text)
            .may_refer("invited_by", "account")
            .has("created_at", Time)
            .has("expires_at", Time)
            .may_have("accepted_at", Time)
            .may_refer("accepted_by", "account")
            .may_have("revoked_at", Time)
            .unique(&["token"])
            .index(&["email_folded"]),
    ]
}

fn sign_in() -> Vec<Table> {
    vec![
        Table::new("session")
            .key("id", Uuid)
            .refers("account", "account")
            .has("created_at", Time)
            .has("last_used_at", Time)
            .has("expires_at", Time)
            .has("second_factor", Bool)
            .may_have("ended_at", Time)
            .may_have("end_reason", Text),
        Table::new("refresh_token")
            .key("token", Text)
            .refers_on("session", "session", "ON DELETE CASCADE")
            .has("issued_at", Time)
            .has("expires_at", Time)
            .may_have("used_at", Time)
            .may_have("successor", Text),
        Table::new("one_time_link")
            .key("token", Text)
            .may_refer("account", "account")
            .has("purpose", Text)
            .has("created_at", Time)
            .has("expires_at", Time)
            .may_have("used_at", Time),
        Table::list_of("recovery_code", "account")
            .key("code", Text)
            .may_have("used_at", Time),
        Table::new("login_delay")
            .key("subject", Text)
            .has("failures", Int)
            .has("last_at", Time)
            .index(&["last_at"]),
        Table::new("signing_key")
            .key("id", Text)
            .has("private_key", Text)
            .has("public_key", Text)
            .has("created_at", Time),
        Table::new("api_key")
            .key("id", Uuid)
            .has("token", Text)
            .has("name", Text)
            .has("scopes", Text)
            .has("quota_per_minute", BigInt)
            .may_refer("created_by", "account")
            .has("created_at", Time)
            .may_have("expires_at", Time)
            .may_have("last_used_on", Date)
            .may_have("revoked_at", Time)
            .unique(&["token"]),
    ]
}

fn around() -> Vec<Table> {
    vec![
        Table::new("outbox")
            .key("id", Uuid)
            .may_refer("account", "account")
            .may_have("recipient", Text)
            .has("language", Text)
            .has("template", Text)
            .may_have("content", Text)
            .has("created_at", Time)
            .may_have("expires_at", Time)
            .has("attempts", Int)
            .may_have("next_attempt_at", Time)
            .may_have("sent_at", Time)
            .may_have("last_error", Text)
            .index(&["next_attempt_at"]),
        Table::new("idempotency")
            .key("actor", Text)
            .key("key", Text)
            .has("operation", Text)
            .has("body_hash", Text)
            .has("outcome", Text)
            .has("created_at", Time)
            .index(&["created_at"]),
        Table::new("audit")
            .key("id", Uuid)
            .has("at", Time)
            .has("actor_kind", Text)
            .may_refer("actor", "account")
            .has("action", Text)
            .has("subject_kind", Text)
            .may_have("subject", Uuid)
            .may_have("before", Text)
            .may_have("after", Text)
            .may_have("pseudonymised_at", Time)
            .index(&["at"])
            .index(&["subject"]),
    ]
}
