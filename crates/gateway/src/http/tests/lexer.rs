use proptest::prelude::*;

use super::super::lexer::{Counts, Reason, Unreadable, count, json_depth};

fn counted(document: &str) -> (usize, usize, usize) {
    let Counts {
        tokens,
        depth,
        aliases,
    } = count(document).unwrap();
    (tokens, depth, aliases)
}

#[test]
fn tokens_nesting_and_aliases_are_counted() {
    assert_eq!(counted(""), (0, 0, 0));
    assert_eq!(counted("{ a }"), (3, 1, 0));
    assert_eq!(counted("\u{feff}{ a, b: c # d: e {{{\n }"), (6, 1, 1));
    assert_eq!(
        counted("query($a: Int = -1.5e+3) { b(c: { d: $a }) ...e @f(g: [1]) }"),
        (33, 3, 0)
    );
    assert_eq!(
        counted("{ a : b { c: d } } fragment e on F { g :h }"),
        (19, 2, 3)
    );
}

#[test]
fn strings_are_one_token_whatever_they_hold() {
    assert_eq!(counted(r#"{ a(b: "[[[ \" {{{ # \\") }"#), (8, 2, 0));
    assert_eq!(
        counted("{ a(b: \"\"\"[[[ \" \"\" \\\"\"\" \n {{{ # \"\"\") }"),
        (8, 2, 0)
    );
    assert_eq!(counted(r#"["" """""" "" """" """]"#), (6, 1, 0));
}

#[test]
fn a_string_that_does_not_end_is_named_by_its_place() {
    for document in ["\"", "{ a\n  \"b\n\" }", "\"\"\" \\\"\"\" \"\"", "\"\\"] {
        assert!(count(document).is_err(), "{document}");
    }
    assert_eq!(
        count("{ä\n \"b"),
        Err(Unreadable {
            reason: Reason::UnclosedString,
            line: 2,
            column: 2
        })
    );
}

#[test]
fn a_name_has_at_most_128_bytes_and_a_string_any_number() {
    let name = "n".repeat(128);
    assert_eq!(
        counted(&format!("{{ {name}: a(b: \"{name}{name}\") }}")),
        (10, 2, 1)
    );
    assert_eq!(
        count(&format!("{{ {name}n }}")),
        Err(Unreadable {
            reason: Reason::LongName,
            line: 1,
            column: 3
        })
    );
}

#[test]
fn json_is_as_deep_as_its_brackets_outside_strings() {
    assert_eq!(json_depth(br#"{"a": [1, {"b": "[[[\"[[["}], "c": {}}"#), 3);
    assert_eq!(json_depth(b"]]]["), 1);
}

/// Pieces of documents, each with what it adds: tokens, opened and closed brackets.
fn piece() -> impl Strategy<Value = (&'static str, usize, i32)> {
    prop_oneof![
        Just(("name", 1, 0)),
        Just(("-12.5e-3", 1, 0)),
        Just(("...", 1, 0)),
        Just(("$", 1, 0)),
        Just(("\"[{(\\\"\"", 1, 0)),
        Just(("\"\"\"]})\\\"\"\" \n\"\"\"", 1, 0)),
        Just(("# [{( \" \n", 0, 0)),
        Just((",", 0, 0)),
        Just(("(", 1, 1)),
        Just(("[", 1, 1)),
        Just(("{", 1, 1)),
        Just((")", 1, -1)),
        Just(("]", 1, -1)),
        Just(("}", 1, -1)),
        Just(("ß", 1, 0)),
    ]
}

proptest! {
    #[test]
    fn the_counts_are_those_of_a_naive_counter(pieces in prop::collection::vec(piece(), 0..80)) {
        let document: Vec<&str> = pieces.iter().map(|piece| piece.0).collect();
        let counts = count(&document.join(" ")).unwrap();
        let (mut open, mut deepest) = (0, 0);
        for (_, _, change) in &pieces {
            open = (open + change).max(0);
            deepest = deepest.max(open);
        }
        prop_assert_eq!(counts.tokens, pieces.iter().map(|piece| piece.1).sum::<usize>());
        prop_assert_eq!(counts.depth, usize::try_from(deepest).unwrap());
    }

    #[test]
    fn no_text_makes_it_panic(document in "\\PC{0,200}", noise in "[\\[{(\"\\\\#:.\n a]{0,200}") {
        let _ = count(&document);
        let _ = count(&noise);
        json_depth(noise.as_bytes());
    }

    /// What the lexer lets through, the parser behind it survives.
    #[test]
    fn what_passes_can_be_parsed(noise in "[\\[{(\\]})\"a:$! ]{0,300}") {
        if count(&noise).is_ok_and(|counts| counts.depth <= 64) {
            let _ = async_graphql::parser::parse_query(&noise);
        }
    }
}
