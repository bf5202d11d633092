//! Bodies that take part in the plan, run offers, or both.

use async_graphql::{Context, ID, Object, Result};
use domain::organization as model;

use crate::code::Coded;
use crate::connection::{Connection, PageArguments, page_cost};
use crate::disclosure::{HiddenPlace, ProfessionalContact, hidden_places, professional_contacts};
use crate::entry::{Contact, Entry, EntryFilter, EntryOrder, Image, contacts, entries_of};
use crate::location::Location;
use crate::object::{document_object, global_id, linked, linked_all, narrow, referring};
use crate::responsibility::{Responsibility, ResponsibilityFilter, responsibilities_of};
use crate::scalar::{DateTime, LanguageTag, Url};
use crate::text::{LocalizedText, localized, localized_option};

document_object! {
    Organization(model::Organization)
}

/// A body that takes part in the plan, runs offers, or both (Organisation, Träger,
/// Stakeholder*in): also offices, councils, working groups, and parties that the plan names only by
/// their kind ("associations"). Null is unknown.
#[Object]
impl Organization {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// What every organization says.
    #[graphql(flatten)]
    async fn organization(&self, _ctx: &Context<'_>) -> OrganizationFields<'_> {
        OrganizationFields(&self.0)
    }

    /// Its parts.
    #[graphql(complexity = "10 * child_complexity")]
    async fn units(&self, ctx: &Context<'_>) -> Vec<Organization> {
        referring(ctx, self.0.id, |part: &model::Organization| {
            part.parent == Some(self.0.id)
        })
    }

    /// The entries that it runs.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let bounds = domain::entry::EntryFilter {
            providers: vec![self.0.id],
            ..Default::default()
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        entries_of(ctx, self.0.id, bounds, (filter, order), &page).await
    }

    /// For what it is responsible, or named by the plan.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn responsibilities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            ResponsibilityFilter,
        >,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Responsibility>> {
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        let bound = |filter: &mut domain::plan::ResponsibilityFilter| {
            narrow(&mut filter.organizations, self.0.id)
        };
        responsibilities_of(ctx, self.0.id, bound, filter, &page).await
    }

    /// Direct lines and notes meant for colleagues: for colleagues in other institutions, programs with
    /// a key for that, and whoever maintains or coordinates it. For everybody else empty, as where
    /// there are none. The answer may not be kept in shared caches.
    async fn professional_contacts(&self, ctx: &Context<'_>) -> Result<Vec<ProfessionalContact>> {
        professional_contacts(ctx, self.0.id).await
    }

    /// Where it is at home without the public's knowing: for its members and whoever coordinates it.
    /// For everybody else empty, as where there is nothing to hide.
    async fn hidden_places(&self, ctx: &Context<'_>) -> Result<Vec<HiddenPlace>> {
        hidden_places(ctx, self.0.id).await
    }

    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.stamp().updated_at)
    }
}

pub struct OrganizationFields<'a>(pub(super) &'a model::Organization);

/// What every organization says, whoever reads it. Flattened into the objects.
#[Object]
impl OrganizationFields<'_> {
    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// Its name. A name of its own is not translated.
    async fn name(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.name, language)
    }

    /// The short form of the name.
    async fn abbreviation(&self) -> Option<&str> {
        self.0
            .abbreviation
            .as_ref()
            .map(domain::text::Words::as_str)
    }

    /// Other wordings by which documents name it.
    async fn aliases(&self) -> Vec<&str> {
        self.0
            .aliases
            .iter()
            .map(domain::text::Words::as_str)
            .collect()
    }

    /// What the expansion of an abbreviation or a wording rests on.
    async fn evidence(&self) -> Option<&str> {
        self.0.evidence.as_ref().map(domain::text::Words::as_str)
    }

    /// What kind of party it is.
    async fn kind(&self) -> Coded<model::OrganizationKind> {
        Coded(self.0.kind)
    }

    /// The legal form.
    async fn legal_form(&self) -> Option<Coded<model::LegalForm>> {
        self.0.legal_form.map(Coded)
    }

    /// The level on which it works: city, county, region, state, the whole country.
    async fn level(&self) -> Option<Coded<model::AdministrativeLevel>> {
        self.0.level.map(Coded)
    }

    /// What it is a part of; null when it is no part of anything.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.0.parent?)
    }

    /// What it does.
    async fn description(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.description.as_ref(), language)
    }

    /// How to reach it.
    async fn contacts(&self) -> Vec<Contact<'_>> {
        contacts(&self.0.contacts)
    }

    /// Its web page.
    async fn website(&self) -> Option<Url> {
        self.0.website.clone().map(Url)
    }

    /// Its logo.
    async fn logo(&self) -> Option<Image<'_>> {
        self.0.logo.as_ref().map(Image)
    }

    /// Where it is at home. Protected addresses are left out.
    async fn locations(&self, ctx: &Context<'_>) -> Vec<Location> {
        linked_all(ctx, self.0.locations.iter().copied())
    }

    /// Whether the coordinating office made sure that it is who it says.
    async fn verification(&self) -> Coded<model::VerificationState> {
        Coded(self.0.verification)
    }

    /// Whether it still works.
    async fn status(&self) -> Coded<model::OrganizationStatus> {
        Coded(self.0.status)
    }

    /// Whether it works together with others in culture.
    async fn cooperation(&self) -> Option<Coded<model::Cooperation>> {
        self.0.cooperation.map(Coded)
    }

    /// How it works together with others.
    async fn cooperation_note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.cooperation_note.as_ref(), language)
    }

    /// Whether it is made up, to show how the directory works.
    async fn is_demo(&self) -> bool {
        self.0.demo
    }
}
