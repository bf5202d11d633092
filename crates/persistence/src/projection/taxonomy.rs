//! The rows of what orders the directory, and of the site.

use domain::id::{Slug, TypedId};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};

use super::{Project, Rows, code, code_of, months_of, placed, text_of, uuid_of};
use crate::entity;

impl Project for TargetGroup {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            axis,
            parent,
            ages,
            gender,
            label: _,
            pictogram,
            order,
            replaced_by,
        } = self;
        let (min_month, max_month) = months_of(*ages);
        rows.target_group.push(entity::target_group::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            axis: code(*axis),
            parent: uuid_of(*parent),
            min_month,
            max_month,
            gender: code_of(*gender),
            pictogram: pictogram.as_ref().map(Slug::to_string),
            sort_order: i64::from(*order),
            replaced_by: uuid_of(*replaced_by),
        });
    }
}

impl Project for Topic {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            parent,
            label: _,
            pictogram,
            order,
            replaced_by,
        } = self;
        rows.topic.push(entity::topic::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            parent: uuid_of(*parent),
            pictogram: text_of(pictogram.as_ref()),
            sort_order: i64::from(*order),
            replaced_by: uuid_of(*replaced_by),
        });
    }
}

impl Project for Language {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            tag,
            endonym,
            label: _,
            order,
        } = self;
        rows.language.push(entity::language::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            tag: tag.to_string(),
            endonym: endonym.to_string(),
            sort_order: i64::from(*order),
        });
    }
}

impl Project for Term {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            vocabulary,
            code,
            label: _,
            pictogram,
            order,
            replaced_by,
        } = self;
        rows.term.push(entity::term::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            vocabulary: vocabulary.clone(),
            code: code.clone(),
            pictogram: text_of(pictogram.as_ref()),
            sort_order: i64::from(*order),
            replaced_by: replaced_by.clone(),
        });
    }
}

impl Project for Site {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            name: _,
            description: _,
            imprint: _,
            privacy: _,
            accessibility_statement: _,
            feedback_email,
            emergency_numbers,
            data_license,
            data_license_url,
            entry_url,
            languages,
        } = self;
        rows.site.push(entity::site::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            feedback_email: text_of(feedback_email.as_ref()),
            data_license: text_of(data_license.as_ref()),
            data_license_url: text_of(data_license_url.as_ref()),
            entry_url: text_of(entry_url.as_ref()),
        });
        for (position, language) in placed(languages) {
            rows.site_language.push(entity::site_language::Model {
                site: id.uuid(),
                position,
                language: language.to_string(),
            });
        }
        for (position, number) in placed(emergency_numbers) {
            rows.emergency_number.push(entity::emergency_number::Model {
                site: id.uuid(),
                position,
                part: number.id.uuid(),
                phone: number.phone.to_string(),
            });
        }
    }
}
