//! The words of mails, out of the program itself: one file for each language of the site.
//!
//! A mail's own words stand around no values: values stand in the frame, which is the same for all
//! mails, so that no sentence has to agree with a name in number or gender. What is wrong with a
//! file is found by the tests.

use std::collections::BTreeMap;

use domain::code::Code;
use domain::mail::MailTemplate;
use domain::text::LanguageTag;
use serde::Deserialize;
use thiserror::Error;

use super::plural::{Category, Counted};

/// The files, German first, which everybody gets whose language is not among them.
const FILES: [(&str, &str); 17] = [
    ("de", include_str!("../../mail/de.toml")),
    ("de-simple", include_str!("../../mail/de-simple.toml")),
    ("en", include_str!("../../mail/en.toml")),
    ("ar", include_str!("../../mail/ar.toml")),
    ("tr", include_str!("../../mail/tr.toml")),
    ("uk", include_str!("../../mail/uk.toml")),
    ("ru", include_str!("../../mail/ru.toml")),
    ("fa", include_str!("../../mail/fa.toml")),
    ("kmr", include_str!("../../mail/kmr.toml")),
    ("ckb", include_str!("../../mail/ckb.toml")),
    ("fr", include_str!("../../mail/fr.toml")),
    ("es", include_str!("../../mail/es.toml")),
    ("it", include_str!("../../mail/it.toml")),
    ("ro", include_str!("../../mail/ro.toml")),
    ("bg", include_str!("../../mail/bg.toml")),
    ("pl", include_str!("../../mail/pl.toml")),
    ("vi", include_str!("../../mail/vi.toml")),
];

/// The words in every language.
#[derive(Debug)]
pub(crate) struct Vocabulary(Vec<Words>);

/// The words in one language.
#[derive(Debug)]
pub(crate) struct Words {
    pub(super) language: LanguageTag,
    pub(super) frame: Frame,
    mails: BTreeMap<MailTemplate, MailWords>,
}

/// What stands around the words of every mail.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) greeting: Phrase,
    pub(super) greeting_nameless: String,
    pub(super) organization: Phrase,
    pub(super) about: String,
    pub(super) unnamed: Phrase,
    pub(super) note: String,
    pub(super) open: String,
    pub(super) link: String,
    pub(super) holds: Phrase,
    pub(super) closing: String,
    pub(super) automatic: String,
    minutes: Counted,
    hours: Counted,
    days: Counted,
}

/// What one mail says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MailWords {
    /// Names nothing and nobody: it is seen on locked screens.
    pub(super) subject: String,
    pub(super) body: Vec<String>,
    /// What the button says, where "open" is not enough.
    #[serde(default)]
    pub(super) button: Option<String>,
    /// What is said after the link.
    #[serde(default)]
    pub(super) after: Vec<String>,
}

/// Words around one value.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) before: String,
    pub(super) after: String,
}

/// Why the words cannot be used.
#[derive(Debug, Error)]
pub enum WordsError {
    /// A file is not as it should be.
    #[error("mail/{language}.toml: {message}")]
    File {
        /// Of which language.
        language: &'static str,
        /// What is wrong.
        message: String,
    },
    /// A mail has no words.
    #[error("mail/{language}.toml has no words for {template}")]
    Missing {
        /// In which language.
        language: &'static str,
        /// Which.
        template: MailTemplate,
    },
    /// A text has another placeholder than the one it is for, or none.
    #[error("mail/{language}.toml: `{text}` does not hold {expected}")]
    Placeholder {
        /// In which language.
        language: &'static str,
        /// The text.
        text: String,
        /// What it should hold.
        expected: &'static str,
    },
}

