//! The filter of responsibilities.

use async_graphql::{Context, ID, InputObject, Result};
use domain::id::EntityId;
use domain::organization::Organization;
use domain::plan as model;

use crate::code::{Coded, codes};
use crate::error::{bad_id, bad_input};
use crate::object::{at_most_a_page, known_ids};
use crate::request::snapshot;

/// Which responsibilities are wanted. A list inside one field means "or", several fields mean
/// "and". Only known facts match, unless `includeUnknown` is set.
#[derive(Default, InputObject)]
pub struct ResponsibilityFilter {
    /// Ids of organizations.
    organizations: Option<Vec<ID>>,
    /// Ids of plan items, areas of action, offers or counselling points.
    subjects: Option<Vec<ID>>,
    /// Kinds of plan items; what is not a plan item matches none of them.
    subject_kinds: Option<Vec<Coded<model::PlanItemKind>>>,
    /// What they do.
    roles: Option<Vec<Coded<model::ResponsibilityRole>>>,
    /// How far they are bound.
    commitments: Option<Vec<Coded<model::Commitment>>>,
    /// Whether they answer for the subject. The plan leaves that open for most.
    is_responsible: Option<bool>,
    /// Ids of the areas of action in which the subject lies.
    areas: Option<Vec<ID>>,
    /// Whether those are kept of which nobody said what is asked.
    include_unknown: Option<bool>,
}

impl ResponsibilityFilter {
    /// The filter of the domain, when everything that it names exists.
    pub(crate) fn read(self, ctx: &Context<'_>) -> Result<model::ResponsibilityFilter> {
        Ok(model::ResponsibilityFilter {
            organizations: known_ids::<Organization>(
                ctx,
                self.organizations,
                &["filter", "organizations"],
            )?,
            subjects: subjects(ctx, self.subjects)?,
            subject_kinds: codes(self.subject_kinds),
            roles: codes(self.roles),
            commitments: codes(self.commitments),
            responsible: self.is_responsible,
            areas: known_ids::<model::ActionArea>(ctx, self.areas, &["filter", "areas"])?,
            include_unknown: self.include_unknown.unwrap_or_default(),
        })
    }
}

fn subjects(ctx: &Context<'_>, ids: Option<Vec<ID>>) -> Result<Vec<EntityId>> {
    at_most_a_page(ids, &["filter", "subjects"])?
        .iter()
        .enumerate()
        .map(|(index, id)| {
            let index = index.to_string();
            let place = ["filter", "subjects", &index];
            let entity = EntityId::from_global(id).map_err(|error| bad_id(&error, &place))?;
            model::ResponsibilitySubject::try_from(entity).map_err(|entity| {
                bad_input(
                    format!(
                        "nobody is responsible for what is of the kind {}",
                        entity.kind
                    ),
                    &place,
                )
            })?;
            if snapshot(ctx).holds(entity) {
                Ok(entity)
            } else {
                Err(bad_input(
                    format!("nothing published has the id `{}`", id.0),
                    &place,
                ))
            }
        })
        .collect()
}
