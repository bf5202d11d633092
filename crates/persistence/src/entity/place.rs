//! Tables of places.

super::tables! {
    /// Where things happen (Orte), the hidden ones included: nothing here is for the public.
    "location" location(id: Uuid) {
        slug: String,
        kind: String,
        visibility: String,
        street: Option<String>,
        postal_code: Option<String>,
        locality: Option<String>,
        country: Option<String>,
        latitude: Option<f64>,
        longitude: Option<f64>,
        district: Option<Uuid>,
        url: Option<String>,
        wheelchair: Option<String>,
        accessible_toilet: Option<bool>,
        accessible_parking: Option<bool>,
        induction_loop: Option<bool>,
        tactile_guidance: Option<bool>,
        demo: bool,
    }

    /// Parts of the city (Stadtbezirke, Quartiere).
    "district" district(id: Uuid) {
        slug: String,
        kind: String,
        official_key: Option<String>,
        name: String,
        latitude: Option<f64>,
        longitude: Option<f64>,
        sort_order: i64,
    }

    /// What a district lies in.
    "district_parent" district_parent(district: Uuid, position: i32) {
        parent: Uuid,
    }
}
