//! What everything else is sorted by.

use domain::account::{Grant, Jurisdiction};
use domain::curation::Curated;
use domain::edit::{
    DistrictInput, Input, LanguageInput, NewInput, SiteInput, TargetGroupInput, TermInput,
    TopicInput,
};
use domain::id::{DistrictId, LocationId, SiteId, TargetGroupId, TermId, TopicId, TypedId};
use domain::place::{District, Location};
use domain::policy::Actor;
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use persistence::Project;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::world::{World, coordinator_of, text};
use crate::curation::{Change, Fits};
use crate::entries::tests::world::{location, now, publish};
use crate::entries::tests::{coordinator, member, occasion, person, refused};
use crate::entries::{Note, Saved};
use crate::use_case::UseCaseError;

impl World {
    async fn make<T, I>(&self, actor: &Actor, input: Value) -> Result<Saved, UseCaseError>
    where
        T: Curated + Fits + Project,
        I: NewInput<T> + DeserializeOwned,
    {
        let input: I = serde_json::from_value(input).unwrap();
        let occasion = occasion(actor);
        let new = (input, Note::default());
        Box::pin(self.application.create_curated::<T, _>(&occasion, new)).await
    }

    async fn change<T, I>(
        &self,
        actor: &Actor,
        (id, expected): (T::Id, u32),
        input: Value,
    ) -> Result<Saved, UseCaseError>
    where
        T: Curated + Fits + Project,
        I: Input<T> + DeserializeOwned,
    {
        let change = Change::<T, I> {
            id,
            expected,
            input: serde_json::from_value(input).unwrap(),
            note: Note::default(),
        };
        Box::pin(self.application.update_curated(&occasion(actor), change)).await
    }

    /// A topic of this name; its id.
    async fn topic(&self, name: &str, parent: Option<TopicId>) -> TopicId {
        let parent = parent.map(TypedId::to_global);
        let input = json!({"label": text(name), "parent": parent});
        let saved = self.make::<Topic, TopicInput>(&coordinator(), input).await;
        TopicId::from_uuid(saved.unwrap().entity.uuid)
    }

    async fn found<T: Project>(&self, content: Value) -> T {
        let content: T = serde_json::from_value(content).unwrap();
        publish(&self.store, &content).await;
        self.application.catch_up(now()).await.unwrap();
        content
    }
}

#[tokio::test]
async fn a_new_topic_stands_behind_its_siblings_and_is_public_at_once() {
    let world = World::new().await;
    let sport = world.topic("Sport", None).await;
    let ball = world.topic("Ballspiele", Some(sport)).await;
    let music = world.topic("Sport", None).await;
    let snapshot = world.application.snapshot();
    let topic = |id| snapshot.find::<Topic>(id).unwrap().document().clone();
    assert_eq!(
        (topic(sport).order, topic(ball).order, topic(music).order),
        (1, 1, 2)
    );
    // The second of the same name is told apart by its slug.
    assert_eq!(topic(music).slug.as_str(), "sport-2");
}

#[tokio::test]
async fn no_topic_stands_above_itself() {
    let world = World::new().await;
    let office = coordinator();
    let sport = world.topic("Sport", None).await;
    let ball = world.topic("Ballspiele", Some(sport)).await;
    let handball = world.topic("Handball", Some(ball)).await;
    let within = |parent: TopicId| json!({"parent": parent.to_global()});
    let circle = world.change::<Topic, TopicInput>(&office, (sport, 1), within(handball));
    assert_eq!(refused(circle.await), ["parent: Cycle"]);
    let itself = world.change::<Topic, TopicInput>(&office, (sport, 1), within(sport));
    assert_eq!(refused(itself.await), ["parent: Cycle"]);
    let unknown = within(TopicId::of_slug("unknown"));
    let unknown = world.change::<Topic, TopicInput>(&office, (sport, 1), unknown);
    assert_eq!(refused(unknown.await), ["parent: Unknown"]);
}

