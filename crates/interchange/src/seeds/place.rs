//! The places of the demo entries (`demo/locations.toml`).

use domain::contact::WebUrl;
use domain::id::{LocationId, TypedId};
use domain::place::{AccessibilityFacts, Location, PostalAddress};
use domain::text::Words;

use super::document::{Fields, Scope, Value};
use super::errors::SeedProblem;
use super::keys::reference;
use super::text::{localized, words};

pub(super) fn locations(scope: Scope<'_>) -> Vec<Location> {
    scope.read(|f| f.list("locations", location))
}

fn location(value: Value<'_>) -> Option<Location> {
    value.table(|f| {
        let (slug, key) = f.key();
        // The line is for the reader of the file: a location keeps no source.
        f.optional("line", Value::integer::<u32>);
        let name = f.required("name", localized);
        let kind = f.required("kind", Value::code);
        let visibility = f.required("visibility", Value::code);
        let district = f.optional("district", reference);
        let address = address(value, f);
        let transport_hint = f.optional("transport_hint", localized);
        let url = f.optional("url", web_url);
        Some(Location {
            id: LocationId::of_slug(key),
            slug: slug?,
            name: name?,
            kind: kind?,
            visibility: visibility?,
            address,
            coordinates: None,
            district,
            owner: None,
            transport_hint,
            url,
            accessibility: AccessibilityFacts::default(),
            demo: true,
        })
    })
}

/// The address, as far as it is a fact. All of them lie in Germany.
fn address(value: Value<'_>, f: &mut Fields<'_>) -> Option<PostalAddress> {
    let street = f.optional("street", words);
    let postal_code = f.optional("postal_code", words);
    let locality = f.optional("locality", words);
    if locality.is_none() && (street.is_some() || postal_code.is_some()) {
        f.note(SeedProblem::MissingField { field: "locality" });
    }
    Some(PostalAddress {
        street,
        postal_code,
        locality: locality?,
        country: value.accept(Words::parse("DE"))?,
    })
}

pub(super) fn web_url(value: Value<'_>) -> Option<WebUrl> {
    let text = value.string()?;
    value.accept(WebUrl::parse(text))
}
