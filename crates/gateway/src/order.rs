//! Orders of lists other than those of entries.

use async_graphql::{Context, Enum};
use catalogue::Order;

use crate::request::reader;

/// Orders of plan items.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, Hash, PartialEq)]
pub enum PlanOrder {
    /// As they stand in the plan.
    #[default]
    Plan,
    /// By title in the reader's language.
    Title,
    /// Changed last.
    Updated,
}

impl PlanOrder {
    pub(crate) fn read(self, ctx: &Context<'_>) -> Order {
        match self {
            Self::Plan => Order::Position,
            Self::Title => Order::Title(reader(ctx).sort_language()),
            Self::Updated => Order::Updated,
        }
    }
}

/// Orders of organizations and locations.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, Hash, PartialEq)]
pub enum NameOrder {
    /// By name in the reader's language.
    #[default]
    Name,
    /// First published last.
    Newest,
    /// Changed last.
    Updated,
}

impl NameOrder {
    pub(crate) fn read(self, ctx: &Context<'_>) -> Order {
        match self {
            Self::Name => Order::Title(reader(ctx).sort_language()),
            Self::Newest => Order::Newest,
            Self::Updated => Order::Updated,
        }
    }
}

/// Orders of districts, target groups, topics and languages.
#[derive(Clone, Copy, Debug, Default, Enum, Eq, Hash, PartialEq)]
pub enum TaxonomyOrder {
    /// As the coordinating office arranged them.
    #[default]
    Arranged,
    /// By label in the reader's language.
    Label,
}

impl TaxonomyOrder {
    pub(crate) fn read(self, ctx: &Context<'_>) -> Order {
        match self {
            Self::Arranged => Order::Position,
            Self::Label => Order::Title(reader(ctx).sort_language()),
        }
    }
}
