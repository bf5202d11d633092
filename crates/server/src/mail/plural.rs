//! Numbers of things, as each language says them.

use serde::Deserialize;

/// A number of something, by the plural categories of Unicode CLDR.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Counted {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    pub(super) other: String,
}

/// The plural categories of Unicode CLDR for whole numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// The category of a number in a language (CLDR 47, cardinal numbers).
    pub(super) fn of(count: u32, language: &str) -> Self {
        let (tens, hundreds) = (count % 10, count % 100);
        let is_teen = (11..=14).contains(&hundreds);
        match (language, count) {
            ("vi", _) => Self::Other,
            ("ar", 0) => Self::Zero,
            ("ar", 2) => Self::Two,
            ("ar", _) if (3..=10).contains(&hundreds) => Self::Few,
            ("ar", _) if hundreds >= 11 => Self::Many,
            ("ru" | "uk", _) if tens == 1 && !is_teen => Self::One,
            ("ru" | "uk", _) if (2..=4).contains(&tens) && !is_teen => Self::Few,
            ("ru" | "uk", _) => Self::Many,
            ("pl", 1) => Self::One,
            ("pl", _) if (2..=4).contains(&tens) && !is_teen => Self::Few,
            ("pl", _) => Self::Many,
            ("ro", 1) => Self::One,
            ("ro", _) if count == 0 || (1..=19).contains(&hundreds) => Self::Few,
            ("fa" | "fr", 0) | (_, 1) => Self::One,
            _ => Self::Other,
        }
    }
}

impl Counted {
    pub(super) fn form(&self, category: Category) -> Option<&str> {
        let Self {
            zero,
            one,
            two,
            few,
            many,
            other,
        } = self;
        match category {
            Category::Zero => zero.as_deref(),
            Category::One => one.as_deref(),
            Category::Two => two.as_deref(),
            Category::Few => few.as_deref(),
            Category::Many => many.as_deref(),
            Category::Other => Some(other),
        }
    }
}
