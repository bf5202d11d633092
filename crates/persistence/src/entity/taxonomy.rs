//! Tables of the words by which the directory is ordered, and of the site.

super::tables! {
    /// Normalised audiences (Zielgruppen).
    "target_group" target_group(id: Uuid) {
        slug: String,
        axis: String,
        parent: Option<Uuid>,
        min_month: Option<i32>,
        max_month: Option<i32>,
        gender: Option<String>,
        pictogram: Option<String>,
        sort_order: i64,
        replaced_by: Option<Uuid>,
    }

    /// What entries are about (Themen).
    "topic" topic(id: Uuid) {
        slug: String,
        parent: Option<Uuid>,
        pictogram: Option<String>,
        sort_order: i64,
        replaced_by: Option<Uuid>,
    }

    /// Languages and registers (Sprachen).
    "language" language(id: Uuid) {
        slug: String,
        tag: String,
        endonym: String,
        sort_order: i64,
    }

    /// Codes of vocabularies (Begriffe).
    "term" term(id: Uuid) {
        slug: String,
        vocabulary: String,
        code: String,
        pictogram: Option<String>,
        sort_order: i64,
        replaced_by: Option<String>,
    }

    /// What the operator says about the installation.
    "site" site(id: Uuid) {
        slug: String,
        feedback_email: Option<String>,
        data_license: Option<String>,
        data_license_url: Option<String>,
        entry_url: Option<String>,
    }

    /// The languages in which the directory is kept.
    "site_language" site_language(site: Uuid, position: i32) {
        language: String,
    }

    /// Numbers for emergencies.
    "emergency_number" emergency_number(site: Uuid, position: i32) {
        part: Uuid,
        phone: String,
    }
}
