//! A mail with its words: subject, plain text, HTML.

use domain::mail::{Mail, MailTemplate, MailValues};
use domain::text::Direction;
use thiserror::Error;

use super::page;
use super::words::{Phrase, Words};

/// A mail as its reader sees it.
#[derive(Debug)]
pub(crate) struct Letter {
    /// Without any value: it is seen on locked screens, and what somebody else has written cannot
    /// become a header of the message.
    pub(super) subject: String,
    pub(super) plain: String,
    pub(super) html: String,
}

/// Why a mail has no letter.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub(crate) enum LetterError {
    #[error("the mail is about a link and has none")]
    LinkMissing,
}

/// Something that a letter says, before it is plain text or HTML.
#[derive(Debug)]
pub(super) enum Part<'a> {
    Sentence(&'a str),
    /// A sentence around a value.
    Naming(&'a Phrase, String),
    /// What it is about.
    List {
        lead: &'a str,
        items: Vec<String>,
    },
    /// What somebody else has written.
    Quote {
        lead: &'a str,
        lines: Vec<String>,
    },
    /// Where to go on.
    Link {
        button: &'a str,
        lead: &'a str,
        url: &'a str,
    },
    /// Who writes.
    Closing(&'a str, &'a str),
}

/// Put the words of its language around what a mail names. `sender` is whom it is from.
///
/// # Errors
/// It lacks what it is about.
pub(crate) fn letter(words: &Words, mail: &Mail, sender: &str) -> Result<Letter, LetterError> {
    let MailValues {
        name,
        organization,
        subjects,
        unnamed,
        comment,
        link,
        minutes,
    } = &mail.values;
    if link.is_none() && is_about_a_link(mail.template) {
        return Err(LetterError::LinkMissing);
    }
    let frame = &words.frame;
    let said = words.mail(mail.template);
    let mut parts = Vec::new();
    parts.push(match name.as_deref().map(one_line) {
        Some(name) if !name.is_empty() => Part::Naming(&frame.greeting, name),
        _ => Part::Sentence(&frame.greeting_nameless),
    });
    parts.extend(said.body.iter().map(|text| Part::Sentence(text)));
    if let Some(organization) = organization {
        parts.push(Part::Naming(&frame.organization, one_line(organization)));
    }
    if !subjects.is_empty() {
        parts.push(Part::List {
            lead: &frame.about,
            items: subjects.iter().map(|it| one_line(it)).collect(),
        });
    }
    if *unnamed > 0 {
        parts.push(Part::Naming(&frame.unnamed, unnamed.to_string()));
    }
    if let Some(comment) = comment {
        parts.push(Part::Quote {
            lead: &frame.note,
            lines: comment.lines().map(clean).collect(),
        });
    }
    if let Some(link) = link {
        parts.push(Part::Link {
            button: said.button.as_deref().unwrap_or(&frame.open),
            lead: &frame.link,
            url: link.as_str(),
        });
        if let Some(minutes) = minutes {
            parts.push(Part::Naming(&frame.holds, words.duration(*minutes)));
        }
    }
    parts.extend(said.after.iter().map(|text| Part::Sentence(text)));
    parts.push(Part::Closing(&frame.closing, sender));
    parts.push(Part::Sentence(&frame.automatic));
    Ok(Letter {
        plain: plain(&parts, words.language.direction()),
        html: page::html(&words.language, &said.subject, &parts),
        subject: said.subject.clone(),
    })
}

/// Whether a mail says nothing without a link.
const fn is_about_a_link(template: MailTemplate) -> bool {
    match template {
        MailTemplate::LoginLink
        | MailTemplate::PasswordReset
        | MailTemplate::Invitation
        | MailTemplate::ConfirmationDue => true,
        MailTemplate::PasswordChanged
        | MailTemplate::SessionsEnded
        | MailTemplate::SecondFactorChanged
        | MailTemplate::SecondFactorReset
        | MailTemplate::NoAccount
        | MailTemplate::LastManagerLeft
        | MailTemplate::ReviewWaiting
        | MailTemplate::RevisionApproved
        | MailTemplate::RevisionReturned
        | MailTemplate::RevisionRejected
        | MailTemplate::ProposalAccepted
        | MailTemplate::ProposalRejected
        | MailTemplate::ConfirmationOverdue
        | MailTemplate::ConsentEnding => false,
    }
}

/// As plain text: short paragraphs, nothing that a screen reader would spell.
fn plain(parts: &[Part<'_>], direction: Direction) -> String {
    let value = |text: &str| isolated(text, direction);
    let paragraphs: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Part::Sentence(text) => (*text).to_owned(),
            Part::Naming(Phrase { before, after }, named) => {
                format!("{before}{}{after}", value(named))
            }
            Part::List { lead, items } => {
                let items = items.iter().map(|item| format!("- {}", value(item)));
                lines(lead, items)
            }
            Part::Quote { lead, lines: said } => {
                lines(lead, said.iter().map(|line| format!("> {}", value(line))))
            }
            Part::Link { button, url, .. } => format!("{button}:\n{url}"),
            Part::Closing(words, sender) => format!("{words}\n{}", value(sender)),
        })
        .collect();
    paragraphs.join("\n\n") + "\n"
}

fn lines(lead: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = std::iter::once(lead.to_owned()).chain(lines).collect();
    lines.join("\n")
}

/// A text of one line, of a length that leaves the mail readable.
fn one_line(text: &str) -> String {
    const MOST: usize = 200;
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = clean(&words.join(" "));
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Without what is no text, or would turn the direction of the text around it.
fn clean(text: &str) -> String {
    let unwanted =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !unwanted(*c)).collect()
}

/// A value that keeps its own direction where another one surrounds it.
fn isolated(value: &str, direction: Direction) -> String {
    let turns = match direction {
        Direction::Ltr => value.chars().any(is_right_to_left),
        Direction::Rtl => value
            .chars()
            .any(|c| c.is_alphabetic() && !is_right_to_left(c)),
    };
    if turns {
        format!("\u{2068}{value}\u{2069}")
    } else {
        value.to_owned()
    }
}

/// Whether it belongs to a script that is written from right to left.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests;
