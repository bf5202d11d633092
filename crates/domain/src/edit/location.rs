//! Locations.

use super::editor::Editor;
use super::input::{AddressInput, Change, CoordinatesInput, LocationInput};
use super::parts::edit_accessibility;
use super::plain::TextLimit;
use super::{Editing, Input, NewInput, slug_from};
use crate::contact::WebUrl;
use crate::id::LocationId;
use crate::place::{
    AccessibilityFacts, Coordinates, Location, LocationKind, LocationVisibility, PostalAddress,
};
use crate::text::{LocalizedText, Words};
use crate::violation::{Rule, Violations};

impl Input<Location> for LocationInput {
    fn apply(self, current: &Location, editing: Editing<'_>) -> Result<Location, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<Location> for LocationInput {
    fn create(self, id: LocationId, editing: Editing<'_>) -> Result<Location, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

fn edit(
    current: Option<&Location>,
    id: LocationId,
    input: LocationInput,
    mut editor: Editor<'_>,
) -> Result<Location, Violations> {
    let LocationInput {
        name,
        kind,
        owner,
        visibility,
        address,
        coordinates,
        district,
        transport_hint,
        url,
        accessibility,
    } = input;
    let known = current.map(|location| &location.name);
    let name = editor.required_text("name", known, name, TextLimit::NAME);
    let known = current.map(|location| location.kind);
    let kind = editor.required("kind", known, kind, |_, kind| Some(kind));
    // What is missing was noted, and then nothing is kept.
    let name = name.unwrap_or_else(LocalizedText::stand_in);
    let mut location = current.cloned().unwrap_or_else(|| Location {
        id,
        slug: slug_from(&name),
        owner: None,
        name: name.clone(),
        kind: LocationKind::Physical,
        visibility: LocationVisibility::Exact,
        address: None,
        coordinates: None,
        district: None,
        transport_hint: None,
        url: None,
        accessibility: AccessibilityFacts::default(),
        demo: false,
    });
    location.name = name;
    location.kind = kind.unwrap_or(location.kind);
    editor.optional("owner", &mut location.owner, owner, |editor, id| {
        editor.id(&id)
    });
    let visible = location.visibility;
    Editor::set_or(&mut location.visibility, visibility, visible);
    edit_address(&mut editor, &mut location.address, address);
    editor.optional(
        "coordinates",
        &mut location.coordinates,
        coordinates,
        read_coordinates,
    );
    editor.optional(
        "district",
        &mut location.district,
        district,
        |editor, id| editor.id(&id),
    );
    editor.text(
        "transportHint",
        &mut location.transport_hint,
        transport_hint,
        TextLimit::NOTE,
    );
    editor.optional("url", &mut location.url, url, |editor, text| {
        editor.parse(&text, WebUrl::parse)
    });
    edit_accessibility(&mut editor, &mut location.accessibility, accessibility);
    editor.finish(location)
}

fn edit_address(
    editor: &mut Editor<'_>,
    address: &mut Option<PostalAddress>,
    change: Change<AddressInput>,
) {
    let current = address.clone();
    editor.optional("address", address, change, |editor, input| {
        let AddressInput {
            street,
            postal_code,
            locality,
            country,
        } = input;
        let read = |editor: &mut Editor<'_>, text: String| editor.words(&text, TextLimit::NAME);
        let known = current.as_ref().map(|address| address.locality.clone());
        let town = editor.required("locality", known, locality, read);
        let mut land = current.as_ref().map(|address| address.country.clone());
        editor.optional("country", &mut land, country, |editor, text| {
            editor.parse(&text, read_country)
        });
        let (mut road, mut code) = current
            .map(|address| (address.street, address.postal_code))
            .unwrap_or_default();
        editor.optional("street", &mut road, street, read);
        editor.optional("postalCode", &mut code, postal_code, read);
        Some(PostalAddress {
            street: road,
            postal_code: code,
            locality: town?,
            country: land.or_else(|| Words::parse("DE").ok())?,
        })
    });
}

fn read_country(text: &str) -> Result<Words, &'static str> {
    let text = text.trim();
    let well_formed = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let not_a_code = "a country is two capital letters such as DE";
    if !well_formed {
        return Err(not_a_code);
    }
    Words::parse(text).map_err(|_| not_a_code)
}

pub(super) fn read_coordinates(
    editor: &mut Editor<'_>,
    input: CoordinatesInput,
) -> Option<Coordinates> {
    let point = Coordinates::new(input.latitude, input.longitude);
    if let Err(error) = &point {
        editor.note(Rule::Malformed(error.to_string()));
    }
    point.ok()
}
