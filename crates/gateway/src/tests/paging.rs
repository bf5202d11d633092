//! Pages of lists.

use super::{ask, ask_in};

/// The slugs on all pages of entries, and how many pages there were.
fn walk(order: &str, languages: &str, window: (&str, &str, &str, &str)) -> (Vec<String>, usize) {
    let (size, cursor, page_cursor, more) = window;
    let mut slugs = Vec::new();
    let mut from = String::new();
    let mut pages = 0;
    loop {
        let answer = ask_in(
            languages,
            &format!(
                "{{ entries({size}: 7, order: {order} {from}) {{
                    nodes {{ slug }} pageInfo {{ {page_cursor} {more} }} }} }}"
            ),
        );
        let entries = &answer["entries"];
        let page = entries["nodes"].as_array().unwrap().iter();
        slugs.extend(page.map(|node| node["slug"].as_str().unwrap().to_owned()));
        pages += 1;
        if entries["pageInfo"][more] == false {
            return (slugs, pages);
        }
        from = format!("{cursor}: {}", entries["pageInfo"][page_cursor]);
    }
}

#[test]
fn all_pages_together_are_the_list_forward_and_backward() {
    let total = ask("{ entries { totalCount } }")["entries"]["totalCount"]
        .as_u64()
        .unwrap();
    for order in ["NEWEST", "UPDATED", "TITLE"] {
        let (forward, pages) = walk(order, "ar", ("first", "after", "endCursor", "hasNextPage"));
        assert_eq!(forward.len() as u64, total);
        assert_eq!(pages as u64, total.div_ceil(7));
        let unique: std::collections::BTreeSet<&String> = forward.iter().collect();
        assert_eq!(unique.len(), forward.len());
        let (backward, _) = walk(
            order,
            "ar",
            ("last", "before", "startCursor", "hasPreviousPage"),
        );
        // Each page is in list order; the pages come from the end.
        let mut reversed: Vec<String> = Vec::new();
        for page in backward.chunks(7) {
            reversed.splice(0..0, page.iter().cloned());
        }
        assert_eq!(reversed, forward, "{order}");
    }
}

#[test]
fn titles_are_sorted_in_the_language_of_the_reader() {
    let titles = |language: &str| -> Vec<String> {
        let answer = ask_in(
            language,
            "{ districts(first: 100, order: LABEL) { nodes { label { text language } } } }",
        );
        let nodes = answer["districts"]["nodes"].as_array().unwrap().clone();
        nodes
            .iter()
            .map(|node| node["label"]["text"].as_str().unwrap().to_owned())
            .collect()
    };
    for language in ["de", "uk", "ar"] {
        let titles = titles(language);
        let mut sorted = titles.clone();
        sorted.sort_by_key(|title| domain::text::fold(title));
        assert_eq!(titles, sorted, "{language}");
    }
}
