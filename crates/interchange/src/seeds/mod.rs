//! Seeds: what a new installation starts with, read from TOML into aggregates of the domain.
//!
//! The format is described in `seeds/README.md`. A key gives its thing an id of its own (UUIDv5 of
//! kind and key), so the same files yield the same aggregates on every machine, and reading twice
//! changes nothing. Reading goes twice over the files: first it learns all keys, then it reads the
//! things, so that the order of files means nothing and every reference is checked on the spot.
//!
//! Everything wrong is told at once. Only syntax errors stand alone, since whatever else is wrong
//! then may merely follow from them.
//!
//! Deliberately absent: writing. The application does that, as the operator.

mod area;
mod document;
mod entry;
mod errors;
mod files;
mod holidays;
mod item;
mod keys;
mod labels;
mod organization;
mod place;
mod reference;
mod site;
mod terms;
mod text;

#[cfg(test)]
mod tests;

use domain::aggregate::Aggregate;
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{EntityId, Slug};
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};

use self::document::{Document, Problems, Scope};
pub use self::errors::{Position, SeedError, SeedErrors, SeedProblem};
use self::files::FileKind;
pub use self::files::{SeedFile, embedded};
pub use self::holidays::holidays;
use self::keys::Keys;
use self::labels::Labels;

macro_rules! seeds {
    ($($(#[$doc:meta])* $field:ident: $aggregate:ident,)+) => {
        /// Everything that the seed files say, each kind in the order of reading.
        #[derive(Clone, Debug, Default, Eq, PartialEq)]
        pub struct Seeds {
            $($(#[$doc])* pub $field: Vec<$aggregate>,)+
        }

        impl Seeds {
            /// Every aggregate's id and stable name, kind by kind.
            #[must_use]
            pub fn names(&self) -> Vec<(EntityId, &Slug)> {
                let mut names = Vec::new();
                $(names.extend(self.$field.iter().map(|it| (it.id().into(), it.slug())));)+
                names
            }

            /// Every aggregate's id with everything that it refers to, kind by kind.
            #[must_use]
            pub fn links(&self) -> Vec<(EntityId, Vec<EntityId>)> {
                let mut links = Vec::new();
                $(links.extend(self.$field.iter().map(|it| (it.id().into(), it.links())));)+
                links
            }
        }
    };
}

seeds! {
    /// What the operator says about the installation.
    sites: Site,
    /// The languages and registers.
    languages: Language,
    /// The codes of the vocabularies with their words.
    terms: Term,
    /// The parts of the city.
    districts: District,
    /// The audiences.
    target_groups: TargetGroup,
    /// The topics.
    topics: Topic,
    /// The editions of the plan.
    action_plans: ActionPlan,
    /// Its fields of action, with their sections.
    action_areas: ActionArea,
    /// Its challenges.
    challenges: Challenge,
    /// Its goals.
    goals: Goal,
    /// Its suggestions.
    suggestions: Suggestion,
    /// Its measures, with their first steps.
    measures: Measure,
    /// The parties of the plan, who also provide the demo entries.
    organizations: Organization,
    /// Who is named for which plan item.
    responsibilities: Responsibility,
    /// The places of the demo entries.
    locations: Location,
    /// The demo offers.
    offers: Offer,
    /// The demo counselling points.
    counselling_points: CounsellingPoint,
}

/// Read seed files, in any order.
///
/// # Errors
/// Everything that is wrong with them.
pub fn read(files: &[SeedFile<'_>]) -> Result<Seeds, SeedErrors> {
    let problems = Problems::default();
    let documents: Vec<(FileKind, Document<'_>)> = files
        .iter()
        .filter_map(|file| match FileKind::of(file.name)? {
            FileKind::ReadElsewhere => None,
            kind => Some((kind, Document::parse(*file, &problems))),
        })
        .collect();
    problems.or_value(())?;
    for file in files {
        if FileKind::of(file.name).is_none() {
            problems.about_file(file.name, SeedProblem::UnexpectedFile);
        }
    }
    let keys = Keys::collect(documents.iter().map(|(_, document)| document), &problems);
    let seeds = aggregates(&documents, &keys, &problems);
    problems.or_value(seeds)
}

fn aggregates<'a>(
    documents: &'a [(FileKind, Document<'a>)],
    keys: &'a Keys<'a>,
    problems: &'a Problems,
) -> Seeds {
    let of_kind = |wanted: FileKind| {
        documents
            .iter()
            .filter(move |(kind, _)| *kind == wanted)
            .map(move |(_, document)| Scope::new(document, keys, problems))
    };
    let labels = Labels::read(of_kind(FileKind::Labels), problems);
    let mut seeds = Seeds {
        sites: of_kind(FileKind::Site).filter_map(site::site).collect(),
        languages: of_kind(FileKind::Languages)
            .flat_map(|scope| reference::languages(scope, &labels))
            .collect(),
        terms: of_kind(FileKind::Vocabularies)
            .flat_map(|scope| terms::terms(scope, &labels))
            .collect(),
        districts: of_kind(FileKind::Districts)
            .flat_map(|scope| reference::districts(scope, &labels))
            .collect(),
        target_groups: of_kind(FileKind::TargetGroups)
            .flat_map(|scope| reference::target_groups(scope, &labels))
            .collect(),
        topics: of_kind(FileKind::Topics)
            .flat_map(|scope| reference::topics(scope, &labels))
            .collect(),
        action_plans: of_kind(FileKind::Plan)
            .filter_map(area::action_plan)
            .collect(),
        organizations: of_kind(FileKind::Organizations)
            .flat_map(organization::organizations)
            .collect(),
        locations: of_kind(FileKind::Locations)
            .flat_map(place::locations)
            .collect(),
        offers: of_kind(FileKind::Offers).flat_map(entry::offers).collect(),
        counselling_points: of_kind(FileKind::CounsellingPoints)
            .flat_map(entry::counselling_points)
            .collect(),
        ..Seeds::default()
    };
    let areas = of_kind(FileKind::Area)
        .filter_map(|scope| area::contents(scope, &labels))
        .collect();
    for area in area::in_order_of_reading(areas) {
        seeds.action_areas.push(area.area);
        seeds.challenges.extend(area.challenges);
        seeds.goals.extend(area.goals);
        seeds.suggestions.extend(area.suggestions);
        seeds.measures.extend(area.measures);
        seeds.responsibilities.extend(area.responsibilities);
    }
    seeds
}
