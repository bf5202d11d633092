//! What changes about the site.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::editing::{CurationNoteInput, TextInput, inputs};

/// What changes about the site. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateSiteInput {
    /// The id of the site.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) site: SiteInput,
    #[graphql(flatten)]
    pub(super) note: CurationNoteInput,
}

inputs! {
    /// What the operator says about this directory. Flattened into the input of its mutation.
    SiteInput {
        /// What the directory is called. Languages that are not named stay.
        name: MaybeUndefined<TextInput>,
        /// What it is for.
        description: MaybeUndefined<TextInput>,
        /// Who is liable (Impressum).
        imprint: MaybeUndefined<TextInput>,
        /// What happens to personal data (Datenschutzerklärung).
        privacy: MaybeUndefined<TextInput>,
        /// How accessible it is (Erklärung zur Barrierefreiheit).
        accessibility_statement: MaybeUndefined<TextInput>,
        /// Whom to tell about mistakes, a mail address.
        feedback_email: MaybeUndefined<String>,
        /// Numbers for emergencies, the most urgent first: the whole list. One with an id is
        /// changed, one without is added, one that is left out is removed.
        emergency_numbers: MaybeUndefined<Vec<EmergencyNumberInput>>,
        /// The licence of the content, as SPDX identifier, such as `CC-BY-4.0`.
        data_license: MaybeUndefined<String>,
        /// The web address where the licence can be read.
        data_license_url: MaybeUndefined<String>,
        /// The web address of the app or page on which entries are shared; the slug goes behind it.
        entry_url: MaybeUndefined<String>,
        /// The tags of the languages in which the directory is kept, the most important first: the
        /// whole list, at least one.
        languages: MaybeUndefined<Vec<String>>,
    }

    /// A number for emergencies. What is left out stays, null clears it.
    EmergencyNumberInput {
        /// The `partId` of the number; left out for a new one.
        id: Option<ID>,
        /// The number to dial, such as `112` or `+49 571 1234`; needed for a new one.
        phone: MaybeUndefined<String>,
        /// For what; needed for a new one.
        label: MaybeUndefined<TextInput>,
        /// When and in which languages somebody answers, and what it costs.
        note: MaybeUndefined<TextInput>,
    }
}
