//! Tables of organizations and entries.

super::tables! {
    /// Bodies that take part in the plan, run offers, or both (Organisationen).
    "organization" organization(id: Uuid) {
        slug: String,
        abbreviation: Option<String>,
        evidence: Option<String>,
        kind: String,
        legal_form: Option<String>,
        level: Option<String>,
        parent: Option<Uuid>,
        website: Option<String>,
        visibility: String,
        verification: String,
        status: String,
        cooperation: Option<String>,
        demo: bool,
    }

    /// Other wordings by which documents name an organization.
    "organization_alias" organization_alias(organization: Uuid, position: i32) {
        alias: String,
        folded: String,
    }

    /// Where an organization is at home.
    "organization_location" organization_location(organization: Uuid, position: i32) {
        location: Uuid,
    }

    /// How to reach an organization, an entry or a responsible party. Named people are left out:
    /// they stand in the revisions alone, where they can be erased.
    "contact" contact(owner: Uuid, path: String) {
        part: Uuid,
        audience: String,
        email: Option<String>,
        phone: Option<String>,
        phone_extension: Option<String>,
        url: Option<String>,
    }

    /// Pictures of an organization or an entry.
    "image" image(owner: Uuid, path: String) {
        part: Uuid,
        url: String,
        credit: Option<String>,
        license: Option<String>,
        width: i64,
        height: i64,
    }

    /// What offers and counselling points have in common (Einträge).
    "entry" entry(id: Uuid) {
        kind: String,
        slug: String,
        provider: Uuid,
        min_month: Option<i32>,
        max_month: Option<i32>,
        admission_mode: Option<String>,
        admission_url: Option<String>,
        free: Option<bool>,
        cost_minor_units: Option<i64>,
        cost_currency: Option<String>,
        cost_unit: Option<String>,
        childcare: Option<bool>,
        low_threshold: Option<bool>,
        wheelchair: Option<String>,
        accessible_toilet: Option<bool>,
        accessible_parking: Option<bool>,
        induction_loop: Option<bool>,
        tactile_guidance: Option<bool>,
        competent_authority: Option<Uuid>,
        valid_from: Option<Date>,
        valid_to: Option<Date>,
        pictogram: Option<String>,
        life_stage: Option<String>,
        replaced_by: Option<Uuid>,
        visibility: String,
        discreet: bool,
        demo: bool,
        confirmed_by: Option<String>,
        confirmed_at: Option<DateTimeUtc>,
        confirmation_due: Option<DateTimeUtc>,
    }

    /// Things a person can take part in or use (Angebote).
    "offer" offer(id: Uuid) {
        kind: String,
        no_long_commitment: Option<bool>,
        level_required: Option<String>,
        literacy_required: Option<String>,
        level_taught: Option<String>,
        course_type: Option<String>,
        accreditation: Option<String>,
    }

    /// Dated rounds of an offer (Durchführungen).
    "run" run(offer: Uuid, position: i32) {
        part: Uuid,
        starts_on: Option<Date>,
        ends_on: Option<Date>,
        location: Option<Uuid>,
        district: Option<Uuid>,
        registration_deadline: Option<Date>,
        capacity: Option<i64>,
        availability: Option<String>,
        availability_reported_at: Option<DateTimeUtc>,
        availability_valid_until: Option<DateTimeUtc>,
    }

    /// Standing services at which a person is advised (Beratungsstellen).
    "counselling_point" counselling_point(id: Uuid) {
        appointment_mode: Option<String>,
    }

    /// What one is advised about.
    "counselling_topic" counselling_topic(counselling_point: Uuid, position: i32) {
        topic: Uuid,
    }

    /// The genders of those who answer.
    "counselling_gender" counselling_gender(counselling_point: Uuid, position: i32) {
        gender: String,
    }

    /// The areas of action that an entry serves.
    "entry_area" entry_area(entry: Uuid, position: i32) {
        action_area: Uuid,
    }

    /// What an entry is about.
    "entry_topic" entry_topic(entry: Uuid, position: i32) {
        topic: Uuid,
    }

    /// For whom an entry is.
    "entry_target_group" entry_target_group(entry: Uuid, position: i32) {
        target_group: Uuid,
        mode: String,
    }

    /// The only genders that an entry lets in.
    "entry_gender" entry_gender(entry: Uuid, position: i32) {
        gender: String,
    }

    /// What somebody has to fulfil.
    "entry_access" entry_access(entry: Uuid, position: i32) {
        kind: String,
        requirement: String,
    }

    /// The languages of an entry; those of one place have its `place`.
    "entry_language" entry_language(entry: Uuid, place: i32, position: i32) {
        language: String,
        role: String,
    }

    /// Where an entry takes place.
    "entry_place" entry_place(entry: Uuid, position: i32) {
        part: Uuid,
        location: Option<Uuid>,
        district: Option<Uuid>,
    }

    /// For whom in the city an entry is there.
    "entry_service_area" entry_service_area(entry: Uuid, position: i32) {
        district: Uuid,
    }

    /// What the education benefits pay.
    "entry_benefit" entry_benefit(entry: Uuid, position: i32) {
        component: String,
        decided_by: Option<Uuid>,
    }

    /// The measures that an entry implements.
    "entry_measure" entry_measure(entry: Uuid, position: i32) {
        measure: Uuid,
    }

    /// What else may be of use.
    "entry_related" entry_related(entry: Uuid, position: i32) {
        related: Uuid,
    }
}
