//! Samples of places and organizations.

use domain::id::{DistrictId, LocationId, OrganizationId, TypedId};
use domain::organization::{
    AdministrativeLevel, Cooperation, LegalForm, Organization, OrganizationKind,
    OrganizationStatus, VerificationState,
};
use domain::place::{
    Coordinates, District, DistrictKind, Location, LocationKind, LocationVisibility, PostalAddress,
};

use super::{Sample, accessibility, contact, image, slug, text, translated, url, words};

impl Sample for District {
    fn samples() -> Vec<Self> {
        let district = |name: &str, kind| Self {
            id: DistrictId::of_slug(name),
            slug: slug(name),
            kind,
            parents: Vec::new(),
            official_key: None,
            name: words(name),
            label: text(name),
            centroid: None,
            order: 1,
        };
        vec![
            district("city", DistrictKind::City),
            Self {
                parents: vec![DistrictId::of_slug("city")],
                official_key: Some(words("05770024")),
                label: translated("Nordstadt", "North"),
                centroid: Some(Coordinates::new(52.3, 8.9).unwrap()),
                ..district("north", DistrictKind::CityDistrict)
            },
        ]
    }
}

impl Sample for Location {
    fn samples() -> Vec<Self> {
        vec![Self {
            id: LocationId::of_slug("house"),
            slug: slug("house"),
            name: translated("Haus am Park", "House by the park"),
            kind: LocationKind::Physical,
            visibility: LocationVisibility::Exact,
            address: Some(PostalAddress {
                street: Some(words("Beispielweg 1")),
                postal_code: Some(words("00000")),
                locality: words("Musterstadt"),
                country: words("DE"),
            }),
            coordinates: Some(Coordinates::new(52.288_123_4, 8.916_765_4).unwrap()),
            district: Some(DistrictId::of_slug("north")),
            owner: Some(OrganizationId::of_slug("club")),
            transport_hint: Some(text("Bus 1, Haltestelle Park")),
            url: Some(url("house")),
            accessibility: accessibility(),
            demo: true,
        }]
    }
}

impl Sample for Organization {
    fn samples() -> Vec<Self> {
        let office = Self {
            id: OrganizationId::of_slug("office"),
            slug: slug("office"),
            name: text("Beispielamt"),
            abbreviation: None,
            aliases: Vec::new(),
            evidence: None,
            kind: OrganizationKind::AdministrativeUnit,
            legal_form: None,
            level: None,
            parent: None,
            description: None,
            contacts: Vec::new(),
            website: None,
            logo: None,
            locations: Vec::new(),
            visibility: LocationVisibility::Exact,
            verification: VerificationState::Verified,
            trusted: true,
            status: OrganizationStatus::Active,
            cooperation: None,
            cooperation_note: None,
            demo: false,
        };
        let club = Self {
            id: OrganizationId::of_slug("club"),
            slug: slug("club"),
            name: translated("Beispielverein", "Sample club"),
            abbreviation: Some(words("BV")),
            aliases: vec![words("Verein Bärenstraße")],
            evidence: Some(words("Ausgeschrieben in der Satzung")),
            kind: OrganizationKind::Organization,
            legal_form: Some(LegalForm::Association),
            level: Some(AdministrativeLevel::City),
            parent: Some(office.id),
            description: Some(text("Ein Verein")),
            contacts: vec![contact("club")],
            website: Some(url("club")),
            logo: Some(image("logo")),
            locations: vec![LocationId::of_slug("house")],
            cooperation: Some(Cooperation::OnRequest),
            cooperation_note: Some(text("Nach Absprache")),
            demo: true,
            ..office.clone()
        };
        vec![office, club]
    }
}
