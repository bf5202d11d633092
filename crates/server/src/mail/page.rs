//! A letter as HTML: little of it, nothing from elsewhere, readable by every program and read aloud
//! in the right language.

use domain::text::{Direction, LanguageTag};

use super::letter::Part;
use super::words::Phrase;

const PAGE: &str = "margin:0;padding:24px;background:#ffffff;color:#1a1a1a";
const TEXT: &str =
    "max-width:36em;margin:0 auto;font-family:sans-serif;font-size:16px;line-height:1.5";
const BUTTON: &str = "display:inline-block;padding:12px 24px;border-radius:4px;background:#0b4f8a;\
                      color:#ffffff;font-weight:bold;text-decoration:none";
// At the side on which the language begins.
const QUOTE: &str = "margin:0;padding-inline-start:16px;border-inline-start:4px solid #767676";

/// The page. Language and direction stand twice, since some programs keep the body's content alone.
pub(super) fn html(language: &LanguageTag, subject: &str, parts: &[Part<'_>]) -> String {
    let direction = match language.direction() {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n</head>\n<body style=\"{PAGE}\">\n\
         <div lang=\"{language}\" dir=\"{direction}\" style=\"{TEXT}\">\n{}\n</div>\n</body>\n</html>\n",
        escaped(subject),
        parts.join("\n"),
    )
}

fn part(part: &Part<'_>) -> String {
    match part {
        Part::Sentence(text) => format!("<p>{}</p>", escaped(text)),
        Part::Naming(Phrase { before, after }, value) => {
            format!("<p>{}{}{}</p>", escaped(before), own(value), escaped(after))
        }
        Part::List { lead, items } => {
            let items: String = items
                .iter()
                .map(|item| format!("<li>{}</li>\n", own(item)))
                .collect();
            format!("<p>{}</p>\n<ul>\n{items}</ul>", escaped(lead))
        }
        Part::Quote { lead, lines } => {
            let lines: Vec<String> = lines.iter().map(|line| own(line)).collect();
            format!(
                "<p>{}</p>\n<blockquote style=\"{QUOTE}\">{}</blockquote>",
                escaped(lead),
                lines.join("<br>\n")
            )
        }
        Part::Link { button, lead, url } => {
            let url = escaped(url);
            format!(
                "<p><a href=\"{url}\" style=\"{BUTTON}\">{}</a></p>\n\
                 <p>{}<br>\n<a href=\"{url}\" dir=\"ltr\" style=\"overflow-wrap:anywhere\">{url}</a></p>",
                escaped(button),
                escaped(lead),
            )
        }
        Part::Closing(words, sender) => {
            format!("<p>{}<br>\n{}</p>", escaped(words), own(sender))
        }
    }
}

/// What is not ours: escaped, in its own direction.
fn own(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