#[tokio::test]
async fn what_is_in_use_is_retired_and_not_taken_out() {
    let world = World::new().await;
    let office = coordinator();
    let sport = world.topic("Sport", None).await;
    let ball = world.topic("Ballspiele", Some(sport)).await;
    let application = &world.application;
    let out = application
        .archive_curated::<Topic>(&occasion(&office), (sport, 1))
        .await;
    assert_eq!(refused(out), [": InUse"]);
    let movement = world.topic("Bewegung", None).await;
    let instead = json!({"replacedBy": movement.to_global()});
    let retired = world.change::<Topic, TopicInput>(&office, (sport, 1), instead);
    assert_eq!(retired.await.unwrap().published, Some(2));
    // It keeps answering, and says what to use.
    let snapshot = application.snapshot();
    assert_eq!(
        snapshot.find::<Topic>(sport).unwrap().replaced_by,
        Some(movement)
    );
    let back = json!({"replacedBy": sport.to_global()});
    let circle = world.change::<Topic, TopicInput>(&office, (movement, 1), back);
    assert_eq!(refused(circle.await), ["replacedBy: Cycle"]);
    // What nobody uses may go, and come back.
    let out = application
        .archive_curated::<Topic>(&occasion(&office), (ball, 1))
        .await;
    assert_eq!(out.unwrap().published, None);
    let back = application
        .restore_curated::<Topic>(&occasion(&office), (ball, 1))
        .await;
    assert!(back.unwrap().published.is_some());
}

#[tokio::test]
async fn groups_nest_and_are_replaced_on_their_axis() {
    let world = World::new().await;
    let office = coordinator();
    let group = |name: &str, axis: &str| json!({"label": text(name), "axis": axis});
    let parents = world.make::<TargetGroup, TargetGroupInput>(&office, group("Eltern", "ROLE"));
    let parents = TargetGroupId::from_uuid(parents.await.unwrap().entity.uuid);
    let mut fathers = group("Väter", "GENDER");
    fathers["parent"] = json!(parents.to_global());
    let wrong = world.make::<TargetGroup, TargetGroupInput>(&office, fathers.clone());
    assert_eq!(refused(wrong.await), ["parent: Contradicts"]);
    fathers["axis"] = json!("ROLE");
    world
        .make::<TargetGroup, TargetGroupInput>(&office, fathers)
        .await
        .unwrap();
    let moved = json!({"axis": "SITUATION"});
    let moved = world.change::<TargetGroup, TargetGroupInput>(&office, (parents, 1), moved);
    assert_eq!(refused(moved.await), ["axis: InUse"]);
}

#[tokio::test]
async fn a_code_is_replaced_by_another_of_its_vocabulary() {
    let world = World::new().await;
    let office = coordinator();
    let term = |vocabulary: &str, code: &str| {
        let slug = format!("{vocabulary}-{code}").to_lowercase();
        json!({
            "id": TermId::of_slug(&slug), "slug": slug, "vocabulary": vocabulary, "code": code,
            "label": text(code), "order": 1,
        })
    };
    let course: Term = world.found(term("OfferKind", "COURSE")).await;
    let lecture: Term = world.found(term("OfferKind", "LECTURE")).await;
    world.found::<Term>(term("EntryKind", "OFFER")).await;
    let by = |code: &str| json!({"replacedBy": code});
    let foreign = world.change::<Term, TermInput>(&office, (course.id, 1), by("OFFER"));
    assert_eq!(refused(foreign.await), ["replacedBy: Unknown"]);
    world
        .change::<Term, TermInput>(&office, (course.id, 1), by("LECTURE"))
        .await
        .unwrap();
    let circle = world.change::<Term, TermInput>(&office, (lecture.id, 1), by("COURSE"));
    assert_eq!(refused(circle.await), ["replacedBy: Cycle"]);
    let snapshot = world.application.snapshot();
    assert_eq!(
        snapshot
            .find::<Term>(course.id)
            .unwrap()
            .replaced_by
            .as_deref(),
        Some("LECTURE")
    );
}

