//! Foreign formats: reading what others hand us and writing what others expect.
//!
//! Everything here is a function of bytes: no database, no network, no clock. What is read comes
//! out in types of its own format, and whoever imports converts them.

pub mod image;
pub mod plan;
pub mod seeds;
