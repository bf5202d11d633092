//! The reviewed matrix: who may do what to what, who sees what, and what no table may ever allow.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    Action, Actor, Administration, FieldGroup, Person, Refusal, Resource, Role, Sight,
    Surroundings, Whereabouts, administer, authorize, may_see, scope, sight,
};
use crate::account::{
    Account, AccountId, AccountState, ApiClient, ApiKeyId, ApiScope, Grant, Jurisdiction,
    Membership, MembershipRole, SessionId,
};
use crate::code::Code;
use crate::entry::Position;
use crate::id::{
    ActionAreaId, DistrictId, EntityId, EntityKind, LocationId, OfferId, OrganizationId, TypedId,
};
use crate::period::Instant;
use crate::place::{District, DistrictKind};
use crate::sample;
use crate::text::{LanguageTag, Words};

fn club() -> OrganizationId {
    OrganizationId::of_slug("club")
}

fn at() -> Instant {
    let at: chrono::DateTime<chrono::Utc> = "2026-03-01T12:00:00Z".parse().unwrap();
    at.into()
}

fn tag(tag: &str) -> LanguageTag {
    LanguageTag::parse(tag).unwrap()
}

fn person(grants: Vec<Grant>, memberships: &[(OrganizationId, MembershipRole)]) -> Person {
    Person {
        account: Account {
            id: AccountId::from_uuid(Uuid::from_u128(1)),
            email: None,
            name: Words::parse("Somebody").unwrap(),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants,
            memberships: memberships
                .iter()
                .map(|(organization, role)| Membership {
                    organization: *organization,
                    role: *role,
                    since: at(),
                })
                .collect(),
            has_second_factor: true,
            created_at: at(),
        },
        session: SessionId::from_uuid(Uuid::from_u128(2)),
        second_factor_passed: true,
    }
}

fn actor(person: Person) -> Actor {
    Actor::Person(Arc::new(person))
}

fn holding(grant: Grant) -> Actor {
    actor(person(vec![grant], &[]))
}

fn working(slug: &str, role: MembershipRole) -> Actor {
    actor(person(Vec::new(), &[(OrganizationId::of_slug(slug), role)]))
}

fn client(api_scope: ApiScope) -> Actor {
    Actor::Client(Arc::new(ApiClient {
        id: ApiKeyId::from_uuid(Uuid::from_u128(3)),
        scopes: BTreeSet::from([api_scope]),
        quota_per_minute: 60,
    }))
}

fn of_district(slug: &str) -> Grant {
    parts(&[slug], &[])
}

fn parts(districts: &[&str], areas: &[&str]) -> Grant {
    Grant::Coordinator(Jurisdiction::Parts {
        districts: districts.iter().map(|it| DistrictId::of_slug(it)).collect(),
        areas: areas.iter().map(|it| ActionAreaId::of_slug(it)).collect(),
    })
}

/// Something of the club's in the north, which lies in the city; published, to be put into Turkish.
fn resource(kind: EntityKind) -> Resource {
    Resource {
        owner: Some(club()),
        districts: [DistrictId::of_slug("north"), DistrictId::of_slug("city")].into(),
        areas: [ActionAreaId::of_slug("education")].into(),
        is_published: true,
        languages: [tag("tr")].into(),
        ..Resource::of(EntityId::of_slug(kind, "x"))
    }
}

