//! The database: revisions, heads, the change log, and a projection of what is published.
//!
//! One implementation serves SQLite and PostgreSQL, chosen by URL at run time. Content is kept in
//! one form only, as versioned JSON of the domain type; the normalised tables are written beside it
//! in the same transaction, for foreign keys and for people who speak SQL, and can be built again
//! from the revisions at any time.
//!
//! - [`Store`] answers questions: what is published, what an actor's scope holds, how far the
//!   change log has come.
//! - [`Tx`] writes: each write takes a permit, and [`Tx::commit`] appends to the change log.
//!
//! Deliberately absent: a clock and randomness (times and ids come in), background tasks (whoever
//! runs the process drives [`Changes`]), rules of any kind, and the assembling of aggregates from
//! rows.

pub mod account;
mod beside;
mod changes;
mod connect;
mod database_url;
mod dialect;
mod entity;
mod error;
mod heads;
mod log;
mod one_state;
mod picture;
mod plan_questions;
mod progress_proposals;
mod projection;
mod reach;
mod revision;
mod schema;
mod scoped;
mod soundness;
mod store;
mod tx;
mod upcast;
mod write;

#[cfg(test)]
mod testing;

pub use self::beside::Beside;
pub use self::changes::Changes;
pub use self::connect::ConnectOptions;
pub use self::database_url::{DatabaseKind, DatabaseUrl};
pub use self::error::{Cause, StoreError};
pub use self::heads::{HeadCursor, HeadFilter, HeadOrder, HeadPage};
pub use self::log::{Change, LogEntry, LogPosition};
pub use self::one_state::OneState;
pub use self::picture::{PictureFile, PictureUpload};
pub use self::plan_questions::AskedQuestion;
pub use self::progress_proposals::{ProposalCursor, ProposalFilter, ProposalPage};
pub use self::projection::{Project, Rows};
pub use self::revision::{Head, HistoryPage, Revision};
pub use self::schema::{Migrated, SchemaState};
pub use self::scoped::LogPage;
pub use self::soundness::Flaw;
pub use self::store::Store;
pub use self::tx::{Expected, PeopleOf, Tx, Verdict, Write};
pub use uuid::Uuid;
