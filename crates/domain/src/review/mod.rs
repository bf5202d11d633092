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
mod shown;

pub use self::confirmation::ConfirmationDays;
pub use self::maintained::{EntryContent, Maintained};
pub use self::remark::{Channel, Remark};
pub use self::shown::{ShownDifference, shown};
use crate::difference::{Difference, FieldDifference};
use crate::id::LocationId;
use crate::place::LocationVisibility;

/// The fields that pass without a review, by their stored names from the outside in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LowRisk(Vec<Vec<String>>);

impl Default for LowRisk {
    /// Numbers and mailboxes of contacts that were approved, closures and days with other hours,
    /// and whether there is room.
    fn default() -> Self {
        Self::new([
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
        ])
    }
}

impl LowRisk {
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