type Case = (&'static str, Actor, fn(Resource) -> Resource);

fn cases() -> Vec<Case> {
    use MembershipRole::{Editor, Manager};
    let same: fn(Resource) -> Resource = |resource| resource;
    let draft: fn(Resource) -> Resource = |resource| Resource {
        is_published: false,
        ..resource
    };
    let trusted: fn(Resource) -> Resource = |resource| Resource {
        owner_is_trusted: true,
        ..resource
    };
    let with_a_part: fn(Resource) -> Resource = |resource| Resource {
        owner: None,
        responsible: [OrganizationId::of_slug("club")].into(),
        ..resource
    };
    let turkish = || Grant::Translator([tag("tr")].into());
    let unverified = |grant| {
        actor(Person {
            second_factor_passed: false,
            ..person(vec![grant], &[])
        })
    };
    let closed = || {
        let mut person = person(vec![Grant::Administrator], &[(club(), Manager)]);
        person.account.state = AccountState::Disabled;
        actor(person)
    };
    vec![
        ("anonymous", Actor::Anonymous, same),
        ("key: published", client(ApiScope::ReadPublished), same),
        (
            "key: professional",
            client(ApiScope::ReadProfessional),
            same,
        ),
        ("key: aggregates", client(ApiScope::ReadAggregates), same),
        ("professional", holding(Grant::Professional), same),
        ("analyst", holding(Grant::Analyst), same),
        ("editor, own", working("club", Editor), same),
        ("editor, foreign", working("office", Editor), same),
        ("editor, own and trusted", working("club", Editor), trusted),
        (
            "editor, foreign and trusted",
            working("office", Editor),
            trusted,
        ),
        (
            "editor, has a part in it",
            working("club", Editor),
            with_a_part,
        ),
        ("manager, own", working("club", Manager), same),
        ("manager, foreign", working("office", Manager), same),
        (
            "manager, own and trusted",
            working("club", Manager),
            trusted,
        ),
        (
            "manager, has a part in it",
            working("club", Manager),
            with_a_part,
        ),
        ("translator, own language", holding(turkish()), same),
        (
            "translator, other language",
            holding(Grant::Translator([tag("ar")].into())),
            same,
        ),
        ("translator, never published", holding(turkish()), draft),
        (
            "coordinator of everything",
            holding(Grant::Coordinator(Jurisdiction::Everything)),
            same,
        ),
        (
            "coordinator of the district",
            holding(of_district("north")),
            same,
        ),
        (
            "coordinator of the city around",
            holding(of_district("city")),
            same,
        ),
        (
            "coordinator of the area",
            holding(parts(&[], &["education"])),
            same,
        ),
        (
            "coordinator of another district",
            holding(of_district("south")),
            same,
        ),
        (
            "coordinator, without second factor",
            unverified(Grant::Coordinator(Jurisdiction::Everything)),
            same,
        ),
        ("administrator", holding(Grant::Administrator), same),
        (
            "administrator, without second factor",
            unverified(Grant::Administrator),
            same,
        ),
        ("closed account", closed(), same),
        ("operator", Actor::Operator, same),
    ]
}

/// The kinds to which an action may be done, in words; and in which role.
fn allowed(actor: &Actor, action: Action, change: fn(Resource) -> Resource) -> String {
    let mut roles = BTreeSet::new();
    let kinds: Vec<&str> = EntityKind::ALL
        .iter()
        .filter(|kind| {
            let permit = authorize(actor, action, &change(resource(**kind)));
            roles.extend(permit.as_ref().map(|permit| permit.role().code()));
            permit.is_ok()
        })
        .map(|kind| kind.code())
        .collect();
    let roles: Vec<&str> = roles.into_iter().collect();
    match kinds.len() {
        0 => String::new(),
        n if n == EntityKind::ALL.len() => format!("everything, as {}", roles.join(" ")),
        _ => format!("{}, as {}", kinds.join(" "), roles.join(" ")),
    }
}

#[test]
fn the_matrix_of_roles_and_actions() {
    let mut matrix = String::new();
    for (name, actor, change) in cases() {
        matrix.push_str(&format!("{name}\n"));
        let mut lines: Vec<(Vec<&str>, String)> = Vec::new();
        for action in Action::ALL {
            let to = allowed(&actor, *action, change);
            match lines.iter_mut().find(|(_, known)| *known == to) {
                Some((actions, _)) => actions.push(action.code()),
                None => lines.push((vec![action.code()], to)),
            }
        }
        for (actions, to) in lines {
            let to = if to.is_empty() { "nothing" } else { &to };
            matrix.push_str(&format!("  {}: {to}\n", actions.join(" ")));
        }
        let offer = change(resource(EntityKind::Offer));
        let held = scope(&actor).holds(&offer);
        let refusal = if held { "forbidden" } else { "not found" };
        matrix.push_str(&format!("  otherwise: {refusal}\n"));
        let fields: Vec<&str> = FieldGroup::ALL
            .iter()
            .filter(|group| may_see(&actor, **group, &offer))
            .map(|group| group.code())
            .collect();
        if !fields.is_empty() {
            matrix.push_str(&format!("  sees: {}\n", fields.join(" ")));
        }
        let matters: Vec<&str> = Administration::all(club())
            .into_iter()
            .filter(|what| administer(&actor, *what).is_ok())
            .map(Administration::code)
            .collect();
        if !matters.is_empty() {
            matrix.push_str(&format!("  manages: {}\n", matters.join(" ")));
        }
    }
    insta::assert_snapshot!(matrix);
}

#[test]
fn whoever_works_for_the_owner_acts_as_its_editor_whatever_else_that_person_is() {
    let both = actor(person(
        vec![Grant::Coordinator(Jurisdiction::Everything)],
        &[(club(), MembershipRole::Editor)],
    ));
    let offer = resource(EntityKind::Offer);
    let update = authorize(&both, Action::Update, &offer).unwrap();
    assert_eq!(update.role(), Role::ProviderEditor);
    assert_eq!(update.bound_to(), Some(club()));
    assert_eq!(
        update.author().account,
        Some(AccountId::from_uuid(Uuid::from_u128(1)))
    );
    let publish = authorize(&both, Action::Publish, &offer).unwrap();
    assert_eq!(
        (publish.role(), publish.bound_to()),
        (Role::Coordinator, None)
    );
}

/// Whoever is asked for nothing because nothing could be seen would indeed have seen nothing.
#[test]
fn sight_tells_before_a_resource_is_looked_at_what_the_table_says_then() {
    for (name, actor, change) in cases() {
        for kind in EntityKind::ALL {
            let foreign = Resource::of(EntityId::of_slug(*kind, "elsewhere"));
            for group in FieldGroup::ALL {
                let own = may_see(&actor, *group, &change(resource(*kind)));
                let foreign = may_see(&actor, *group, &foreign);
                match sight(&actor, *group) {
                    Sight::Nowhere => assert!(!own && !foreign, "{name} {group:?}"),
                    Sight::Somewhere => assert!(!foreign, "{name} {group:?}"),
                    Sight::Everywhere => assert!(own && foreign, "{name} {group:?}"),
                }
            }
        }
    }
}

/// What stands beside revisions is read by scopes, since lists are: they say the same as the table.
#[test]
fn whose_scope_holds_all_of_a_thing_reads_what_reviewers_said_about_it_and_nobody_else_does() {
    for (name, actor, change) in cases() {
        for kind in [
            EntityKind::Offer,
            EntityKind::Location,
            EntityKind::Organization,
        ] {
            let thing = change(resource(kind));
            let scope = scope(&actor);
            // What is merely published is held in part by whoever translates.
            let unpublished = Resource {
                is_published: false,
                ..thing.clone()
            };
            let sees = may_see(&actor, FieldGroup::Drafts, &thing);
            assert_eq!(sees, scope.holds(&unpublished), "{name}");
        }
    }
}

#[test]
fn a_person_without_the_second_factor_is_told_so() {
    let mut coordinator = person(vec![Grant::Coordinator(Jurisdiction::Everything)], &[]);
    assert!(!coordinator.awaits_second_factor());
    coordinator.second_factor_passed = false;
    assert!(coordinator.awaits_second_factor());
    assert!(scope(&actor(coordinator)).holds_nothing());
}

#[test]
fn what_lies_in_a_district_nested_in_a_coordinators_district_lies_inside() {
    let district = |slug: &str, parent: Option<&str>| District {
        id: DistrictId::of_slug(slug),
        slug: crate::id::Slug::parse(slug).unwrap(),
        kind: DistrictKind::CityDistrict,
        parents: parent.map(DistrictId::of_slug).into_iter().collect(),
        official_key: None,
        name: Words::parse(slug).unwrap(),
        label: sample::text(slug),
        centroid: None,
        order: 0,
    };
    let mut around = Surroundings::default();
    let mut offer = sample::offer("course", "club");
    let house = LocationId::of_slug("house");
    offer.entry.places = vec![sample::place(&offer, Position::At(house))];
    offer.entry.service_area = vec![DistrictId::of_slug("south")];
    // What has to be learned comes to light step by step.
    let lies_in = || crate::aggregate::Aggregate::lies_in(&offer);
    assert_eq!(around.unknown(lies_in()), [house.entity()].into());
    let mut location = sample::location("house");
    location.district = Some(DistrictId::of_slug("street"));
    around.learn(Whereabouts::of(&location));
    let street = DistrictId::of_slug("street").entity();
    assert_eq!(around.unknown(lies_in()), [street].into());
    around.learn(Whereabouts::of(&district("street", Some("north"))));
    around.learn(Whereabouts::of(&district("north", Some("city"))));
    around.learn(Whereabouts::of(&district("city", None)));
    assert_eq!(around.unknown(lies_in()), BTreeSet::new());

    let offer = Resource::about(&offer, &around);
    for inside in ["street", "north", "city"] {
        let permit = authorize(&holding(of_district(inside)), Action::Publish, &offer);
        assert!(permit.is_ok(), "{inside}");
    }
    // Whom it serves is not where it is.
    let south = authorize(&holding(of_district("south")), Action::Publish, &offer);
    assert_eq!(south.unwrap_err().reason, Refusal::NotFound);
}

const DISTRICTS: [&str; 4] = ["city", "north", "south", "street"];
const AREAS: [&str; 3] = ["education", "housing", "work"];
const ORGANIZATIONS: [&str; 3] = ["office", "school", "parish"];

fn memberships() -> impl Strategy<Value = Vec<(OrganizationId, MembershipRole)>> {
    let membership = (
        proptest::sample::select(&ORGANIZATIONS[..]).prop_map(OrganizationId::of_slug),
        proptest::sample::select(MembershipRole::ALL),
    );
    proptest::collection::vec(membership, 0..4)
}

fn modest_grants() -> impl Strategy<Value = Vec<Grant>> {
    let grants = vec![
        Grant::Professional,
        Grant::Analyst,
        Grant::Translator([tag("tr")].into()),
        Grant::Translator([tag("ar")].into()),
    ];
    proptest::sample::subsequence(grants, 0..=4)
}

fn resources() -> impl Strategy<Value = Resource> {
    (
        proptest::sample::select(EntityKind::ALL),
        proptest::sample::subsequence(&DISTRICTS[..], 0..=4),
        proptest::sample::subsequence(&AREAS[..], 0..=3),
        any::<(bool, bool, bool)>(),
    )
        .prop_map(
            |(kind, districts, areas, (owned, owner_is_trusted, is_published))| Resource {
                owner: owned.then(club),
                owner_is_trusted,
                districts: districts.into_iter().map(DistrictId::of_slug).collect(),
                areas: areas.into_iter().map(ActionAreaId::of_slug).collect(),
                is_published,
                ..resource(kind)
            },
        )
}

proptest! {
    #[test]
    fn no_sequence_of_grants_makes_a_provider_touch_a_foreign_resource(
        grants in modest_grants(),
        memberships in memberships(),
        resource in resources(),
    ) {
        let actor = actor(person(grants, &memberships));
        for action in Action::ALL {
            let permit = authorize(&actor, *action, &resource);
            prop_assert!(permit.is_err() || *action == Action::Translate, "{permit:?}");
        }
        prop_assert!(!may_see(&actor, FieldGroup::Drafts, &resource));
        prop_assert!(!may_see(&actor, FieldGroup::HiddenAddresses, &resource));
    }

    #[test]
    fn no_sequence_of_grants_makes_a_provider_publish_unreviewed(
        grants in modest_grants(),
        memberships in memberships(),
        role in proptest::sample::select(MembershipRole::ALL),
        resource in resources(),
    ) {
        let mut memberships = memberships;
        memberships.push((club(), role));
        let actor = actor(person(grants, &memberships));
        for action in [Action::Publish, Action::Return, Action::Reject] {
            if let Ok(permit) = authorize(&actor, action, &resource) {
                prop_assert!(resource.owner_is_trusted && action == Action::Publish);
                prop_assert_eq!(permit.bound_to(), resource.owner);
            }
        }
    }

    #[test]
    fn a_limited_coordinator_never_acts_outside(
        districts in proptest::sample::subsequence(&DISTRICTS[..], 0..=4),
        areas in proptest::sample::subsequence(&AREAS[..], 0..=3),
        resource in resources(),
    ) {
        let actor = holding(parts(&districts, &areas));
        let own = |resource: &Resource| {
            districts.iter().any(|it| resource.districts.contains(&DistrictId::of_slug(it)))
                || areas.iter().any(|it| resource.areas.contains(&ActionAreaId::of_slug(it)))
        };
        prop_assert_eq!(scope(&actor).holds(&resource), own(&resource));
        for action in Action::ALL {
            match authorize(&actor, *action, &resource) {
                Ok(_) => prop_assert!(own(&resource)),
                Err(denied) => prop_assert_eq!(
                    denied.reason == Refusal::Forbidden,
                    own(&resource)
                ),
            }
        }
    }

    #[test]
    fn whatever_may_be_done_to_it_lies_in_the_scope_or_is_open_to_all(
        grants in modest_grants(),
        role in proptest::sample::select(MembershipRole::ALL),
        resource in resources(),
    ) {
        let actor = actor(person(grants, &[(club(), role)]));
        for action in Action::ALL {
            if authorize(&actor, *action, &resource).is_ok() {
                prop_assert!(scope(&actor).holds(&resource));
            }
        }
        let foreign = Resource { owner: None, ..resource };
        let offer = Resource { entity: OfferId::of_slug("x").entity(), ..foreign };
        prop_assert!(authorize(&actor, Action::Publish, &offer).is_err());
    }
}
