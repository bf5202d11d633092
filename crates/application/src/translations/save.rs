//! Saving translations.
//!
//! What translators and the coordinating office write, the public reads at once: a grant for a
//! language is the trust that it needs, and nobody in the office could review most languages. What a
//! provider writes goes the way of its other words: into the change that waits, and to review with
//! it. Neither asks for the newest revision of the source.

use std::collections::BTreeSet;
use std::time::Duration;

use catalogue::Shelved;
use domain::aggregate::EditorialState;
use domain::editorial::Party;
use domain::id::TypedId;
use domain::policy::{Action, Actor, authorize, scope};
use domain::taxonomy::Language;
use domain::text::LanguageTag;
use domain::translation::{Outcome, Put, Translation, TranslationInput};
use domain::violation::{Rule, Violations};
use persistence::{Expected, Project, Revision};

use crate::Application;
use crate::entries::desk::{Desk, Granted, Loaded, refused};
use crate::entries::meanwhile::needs_no_review;
use crate::entries::{Note, Occasion, Saved};
use crate::translations::sheet::public_texts;
use crate::use_case::UseCaseError;

/// Translations of one thing.
#[derive(Clone, Debug)]
pub struct SaveTranslation<T: domain::aggregate::Aggregate> {
    /// Of what.
    pub id: T::Id,
    /// The words.
    pub input: TranslationInput,
    /// What is said about them.
    pub comment: Option<String>,
}

impl Application {
    /// Save translations of texts of one thing into one language. Nothing else of it changes. They
    /// are put under what the public reads and into a change that waits, wherever the source still
    /// says what was translated; where it says something else by now, they are kept as outdated.
    ///
    /// # Errors
    /// The input breaks rules, somebody else has written the same words since, it does not exist, or
    /// the actor may not.
    pub async fn save_translation<T: Project + Shelved>(
        &self,
        occasion: &Occasion<'_>,
        save: SaveTranslation<T>,
    ) -> Result<Saved, UseCaseError> {
        let SaveTranslation { id, input, comment } = save;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_whole::<T>(id).await?;
        let language = input.language()?;
        let content = loaded.live.as_ref().unwrap_or(&loaded.current.content);
        let granted = desk.permit_language(&language, content).await?;
        if loaded.current.head.state == EditorialState::Archived {
            let rule = Rule::NotInState(EditorialState::Archived);
            return Err(UseCaseError::broken(&[], rule));
        }
        self.require_kept(&language)?;
        let source = desk.read_from::<T>(id, input.source_revision).await?;
        if !desk.holds(id.entity()).await? {
            self.require_public(content, loaded.current.head.published, &input)?;
        }
        let today = crate::local_day(occasion.now);
        let translation = input.read(language, &source.content, today)?;
        let note = Note {
            comment,
            minor: true,
            channel: None,
        };
        let work = Work {
            translation,
            input: &input,
            note,
            granted,
        };
        match &loaded.live {
            Some(live) if work.passes(live, &loaded.current.content) => {
                Box::pin(desk.put_live(work, &loaded.current, live)).await?;
            }
            Some(_) | None => Box::pin(desk.put_waiting(work, &loaded.current)).await?,
        }
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Who only translates writes where the public reads, as their sheet shows it. What was published
    /// this very moment is not in the catalogue yet: whoever sends it again is judged by it.
    fn require_public<T: Project + Shelved>(
        &self,
        content: &T,
        published: Option<u32>,
        input: &TranslationInput,
    ) -> Result<(), UseCaseError> {
        let snapshot = self.snapshot();
        let shown = snapshot
            .find::<T>(content.id())
            .ok_or_else(|| UseCaseError::NotFound(content.id().to_global()))?;
        let texts = public_texts(shown.document(), content);
        let mut violations = Violations::default();
        for (index, text) in input.texts.iter().enumerate() {
            if !texts.iter().any(|it| it.path.client() == text.path) {
                let rule = Rule::Unknown(text.path.join("."));
                violations.add(&["texts", &index.to_string(), "path"], rule);
            }
        }
        let is_behind = published.is_some_and(|published| published > shown.stamp().number);
        if is_behind && !violations.is_empty() {
            return Err(UseCaseError::Busy {
                retry_after: Duration::from_secs(1),
            });
        }
        Ok(violations.or_value(())?)
    }

    /// A language that nobody keeps is most likely a slip.
    fn require_kept(&self, language: &LanguageTag) -> Result<(), UseCaseError> {
        let snapshot = self.snapshot();
        let is_kept = language.is_leichte_sprache()
            || snapshot.languages().contains(language)
            || snapshot
                .shelf::<Language>()
                .iter()
                .any(|known| known.tag == *language);
        if is_kept {
            return Ok(());
        }
        let rule = Rule::Unknown(language.to_string());
        Err(UseCaseError::broken(&["language"], rule))
    }
}

/// Translations on their way.
struct Work<'a> {
    translation: Translation,
    input: &'a TranslationInput,
    note: Note,
    granted: Granted,
}

impl Work<'_> {
    /// Whether the public reads them at once.
    fn passes<T: Project>(&self, live: &T, waiting: &T) -> bool {
        needs_no_review(self.granted.permit.role())
            || self.granted.party == Party::TrustedProvider && live.owner() == waiting.owner()
    }

    /// Refuse what could be put nowhere, all of it at once.
    fn judge(&self, outcomes: &[Vec<Outcome>], current: u32) -> Result<(), UseCaseError> {
        let mut violations = Violations::default();
        for (index, text) in self.input.texts.iter().enumerate() {
            let of_text: Vec<Outcome> = outcomes.iter().map(|of| of[index]).collect();
            let [step, path] = [index.to_string(), text.path.join(".")];
            match verdict(&of_text) {
                Verdict::Kept => {}
                Verdict::Stale => return Err(UseCaseError::Conflict { current }),
                Verdict::ByHand => violations.add(&["texts", &step, "text"], Rule::AlreadyThere),
                Verdict::Gone => violations.add(&["texts", &step, "path"], Rule::Unknown(path)),
            }
        }
        Ok(violations.or_value(())?)
    }
}

