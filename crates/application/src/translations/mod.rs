//! Translations: what stands there in a language, what is to be done next, and saving it.
//!
//! | file | use cases |
//! |---|---|
//! | `save.rs` | save translations |
//! | `sheet.rs` | every text of one thing beside its translation |
//! | `work.rs` | what is to be done in a language, and how far each language is |

mod save;
mod sheet;
#[cfg(test)]
mod tests;
mod work;

pub use self::save::SaveTranslation;
pub use self::sheet::{Sheet, SheetText};
pub(crate) use self::work::Progress;
pub use self::work::{Coverage, StateCounts, Task, TaskPage, WorkFilter};
