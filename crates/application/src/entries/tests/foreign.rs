//! Ids of other organizations, in every input.

use std::sync::Arc;

use domain::edit::{LocationInput, OrganizationProfileInput};
use domain::entry::Offer;
use domain::id::{LocationId, OfferId, OrganizationId, TypedId};
use domain::organization::Organization;
use domain::place::Location;
use domain::policy::{Actor, Person};
use serde_json::{Value, json};

use super::world::{World, id_of};
use super::{coordinator, course, member, occasion, refused};
use crate::entries::{Archive, Create, GoBack, Judgement, Note, TakeOut, Then, Update};
use crate::use_case::UseCaseError;

async fn location(world: &World, actor: &Actor, input: Value) -> Vec<String> {
    let new = Create {
        input: serde_json::from_value::<LocationInput>(input).unwrap(),
        note: Note::default(),
        then: Then::Keep,
    };
    let outcome = world
        .application
        .create::<Location, _>(&occasion(actor), new)
        .await;
    outcome.map_or_else(|error| refused::<()>(Err(error)), |_| Vec::new())
}

#[tokio::test]
async fn nobody_writes_for_an_organization_of_others() {
    let world = World::new().await;
    let club = member(&["club"]);
    let school = json!({"provider": id_of::<OrganizationId>("school")});
    let outcome = world.create(&club, &course(&school), Then::Keep).await;
    assert_eq!(refused(outcome), ["provider: NotYours"]);
    let nobody = json!({"provider": id_of::<OrganizationId>("nobody")});
    let outcome = world.create(&club, &course(&nobody), Then::Keep).await;
    assert_eq!(refused(outcome), ["provider: Unknown"]);
    let (id, revision) = world.published(&json!({})).await;
    let outcome = world
        .update(&club, (id, revision), (school, Then::Keep))
        .await;
    assert_eq!(refused(outcome), ["provider: NotYours"]);
    // Nor does who works for both hand an entry over: that is the office's.
    let both = member(&["club", "school"]);
    let school = json!({"provider": id_of::<OrganizationId>("school")});
    let outcome = world
        .update(&both, (id, revision), (school.clone(), Then::Keep))
        .await;
    assert_eq!(refused(outcome), ["provider: NotYours"]);
    let office = coordinator();
    let outcome = world
        .update(&office, (id, revision), (school, Then::Keep))
        .await;
    assert!(outcome.is_ok());
}

