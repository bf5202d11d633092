//! Offers.

mod input;
mod mutation;
mod object;
mod query;
mod revision;

pub(crate) use self::mutation::OfferMutation;
pub(crate) use self::object::Offer;
pub(crate) use self::query::OfferQuery;
pub(crate) use self::revision::OfferRevision;
