//! What is asked: the documents of the benchmark.

use async_graphql::{Request, Variables};
use domain::text::{LanguagePreferences, LanguageTag};

/// A page of offers as a phone lists them: with provider, places, district, languages, target
/// groups and schedule.
pub(crate) const PAGE: &str = "\
query Page($first: Int!) {
  offers(first: $first) {
    nodes {
      id
      slug
      title { text language }
      summary { text language }
      provider { id name { text } }
      places {
        location {
          id
          name { text }
          address { street postalCode locality }
          coordinates { latitude longitude }
        }
        district { id name }
      }
      languages { tag role }
      audience { targetGroups { mode targetGroup { id label { text } } } }
      schedule { rules { weekdays hours { start end } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}";

/// The order of all offers, a hundred at a time.
pub(crate) const ORDER: &str = "\
query Order($after: String) {
  offers(first: 100, after: $after) {
    edges { cursor node { slug } }
    pageInfo { hasNextPage endCursor }
  }
}";

/// Offers of the whole directory, without their number.
pub(crate) const UNCOUNTED: &str = "{ offers { nodes { id } } }";
/// Offers of the whole directory, with their number.
pub(crate) const COUNTED: &str = "{ offers { totalCount nodes { id } } }";
/// Some of the offers, without their number.
pub(crate) const FILTERED: &str =
    "{ offers(filter: {offerKinds: [COURSE, SPORT], languages: [\"ar\"]}) { nodes { id } } }";
/// Some of the offers, with their number.
pub(crate) const FILTERED_AND_COUNTED: &str = "{ offers(filter: {offerKinds: [COURSE, SPORT], \
     languages: [\"ar\"]}) { totalCount nodes { id } } }";

/// The languages of the reader who asks: Arabic, else German. Half of the offers have the first.
pub(crate) const ACCEPT_LANGUAGE: &str = "ar, de;q=0.5";

/// The languages of the reader who asks.
pub(crate) fn wishes() -> LanguagePreferences {
    LanguagePreferences::from_accept_language(ACCEPT_LANGUAGE)
}

/// The same as a list.
pub(crate) fn tags() -> Vec<LanguageTag> {
    wishes().tags().to_vec()
}

/// A page of this many offers.
pub(crate) fn page(first: u32) -> Request {
    Request::new(PAGE).variables(page_variables(first))
}

fn page_variables(first: u32) -> Variables {
    Variables::from_json(serde_json::json!({ "first": first }))
}

/// A page of this many offers, as it goes over the network.
pub(crate) fn page_body(first: u32) -> String {
    serde_json::json!({ "query": PAGE, "variables": { "first": first } }).to_string()
}
