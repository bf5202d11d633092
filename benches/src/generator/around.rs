//! What stands around made-up offers: who runs them and where.

use domain::contact::{Contact, ContactAudience, EmailAddress};
use domain::id::{EntityId, LocationId, OrganizationId, PartId, Slug, TypedId};
use domain::organization::{
    LegalForm, Organization, OrganizationKind, OrganizationStatus, VerificationState,
};
use domain::place::{
    AccessibilityFacts, Coordinates, Location, LocationKind, LocationVisibility, PostalAddress,
    WheelchairAccess,
};
use domain::text::Words;

use super::{Reference, in_german};
use crate::chance::Chance;
use crate::failure::Failure;

/// Separates the chances of organizations and locations from those of offers.
const ORGANIZATIONS: u32 = 1 << 30;
const LOCATIONS: u32 = 1 << 31;

/// A made-up organization.
pub(super) fn organization(index: u32) -> Result<Organization, Failure> {
    const FORMS: [LegalForm; 4] = [
        LegalForm::Association,
        LegalForm::WelfareAssociation,
        LegalForm::PublicBody,
        LegalForm::MigrantOrganization,
    ];
    let mut chance = Chance::of(ORGANIZATIONS | index);
    let slug = format!("benchmark-organization-{index:05}");
    let id = OrganizationId::of_slug(&slug);
    Ok(Organization {
        id,
        slug: Slug::parse(&slug).map_err(Failure::generated)?,
        name: in_german(&format!("Verein für Begegnung {index}"))?,
        abbreviation: None,
        aliases: Vec::new(),
        evidence: None,
        kind: OrganizationKind::Organization,
        legal_form: chance.one(&FORMS),
        level: None,
        parent: None,
        description: Some(in_german(
            "Ein Verein, den es nicht gibt. Er steht hier, damit sich messen lässt, wie schnell \
             das Verzeichnis antwortet.",
        )?),
        contacts: vec![mailbox(id, &slug)?],
        website: None,
        logo: None,
        locations: Vec::new(),
        visibility: LocationVisibility::Exact,
        verification: VerificationState::Verified,
        trusted: false,
        status: OrganizationStatus::Active,
        cooperation: None,
        cooperation_note: None,
        demo: true,
    })
}

/// A made-up location in one of the districts.
pub(super) fn location(index: u32, reference: &Reference) -> Result<Location, Failure> {
    let mut chance = Chance::of(LOCATIONS | index);
    let slug = format!("benchmark-location-{index:05}");
    let words = |text: &str| Words::parse(text).map_err(Failure::generated);
    Ok(Location {
        id: LocationId::of_slug(&slug),
        slug: Slug::parse(&slug).map_err(Failure::generated)?,
        name: in_german(&format!("Haus der Begegnung {index}"))?,
        kind: LocationKind::Physical,
        visibility: LocationVisibility::Exact,
        address: Some(PostalAddress {
            street: Some(words(&format!("Musterstraße {}", 1 + chance.below(200)))?),
            postal_code: Some(words("32423")?),
            locality: words("Minden")?,
            country: words("DE")?,
        }),
        coordinates: Some(point(&mut chance)?),
        district: chance.one(&reference.districts),
        owner: None,
        transport_hint: None,
        url: None,
        accessibility: AccessibilityFacts {
            wheelchair: chance.one(&[WheelchairAccess::Yes, WheelchairAccess::Limited]),
            ..AccessibilityFacts::default()
        },
        demo: true,
    })
}

/// A point somewhere in Minden.
fn point(chance: &mut Chance) -> Result<Coordinates, Failure> {
    let degrees = |steps: usize| f64::from(u32::try_from(steps).unwrap_or_default()) / 1e5;
    Coordinates::new(
        52.25 + degrees(chance.below(8_000)),
        8.84 + degrees(chance.below(14_000)),
    )
    .map_err(Failure::generated)
}

/// A mailbox that nobody reads.
pub(super) fn mailbox(of: impl Into<EntityId>, slug: &str) -> Result<Contact, Failure> {
    let address = format!("{slug}@example.org");
    Ok(Contact {
        id: PartId::of_name(of, "mailbox"),
        audience: ContactAudience::Public,
        function: None,
        person: None,
        email: Some(EmailAddress::parse(&address).map_err(Failure::generated)?),
        phone: None,
        phone_extension: None,
        url: None,
        person_erased_on: None,
    })
}
