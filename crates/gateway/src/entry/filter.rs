//! Filters and orders of entries.

use async_graphql::{Context, Enum, ID, InputObject, Result};
use domain::entry as model;
use domain::period::Age;

use crate::code::{Coded, codes};
use crate::error::bad_input;
use crate::http::{Caller, Transport};
use crate::object::{at_most_a_page, known_ids};
use crate::request::{reader, snapshot};
use crate::scalar::{DateTime, LanguageTag};

/// Which entries are wanted. A list inside one field means "or", several fields mean "and". Only
/// known facts match, unless `includeUnknown` is set. Ids that do not exist are an error.
#[derive(Default, InputObject)]
pub struct EntryFilter {
    /// Offers, counselling points.
    kinds: Option<Vec<Coded<model::EntryKind>>>,
    /// Kinds of offers. Counselling points match none of them.
    offer_kinds: Option<Vec<Coded<model::OfferKind>>>,
    /// Ids of the organizations that run it.
    providers: Option<Vec<ID>>,
    /// Ids of areas of action.
    areas: Option<Vec<ID>>,
    /// Ids of topics; narrower topics match as well.
    topics: Option<Vec<ID>>,
    /// Ids of target groups. Keeps what is open to all and what merely prefers another group; only
    /// what is exclusively for others is left out. By POST only, since it tells about a person.
    target_groups: Option<Vec<ID>>,
    /// Who may come, by age in completed years, 0 to 130. By POST only.
    age_in_years: Option<i32>,
    /// Who may come, by gender. By POST only.
    gender: Option<Coded<domain::taxonomy::Gender>>,
    /// Languages that are spoken there or interpreted on request: `["ar", "fa"]`.
    languages: Option<Vec<LanguageTag>>,
    /// Ids of districts in which it takes place; what lies within them matches as well.
    located_in: Option<Vec<ID>>,
    /// Ids of districts for whose people it is there. What serves the whole city matches each of
    /// its districts.
    serves: Option<Vec<ID>>,
    /// Ids of the measures that it implements.
    measures: Option<Vec<ID>>,
    /// Where it stands in its life.
    life_stages: Option<Vec<Coded<model::LifeStage>>>,
    /// Whether it is free of charge.
    free: Option<bool>,
    /// Whether children are looked after meanwhile.
    childcare: Option<bool>,
    /// Whether one can simply come, without hurdles.
    low_threshold: Option<bool>,
    /// Whether one can take part without a membership or long commitment. Counselling points never
    /// ask for one.
    no_long_commitment: Option<bool>,
    /// Whether a wheelchair gets in.
    wheelchair: Option<Vec<Coded<domain::place::WheelchairAccess>>>,
    /// Whether one needs an appointment. Offers match none of them.
    appointment_modes: Option<Vec<Coded<model::AppointmentMode>>>,
    /// Published for the first time at this moment or later: what is new since the last look.
    published_since: Option<DateTime>,
    /// Whether entries are kept about which nobody answered what is asked.
    include_unknown: Option<bool>,
    /// Leaves out whatever matches this filter.
    not: Option<Box<EntryFilter>>,
}

impl EntryFilter {
    /// The filter of the domain, when everything that it names exists.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<model::EntryFilter> {
        self.read_at(ctx, &["filter"])
    }

    fn read_at(self, ctx: &Context<'_>, at: &[&str]) -> Result<model::EntryFilter> {
        use domain::{organization, place, plan, taxonomy};

        self.refuse_personal_questions_in_addresses(ctx, at)?;
        let at = |field: &'static str| [at, &[field]].concat();
        Ok(model::EntryFilter {
            kinds: codes(self.kinds),
            offer_kinds: codes(self.offer_kinds),
            providers: known_ids::<organization::Organization>(
                ctx,
                self.providers,
                &at("providers"),
            )?,
            areas: known_ids::<plan::ActionArea>(ctx, self.areas, &at("areas"))?,
            topics: known_ids::<taxonomy::Topic>(ctx, self.topics, &at("topics"))?,
            target_groups: known_ids::<taxonomy::TargetGroup>(
                ctx,
                self.target_groups,
                &at("targetGroups"),
            )?,
            age: self
                .age_in_years
                .map(|years| age(years, &at("ageInYears")))
                .transpose()?,
            gender: self.gender.map(|gender| gender.0),
            languages: known_languages(ctx, self.languages, &at("languages"))?,
            located_in: known_ids::<place::District>(ctx, self.located_in, &at("locatedIn"))?,
            serves: known_ids::<place::District>(ctx, self.serves, &at("serves"))?,
            measures: known_ids::<plan::Measure>(ctx, self.measures, &at("measures"))?,
            life_stages: codes(self.life_stages),
            free: self.free,
            childcare: self.childcare,
            low_threshold: self.low_threshold,
            no_long_commitment: self.no_long_commitment,
            wheelchair: codes(self.wheelchair),
            appointment_modes: codes(self.appointment_modes),
            published_since: self.published_since.map(|moment| moment.0),
            include_unknown: self.include_unknown.unwrap_or_default(),
            locations: Vec::new(),
            also: None,
            not: match self.not {
                Some(not) => Some(Box::new(not.read_at(ctx, &at("not"))?)),
                None => None,
            },
        })
    }

    /// What tells about a person is taken in a body only: addresses are kept by caches and logs.
    fn refuse_personal_questions_in_addresses(&self, ctx: &Context<'_>, at: &[&str]) -> Result<()> {
        let asked_by_get = ctx
            .data_opt::<Caller>()
            .is_some_and(|caller| caller.transport == Transport::Get);
        let personal = [
            ("targetGroups", self.target_groups.is_some()),
            ("ageInYears", self.age_in_years.is_some()),
            ("gender", self.gender.is_some()),
        ];
        match personal.iter().find(|(_, asked)| *asked) {
            Some((field, _)) if asked_by_get => Err(bad_input(
                "this tells about a person: ask it by POST, which nobody caches or logs",
                &[at, &[field]].concat(),
            )),
            _ => Ok(()),
        }
    }
}

fn age(years: i32, at: &[&str]) -> Result<Age> {
    u8::try_from(years)
        .ok()
        .and_then(|years| Age::years(years).ok())
        .ok_or_else(|| bad_input(format!("an age is 0 to 130 years, not {years}"), at))
}

fn known_languages(
    ctx: &Context<'_>,
    languages: Option<Vec<LanguageTag>>,
    at: &[&str],
) -> Result<Vec<domain::text::LanguageTag>> {
    let known = snapshot(ctx).shelf::<domain::taxonomy::Language>();
    at_most_a_page(languages, at)?
        .into_iter()
        .enumerate()
        .map(|(index, tag)| {
            if known.find_slug(&tag.0.as_str().to_lowercase()).is_some() {
                Ok(tag.0)
            } else {
                Err(bad_input(
                    format!("the directory does not list the language `{}`", tag.0),
                    &[at, &[&index.to_string()]].concat(),
                ))
            }
        })
        .collect()
}

/// Orders of entries.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, Hash, PartialEq)]
pub enum EntryOrder {
    /// First published last.
    #[default]
    Newest,
    /// Changed last.
    Updated,
    /// By title in the reader's language.
    Title,
}

impl EntryOrder {
    pub(crate) fn read(self, ctx: &Context<'_>) -> catalogue::Order {
        match self {
            Self::Newest => catalogue::Order::Newest,
            Self::Updated => catalogue::Order::Updated,
            Self::Title => catalogue::Order::Title(reader(ctx).sort_language()),
        }
    }
}
