//! Identity: typed ids, so that an offer is never taken for a measure.
//!
//! What people create gets a UUIDv7, made by the caller, who owns clock and randomness. What seeds
//! and imports bring gets the UUIDv5 of its kind and slug, so that the same seed has the same id on
//! every machine. Nothing is ever ordered by id.

mod beside;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub(crate) use self::beside::ids_beside;
use crate::code::{Code, codes};

/// The namespace of every seeded id: the UUIDv5 of `angebote` in the URL namespace of RFC 9562.
const NAMESPACE: Uuid = Uuid::from_u128(0x3a68_c2d2_b83d_57dd_a441_6ae6_dfb3_4a67);

codes! {
    /// The kinds of aggregates: what has revisions, a life and an id of its own.
    EntityKind {
        /// An edition of the plan.
        ActionPlan = "ACTION_PLAN",
        /// A field of action of the plan.
        ActionArea = "ACTION_AREA",
        /// What is wrong today.
        Challenge = "CHALLENGE",
        /// The state the plan wants to reach.
        Goal = "GOAL",
        /// An idea under a goal.
        Suggestion = "SUGGESTION",
        /// What will be done.
        Measure = "MEASURE",
        /// Who does what for which subject.
        Responsibility = "RESPONSIBILITY",
        /// A body that takes part in the plan, runs offers, or both.
        Organization = "ORGANIZATION",
        /// Where something happens.
        Location = "LOCATION",
        /// A part of the city.
        District = "DISTRICT",
        /// A normalised audience.
        TargetGroup = "TARGET_GROUP",
        /// What an entry is about.
        Topic = "TOPIC",
        /// A language or register.
        Language = "LANGUAGE",
        /// A code of a vocabulary with its labels.
        Term = "TERM",
        /// What the operator of this installation says about it.
        Site = "SITE",
        /// Something a person can take part in or use.
        Offer = "OFFER",
        /// A standing service at which a person is advised individually.
        CounsellingPoint = "COUNSELLING_POINT",
    }
}

impl EntityKind {
    /// The letter that stands for the kind in a global id. Never changed, never reused.
    const fn letter(self) -> u8 {
        match self {
            Self::ActionPlan => b'P',
            Self::ActionArea => b'A',
            Self::Challenge => b'H',
            Self::Goal => b'Z',
            Self::Suggestion => b'S',
            Self::Measure => b'M',
            Self::Responsibility => b'R',
            Self::Organization => b'O',
            Self::Location => b'L',
            Self::District => b'D',
            Self::TargetGroup => b'G',
            Self::Topic => b'T',
            Self::Language => b'I',
            Self::Term => b'V',
            Self::Site => b'W',
            Self::Offer => b'F',
            Self::CounsellingPoint => b'C',
        }
    }

    fn from_letter(letter: u8) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.letter() == letter)
    }
}

/// Any aggregate: its kind and its id.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct EntityId {
    /// What it is.
    pub kind: EntityKind,
    /// Which one.
    pub uuid: Uuid,
}

impl EntityId {
    /// The id that a seed or an import gives to the thing of this kind and slug.
    #[must_use]
    pub fn of_slug(kind: EntityKind, slug: &str) -> Self {
        Self {
            kind,
            uuid: Uuid::new_v5(&NAMESPACE, format!("{}/{slug}", kind.code()).as_bytes()),
        }
    }

    /// The opaque id by which clients know it: URL-safe, 23 characters.
    #[must_use]
    pub fn to_global(self) -> String {
        global_of(self.kind.letter(), self.uuid)
    }

    /// Read an id that a client sent.
    ///
    /// # Errors
    /// Says that it is not an id of this server.
    pub fn from_global(text: &str) -> Result<Self, IdError> {
        let malformed = || IdError::Malformed {
            id: text.chars().take(40).collect(),
        };
        let (letter, uuid) = parse_global(text).ok_or_else(malformed)?;
        Ok(Self {
            kind: EntityKind::from_letter(letter).ok_or_else(malformed)?,
            uuid,
        })
    }
}

/// A letter and a raw id as one opaque id.
pub(crate) fn global_of(letter: u8, uuid: Uuid) -> String {
    let mut bytes = [0; 17];
    bytes[0] = letter;
    bytes[1..].copy_from_slice(uuid.as_bytes());
    data_encoding::BASE64URL_NOPAD.encode(&bytes)
}

/// The letter and the raw id of an opaque id, where it is one.
pub(crate) fn parse_global(text: &str) -> Option<(u8, Uuid)> {
    if text.len() != 23 {
        return None;
    }
    let bytes = data_encoding::BASE64URL_NOPAD
        .decode(text.as_bytes())
        .ok()?;
    let (letter, rest) = bytes.split_first()?;
    Some((*letter, Uuid::from_slice(rest).ok()?))
}

/// Why an id that a client sent is of no use.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum IdError {
    /// Not an id of this server at all.
    #[error("`{id}` is not an id of this server")]
    Malformed {
        /// What was sent, at most 40 characters of it.
        id: String,
    },
    /// The id of something else.
    #[error("`{id}` is an id of the kind {actual}; here the kind {expected} is wanted")]
    OtherKind {
        /// What was sent.
        id: String,
        /// What it is an id of.
        actual: EntityKind,
        /// What was wanted.
        expected: EntityKind,
    },
}

/// The least of all raw ids, for the start of a range.
pub const NIL: Uuid = Uuid::nil();

