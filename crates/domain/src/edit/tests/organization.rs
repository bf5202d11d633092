//! Organizations: what one says about itself, and what the coordinating office writes.

use serde_json::{Value, json};

use super::{editing, read, wrong};
use crate::edit::{Input, NewInput, OrganizationInput, OrganizationProfileInput};
use crate::id::{OrganizationId, TypedId};
use crate::organization::{Organization, OrganizationStatus, VerificationState};
use crate::violation::Violations;

fn create(input: &Value) -> Result<Organization, Violations> {
    let input: OrganizationInput = read(input);
    let id = OrganizationId::of_slug("club");
    editing(1, |editing| input.create(id, editing))
}

fn club() -> Organization {
    create(&json!({"name": [{"language": "de", "text": "Ein Klub"}], "kind": "ORGANIZATION"}))
        .unwrap()
}

#[test]
fn a_new_organization_is_neither_verified_nor_trusted() {
    let club = club();
    assert_eq!(club.slug.as_str(), "ein-klub");
    assert_eq!(club.verification, VerificationState::Unverified);
    assert_eq!(club.status, OrganizationStatus::Active);
    assert!(!club.trusted);
}

#[test]
fn a_new_organization_needs_a_name_and_a_kind_and_is_no_part_of_itself() {
    let input = json!({
        "parent": OrganizationId::of_slug("club").to_global(),
        "aliases": ["Klub e. V.", "Klub e. V.", "<b>"],
        "website": "javascript:alert(1)",
    });
    insta::assert_snapshot!(wrong(create(&input)).join("\n"), @r"
    name: a value is required
    website: `javascript:alert(1)` is not a web address that begins with https:// or http://
    kind: a value is required
    parent: `T1qxblCB3VxQpaDGVRTfsOU` would stand above itself
    aliases.1: `1` stands there twice
    aliases.2: text is plain: tags are not allowed in it
    ");
}

#[test]
fn what_the_office_found_out_is_named_when_it_changes_and_can_be_kept() {
    let before = club();
    let input: OrganizationInput = read(&json!({
        "kind": "NETWORK",
        "level": "CITY",
        "parent": OrganizationId::of_slug("city").to_global(),
        "aliases": ["Klub e. V."],
        "evidence": "Satzung",
        "verification": "VERIFIED",
        "trusted": true,
        "status": "INACTIVE",
        "name": [{"language": "de", "text": "Klub"}],
    }));
    let mut after = editing(1, |editing| input.apply(&before, editing)).unwrap();
    assert_eq!(
        after.reserved_changes(&before),
        [
            "kind",
            "level",
            "parent",
            "aliases",
            "evidence",
            "verification",
            "trusted",
            "status"
        ]
    );
    after.keep_reserved(&before);
    assert!(after.reserved_changes(&before).is_empty());
    assert_ne!(after.name, before.name);
}

#[test]
fn a_profile_cannot_say_what_is_reserved() {
    let before = club();
    let input: OrganizationProfileInput = read(&json!({
        "website": "https://klub.example",
        "trusted": true,
        "verification": "VERIFIED",
    }));
    let after = editing(1, |editing| input.apply(&before, editing)).unwrap();
    assert!(after.reserved_changes(&before).is_empty());
    assert_ne!(after.website, before.website);
}
