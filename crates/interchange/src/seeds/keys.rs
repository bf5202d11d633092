//! All keys of all files: what a reference can mean, what stands there twice, and what would stand
//! above itself.

use std::collections::{HashMap, HashSet};

use domain::code::Code;
use domain::id::{ActionAreaId, ActionPlanId, EntityId, EntityKind, PartId, TypedId};
use domain::plan::PlanItemId;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, Problems, Value};
use super::errors::{SeedError, SeedProblem};

/// The lists of things, and what stands in them.
const LISTS: [(&str, EntityKind); 12] = [
    ("challenges", EntityKind::Challenge),
    ("goals", EntityKind::Goal),
    ("suggestions", EntityKind::Suggestion),
    ("measures", EntityKind::Measure),
    ("organizations", EntityKind::Organization),
    ("locations", EntityKind::Location),
    ("districts", EntityKind::District),
    ("target_groups", EntityKind::TargetGroup),
    ("topics", EntityKind::Topic),
    ("languages", EntityKind::Language),
    ("offers", EntityKind::Offer),
    ("counselling_points", EntityKind::CounsellingPoint),
];

/// All keys that there are.
#[derive(Debug, Default)]
pub(super) struct Keys<'a> {
    things: HashSet<(EntityKind, &'a str)>,
    sections: HashMap<&'a str, ActionAreaId>,
    steps: HashMap<&'a str, PlanItemId>,
    plan: Option<&'a str>,
}

impl<'a> Keys<'a> {
    /// Learn the keys of all files, and note which stand there twice or above themselves.
    pub(super) fn collect(
        documents: impl Iterator<Item = &'a Document<'a>>,
        problems: &Problems,
    ) -> Self {
        let mut keys = Self::default();
        for document in documents {
            let register = Register { document, problems };
            for (list, kind) in LISTS {
                let items = items(&document.root, list);
                register.cycles(&items, &word(kind));
                for item in items {
                    keys.learn(register, kind, item);
                }
            }
            if let Some(plan) = table(&document.root, "plan").and_then(Keyed::of) {
                keys.plan = Some(plan.key);
            }
            if let Some(area) = table(&document.root, "area").and_then(Keyed::of) {
                keys.learn(register, EntityKind::ActionArea, area.clone());
                let sections = items(&document.root, "sections");
                register.cycles(&sections, "section");
                for section in sections {
                    let id = ActionAreaId::of_slug(area.key);
                    if keys.sections.insert(section.key, id).is_some() {
                        register.duplicate("section", &section);
                    }
                }
            }
        }
        keys
    }

    fn learn(&mut self, register: Register<'a, '_>, kind: EntityKind, item: Keyed<'a>) {
        if !self.things.insert((kind, item.key)) {
            register.duplicate(&word(kind), &item);
        }
        let Ok(owner) = PlanItemId::try_from(EntityId::of_slug(kind, item.key)) else {
            return;
        };
        for step in items(item.table, "steps") {
            if self.steps.insert(step.key, owner).is_some() {
                register.duplicate("step", &step);
            }
        }
    }

    pub(super) fn holds(&self, kind: EntityKind, key: &str) -> bool {
        self.things.contains(&(kind, key))
    }

    /// The edition of the plan.
    pub(super) fn plan(&self) -> Option<ActionPlanId> {
        self.plan.map(ActionPlanId::of_slug)
    }

    /// The section of this key and the area that holds it.
    pub(super) fn section(&self, key: &str) -> Option<(ActionAreaId, PartId)> {
        let area = *self.sections.get(key)?;
        Some((area, PartId::of_name(area, key)))
    }

    /// The step of this key and the item that holds it.
    pub(super) fn step(&self, key: &str) -> Option<(PlanItemId, PartId)> {
        let item = *self.steps.get(key)?;
        Some((item, PartId::of_name(item, key)))
    }