/// An id that knows what it identifies.
pub trait TypedId: Copy + Eq + Ord + std::hash::Hash + fmt::Debug + Send + Sync + 'static {
    /// What it identifies.
    const KIND: EntityKind;

    /// Wrap a raw id.
    fn from_uuid(uuid: Uuid) -> Self;

    /// The raw id.
    fn uuid(self) -> Uuid;

    /// The same id beside its kind.
    fn entity(self) -> EntityId {
        EntityId {
            kind: Self::KIND,
            uuid: self.uuid(),
        }
    }

    /// The id that a seed or an import gives to the thing with this slug.
    #[must_use]
    fn of_slug(slug: &str) -> Self {
        Self::from_uuid(EntityId::of_slug(Self::KIND, slug).uuid)
    }

    /// Read an id that a client sent.
    ///
    /// # Errors
    /// Says that it is no id, or the id of something else.
    fn from_global(text: &str) -> Result<Self, IdError> {
        let id = EntityId::from_global(text)?;
        if id.kind == Self::KIND {
            Ok(Self::from_uuid(id.uuid))
        } else {
            Err(IdError::OtherKind {
                id: text.to_owned(),
                actual: id.kind,
                expected: Self::KIND,
            })
        }
    }

    /// The id by which clients know it.
    fn to_global(self) -> String {
        self.entity().to_global()
    }
}

macro_rules! typed_ids {
    ($($name:ident => $kind:ident,)+) => {$(
        #[doc = concat!("Identifies one ", stringify!($kind), ".")]
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl TypedId for $name {
            const KIND: EntityKind = EntityKind::$kind;

            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<$name> for EntityId {
            fn from(id: $name) -> Self {
                id.entity()
            }
        }
    )+};
}

typed_ids! {
    ActionPlanId => ActionPlan,
    ActionAreaId => ActionArea,
    ChallengeId => Challenge,
    GoalId => Goal,
    SuggestionId => Suggestion,
    MeasureId => Measure,
    ResponsibilityId => Responsibility,
    OrganizationId => Organization,
    LocationId => Location,
    DistrictId => District,
    TargetGroupId => TargetGroup,
    TopicId => Topic,
    LanguageId => Language,
    TermId => Term,
    SiteId => Site,
    OfferId => Offer,
    CounsellingPointId => CounsellingPoint,
}

/// Identifies a part inside an aggregate (a step, a place, a run): kept when the aggregate is
/// updated, so that others can point at it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct PartId(Uuid);

impl PartId {
    /// Wrap a raw id.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid)
    }

    /// The id of the part that a seed or an import calls so inside this aggregate.
    #[must_use]
    pub fn of_name(aggregate: impl Into<EntityId>, name: &str) -> Self {
        Self(Uuid::new_v5(&aggregate.into().uuid, name.as_bytes()))
    }

    /// The raw id.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The letter that stands for a part in a global id, beside those of [`EntityKind`].
    const LETTER: u8 = b'Q';

    /// The opaque id by which clients know it.
    #[must_use]
    pub fn to_global(self) -> String {
        global_of(Self::LETTER, self.0)
    }

    /// Read an id that a client sent; nothing where it is not the id of a part.
    #[must_use]
    pub fn from_global(text: &str) -> Option<Self> {
        let (letter, uuid) = parse_global(text)?;
        (letter == Self::LETTER).then_some(Self(uuid))
    }
}

/// A name for addresses and seeds: lower-case ASCII letters, digits and single hyphens, 1 to 120
/// characters.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(Box<str>);

impl Slug {
    /// The longest slug, in characters.
    pub const MAX: usize = 120;

    /// Read a slug.
    ///
    /// # Errors
    /// Says what a slug looks like.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let well_formed = !text.is_empty()
            && text.len() <= Self::MAX
            && text
                .split('-')
                .all(|word| !word.is_empty() && word.bytes().all(is_slug_byte));
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(SlugError {
                slug: text.chars().take(60).collect(),
            })
        }
    }

    /// A slug that this program knows.
    pub(crate) fn constant(text: &'static str) -> Self {
        debug_assert!(Self::parse(text).is_ok(), "{text}");
        Self(text.into())
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0.into()
    }
}

/// Text that is not a slug.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "`{slug}` is not a slug: lower-case letters a–z, digits and single hyphens, 1 to 120 of them"
)]
pub struct SlugError {
    slug: String,
}

const fn is_slug_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_global_id_is_refused_as_the_id_of_something_else() {
        let offer = OfferId::of_slug("streetball-friday");
        assert_eq!(OfferId::from_global(&offer.to_global()), Ok(offer));
        assert!(matches!(
            MeasureId::from_global(&offer.to_global()),
            Err(IdError::OtherKind {
                actual: EntityKind::Offer,
                expected: EntityKind::Measure,
                ..
            })
        ));
    }

    #[test]
    fn every_kind_has_a_letter_of_its_own() {
        for kind in EntityKind::ALL {
            assert_eq!(EntityKind::from_letter(kind.letter()), Some(*kind));
        }
    }

    #[test]
    fn seeded_ids_never_change() {
        insta::assert_snapshot!(
            OfferId::of_slug("streetball-friday").uuid(),
            @"b6cf5668-2beb-5ac2-9dbd-b61027589640"
        );
    }

    proptest! {
        #[test]
        fn reading_a_global_id_never_panics(text in ".{0,40}") {
            let _ = EntityId::from_global(&text);
        }

        #[test]
        fn a_slug_reads_back(text in "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,4}") {
            let slug = Slug::parse(&text).unwrap();
            prop_assert_eq!(slug.to_string(), text);
        }
    }
}
