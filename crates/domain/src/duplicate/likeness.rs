//! How alike words are, and in which form they are compared.

use std::borrow::Cow;
use std::collections::HashSet;

use url::Url;

use crate::contact::{EmailAddress, WebUrl};
use crate::edit::spelled;
use crate::text::{LocalizedText, fold};

/// Three letters that stand side by side.
pub(super) type Trigram = [char; 3];

/// The trigrams of a text in each of its languages.
pub(super) fn versions(text: &LocalizedText) -> Vec<HashSet<Trigram>> {
    text.versions()
        .iter()
        .map(|version| trigrams(version.text.as_str()))
        .collect()
}

/// The trigrams of each word, with a mark where it begins and ends.
pub(super) fn trigrams(text: &str) -> HashSet<Trigram> {
    const EDGE: char = ' ';
    let folded = fold(text);
    let mut found = HashSet::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let letters: Vec<char> = [EDGE, EDGE]
            .into_iter()
            .chain(word.chars())
            .chain([EDGE])
            .collect();
        for window in letters.windows(3) {
            if let [a, b, c] = window {
                found.insert([*a, *b, *c]);
            }
        }
    }
    found
}

/// How alike two texts are in the two versions that are most alike.
pub(super) fn likeness(asked: &[HashSet<Trigram>], known: &[HashSet<Trigram>]) -> f64 {
    asked
        .iter()
        .flat_map(|a| known.iter().map(move |b| share(a, b)))
        .fold(0.0, f64::max)
}

/// How much of both is in both.
fn share(a: &HashSet<Trigram>, b: &HashSet<Trigram>) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 {
        return 0.0;
    }
    // Titles have some hundred trigrams at most.
    #[allow(clippy::cast_precision_loss)]
    {
        both as f64 / either as f64
    }
}

/// Words in the one form in which they are the same or not: letters without marks and digits, with
/// nothing between them. Nothing where there are none.
pub(super) fn plainly(text: &str) -> Option<Box<str>> {
    let spelled = spelled(text);
    joined(words(&spelled).map(Cow::Borrowed))
}

/// The same for a street with its number, in which `Str.` is a street as well.
pub(super) fn street(text: &str) -> Option<Box<str>> {
    let spelled = spelled(text);
    joined(words(&spelled).map(|word| match word.strip_suffix("str") {
        Some(_) => Cow::Owned(format!("{word}asse")),
        None => Cow::Borrowed(word),
    }))
}

/// A web address without what differs between addresses of one page: `http` or `https`, `www.`, a
/// slash at the end.
pub(super) fn page(address: &WebUrl) -> Option<Box<str>> {
    let url = Url::parse(address.as_str()).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}"));
    let query = url.query().map(|query| format!("?{query}"));
    let path = url.path().trim_end_matches('/');
    Some(
        [
            host,
            &port.unwrap_or_default(),
            path,
            &query.unwrap_or_default(),
        ]
        .concat()
        .into(),
    )
}

/// A mailbox without capital letters.
pub(super) fn mailbox(address: &EmailAddress) -> Box<str> {
    address.as_str().to_lowercase().into()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

fn joined<'a>(words: impl Iterator<Item = Cow<'a, str>>) -> Option<Box<str>> {
    let mut joined = String::new();
    for word in words {
        // Two numbers side by side are not one.
        if joined.ends_with(char::is_numeric) && word.starts_with(char::is_numeric) {
            joined.push(' ');
        }
        joined.push_str(&word);
    }
    (!joined.is_empty()).then(|| joined.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_street_is_the_same_however_it_is_spelled() {
        let same = [
            "Königswall 12a",
            "Koenigswall 12 a",
            "KÖNIGSWALL 12 A",
            "Königs-Wall 12a",
        ];
        for spelling in same {
            assert_eq!(street(spelling), street(same[0]), "{spelling}");
        }
        assert_eq!(street("Marienstr. 10"), street("Marienstraße 10"));
        assert_eq!(street("Lange Str. 3"), street("Lange Strasse 3"));
        assert_ne!(street("Marienstraße 10"), street("Marienstraße 1"));
        assert_ne!(street("Hof 1, 12"), street("Hof 11, 2"));
        assert_ne!(street("Neue Straße 1"), street("Neustraße 1"));
        assert_eq!(street(" – "), None);
    }

    #[test]
    fn a_name_is_the_same_in_every_script() {
        assert_eq!(plainly("Müller-Haus e. V."), plainly("mueller haus eV"));
        assert_eq!(plainly("بيت اللقاء"), plainly("بيت  اللقاء"));
        assert_ne!(plainly("بيت"), plainly("دار"));
    }

    #[test]
    fn a_page_is_the_same_with_and_without_what_browsers_add() {
        let page = |text: &str| page(&WebUrl::parse(text).unwrap()).unwrap();
        assert_eq!(page("http://www.Verein.example/"), "verein.example".into());
        assert_eq!(
            page("https://verein.example/nord/#oben"),
            page("http://www.verein.example/nord")
        );
        assert_ne!(
            page("https://stadt.example/a"),
            page("https://stadt.example/b")
        );
        assert_ne!(
            page("https://stadt.example/?id=1"),
            page("https://stadt.example/?id=2")
        );
    }

    #[test]
    fn a_mailbox_has_no_capital_letters() {
        let mailbox = |text: &str| mailbox(&EmailAddress::parse(text).unwrap());
        assert_eq!(
            mailbox("Post@Verein.Example"),
            mailbox("post@verein.example")
        );
    }
}
