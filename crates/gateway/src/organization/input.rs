//! What changes about an organization.

use async_graphql::{ID, InputObject, MaybeUndefined};
use domain::organization::{
    AdministrativeLevel, Cooperation, LegalForm, OrganizationKind, OrganizationStatus,
    VerificationState,
};
use domain::place::LocationVisibility;
use domain::review::Channel;

use crate::code::Coded;
use crate::editing::{NoteInput, TextInput, inputs};
use crate::entry::{ContactInput, ImageInput};

/// What changes about what an organization says about itself. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateOrganizationProfileInput {
    /// The id of the organization.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) profile: OrganizationProfileInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// A new organization. What is left out is not known yet.
#[derive(InputObject)]
pub struct CreateOrganizationInput {
    #[graphql(flatten)]
    pub(super) organization: OrganizationInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// What changes about an organization. What is left out stays, null clears it.
#[derive(InputObject)]
pub struct UpdateOrganizationInput {
    /// The id of the organization.
    pub(super) id: ID,
    /// The number of the newest revision, from which the change starts. Where somebody else was
    /// faster, the mutation is refused with `CONFLICT` and `extensions.currentRevision`.
    pub(super) expected_revision: u32,
    #[graphql(flatten)]
    pub(super) organization: OrganizationInput,
    #[graphql(flatten)]
    pub(super) note: NoteInput,
}

/// Which organization to take out.
#[derive(InputObject)]
pub struct ArchiveOrganizationInput {
    /// The id of the organization.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
    /// Why. Not public.
    pub(super) comment: Option<String>,
    /// How the provider told it. Only for the coordinating office, where it acts on a provider's
    /// behalf.
    pub(super) channel: Option<Coded<Channel>>,
}

/// Which organization to take up again.
#[derive(InputObject)]
pub struct RestoreOrganizationInput {
    /// The id of the organization.
    pub(super) id: ID,
    /// The number of the newest revision. Where somebody else was faster, the mutation is refused
    /// with `CONFLICT`.
    pub(super) expected_revision: u32,
}

inputs! {
    /// What an organization says about itself. Flattened into the inputs of mutations.
    OrganizationProfileInput {
        /// Its name; needed for a new one. Languages that are not named stay; a name of its own is not
        /// translated.
        name: MaybeUndefined<TextInput>,
        /// The short form of the name.
        abbreviation: MaybeUndefined<String>,
        /// The legal form. Null: nobody said.
        legal_form: MaybeUndefined<Coded<LegalForm>>,
        /// What it does.
        description: MaybeUndefined<TextInput>,
        /// How to reach it: the whole list. A contact with an id is changed, one without is added, one
        /// that is left out is removed.
        contacts: MaybeUndefined<Vec<ContactInput>>,
        /// Its web page: `https://…`.
        website: MaybeUndefined<String>,
        /// Its logo. With an id it is changed, without one it is replaced.
        logo: MaybeUndefined<ImageInput>,
        /// The ids of the locations where it is at home: the whole list.
        locations: MaybeUndefined<Vec<ID>>,
        /// How much of its places the public may learn: everything where a new one does not say; its
        /// entries are never less protected. Null changes nothing. To show more than before always
        /// needs a review.
        visibility: MaybeUndefined<Coded<LocationVisibility>>,
        /// Whether it works together with others in culture. Null: nobody said.
        cooperation: MaybeUndefined<Coded<Cooperation>>,
        /// How it works together with others.
        cooperation_note: MaybeUndefined<TextInput>,
    }

    /// What the coordinating office writes about an organization. Flattened into the inputs of
    /// mutations.
    OrganizationInput {
        #[graphql(flatten)]
        profile: OrganizationProfileInput,
        /// What kind of party it is; needed for a new one.
        kind: MaybeUndefined<Coded<OrganizationKind>>,
        /// The level on which it works. Null: nobody said.
        level: MaybeUndefined<Coded<AdministrativeLevel>>,
        /// The id of what it is a part of. Null: of nothing.
        parent: MaybeUndefined<ID>,
        /// Other wordings by which documents name it: the whole list.
        aliases: MaybeUndefined<Vec<String>>,
        /// What the expansion of an abbreviation or a wording rests on.
        evidence: MaybeUndefined<String>,
        /// Whether somebody made sure that it is who it says. Null: nobody did.
        verification: MaybeUndefined<Coded<VerificationState>>,
        /// Whether its members publish without a review. Null: they do not. It counts once the
        /// revision that says so is published.
        trusted: MaybeUndefined<bool>,
        /// Whether it still works. Null: it does.
        status: MaybeUndefined<Coded<OrganizationStatus>>,
    }
}
