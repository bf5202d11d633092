//! What everything else is sorted by, and the site.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{editing, read, wrong};
use crate::aggregate::Aggregate;
use crate::edit::{
    ActionPlanInput, DistrictInput, Input, LanguageInput, NewInput, SiteInput, TargetGroupInput,
    TermInput, TopicInput,
};
use crate::id::{DistrictId, LanguageId, TopicId, TypedId};
use crate::place::District;
use crate::plan::ActionPlan;
use crate::site::Site;
use crate::taxonomy::{Language, TargetGroup, Term, Topic};
use crate::violation::Violations;

fn new<T: Aggregate, I: NewInput<T> + serde::de::DeserializeOwned>(
    slug: &str,
    input: &Value,
) -> Result<T, Violations> {
    let input: I = read(input);
    editing(100, |editing| input.create(T::Id::of_slug(slug), editing))
}

fn changed<T: Aggregate, I: Input<T> + serde::de::DeserializeOwned>(
    current: &T,
    input: &Value,
) -> Result<T, Violations> {
    let input: I = read(input);
    editing(200, |editing| input.apply(current, editing))
}

fn text(words: &str) -> Value {
    json!([{"language": "de", "text": words}])
}

fn stored<T: Aggregate>(content: Value) -> T {
    serde_json::from_value(content).unwrap()
}

fn topic() -> Topic {
    new::<Topic, TopicInput>(
        "sport",
        &json!({"label": text("Sport"), "pictogram": "ball"}),
    )
    .unwrap()
}

fn term() -> Term {
    stored(json!({
        "id": crate::id::TermId::of_slug("offer-kind-course"), "slug": "offer-kind-course",
        "vocabulary": "OfferKind", "code": "COURSE", "label": text("Kurs"), "order": 1,
    }))
}

fn site() -> Site {
    stored(json!({
        "id": crate::id::SiteId::of_slug("site"), "slug": "site", "name": text("Angebote"),
        "emergency_numbers": [{
            "id": uuid::Uuid::from_u128(5), "phone": "112", "label": text("Feuerwehr"),
        }],
        "languages": ["de", "ar"],
    }))
}

#[test]
fn a_topic_changes_only_what_is_named() {
    let sport = topic();
    assert_eq!(sport.slug.as_str(), "sport");
    let parent = TopicId::of_slug("leisure");
    let within: Topic =
        changed::<_, TopicInput>(&sport, &json!({"parent": parent.to_global()})).unwrap();
    assert_eq!(
        within,
        Topic {
            parent: Some(parent),
            ..sport.clone()
        }
    );
    let alone: Topic = changed::<_, TopicInput>(&within, &json!({"parent": null})).unwrap();
    assert_eq!(alone, sport);
    let named = json!({"label": [{"language": "ar", "text": "رياضة"}], "order": 7});
    let named: Topic = changed::<_, TopicInput>(&sport, &named).unwrap();
    assert_eq!((named.label.versions().len(), named.order), (2, 7));
}

#[test]
fn everything_wrong_with_a_topic_is_said_at_once() {
    let district = DistrictId::of_slug("north").to_global();
    let input = json!({
        "label": [{"language": "de", "text": "<b>Sport</b>"}],
        "parent": district, "pictogram": "A B", "order": -1, "replacedBy": "x",
    });
    let found = wrong(new::<Topic, TopicInput>("sport", &input));
    let fields: Vec<&str> = found
        .iter()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(
        fields,
        ["label.0.text", "parent", "pictogram", "order", "replacedBy"]
    );
    let nothing = wrong(new::<Topic, TopicInput>("sport", &json!({})));
    assert_eq!(nothing, ["label: a value is required"]);
}

#[test]
fn ages_and_genders_stand_on_their_axis() {
    let group = |input: Value| new::<TargetGroup, TargetGroupInput>("young", &input);
    let young = json!({
        "label": text("Jugendliche"), "axis": "AGE", "ages": {"min": {"years": 14}},
    });
    let young = group(young).unwrap();
    assert!(young.ages.is_some());
    let moved =
        changed::<_, TargetGroupInput>(&young, &json!({"axis": "ROLE", "gender": "FEMALE"}));
    assert_eq!(
        wrong(moved),
        [
            "ages: excludes what `axis` says",
            "gender: excludes what `axis` says"
        ]
    );
    let reversed = json!({
        "label": text("x"), "axis": "AGE", "ages": {"min": {"years": 20}, "max": {"years": 6}},
    });
    assert_eq!(
        wrong(group(reversed)),
        ["ages.max: the end lies before the start"]
    );
}

