//! What the operator says about the installation.

use async_graphql::{Context, ID, Object};
use domain::site as model;

use crate::object::{document_object, global_id};
use crate::scalar::{EmailAddress, LanguageTag, PhoneNumber, Url};
use crate::text::{LocalizedText, localized, localized_option};

document_object! {
    Site(model::Site)
}

/// What the operator says about this directory: imprint, privacy, emergency numbers. Null means
/// that the operator has not said it yet.
#[Object]
impl Site {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The number of the published revision, from 1: what the next change starts from.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// What the directory is called.
    async fn name(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.name, language)
    }

    /// What it is for.
    async fn description(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.description.as_ref(), language)
    }

    /// Who is liable (Impressum).
    async fn imprint(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.imprint.as_ref(), language)
    }

    /// What happens to personal data (Datenschutzerklärung).
    async fn privacy(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.privacy.as_ref(), language)
    }

    /// How accessible it is (Erklärung zur Barrierefreiheit).
    async fn accessibility_statement(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.accessibility_statement.as_ref(), language)
    }

    /// Whom to tell about mistakes.
    async fn feedback_email(&self) -> Option<EmailAddress> {
        self.0.feedback_email.clone().map(EmailAddress)
    }

    /// Numbers for emergencies, the most urgent first.
    async fn emergency_numbers(&self) -> Vec<EmergencyNumber<'_>> {
        self.0
            .emergency_numbers
            .iter()
            .map(EmergencyNumber)
            .collect()
    }

    /// The licence of the content, as SPDX identifier.
    async fn data_license(&self) -> Option<&str> {
        self.0
            .data_license
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// Where the licence can be read.
    async fn data_license_url(&self) -> Option<Url> {
        self.0.data_license_url.clone().map(Url)
    }

    /// The address of the app or page on which entries are shared; the slug goes behind it.
    async fn entry_url(&self) -> Option<Url> {
        self.0.entry_url.clone().map(Url)
    }

    /// The languages in which the directory is kept, the most important first.
    async fn languages(&self) -> Vec<LanguageTag> {
        self.0.languages.iter().cloned().map(LanguageTag).collect()
    }
}

pub struct EmergencyNumber<'a>(&'a model::EmergencyNumber);

/// A number for emergencies.
#[Object]
impl EmergencyNumber<'_> {
    /// Names the number among those of the site, to change it: no global id.
    async fn part_id(&self) -> ID {
        ID(self.0.id.to_global())
    }

    /// The number to dial.
    async fn phone(&self) -> PhoneNumber {
        PhoneNumber(self.0.phone.clone())
    }

    /// For what.
    async fn label(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.label, language)
    }

    /// When and in which languages somebody answers, and what it costs; null when nobody said.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note.as_ref(), language)
    }
}
