//! Where people reach the program.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use domain::contact::WebUrl;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An address that links in mails begin with: of the program, or of a page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicUrl(WebUrl);

impl PublicUrl {
    /// As the rest of the program takes it.
    #[must_use]
    pub const fn web_url(&self) -> &WebUrl {
        &self.0
    }

    /// Whether it leads nowhere from another machine.
    pub(crate) fn is_this_machine(&self) -> bool {
        let host = self.host();
        let is_loopback = host
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback());
        host == "localhost" || is_loopback
    }

    /// The name or address of the machine.
    fn host(&self) -> &str {
        let url = self.0.as_str();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or(rest);
        match authority.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or(address),
            None => authority.split(':').next().unwrap_or(authority),
        }
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        #[allow(clippy::expect_used)] // a constant, and a test reads it
        let url = WebUrl::parse("http://127.0.0.1:8080").expect("the default is an address");
        Self(url)
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WRONG: &str = "an address is expected that links can begin with, without ? and #: \
                             https://angebote.example.org";
        let text = text.trim().trim_end_matches('/');
        if text.contains(['?', '#', '@']) {
            return Err(WRONG);
        }
        WebUrl::parse(text).map(Self).map_err(|_| WRONG)
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for PublicUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn links_begin_with_an_address_of_the_web() {
        let read = |text: &str| text.parse().map(|PublicUrl(url)| url.to_string());
        assert_eq!(read("https://a.example").unwrap(), "https://a.example/");
        assert_eq!(read("https://a.example/b/").unwrap(), "https://a.example/b");
        for text in [
            "",
            "a.example",
            "ftp://a.example",
            "https://a.example?x",
            "https://u:p@a.example",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn this_machine_is_known_by_any_of_its_names() {
        let is_here = |text: &str| text.parse::<PublicUrl>().unwrap().is_this_machine();
        for text in [
            "http://localhost:8080",
            "http://127.0.0.1",
            "http://[::1]:8080/a",
        ] {
            assert!(is_here(text), "{text}");
        }
        assert!(!is_here("https://angebote.example"));
    }
}
