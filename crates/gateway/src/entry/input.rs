//! What changes about an entry.

use async_graphql::{ID, MaybeUndefined};
use domain::audience::AudienceMode;
use domain::entry::{
    AccessConditionKind, AdmissionMode, CostUnit, Currency, EducationBenefit, LifeStage,
    Requirement,
};
use domain::place::LocationVisibility;
use domain::taxonomy::Gender;

use super::part_input::{
    AccessibilityInput, ContactInput, EntryLanguageInput, ImageInput, PlaceInput,
};
use crate::code::Coded;
use crate::editing::{TextInput, inputs};
use crate::schedule::ScheduleInput;

inputs! {
    /// What entries have in common. Flattened into their inputs.
    EntryInput {
        /// The id of the organization that runs it; needed for a new entry.
        provider: MaybeUndefined<ID>,
        /// What it is called; needed for a new entry. Languages that are not named stay.
        title: MaybeUndefined<TextInput>,
        /// What it is, in a sentence or two.
        summary: MaybeUndefined<TextInput>,
        /// What it is, at length.
        description: MaybeUndefined<TextInput>,
        /// The ids of the areas of action that it serves: the whole list.
        areas: MaybeUndefined<Vec<ID>>,
        /// The ids of the topics that it is about: the whole list.
        topics: MaybeUndefined<Vec<ID>>,
        /// For whom it is.
        audience: MaybeUndefined<AudienceInput>,
        /// What somebody has to fulfil: the whole list, each kind once.
        access: MaybeUndefined<Vec<AccessConditionInput>>,
        /// The languages in which it is offered: the whole list.
        languages: MaybeUndefined<Vec<EntryLanguageInput>>,
        /// Where it takes place: the whole list. A place with an id is changed, one without is added,
        /// one that is left out is removed.
        places: MaybeUndefined<Vec<PlaceInput>>,
        /// The ids of the districts for which it is there: the whole list. What serves the whole city
        /// names the city.
        service_area: MaybeUndefined<Vec<ID>>,
        /// When it takes place.
        schedule: MaybeUndefined<ScheduleInput>,
        /// How to get in. Null: nobody said.
        admission: MaybeUndefined<AdmissionInput>,
        /// What it costs. Null: nobody said.
        cost: MaybeUndefined<CostInput>,
        /// Whether children are looked after meanwhile. Null: nobody said.
        childcare: MaybeUndefined<bool>,
        /// What people with disabilities have to know, beyond the place.
        accessibility: MaybeUndefined<AccessibilityInput>,
        /// Whether one can simply come, without hurdles. Null: nobody said.
        low_threshold: MaybeUndefined<bool>,
        /// How to reach it: the whole list, as with `places`.
        contacts: MaybeUndefined<Vec<ContactInput>>,
        /// What to bring: the whole list, each text with all its languages.
        documents: MaybeUndefined<Vec<TextInput>>,
        /// How to apply, where it has to be applied for.
        application_route: MaybeUndefined<TextInput>,
        /// The id of the organization that decides on the application.
        competent_authority: MaybeUndefined<ID>,
        /// The first day on which it exists, such as `2026-09-01`.
        valid_from: MaybeUndefined<String>,
        /// The last day on which it exists, such as `2027-01-31`.
        valid_to: MaybeUndefined<String>,
        /// Pictures: the whole list, as with `places`.
        images: MaybeUndefined<Vec<ImageInput>>,
        /// The name of a pictogram.
        pictogram: MaybeUndefined<String>,
        /// Where it stands in its life. Null: nobody said.
        life_stage: MaybeUndefined<Coded<LifeStage>>,
        /// The ids of the measures of the plan that it implements: the whole list.
        measures: MaybeUndefined<Vec<ID>>,
        /// The ids of entries that may be of use as well: the whole list.
        related: MaybeUndefined<Vec<ID>>,
        /// How much of its places the public may learn. Null: everything. To show more than before
        /// always needs a review.
        visibility: MaybeUndefined<Coded<LocationVisibility>>,
        /// Whether notifications about it have to stay neutral, since a look at the screen could
        /// betray somebody. Null: they need not.
        discreet: MaybeUndefined<bool>,
    }

    /// For whom it is. What is left out stays, null clears it.
    AudienceInput {
        /// The target groups: the whole list. None means: open to all.
        links: MaybeUndefined<Vec<AudienceLinkInput>>,
        /// The ages. Null: nobody said.
        ages: MaybeUndefined<AgesInput>,
        /// The only genders that are let in: the whole list. Empty means all.
        genders: MaybeUndefined<Vec<Coded<Gender>>>,
    }

    /// A target group.
    AudienceLinkInput {
        /// The id of the group.
        group: ID,
        /// How it is meant: only `EXCLUSIVE` shuts others out.
        mode: Coded<AudienceMode>,
    }

    /// Ages, both ends included.
    AgesInput {
        /// The least. Null or left out: there is none.
        min: Option<AgeInput>,
        /// The greatest. Null or left out: there is none.
        max: Option<AgeInput>,
    }

    /// An age: exactly one of the two.
    AgeInput {
        /// Completed years, 0 to 130.
        years: Option<i64>,
        /// Completed months, below two years.
        months: Option<i64>,
    }

    /// A condition, found again by its kind.
    AccessConditionInput {
        /// What it is about.
        kind: Coded<AccessConditionKind>,
        /// Whether it has to be fulfilled.
        requirement: Coded<Requirement>,
        /// What exactly is asked for.
        note: MaybeUndefined<TextInput>,
    }

    /// How to get in. What is left out stays, null clears it.
    AdmissionInput {
        /// The way in; needed where nobody said so far.
        mode: MaybeUndefined<Coded<AdmissionMode>>,
        /// What to know about it.
        note: MaybeUndefined<TextInput>,
        /// Where to register on the Internet: `https://…`.
        url: MaybeUndefined<String>,
    }

    /// What it costs. What is left out stays, null clears it.
    CostInput {
        /// Whether it is free of charge; excludes an amount. Null: nobody said.
        free: MaybeUndefined<bool>,
        /// The amount.
        amount: MaybeUndefined<MoneyInput>,
        /// What the amount is for.
        unit: MaybeUndefined<Coded<CostUnit>>,
        /// Who pays less or nothing.
        reductions: MaybeUndefined<TextInput>,
        /// What the education benefits (Bildung und Teilhabe) pay: the whole list, each component
        /// once.
        education_benefits: MaybeUndefined<Vec<EducationBenefitInput>>,
    }

    /// An amount of money.
    MoneyInput {
        /// In the smallest unit of the currency (cents), above 0.
        minor_units: i64,
        /// The currency.
        currency: Coded<Currency>,
    }

    /// A component of the education benefits.
    EducationBenefitInput {
        /// The component.
        component: Coded<EducationBenefit>,
        /// The id of the organization that decides on it.
        decided_by: Option<ID>,
    }
}
