//! Connections: the one implementation of lists and pages, by the Relay specification.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use async_graphql::{Context, Object, OutputType, Result, TypeName};
use catalogue::{List, Order, PageRequest, Rank, Snapshot, SortKey, Window};
use data_encoding::BASE64URL_NOPAD;

use crate::error::bad_input;
use crate::request::snapshot;

/// How many things a page holds when nobody says.
pub(crate) const DEFAULT_PAGE: usize = 20;
/// How many things a page holds at most.
pub(crate) const MAX_PAGE: usize = 100;

/// A thing that lists hold.
pub(crate) trait ListNode: OutputType + From<Self::Document> {
    /// What the catalogue lists.
    type Document: Clone + Send + Sync + 'static;
}

/// The arguments of every list.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

/// Which list of the catalogue is wanted.
pub(crate) struct Wanted<L, F> {
    /// What it is called: with filter and order the name that its cursors carry.
    pub(crate) list: L,
    pub(crate) filter: F,
    pub(crate) order: Order,
}

/// What a page costs, before it is known whether its size is allowed: complexity is counted
/// before resolvers run.
pub(crate) fn page_cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let size = first
        .or(last)
        .and_then(|size| usize::try_from(size).ok())
        .unwrap_or(DEFAULT_PAGE)
        .clamp(1, MAX_PAGE);
    size * child + 1
}

/// Names a list, so that its cursors are refused by others: its field, order, filter, language.
pub(crate) fn list_name(parts: impl Hash) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    parts.hash(&mut hasher);
    hasher.finish()
}

/// FNV-1a, so that cursors hold beyond a restart, and beyond another release of the compiler.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// A page of a list.
pub struct Connection<N: ListNode> {
    list: List<N::Document>,
    list_name: u64,
    slice: catalogue::Slice<N::Document>,
}

impl<N: ListNode> Connection<N> {
    /// A page of the list that the catalogue makes of a filter and an order.
    pub(crate) async fn of<L: Hash, F: Hash>(
        ctx: &Context<'_>,
        wanted: Wanted<L, F>,
        list: impl FnOnce(&Arc<Snapshot>, F, &Order) -> List<N::Document>,
        page: &PageArguments,
    ) -> Result<Self> {
        let name = list_name((&wanted.list, &wanted.filter, &wanted.order));
        let list = list(snapshot(ctx), wanted.filter, &wanted.order);
        Self::new(list, name, page).await
    }

    /// The page of a list that the arguments ask for.
    pub(crate) async fn new(
        list: List<N::Document>,
        list_name: u64,
        arguments: &PageArguments,
    ) -> Result<Self> {
        let request = PageRequest {
            window: window(arguments)?,
            after: read_cursor(arguments.after.as_deref(), list_name, "after")?,
            before: read_cursor(arguments.before.as_deref(), list_name, "before")?,
        };
        breathe().await;
        let slice = list.page(&request);
        Ok(Self {
            list,
            list_name,
            slice,
        })
    }
}

/// Let others have their turn now and then: everything here is answered from memory, so that a large
/// request would otherwise never wait, and its time limit never be looked at.
async fn breathe() {
    tokio::task::consume_budget().await;
}

fn window(arguments: &PageArguments) -> Result<Window> {
    let size = |size: i32, argument: &str| {
        usize::try_from(size)
            .ok()
            .filter(|size| (1..=MAX_PAGE).contains(size))
            .ok_or_else(|| {
                bad_input(
                    format!("a page holds 1 to {MAX_PAGE} things, not {size}"),
                    &[argument],
                )
            })
    };
    match (arguments.first, arguments.last) {
        (Some(_), Some(_)) => Err(bad_input("give either `first` or `last`", &["last"])),
        (Some(first), None) => Ok(Window::First(size(first, "first")?)),
        (None, Some(last)) => Ok(Window::Last(size(last, "last")?)),
        (None, None) => Ok(Window::First(DEFAULT_PAGE)),
    }
}

/// A cursor: the list's name, the id, and what the thing is sorted by.
fn write_cursor(key: &SortKey, list_name: u64) -> String {
    let mut bytes = Vec::with_capacity(40);
    bytes.extend_from_slice(&list_name.to_be_bytes());
    bytes.extend_from_slice(&key.id.to_be_bytes());
    match &key.rank {
        Rank::Time(time) => {
            bytes.push(b't');
            bytes.extend_from_slice(&time.0.to_be_bytes());
        }
        Rank::Position(position) => {
            bytes.push(b'p');
            bytes.extend_from_slice(&position.to_be_bytes());
        }
        Rank::Title(title) => {
            bytes.push(b'n');
            bytes.extend_from_slice(title.as_bytes());
        }
    }
    BASE64URL_NOPAD.encode(&bytes)
}

