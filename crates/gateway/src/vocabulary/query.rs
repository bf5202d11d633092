//! Entry points for vocabularies.

use async_graphql::{Context, Object};

use super::VocabularyTerm;
use super::object::Vocabulary;
use crate::request::snapshot;

#[derive(Default)]
pub struct VocabularyQuery;

/// Entry points for vocabularies.
#[Object]
impl VocabularyQuery {
    /// A set of codes with the words for them; null when there is none of that name.
    #[graphql(complexity = "10 * child_complexity")]
    async fn vocabulary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its name, such as `OfferKind`.")] name: String,
    ) -> Option<Vocabulary> {
        vocabularies(ctx, |known| known == name).pop()
    }

    /// Every code that a reader may see, with labels and pictograms: load it once and keep it.
    #[graphql(complexity = "10 * child_complexity")]
    async fn vocabularies(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Names of vocabularies, such as `OfferKind`; all of them unless given. Unknown names are passed over."
        )]
        names: Option<Vec<String>>,
    ) -> Vec<Vocabulary> {
        vocabularies(ctx, |known| {
            names
                .as_ref()
                .is_none_or(|names| names.iter().any(|name| name == known))
        })
    }
}

fn vocabularies(ctx: &Context<'_>, is_wanted: impl Fn(&str) -> bool) -> Vec<Vocabulary> {
    let mut found: Vec<Vocabulary> = Vec::new();
    for term in snapshot(ctx).shelf::<domain::taxonomy::Term>().iter() {
        if !is_wanted(&term.vocabulary) {
            continue;
        }
        match found.iter_mut().find(|known| known.name == term.vocabulary) {
            Some(known) => known.terms.push(VocabularyTerm(term.clone())),
            None => found.push(Vocabulary {
                name: term.vocabulary.clone(),
                terms: vec![VocabularyTerm(term.clone())],
            }),
        }
    }
    found
}
