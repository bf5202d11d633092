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

/// A number of something, by the plural categories of Unicode CLDR.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Counted {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
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

/// The plural categories of Unicode CLDR for whole numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// The category of a number in a language (CLDR 47, cardinal numbers).
    fn of(count: u32, language: &str) -> Self {
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
    fn form(&self, category: Category) -> Option<&str> {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The languages of the site, as its seeds name them.
    fn languages_of_the_site() -> Vec<LanguageTag> {
        let files = interchange::seeds::embedded();
        let site = files.iter().find(|it| it.name == "reference/site.toml");
        let site: toml::Table = site.unwrap().text.parse().unwrap();
        let languages = site["site"]["languages"].as_array().unwrap();
        let tag = |tag: &toml::Value| tag.as_str().unwrap().parse().unwrap();
        languages.iter().map(tag).collect()
    }

    #[test]
    fn there_are_words_in_every_language_of_the_site() {
        let vocabulary = Vocabulary::read().unwrap();
        let known: Vec<_> = vocabulary
            .all()
            .iter()
            .map(|it| it.language.clone())
            .collect();
        assert_eq!(known, languages_of_the_site());
    }

    #[test]
    fn what_nobody_has_checked_says_so() {
        for (language, text) in FILES {
            let is_ours = ["de", "de-simple", "en"].contains(&language);
            let says_so = text.contains("\n# Machine-translated: nobody");
            assert_ne!(is_ours, says_so, "{language}");
        }
    }

    #[test]
    fn every_number_has_a_form_in_every_language() {
        for words in Vocabulary::read().unwrap().all() {
            let language = words.language.primary();
            let Frame {
                minutes,
                hours,
                days,
                ..
            } = &words.frame;
            for count in 1..200 {
                let category = Category::of(count, language);
                for unit in [minutes, hours, days] {
                    let form = unit.form(category).unwrap_or_else(|| {
                        unreachable!("{language} has no form {category:?} for {count}")
                    });
                    let tells = form.contains("{count}") || count < 3;
                    assert!(tells, "{language}: {form}");
                    assert!(is_plain(&form.replace("{count}", "")), "{language}: {form}");
                }
            }
        }
    }

    #[test]
    fn durations_are_said_as_people_say_them() {
        let vocabulary = Vocabulary::read().unwrap();
        let said = |language: &str, minutes: u32| {
            let words = vocabulary.in_language(&language.parse().unwrap());
            words.duration(minutes)
        };
        assert_eq!(said("de", 1), "1 Minute");
        assert_eq!(said("de", 15), "15 Minuten");
        assert_eq!(said("de", 60), "1 Stunde");
        assert_eq!(said("de", 90), "90 Minuten");
        assert_eq!(said("de", 1_440), "24 Stunden");
        assert_eq!(said("de", 10_080), "7 Tage");
        assert_eq!(said("ru", 21), "21 минута");
        assert_eq!(said("ru", 11), "11 минут");
        assert_eq!(said("ru", 1_440), "24 часа");
        assert_eq!(said("pl", 22), "22 minuty");
        assert_eq!(said("ro", 20), "20 de minute");
        assert_eq!(said("ar", 120), "ساعتان");
        assert_eq!(said("ar", 15), "15 دقيقة");
    }

    #[test]
    fn whoever_reads_none_of_the_languages_gets_german() {
        let vocabulary = Vocabulary::read().unwrap();
        let served = |wanted: &str| {
            let words = vocabulary.in_language(&wanted.parse().unwrap());
            words.language.as_str().to_owned()
        };
        assert_eq!(served("de-simple"), "de-simple");
        assert_eq!(served("fr-CA"), "fr");
        assert_eq!(served("sq"), "de");
    }

    #[test]
    fn a_file_with_a_mistake_is_refused() {
        let english = FILES[2].1;
        let refused = |from: &str, to: &str| {
            assert!(english.contains(from), "{from}");
            Words::read("en", &english.replace(from, to))
                .unwrap_err()
                .to_string()
        };
        insta::assert_snapshot!(refused("{name}", "{nam}"), @"mail/en.toml: `Hello {nam},` does not hold {name}");
        insta::assert_snapshot!(refused("Sign in\"", "Sign in {name}\""), @"mail/en.toml: `Sign in {name}` does not hold words without placeholders");
        insta::assert_snapshot!(refused("mails.NO_ACCOUNT", "mails.SOMETHING"), @"mail/en.toml: unknown variant `SOMETHING`, expected one of `LOGIN_LINK`, `PASSWORD_RESET`, `PASSWORD_CHANGED`, `SESSIONS_ENDED`, `SECOND_FACTOR_CHANGED`, `NO_ACCOUNT`, `INVITATION`, `LAST_MANAGER_LEFT`, `REVIEW_WAITING`, `REVISION_APPROVED`, `REVISION_RETURNED`, `REVISION_REJECTED`, `CONFIRMATION_DUE`, `CONFIRMATION_OVERDUE`");
        insta::assert_snapshot!(refused("closing =", "ending ="), @"mail/en.toml: unknown field `ending`, expected one of `greeting`, `greeting_nameless`, `organization`, `about`, `note`, `open`, `link`, `holds`, `closing`, `automatic`, `minutes`, `hours`, `days`");
        let missing = english.replace("[mails.NO_ACCOUNT]", "[mails.LOGIN_LINK.more]");
        assert!(Words::read("en", &missing).is_err());
    }
}
