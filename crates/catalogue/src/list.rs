//! Lists and their pages.
//!
//! Cursors are keyset cursors: a page starts after a sort key, not after a number of things, so that
//! it stays where it was while things are added or removed before it.

use std::fmt;
use std::ops::Bound;

use imbl::OrdMap;

use crate::order::SortKey;

pub(crate) type Index<N> = OrdMap<SortKey, N>;

/// Which way a page is counted, and how many things it holds at most.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Window {
    /// From the start.
    First(usize),
    /// From the end.
    Last(usize),
}

/// Which part of a list is wanted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PageRequest {
    /// How many, from which end.
    pub window: Window,
    /// Behind this key.
    pub after: Option<SortKey>,
    /// Before this key.
    pub before: Option<SortKey>,
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Slice<N> {
    /// The things with their keys, in the order of the list.
    pub items: Vec<(SortKey, N)>,
    /// Whether there is something before them.
    pub has_previous: bool,
    /// Whether there is something behind them.
    pub has_next: bool,
}

/// A list: something sorted, and which of it is wanted.
pub struct List<N> {
    source: Source<N>,
    /// Absent where everything is wanted.
    wanted: Option<Wanted<N>>,
}

type Wanted<N> = Box<dyn Fn(&N) -> bool + Send + Sync>;

enum Source<N> {
    /// Orders that are merged while they are walked.
    Orders(Vec<Box<dyn Walk<N>>>),
    /// A few things, sorted for this list.
    Few(Vec<(SortKey, N)>),
}

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Backward,
}

type Range<'a> = (Bound<&'a SortKey>, Bound<&'a SortKey>);
type Items<'a, N> = Box<dyn Iterator<Item = (&'a SortKey, N)> + 'a>;

/// An order that can be walked from both ends.
trait Walk<N>: Send + Sync {
    fn walk<'a>(&'a self, range: Range<'a>, direction: Direction) -> Items<'a, N>;
    fn len(&self) -> usize;
}

struct Mapped<M, F> {
    index: Index<M>,
    map: F,
}

impl<M, N, F> Walk<N> for Mapped<M, F>
where
    M: Clone + Send + Sync,
    F: Fn(&M) -> N + Send + Sync,
{
    fn walk<'a>(&'a self, range: Range<'a>, direction: Direction) -> Items<'a, N> {
        let items = self.index.range::<_, SortKey>(range);
        let map = |(key, item): (&'a SortKey, &'a M)| (key, (self.map)(item));
        match direction {
            Direction::Forward => Box::new(items.map(map)),
            Direction::Backward => Box::new(items.rev().map(map)),
        }
    }

    fn len(&self) -> usize {
        self.index.len()
    }
}

