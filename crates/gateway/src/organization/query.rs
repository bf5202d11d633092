//! Entry points for organizations.

use async_graphql::{Context, InputObject, Object, Result};
use catalogue::Snapshot;
use domain::organization as model;

use super::Organization;
use crate::code::{Coded, codes};
use crate::connection::{Connection, PageArguments, Wanted, page_cost};
use crate::object::Lookup;
use crate::order::NameOrder;

/// Which organizations are wanted. A list inside one field means "or", several fields mean "and".
/// Only known facts match, unless `includeUnknown` is set.
#[derive(Default, InputObject)]
pub struct OrganizationFilter {
    /// Kinds of parties.
    kinds: Option<Vec<Coded<model::OrganizationKind>>>,
    /// Legal forms.
    legal_forms: Option<Vec<Coded<model::LegalForm>>>,
    /// Levels on which they work.
    levels: Option<Vec<Coded<model::AdministrativeLevel>>>,
    /// Whether they run a published entry.
    has_entries: Option<bool>,
    /// Whether the plan gives them a part.
    has_responsibilities: Option<bool>,
    /// Whether organizations are kept about which nobody answered what is asked.
    include_unknown: Option<bool>,
}

impl OrganizationFilter {
    fn read(self) -> model::OrganizationFilter {
        model::OrganizationFilter {
            kinds: codes(self.kinds),
            legal_forms: codes(self.legal_forms),
            levels: codes(self.levels),
            has_entries: self.has_entries,
            has_responsibilities: self.has_responsibilities,
            include_unknown: self.include_unknown.unwrap_or_default(),
        }
    }
}

#[derive(Default)]
pub struct OrganizationQuery;

/// Entry points for organizations.
#[Object]
impl OrganizationQuery {
    /// An organization; null when nothing published is called so.
    async fn organization(&self, ctx: &Context<'_>, by: Lookup) -> Result<Option<Organization>> {
        Ok(by.find(ctx)?.map(Organization))
    }

    /// Organizations: providers, and all parties that the plan names.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[allow(clippy::too_many_arguments)] // the arguments of the field
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones are wanted; all of them unless given.")] filter: Option<
            OrganizationFilter,
        >,
        #[graphql(default)] order: NameOrder,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Organization>> {
        let wanted = Wanted {
            list: "organizations",
            filter: filter.unwrap_or_default().read(),
            order: order.read(ctx),
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        };
        Connection::of(ctx, wanted, Snapshot::organizations, &page).await
    }
}
