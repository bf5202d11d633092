//! What was taken out (Archiv) and can be taken up again.

use std::collections::HashMap;

use catalogue::Listed;
use domain::aggregate::EditorialState;
use domain::id::{EntityId, EntityKind, TypedId};
use domain::place::District;
use domain::plan::{Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::{Actor, Scope, scope};
use domain::taxonomy::{Language, TargetGroup, Topic};
use domain::text::LocalizedText;
use persistence::{Head, HeadFilter, HeadPage};

use crate::Application;
use crate::use_case::UseCaseError;

/// Something that was taken out.
#[derive(Clone, Debug)]
pub struct Archived {
    /// Where it stands.
    pub head: Head,
    /// What it was called; nothing for what has no words of its own.
    pub title: Option<LocalizedText>,
}

impl Application {
    /// What the coordinating office took out of what it keeps itself, that which was taken out last
    /// first, as far as the actor may read it.
    ///
    /// # Errors
    /// The database fails, or a revision cannot be read.
    pub async fn archived(
        &self,
        actor: &Actor,
        (kinds, page): (Vec<EntityKind>, HeadPage),
    ) -> Result<Vec<Archived>, UseCaseError> {
        let scope = scope(actor);
        let filter = HeadFilter {
            states: vec![EditorialState::Archived],
            kinds,
            whole: true,
            ..HeadFilter::default()
        };
        let heads = self.store.heads(&scope, &filter, page).await?;
        let mut titles = HashMap::new();
        macro_rules! read {
            ($($aggregate:ident)+) => {$(
                titles.extend(self.titles::<$aggregate>(&scope, &heads).await?);
            )+};
        }
        read! { Challenge Goal Suggestion Measure Responsibility District TargetGroup Topic Language }
        let archived = heads.into_iter().map(|head| Archived {
            title: titles.remove(&head.entity),
            head,
        });
        Ok(archived.collect())
    }

    /// What those of these are called that are of a kind.
    async fn titles<T: Listed>(
        &self,
        scope: &Scope,
        heads: &[Head],
    ) -> Result<Vec<(EntityId, LocalizedText)>, UseCaseError> {
        let of_kind = heads.iter().filter(|head| head.entity.kind == T::Id::KIND);
        let ids: Vec<T::Id> = of_kind
            .map(|head| T::Id::from_uuid(head.entity.uuid))
            .collect();
        let found = self.store.newest::<T>(scope, &ids).await?;
        let titles = found.iter().filter_map(|it| {
            let title = it.content.title()?.clone();
            Some((it.content.id().entity(), title))
        });
        Ok(titles.collect())
    }
}
