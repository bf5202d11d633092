//! Where something happens.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use domain::place as model;

use crate::code::Coded;
use crate::connection::{Connection, PageArguments, page_cost};
use crate::district::District;
use crate::entry::{AccessibilityFacts, Entry, EntryFilter, EntryOrder, entries_of};
use crate::object::{document_object, global_id, linked};
use crate::scalar::{DateTime, LanguageTag, Url};
use crate::text::{LocalizedText, localized, localized_option};

document_object! {
    Location(model::Location)
}

/// Where something happens (Ort): a house, a place on the Internet, an address for letters.
/// Protected places are not in this list at all. Null is unknown.
#[Object]
impl Location {
    /// The global id.
    async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// What every location says.
    #[graphql(flatten)]
    async fn location(&self, _ctx: &Context<'_>) -> LocationFields<'_> {
        LocationFields(&self.0)
    }

    /// The entries that take place there.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them are wanted; all unless given.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(default)] order: EntryOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Entry>> {
        let bounds = domain::entry::EntryFilter {
            locations: vec![self.0.id],
            ..Default::default()
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        entries_of(ctx, self.0.id, bounds, (filter, order), &page).await
    }

    /// The number of the published revision, from 1.
    async fn revision(&self) -> u32 {
        self.0.stamp().number
    }

    /// When the published revision was made.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.0.stamp().updated_at)
    }
}

pub struct LocationFields<'a>(pub(crate) &'a model::Location);

/// What every location says, whoever reads it. Flattened into the objects.
#[Object]
impl LocationFields<'_> {
    /// The stable name in addresses.
    async fn slug(&self) -> &str {
        self.0.slug.as_str()
    }

    /// What it is called.
    async fn name(&self, ctx: &Context<'_>, language: Option<LanguageTag>) -> LocalizedText<'_> {
        localized(ctx, &self.0.name, language)
    }

    /// What kind of place it is.
    async fn kind(&self) -> Coded<model::LocationKind> {
        Coded(self.0.kind)
    }

    /// The address for visitors and letters.
    async fn address(&self) -> Option<PostalAddress<'_>> {
        self.0.address.as_ref().map(PostalAddress)
    }

    /// The point on the map.
    async fn coordinates(&self) -> Option<Coordinates> {
        self.0.coordinates.map(Coordinates::from)
    }

    /// The district in which it lies.
    async fn district(&self, ctx: &Context<'_>) -> Option<District> {
        linked(ctx, self.0.district?)
    }

    /// How to get there.
    async fn transport_hint(
        &self,
        ctx: &Context<'_>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'_>> {
        localized_option(ctx, self.0.transport_hint.as_ref(), language)
    }

    /// Where it is on the Internet, for a virtual place.
    async fn url(&self) -> Option<Url> {
        self.0.url.clone().map(Url)
    }

    /// What people with disabilities have to know.
    async fn accessibility(&self) -> AccessibilityFacts<'_> {
        (&self.0.accessibility).into()
    }

    /// Whether it is made up, to show how the directory works.
    async fn is_demo(&self) -> bool {
        self.0.demo
    }
}

pub struct PostalAddress<'a>(&'a model::PostalAddress);

/// An address for visitors and letters.
#[Object]
impl PostalAddress<'_> {
    /// Street and number; null when unknown.
    async fn street(&self) -> Option<&str> {
        self.0.street.as_ref().map(domain::text::Words::as_str)
    }

    /// Postal code; null when unknown.
    async fn postal_code(&self) -> Option<&str> {
        self.0.postal_code.as_ref().map(domain::text::Words::as_str)
    }

    /// Town.
    async fn locality(&self) -> &str {
        self.0.locality.as_str()
    }

    /// Country, as ISO 3166-1 alpha-2 code: `DE`.
    async fn country(&self) -> &str {
        self.0.country.as_str()
    }
}

/// A point on the map, in degrees of WGS 84.
#[derive(SimpleObject)]
pub struct Coordinates {
    /// Degrees north, -90 to 90.
    latitude: f64,
    /// Degrees east, -180 to 180.
    longitude: f64,
}

impl From<model::Coordinates> for Coordinates {
    fn from(point: model::Coordinates) -> Self {
        Self {
            latitude: point.latitude(),
            longitude: point.longitude(),
        }
    }
}
