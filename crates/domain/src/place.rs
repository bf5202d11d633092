//! Where: locations (Orte) and districts (Stadtbezirke, Quartiere), and how much of a place the
//! public may learn.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::code::codes;
use crate::contact::WebUrl;
use crate::id::{DistrictId, LocationId, OrganizationId, Slug};
use crate::text::{LocalizedText, Words};

codes! {
    /// What kind of place it is.
    LocationKind {
        /// One can go there.
        Physical = "PHYSICAL",
        /// It is on the Internet or the telephone.
        Virtual = "VIRTUAL",
        /// Only letters go there.
        Postal = "POSTAL",
    }

    /// How much of a place the public may learn, from the most to the least.
    LocationVisibility {
        /// The address and the point on the map.
        Exact = "EXACT",
        /// The district and no more.
        DistrictOnly = "DISTRICT_ONLY",
        /// That something is withheld.
        Hidden = "HIDDEN",
    }

    /// What kind of area a district is.
    DistrictKind {
        /// The county (Kreis).
        County = "COUNTY",
        /// The city (Stadt).
        City = "CITY",
        /// An official district of the city (Stadtbezirk).
        CityDistrict = "CITY_DISTRICT",
        /// A neighbourhood (Quartier), which may overlap several districts.
        Neighbourhood = "NEIGHBOURHOOD",
    }

    /// Whether a wheelchair gets there, in the terms of OpenStreetMap.
    WheelchairAccess {
        /// Without help.
        Yes = "YES",
        /// In part, or with help.
        Limited = "LIMITED",
        /// Not at all.
        No = "NO",
    }
}

/// Where something happens (Ort).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// Its stable name.
    pub slug: Slug,
    /// The organization whose members maintain it; without one the coordinating office does. Never
    /// published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OrganizationId>,
    /// What it is called.
    pub name: LocalizedText,
    /// What kind of place it is.
    pub kind: LocationKind,
    /// How much of it the public may learn.
    pub visibility: LocationVisibility,
    /// The postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
    /// The point on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// The district in which it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<DistrictId>,
    /// How to get there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transport_hint: Option<LocalizedText>,
    /// Where it is on the Internet, for a virtual place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebUrl>,
    /// What people with disabilities have to know.
    #[serde(default)]
    pub accessibility: AccessibilityFacts,
    /// Whether it is made up, to show how the directory works.
    #[serde(default)]
    pub demo: bool,
}

/// An address for letters and visitors.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Street and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<Words>,
    /// Postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Words>,
    /// Town.
    pub locality: Words,
    /// Country, as ISO 3166-1 alpha-2 code.
    pub country: Words,
}

/// A point in WGS 84, in ten-millionths of a degree (about a centimetre).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "RawCoordinates", into = "RawCoordinates")]
pub struct Coordinates {
    latitude: i32,
    longitude: i32,
}

impl Coordinates {
    const SCALE: f64 = 1e7;

    /// The point at these degrees.
    ///
    /// # Errors
    /// Latitude is beyond ±90°, longitude beyond ±180°, or one is no number.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, CoordinatesError> {
        if (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude) {
            // In range by the guard.
            #[allow(clippy::cast_possible_truncation)]
            Ok(Self {
                latitude: (latitude * Self::SCALE).round() as i32,
                longitude: (longitude * Self::SCALE).round() as i32,
            })
        } else {
            Err(CoordinatesError)
        }
    }

    /// Degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / Self::SCALE
    }

    /// Degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / Self::SCALE
    }

    /// How many metres it is to another point: good for a walk, not for a journey.
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        const METRES_PER_DEGREE: f64 = 111_195.0;
        let between = f64::midpoint(self.latitude(), other.latitude());
        let north = self.latitude() - other.latitude();
        let east = (self.longitude() - other.longitude()) * between.to_radians().cos();
        north.hypot(east) * METRES_PER_DEGREE
    }

    /// The square of the map in which it lies: so many squares north and east of zero, with sides of
    /// so many ten-millionths of a degree.
    pub(crate) const fn square(self, side: i32) -> (i32, i32) {
        (
            self.latitude.div_euclid(side),
            self.longitude.div_euclid(side),
        )
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RawCoordinates {
    latitude: f64,
    longitude: f64,
}

impl TryFrom<RawCoordinates> for Coordinates {
    type Error = CoordinatesError;

    fn try_from(raw: RawCoordinates) -> Result<Self, Self::Error> {
        Self::new(raw.latitude, raw.longitude)
    }
}

impl From<Coordinates> for RawCoordinates {
    fn from(point: Coordinates) -> Self {
        Self {
            latitude: point.latitude(),
            longitude: point.longitude(),
        }
    }
}

/// Numbers that are no point on Earth.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("latitude is -90 to 90 degrees, longitude -180 to 180")]
pub struct CoordinatesError;

/// What people with disabilities have to know; what nobody answered is unknown.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AccessibilityFacts {
    /// Whether a wheelchair gets in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wheelchair: Option<WheelchairAccess>,
    /// Whether there is a toilet for wheelchair users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessible_toilet: Option<bool>,
    /// Whether there is a parking space for people with disabilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessible_parking: Option<bool>,
    /// Whether there is an induction loop for hearing aids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub induction_loop: Option<bool>,
    /// Whether blind people find guidance (tactile paving, Braille, speech).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tactile_guidance: Option<bool>,
    /// What else there is to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<LocalizedText>,
}

/// A part of the city, the city or the county (Stadtbezirk, Quartier).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Its id.
    pub id: DistrictId,
    /// Its stable name.
    pub slug: Slug,
    /// What kind of area it is.
    pub kind: DistrictKind,
    /// What it lies in; a neighbourhood may overlap several districts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<DistrictId>,
    /// The official municipality key (AGS) of a city or county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official_key: Option<Words>,
    /// Its official name.
    pub name: Words,
    /// Its name in other languages and scripts.
    pub label: LocalizedText,
    /// Its middle, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centroid: Option<Coordinates>,
    /// Where it stands in lists.
    pub order: u32,
}
