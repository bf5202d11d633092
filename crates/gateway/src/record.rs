//! Lists of what stands in the database and not in the catalogue: accounts, members, invitations,
//! keys. They are read forward only, in the order of their ids or as the use case gives them, and
//! have no total: counting them would be a question of its own to the database.

use std::borrow::Cow;

use async_graphql::{Object, OutputType, Result, TypeName};
use data_encoding::BASE64URL_NOPAD;

use crate::connection::{DEFAULT_PAGE, MAX_PAGE};
use crate::error::bad_input;

/// Something that such lists hold, with the id by which clients know it.
pub(crate) trait Record: OutputType {
    /// The global id.
    fn global(&self) -> String;
}

/// Which part of a list is wanted.
#[derive(Debug)]
pub(crate) struct Part {
    /// How many at most.
    size: usize,
    /// The global id behind which it begins.
    pub(crate) after: Option<String>,
}

impl Part {
    /// What the arguments `first` and `after` of a list say.
    pub(crate) fn read(first: Option<i32>, after: Option<&str>) -> Result<Self> {
        let size = first.map_or(Some(DEFAULT_PAGE), |first| usize::try_from(first).ok());
        let size = size
            .filter(|size| (1..=MAX_PAGE).contains(size))
            .ok_or_else(|| {
                let first = first.unwrap_or_default();
                bad_input(
                    format!("a page holds 1 to {MAX_PAGE} things, not {first}"),
                    &["first"],
                )
            })?;
        let after = after.map(read_cursor).transpose()?;
        Ok(Self { size, after })
    }

    /// How many to ask for, so that one sees whether there are more.
    pub(crate) fn wanted(&self) -> u32 {
        u32::try_from(self.size + 1).unwrap_or(u32::MAX)
    }

    /// This part of a list that is there as a whole.
    pub(crate) fn of<N: Record>(&self, all: Vec<N>) -> RecordPage<N> {
        let start = match &self.after {
            None => 0,
            Some(after) => all
                .iter()
                .position(|record| record.global() == *after)
                .map_or(all.len(), |index| index + 1),
        };
        self.page(all.into_iter().skip(start))
    }

    /// A page of what begins behind `after`. One more than its size tells whether there are more.
    pub(crate) fn page<N: Record>(&self, records: impl IntoIterator<Item = N>) -> RecordPage<N> {
        let mut records: Vec<N> = records.into_iter().take(self.size + 1).collect();
        let has_next_page = records.len() > self.size;
        records.truncate(self.size);
        RecordPage {
            records,
            has_next_page,
        }
    }
}

fn write_cursor(global: &str) -> String {
    BASE64URL_NOPAD.encode(format!("after {global}").as_bytes())
}

fn read_cursor(cursor: &str) -> Result<String> {
    BASE64URL_NOPAD
        .decode(cursor.as_bytes())
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("after ").map(str::to_owned))
        .ok_or_else(|| {
            bad_input(
                "this is not a cursor of this list: take one from `endCursor`",
                &["after"],
            )
        })
}

/// A page of such a list.
pub struct RecordPage<N: Record> {
    records: Vec<N>,
    has_next_page: bool,
}

impl<N: Record> TypeName for RecordPage<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Page", N::type_name()).into()
    }
}

/// A page of a list that is read forward. No Relay connection: what it holds is for those who keep
/// the directory, and stands in no cache.
#[Object(name_type)]
impl<N: Record> RecordPage<N> {
    /// The things on this page.
    async fn nodes(&self) -> &[N] {
        &self.records
    }

    /// Whether there is something behind this page.
    async fn has_next_page(&self) -> bool {
        self.has_next_page
    }

    /// The cursor of the last thing on this page, for `after`; null when it is empty.
    async fn end_cursor(&self) -> Option<String> {
        self.records
            .last()
            .map(|record| write_cursor(&record.global()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    struct Name(&'static str);

    /// A name.
    #[Object]
    impl Name {
        /// The letters.
        async fn letters(&self) -> &str {
            self.0
        }
    }

    impl Record for Name {
        fn global(&self) -> String {
            self.0.to_owned()
        }
    }

    fn page(first: i32, after: Option<&str>) -> (Vec<&'static str>, bool) {
        let all = ["a", "b", "c"].map(Name).into();
        let after = after.map(write_cursor);
        let page = Part::read(Some(first), after.as_deref()).unwrap().of(all);
        let names = page.records.iter().map(|name| name.0).collect();
        (names, page.has_next_page)
    }

    #[test]
    fn a_list_is_read_to_its_end() {
        assert_eq!(page(2, None), (vec!["a", "b"], true));
        assert_eq!(page(2, Some("b")), (vec!["c"], false));
        assert_eq!(page(3, None), (vec!["a", "b", "c"], false));
        assert_eq!(page(1, Some("gone")), (vec![], false));
    }

    #[test]
    fn what_is_no_size_or_no_cursor_is_named() {
        for (first, after) in [(Some(0), None), (Some(101), None), (None, Some("x"))] {
            assert!(Part::read(first, after).is_err());
        }
    }
}
