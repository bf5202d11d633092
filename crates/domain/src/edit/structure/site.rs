//! What the installation says about itself.

use super::super::editor::{Editor, Parts};
use super::super::input::{EmergencyNumberInput, SiteInput};
use super::super::plain::TextLimit;
use super::super::references::{Reference, Refers};
use super::super::{Editing, Input};
use super::edit_label;
use crate::contact::{EmailAddress, PhoneNumber, WebUrl};
use crate::id::PartId;
use crate::site::{EmergencyNumber, Site};
use crate::violation::{Rule, Violations};

const MOST_LANGUAGES: usize = 60;

const NUMBERS: Parts<EmergencyNumber, EmergencyNumberInput> = Parts {
    most: 50,
    id: |number| number.id,
    named: |input| input.id.as_deref(),
    edit: edit_number,
    copied: None,
};

impl Input<Site> for SiteInput {
    fn apply(self, current: &Site, editing: Editing<'_>) -> Result<Site, Violations> {
        let Self {
            name,
            description,
            imprint,
            privacy,
            accessibility_statement,
            feedback_email,
            emergency_numbers,
            data_license,
            data_license_url,
            entry_url,
            languages,
        } = self;
        let mut editor = Editor::new(editing);
        let mut site = current.clone();
        site.name = edit_label(&mut editor, ("name", Some(&current.name)), name);
        for (step, target, change) in [
            ("description", &mut site.description, description),
            ("imprint", &mut site.imprint, imprint),
            ("privacy", &mut site.privacy, privacy),
            (
                "accessibilityStatement",
                &mut site.accessibility_statement,
                accessibility_statement,
            ),
        ] {
            editor.text(step, target, change, TextLimit::BODY);
        }
        let mailbox = &mut site.feedback_email;
        editor.optional("feedbackEmail", mailbox, feedback_email, |editor, text| {
            editor.parse(&text, EmailAddress::parse)
        });
        let numbers = &mut site.emergency_numbers;
        editor.parts("emergencyNumbers", numbers, emergency_numbers, &NUMBERS);
        let license = &mut site.data_license;
        editor.optional("dataLicense", license, data_license, |editor, text| {
            editor.words(&text, TextLimit::NAME)
        });
        for (step, target, change) in [
            (
                "dataLicenseUrl",
                &mut site.data_license_url,
                data_license_url,
            ),
            ("entryUrl", &mut site.entry_url, entry_url),
        ] {
            editor.optional(step, target, change, |editor, text| {
                editor.parse(&text, WebUrl::parse)
            });
        }
        let named = languages.is_named();
        editor.list(
            "languages",
            &mut site.languages,
            languages,
            (MOST_LANGUAGES, Clone::clone),
            |editor, tag| editor.language(&tag),
        );
        if named && site.languages.is_empty() {
            editor.note_at("languages", Rule::Missing);
        }
        editor.finish(site)
    }
}

impl Refers for Site {
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }
}

fn edit_number(
    editor: &mut Editor<'_>,
    current: Option<EmergencyNumber>,
    id: PartId,
    input: EmergencyNumberInput,
) -> Option<EmergencyNumber> {
    let EmergencyNumberInput {
        id: _,
        phone,
        label,
        note,
    } = input;
    let before = current.as_ref();
    let known = before.map(|number| number.phone.clone());
    let phone = editor.required("phone", known, phone, |editor, text| {
        editor.parse(&text, PhoneNumber::parse)
    });
    let known = before.map(|number| &number.label);
    let label = editor.required_text("label", known, label, TextLimit::NAME);
    let mut more = current.and_then(|number| number.note);
    editor.text("note", &mut more, note, TextLimit::NOTE);
    Some(EmergencyNumber {
        id,
        phone: phone?,
        label: label?,
        note: more,
    })
}
