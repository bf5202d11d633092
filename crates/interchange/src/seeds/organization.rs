//! The parties of the plan (`plan/organizations.toml`).

use domain::id::{OrganizationId, TypedId};
use domain::organization::{Organization, OrganizationStatus, VerificationState};
use domain::place::LocationVisibility;

use super::document::{Scope, Value};
use super::keys::reference;
use super::text::{german_and_english, words};

/// Nobody has verified them, and the plan takes for granted that they exist.
pub(super) fn organizations(scope: Scope<'_>) -> Vec<Organization> {
    scope.read(|f| f.list("organizations", organization))
}

fn organization(value: Value<'_>) -> Option<Organization> {
    value.table(|f| {
        let (slug, key) = f.key();
        let name = german_and_english(f, "name", "name_en");
        let kind = f.required("kind", Value::code);
        let abbreviation = f.optional("abbreviation", words);
        let aliases = f.list("aliases", words);
        let evidence = f.optional("evidence", words);
        let legal_form = f.optional("legal_form", Value::code);
        let level = f.optional("level", Value::code);
        let parent = f.optional("parent", reference);
        let visibility = f.optional("visibility", Value::code);
        Some(Organization {
            id: OrganizationId::of_slug(key),
            slug: slug?,
            name: name?,
            abbreviation,
            aliases,
            evidence,
            kind: kind?,
            legal_form,
            level,
            parent,
            description: None,
            contacts: Vec::new(),
            website: None,
            logo: None,
            locations: Vec::new(),
            visibility: visibility.unwrap_or(LocationVisibility::Exact),
            verification: VerificationState::Unverified,
            trusted: false,
            status: OrganizationStatus::Active,
            cooperation: None,
            cooperation_note: None,
            demo: false,
        })
    })
}
