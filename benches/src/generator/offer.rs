//! Made-up offers.

use chrono::Weekday;
use domain::audience::{Audience, AudienceLink, AudienceMode};
use domain::code::Code;
use domain::entry::{
    Cost, Entry, EntryLanguage, LanguageRole, LifeStage, Offer, OfferKind, Place, Position,
};
use domain::id::{OfferId, PartId, Slug, TypedId};
use domain::period::Period;
use domain::place::{AccessibilityFacts, LocationVisibility};
use domain::schedule::{HoursMode, RawHours, RawRule, RawSchedule, Schedule, SchoolHolidayRule};
use domain::text::LanguageTag;

use super::around::mailbox;
use super::prose::{Prose, Texts};
use super::{Reference, in_languages};
use crate::chance::Chance;
use crate::failure::Failure;

/// How many target groups an offer has, by its position: 38 in twenty offers.
const TARGET_GROUPS: [usize; 20] = [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 1, 2, 1, 3, 2, 1, 2, 3, 1];
/// How many areas of action, likewise: 3 in two offers.
const AREAS: [usize; 2] = [1, 2];

/// A made-up offer.
pub(super) fn offer(index: u32, reference: &Reference) -> Result<Offer, Failure> {
    let mut chance = Chance::of(index);
    let slug = format!("benchmark-offer-{index:06}");
    let id = OfferId::of_slug(&slug);
    let kind = chance.one(OfferKind::ALL).unwrap_or(OfferKind::Other);
    Ok(Offer {
        id,
        entry: entry(id, &slug, index, reference, &mut chance)?,
        kind,
        no_long_commitment: chance.one(&[Some(true), Some(false), None]).flatten(),
        course: None,
        runs: Vec::new(),
    })
}

fn entry(
    id: OfferId,
    slug: &str,
    index: u32,
    reference: &Reference,
    chance: &mut Chance,
) -> Result<Entry, Failure> {
    let german = LanguageTag::german();
    let (other, prose) = if index.is_multiple_of(2) {
        ("ar", Prose::ARABIC)
    } else {
        ("en", Prose::ENGLISH)
    };
    let other = LanguageTag::parse(other).map_err(Failure::generated)?;
    let first = Texts::new(&Prose::GERMAN, index, chance);
    let second = Texts::new(&prose, index, chance);
    let both = |first: String, second: String| in_languages(&[(&german, first), (&other, second)]);
    let provider = chance
        .one(&reference.organizations)
        .ok_or(Failure::NothingToChoose("organizations"))?;
    Ok(Entry {
        slug: Slug::parse(slug).map_err(Failure::generated)?,
        provider,
        title: both(first.title, second.title)?,
        summary: Some(both(first.summary, second.summary)?),
        description: Some(both(first.description, second.description)?),
        areas: chance.several(&reference.areas, at(&AREAS, index)),
        topics: chance.several(&reference.topics, 1),
        audience: audience(at(&TARGET_GROUPS, index), reference, chance),
        access: Vec::new(),
        languages: languages(reference, chance),
        places: place(id, reference, chance),
        service_area: Vec::new(),
        schedule: schedule(id, chance)?,
        admission: None,
        cost: Some(Cost {
            free: chance.one(&[Some(true), Some(true), Some(false)]).flatten(),
            ..Cost::default()
        }),
        childcare: chance.one(&[Some(true), Some(false), None]).flatten(),
        accessibility: AccessibilityFacts::default(),
        low_threshold: chance.one(&[Some(true), None]).flatten(),
        contacts: vec![mailbox(id, slug)?],
        documents: Vec::new(),
        application_route: None,
        competent_authority: None,
        validity: Period::default(),
        images: Vec::new(),
        pictogram: None,
        life_stage: Some(LifeStage::Running),
        measures: Vec::new(),
        related: Vec::new(),
        replaced_by: None,
        visibility: LocationVisibility::Exact,
        discreet: false,
        demo: true,
        confirmation: None,
    })
}

fn audience(count: usize, reference: &Reference, chance: &mut Chance) -> Audience {
    let mode = chance
        .one(AudienceMode::ALL)
        .unwrap_or(AudienceMode::OpenToAllEmphasis);
    let groups = chance.several(&reference.target_groups, count);
    Audience {
        links: groups
            .into_iter()
            .map(|group| AudienceLink { group, mode })
            .collect(),
        ..Audience::default()
    }
}

/// German, and another language.
fn languages(reference: &Reference, chance: &mut Chance) -> Vec<EntryLanguage> {
    let other = reference
        .languages
        .get(chance.below(reference.languages.len()))
        .cloned();
    std::iter::once(LanguageTag::german())
        .chain(other)
        .map(|language| EntryLanguage {
            language,
            role: LanguageRole::Spoken,
        })
        .collect()
}

fn place(id: OfferId, reference: &Reference, chance: &mut Chance) -> Vec<Place> {
    chance
        .one(&reference.locations)
        .map(|location| Place {
            id: PartId::of_name(id, "place"),
            position: Position::At(location),
            schedule: None,
            contacts: Vec::new(),
            languages: Vec::new(),
        })
        .into_iter()
        .collect()
}

/// One time in the first half of the week and one in the second.
fn schedule(id: OfferId, chance: &mut Chance) -> Result<Schedule, Failure> {
    const EARLY: [Weekday; 3] = [Weekday::Mon, Weekday::Tue, Weekday::Wed];
    const LATE: [Weekday; 3] = [Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let rules = [("early", EARLY), ("late", LATE)]
        .into_iter()
        .map(|(name, days)| {
            let start = 8 + chance.below(10);
            RawRule {
                id: PartId::of_name(id, name),
                weekdays: chance.one(&days).into_iter().collect(),
                hours: RawHours {
                    start: format!("{start:02}:30"),
                    end: format!("{:02}:00", start + 2),
                    mode: HoursMode::WalkIn,
                },
                month_weeks: Vec::new(),
                every_weeks: None,
                anchor: None,
                season: None,
                valid_from: None,
                valid_to: None,
                note: None,
            }
        })
        .collect();
    let raw = RawSchedule {
        rules,
        binding: Some(true),
        school_holidays: Some(SchoolHolidayRule::Pauses),
        ..RawSchedule::default()
    };
    Schedule::try_from(raw).map_err(Failure::generated)
}

/// The count for the offer at this position.
fn at(counts: &[usize], index: u32) -> usize {
    let position = usize::try_from(index).unwrap_or_default() % counts.len().max(1);
    counts.get(position).copied().unwrap_or_default()
}
