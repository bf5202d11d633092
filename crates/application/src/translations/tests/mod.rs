//! Translations in a small city.

#![allow(clippy::unwrap_used)]

mod meanwhile;
mod reviewing;
mod saving;
mod working;

use std::ops::Deref;

use domain::account::Grant;
use domain::entry::Offer;
use domain::id::OfferId;
use domain::policy::Actor;
use domain::site::Site;
use domain::text::{LanguageTag, LocalizedText};
use domain::translation::{TranslatedTextInput, TranslationInput, TranslationState};
use persistence::Project;
use serde_json::{Value, json};

use super::{SaveTranslation, Sheet};
use crate::entries::Saved;
use crate::entries::tests::world::{self, now, publish};
use crate::entries::tests::{occasion, person};
use crate::use_case::UseCaseError;

/// The city, which is kept in four languages.
struct World(world::World);

impl Deref for World {
    type Target = world::World;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap()
}

fn translator(languages: &[&str]) -> Actor {
    let languages = languages.iter().map(|language| tag(language));
    person(vec![Grant::Translator(languages.collect())], Vec::new())
}

/// Words for texts of an offer.
fn words(language: &str, source_revision: u32, texts: &[(&str, &str)]) -> TranslationInput {
    let texts = texts.iter().map(|(path, words)| TranslatedTextInput {
        path: path.split('.').map(ToOwned::to_owned).collect(),
        text: Some((*words).to_owned()),
    });
    TranslationInput {
        language: language.to_owned(),
        source_revision,
        texts: texts.collect(),
        ..TranslationInput::default()
    }
}

fn german(words: &str) -> Value {
    json!([{ "language": "de", "text": words }])
}

/// The words of a text in a language, and how far they are.
fn of(text: &LocalizedText, language: &str) -> (String, TranslationState) {
    let words = text
        .version(language)
        .map(|version| version.text.to_string());
    (
        words.unwrap_or_default(),
        TranslationState::of(text, language),
    )
}

impl World {
    async fn new() -> Self {
        let world = world::World::new().await;
        let site: Site = serde_json::from_value(json!({
            "id": <domain::id::SiteId as domain::id::TypedId>::of_slug("site"),
            "slug": "site",
            "name": german("Angebote"),
            "languages": ["de", "en", "tr", "ar"],
        }))
        .unwrap();
        publish(&world.store, &site).await;
        world.application.catch_up(now()).await.unwrap();
        Self(world)
    }

    async fn save<T: Project + catalogue::Shelved>(
        &self,
        actor: &Actor,
        id: T::Id,
        input: TranslationInput,
    ) -> Result<Saved, UseCaseError> {
        let save = SaveTranslation::<T> {
            id,
            input,
            comment: None,
        };
        let occasion = occasion(actor);
        self.application.save_translation(&occasion, save).await
    }

    async fn sheet(&self, actor: &Actor, id: OfferId, language: &str) -> Option<Sheet> {
        let language = tag(language);
        let sheet = self
            .application
            .translation_sheet::<Offer>(actor, (id, &language));
        sheet.await.unwrap()
    }

    /// The title as the public reads it in a language.
    fn public_title_in(&self, id: OfferId, language: &str) -> (String, TranslationState) {
        of(&self.public(id).unwrap().entry.title, language)
    }
}
