//! Offers.

mod object;
mod query;

pub(crate) use self::object::Offer;
pub(crate) use self::query::OfferQuery;
