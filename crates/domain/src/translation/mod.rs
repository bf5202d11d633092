//! Translations (Übersetzungen): what is to be done in a language, and how words get there.
//!
//! Every text has a source, and a translation remembers the revision of the source from which it was
//! made. So whether it is outdated is computed from revisions, never from clocks, and a trifle that
//! changes in the source outdates nothing. A translation is put where its source stands: into what
//! the public reads, and into a change that waits. It never refuses an edit of the source, nor the
//! other way round: whatever came second, nothing of either is lost.
//!
//! Texts are found in the stored form by their shape rather than named one by one, so that none is
//! forgotten.

mod check;
mod input;
mod merge;
mod place;
mod put;
mod state;
#[cfg(test)]
mod tests;
mod work;

pub use self::check::{TestGroupCheck, TestGroupCheckInput};
pub use self::input::{TranslatedTextInput, Translation, TranslationInput};
pub use self::merge::{carried, differs_in_translations_only, taken_over};
pub use self::place::{PlacedText, TextPath, text_in, texts_in};
pub use self::put::{Outcome, Put};
pub use self::state::TranslationState;
pub use self::work::TextCounts;
