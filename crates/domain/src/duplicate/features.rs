//! By what things are told apart, and when two of them may be the same.

use std::collections::{BTreeSet, HashSet};

use super::likeness::{Trigram, likeness, mailbox, page, plainly, street, trigrams, versions};
use super::{Coincidence, LikelyDuplicate};
use crate::entry::{CounsellingPoint, Entry, EntryId, Offer};
use crate::id::{EntityId, EntityKind, LocationId, OrganizationId, TypedId};
use crate::organization::Organization;
use crate::place::{Coordinates, Location, PostalAddress};

/// From how alike words are on, with nothing else in common.
const ALIKE: f64 = 0.6;
/// From how alike words are on, where something else is the same that says little by itself.
const ALIKE_WITH_MORE_IN_COMMON: f64 = 0.4;
/// How many metres two points are apart at most that are nearly the same.
const NEAR: f64 = 50.0;
/// The side of the squares in which points are looked for, in ten-millionths of a degree: some 200
/// metres from north to south, and more than [`NEAR`] from east to west wherever people live.
const SQUARE: i32 = 20_000;

/// What can be there twice.
pub trait Comparable {
    /// By what it is told apart from others.
    fn features(&self) -> Features;
}

/// By what something is told apart from others.
#[derive(Clone, Debug)]
pub struct Features {
    pub(super) id: EntityId,
    names: Vec<HashSet<Trigram>>,
    marks: HashSet<Mark>,
    /// What it is a part of.
    whole: Option<OrganizationId>,
    address: Option<Address>,
    point: Option<Coordinates>,
}

/// What two things can have in common, to find the one by the other.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) enum Mark {
    Provider(OrganizationId),
    Location(LocationId),
    Name(Box<str>),
    Website(Box<str>),
    Email(Box<str>),
    /// Street and number, of which every town has its own.
    Street(Box<str>),
    /// A square of the map.
    Square(i32, i32),
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Address {
    street: Box<str>,
    postal_code: Option<Box<str>>,
    town: Option<Box<str>>,
    country: String,
}

impl Features {
    fn new(id: impl Into<EntityId>, names: Vec<HashSet<Trigram>>) -> Self {
        Self {
            id: id.into(),
            names,
            marks: HashSet::new(),
            whole: None,
            address: None,
            point: None,
        }
    }

    fn of_entry(id: EntryId, entry: &Entry) -> Self {
        let mut features = Self::new(id, versions(&entry.title));
        features.marks.insert(Mark::Provider(entry.provider));
        features.marks.extend(entry.locations().map(Mark::Location));
        features
    }

    /// The other one, where it may be the same as this.
    #[must_use]
    pub fn compared_to(&self, other: &Self) -> Option<LikelyDuplicate> {
        if self.id == other.id {
            return None;
        }
        let in_common = self.in_common(other);
        let likeness = if in_common.contains(&Coincidence::Name) {
            1.0
        } else {
            likeness(&self.names, &other.names)
        };
        (likeness >= self.needed(&in_common)?).then(|| LikelyDuplicate {
            thing: other.id,
            likeness,
            in_common: in_common.into_iter().collect(),
        })
    }

    /// How alike the words have to be of things that have this in common; nothing where words alone
    /// say nothing.
    fn needed(&self, in_common: &BTreeSet<Coincidence>) -> Option<f64> {
        if in_common.iter().any(|it| it.is_telling()) {
            return Some(0.0);
        }
        match (in_common.is_empty(), self.id.kind) {
            (false, _) => Some(ALIKE_WITH_MORE_IN_COMMON),
            // Every village has a town hall.
            (true, EntityKind::Location) => None,
            (true, _) => Some(ALIKE),
        }
    }

    fn in_common(&self, other: &Self) -> BTreeSet<Coincidence> {
        let marks = self.marks.intersection(&other.marks);
        let mut in_common: BTreeSet<Coincidence> = marks.filter_map(Mark::coincidence).collect();
        if self.belongs_with(other) {
            in_common.remove(&Coincidence::Website);
            in_common.remove(&Coincidence::Email);
        }
        let addresses = self.address.as_ref().zip(other.address.as_ref());
        if addresses.is_some_and(|(one, other)| one.is_same(other)) {
            in_common.insert(Coincidence::Address);
        }
        let points = self.point.zip(other.point);
        if points.is_some_and(|(one, other)| one.metres_to(other) <= NEAR) {
            in_common.insert(Coincidence::Point);
        }
        in_common
    }

