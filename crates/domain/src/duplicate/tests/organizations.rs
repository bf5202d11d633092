//! Organizations.

use super::super::Coincidence;
use super::{found, known, like};
use crate::contact::{Contact, ContactAudience, EmailAddress, WebUrl};
use crate::id::{EntityId, OrganizationId, PartId, TypedId};
use crate::organization::Organization;
use crate::sample;
use crate::text::Words;

fn organization(slug: &str, name: &str) -> Organization {
    Organization {
        name: sample::text(name),
        ..sample::organization(slug)
    }
}

fn words(text: &str) -> Words {
    Words::parse(text).unwrap()
}

fn contact(email: &str, audience: ContactAudience) -> Contact {
    Contact {
        id: PartId::from_uuid(uuid::Uuid::from_u128(7)),
        audience,
        function: None,
        person: None,
        email: EmailAddress::parse(email).ok(),
        phone: None,
        phone_extension: None,
        url: None,
        person_erased_on: None,
    }
}

fn in_common(known: &super::Known, asked: &Organization) -> Vec<Vec<Coincidence>> {
    let found = found(known, asked).into_iter();
    found.map(|likely| likely.in_common).collect()
}

#[test]
fn a_name_that_is_nearly_the_same_is_found() {
    let first = organization("a", "Verein für Begegnung Minden e. V.");
    let known = known(&[first.clone(), organization("b", "Jugendamt")]);
    let again = organization("c", "Begegnungs-Verein Minden e.V.");
    assert_eq!(like(&known, &again), [EntityId::from(first.id)]);
    assert_eq!(in_common(&known, &again), [[]]);
    assert_eq!(like(&known, &organization("c", "Verein für Segeln")), []);
}

#[test]
fn an_abbreviation_or_a_wording_of_a_document_is_a_name_as_well() {
    let first = Organization {
        abbreviation: Some(words("VHS")),
        aliases: vec![words("Städtische Volkshochschule")],
        ..organization("a", "Volkshochschule Minden/Bad Oeynhausen")
    };
    let known = known(std::slice::from_ref(&first));
    for name in ["vhs", "Staedtische Volkshochschule", "V.H.S."] {
        let again = organization("c", name);
        assert_eq!(in_common(&known, &again), [[Coincidence::Name]], "{name}");
        let found = found(&known, &again);
        assert!((found[0].likeness - 1.0).abs() < f64::EPSILON, "{name}");
    }
    let by_abbreviation = Organization {
        abbreviation: Some(words("VHS")),
        ..organization("c", "Verband der Hausfrauen")
    };
    assert_eq!(like(&known, &by_abbreviation), [first.id.entity()]);
    // Nearly the same letters of an abbreviation say nothing.
    assert_eq!(like(&known, &organization("c", "VHSE")), []);
}

#[test]
fn the_same_web_page_or_mailbox_is_enough() {
    let first = Organization {
        website: WebUrl::parse("https://www.klub.example/").ok(),
        contacts: vec![contact("Post@Klub.example", ContactAudience::Public)],
        ..organization("a", "Klub am Weserufer")
    };
    let known = known(std::slice::from_ref(&first));
    let by_website = Organization {
        website: WebUrl::parse("http://klub.example").ok(),
        ..organization("c", "Ganz anders")
    };
    let by_email = Organization {
        contacts: vec![contact("post@klub.example", ContactAudience::Public)],
        ..organization("c", "Ganz anders")
    };
    assert_eq!(in_common(&known, &by_website), [[Coincidence::Website]]);
    assert_eq!(in_common(&known, &by_email), [[Coincidence::Email]]);
}

#[test]
fn a_mailbox_meant_for_colleagues_is_compared_with_nobody_elses() {
    let first = Organization {
        contacts: vec![contact(
            "intern@klub.example",
            ContactAudience::Professional,
        )],
        ..organization("a", "Klub am Weserufer")
    };
    let known = known(std::slice::from_ref(&first));
    let again = Organization {
        contacts: vec![contact("intern@klub.example", ContactAudience::Public)],
        ..organization("c", "Ganz anders")
    };
    assert_eq!(like(&known, &again), []);
}

#[test]
fn parts_of_one_whole_share_a_web_page_without_being_the_same() {
    let website = WebUrl::parse("https://stadt.example").ok();
    let city = Organization {
        website: website.clone(),
        ..organization("city", "Stadt Minden")
    };
    let office = Organization {
        website,
        parent: Some(city.id),
        ..organization("office", "Jugendamt")
    };
    let known = known(&[city.clone(), office.clone()]);
    let other = Organization {
        id: OrganizationId::of_slug("other"),
        ..organization("other", "Sozialamt")
    };
    let other = Organization {
        website: office.website.clone(),
        parent: Some(city.id),
        ..other
    };
    assert_eq!(like(&known, &other), []);
    let stranger = Organization {
        parent: None,
        ..other.clone()
    };
    assert_eq!(like(&known, &stranger).len(), 2);
    // The same name is the same name, whatever it is a part of.
    let again = organization("again", "Jugend-Amt");
    let again = Organization {
        parent: Some(city.id),
        ..again
    };
    assert_eq!(like(&known, &again), [office.id.entity()]);
}

#[test]
fn what_tells_by_itself_is_named_before_what_is_merely_alike() {
    let alike = organization("a", "Begegnung Minden Nord");
    let same = Organization {
        website: WebUrl::parse("https://klub.example").ok(),
        ..organization("b", "Etwas")
    };
    let known = known(&[alike.clone(), same.clone()]);
    let asked = Organization {
        website: same.website.clone(),
        ..organization("c", "Begegnung Minden Nord-West")
    };
    assert_eq!(like(&known, &asked), [same.id.entity(), alike.id.entity()]);
}