    /// The plan item of this kind and key.
    pub(super) fn item(&self, kind: &str, key: &str) -> Option<PlanItemId> {
        let kind = match kind {
            "challenge" => EntityKind::Challenge,
            "goal" => EntityKind::Goal,
            "suggestion" => EntityKind::Suggestion,
            "measure" => EntityKind::Measure,
            _ => return None,
        };
        let id = PlanItemId::try_from(EntityId::of_slug(kind, key)).ok()?;
        self.holds(kind, key).then_some(id)
    }
}

/// Read a key as a reference to a thing of this kind.
pub(super) fn reference<Id: TypedId>(value: Value<'_>) -> Option<Id> {
    let key = value.string()?;
    if value.scope.keys.holds(Id::KIND, key) {
        Some(Id::of_slug(key))
    } else {
        unknown(value, &word(Id::KIND), key)
    }
}

/// Note a reference to nothing.
pub(super) fn unknown<T>(value: Value<'_>, kind: &str, key: &str) -> Option<T> {
    value.refuse(SeedProblem::UnknownReference {
        kind: kind.to_owned(),
        key: key.to_owned(),
    })
}

/// A kind as people would write it.
pub(super) fn word(kind: EntityKind) -> String {
    kind.code().to_lowercase().replace('_', " ")
}

/// A table with a key.
#[derive(Clone, Debug)]
struct Keyed<'a> {
    key: &'a str,
    position: &'a Spanned<DeValue<'a>>,
    table: &'a DeTable<'a>,
}

impl<'a> Keyed<'a> {
    fn of(table: &'a DeTable<'a>) -> Option<Self> {
        let position = table.get("key").or_else(|| table.get("tag"))?;
        let key = position.get_ref().as_str()?;
        Some(Self {
            key,
            position,
            table,
        })
    }

    fn parents(&self) -> Vec<&'a str> {
        let several = self
            .table
            .get("parents")
            .and_then(|it| it.get_ref().as_array());
        let members = several.into_iter().flat_map(|several| several.iter());
        self.table
            .get("parent")
            .into_iter()
            .chain(members)
            .filter_map(|parent| parent.get_ref().as_str())
            .collect()
    }
}

fn table<'a>(root: &'a DeTable<'a>, name: &str) -> Option<&'a DeTable<'a>> {
    root.get(name)?.get_ref().as_table()
}

fn items<'a>(root: &'a DeTable<'a>, name: &str) -> Vec<Keyed<'a>> {
    let list = root.get(name).and_then(|it| it.get_ref().as_array());
    list.into_iter()
        .flat_map(|list| list.iter())
        .filter_map(|item| Keyed::of(item.get_ref().as_table()?))
        .collect()
}

/// Where keys are learnt and problems noted.
#[derive(Clone, Copy)]
struct Register<'a, 'p> {
    document: &'a Document<'a>,
    problems: &'p Problems,
}

impl<'a> Register<'a, '_> {
    fn note(self, item: &Keyed<'a>, problem: SeedProblem) {
        self.problems.note(SeedError {
            file: self.document.file.name.to_owned(),
            key: Some(item.key.to_owned()),
            position: Some(self.document.position(&item.position.span())),
            problem,
        });
    }

    fn duplicate(self, kind: &str, item: &Keyed<'a>) {
        let problem = SeedProblem::Duplicate {
            kind: kind.to_owned(),
            key: item.key.to_owned(),
        };
        self.note(item, problem);
    }

    /// Note whatever stands above itself: parents lie in the same file.
    fn cycles(self, items: &[Keyed<'a>], kind: &str) {
        let parents: HashMap<&str, Vec<&str>> = items
            .iter()
            .map(|item| (item.key, item.parents()))
            .collect();
        for item in items {
            let mut above: HashSet<&str> = HashSet::new();
            let mut open = item.parents();
            while let Some(next) = open.pop() {
                if above.insert(next) {
                    open.extend(parents.get(next).into_iter().flatten());
                }
            }
            if above.contains(item.key) {
                let problem = SeedProblem::Cycle {
                    kind: kind.to_owned(),
                    key: item.key.to_owned(),
                };
                self.note(item, problem);
            }
        }
    }
}
