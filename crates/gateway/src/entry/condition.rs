//! What somebody has to fulfil, how to get in, and what it costs.

use async_graphql::{Context, Object, SimpleObject};
use domain::entry as model;

use crate::code::Coded;
use crate::object::linked;
use crate::organization::Organization;
use crate::scalar::{LanguageTag, Url};
use crate::text::{LocalizedText, localized_option};

pub struct AccessCondition<'a>(pub(crate) &'a model::AccessCondition);

/// A condition of access. A condition that is not listed is unknown.
#[Object]
impl AccessCondition<'_> {
    /// What it is about.
    async fn kind(&self) -> Coded<model::AccessConditionKind> {
        Coded(self.0.kind)
    }

    /// Whether it has to be fulfilled.
    async fn requirement(&self) -> Coded<model::Requirement> {
        Coded(self.0.requirement)
    }

    /// What exactly is asked for; null when nobody said.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note.as_ref(), language)
    }
}

pub struct Admission<'a>(pub(crate) &'a model::Admission);

/// How to get in.
#[Object]
impl Admission<'_> {
    /// The way in.
    async fn mode(&self) -> Coded<model::AdmissionMode> {
        Coded(self.0.mode)
    }

    /// What to know about it; null when there is nothing.
    async fn note(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.note.as_ref(), language)
    }

    /// Where to do it on the Internet; null when one cannot.
    async fn url(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }
}

/// An amount of money.
#[derive(SimpleObject)]
pub struct Money {
    /// In the smallest unit of the currency: 1250 EUR is twelve euros fifty.
    minor_units: u32,
    /// The currency.
    currency: Coded<model::Currency>,
}

pub struct Cost<'a>(pub(crate) &'a model::Cost);

/// What it costs.
#[Object]
impl Cost<'_> {
    /// Whether it is free of charge; null when nobody said.
    async fn free(&self) -> Option<bool> {
        self.0.free
    }

    /// The amount; null when nobody said, and when it is free.
    async fn amount(&self) -> Option<Money> {
        self.0.amount.map(|money| Money {
            minor_units: money.minor_units,
            currency: Coded(money.currency),
        })
    }

    /// What the amount is for; null when nobody said.
    async fn unit(&self) -> Option<Coded<model::CostUnit>> {
        self.0.unit.map(Coded)
    }

    /// Who pays less or nothing; null when nobody said.
    async fn reductions(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.reductions.as_ref(), language)
    }

    /// What the education benefits (Bildung und Teilhabe) pay.
    async fn education_benefits(&self) -> Vec<EducationBenefitShare> {
        self.0
            .education_benefits
            .iter()
            .map(|share| EducationBenefitShare(*share))
            .collect()
    }
}

pub struct EducationBenefitShare(model::EducationBenefitShare);

/// A component of the education benefits (Bildung und Teilhabe) that pays for an entry.
#[Object]
impl EducationBenefitShare {
    /// The component.
    async fn component(&self) -> Coded<model::EducationBenefit> {
        Coded(self.0.component)
    }

    /// Who decides on it; null when nobody said.
    async fn decided_by(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.0.decided_by?)
    }
}