fn read_cursor(text: Option<&str>, list_name: u64, argument: &str) -> Result<Option<SortKey>> {
    let Some(text) = text else {
        return Ok(None);
    };
    let (named, key) = parse_cursor(text).ok_or_else(|| {
        bad_input(
            "this is not a cursor of this server: take one from `pageInfo` or an edge",
            &[argument],
        )
    })?;
    if named == list_name {
        Ok(Some(key))
    } else {
        Err(bad_input(
            "this cursor belongs to another list: keep field, filter, order and language while paging",
            &[argument],
        ))
    }
}

fn parse_cursor(text: &str) -> Option<(u64, SortKey)> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (list_name, rest) = bytes.split_first_chunk::<8>()?;
    let (id, rest) = rest.split_first_chunk::<16>()?;
    let (kind, rank) = rest.split_first()?;
    let rank = match kind {
        b't' => Rank::Time(std::cmp::Reverse(i64::from_be_bytes(rank.try_into().ok()?))),
        b'p' => Rank::Position(u64::from_be_bytes(rank.try_into().ok()?)),
        b'n' => Rank::Title(std::str::from_utf8(rank).ok()?.into()),
        _ => return None,
    };
    let id = u128::from_be_bytes(*id);
    Some((u64::from_be_bytes(*list_name), SortKey { rank, id }))
}

impl<N: ListNode> TypeName for Connection<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", N::type_name()).into()
    }
}

/// A page of a list, and what lies around it.
#[Object(name_type)]
impl<N: ListNode> Connection<N> {
    /// The things on this page, each with its cursor.
    #[graphql(complexity = "child_complexity")]
    async fn edges(&self) -> Vec<Edge<N>> {
        self.slice
            .items
            .iter()
            .map(|(key, node)| Edge {
                key: key.clone(),
                list_name: self.list_name,
                node: node.clone(),
            })
            .collect()
    }

    /// The things on this page.
    #[graphql(complexity = "child_complexity")]
    async fn nodes(&self) -> Vec<N> {
        self.slice
            .items
            .iter()
            .map(|(_, node)| N::from(node.clone()))
            .collect()
    }

    /// What lies around this page.
    #[graphql(complexity = 1)]
    async fn page_info(&self) -> PageInfo {
        let cursor = |item: Option<&(SortKey, N::Document)>| {
            item.map(|(key, _)| write_cursor(key, self.list_name))
        };
        PageInfo {
            has_previous_page: self.slice.has_previous,
            has_next_page: self.slice.has_next,
            start_cursor: cursor(self.slice.items.first()),
            end_cursor: cursor(self.slice.items.last()),
        }
    }

    /// How many things the whole list holds. Counted only when asked for.
    async fn total_count(&self) -> usize {
        breathe().await;
        self.list.count()
    }
}

/// A thing on a page.
pub struct Edge<N: ListNode> {
    key: SortKey,
    list_name: u64,
    node: N::Document,
}

impl<N: ListNode> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::type_name()).into()
    }
}

/// A thing on a page, with its place in the list.
#[Object(name_type)]
impl<N: ListNode> Edge<N> {
    /// Its place in the list, for `after` and `before`.
    async fn cursor(&self) -> String {
        write_cursor(&self.key, self.list_name)
    }

    /// The thing itself.
    #[graphql(complexity = "child_complexity")]
    async fn node(&self) -> N {
        N::from(self.node.clone())
    }
}

/// What lies around a page.
#[derive(async_graphql::SimpleObject)]
pub struct PageInfo {
    /// Whether there is something before this page.
    has_previous_page: bool,
    /// Whether there is something behind this page.
    has_next_page: bool,
    /// The cursor of the first thing on this page; null when it is empty.
    start_cursor: Option<String>,
    /// The cursor of the last thing on this page; null when it is empty.
    end_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn rank() -> impl Strategy<Value = Rank> {
        prop_oneof![
            any::<i64>().prop_map(|time| Rank::Time(std::cmp::Reverse(time))),
            any::<u64>().prop_map(Rank::Position),
            ".{0,40}".prop_map(|title| Rank::Title(title.into())),
        ]
    }

    proptest! {
        #[test]
        fn a_cursor_reads_back(rank in rank(), id: u128, list_name: u64) {
            let key = SortKey { rank, id };
            let cursor = write_cursor(&key, list_name);
            prop_assert_eq!(parse_cursor(&cursor), Some((list_name, key)));
        }

        #[test]
        fn reading_a_cursor_never_panics(text in ".{0,80}") {
            let _ = parse_cursor(&text);
        }
    }
}
