//! What the demo entries can say.

use domain::entry::{EntryId, Position};
use domain::id::{
    CounsellingPointId, DistrictId, LocationId, OfferId, OrganizationId, PartId, TypedId,
};
use domain::period::{Age, AgeRange};

use super::read;
use crate::seeds::{SeedProblem, Seeds};

const AROUND: [(&str, &str); 4] = [
    (
        "plan/organizations.toml",
        "[[organizations]]\nkey = 'club'\nname = 'Club'\nname_en = 'The club'\nkind = 'ORGANIZATION'\n",
    ),
    (
        "reference/districts.toml",
        "[[districts]]\nkey = 'town'\nkind = 'CITY'\nname = 'Town'\nsource = 'its statutes'\n",
    ),
    (
        "reference/labels/de.toml",
        "language = 'de'\nmachine_translated = false\n[languages]\nfa = 'Persisch'\n\
         [topics]\nsport = 'Sport'\n[target_groups]\nyouth = 'Jugendliche'\n",
    ),
    (
        "reference/languages.toml",
        "[[languages]]\ntag = 'fa'\nendonym = 'فارسی'\ndirection = 'RTL'\n",
    ),
];

const TAXONOMIES: [(&str, &str); 3] = [
    ("reference/topics.toml", "[[topics]]\nkey = 'sport'\n"),
    (
        "reference/target-groups.toml",
        "[[target_groups]]\nkey = 'youth'\naxis = 'AGE'\nages = { min = 14 }\n",
    ),
    (
        "demo/locations.toml",
        "[[locations]]\nkey = 'hall'\nline = 3\nname.de = 'Halle'\nkind = 'PHYSICAL'\n\
         visibility = 'DISTRICT_ONLY'\ndistrict = 'town'\nlocality = 'Minden'\n",
    ),
];

const OFFER: &str = "
[[offers]]
key = 'streetball'
line = 4
provider = 'club'
kind = 'SPORT'
title.de = 'Streetball'
title.en = 'Streetball'
summary.de-simple = 'Wir spielen. Das ist ein Beispiel.'
description.de = 'Ein Beispiel.'
topics = ['sport']
audience = [{ group = 'youth', mode = 'OPEN_TO_ALL_EMPHASIS' }]
ages = { min = 14, max = 21 }
genders = ['FEMALE']
languages = [{ language = 'fa', role = 'SPOKEN' }]
places = [{ location = 'hall' }, { district = 'town' }]
service_area = ['town']
admission = { mode = 'OPEN', note.de = 'Einfach kommen' }
access = [{ kind = 'BENEFIT', requirement = 'NOT_REQUIRED', note.de = 'Nichts' }]
cost = { free = true, reductions.de = 'Alle', education_benefits = [{ component = 'LUNCH', decided_by = 'club' }] }
childcare = false
low_threshold = true
no_long_commitment = true
life_stage = 'RUNNING'
contacts = [{ email = 'streetball@example.org', function.de = 'Auskunft' }, { phone = '116 016' }]
documents = [{ de = 'Ein Ball' }]
application_route.de = 'Keine'
competent_authority = 'club'
related = ['counselling_point:advice']
replaced_by = 'offer:streetball'
pictogram = 'sport'
visibility = 'HIDDEN'
discreet = true
course = { level_required = 'A2', literacy_required = 'BASIC', level_taught = 'B1', course_type = 'INTEGRATION_COURSE', accreditation = 'BAMF' }
";

const POINT: &str = "
[[counselling_points]]
key = 'advice'
line = 5
provider = 'club'
title.de = 'Beratung'
counselling_topics = ['sport']
appointment_mode = 'BOTH'
answered_by = ['FEMALE']
";

fn files<'a>(offer: &'a str, point: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut files = [AROUND.as_slice(), TAXONOMIES.as_slice()].concat();
    files.push(("demo/offers.toml", offer));
    files.push(("demo/counselling-points.toml", point));
    files
}

fn seeds() -> Seeds {
    read(&files(OFFER, POINT)).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn an_offer_says_all_that_the_format_knows() {
    let seeds = seeds();
    let offer = &seeds.offers[0];
    let entry = &offer.entry;
    assert_eq!(offer.id, OfferId::of_slug("streetball"));
    assert_eq!(entry.provider, OrganizationId::of_slug("club"));
    let ages = AgeRange::new(Some(Age::Years(14)), Some(Age::Years(21))).unwrap();
    assert_eq!(entry.audience.ages, Some(ages));
    let advice = CounsellingPointId::of_slug("advice");
    assert_eq!(entry.related, [EntryId::CounsellingPoint(advice)]);
    insta::assert_json_snapshot!("offer", offer);
}

#[test]
fn parts_of_an_entry_keep_their_ids() {
    let seeds = seeds();
    let offer = &seeds.offers[0];
    let places: Vec<_> = offer
        .entry
        .places
        .iter()
        .map(|it| (it.id, it.position))
        .collect();
    let hall = Position::At(LocationId::of_slug("hall"));
    let town = Position::Within(DistrictId::of_slug("town"));
    assert_eq!(
        places,
        [
            (PartId::of_name(offer.id, "place-hall"), hall),
            (PartId::of_name(offer.id, "place-town"), town),
        ]
    );
    let second = PartId::of_name(offer.id, "contact-2");
    assert_eq!(offer.entry.contacts[1].id, second);
}

#[test]
fn what_an_entry_does_not_say_stays_unknown() {
    let seeds = seeds();
    let point = &seeds.counselling_points[0];
    assert_eq!(point.entry.childcare, None);
    assert_eq!(point.entry.cost, None);
    assert_eq!(point.entry.life_stage, None);
    assert!(point.entry.demo && seeds.locations[0].demo);
}

#[test]
fn a_place_is_somewhere_and_stands_once() {
    let problems = |places: &str| {
        let text = format!("{POINT}places = {places}\n");
        let errors = read(&files(OFFER, &text)).unwrap_err();
        let problems = errors.all().iter().map(|error| error.problem.clone());
        problems.collect::<Vec<_>>()
    };
    assert_eq!(
        problems("[{}]"),
        [SeedProblem::MissingField { field: "location" }]
    );
    assert!(matches!(
        problems("[{ location = 'hall' }, { location = 'hall' }]").as_slice(),
        [SeedProblem::Duplicate { kind, key }] if kind == "place" && key == "hall"
    ));
}

#[test]
fn an_entry_speaks_languages_that_the_seeds_know() {
    let text = format!("{POINT}languages = [{{ language = 'tlh', role = 'SPOKEN' }}]\n");
    let errors = read(&files(OFFER, &text)).unwrap_err();
    assert!(matches!(
        &errors.all()[0].problem,
        SeedProblem::UnknownReference { kind, key } if kind == "language" && key == "tlh"
    ));
}

#[test]
fn an_address_has_a_town() {
    let locations = "[[locations]]\nkey = 'hall'\nname.de = 'Halle'\nkind = 'PHYSICAL'\n\
        visibility = 'EXACT'\nstreet = 'Ringstraße 1'\n";
    let errors = read(&[("demo/locations.toml", locations)]).unwrap_err();
    let problem = &errors.all()[0].problem;
    assert_eq!(*problem, SeedProblem::MissingField { field: "locality" });
}
