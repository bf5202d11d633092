//! The rows of organizations, and of contacts and pictures wherever they stand.

use domain::contact::Contact;
use domain::id::TypedId;
use domain::image::Image;
use domain::organization::Organization;
use domain::text::fold;
use uuid::Uuid;

use super::{Project, Rows, code, code_of, placed, text_of, uuid_of};
use crate::entity;

impl Project for Organization {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            name: _,
            abbreviation,
            aliases,
            evidence,
            kind,
            legal_form,
            level,
            parent,
            description: _,
            contacts,
            website,
            logo,
            locations,
            visibility,
            verification,
            trusted: _,
            status,
            cooperation,
            cooperation_note: _,
            demo,
        } = self;
        let organization = id.uuid();
        rows.organization.push(entity::organization::Model {
            id: organization,
            slug: slug.to_string(),
            abbreviation: text_of(abbreviation.as_ref()),
            evidence: text_of(evidence.as_ref()),
            kind: code(*kind),
            legal_form: code_of(*legal_form),
            level: code_of(*level),
            parent: uuid_of(*parent),
            website: text_of(website.as_ref()),
            visibility: code(*visibility),
            verification: code(*verification),
            status: code(*status),
            cooperation: code_of(*cooperation),
            demo: *demo,
        });
        for (position, alias) in placed(aliases) {
            rows.organization_alias
                .push(entity::organization_alias::Model {
                    organization,
                    position,
                    alias: alias.to_string(),
                    folded: fold(alias.as_str()),
                });
        }
        for (position, location) in placed(locations) {
            rows.organization_location
                .push(entity::organization_location::Model {
                    organization,
                    position,
                    location: location.uuid(),
                });
        }
        add_contacts(organization, "contacts", contacts, rows);
        add_images(organization, "logo", logo.as_slice(), rows);
    }
}

/// The contacts of a list that stands at this path in the content of its owner.
pub(super) fn add_contacts(owner: Uuid, path: &str, contacts: &[Contact], rows: &mut Rows) {
    for (position, contact) in placed(contacts) {
        let Contact {
            id,
            audience,
            function: _,
            person: _,
            email,
            phone,
            phone_extension,
            url,
            person_erased_on: _,
        } = contact;
        rows.contact.push(entity::contact::Model {
            owner,
            path: format!("{path}.{position}"),
            part: id.uuid(),
            audience: code(*audience),
            email: text_of(email.as_ref()),
            phone: text_of(phone.as_ref()),
            phone_extension: phone_extension.clone(),
            url: text_of(url.as_ref()),
        });
    }
}

/// The pictures of a list that stands at this path in the content of its owner.
pub(super) fn add_images(owner: Uuid, path: &str, images: &[Image], rows: &mut Rows) {
    for (position, image) in placed(images) {
        let Image {
            id,
            url,
            alternative_text: _,
            credit,
            license,
            width,
            height,
        } = image;
        rows.image.push(entity::image::Model {
            owner,
            path: format!("{path}.{position}"),
            part: id.uuid(),
            url: url.to_string(),
            credit: text_of(credit.as_ref()),
            license: text_of(license.as_ref()),
            width: i64::from(*width),
            height: i64::from(*height),
        });
    }
}