#[tokio::test]
async fn who_has_yet_to_pass_the_second_factor_is_not_sent_to_another_organization() {
    let world = World::new().await;
    let office = coordinator();
    let person = office.person().unwrap();
    let waiting = Actor::Person(Arc::new(Person {
        second_factor_passed: false,
        ..person.clone()
    }));
    let outcome = world
        .create(&waiting, &course(&json!({})), Then::Keep)
        .await;
    assert!(
        matches!(outcome, Err(UseCaseError::Denied(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_entry_of_others_does_not_exist_for_whoever_wants_to_change_it() {
    let world = World::new().await;
    let (id, revision) = world.published(&json!({})).await;
    let school = member(&["school"]);
    let asked = occasion(&school);
    let app = &world.application;
    let judgement = Judgement::<Offer> {
        id,
        expected: revision,
        comment: Some("Nein".to_owned()),
    };
    let outcomes = [
        world
            .update(&school, (id, revision), (json!({}), Then::Keep))
            .await,
        app.submit_for_review::<Offer>(&asked, (id, revision)).await,
        app.withdraw_from_review::<Offer>(&asked, (id, revision))
            .await,
        app.approve::<Offer>(&asked, (id, revision)).await,
        app.return_revision(&asked, judgement.clone()).await,
        app.reject(&asked, judgement).await,
        app.archive_entry(
            &asked,
            Archive::<Offer> {
                id,
                expected: revision,
                replaced_by: None,
                note: Note::default(),
            },
        )
        .await,
        app.restore::<Offer>(&asked, (id, revision)).await,
        app.go_back(
            &asked,
            GoBack::<Offer> {
                id,
                expected: revision,
                to: 1,
                note: Note::default(),
            },
        )
        .await,
        app.confirm_entry::<Offer>(&asked, (id, None)).await,
    ];
    for outcome in outcomes {
        assert_eq!(refused(outcome), ["not found"]);
    }
}

#[tokio::test]
async fn what_others_keep_to_themselves_does_not_exist_in_an_input() {
    let world = World::new().await;
    let club = member(&["club"]);
    let school = member(&["school"]);
    let shelter = json!({"places": [{"location": id_of::<LocationId>("shelter")}]});
    let outcome = world.create(&club, &course(&shelter), Then::Keep).await;
    assert_eq!(refused(outcome), ["places.0.location: Unknown"]);
    // A draft of others, and parts of others.
    let provider =
        json!({"provider": id_of::<OrganizationId>("school"), "places": shelter["places"]});
    let saved = world
        .create(&school, &course(&provider), Then::Keep)
        .await
        .unwrap();
    let draft = world
        .newest(OfferId::from_uuid(saved.entity.uuid))
        .await
        .content;
    let place = draft.entry.places[0].id.to_global();
    let contact = draft.entry.contacts[0].id.to_global();
    for (input, line) in [
        (
            json!({"related": [saved.entity.to_global()]}),
            "related.0: Unknown",
        ),
        (json!({"places": [{"id": place}]}), "places.0.id: Unknown"),
        (
            json!({"contacts": [{"id": contact}]}),
            "contacts.0.id: Unknown",
        ),
        (json!({"topics": [place]}), "topics.0: Malformed"),
        (
            json!({"competentAuthority": id_of::<OrganizationId>("nobody")}),
            "competentAuthority: Unknown",
        ),
    ] {
        let outcome = world.create(&club, &course(&input), Then::Keep).await;
        assert_eq!(refused(outcome), [line]);
    }
}

#[tokio::test]
async fn what_is_not_published_cannot_be_referred_to_in_public() {
    let world = World::new().await;
    let school = member(&["school"]);
    let new = Create {
        input: serde_json::from_value::<LocationInput>(json!({
            "name": [{"language": "de", "text": "Neues Haus"}],
            "kind": "PHYSICAL",
            "owner": id_of::<OrganizationId>("school"),
        }))
        .unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    let app = &world.application;
    let house = app
        .create::<Location, _>(&occasion(&school), new)
        .await
        .unwrap();
    let input = course(&json!({
        "provider": id_of::<OrganizationId>("school"),
        "places": [{"location": house.entity.to_global()}],
    }));
    let saved = world.create(&school, &input, Then::HandIn).await.unwrap();
    let id = OfferId::from_uuid(saved.entity.uuid);
    let office = coordinator();
    let outcome = app
        .approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await;
    assert_eq!(refused(outcome), ["places.0.location: NotPublished"]);
    let location = LocationId::from_uuid(house.entity.uuid);
    app.approve::<Location>(&occasion(&office), (location, house.revision))
        .await
        .unwrap();
    app.approve::<Offer>(&occasion(&office), (id, saved.revision))
        .await
        .unwrap();
    // What something published stands on cannot be taken out from under it.
    let outcome = app
        .archive(
            &occasion(&office),
            TakeOut::<Location> {
                id: location,
                expected: house.revision,
                note: Note::default(),
            },
        )
        .await;
    assert_eq!(refused(outcome), [": InUse"]);
}

#[tokio::test]
async fn a_location_belongs_to_who_makes_it_or_to_the_office() {
    let world = World::new().await;
    let named = |owner: Option<&str>| {
        let owner = owner.map(id_of::<OrganizationId>);
        json!({"name": [{"language": "de", "text": "Haus"}], "kind": "PHYSICAL", "owner": owner})
    };
    let club = member(&["club"]);
    assert_eq!(
        location(&world, &club, named(None)).await,
        ["owner: Missing"]
    );
    assert_eq!(
        location(&world, &club, named(Some("school"))).await,
        ["owner: NotYours"]
    );
    assert!(
        location(&world, &club, named(Some("club")))
            .await
            .is_empty()
    );
    assert!(
        location(&world, &coordinator(), named(None))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn an_organization_keeps_its_own_profile_and_no_other() {
    let world = World::new().await;
    let profile = |slug: &str| Update::<Organization, _> {
        id: OrganizationId::of_slug(slug),
        expected: 1,
        input: serde_json::from_value::<OrganizationProfileInput>(json!({
            "website": "https://example.org",
            "locations": [id_of::<LocationId>("shelter")],
        }))
        .unwrap(),
        note: Note::default(),
        then: Then::HandIn,
    };
    let app = &world.application;
    let school = member(&["school"]);
    let club = member(&["club"]);
    let saved = app
        .update(&occasion(&school), profile("school"))
        .await
        .unwrap();
    assert_eq!(saved.state, domain::aggregate::EditorialState::InReview);
    let outcome = app.update(&occasion(&club), profile("school")).await;
    assert_eq!(refused(outcome), ["not found"]);
    let outcome = app.update(&occasion(&club), profile("club")).await;
    assert_eq!(refused(outcome), ["locations.0: Unknown"]);
}
