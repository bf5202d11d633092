//! Responsibilities: who does what for which subject.

use super::super::editor::Editor;
use super::super::input::{Change, ContactInput, ResponsibilityInput};
use super::super::parts::edit_contact;
use super::super::plain::TextLimit;
use super::super::references::{Reference, Refers, reference};
use super::super::run::edit_period;
use super::super::{Editing, Input, NewInput};
use crate::code::Code;
use crate::contact::Contact;
use crate::id::{ActionAreaId, EntityId, OrganizationId, PartId, ResponsibilityId, Slug, TypedId};
use crate::period::Period;
use crate::plan::{Responsibility, ResponsibilityRole, ResponsibilitySubject};
use crate::violation::{Rule, Violations};

impl Input<Responsibility> for ResponsibilityInput {
    fn apply(
        self,
        current: &Responsibility,
        editing: Editing<'_>,
    ) -> Result<Responsibility, Violations> {
        edit(Some(current), current.id, self, Editor::new(editing))
    }
}

impl NewInput<Responsibility> for ResponsibilityInput {
    fn create(
        self,
        id: ResponsibilityId,
        editing: Editing<'_>,
    ) -> Result<Responsibility, Violations> {
        edit(None, id, self, Editor::new(editing))
    }
}

impl Refers for Responsibility {
    fn references(&self) -> Vec<Reference> {
        vec![
            reference(&["organization"], self.organization.entity()),
            reference(&["subject"], self.subject.into()),
        ]
    }
}

fn edit(
    current: Option<&Responsibility>,
    id: ResponsibilityId,
    input: ResponsibilityInput,
    mut editor: Editor<'_>,
) -> Result<Responsibility, Violations> {
    let ResponsibilityInput {
        organization,
        subject,
        role,
        commitment,
        is_responsible,
        from,
        to,
        contact,
        note,
    } = input;
    let known = current.map(|it| it.organization);
    let organization = editor.required("organization", known, organization, |editor, id| {
        editor.id(&id)
    });
    let known = current.map(|it| it.subject);
    let subject = editor.required("subject", known, subject, |editor, id| {
        read_subject(editor, &id)
    });
    let known = current.map(|it| it.role);
    let role = editor.required("role", known, role, |_, role| Some(role));
    // What is missing was noted, and then nothing is kept.
    let organization = organization.unwrap_or_else(|| OrganizationId::from_uuid(id.uuid()));
    let nowhere = || ResponsibilitySubject::Area(ActionAreaId::from_uuid(id.uuid()));
    let subject = subject.unwrap_or_else(nowhere);
    let role = role.unwrap_or(ResponsibilityRole::Participation);
    let mut next = current.cloned().unwrap_or_else(|| Responsibility {
        id,
        slug: slug_of(id, role),
        organization,
        subject,
        role,
        commitment: None,
        responsible: None,
        period: Period::default(),
        contact: None,
        note: None,
        official_text: None,
        source: None,
        order: 0,
    });
    next.organization = organization;
    next.subject = subject;
    next.role = role;
    Editor::set(&mut next.commitment, commitment);
    Editor::set(&mut next.responsible, is_responsible);
    edit_period(&mut editor, &mut next.period, ("from", from), ("to", to));
    edit_only_contact(&mut editor, &mut next.contact, contact);
    editor.text("note", &mut next.note, note, TextLimit::NOTE);
    editor.finish(next)
}

fn read_subject(editor: &mut Editor<'_>, text: &str) -> Option<ResponsibilitySubject> {
    let id = editor.parse(text, EntityId::from_global)?;
    let subject = ResponsibilitySubject::try_from(id);
    if subject.is_err() {
        let reason = format!("nobody is responsible for a {}", id.kind);
        editor.note(Rule::Malformed(reason));
    }
    subject.ok()
}

/// The contact is one part: naming it changes it, not naming it puts another in its place.
fn edit_only_contact(
    editor: &mut Editor<'_>,
    contact: &mut Option<Contact>,
    change: Change<ContactInput>,
) {
    let current = contact.clone();
    editor.optional("contact", contact, change, |editor, input| {
        let Some(name) = input.id.as_deref() else {
            let id = (editor.context.parts)();
            return edit_contact(editor, None, id, input);
        };
        let known =
            PartId::from_global(name).and_then(|wanted| current.filter(|known| known.id == wanted));
        let Some(known) = known else {
            editor.note_at("id", Rule::Unknown(name.chars().take(40).collect()));
            return None;
        };
        let id = known.id;
        edit_contact(editor, Some(known), id, input)
    });
}

/// It has no title from which a slug could be made; nobody reads this one.
fn slug_of(id: ResponsibilityId, role: ResponsibilityRole) -> Slug {
    let role = role.code().to_lowercase();
    Slug::parse(&format!("{role}-{}", id.uuid().simple()))
        .unwrap_or_else(|_| Slug::constant("zustaendigkeit"))
}
