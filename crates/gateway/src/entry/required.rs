//! What an entry has to say at least.

use async_graphql::{Object, SimpleObject};
use domain::edit::required_fields;
use domain::entry as model;

use crate::code::Coded;

/// A field that an entry has to have before it can be reviewed. Everything else may stay empty.
#[derive(SimpleObject)]
pub(crate) struct RequiredField {
    /// Which kind of entry needs it.
    kind: Coded<model::EntryKind>,
    /// The field of the input of `createOffer`, `updateOffer` and their likes for counselling
    /// points. Several fields may stand for it: a page to register at counts as a contact, the
    /// districts that are served count as a place.
    field: String,
    /// Whether there is not even a draft without it; false where it is missed when the entry is
    /// handed in.
    is_needed_for_draft: bool,
}

#[derive(Default)]
pub struct RequiredFieldQuery;

/// What an entry has to say at least.
#[Object]
impl RequiredFieldQuery {
    /// The few fields that an entry needs, so that a form can mark them. All other fields may be left
    /// out: what nobody stated is shown as unknown.
    #[graphql(complexity = "5 * child_complexity")]
    async fn required_fields(
        &self,
        #[graphql(desc = "Only those of this kind of entry.")] kind: Option<
            Coded<model::EntryKind>,
        >,
    ) -> Vec<RequiredField> {
        let kinds = [model::EntryKind::Offer, model::EntryKind::CounsellingPoint];
        let wanted = |known: &model::EntryKind| kind.is_none_or(|kind| kind.0 == *known);
        kinds
            .into_iter()
            .filter(wanted)
            .flat_map(|kind| {
                required_fields(kind).iter().map(move |it| RequiredField {
                    kind: Coded(kind),
                    field: it.field().to_owned(),
                    is_needed_for_draft: it.is_needed_for_draft(),
                })
            })
            .collect()
    }
}