impl<N: Clone + Send + Sync + 'static> List<N> {
    /// Everything in an order.
    pub(crate) fn all<M>(index: Index<M>, map: impl Fn(&M) -> N + Send + Sync + 'static) -> Self
    where
        M: Clone + Send + Sync + 'static,
    {
        Self {
            source: Source::Orders(vec![Box::new(Mapped { index, map })]),
            wanted: None,
        }
    }

    /// This and another list of the same order as one.
    pub(crate) fn merged<M>(
        mut self,
        index: Index<M>,
        map: impl Fn(&M) -> N + Send + Sync + 'static,
    ) -> Self
    where
        M: Clone + Send + Sync + 'static,
    {
        if let Source::Orders(orders) = &mut self.source {
            orders.push(Box::new(Mapped { index, map }));
        }
        self
    }

    /// Nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self::few(Vec::new())
    }

    /// A few things, which are sorted here.
    pub(crate) fn few(mut items: Vec<(SortKey, N)>) -> Self {
        items.sort_by(|a, b| a.0.cmp(&b.0));
        Self {
            source: Source::Few(items),
            wanted: None,
        }
    }

    /// The part of the list that fulfils a wish.
    #[must_use]
    pub(crate) fn filtered(mut self, wanted: impl Fn(&N) -> bool + Send + Sync + 'static) -> Self {
        self.wanted = Some(Box::new(wanted));
        self
    }

    /// How many things are in the list. Where not everything is wanted, this walks it.
    #[must_use]
    pub fn count(&self) -> usize {
        if self.wanted.is_none() {
            return match &self.source {
                Source::Orders(orders) => orders.iter().map(|order| order.len()).sum(),
                Source::Few(items) => items.len(),
            };
        }
        self.walk((Bound::Unbounded, Bound::Unbounded), Direction::Forward)
            .count()
    }

    /// Every thing, in order.
    #[must_use]
    pub fn items(&self) -> Vec<N> {
        self.walk((Bound::Unbounded, Bound::Unbounded), Direction::Forward)
            .map(|(_, item)| item)
            .collect()
    }

    /// A part of the list.
    #[must_use]
    pub fn page(&self, request: &PageRequest) -> Slice<N> {
        let after = request.after.as_ref();
        let before = request.before.as_ref();
        if after
            .zip(before)
            .is_some_and(|(after, before)| after >= before)
        {
            return Slice {
                items: Vec::new(),
                has_previous: false,
                has_next: false,
            };
        }
        let range = (
            after.map_or(Bound::Unbounded, Bound::Excluded),
            before.map_or(Bound::Unbounded, Bound::Excluded),
        );
        let (direction, size) = match request.window {
            Window::First(size) => (Direction::Forward, size),
            Window::Last(size) => (Direction::Backward, size),
        };
        let mut found: Vec<(SortKey, N)> = self
            .walk(range, direction)
            .take(size + 1)
            .map(|(key, item)| (key.clone(), item))
            .collect();
        let more = found.len() > size;
        found.truncate(size);
        let something_before =
            || after.is_some_and(|key| self.any((Bound::Unbounded, Bound::Included(key))));
        let something_behind =
            || before.is_some_and(|key| self.any((Bound::Included(key), Bound::Unbounded)));
        match direction {
            Direction::Forward => Slice {
                items: found,
                has_previous: something_before(),
                has_next: more || something_behind(),
            },
            Direction::Backward => {
                found.reverse();
                Slice {
                    items: found,
                    has_previous: more || something_before(),
                    has_next: something_behind(),
                }
            }
        }
    }

    fn any(&self, range: Range<'_>) -> bool {
        let direction = match range.0 {
            Bound::Unbounded => Direction::Backward,
            _ => Direction::Forward,
        };
        self.walk(range, direction).next().is_some()
    }

    fn walk<'a>(&'a self, range: Range<'a>, direction: Direction) -> Items<'a, N> {
        let items: Items<'a, N> = match &self.source {
            Source::Few(items) => {
                let inside = items
                    .iter()
                    .filter(move |(key, _)| contains(range, key))
                    .map(|(key, item)| (key, item.clone()));
                match direction {
                    Direction::Forward => Box::new(inside),
                    Direction::Backward => Box::new(inside.rev()),
                }
            }
            Source::Orders(orders) => orders
                .iter()
                .map(|order| order.walk(range, direction))
                .reduce(|a, b| merge(a, b, direction))
                .unwrap_or_else(|| Box::new(std::iter::empty())),
        };
        match &self.wanted {
            Some(wanted) => Box::new(items.filter(|(_, item)| wanted(item))),
            None => items,
        }
    }
}

fn contains((start, end): Range<'_>, key: &SortKey) -> bool {
    let begun = match start {
        Bound::Included(start) => key >= start,
        Bound::Excluded(start) => key > start,
        Bound::Unbounded => true,
    };
    let not_over = match end {
        Bound::Included(end) => key <= end,
        Bound::Excluded(end) => key < end,
        Bound::Unbounded => true,
    };
    begun && not_over
}

