//! What somebody may do for the directory as a whole.

use std::collections::BTreeSet;

use async_graphql::{Context, Enum, ID, InputObject, Object};
use domain::account as model;
use domain::id::{ActionAreaId, DistrictId, TypedId};
use domain::violation::{Rule, Violations};

use crate::action_area::ActionArea;
use crate::district::District;
use crate::object::{global_id, linked_all};
use crate::scalar::LanguageTag;

/// What somebody may do for the directory as a whole.
#[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
pub enum GrantKind {
    /// Read contacts and notes meant for colleagues (Fachkraft).
    Professional,
    /// Write translations into some languages.
    Translator,
    /// Coordinate (Stabsstelle), for everything or for a part of it.
    Coordinator,
    /// Read aggregates, those that are not public included.
    Analyst,
    /// Manage accounts, keys, retention and settings.
    Administrator,
}

pub struct Grant(pub(crate) model::Grant);

/// Something that somebody may do for the directory as a whole.
#[Object]
impl Grant {
    /// What.
    async fn kind(&self) -> GrantKind {
        match self.0 {
            model::Grant::Professional => GrantKind::Professional,
            model::Grant::Translator(_) => GrantKind::Translator,
            model::Grant::Coordinator(_) => GrantKind::Coordinator,
            model::Grant::Analyst => GrantKind::Analyst,
            model::Grant::Administrator => GrantKind::Administrator,
        }
    }

    /// The languages of a translator; empty for every other kind.
    async fn languages(&self) -> Vec<LanguageTag> {
        match &self.0 {
            model::Grant::Translator(tags) => tags.iter().cloned().map(LanguageTag).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a coordinator is responsible for everything editorial; null for every other kind.
    async fn everything(&self) -> Option<bool> {
        match &self.0 {
            model::Grant::Coordinator(jurisdiction) => {
                Some(*jurisdiction == model::Jurisdiction::Everything)
            }
            _ => None,
        }
    }

    /// The districts for which a coordinator is responsible, with all that lies within them; empty
    /// where that is everything, and for every other kind.
    async fn districts(&self, ctx: &Context<'_>) -> Vec<District> {
        let (districts, _) = self.parts();
        linked_all(ctx, districts)
    }

    /// The ids of these districts, those that are not published included.
    async fn district_ids(&self) -> Vec<ID> {
        self.parts().0.into_iter().map(global_id).collect()
    }

    /// The areas of action for which a coordinator is responsible; empty where that is everything,
    /// and for every other kind.
    async fn areas(&self, ctx: &Context<'_>) -> Vec<ActionArea> {
        let (_, areas) = self.parts();
        linked_all(ctx, areas)
    }

    /// The ids of these areas, those that are not published included.
    async fn area_ids(&self) -> Vec<ID> {
        self.parts().1.into_iter().map(global_id).collect()
    }
}

impl Grant {
    fn parts(&self) -> (Vec<DistrictId>, Vec<ActionAreaId>) {
        match &self.0 {
            model::Grant::Coordinator(model::Jurisdiction::Parts { districts, areas }) => (
                districts.iter().copied().collect(),
                areas.iter().copied().collect(),
            ),
            _ => (Vec::new(), Vec::new()),
        }
    }
}

/// Something that somebody shall be able to do for the directory as a whole.
#[derive(InputObject)]
pub struct GrantInput {
    /// What.
    kind: GrantKind,
    /// Into which languages a translator may translate, as BCP 47 tags (`ar`, `de-simple`): at
    /// least one. Only for translators.
    languages: Option<Vec<String>>,
    /// For which districts a coordinator is responsible. Only for coordinators; without districts
    /// and areas that is everything.
    districts: Option<Vec<ID>>,
    /// For which areas of action a coordinator is responsible. Only for coordinators.
    areas: Option<Vec<ID>>,
}

impl GrantInput {
    /// What it says. What is wrong with it is noted under its place in the list.
    fn read(self, index: &str, violations: &mut Violations) -> Option<model::Grant> {
        let Self {
            kind,
            languages,
            districts,
            areas,
        } = self;
        let languages = languages.unwrap_or_default();
        let parts = [("districts", &districts), ("areas", &areas)];
        let mut foreign = |field: &str| {
            violations.add(
                &["grants", index, field],
                Rule::Malformed(format!("a grant of this kind has no {field}")),
            );
        };
        if kind != GrantKind::Translator && !languages.is_empty() {
            foreign("languages");
        }
        if kind != GrantKind::Coordinator {
            for (field, list) in parts {
                if list.as_ref().is_some_and(|list| !list.is_empty()) {
                    foreign(field);
                }
            }
        }
        match kind {
            GrantKind::Professional => Some(model::Grant::Professional),
            GrantKind::Analyst => Some(model::Grant::Analyst),
            GrantKind::Administrator => Some(model::Grant::Administrator),
            GrantKind::Translator => {
                let at = ["grants", index, "languages"];
                if languages.is_empty() {
                    violations.add(&at, Rule::Missing);
                }
                let tags = each(languages, &at, violations, |text| {
                    text.parse()
                        .map_err(|error: domain::text::LanguageTagError| error.to_string())
                });
                Some(model::Grant::Translator(tags))
            }
            GrantKind::Coordinator => Some(model::Grant::Coordinator(jurisdiction(
                districts.unwrap_or_default(),
                areas.unwrap_or_default(),
                index,
                violations,
            ))),
        }
    }
}

/// All of a list of grants, or everything that is wrong with it.
pub(crate) fn grants(inputs: Vec<GrantInput>) -> Result<Vec<model::Grant>, Violations> {
    let mut violations = Violations::default();
    let grants = inputs
        .into_iter()
        .enumerate()
        .filter_map(|(index, input)| input.read(&index.to_string(), &mut violations))
        .collect();
    violations.or_value(grants)
}

fn jurisdiction(
    districts: Vec<ID>,
    areas: Vec<ID>,
    index: &str,
    violations: &mut Violations,
) -> model::Jurisdiction {
    if districts.is_empty() && areas.is_empty() {
        return model::Jurisdiction::Everything;
    }
    model::Jurisdiction::Parts {
        districts: each(
            districts,
            &["grants", index, "districts"],
            violations,
            |id| DistrictId::from_global(&id).map_err(|error| error.to_string()),
        ),
        areas: each(areas, &["grants", index, "areas"], violations, |id| {
            ActionAreaId::from_global(&id).map_err(|error| error.to_string())
        }),
    }
}

/// Each item of a list; those that cannot be read are noted.
fn each<I, T: Ord>(
    items: Vec<I>,
    at: &[&str],
    violations: &mut Violations,
    read: impl Fn(I) -> Result<T, String>,
) -> BTreeSet<T> {
    let mut values = BTreeSet::new();
    for (index, item) in items.into_iter().enumerate() {
        match read(item) {
            Ok(value) => {
                values.insert(value);
            }
            Err(reason) => {
                let index = index.to_string();
                violations.add(&[at, &[index.as_str()]].concat(), Rule::Malformed(reason));
            }
        }
    }
    values
}