impl Vocabulary {
    /// Read all files.
    ///
    /// # Errors
    /// The first mistake, which is ours.
    pub(crate) fn read() -> Result<Self, WordsError> {
        FILES
            .iter()
            .map(|(language, text)| Words::read(language, text))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The words in this language, in the one it belongs to, or else in German.
    pub(crate) fn in_language(&self, wanted: &LanguageTag) -> &Words {
        let exact = || self.0.iter().find(|words| words.language == *wanted);
        let wider = || {
            let holds = |words: &&Words| words.language.as_str() == wanted.primary();
            self.0.iter().find(holds)
        };
        exact().or_else(wider).unwrap_or(&self.0[0])
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Words] {
        &self.0
    }
}

impl Words {
    fn read(language: &'static str, text: &str) -> Result<Self, WordsError> {
        let wrong = |message: String| WordsError::File { language, message };
        let file: File = toml::from_str(text).map_err(|error| wrong(error.message().to_owned()))?;
        let File { frame, mails } = file;
        for template in MailTemplate::ALL {
            let words = mails.get(template).ok_or(WordsError::Missing {
                language,
                template: *template,
            })?;
            words.texts().try_for_each(|text| plain(language, text))?;
        }
        Ok(Self {
            language: language
                .parse()
                .map_err(|_| wrong("no language".to_owned()))?,
            frame: frame.read(language)?,
            mails,
        })
    }

    /// What this mail says.
    pub(super) fn mail(&self, template: MailTemplate) -> &MailWords {
        const NOTHING: &MailWords = &MailWords {
            subject: String::new(),
            body: Vec::new(),
            button: None,
            after: Vec::new(),
        };
        // Reading has seen to it that there is one.
        self.mails.get(&template).unwrap_or(NOTHING)
    }

    /// So many minutes, in the unit in which people say it.
    pub(super) fn duration(&self, minutes: u32) -> String {
        const HOUR: u32 = 60;
        const DAY: u32 = 24 * HOUR;
        let (unit, count) = match minutes {
            minutes if minutes >= 2 * DAY && minutes.is_multiple_of(DAY) => {
                (&self.frame.days, minutes / DAY)
            }
            minutes if minutes >= HOUR && minutes.is_multiple_of(HOUR) => {
                (&self.frame.hours, minutes / HOUR)
            }
            minutes => (&self.frame.minutes, minutes),
        };
        let form = unit.form(Category::of(count, self.language.primary()));
        form.unwrap_or(&unit.other)
            .replace("{count}", &count.to_string())
    }
}

impl MailWords {
    fn texts(&self) -> impl Iterator<Item = &String> {
        let Self {
            subject,
            body,
            button,
            after,
        } = self;
        [subject].into_iter().chain(body).chain(button).chain(after)
    }
}

/// A file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: FileFrame,
    mails: BTreeMap<MailTemplate, MailWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileFrame {
    greeting: String,
    greeting_nameless: String,
    organization: String,
    about: String,
    unnamed: String,
    note: String,
    open: String,
    link: String,
    holds: String,
    closing: String,
    automatic: String,
    minutes: Counted,
    hours: Counted,
    days: Counted,
}

impl FileFrame {
    fn read(self, language: &'static str) -> Result<Frame, WordsError> {
        let plain = |text: String| plain(language, &text).map(|()| text);
        Ok(Frame {
            greeting: Phrase::read(language, &self.greeting, "{name}")?,
            greeting_nameless: plain(self.greeting_nameless)?,
            organization: Phrase::read(language, &self.organization, "{organization}")?,
            about: plain(self.about)?,
            unnamed: Phrase::read(language, &self.unnamed, "{count}")?,
            note: plain(self.note)?,
            open: plain(self.open)?,
            link: plain(self.link)?,
            holds: Phrase::read(language, &self.holds, "{duration}")?,
            closing: plain(self.closing)?,
            automatic: plain(self.automatic)?,
            minutes: self.minutes,
            hours: self.hours,
            days: self.days,
        })
    }
}

impl Phrase {
    fn read(
        language: &'static str,
        text: &str,
        expected: &'static str,
    ) -> Result<Self, WordsError> {
        let phrase = text.split_once(expected).map(|(before, after)| Self {
            before: before.to_owned(),
            after: after.to_owned(),
        });
        let phrase = phrase.filter(|it| is_plain(&it.before) && is_plain(&it.after));
        phrase.ok_or_else(|| WordsError::Placeholder {
            language,
            text: text.to_owned(),
            expected,
        })
    }
}

fn plain(language: &'static str, text: &str) -> Result<(), WordsError> {
    if is_plain(text) && !text.is_empty() {
        Ok(())
    } else {
        Err(WordsError::Placeholder {
            language,
            text: text.to_owned(),
            expected: "words without placeholders",
        })
    }
}

fn is_plain(text: &str) -> bool {
    !text.contains(['{', '}', '\n', '\r'])
}

#[cfg(test)]
mod tests;
