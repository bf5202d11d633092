//! Review (Prüfung): what waits for the coordinating office, and what does not have to.
//!
//! A change of a provider waits, and what was approved stays live meanwhile. It does not wait where
//! the provider is trusted, or where everything that differs from the published revision is of low
//! risk, such as a telephone number. Two things always wait, whoever the provider is: words, since
//! anybody could write anything under an approved title; and what shows more of a place than
//! before.

mod confirmation;
mod maintained;
mod remark;
mod reminder;
mod shown;

use std::collections::BTreeSet;

pub use self::confirmation::ConfirmationDays;
pub use self::maintained::{EntryContent, Maintained};
pub use self::remark::{Channel, Remark};
pub use self::reminder::ReminderDays;
pub use self::shown::{ShownDifference, shown};
use crate::difference::{Difference, FieldDifference, Step};
use crate::id::LocationId;
use crate::place::LocationVisibility;

/// The fields that pass without a review, by their stored names from the outside in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LowRisk(Vec<Vec<String>>);

impl Default for LowRisk {
    /// Numbers and mailboxes of contacts that were approved, closures and days with other hours,
    /// and whether there is room.
    fn default() -> Self {
        Self::new(Self::USUAL.iter().copied())
    }
}

impl LowRisk {
    /// The fields that pass unless an installation says otherwise.
    pub const USUAL: &[&str] = &[
        "entry.contacts.phone",
        "entry.contacts.phone_extension",
        "entry.contacts.email",
        "entry.places.contacts.phone",
        "entry.places.contacts.phone_extension",
        "entry.places.contacts.email",
        "entry.schedule.closures",
        "entry.schedule.exceptions",
        "entry.places.schedule.closures",
        "entry.places.schedule.exceptions",
        "runs.availability",
        "contacts.phone",
        "contacts.phone_extension",
        "contacts.email",
    ];

    /// The further fields that an installation may let pass. What names, places or protects
    /// something is not among them.
    pub const POSSIBLE: &[&str] = &[
        "entry.contacts.url",
        "entry.places.contacts.url",
        "contacts.url",
        "website",
        "entry.schedule.rules",
        "entry.schedule.by_appointment",
        "entry.schedule.public_holidays",
        "entry.schedule.school_holidays",
        "entry.places.schedule.rules",
        "entry.places.schedule.by_appointment",
        "entry.places.schedule.public_holidays",
        "entry.places.schedule.school_holidays",
        "runs.capacity",
        "runs.period",
        "runs.registration_deadline",
        "entry.cost.amount",
        "entry.cost.free",
        "entry.cost.unit",
        "entry.languages",
        "entry.places.languages",
        "entry.childcare",
        "entry.low_threshold",
        "entry.accessibility",
        "entry.life_stage",
        "entry.validity",
        "no_long_commitment",
        "appointment_mode",
    ];

    /// The fields that an installation lets pass.
    ///
    /// # Errors
    /// Those of them that nobody may let pass, or that do not exist.
    pub fn chosen<'a>(fields: impl IntoIterator<Item = &'a str>) -> Result<Self, Vec<&'a str>> {
        let known: BTreeSet<&str> = Self::USUAL.iter().chain(Self::POSSIBLE).copied().collect();
        let (chosen, unknown): (Vec<&str>, Vec<&str>) =
            fields.into_iter().partition(|field| known.contains(field));
        if unknown.is_empty() {
            Ok(Self::new(chosen))
        } else {
            Err(unknown)
        }
    }

    /// Fields such as `entry.contacts.phone`; what stands inside one of them passes as well.
    #[must_use]
    pub fn new<'a>(fields: impl IntoIterator<Item = &'a str>) -> Self {
        let steps = |field: &str| field.split('.').map(ToOwned::to_owned).collect();
        Self(fields.into_iter().map(steps).collect())
    }

    /// Whether all that differs from what is published passes without a review.
    #[must_use]
    pub fn covers<T: Maintained>(&self, published: &T, next: &T) -> bool {
        !shows_more(published, next)
            && Difference::between(published, next).is_some_and(|difference| {
                difference.fields().iter().all(|field| self.passes(field))
            })
    }

    /// What the public may read at once of a change to a draft that waits: what is published, with
    /// what differs between the draft as it was and as it is. Nothing where nothing differs, where
    /// some of it has to be reviewed, or where the draft changes what stands around it: the number
    /// of a contact that shall become one for colleagues is not put into one for the public.
    #[must_use]
    pub fn beneath<T: Maintained>(&self, published: &T, waiting: &T, next: &T) -> Option<T> {
        let difference = Difference::between(waiting, next)?;
        if difference.is_empty() || !self.covers(waiting, next) {
            return None;
        }
        let waits = Difference::between(published, waiting)?;
        let mut reviewed = waits.fields().iter().filter(|field| !self.passes(field));
        let is_unsettled = reviewed.any(|of_draft| {
            let changed = difference.fields().iter();
            let mut parts = changed.map(|field| part(&field.path));
            parts.any(|part| of_draft.path.starts_with(part) || part.starts_with(&of_draft.path))
        });
        if is_unsettled {
            return None;
        }
        let published_value = serde_json::to_value(published).ok()?;
        let amended = difference.apply(&published_value).ok()?;
        let amended: T = serde_json::from_value(amended).ok()?;
        (amended != *published && self.covers(published, &amended)).then_some(amended)
    }

    fn passes(&self, difference: &FieldDifference) -> bool {
        let fields = difference.fields();
        let is_listed = self.0.iter().any(|steps| {
            steps.len() <= fields.len()
                && steps.iter().zip(&fields).all(|(step, field)| step == field)
        });
        is_listed
            && ![&difference.before, &difference.after]
                .into_iter()
                .flatten()
                .any(has_words)
            && !fields
                .iter()
                .any(|field| matches!(*field, "note" | "reason" | "text"))
    }
}

