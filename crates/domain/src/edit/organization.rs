//! Organizations: the profile that one keeps itself, and all that the coordinating office writes.
//!
//! Nobody makes an organization by its profile: whether a party belongs in the directory is the
//! coordinating office's to say, and so is what kind it is, what it is a part of, how documents name
//! it and whether it is trusted.

use super::editor::Editor;
use super::entry::{MOST_LINKS, links};
use super::input::{Change, OrganizationInput, OrganizationProfileInput};
use super::parts::{CONTACTS, edit_image};
use super::plain::TextLimit;
use super::{Editing, Input, NewInput, slug_from};
use crate::contact::WebUrl;
use crate::id::{OrganizationId, PartId};
use crate::image::Image;
use crate::organization::{Organization, OrganizationKind, OrganizationStatus, VerificationState};
use crate::place::LocationVisibility;
use crate::text::LocalizedText;
use crate::violation::{Rule, Violations};

impl Input<Organization> for OrganizationProfileInput {
    fn apply(
        self,
        current: &Organization,
        editing: Editing<'_>,
    ) -> Result<Organization, Violations> {
        let mut editor = Editor::new(editing);
        let mut next = current.clone();
        edit_profile(&mut editor, &mut next, Some(&current.name), self);
        editor.finish(next)
    }
}

impl Input<Organization> for OrganizationInput {
    fn apply(
        self,
        current: &Organization,
        editing: Editing<'_>,
    ) -> Result<Organization, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<Organization> for OrganizationInput {
    fn create(self, id: OrganizationId, editing: Editing<'_>) -> Result<Organization, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

fn edit(
    current: Option<&Organization>,
    id: OrganizationId,
    input: OrganizationInput,
    mut editor: Editor<'_>,
) -> Result<Organization, Violations> {
    let OrganizationInput {
        profile,
        kind,
        level,
        parent,
        aliases,
        evidence,
        verification,
        trusted,
        status,
    } = input;
    let mut next = current.cloned().unwrap_or_else(|| blank(id));
    let known = current.map(|organization| &organization.name);
    edit_profile(&mut editor, &mut next, known, profile);
    if current.is_none() {
        next.slug = slug_from(&next.name);
    }
    let known = current.map(|organization| organization.kind);
    let kind = editor.required("kind", known, kind, |_, kind| Some(kind));
    next.kind = kind.unwrap_or(next.kind);
    Editor::set(&mut next.level, level);
    editor.optional("parent", &mut next.parent, parent, |editor, text| {
        let parent = editor.id(&text)?;
        if parent == id {
            editor.note(Rule::Cycle(text.chars().take(40).collect()));
            return None;
        }
        Some(parent)
    });
    editor.list(
        "aliases",
        &mut next.aliases,
        aliases,
        (MOST_LINKS, Clone::clone),
        |editor, text| editor.words(&text, TextLimit::NAME),
    );
    editor.optional("evidence", &mut next.evidence, evidence, |editor, text| {
        editor.words(&text, TextLimit::NOTE)
    });
    let Organization {
        verification: verified,
        trusted: trust,
        status: stands,
        ..
    } = &mut next;
    Editor::set_or(verified, verification, VerificationState::Unverified);
    Editor::set_or(trust, trusted, false);
    Editor::set_or(stands, status, OrganizationStatus::Active);
    editor.finish(next)
}

fn edit_profile(
    editor: &mut Editor<'_>,
    next: &mut Organization,
    known: Option<&LocalizedText>,
    input: OrganizationProfileInput,
) {
    let OrganizationProfileInput {
        name,
        abbreviation,
        legal_form,
        description,
        contacts,
        website,
        logo,
        locations,
        visibility,
        cooperation,
        cooperation_note,
    } = input;
    // What is missing was noted, and then nothing is kept.
    if let Some(name) = editor.required_text("name", known, name, TextLimit::NAME) {
        next.name = name;
    }
    editor.optional(
        "abbreviation",
        &mut next.abbreviation,
        abbreviation,
        |editor, text| editor.words(&text, TextLimit::NAME),
    );
    Editor::set(&mut next.legal_form, legal_form);
    editor.text(
        "description",
        &mut next.description,
        description,
        TextLimit::BODY,
    );
    editor.parts("contacts", &mut next.contacts, contacts, &CONTACTS);
    editor.optional("website", &mut next.website, website, |editor, text| {
        editor.parse(&text, WebUrl::parse)
    });
    edit_logo(editor, &mut next.logo, logo);
    links(editor, "locations", &mut next.locations, locations);
    // What is protected stays so when the word is taken back.
    let visible = next.visibility;
    Editor::set_or(&mut next.visibility, visibility, visible);
    Editor::set(&mut next.cooperation, cooperation);
    editor.text(
        "cooperationNote",
        &mut next.cooperation_note,
        cooperation_note,
        TextLimit::NOTE,
    );
}

/// An organization about which nobody said anything.
fn blank(id: OrganizationId) -> Organization {
    let name = LocalizedText::stand_in();
    Organization {
        id,
        slug: slug_from(&name),
        name,
        abbreviation: None,
        aliases: Vec::new(),
        evidence: None,
        kind: OrganizationKind::Organization,
        legal_form: None,
        level: None,
        parent: None,
        description: None,
        contacts: Vec::new(),
        website: None,
        logo: None,
        locations: Vec::new(),
        visibility: LocationVisibility::Exact,
        verification: VerificationState::Unverified,
        trusted: false,
        status: OrganizationStatus::Active,
        cooperation: None,
        cooperation_note: None,
        demo: false,
    }
}

/// The logo is one part: naming it changes it, not naming it puts another in its place.
fn edit_logo(editor: &mut Editor<'_>, logo: &mut Option<Image>, change: Change<super::ImageInput>) {
    let current = logo.clone();
    editor.optional("logo", logo, change, |editor, input| {
        let Some(name) = input.id.as_deref() else {
            let id = (editor.context.parts)();
            return edit_image(editor, None, id, input);
        };
        let known =
            PartId::from_global(name).and_then(|wanted| current.filter(|image| image.id == wanted));
        let Some(known) = known else {
            editor.note_at("id", Rule::Unknown(name.chars().take(40).collect()));
            return None;
        };
        let id = known.id;
        edit_image(editor, Some(known), id, input)
    });
}
