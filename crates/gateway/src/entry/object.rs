//! What every entry says.

use async_graphql::{Context, ID, Object, SimpleObject};
use catalogue::EntryDocument;
use domain::entry as model;

use super::condition::{AccessCondition, Admission, Cost};
use super::{AccessibilityFacts, Contact, Place, contacts};
use crate::action_area::ActionArea;
use crate::code::Coded;
use crate::connection::ListNode;
use crate::counselling_point::CounsellingPoint;
use crate::district::District;
use crate::interface::interface;
use crate::measure::Measure;
use crate::object::{global_id, linked, linked_all};
use crate::offer::Offer;
use crate::organization::Organization;
use crate::period::{AgeRange, Period};
use crate::request::snapshot;
use crate::scalar::{DateTime, LanguageTag, Url};
use crate::schedule::Schedule;
use crate::target_group::TargetGroup;
use crate::text::{LocalizedText, localized, localized_list, localized_option};
use crate::topic::Topic;

interface! {
    /// An entry of the directory (Eintrag): an offer or a counselling point.
    Entry {
        Offer(Offer),
        CounsellingPoint(CounsellingPoint),
    }
}

impl From<EntryDocument> for Entry {
    fn from(document: EntryDocument) -> Self {
        match document {
            EntryDocument::Offer(offer) => Self::Offer(Offer(offer)),
            EntryDocument::CounsellingPoint(point) => {
                Self::CounsellingPoint(CounsellingPoint(point))
            }
        }
    }
}

impl ListNode for Entry {
    type Document = EntryDocument;
}

pub struct EntryFields<'a> {
    pub(crate) id: model::EntryId,
    pub(crate) entry: &'a model::Entry,
}

/// What every entry says. Flattened into the objects.
#[Object]
impl EntryFields<'_> {
    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.entry.slug.as_str()
    }

    /// What it is called.
    async fn title(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.entry.title, language)
    }

    /// What it is, in a sentence or two; null when nobody wrote it yet.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.entry.summary.as_ref(), language)
    }

    /// What it is, at length; null when nobody wrote it yet.
    async fn description(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.entry.description.as_ref(), language)
    }

    /// Who runs it; null while the organization is not published.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.entry.provider)
    }

    /// The areas of action of the plan that it serves.
    async fn areas(&self, ctx: &Context<'_>) -> Vec<ActionArea> {
        linked_all(ctx, self.entry.areas.iter().copied())
    }

    /// What it is about.
    async fn topics(&self, ctx: &Context<'_>) -> Vec<Topic> {
        linked_all(ctx, self.entry.topics.iter().copied())
    }

    /// For whom it is. No target group, age or gender means: open to all.
    async fn audience(&self) -> Audience<'_> {
        Audience(&self.entry.audience)
    }

    /// What somebody has to fulfil. What is not listed is unknown.
    async fn access_conditions(&self) -> Vec<AccessCondition<'_>> {
        self.entry.access.iter().map(AccessCondition).collect()
    }

    /// The languages in which it is offered; empty when nobody said.
    async fn languages(&self) -> Vec<EntryLanguage<'_>> {
        self.entry.languages.iter().map(EntryLanguage).collect()
    }

    /// Where it takes place; empty when nobody said.
    async fn places(&self) -> Vec<Place<'_>> {
        self.entry.places.iter().map(Place).collect()
    }

    /// For whom in the city it is there; empty when nobody said. What serves the whole city names
    /// the city.
    async fn service_area(&self, ctx: &Context<'_>) -> Vec<District> {
        linked_all(ctx, self.entry.service_area.iter().copied())
    }

    /// When it takes place.
    async fn schedule(&self) -> Schedule<'_> {
        Schedule(&self.entry.schedule)
    }

    /// How to get in; null when nobody said.
    async fn admission(&self) -> Option<Admission<'_>> {
        self.entry.admission.as_ref().map(Admission)
    }

    /// What it costs; null when nobody said.
    async fn cost(&self) -> Option<Cost<'_>> {
        self.entry.cost.as_ref().map(Cost)
    }

    /// Whether children are looked after meanwhile; null when nobody said.
    async fn childcare(&self) -> Option<bool> {
        self.entry.childcare
    }

    /// What people with disabilities have to know, beyond the place.
    async fn accessibility(&self) -> AccessibilityFacts<'_> {
        (&self.entry.accessibility).into()
    }

    /// Whether one can simply come, without hurdles (niederschwellig); null when nobody said.
    async fn low_threshold(&self) -> Option<bool> {
        self.entry.low_threshold
    }

    /// How to reach it.
    async fn contacts(&self) -> Vec<Contact<'_>> {
        contacts(&self.entry.contacts)
    }

    /// What to bring.
    async fn documents(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Vec<LocalizedText<'_>> {
        localized_list(ctx, &self.entry.documents, language)
    }

    /// How to apply, where it has to be applied for; null when it has not, or nobody said.
    async fn application_route(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.entry.application_route.as_ref(), language)
    }

    /// Who decides on the application; null when nobody does, or nobody said.
    async fn competent_authority(&self, ctx: &Context<'_>) -> Option<Organization> {
        linked(ctx, self.entry.competent_authority?)
    }

    /// From when until when it exists.
    async fn validity(&self) -> Period {
        self.entry.validity.into()
    }

    /// Pictures, with words for those who do not see them.
    async fn images(&self) -> Vec<Image<'_>> {
        self.entry.images.iter().map(Image).collect()
    }

    /// The name of a pictogram; null when there is none.
    async fn pictogram(&self) -> Option<&str> {
        self.entry.pictogram.as_ref().map(domain::id::Slug::as_str)
    }

    /// Where it stands in its life; null when nobody said.
    async fn life_stage(&self) -> Option<Coded<model::LifeStage>> {
        self.entry.life_stage.map(Coded)
    }

    /// The measures of the plan that it implements.
    async fn measures(&self, ctx: &Context<'_>) -> Vec<Measure> {
        linked_all(ctx, self.entry.measures.iter().copied())
    }

    /// What else may be of use.
    async fn related(&self, ctx: &Context<'_>) -> Vec<Entry> {
        let related = self.entry.related.iter();
        related
            .filter_map(|id| snapshot(ctx).entry(*id))
            .map(Entry::from)
            .collect()
    }

    /// What takes its place when it ends; null when nothing does.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Option<Entry> {
        snapshot(ctx)
            .entry(self.entry.replaced_by?)
            .map(Entry::from)
    }

    /// Whether notifications about it have to stay neutral: a look at the screen could betray
    /// somebody.
    async fn is_discreet(&self) -> bool {
        self.entry.discreet
    }

    /// Whether it is made up, to show how the directory works. Say so beside the title.
    async fn is_demo(&self) -> bool {
        self.entry.demo
    }

    /// The address to share it by; null until the operator of the directory set one up.
    async fn url(&self, ctx: &Context<'_>) -> Option<Url> {
        let site = snapshot(ctx).shelf::<domain::site::Site>().iter().next()?;
        let base = site.entry_url.as_ref()?.as_str();
        let address = format!("{}/{}", base.trim_end_matches('/'), self.entry.slug);
        domain::contact::WebUrl::parse(&address).ok().map(Url)
    }

    /// Who confirmed last that it is correct, and when that is due again; null when nobody has.
    async fn confirmation(&self) -> Option<Confirmation> {
        self.entry.confirmation.map(|confirmation| Confirmation {
            confirmed_by: Coded(confirmation.by),
            confirmed_at: DateTime(confirmation.at),
            due_at: DateTime(confirmation.due),
        })
    }
}

