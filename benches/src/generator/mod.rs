//! A directory of any size, made up of the reference seeds and chance: the same number yields the
//! same directory everywhere.
//!
//! Counts per offer follow the position of the offer, not chance, so that their averages are exact:
//! 1.9 target groups, 1.5 areas of action, 2 schedule entries, two languages with 600 characters of
//! text each. There is an organization for fifty offers and a location for twenty-five.

mod around;
mod offer;
mod prose;

use std::path::Path;
use std::time::Instant;

use domain::entry::Offer;
use domain::id::{ActionAreaId, DistrictId, LocationId, OrganizationId, TargetGroupId, TopicId};
use domain::organization::Organization;
use domain::place::{DistrictKind, Location};
use domain::policy::Actor;
use domain::text::{LanguageTag, LocalizedText, TextVersion, Words};
use interchange::seeds::{self, Seeds};
use persistence::Store;

use crate::database::{self, moment};
use crate::failure::Failure;
use crate::report::{Report, Target};

/// How many offers one transaction writes.
const OFFERS_AT_ONCE: usize = 500;

/// What offers are made from.
pub(crate) struct Reference {
    organizations: Vec<OrganizationId>,
    locations: Vec<LocationId>,
    districts: Vec<DistrictId>,
    target_groups: Vec<TargetGroupId>,
    topics: Vec<TopicId>,
    areas: Vec<ActionAreaId>,
    languages: Vec<LanguageTag>,
}

/// A made-up directory.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Directory {
    pub(crate) organizations: Vec<Organization>,
    pub(crate) locations: Vec<Location>,
    pub(crate) offers: Vec<Offer>,
}

impl Directory {
    /// A directory of this many offers on top of the seeds.
    pub(crate) fn new(offers: u32, seeds: &Seeds) -> Result<Self, Failure> {
        let mut reference = Reference::of(seeds);
        reference.require()?;
        let organizations = (0..offers.div_ceil(50))
            .map(around::organization)
            .collect::<Result<Vec<_>, _>>()?;
        let locations = (0..offers.div_ceil(25))
            .map(|index| around::location(index, &reference))
            .collect::<Result<Vec<_>, _>>()?;
        reference.organizations = organizations.iter().map(|it| it.id).collect();
        reference.locations = locations.iter().map(|it| it.id).collect();
        let offers = (0..offers)
            .map(|index| offer::offer(index, &reference))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            organizations,
            locations,
            offers,
        })
    }
}

impl Reference {
    fn of(seeds: &Seeds) -> Self {
        Self {
            organizations: Vec::new(),
            locations: Vec::new(),
            districts: seeds
                .districts
                .iter()
                .filter(|district| district.kind == DistrictKind::CityDistrict)
                .map(|district| district.id)
                .collect(),
            target_groups: seeds.target_groups.iter().map(|group| group.id).collect(),
            topics: seeds.topics.iter().map(|topic| topic.id).collect(),
            areas: seeds.action_areas.iter().map(|area| area.id).collect(),
            languages: seeds
                .languages
                .iter()
                .map(|language| language.tag.clone())
                .filter(|tag| tag.primary() != "de")
                .collect(),
        }
    }

    fn require(&self) -> Result<(), Failure> {
        let lists = [
            ("districts", self.districts.len()),
            ("target groups", self.target_groups.len()),
            ("topics", self.topics.len()),
            ("areas of action", self.areas.len()),
            ("languages", self.languages.len()),
        ];
        match lists.iter().find(|(_, length)| *length == 0) {
            Some((name, _)) => Err(Failure::NothingToChoose(name)),
            None => Ok(()),
        }
    }
}

/// Write the seeds and a made-up directory into a file.
pub(crate) async fn generate(offers: u32, file: &Path) -> Result<Report, Failure> {
    let mut report = Report::default();
    report.heading(format!("Generating {offers} offers beside the seeds"));
    let started = Instant::now();
    let store = database::create(file).await?;
    write(&store, offers).await?;
    store.close().await?;
    let seconds = started.elapsed().as_secs_f64();
    report.figure("time to generate and write", seconds, "s", Target::None);
    Ok(report)
}

/// The same into an open database.
pub(crate) async fn write(store: &Store, offers: u32) -> Result<(), Failure> {
    let seeds = seeds::read(seeds::embedded())?;
    let directory = Directory::new(offers, &seeds)?;
    publish(store, seeds, 0).await?;
    let around = Seeds {
        organizations: directory.organizations,
        locations: directory.locations,
        ..Seeds::default()
    };
    publish(store, around, 1).await?;
    // A second later each, so that a page of the newest has something to sort.
    for (batch, offers) in (2..).zip(directory.offers.chunks(OFFERS_AT_ONCE)) {
        let offers = Seeds {
            offers: offers.to_vec(),
            ..Seeds::default()
        };
        publish(store, offers, batch).await?;
    }
    Ok(())
}

async fn publish(store: &Store, seeds: Seeds, seconds: i64) -> Result<(), Failure> {
    application::seed(store, &Actor::Operator, seeds, moment(seconds)).await?;
    Ok(())
}

/// A text in German alone.
fn in_german(words: &str) -> Result<LocalizedText, Failure> {
    let words = Words::parse(words).map_err(Failure::generated)?;
    Ok(LocalizedText::new(LanguageTag::german(), words))
}

/// A text in several languages, the first of them the source.
fn in_languages(versions: &[(&LanguageTag, String)]) -> Result<LocalizedText, Failure> {
    let versions = versions
        .iter()
        .map(|(language, words)| {
            let words = Words::parse(words).map_err(Failure::generated)?;
            Ok(TextVersion::new((*language).clone(), words))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    LocalizedText::from_versions(versions).map_err(Failure::generated)
}
