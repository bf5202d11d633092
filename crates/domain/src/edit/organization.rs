//! The profile that an organization keeps itself. Nobody makes an organization by it: whether a
//! party belongs in the directory is the coordinating office's to say.

use super::editor::Editor;
use super::entry::links;
use super::input::{Change, OrganizationProfileInput};
use super::parts::{CONTACTS, edit_image};
use super::plain::TextLimit;
use super::{Editing, Input};
use crate::contact::WebUrl;
use crate::id::PartId;
use crate::image::Image;
use crate::organization::Organization;
use crate::violation::{Rule, Violations};

impl Input<Organization> for OrganizationProfileInput {
    fn apply(
        self,
        current: &Organization,
        editing: Editing<'_>,
    ) -> Result<Organization, Violations> {
        let Self {
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
        } = self;
        let mut editor = Editor::new(editing);
        let mut next = current.clone();
        let name = editor.required_text("name", Some(&current.name), name, TextLimit::NAME);
        // What is missing was noted, and then nothing is kept.
        next.name = name.unwrap_or(next.name);
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
        edit_logo(&mut editor, &mut next.logo, logo);
        links(&mut editor, "locations", &mut next.locations, locations);
        Editor::set_or(&mut next.visibility, visibility, current.visibility);
        Editor::set(&mut next.cooperation, cooperation);
        editor.text(
            "cooperationNote",
            &mut next.cooperation_note,
            cooperation_note,
            TextLimit::NOTE,
        );
        editor.finish(next)
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
