//! Every text of one thing beside its translation: what a translator has before them.

use catalogue::Shelved;
use domain::aggregate::Aggregate;
use domain::id::{EntityId, TypedId};
use domain::policy::{Actor, Scope, scope};
use domain::text::{LanguageTag, TextVersion};
use domain::translation::{PlacedText, TranslationState, texts_in};
use persistence::Revision;

use crate::Application;
use crate::use_case::UseCaseError;

/// Every text of one thing beside its translation into one language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sheet {
    /// Of what.
    pub entity: EntityId,
    /// Into which language.
    pub language: LanguageTag,
    /// The revision that is shown: what is saved names it.
    pub revision: u32,
    /// Whether the public reads exactly that.
    pub is_published: bool,
    /// How far the thing is.
    pub state: TranslationState,
    /// The texts that were written in another language, what it is called first.
    pub texts: Vec<SheetText>,
}

/// A text beside its translation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SheetText {
    /// Where it stands.
    pub path: Vec<String>,
    /// What was written first.
    pub source: TextVersion,
    /// What stands there in the language.
    pub translation: Option<TextVersion>,
    /// How far it is.
    pub state: TranslationState,
    /// Whether the source has changed since the translation was made.
    pub is_outdated: bool,
    /// Whether it is a name that may stay as it is.
    pub is_proper_name: bool,
    /// How many characters a translation may have.
    pub max_length: usize,
    /// Whether it may have several lines.
    pub may_have_lines: bool,
}

impl Application {
    /// What a translator of this language has before them: the newest revision that the actor may
    /// read. Who only translates has those of its texts that the public reads, too: neither what is
    /// called hidden nor lines for colleagues are for them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn translation_sheet<T: Aggregate + Shelved>(
        &self,
        actor: &Actor,
        (id, language): (T::Id, &LanguageTag),
    ) -> Result<Option<Sheet>, UseCaseError> {
        let scope_of_actor = scope(actor);
        let Some(head) = self.store.head(&scope_of_actor, id.entity()).await? else {
            return Ok(None);
        };
        let newest = self.read_one(&scope_of_actor, id, Some(head.revision));
        let shown = match newest.await? {
            Some(newest) => Some(newest),
            None => self.read_one(&scope_of_actor, id, head.published).await?,
        };
        let Some(shown) = shown else { return Ok(None) };
        let other = match head.published {
            Some(live) if live == shown.number => head.revision,
            live => live.unwrap_or(shown.number),
        };
        let other = if other == shown.number {
            None
        } else {
            // Only whether somebody is at it is told of what the actor may not read.
            let everything = scope(&Actor::Operator);
            self.read_one::<T>(&everything, id, Some(other)).await?
        };
        let held = self.store.heads_of(&scope_of_actor, &[id.entity()]).await?;
        let texts = if held.is_empty() {
            self.snapshot()
                .find::<T>(id)
                .map(|public| public_texts(public.document(), &shown.content))
        } else {
            Some(texts_in(&shown.content))
        };
        Ok(texts.map(|texts| sheet((&shown, texts), other.as_ref(), language)))
    }

    async fn read_one<T: Aggregate>(
        &self,
        scope: &Scope,
        id: T::Id,
        number: Option<u32>,
    ) -> Result<Option<Revision<T>>, UseCaseError> {
        match number {
            Some(number) => Ok(self.store.revision::<T>(scope, id, number).await?),
            None => Ok(None),
        }
    }
}

/// Those texts of a content that the public reads where they stand: the same source, in whatever
/// languages it has it so far.
pub(super) fn public_texts<T: Aggregate>(public: &T, content: &T) -> Vec<PlacedText> {
    let public = texts_in(public);
    let is_public = |text: &PlacedText| {
        let shown = public.iter().find(|shown| shown.path == text.path);
        shown.is_some_and(|shown| shown.text.source().text == text.text.source().text)
    };
    let mut texts = texts_in(content);
    texts.retain(is_public);
    texts
}

/// The sheet of a revision, with these of its texts. The other one is what the public reads where
/// this one waits, and what waits where the public reads this one.
fn sheet<T: Aggregate>(
    (shown, texts): (&Revision<T>, Vec<PlacedText>),
    other: Option<&Revision<T>>,
    language: &LanguageTag,
) -> Sheet {
    let entity = shown.content.id().entity();
    let tag = language.as_str();
    let beside = other.map(|other| texts_in(&other.content));
    let state_of = |text: &PlacedText| {
        let beside = beside.iter().flatten().find(|it| it.path == text.path);
        let (live, waiting) = match beside {
            Some(beside) if shown.is_published() => (text, beside),
            Some(beside) => (beside, text),
            None => return TranslationState::of(&text.text, tag),
        };
        if waits(live, waiting, tag) {
            TranslationState::InTranslation
        } else {
            TranslationState::of(&text.text, tag)
        }
    };
    let kind = entity.kind;
    let states = texts.iter().map(|text| (text, state_of(text)));
    let needed = states
        .clone()
        .filter(|(text, state)| *state != TranslationState::Missing || !text.is_proper_name(kind));
    Sheet {
        entity,
        language: language.clone(),
        revision: shown.number,
        is_published: shown.is_published(),
        state: TranslationState::of_all(needed.map(|(_, state)| state)),
        texts: states
            .filter(|(text, _)| text.text.source().language != *language)
            .map(|(text, state)| SheetText {
                path: text.path.client(),
                source: text.text.source().clone(),
                translation: text.text.version(tag).cloned(),
                state,
                is_outdated: TranslationState::of(&text.text, tag) == TranslationState::Outdated,
                is_proper_name: text.is_proper_name(kind),
                max_length: text.max_length(),
                may_have_lines: text.may_have_lines(),
            })
            .collect(),
    }
}

/// Whether words in the language wait for a review that are right where they wait.
fn waits(live: &PlacedText, waiting: &PlacedText, language: &str) -> bool {
    let words = |text: &PlacedText| text.text.version(language).map(|it| it.text.clone());
    let is_right = match TranslationState::of(&waiting.text, language) {
        TranslationState::UpToDate | TranslationState::MachineTranslated => true,
        TranslationState::Missing
        | TranslationState::InTranslation
        | TranslationState::Outdated => false,
    };
    is_right && words(live) != words(waiting)
}
