//! What somebody who translates has before them.

use application::translations::{Coverage, Sheet, SheetText, StateCounts, Task};
use async_graphql::{Context, ID, Object, SimpleObject};
use domain::translation::{TextCounts, TranslationState};

use super::title;
use crate::code::Coded;
use crate::node::Node;
use crate::object::global_id;
use crate::record::Record;
use crate::request::snapshot;
use crate::scalar::LanguageTag;
use crate::text::{LocalizedText, Translation, localized_option};

pub struct TranslationSheet(pub(super) Sheet);

/// Every text of one thing beside its translation into one language, as of one revision.
#[Object]
impl TranslationSheet {
    /// The id of the thing: `saveTranslation` takes it.
    async fn entity_id(&self) -> ID {
        global_id(self.0.entity)
    }

    /// The thing as the public reads it; null while it reads nothing of it.
    async fn node(&self, ctx: &Context<'_>) -> Option<Node> {
        Node::find(ctx, self.0.entity)
    }

    /// The language into which it is translated.
    async fn language(&self) -> LanguageTag {
        LanguageTag(self.0.language.clone())
    }

    /// The direction in which that is written.
    async fn direction(&self) -> Coded<domain::text::Direction> {
        Coded(self.0.language.direction())
    }

    /// The number of the revision that is shown: `sourceRevision` of what is saved. For translators
    /// it is the published one, for those who maintain the thing the newest.
    async fn revision(&self) -> u32 {
        self.0.revision
    }

    /// Whether the public reads exactly this revision.
    async fn is_published(&self) -> bool {
        self.0.is_published
    }

    /// How far the thing is in the language.
    async fn state(&self) -> Coded<TranslationState> {
        Coded(self.0.state)
    }

    /// The texts that were written in another language, what the thing is called first.
    async fn texts(&self) -> Vec<TranslatableText> {
        self.0.texts.iter().map(TranslatableText::of).collect()
    }
}

/// A text beside its translation.
#[derive(SimpleObject)]
pub struct TranslatableText {
    /// Where it stands in the thing, from the outside in. Send it back as it is: it may change when
    /// the thing does.
    path: Vec<String>,
    /// What was written first.
    source: Translation,
    /// What stands there in the language; null when nothing does.
    translation: Option<Translation>,
    /// How far the text is. `IN_TRANSLATION`: a translation waits for its review already.
    state: Coded<TranslationState>,
    /// Whether it is the name of an organization or of a location, which may stay as it is.
    is_proper_name: bool,
    /// How many characters a translation may have.
    max_length: usize,
    /// Whether it may have several lines.
    is_multiline: bool,
}

impl TranslatableText {
    fn of(text: &SheetText) -> Self {
        let is_outdated = text.is_outdated;
        let translation = text.translation.as_ref();
        Self {
            path: text.path.clone(),
            source: Translation::of(&text.source, true, false),
            translation: translation.map(|it| Translation::of(it, false, is_outdated)),
            state: Coded(text.state),
            is_proper_name: text.is_proper_name,
            max_length: text.max_length,
            is_multiline: text.may_have_lines,
        }
    }
}

pub struct TranslationTask(pub(super) Task);

/// Something to be translated.
#[Object]
impl TranslationTask {
    /// The id of the thing: `translation` gives its sheet.
    async fn entity_id(&self) -> ID {
        global_id(self.0.entity)
    }

    /// The thing as the public reads it; null when that changed meanwhile.
    async fn node(&self, ctx: &Context<'_>) -> Option<Node> {
        Node::find(ctx, self.0.entity)
    }

    /// What it is called; null where it has no title of its own.
    async fn title<'a>(
        &self,
        ctx: &Context<'a>,
        language: Option<LanguageTag>,
    ) -> Option<LocalizedText<'a>> {
        localized_option(ctx, title(snapshot(ctx), self.0.entity), language)
    }

    /// How far it is in the language.
    async fn state(&self) -> Coded<TranslationState> {
        Coded(self.0.state)
    }

    /// How far its texts are.
    async fn texts(&self) -> TranslationTextCounts {
        self.0.texts.into()
    }
}

impl Record for TranslationTask {
    /// Its place in the list: how far it was, and its id.
    fn global(&self) -> String {
        format!("{} {}", self.0.state, self.0.entity.to_global())
    }
}

/// How many texts are how far in a language. What waits for a review counts as what readers find.
#[derive(SimpleObject)]
pub struct TranslationTextCounts {
    /// There is nothing in the language.
    missing: u32,
    /// The source has changed since.
    outdated: u32,
    /// A machine translated them and no person has checked them.
    machine_translated: u32,
    /// They say what the source says, or are the source.
    up_to_date: u32,
}

impl From<TextCounts> for TranslationTextCounts {
    fn from(counts: TextCounts) -> Self {
        let TextCounts {
            missing,
            outdated,
            machine_translated,
            up_to_date,
        } = counts;
        Self {
            missing,
            outdated,
            machine_translated,
            up_to_date,
        }
    }
}

/// How many things are how far in a language.
#[derive(SimpleObject)]
pub struct TranslationThingCounts {
    /// There is nothing in the language.
    missing: u32,
    /// Some of their texts are there and not all.
    in_translation: u32,
    /// The source of a text has changed since.
    outdated: u32,
    /// All is there, and some of it a machine translated.
    machine_translated: u32,
    /// All is there and right.
    up_to_date: u32,
}

impl From<StateCounts> for TranslationThingCounts {
    fn from(counts: StateCounts) -> Self {
        let StateCounts {
            missing,
            in_translation,
            outdated,
            machine_translated,
            up_to_date,
        } = counts;
        Self {
            missing,
            in_translation,
            outdated,
            machine_translated,
            up_to_date,
        }
    }
}

pub struct TranslationCoverage(pub(super) Coverage);

/// How far a language is.
#[Object]
impl TranslationCoverage {
    /// The language.
    async fn language(&self) -> LanguageTag {
        LanguageTag(self.0.language.clone())
    }

    /// How far things are.
    async fn things(&self) -> TranslationThingCounts {
        self.0.things.into()
    }

    /// How far their texts are.
    async fn texts(&self) -> TranslationTextCounts {
        self.0.texts.into()
    }
}