    /// Whether one is known to be a part of the other, or both of the same whole: the offices of a
    /// city have one web page.
    fn belongs_with(&self, other: &Self) -> bool {
        let is_part = |part: &Self, whole: &Self| {
            let of = part.whole.map(TypedId::entity);
            of == Some(whole.id)
        };
        let siblings = self.whole.is_some() && self.whole == other.whole;
        siblings || is_part(self, other) || is_part(other, self)
    }

    /// By what others find it.
    pub(super) const fn marks(&self) -> &HashSet<Mark> {
        &self.marks
    }

    /// By what it finds others: a point also beyond the border of its square.
    pub(super) fn marks_around(&self) -> HashSet<Mark> {
        let mut marks = self.marks.clone();
        if let Some(point) = self.point {
            let (north, east) = point.square(SQUARE);
            let steps = (-1..=1).flat_map(|north| (-1..=1).map(move |east| (north, east)));
            marks.extend(steps.map(|step| Mark::Square(north + step.0, east + step.1)));
        }
        marks
    }

    /// The trigrams of all its names; none where words alone say nothing.
    pub(super) fn trigrams(&self) -> HashSet<Trigram> {
        match self.id.kind {
            EntityKind::Location => HashSet::new(),
            _ => self.names.iter().flatten().copied().collect(),
        }
    }
}

impl Mark {
    const fn coincidence(&self) -> Option<Coincidence> {
        match self {
            Self::Provider(_) => Some(Coincidence::Provider),
            Self::Location(_) => Some(Coincidence::Location),
            Self::Name(_) => Some(Coincidence::Name),
            Self::Website(_) => Some(Coincidence::Website),
            Self::Email(_) => Some(Coincidence::Email),
            // More than that makes an address or a point.
            Self::Street(_) | Self::Square(..) => None,
        }
    }
}

impl Coincidence {
    /// Whether it says by itself that two things may be the same.
    pub(super) const fn is_telling(self) -> bool {
        match self {
            Self::Name | Self::Website | Self::Email | Self::Address => true,
            Self::Provider | Self::Location | Self::Point => false,
        }
    }
}

impl Address {
    /// Nothing where no street is known.
    fn of(address: &PostalAddress) -> Option<Self> {
        let code = address.postal_code.as_ref();
        Some(Self {
            street: street(address.street.as_ref()?.as_str())?,
            postal_code: code.and_then(|code| plainly(code.as_str())),
            town: plainly(address.locality.as_str()),
            country: address.country.to_string(),
        })
    }

    /// Whether it is the same house. Where a postal code is not known, the town stands in for it.
    fn is_same(&self, other: &Self) -> bool {
        let codes = self.postal_code.as_ref().zip(other.postal_code.as_ref());
        let same_area = codes.map_or(self.town == other.town, |(one, other)| one == other);
        self.street == other.street && self.country == other.country && same_area
    }
}

impl Comparable for Offer {
    fn features(&self) -> Features {
        Features::of_entry(EntryId::Offer(self.id), &self.entry)
    }
}

impl Comparable for CounsellingPoint {
    fn features(&self) -> Features {
        Features::of_entry(EntryId::CounsellingPoint(self.id), &self.entry)
    }
}

impl Comparable for Organization {
    fn features(&self) -> Features {
        let aliases = self.aliases.iter().map(|alias| alias.as_str());
        let mut names = versions(&self.name);
        names.extend(aliases.clone().map(trigrams));
        let mut features = Features::new(self.id, names);
        features.whole = self.parent;
        // Abbreviations are too short to be merely alike.
        let names = self.name.versions().iter().map(|it| it.text.as_str());
        let abbreviation = self.abbreviation.iter().map(|it| it.as_str());
        let names = names.chain(aliases).chain(abbreviation);
        let website = self.website.as_ref().and_then(page);
        let emails = self.contacts.iter().filter_map(|it| it.email.as_ref());
        let marks = &mut features.marks;
        marks.extend(names.filter_map(plainly).map(Mark::Name));
        marks.extend(website.map(Mark::Website));
        marks.extend(emails.map(mailbox).map(Mark::Email));
        features
    }
}

impl Comparable for Location {
    fn features(&self) -> Features {
        let mut features = Features::new(self.id, versions(&self.name));
        features.address = self.address.as_ref().and_then(Address::of);
        features.point = self.coordinates;
        let street = features.address.iter().map(|address| &address.street);
        let street = street.cloned().map(Mark::Street);
        let square = self.coordinates.map(|point| point.square(SQUARE));
        let square = square.map(|(north, east)| Mark::Square(north, east));
        features.marks.extend(street.chain(square));
        features
    }
}