#[test]
fn a_code_gets_words_and_a_replacement_and_stays_what_it_is() {
    let input = json!({"label": text("Kurs oder Lehrgang"), "replacedBy": "LECTURE"});
    let retired: Term = changed::<_, TermInput>(&term(), &input).unwrap();
    assert_eq!(
        (retired.code.as_str(), retired.replaced_by.as_deref()),
        ("COURSE", Some("LECTURE"))
    );
    let wrongly = |input: Value| wrong(changed::<_, TermInput>(&term(), &input));
    assert_eq!(
        wrongly(json!({"replacedBy": "COURSE"})),
        ["replacedBy: `COURSE` would stand above itself"]
    );
    assert_eq!(wrongly(json!({"replacedBy": "kurs"})).len(), 1);
    assert_eq!(
        wrongly(json!({"label": null})),
        ["label: a value is required"]
    );
}

#[test]
fn the_tag_of_a_language_is_said_once() {
    let input = json!({"tag": "SO", "endonym": "Soomaali", "label": text("Somali")});
    let somali = new::<Language, LanguageInput>("so", &input).unwrap();
    assert_eq!((somali.tag.as_str(), somali.slug.as_str()), ("so", "so"));
    let other = changed::<_, LanguageInput>(&somali, &json!({"tag": "sq"}));
    assert_eq!(wrong(other), ["tag: something published refers to it"]);
    let same: Language =
        changed::<_, LanguageInput>(&somali, &json!({"tag": "so", "order": 3})).unwrap();
    assert_eq!(same.order, 3);
    let none = wrong(new::<Language, LanguageInput>(
        "so",
        &json!({"tag": "not a tag"}),
    ));
    assert_eq!(none.len(), 3);
    assert_eq!(LanguageId::of_slug("so"), somali.id);
}

#[test]
fn an_official_key_is_for_a_city_or_a_county() {
    let input = json!({
        "kind": "CITY", "name": "Minden", "label": text("Minden"), "officialKey": "05770032",
        "centroid": {"latitude": 52.29, "longitude": 8.92},
        "parents": [DistrictId::of_slug("county").to_global()],
    });
    let city = new::<District, DistrictInput>("minden", &input).unwrap();
    assert_eq!(city.parents.len(), 1);
    let smaller = changed::<_, DistrictInput>(&city, &json!({"kind": "CITY_DISTRICT"}));
    assert_eq!(wrong(smaller), ["officialKey: excludes what `kind` says"]);
    let far = json!({"centroid": {"latitude": 99.0, "longitude": 0.0}, "officialKey": "5770"});
    assert_eq!(wrong(changed::<_, DistrictInput>(&city, &far)).len(), 2);
    let parent = DistrictId::of_slug("county").to_global();
    let twice = changed::<_, DistrictInput>(&city, &json!({"parents": [parent, parent]}));
    assert_eq!(wrong(twice).len(), 1);
}

#[test]
fn the_terms_of_a_plan_grow() {
    let plan: ActionPlan = stored(json!({
        "id": crate::id::ActionPlanId::of_slug("plan"), "slug": "plan", "title": text("Plan"),
    }));
    let years = |short: i64, medium: i64, long: Option<i64>| {
        let years = json!({"short": short, "medium": medium, "long": long});
        wrong(changed::<_, ActionPlanInput>(
            &plan,
            &json!({"horizonYears": years}),
        ))
    };
    assert!(years(1, 3, None).is_empty());
    assert_eq!(years(3, 3, Some(2)).len(), 2);
    assert_eq!(years(0, 99, None).len(), 2);
    let adopted = json!({"adoptedOn": "2026-02-30"});
    assert_eq!(
        wrong(changed::<_, ActionPlanInput>(&plan, &adopted)).len(),
        1
    );
}

#[test]
fn numbers_for_emergencies_keep_their_ids() {
    let before = site();
    let id = before.emergency_numbers[0].id;
    let input = json!({"emergencyNumbers": [
        {"phone": "116016", "label": text("Hilfe für Frauen")},
        {"id": id.to_global(), "note": text("Tag und Nacht")},
    ]});
    let after: Site = changed::<_, SiteInput>(&before, &input).unwrap();
    assert_eq!(after.emergency_numbers.len(), 2);
    assert_eq!(after.emergency_numbers[1].id, id);
    assert_eq!(
        after.emergency_numbers[1].phone,
        before.emergency_numbers[0].phone
    );
}

#[test]
fn everything_wrong_with_the_site_is_said_at_once() {
    let input = json!({
        "name": null, "feedbackEmail": "nobody", "dataLicenseUrl": "javascript:alert(1)",
        "languages": [], "imprint": [{"language": "de", "text": "<script>"}],
        "emergencyNumbers": [{"phone": "x", "label": text("?")}],
    });
    let found = wrong(changed::<_, SiteInput>(&site(), &input));
    let mut fields: Vec<&str> = found
        .iter()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "dataLicenseUrl",
            "emergencyNumbers.0.phone",
            "feedbackEmail",
            "imprint.0.text",
            "languages",
            "name"
        ]
    );
}

proptest! {
    #[test]
    fn no_words_make_editing_a_topic_panic(
        label in any::<String>(), parent in any::<String>(), order in any::<i64>(),
    ) {
        let input = json!({"label": text(&label), "parent": parent, "order": order});
        drop(changed::<_, TopicInput>(&topic(), &input));
    }
}