/// What a field is said about: the part in which it stands, such as a contact or a place, or else what
/// it is one side of, such as the amount of a cost. Days with other hours are said by themselves.
fn part(path: &[Step]) -> &[Step] {
    let is = |step: &Step, name: &str| matches!(step, Step::Field(field) if field == name);
    let of_days = path.iter().position(|step| is(step, "schedule"));
    let length = match path.iter().position(|step| matches!(step, Step::Item(_))) {
        Some(item) if of_days.is_none_or(|schedule| item < schedule) => item + 1,
        Some(_) | None => match of_days {
            Some(schedule) => schedule + 2,
            None if path.first().is_some_and(|first| is(first, "entry")) => 2,
            None => 1,
        },
    };
    path.get(..length).unwrap_or(path)
}

/// Whether words in some language stand in it.
fn has_words(value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::Array(items) => items.iter().any(has_words),
        Value::Object(fields) => {
            fields.contains_key("language") && fields.contains_key("text")
                || fields.values().any(has_words)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether the next revision lets the public learn more about a place than what is published.
#[must_use]
pub fn shows_more<T: Maintained>(published: &T, next: &T) -> bool {
    next.visibility() < published.visibility()
}

/// The locations that this content protected with its word, or its provider's, and that the next
/// one no longer names: their own word has to be raised, or a move would tell the address that was
/// kept secret. What is taken out names none.
#[must_use]
pub fn left_behind<T: Maintained>(
    published: &T,
    next: Option<&T>,
    provider: LocationVisibility,
) -> Vec<(LocationId, LocationVisibility)> {
    let word = published.visibility().max(provider);
    if word == LocationVisibility::Exact {
        return Vec::new();
    }
    let kept = next.map_or_else(Vec::new, Maintained::locations);
    let mut left: Vec<LocationId> = published.locations();
    left.retain(|location| !kept.contains(location));
    left.sort();
    left.dedup();
    left.into_iter().map(|location| (location, word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Contact, ContactAudience, PhoneNumber};
    use crate::entry::{Offer, Position};
    use crate::id::{PartId, TypedId};
    use crate::sample;

    fn offer() -> Offer {
        let mut offer = sample::offer("course", "club");
        offer.entry.contacts = vec![Contact {
            id: PartId::of_name(offer.id, "office"),
            audience: ContactAudience::Public,
            function: None,
            person: None,
            email: None,
            phone: PhoneNumber::parse("110").ok(),
            phone_extension: None,
            url: None,
            person_erased_on: None,
        }];
        offer
    }

    fn covers(change: impl FnOnce(&mut Offer)) -> bool {
        let published = offer();
        let mut next = published.clone();
        change(&mut next);
        LowRisk::default().covers(&published, &next)
    }

    #[test]
    fn a_number_passes_and_words_wait() {
        assert!(covers(
            |next| next.entry.contacts[0].phone = PhoneNumber::parse("112").ok()
        ));
        assert!(covers(|next| next.entry.contacts[0].phone = None));
        assert!(!covers(|next| next.entry.title = sample::text("Other")));
        assert!(!covers(
            |next| next.entry.contacts[0].function = Some(sample::text("x"))
        ));
        assert!(!covers(|next| next.entry.contacts.clear()));
        assert!(!covers(
            |next| next.entry.contacts[0].audience = ContactAudience::Professional
        ));
    }

    #[test]
    fn beneath_a_change_that_waits_goes_what_touches_nothing_of_it() {
        let low_risk = LowRisk::default();
        let published = offer();
        let number =
            |offer: &mut Offer| offer.entry.contacts[0].phone = PhoneNumber::parse("112").ok();
        let beneath = |wait: &dyn Fn(&mut Offer), change: &dyn Fn(&mut Offer)| {
            let mut waiting = published.clone();
            wait(&mut waiting);
            let mut next = waiting.clone();
            change(&mut next);
            low_risk.beneath(&published, &waiting, &next)
        };
        let title = |offer: &mut Offer| offer.entry.title = sample::text("Other");
        let mut mended = published.clone();
        number(&mut mended);
        assert_eq!(beneath(&title, &number), Some(mended));
        // Nothing at all, or more than a number.
        assert_eq!(beneath(&title, &|_| {}), None);
        assert_eq!(
            beneath(&title, &|next| {
                number(next);
                next.entry.childcare = Some(true);
            }),
            None
        );
        // The contact itself waits: as one for colleagues, or at all.
        for audience in [ContactAudience::Professional, ContactAudience::Public] {
            let contact = |waiting: &mut Offer| {
                let mut contact = waiting.entry.contacts[0].clone();
                contact.audience = audience;
                if audience == ContactAudience::Public {
                    contact.id = PartId::of_name(waiting.id, "another");
                }
                waiting.entry.contacts[0] = contact;
            };
            assert_eq!(beneath(&contact, &number), None);
        }
    }

    /// The fields of a stored document, from the outside in, without items.
    fn fields_in(value: &serde_json::Value, path: &str, found: &mut BTreeSet<String>) {
        use serde_json::Value;
        match value {
            Value::Array(items) => items.iter().for_each(|item| fields_in(item, path, found)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let path = match path {
                        "" => name.clone(),
                        path => format!("{path}.{name}"),
                    };
                    fields_in(value, &path, found);
                    found.insert(path);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn only_fields_that_exist_can_be_let_pass() {
        let mut stored = BTreeSet::new();
        for golden in [
            include_str!("../../../persistence/src/golden/offer.v1.json"),
            include_str!("../../../persistence/src/golden/counselling_point.v1.json"),
            include_str!("../../../persistence/src/golden/organization.v1.json"),
        ] {
            fields_in(
                &serde_json::from_str(golden).unwrap_or_default(),
                "",
                &mut stored,
            );
        }
        for field in LowRisk::USUAL.iter().chain(LowRisk::POSSIBLE) {
            assert!(stored.contains(*field), "{field}");
        }
        let unknown = LowRisk::chosen(["runs.capacity", "entry.titel", "entry.visibility"]);
        assert_eq!(unknown, Err(vec!["entry.titel", "entry.visibility"]));
        assert_eq!(
            LowRisk::chosen(LowRisk::USUAL.iter().copied()),
            Ok(LowRisk::default())
        );
    }

    #[test]
    fn a_closure_passes_unless_it_holds_words() {
        let closure = |reason: &str| {
            let json = format!(
                r#"{{"closures":[{{"id":"{}","from":"2026-07-01"{reason}}}]}}"#,
                uuid::Uuid::nil()
            );
            serde_json::from_str(&json).unwrap_or_default()
        };
        assert!(covers(|next| next.entry.schedule = closure("")));
        let words = r#","reason":[{"language":"de","text":"Ferien"}]"#;
        assert!(!covers(|next| next.entry.schedule = closure(words)));
    }

    #[test]
    fn showing_more_always_waits() {
        let mut published = offer();
        published.entry.visibility = LocationVisibility::Hidden;
        let all = LowRisk::new(["entry"]);
        assert!(all.covers(&offer(), &published));
        assert!(!all.covers(&published, &offer()));
    }

    #[test]
    fn what_was_protected_is_named_when_it_is_left() {
        let house = LocationId::of_slug("house");
        let mut hidden = offer();
        hidden.entry.visibility = LocationVisibility::Hidden;
        hidden.entry.places = vec![sample::place(&hidden, Position::At(house))];
        let exact = LocationVisibility::Exact;
        let left = [(house, LocationVisibility::Hidden)];
        assert_eq!(left_behind(&hidden, None, exact), left);
        assert_eq!(left_behind(&hidden, Some(&hidden), exact), []);
        assert_eq!(left_behind(&hidden, Some(&offer()), exact), left);
        assert_eq!(left_behind(&offer(), None, LocationVisibility::Hidden), []);
    }
}
