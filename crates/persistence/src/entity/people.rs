//! Tables of accounts: people, how they sign in, and what is kept around that.

super::tables! {
    /// People who can sign in (Konten). An erased one keeps its id alone.
    "account" account(id: Uuid) {
        email: Option<String>,
        email_folded: Option<String>,
        name: String,
        language: String,
        state: String,
        password: Option<String>,
        totp_secret: Option<String>,
        totp_confirmed_at: Option<DateTimeUtc>,
        totp_last_step: Option<i64>,
        created_at: DateTimeUtc,
    }

    /// What people may do for the directory as a whole; `everything` is said of coordinators.
    "account_grant" account_grant(account: Uuid, kind: String) {
        everything: Option<bool>,
    }

    /// Into which languages a translator writes.
    "account_grant_language" account_grant_language(account: Uuid, language: String) {}

    /// For which districts a coordinator is responsible.
    "account_grant_district" account_grant_district(account: Uuid, district: Uuid) {}

    /// For which areas of action a coordinator is responsible.
    "account_grant_area" account_grant_area(account: Uuid, action_area: Uuid) {}

    /// Who works for which organization.
    "membership" membership(account: Uuid, organization: Uuid) {
        role: String,
        since: DateTimeUtc,
    }

    /// Invitations, accepted, revoked and over ones included.
    "invitation" invitation(id: Uuid) {
        token: String,
        email: Option<String>,
        email_folded: Option<String>,
        language: String,
        organization: Option<Uuid>,
        role: Option<String>,
        grants: String,
        invited_by: Option<Uuid>,
        created_at: DateTimeUtc,
        expires_at: DateTimeUtc,
        accepted_at: Option<DateTimeUtc>,
        accepted_by: Option<Uuid>,
        revoked_at: Option<DateTimeUtc>,
    }

    /// Sign-ins, each with all the refresh tokens that follow from it.
    "session" session(id: Uuid) {
        account: Uuid,
        created_at: DateTimeUtc,
        last_used_at: DateTimeUtc,
        expires_at: DateTimeUtc,
        second_factor: bool,
        ended_at: Option<DateTimeUtc>,
        end_reason: Option<String>,
    }

    /// Refresh tokens, by their hash; used ones stay, so that their return is noticed.
    "refresh_token" refresh_token(token: String) {
        session: Uuid,
        issued_at: DateTimeUtc,
        expires_at: DateTimeUtc,
        used_at: Option<DateTimeUtc>,
        successor: Option<String>,
    }

    /// Links that do one thing once, by their hash.
    "one_time_link" one_time_link(token: String) {
        account: Option<Uuid>,
        purpose: String,
        created_at: DateTimeUtc,
        expires_at: DateTimeUtc,
        used_at: Option<DateTimeUtc>,
    }

    /// Codes for whoever has lost the authenticator app, by their hash.
    "recovery_code" recovery_code(account: Uuid, code: String) {
        used_at: Option<DateTimeUtc>,
    }

    /// Attempts that failed, by a hash of whose they were.
    "login_delay" login_delay(subject: String) {
        failures: i32,
        last_at: DateTimeUtc,
    }

    /// Keys that sign access tokens.
    "signing_key" signing_key(id: String) {
        private_key: String,
        public_key: String,
        created_at: DateTimeUtc,
    }

    /// Keys of programs, by their hash.
    "api_key" api_key(id: Uuid) {
        token: String,
        name: String,
        scopes: String,
        quota_per_minute: i64,
        created_by: Option<Uuid>,
        created_at: DateTimeUtc,
        expires_at: Option<DateTimeUtc>,
        last_used_on: Option<Date>,
        revoked_at: Option<DateTimeUtc>,
    }

    /// Mails that wait; of those that were sent, that they were.
    "outbox" outbox(id: Uuid) {
        account: Option<Uuid>,
        recipient: Option<String>,
        language: String,
        template: String,
        content: Option<String>,
        created_at: DateTimeUtc,
        expires_at: Option<DateTimeUtc>,
        attempts: i32,
        next_attempt_at: Option<DateTimeUtc>,
        sent_at: Option<DateTimeUtc>,
        last_error: Option<String>,
    }

    /// What was answered under a key that a client chose.
    "idempotency" idempotency(actor: String, key: String) {
        operation: String,
        body_hash: String,
        outcome: String,
        created_at: DateTimeUtc,
    }

    /// Who did what to accounts.
    "audit" audit(id: Uuid) {
        at: DateTimeUtc,
        actor_kind: String,
        actor: Option<Uuid>,
        action: String,
        subject_kind: String,
        subject: Option<Uuid>,
        before: Option<String>,
        after: Option<String>,
        pseudonymised_at: Option<DateTimeUtc>,
    }

    /// Whom the program has told of what.
    "notice" notice(account: Uuid, entity: Uuid, kind: String) {
        about: i64,
        sent_at: DateTimeUtc,
    }
}
