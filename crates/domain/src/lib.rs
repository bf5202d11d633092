//! Rules and types of the directory and the plan: pure, without clock, randomness, environment,
//! database or network. They come in as parameters.

pub mod account;
pub mod aggregate;
pub mod audience;
pub mod code;
pub mod contact;
pub mod curation;
pub mod difference;
pub mod duplicate;
pub mod edit;
pub mod editorial;
pub mod entry;
pub mod erasure;
mod findings;
pub mod id;
pub mod image;
pub mod mail;
pub mod organization;
pub mod period;
pub mod place;
pub mod plan;
pub mod policy;
pub mod review;
#[cfg(test)]
mod sample;
pub mod schedule;
pub mod site;
pub mod taxonomy;
pub mod text;
pub mod translation;
pub mod violation;
pub mod vocabulary;
