//! How the plan is put together.

use domain::id::{PartId, ResponsibilityId, TypedId};
use domain::plan::ReferenceTarget;

use super::{only_problem, read};
use crate::seeds::{SeedProblem, Seeds};

const PLAN: (&str, &str) = ("plan/plan.toml", "[plan]\nkey = 'p'\ntitle.de = 'Plan'\n");

const AREA: &str = "[area]\nkey = 'x'\norder = 1\nline = 1\ntitle.de = 'X'\n\
    [[challenges]]\nkey = 'c'\nline = 2\ntitle.de = 'C'\n";

const ORGANIZATIONS: (&str, &str) = (
    "plan/organizations.toml",
    "[[organizations]]\nkey = 'o'\nname = 'O'\nkind = 'BODY'\n",
);

fn area(more: &str) -> [(String, String); 3] {
    let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    [
        owned(PLAN),
        owned(ORGANIZATIONS),
        ("plan/01-x.toml".to_owned(), format!("{AREA}{more}")),
    ]
}

/// The only problem of an area with a challenge that says this.
pub(super) fn in_area(more: &str) -> SeedProblem {
    let files = area(more);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    only_problem(&files)
}

fn seeds_of_area(more: &str) -> Seeds {
    let files = area(more);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    read(&files).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn references_between_plan_items_are_looked_up() {
    assert!(matches!(
        in_area("references = [{ target = 'measure:gone' }]"),
        SeedProblem::UnknownReference { kind, key } if kind == "measure" && key == "gone"
    ));
    assert!(matches!(
        in_area("references = [{ target = 'page 7' }]"),
        SeedProblem::UnknownReferenceKind { reference, .. } if reference == "page 7"
    ));
    let seeds = seeds_of_area(
        "steps = [{ key = 's', line = 2, title.de = 'S' }]\nreferences = [{ target = 'step:s', confidence = 0.9 }]",
    );
    let challenge = &seeds.challenges[0];
    let step = ReferenceTarget::Step {
        item: domain::plan::PlanItemId::Challenge(challenge.id),
        step: PartId::of_name(challenge.id, "s"),
    };
    assert_eq!(challenge.item.references[0].target, Some(step));
}

#[test]
fn who_is_named_twice_for_an_item_is_told_apart_by_the_role() {
    let seeds = seeds_of_area(
        "parties = [{ organization = 'o', role = 'LEAD' }, { organization = 'o', role = 'FUNDING' }]",
    );
    let names: Vec<&str> = seeds
        .responsibilities
        .iter()
        .map(|it| it.slug.as_str())
        .collect();
    assert_eq!(names, ["challenge-c-o", "challenge-c-o-funding"]);
    assert_eq!(
        seeds.responsibilities[0].id,
        ResponsibilityId::of_slug("challenge-c-o")
    );
}

#[test]
fn items_are_numbered_as_one_reads() {
    let seeds = seeds_of_area(
        "[[challenges]]\nkey = 'd'\nline = 1\ntitle.de = 'D'\n\
         [[goals]]\nkey = 'g'\nchallenge = 'c'\nline = 2\ntitle.de = 'G'\n",
    );
    let orders: Vec<u32> = seeds.challenges.iter().map(|it| it.item.order).collect();
    assert_eq!((orders, seeds.goals[0].item.order), (vec![2, 1], 3));
}

#[test]
fn an_area_belongs_to_a_plan() {
    assert_eq!(
        only_problem(&[("plan/01-x.toml", AREA)]),
        SeedProblem::NoPlan
    );
}
