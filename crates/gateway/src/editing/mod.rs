//! What edits have in common: how inputs become those of the domain, what their makers say about
//! them, and on which occasion they are done.
//!
//! A field that is left out stays as it is, and null clears it. Inputs take strings where the domain
//! reads something, so that a person learns of everything that is wrong at once, and where.

mod curated;
mod keeping;
mod note;
mod occasion;
mod raw;

pub(crate) use self::curated::{CurationNoteInput, curated_payloads};
pub(crate) use self::keeping::{curated, published};
pub(crate) use self::note::NoteInput;
pub(crate) use self::occasion::Editing;
pub(crate) use self::raw::{Raw, TextInput, inputs};
