//! Scalars of the schema, each a type of the domain.
//!
//! A value that cannot be read is found by validation, before anything is executed: only there the
//! executor knows the path to it.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::SecondsFormat;

use crate::error::excerpt;

/// How many characters of a text a message about it repeats.
const ECHO: usize = 80;

/// How many characters a message has, whatever it is made of.
const MESSAGE: usize = 200;

macro_rules! text_scalars {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($inner:ty), $specified_by:literal, $example:literal, $write:expr, $read:expr;
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub struct $name(pub $inner);

        $(#[doc = $doc])+
        #[Scalar(specified_by_url = $specified_by)]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                let read: fn(&str) -> Result<$inner, String> = $read;
                match &value {
                    Value::String(text) => read(text)
                        .map(Self)
                        .map_err(|message| InputValueError::custom(excerpt(&message, MESSAGE))),
                    _ => Err(InputValueError::custom("it is not text")),
                }
            }

            fn is_valid(value: &Value) -> bool {
                Self::parse(value.clone()).is_ok()
            }

            fn to_value(&self) -> Value {
                let write: fn(&$inner) -> String = $write;
                Value::String(write(&self.0))
            }
        }
    )+

        /// What a value of a scalar looks like; none for scalars of others.
        pub(crate) fn example(scalar: &str) -> Option<&'static str> {
            match scalar {
                $(stringify!($name) => Some($example),)+
                _ => None,
            }
        }

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn every_example_is_a_value_of_its_scalar() {
                $(assert!($name::is_valid(&Value::from($example)), "{}", $example);)+
            }
        }
    };
}

text_scalars! {
    /// A moment as RFC 3339 text with time zone, in UTC when it comes from the server:
    /// `2026-03-01T17:00:00Z`.
    DateTime(domain::period::Instant),
        "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6",
        "2026-03-01T17:00:00+01:00",
        |instant| instant.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true),
        |text| chrono::DateTime::parse_from_rfc3339(text)
            .map(|moment| moment.to_utc().into())
            .map_err(|_| format!(
                "`{}` is not a date and time such as 2026-03-01T17:00:00+01:00",
                excerpt(text, ECHO),
            ));

    /// A day of the calendar as RFC 3339 full-date: `2026-03-01`. Days are those of Europe/Berlin.
    Date(chrono::NaiveDate),
        "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6",
        "2026-03-01",
        ToString::to_string,
        |text| text.parse()
            .map_err(|_| format!("`{}` is not a day such as 2026-03-01", excerpt(text, ECHO)));

    /// A time of the day in Europe/Berlin, to the minute: `17:30`.
    LocalTime(domain::schedule::LocalTime),
        "https://datatracker.ietf.org/doc/html/rfc3339#section-5.6",
        "17:30",
        ToString::to_string,
        |text| text.parse().map_err(|error: domain::schedule::LocalTimeError| error.to_string());

    /// A day of any year: `10-31`.
    MonthDay(domain::schedule::MonthDay),
        "https://datatracker.ietf.org/doc/html/rfc6350#section-4.3.1",
        "10-31",
        ToString::to_string,
        |text| text.parse().map_err(|error: domain::schedule::MonthDayError| error.to_string());

    /// A language or register as BCP 47 tag: `de`, `ar`, `kmr`; `de-simple` is plain German.
    LanguageTag(domain::text::LanguageTag),
        "https://www.rfc-editor.org/info/bcp47",
        "de",
        |tag| tag.as_str().to_owned(),
        |text| text.parse().map_err(|error: domain::text::LanguageTagError| error.to_string());

    /// A web address that begins with https:// or http://.
    Url(domain::contact::WebUrl),
        "https://url.spec.whatwg.org/",
        "https://www.example.org",
        |url| url.as_str().to_owned(),
        |text| domain::contact::WebUrl::parse(text).map_err(|error| error.to_string());

    /// A mailbox: `auskunft@example.org`.
    EmailAddress(domain::contact::EmailAddress),
        "https://datatracker.ietf.org/doc/html/rfc5321#section-4.1.2",
        "auskunft@example.org",
        |email| email.as_str().to_owned(),
        |text| domain::contact::EmailAddress::parse(text).map_err(|error| error.to_string());

    /// A telephone number to dial: E.164 (`+49571…`), or a short code such as `110` or `116016`.
    PhoneNumber(domain::contact::PhoneNumber),
        "https://www.itu.int/rec/T-REC-E.164",
        "+4957112345",
        |phone| phone.as_str().to_owned(),
        |text| domain::contact::PhoneNumber::parse(text).map_err(|error| error.to_string());
}
