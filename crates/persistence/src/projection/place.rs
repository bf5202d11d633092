//! The rows of places.

use domain::id::TypedId;
use domain::place::{Coordinates, District, Location, PostalAddress};

use super::{Project, Rows, code, code_of, placed, text_of, uuid_of};
use crate::entity;

impl Project for Location {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            name: _,
            kind,
            visibility,
            address,
            coordinates,
            district,
            owner: _,
            transport_hint: _,
            url,
            accessibility,
            demo,
        } = self;
        let part = |part: fn(&PostalAddress) -> Option<String>| address.as_ref().and_then(part);
        rows.location.push(entity::location::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            kind: code(*kind),
            visibility: code(*visibility),
            street: part(|address| text_of(address.street.as_ref())),
            postal_code: part(|address| text_of(address.postal_code.as_ref())),
            locality: part(|address| Some(address.locality.to_string())),
            country: part(|address| Some(address.country.to_string())),
            latitude: coordinates.map(Coordinates::latitude),
            longitude: coordinates.map(Coordinates::longitude),
            district: uuid_of(*district),
            url: text_of(url.as_ref()),
            wheelchair: code_of(accessibility.wheelchair),
            accessible_toilet: accessibility.accessible_toilet,
            accessible_parking: accessibility.accessible_parking,
            induction_loop: accessibility.induction_loop,
            tactile_guidance: accessibility.tactile_guidance,
            demo: *demo,
        });
    }
}

impl Project for District {
    fn project(&self, rows: &mut Rows) {
        let Self {
            id,
            slug,
            kind,
            parents,
            official_key,
            name,
            label: _,
            centroid,
            order,
        } = self;
        rows.district.push(entity::district::Model {
            id: id.uuid(),
            slug: slug.to_string(),
            kind: code(*kind),
            official_key: text_of(official_key.as_ref()),
            name: name.to_string(),
            latitude: centroid.map(Coordinates::latitude),
            longitude: centroid.map(Coordinates::longitude),
            sort_order: i64::from(*order),
        });
        for (position, parent) in placed(parents) {
            rows.district_parent.push(entity::district_parent::Model {
                district: id.uuid(),
                position,
                parent: parent.uuid(),
            });
        }
    }
}
