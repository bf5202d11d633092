//! What holds whatever is published and asked.

use proptest::prelude::*;

use super::super::{MOST, likeliest};
use super::{Comparable, Known, LikelyDuplicate, found, known};
use crate::aggregate::Aggregate;
use crate::contact::WebUrl;
use crate::id::{EntityId, OrganizationId, TypedId};
use crate::organization::Organization;
use crate::place::{Coordinates, Location, PostalAddress};
use crate::sample;
use crate::text::Words;

const NAMES: [&str; 6] = [
    "Haus der Begegnung",
    "Begegnungshaus",
    "Bücherei",
    "Buecherei am Markt",
    "Jugendamt",
    "JA",
];

fn name() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(NAMES.as_slice())
}

prop_compose! {
    fn location()(
        slug in 0..12_u8,
        name in name(),
        street in proptest::option::of(proptest::sample::select(["Markt 1", "Markt 1 a", "Marktstr. 1"].as_slice())),
        code in proptest::option::of(proptest::sample::select(["32423", "32425"].as_slice())),
        point in proptest::option::of((-3..3_i8, -3..3_i8)),
    ) -> Location {
        let words = |text: &str| Words::parse(text).unwrap();
        // Some twenty metres a step, around the corner of a square.
        let degrees = |zero: f64, steps: i8| zero + f64::from(steps) * 0.000_2;
        Location {
            name: sample::text(name),
            address: street.map(|street| PostalAddress {
                street: Some(words(street)),
                postal_code: code.map(words),
                locality: words("Minden"),
                country: words("DE"),
            }),
            coordinates: point
                .and_then(|(north, east)| Coordinates::new(degrees(52.288, north), degrees(8.918, east)).ok()),
            ..sample::location(&format!("location-{slug}"))
        }
    }
}

prop_compose! {
    fn organization()(
        slug in 0..12_u8,
        name in name(),
        alias in proptest::option::of(name()),
        website in proptest::option::of(proptest::sample::select(["https://a.example", "http://www.a.example/", "https://b.example"].as_slice())),
        parent in proptest::option::of(0..12_u8),
    ) -> Organization {
        Organization {
            name: sample::text(name),
            aliases: alias.and_then(|alias| Words::parse(alias).ok()).into_iter().collect(),
            website: website.and_then(|url| WebUrl::parse(url).ok()),
            parent: parent.map(|slug| OrganizationId::of_slug(&format!("organization-{slug}"))),
            ..sample::organization(&format!("organization-{slug}"))
        }
    }
}

/// The last thing that was said of each.
fn each_once<T: Aggregate>(contents: Vec<T>) -> Vec<T> {
    let mut last: std::collections::BTreeMap<EntityId, T> = std::collections::BTreeMap::new();
    for content in contents {
        last.insert(content.id().into(), content);
    }
    last.into_values().collect()
}

/// What is found by comparing everything with everything.
fn plainly_found<T: Comparable>(contents: &[T], asked: &T) -> Vec<LikelyDuplicate> {
    let asked = asked.features();
    let contents = contents.iter();
    likeliest(contents.filter_map(|known| asked.compared_to(&known.features())))
}

fn holds<T: Aggregate + Comparable>(contents: Vec<T>, asked: &T) -> Result<(), TestCaseError> {
    // Whoever hears of changes knows the same as whoever learns everything at once.
    let mut follower = known(&contents);
    let contents = each_once(contents);
    let whole = known(&contents);
    let likely = found(&whole, asked);
    prop_assert_eq!(&found(&follower, asked), &likely);
    // The index finds whatever a closer look at everything finds.
    prop_assert_eq!(&plainly_found(&contents, asked), &likely);
    prop_assert!(likely.len() <= MOST);
    prop_assert!(likely.iter().all(|it| it.thing != asked.id().into()));
    prop_assert!(likely.iter().all(|it| (0.0..=1.0).contains(&it.likeness)));
    // Both sides see it alike.
    for other in &contents {
        let (one, two) = (asked.features(), other.features());
        let (there, back) = (one.compared_to(&two), two.compared_to(&one));
        let seen = |it: Option<LikelyDuplicate>| it.map(|it| (it.likeness, it.in_common));
        prop_assert_eq!(seen(there), seen(back));
    }
    for content in &contents {
        follower.forget(content.id().into());
    }
    prop_assert_eq!(found(&follower, asked), Vec::new());
    Ok(())
}

proptest! {
    #[test]
    fn likely_duplicates_of_locations_are_found(
        contents in proptest::collection::vec(location(), 0..20),
        asked in location(),
    ) {
        holds(contents, &asked)?;
    }

    #[test]
    fn likely_duplicates_of_organizations_are_found(
        contents in proptest::collection::vec(organization(), 0..20),
        asked in organization(),
    ) {
        holds(contents, &asked)?;
    }

    #[test]
    fn whatever_people_write_can_be_compared(name in "\\PC{1,60}", street in "\\PC{1,60}") {
        let (Ok(name), Ok(street)) = (Words::parse(&name), Words::parse(&street)) else {
            return Ok(());
        };
        let mut location = sample::location("house");
        location.address = Some(PostalAddress {
            street: Some(street),
            postal_code: None,
            locality: name.clone(),
            country: Words::parse("DE").unwrap(),
        });
        let organization = Organization {
            abbreviation: Some(name),
            ..sample::organization("club")
        };
        prop_assert_eq!(found(&known(&[location.clone()]), &location), Vec::new());
        prop_assert_eq!(found(&Known::default(), &organization), Vec::new());
    }
}
