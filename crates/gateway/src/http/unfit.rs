//! The executor's words for a value that does not fit its type, in ours.
//!
//! Its validation (async-graphql 7) says in one sentence where the value stands and what is wrong,
//! and nothing else of it says where. So the sentence is taken apart: the place becomes the path
//! that all bad input has, the rest says what to write instead.

use async_graphql::{ErrorExtensionValues, ServerError};

use crate::error::ErrorCode;
use crate::scalar;

/// Reword an error that speaks of such a value. Whether it does.
pub(super) fn reword(error: &mut ServerError) -> bool {
    let Some((place, reason)) = taken_apart(&error.message) else {
        return false;
    };
    let extensions = error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default);
    extensions.set("code", ErrorCode::BadUserInput.as_str());
    if !place.is_empty() {
        extensions.set("argument", place);
    }
    error.message = reason;
    true
}

/// The path to the value, as far as it is known, and what is wrong with it.
fn taken_apart(message: &str) -> Option<(Vec<String>, String)> {
    if let Some(rest) = message.strip_prefix("Invalid value for argument \"") {
        let (place, reason) = rest.split_once("\", ")?;
        let place = place.split('.').map(str::to_owned).collect();
        return Some((place, plain(reason)));
    }
    if let Some(rest) = message.strip_prefix("Failed to parse \"") {
        let (_, reason) = rest.split_once("\": ")?;
        return Some((Vec::new(), without_trail(reason).to_owned()));
    }
    let rest = message.strip_prefix("Expected input type \"")?;
    let (wanted, _) = rest.split_once("\", found ")?;
    Some((Vec::new(), fitting(wanted)))
}

/// What to write instead, where the reason does not say so itself.
fn plain(reason: &str) -> String {
    let wanted = reason
        .strip_prefix("expected type \"")
        .and_then(|rest| rest.strip_suffix('"'));
    match wanted {
        Some(wanted) => fitting(wanted),
        None if reason.starts_with("Oneof ") => "give exactly one of its fields".to_owned(),
        None => reason.to_owned(),
    }
}

fn fitting(wanted: &str) -> String {
    match scalar::example(wanted) {
        Some(example) => format!("this is no {wanted}: write it like `{example}`"),
        None => format!("a value of the type {wanted} is wanted here"),
    }
}

/// Without the types in which the value stands: the last of them stands last.
fn without_trail(reason: &str) -> &str {
    let mut reason = reason;
    while reason.ends_with("\")")
        && let Some(start) = reason.rfind(" (occurred while parsing \"")
    {
        reason = &reason[..start];
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reworded(message: &str) -> String {
        let mut error = ServerError::new(message, None);
        if !reword(&mut error) {
            return "left".to_owned();
        }
        let extensions = error.extensions.as_ref();
        let argument = extensions.and_then(|extensions| extensions.get("argument"));
        let argument = argument.map_or_else(|| "nowhere".to_owned(), ToString::to_string);
        format!("{argument}: {}", error.message)
    }

    #[test]
    fn the_words_of_the_executor_become_a_place_and_an_advice() {
        let told = [
            r#"Invalid value for argument "filter.languages.0", expected type "LanguageTag""#,
            r#"Invalid value for argument "first", expected type "Int""#,
            r#"Invalid value for argument "by", Oneof input objects requires have exactly one field"#,
            r#"Invalid value for argument "filter", unknown field "colour" of type "EntryFilter""#,
            r#"Failed to parse "Int": Only integers fit (occurred while parsing "[Int!]") (occurred while parsing "F")"#,
            r#"Expected input type "Int", found "x"."#,
            r#"Cannot query field "x" on type "Query"."#,
        ];
        insta::assert_snapshot!(told.map(reworded).join("\n"), @r#"
        ["filter", "languages", "0"]: this is no LanguageTag: write it like `de`
        ["first"]: a value of the type Int is wanted here
        ["by"]: give exactly one of its fields
        ["filter"]: unknown field "colour" of type "EntryFilter"
        nowhere: Only integers fit
        nowhere: a value of the type Int is wanted here
        left
        "#);
    }
}
