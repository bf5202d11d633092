//! Objects of the schema that are published documents.

use std::sync::Arc;

use async_graphql::{Context, ID, OneofObject, Result};
use catalogue::Shelved;
use domain::id::{EntityId, TypedId};
use domain::policy::Published;

use crate::connection::MAX_PAGE;
use crate::error::{bad_id, bad_input};
use crate::request::snapshot;

/// Names a thing by its id or by its slug.
#[derive(OneofObject)]
pub enum Lookup {
    /// The global id, as every `id` field gives it.
    Id(ID),
    /// The stable name, as every `slug` field gives it.
    Slug(String),
}

impl Lookup {
    /// The document, or nothing where nothing published is called so.
    pub(crate) fn find<T: Shelved>(&self, ctx: &Context<'_>) -> Result<Option<Arc<Published<T>>>> {
        let snapshot = snapshot(ctx);
        match self {
            Self::Id(id) => {
                let id = T::Id::from_global(id).map_err(|error| bad_id(&error, &["by", "id"]))?;
                Ok(snapshot.find::<T>(id).cloned())
            }
            Self::Slug(slug) => Ok(snapshot.shelf::<T>().find_slug(slug).cloned()),
        }
    }
}

/// The global id of something.
pub(crate) fn global_id(id: impl Into<EntityId>) -> ID {
    ID(id.into().to_global())
}

/// The ids behind a list of a filter: each has to exist.
pub(crate) fn known_ids<T: Shelved>(
    ctx: &Context<'_>,
    ids: Option<Vec<ID>>,
    argument: &[&str],
) -> Result<Vec<T::Id>> {
    let snapshot = snapshot(ctx);
    at_most_a_page(ids, argument)?
        .iter()
        .enumerate()
        .map(|(index, id)| {
            let index = index.to_string();
            let place: Vec<&str> = argument.iter().copied().chain([index.as_str()]).collect();
            let typed = T::Id::from_global(id).map_err(|error| bad_id(&error, &place))?;
            if snapshot.find::<T>(typed).is_some() {
                Ok(typed)
            } else {
                Err(bad_input(
                    format!("nothing published has the id `{}`", id.0),
                    &place,
                ))
            }
        })
        .collect()
}

/// The list of a filter, which nobody may use to make the server compare without end.
pub(crate) fn at_most_a_page<T>(list: Option<Vec<T>>, argument: &[&str]) -> Result<Vec<T>> {
    let list = list.unwrap_or_default();
    if list.len() > MAX_PAGE {
        return Err(bad_input(
            format!("at most {MAX_PAGE} values, not {}", list.len()),
            argument,
        ));
    }
    Ok(list)
}

/// Makes an object of the schema from a published document.
macro_rules! document_object {
    ($name:ident($document:ty)) => {
        #[derive(Clone)]
        pub struct $name(pub(crate) std::sync::Arc<domain::policy::Published<$document>>);

        impl From<std::sync::Arc<domain::policy::Published<$document>>> for $name {
            fn from(document: std::sync::Arc<domain::policy::Published<$document>>) -> Self {
                Self(document)
            }
        }

        impl crate::connection::ListNode for $name {
            type Document = std::sync::Arc<domain::policy::Published<$document>>;
        }
    };
}
pub(crate) use document_object;

/// The object of a document that may not be published.
pub(crate) fn linked<T: Shelved, O: From<Arc<Published<T>>>>(
    ctx: &Context<'_>,
    id: T::Id,
) -> Option<O> {
    snapshot(ctx).find::<T>(id).cloned().map(O::from)
}

/// The objects of those documents that are published.
pub(crate) fn linked_all<T: Shelved, O: From<Arc<Published<T>>>>(
    ctx: &Context<'_>,
    ids: impl IntoIterator<Item = T::Id>,
) -> Vec<O> {
    ids.into_iter().filter_map(|id| linked(ctx, id)).collect()
}

/// The objects that refer to a document in the way that is asked for, in the order in which people
/// arranged them.
pub(crate) fn referring<T: Shelved, O: From<Arc<Published<T>>>>(
    ctx: &Context<'_>,
    to: impl Into<EntityId>,
    in_this_way: impl Fn(&T) -> bool,
) -> Vec<O> {
    let mut documents: Vec<&Arc<Published<T>>> = snapshot(ctx)
        .referrers::<T>(to)
        .filter(|document| in_this_way(document))
        .collect();
    documents.sort_by_key(|document| document.position());
    documents.into_iter().cloned().map(O::from).collect()
}

/// Narrow a list of wishes to this one thing. Whether it can be among them at all.
#[must_use]
pub(crate) fn narrow<T: PartialEq>(wishes: &mut Vec<T>, to: T) -> bool {
    let possible = wishes.is_empty() || wishes.contains(&to);
    *wishes = vec![to];
    possible
}
