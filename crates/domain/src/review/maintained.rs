//! What providers maintain, as far as review and protection need to know.

use crate::aggregate::{Aggregate, locations_of_offer, locations_of_point};
use crate::duplicate::Comparable;
use crate::edit::{Copied, Refers, missing_for_review};
use crate::entry::{CounsellingPoint, Entry, EntryId, EntryKind, Offer};
use crate::id::{LocationId, OrganizationId, Slug};
use crate::image::Image;
use crate::organization::Organization;
use crate::place::{Location, LocationVisibility};
use crate::text::LocalizedText;
use crate::violation::Violations;

/// What providers maintain themselves.
pub trait Maintained: Aggregate + Comparable + Refers {
    /// Its own word about how much of its places the public may learn.
    fn visibility(&self) -> LocationVisibility;

    /// The locations about which it has that word.
    fn locations(&self) -> Vec<LocationId>;

    /// What is missing before it can be reviewed; nothing where it can be.
    fn missing_for_review(&self) -> Violations {
        Violations::default()
    }

    /// As an entry, where it is one.
    fn as_entry(&self) -> Option<(EntryId, &Entry)> {
        None
    }

    /// The fields in which it differs from another revision and which only whoever reviews may
    /// change.
    fn reserved_changes(&self, before: &Self) -> Vec<&'static str> {
        let _ = before;
        Vec::new()
    }

    /// Take over from another revision what only whoever reviews may change.
    fn keep_reserved(&mut self, from: &Self) {
        let _ = from;
    }

    /// Take over from another revision what is said about the thing rather than by it: when it was
    /// confirmed, and what replaced it.
    fn keep_standing(&mut self, from: &Self) {
        let _ = from;
    }

    /// What it is a part of, where that is something of its own kind.
    fn parent(&self) -> Option<Self::Id> {
        None
    }

    /// What it is called, for people who are told about it.
    fn label(&self) -> Option<&LocalizedText> {
        self.as_entry().map(|(_, entry)| &entry.title)
    }

    /// Whether what people are told about it stays neutral.
    fn is_discreet(&self) -> bool {
        self.as_entry().is_some_and(|(_, entry)| entry.discreet)
    }

    /// The pictures that it shows.
    fn images(&self) -> Vec<&Image> {
        Vec::new()
    }

    /// Take these pictures out of it. Whether there were any.
    fn take_images(&mut self, which: &dyn Fn(&Image) -> bool) -> bool {
        let _ = which;
        false
    }

    /// The field of the input that names its owner.
    const OWNER_FIELD: &'static str;

    /// Give it another slug.
    fn rename(&mut self, slug: Slug);
}

/// An entry of either kind.
pub trait EntryContent: Copied + Maintained {
    /// Which kind.
    const KIND: EntryKind;

    /// What entries have in common.
    fn entry(&self) -> &Entry;

    /// The same, to change it.
    fn entry_mut(&mut self) -> &mut Entry;
}

impl Maintained for Offer {
    const OWNER_FIELD: &'static str = "provider";

    fn as_entry(&self) -> Option<(EntryId, &Entry)> {
        Some((EntryId::Offer(self.id), &self.entry))
    }

    fn images(&self) -> Vec<&Image> {
        self.entry.images.iter().collect()
    }

    fn take_images(&mut self, which: &dyn Fn(&Image) -> bool) -> bool {
        take_images(&mut self.entry, which)
    }

    fn keep_standing(&mut self, from: &Self) {
        keep_standing(&mut self.entry, &from.entry);
    }

    fn rename(&mut self, slug: Slug) {
        self.entry.slug = slug;
    }

    fn visibility(&self) -> LocationVisibility {
        self.entry.visibility
    }

    fn locations(&self) -> Vec<LocationId> {
        locations_of_offer(self)
    }

    fn missing_for_review(&self) -> Violations {
        missing_for_review(self)
    }
}

impl EntryContent for Offer {
    const KIND: EntryKind = EntryKind::Offer;

    fn entry(&self) -> &Entry {
        &self.entry
    }

    fn entry_mut(&mut self) -> &mut Entry {
        &mut self.entry
    }
}

impl Maintained for CounsellingPoint {
    const OWNER_FIELD: &'static str = "provider";

    fn as_entry(&self) -> Option<(EntryId, &Entry)> {
        Some((EntryId::CounsellingPoint(self.id), &self.entry))
    }

    fn images(&self) -> Vec<&Image> {
        self.entry.images.iter().collect()
    }

    fn take_images(&mut self, which: &dyn Fn(&Image) -> bool) -> bool {
        take_images(&mut self.entry, which)
    }

    fn keep_standing(&mut self, from: &Self) {
        keep_standing(&mut self.entry, &from.entry);
    }

    fn rename(&mut self, slug: Slug) {
        self.entry.slug = slug;
    }

    fn visibility(&self) -> LocationVisibility {
        self.entry.visibility
    }

    fn locations(&self) -> Vec<LocationId> {
        locations_of_point(&self.entry)
    }

    fn missing_for_review(&self) -> Violations {
        missing_for_review(self)
    }
}

impl EntryContent for CounsellingPoint {
    const KIND: EntryKind = EntryKind::CounsellingPoint;

    fn entry(&self) -> &Entry {
        &self.entry
    }

    fn entry_mut(&mut self) -> &mut Entry {
        &mut self.entry
    }
}

impl Maintained for Location {
    const OWNER_FIELD: &'static str = "owner";

    fn label(&self) -> Option<&LocalizedText> {
        Some(&self.name)
    }

    fn rename(&mut self, slug: Slug) {
        self.slug = slug;
    }

    fn visibility(&self) -> LocationVisibility {
        self.visibility
    }

    fn locations(&self) -> Vec<LocationId> {
        vec![self.id]
    }
}

impl Maintained for Organization {
    const OWNER_FIELD: &'static str = "id";

    fn label(&self) -> Option<&LocalizedText> {
        Some(&self.name)
    }

    fn images(&self) -> Vec<&Image> {
        self.logo.iter().collect()
    }

    fn take_images(&mut self, which: &dyn Fn(&Image) -> bool) -> bool {
        self.logo.take_if(|logo| which(logo)).is_some()
    }

    fn rename(&mut self, slug: Slug) {
        self.slug = slug;
    }

    fn visibility(&self) -> LocationVisibility {
        self.visibility
    }

    fn locations(&self) -> Vec<LocationId> {
        self.locations.clone()
    }

    fn reserved_changes(&self, before: &Self) -> Vec<&'static str> {
        Self::reserved_changes(self, before)
    }

    fn keep_reserved(&mut self, from: &Self) {
        Self::keep_reserved(self, from);
    }

    fn parent(&self) -> Option<OrganizationId> {
        self.parent
    }
}

fn keep_standing(entry: &mut Entry, from: &Entry) {
    entry.confirmation = from.confirmation;
    entry.replaced_by = from.replaced_by;
}

fn take_images(entry: &mut Entry, which: &dyn Fn(&Image) -> bool) -> bool {
    let before = entry.images.len();
    entry.images.retain(|image| !which(image));
    entry.images.len() < before
}