impl EntryFields<'_> {
    pub(crate) fn global_id(&self) -> ID {
        global_id(self.id)
    }
}

/// Who confirmed that an entry is still correct.
#[derive(SimpleObject)]
pub struct Confirmation {
    /// The role of who confirmed, never the person.
    confirmed_by: Coded<model::ConfirmedBy>,
    /// When.
    confirmed_at: DateTime,
    /// When the next confirmation is due.
    due_at: DateTime,
}

pub struct Audience<'a>(&'a domain::audience::Audience);

/// For whom an entry is. Values on one axis are alternatives, axes combine.
#[Object]
impl Audience<'_> {
    /// The target groups, and how each is meant. None means: open to all.
    async fn target_groups(&self, ctx: &Context<'_>) -> Vec<AudienceTarget> {
        self.0
            .links
            .iter()
            .filter_map(|link| {
                Some(AudienceTarget {
                    target_group: linked(ctx, link.group)?,
                    mode: Coded(link.mode),
                })
            })
            .collect()
    }

    /// The ages, both ends included; null when nobody said.
    async fn ages(&self) -> Option<AgeRange> {
        self.0.ages.map(AgeRange::from)
    }

    /// The only genders that are let in; empty means all.
    async fn genders(&self) -> Vec<Coded<domain::taxonomy::Gender>> {
        self.0.genders.iter().copied().map(Coded).collect()
    }
}

/// A target group of an entry.
#[derive(SimpleObject)]
pub struct AudienceTarget {
    /// The group.
    target_group: TargetGroup,
    /// How it is meant: only `EXCLUSIVE` shuts others out.
    mode: Coded<domain::audience::AudienceMode>,
}

pub struct EntryLanguage<'a>(pub(crate) &'a model::EntryLanguage);

/// A language of an entry.
#[Object]
impl EntryLanguage<'_> {
    /// The tag of the language.
    async fn tag(&self) -> LanguageTag {
        LanguageTag(self.0.language.clone())
    }

    /// The language with its names; null when the directory does not list it.
    async fn language(&self, ctx: &Context<'_>) -> Option<crate::language::Language> {
        let slug = self.0.language.as_str().to_lowercase();
        let shelf = snapshot(ctx).shelf::<domain::taxonomy::Language>();
        shelf.find_slug(&slug).cloned().map(Into::into)
    }

    /// What it is for.
    async fn role(&self) -> Coded<model::LanguageRole> {
        Coded(self.0.role)
    }
}

pub struct Image<'a>(pub(crate) &'a domain::image::Image);

/// A picture.
#[Object]
impl Image<'_> {
    /// The id by which an update names it.
    async fn part_id(&self) -> ID {
        self.0.id.to_global().into()
    }

    /// Where this server serves it.
    async fn url(&self) -> Url {
        Url(self.0.url.clone())
    }

    /// What is to be seen on it, for those who do not see it.
    async fn alternative_text(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> LocalizedText<'_> {
        localized(ctx, &self.0.alternative_text, language)
    }

    /// Who made it; null when nobody said.
    async fn credit(&self) -> Option<&str> {
        self.0.credit.as_ref().map(domain::text::Words::as_str)
    }

    /// Under which licence, as SPDX identifier; null when nobody said.
    async fn license(&self) -> Option<&str> {
        self.0.license.as_ref().map(domain::text::Words::as_str)
    }

    /// Width in pixels.
    async fn width(&self) -> u32 {
        self.0.width
    }

    /// Height in pixels.
    async fn height(&self) -> u32 {
        self.0.height
    }
}