/// What became of a text altogether.
enum Verdict {
    Kept,
    Stale,
    ByHand,
    Gone,
}

/// Of one text, what became of it under what the public reads and then in the change that waits. A
/// waiting change may keep words of its own.
fn verdict(outcomes: &[Outcome]) -> Verdict {
    let has = |wanted: Outcome| outcomes.contains(&wanted);
    if outcomes.first() == Some(&Outcome::Stale) {
        Verdict::Stale
    } else if has(Outcome::Put) || has(Outcome::Same) {
        Verdict::Kept
    } else if has(Outcome::Stale) {
        Verdict::Stale
    } else if has(Outcome::ByHand) {
        Verdict::ByHand
    } else {
        Verdict::Gone
    }
}

impl Desk<'_> {
    /// All of a thing of which the actor may read something, locked until the end: translations are
    /// also put where the translator does not look.
    async fn load_whole<T: Project>(&mut self, id: T::Id) -> Result<Loaded<T>, UseCaseError> {
        let unknown = || UseCaseError::NotFound(id.to_global());
        if !self.may_read(id.entity()).await? {
            return Err(unknown());
        }
        let everything = scope(&Actor::Operator);
        let current = self.tx.current::<T>(&everything, id).await?;
        let current = current.ok_or_else(unknown)?;
        let live = self.live(&current, id).await?;
        Ok(Loaded { current, live })
    }

    /// May the actor write this language there?
    async fn permit_language<T: Project>(
        &mut self,
        language: &LanguageTag,
        content: &T,
    ) -> Result<Granted, UseCaseError> {
        let mut resource = self.tx.resource(content).await?;
        resource.languages = BTreeSet::from([language.clone()]);
        let actor = self.occasion.actor;
        let permit = authorize(actor, Action::Translate, &resource).map_err(refused)?;
        Ok(Granted {
            party: Party::of(permit.author(), resource.owner_is_trusted),
            permit,
        })
    }

    /// The revision from which was translated.
    async fn read_from<T: Project>(
        &mut self,
        id: T::Id,
        number: u32,
    ) -> Result<Revision<T>, UseCaseError> {
        let unknown = || {
            let rule = Rule::Unknown(number.to_string());
            UseCaseError::broken(&["sourceRevision"], rule)
        };
        let found = self.of_history::<T>(id, number).await?;
        found.ok_or_else(unknown)
    }

    /// Put translations under what the public reads, and into a change that waits above it.
    async fn put_live<T: Project>(
        &mut self,
        work: Work<'_>,
        current: &Revision<T>,
        live: &T,
    ) -> Result<(), UseCaseError> {
        let next = current.number + 1;
        let number = current.head.published.unwrap_or(current.number);
        let beneath = put(&work.translation, (live, number), next)?;
        let permit = &work.granted.permit;
        let write = self.write(permit, &work.note, Expected::Revision(current.number))?;
        if number == current.number {
            work.judge(&[beneath.outcomes], current.number)?;
            if let Some(content) = &beneath.content {
                self.tx.publish(permit, content, write).await?;
            }
            return Ok(());
        }
        let above = put(&work.translation, (&current.content, current.number), next)?;
        work.judge(&[beneath.outcomes, above.outcomes], current.number)?;
        if beneath.content.is_some() || above.content.is_some() {
            let live = beneath.content.as_ref().unwrap_or(live);
            let waiting = above.content.as_ref().unwrap_or(&current.content);
            self.tx
                .publish_beneath(permit, live, waiting, write)
                .await?;
        }
        Ok(())
    }

    /// Put translations into the newest revision: they go the way that it goes. What the office
    /// translates takes nothing out of a review.
    async fn put_waiting<T: Project>(
        &mut self,
        work: Work<'_>,
        current: &Revision<T>,
    ) -> Result<(), UseCaseError> {
        let number = current.number;
        let put = put(&work.translation, (&current.content, number), number + 1)?;
        work.judge(&[put.outcomes], number)?;
        let Some(content) = put.content else {
            return Ok(());
        };
        let update = self.permit(Action::Update, &current.content).await?.permit;
        let write = self.write(&update, &work.note, Expected::Revision(number))?;
        if needs_no_review(update.role()) {
            self.tx.add_to_draft(&update, &content, write).await?;
            return Ok(());
        }
        let number = self.tx.draft(&update, &content, write).await?;
        let waits = match current.head.state {
            EditorialState::InReview | EditorialState::Published => true,
            EditorialState::Draft | EditorialState::Returned | EditorialState::Archived => false,
        };
        if waits {
            let submit = self.permit(Action::Submit, &content).await?.permit;
            let at = self.occasion.now;
            self.tx.submit(&submit, number, at).await?;
        }
        Ok(())
    }
}

fn put<T: Project>(
    translation: &Translation,
    (target, number): (&T, u32),
    next: u32,
) -> Result<Put<T>, UseCaseError> {
    translation
        .put_into(target, number, next)
        .ok_or_else(|| UseCaseError::NotFound(target.id().to_global()))
}