#[tokio::test]
async fn a_language_stands_once_and_stays_while_somebody_names_it() {
    let world = World::new().await;
    let office = coordinator();
    let somali = json!({"tag": "so", "endonym": "Soomaali", "label": text("Somali")});
    let saved = world
        .make::<Language, LanguageInput>(&office, somali.clone())
        .await
        .unwrap();
    let id = domain::id::LanguageId::from_uuid(saved.entity.uuid);
    let again = world.make::<Language, LanguageInput>(&office, somali).await;
    assert_eq!(refused(again), ["tag: AlreadyThere"]);
    let site = json!({
        "id": SiteId::of_slug("site"), "slug": "site", "name": text("Angebote"),
        "languages": ["de", "so"],
    });
    let site: Site = world.found(site).await;
    let application = &world.application;
    let out = application
        .archive_language(&occasion(&office), (id, 1))
        .await;
    assert_eq!(refused(out), [": InUse"]);
    let stranger = member(&["club"]);
    let out = application
        .archive_language(&occasion(&stranger), (id, 1))
        .await;
    assert_eq!(refused(out), ["not found"]);
    let administrator = person(vec![Grant::Administrator], Vec::new());
    let fewer = json!({"languages": ["de"]});
    let fewer = world
        .change::<Site, SiteInput>(&administrator, (site.id, 1), fewer)
        .await;
    assert_eq!(fewer.unwrap().published, Some(2));
    let out = application
        .archive_language(&occasion(&office), (id, 1))
        .await;
    assert_eq!(out.unwrap().published, None);
}

#[tokio::test]
async fn districts_nest_without_circles_and_stay_while_something_lies_in_them() {
    let world = World::new().await;
    let office = coordinator();
    let north = DistrictId::of_slug("north");
    let quarter = json!({
        "kind": "NEIGHBOURHOOD", "name": "Am Deich", "label": text("Am Deich"),
        "parents": [north.to_global()],
    });
    let quarter = world
        .make::<District, DistrictInput>(&office, quarter)
        .await
        .unwrap();
    let quarter = DistrictId::from_uuid(quarter.entity.uuid);
    let within = json!({"parents": [quarter.to_global()]});
    let circle = world
        .change::<District, DistrictInput>(&office, (north, 1), within)
        .await;
    assert_eq!(refused(circle), ["parents: Cycle"]);
    let house: Location = location("deich-house", &json!({"district": quarter}));
    publish(&world.store, &house).await;
    world.application.catch_up(now()).await.unwrap();
    let out = world
        .application
        .archive_curated::<District>(&occasion(&office), (quarter, 1))
        .await;
    assert_eq!(refused(out), [": InUse"]);
    assert_eq!(house.id, LocationId::of_slug("deich-house"));
}

#[tokio::test]
async fn only_who_answers_for_everything_changes_what_everything_hangs_on() {
    let world = World::new().await;
    let office = coordinator();
    let sport = world.topic("Sport", None).await;
    let site = json!({
        "id": SiteId::of_slug("site"), "slug": "site", "name": text("Angebote"), "languages": ["de"],
    });
    let site: Site = world.found(site).await;
    let part = coordinator_of("education");
    let other = person(
        vec![Grant::Coordinator(Jurisdiction::Parts {
            districts: [DistrictId::of_slug("north")].into(),
            areas: [].into(),
        })],
        Vec::new(),
    );
    let renamed = || json!({"label": text("Bewegung")});
    for actor in [&part, &other, &member(&["club"]), &Actor::Anonymous] {
        let refused_topic = world
            .change::<Topic, TopicInput>(actor, (sport, 1), renamed())
            .await;
        assert!(["denied", "not found"].contains(&refused(refused_topic)[0].as_str()));
        let made = world.make::<Topic, TopicInput>(actor, renamed()).await;
        assert_eq!(refused(made), ["denied"]);
    }
    // What the installation says about itself is for administrators.
    let site_change = json!({"name": text("Anderes")});
    let refused_site = world
        .change::<Site, SiteInput>(&office, (site.id, 1), site_change)
        .await;
    assert_eq!(refused(refused_site), ["denied"]);
}
