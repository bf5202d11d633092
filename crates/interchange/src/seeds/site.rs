//! What the operator of an installation has to adapt (`reference/site.toml`).

use std::collections::HashSet;

use domain::contact::{EmailAddress, PhoneNumber};
use domain::id::{PartId, SiteId, TypedId};
use domain::site::{EmergencyNumber, Site};

use super::document::{Scope, Value};
use super::errors::SeedProblem;
use super::place::web_url;
use super::text::{localized, words};

pub(super) fn site(scope: Scope<'_>) -> Option<Site> {
    scope.read(|f| {
        f.required("site", |value| {
            value.table(|f| {
                let (slug, key) = f.key();
                let id = SiteId::of_slug(key);
                let name = f.required("name", localized);
                let description = f.optional("description", localized);
                let imprint = f.optional("imprint", localized);
                let privacy = f.optional("privacy", localized);
                let accessibility_statement = f.optional("accessibility_statement", localized);
                let feedback_email = f.optional("feedback_email", |value| {
                    value.accept(EmailAddress::parse(value.string()?))
                });
                let mut seen = HashSet::new();
                let emergency_numbers = f.list("emergency_numbers", |value| {
                    emergency_number(value, id, &mut seen)
                });
                let data_license = f.optional("data_license", words);
                let data_license_url = f.optional("data_license_url", web_url);
                let entry_url = f.optional("entry_url", web_url);
                let languages = f.list("languages", Value::language_tag);
                Some(Site {
                    id,
                    slug: slug?,
                    name: name?,
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
                })
            })
        })
    })
}

fn emergency_number<'a>(
    value: Value<'a>,
    site: SiteId,
    seen: &mut HashSet<&'a str>,
) -> Option<EmergencyNumber> {
    value.table(|f| {
        let (slug, key) = f.key();
        let phone = f.required("phone", |value| {
            value.accept(PhoneNumber::parse(value.string()?))
        });
        let label = f.required("label", localized);
        let note = f.optional("note", localized);
        if !seen.insert(key) {
            f.note(SeedProblem::Duplicate {
                kind: "emergency number".to_owned(),
                key: key.to_owned(),
            });
        }
        slug?;
        Some(EmergencyNumber {
            id: PartId::of_name(site, key),
            phone: phone?,
            label: label?,
            note,
        })
    })
}
