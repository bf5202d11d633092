//! Small things for the tests of this crate.

#![allow(clippy::unwrap_used)]

use crate::audience::Audience;
use crate::entry::{Entry, Offer, OfferKind, Place, Position};
use crate::id::{LocationId, OfferId, OrganizationId, PartId, Slug, TypedId};
use crate::organization::{Organization, OrganizationKind, OrganizationStatus, VerificationState};
use crate::period::Period;
use crate::place::{AccessibilityFacts, Location, LocationKind, LocationVisibility};
use crate::schedule::Schedule;
use crate::text::{LanguageTag, LocalizedText, Words};

pub(crate) fn text(words: &str) -> LocalizedText {
    LocalizedText::new(LanguageTag::german(), Words::parse(words).unwrap())
}

/// An offer about which nobody said anything.
pub(crate) fn offer(slug: &str, provider: &str) -> Offer {
    Offer {
        id: OfferId::of_slug(slug),
        kind: OfferKind::Other,
        no_long_commitment: None,
        course: None,
        runs: Vec::new(),
        entry: Entry {
            slug: Slug::parse(slug).unwrap(),
            provider: OrganizationId::of_slug(provider),
            title: text(slug),
            summary: None,
            description: None,
            areas: Vec::new(),
            topics: Vec::new(),
            audience: Audience::default(),
            access: Vec::new(),
            languages: Vec::new(),
            places: Vec::new(),
            service_area: Vec::new(),
            schedule: Schedule::default(),
            admission: None,
            cost: None,
            childcare: None,
            accessibility: AccessibilityFacts::default(),
            low_threshold: None,
            contacts: Vec::new(),
            documents: Vec::new(),
            application_route: None,
            competent_authority: None,
            validity: Period::default(),
            images: Vec::new(),
            pictogram: None,
            life_stage: None,
            measures: Vec::new(),
            related: Vec::new(),
            replaced_by: None,
            visibility: LocationVisibility::Exact,
            discreet: false,
            demo: false,
            confirmation: None,
        },
    }
}

/// A place of an offer.
pub(crate) fn place(offer: &Offer, position: Position) -> Place {
    Place {
        id: PartId::of_name(offer.id, "place"),
        position,
        schedule: None,
        contacts: Vec::new(),
        languages: Vec::new(),
    }
}

/// A location about which nobody said anything.
pub(crate) fn location(slug: &str) -> Location {
    Location {
        id: LocationId::of_slug(slug),
        slug: Slug::parse(slug).unwrap(),
        name: text(slug),
        kind: LocationKind::Physical,
        visibility: LocationVisibility::Exact,
        owner: None,
        address: None,
        coordinates: None,
        district: None,
        transport_hint: None,
        url: None,
        accessibility: AccessibilityFacts::default(),
        demo: false,
    }
}

pub(crate) fn organization(slug: &str) -> Organization {
    Organization {
        id: OrganizationId::of_slug(slug),
        slug: Slug::parse(slug).unwrap(),
        name: text(slug),
        abbreviation: None,
        aliases: Vec::new(),
        evidence: None,
        kind: OrganizationKind::Organization,
        legal_form: None,
        level: None,
        parent: None,
        description: None,
        contacts: Vec::new(),
        website: None,
        logo: None,
        locations: Vec::new(),
        visibility: LocationVisibility::Exact,
        verification: VerificationState::Unverified,
        trusted: false,
        status: OrganizationStatus::Active,
        cooperation: None,
        cooperation_note: None,
        demo: false,
    }
}
