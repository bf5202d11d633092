//! Translations: what stands there in a language, what is to be done, and saving it.

mod input;
mod mutation;
mod object;
mod query;

use std::pin::Pin;

use application::UseCaseError;
use application::entries::{Occasion, Saved};
use application::translations::{SaveTranslation, Sheet};
use async_graphql::Context;
use catalogue::{Listed, Snapshot};
use domain::entry::{CounsellingPoint, Offer};
use domain::for_each_aggregate;
use domain::id::{EntityId, EntityKind, TypedId};
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use domain::text::{LanguageTag, LocalizedText};
use domain::translation::TranslationInput;

pub(crate) use self::mutation::TranslationMutation;
pub(crate) use self::query::TranslationQuery;
use crate::request::{actor, application};

/// What is said with translations.
struct Save {
    input: TranslationInput,
    comment: Option<String>,
}

/// What a use case will come to. In a box of its own: there is one for each kind of thing, and none
/// of them should need room for all.
type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, UseCaseError>> + Send + 'a>>;

macro_rules! every_kind {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        /// Save translations of a thing of any kind.
        fn save<'a>(
            ctx: &Context<'a>,
            id: EntityId,
            Save { input, comment }: Save,
            occasion: &'a Occasion<'a>,
        ) -> Answer<'a, Saved> {
            let application = application(ctx);
            match id.kind {
                $(EntityKind::$aggregate => {
                    let id = domain::id::$id::from_uuid(id.uuid);
                    let save = SaveTranslation::<$aggregate> { id, input, comment };
                    Box::pin(application.save_translation(occasion, save))
                })+
            }
        }

        /// The sheet of a thing of any kind.
        fn sheet<'a>(
            ctx: &Context<'a>,
            id: EntityId,
            language: &'a LanguageTag,
        ) -> Answer<'a, Option<Sheet>> {
            let (application, actor) = (application(ctx), actor(ctx));
            match id.kind {
                $(EntityKind::$aggregate => {
                    let which = (domain::id::$id::from_uuid(id.uuid), language);
                    Box::pin(application.translation_sheet::<$aggregate>(actor, which))
                })+
            }
        }

        /// What a published thing is called.
        fn title(snapshot: &Snapshot, id: EntityId) -> Option<&LocalizedText> {
            match id.kind {
                $(EntityKind::$aggregate => {
                    snapshot.find::<$aggregate>(domain::id::$id::from_uuid(id.uuid))?.title()
                })+
            }
        }
    };
}

for_each_aggregate!(every_kind);