fn merge<'a, N: 'a>(a: Items<'a, N>, b: Items<'a, N>, direction: Direction) -> Items<'a, N> {
    let mut a = a.peekable();
    let mut b = b.peekable();
    Box::new(std::iter::from_fn(move || {
        let a_is_next = match (a.peek(), b.peek()) {
            (Some((a, _)), Some((b, _))) => match direction {
                Direction::Forward => a <= b,
                Direction::Backward => a >= b,
            },
            (Some(_), None) => true,
            (None, _) => false,
        };
        if a_is_next { a.next() } else { b.next() }
    }))
}

impl<N> fmt::Debug for List<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::order::Rank;

    fn key(position: u64) -> SortKey {
        SortKey {
            rank: Rank::Position(position),
            id: u128::from(position),
        }
    }

    fn list(numbers: &[u64]) -> List<u64> {
        let (even, odd): (Vec<u64>, Vec<u64>) = numbers.iter().partition(|n| *n % 2 == 0);
        let index = |numbers: Vec<u64>| -> Index<u64> {
            numbers.into_iter().map(|n| (key(n), n)).collect()
        };
        List::all(index(even), |n| *n).merged(index(odd), |n| *n)
    }

    fn request(window: Window, after: Option<u64>, before: Option<u64>) -> PageRequest {
        PageRequest {
            window,
            after: after.map(key),
            before: before.map(key),
        }
    }

    fn numbers(slice: &Slice<u64>) -> Vec<u64> {
        slice.items.iter().map(|(_, n)| *n).collect()
    }

    proptest! {
        #[test]
        fn pages_put_together_are_the_list(
            mut all in proptest::collection::btree_set(0..200u64, 0..60),
            size in 1..10usize,
            few: bool,
            divisor in 1..4u64,
        ) {
            let numbers_of_list: Vec<u64> = all.iter().copied().collect();
            let make = || {
                let source = if few {
                    List::few(numbers_of_list.iter().rev().map(|n| (key(*n), *n)).collect())
                } else {
                    list(&numbers_of_list)
                };
                source.filtered(move |n| n % divisor == 0)
            };
            all.retain(|n| n % divisor == 0);
            let expected: Vec<u64> = all.into_iter().collect();
            let list = make();
            prop_assert_eq!(list.count(), expected.len());

            let mut forward = Vec::new();
            let mut after = None;
            loop {
                let slice = list.page(&request(Window::First(size), after, None));
                forward.extend(numbers(&slice));
                prop_assert_eq!(slice.has_previous, after.is_some());
                after = forward.last().copied();
                if !slice.has_next { break; }
            }
            prop_assert_eq!(&forward, &expected);

            let mut backward = Vec::new();
            let mut before = None;
            loop {
                let slice = list.page(&request(Window::Last(size), None, before));
                let mut page = numbers(&slice);
                page.reverse();
                backward.extend(page);
                prop_assert_eq!(slice.has_next, before.is_some());
                before = backward.last().copied();
                if !slice.has_previous { break; }
            }
            backward.reverse();
            prop_assert_eq!(&backward, &expected);
        }

        #[test]
        fn a_cursor_holds_its_place_when_its_own_thing_is_gone(
            all in proptest::collection::btree_set(0..100u64, 1..30),
            gone in 0..100u64,
        ) {
            let rest: Vec<u64> = all.iter().copied().filter(|n| *n != gone).collect();
            let slice = list(&rest).page(&request(Window::First(100), Some(gone), None));
            let expected: Vec<u64> = rest.into_iter().filter(|n| *n > gone).collect();
            prop_assert_eq!(numbers(&slice), expected);
        }
    }

    #[test]
    fn a_page_between_two_cursors_that_cross_is_empty() {
        let slice = list(&[1, 2, 3]).page(&request(Window::First(5), Some(3), Some(1)));
        assert!(slice.items.is_empty());
    }
}
