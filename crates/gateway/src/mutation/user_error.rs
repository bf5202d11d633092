//! What a person can mend.

use async_graphql::{Context, Enum, SimpleObject};
use domain::violation::{DocumentFault, DocumentFaultKind, Rule, Violation, Violations};

use super::words::{Value, message};
use crate::error::excerpt;
use crate::request::reader;

/// How many characters of what somebody entered a message repeats.
const ECHO: usize = 80;

/// Something in the input that a person can mend.
#[derive(SimpleObject)]
pub struct UserError {
    /// What is wrong, for programs. New codes may be added: show the message for those you do not
    /// know.
    code: UserErrorCode,
    /// Where in the input, from the outside in: `["places", "0", "location"]`. Empty where it is
    /// about the input as a whole.
    field: Vec<String>,
    /// What is wrong, for the person who entered it: in the language of the request (`?lang=`,
    /// `Accept-Language`), else in that of the account, else in German.
    message: String,
    /// What exactly could not be read, in English, for the developer of the client and for whoever
    /// made a file; null where the code says it all.
    detail: Option<String>,
}

macro_rules! user_error_codes {
    ($($(#[doc = $doc:literal])+ $name:ident($pattern:pat $(, $values:expr)?);)+) => {
        /// What is wrong with an input, for programs.
        #[derive(Clone, Copy, Debug, Enum, Eq, PartialEq)]
        pub enum UserErrorCode {
            $($(#[doc = $doc])+ $name,)+
        }

        impl UserErrorCode {
            /// The code of a rule, with the values that its message names.
            fn of(rule: &Rule) -> (Self, Vec<Value<'_>>) {
                match rule {
                    $($pattern => (Self::$name, vec![$($values)?]),)+
                }
            }
        }
    };
}

user_error_codes! {
    /// The value cannot be read; `detail` says why.
    Malformed(Rule::Malformed(_));
    /// A value is required.
    Missing(Rule::Missing);
    /// The end of a range lies before its start.
    RangeReversed(Rule::RangeReversed);
    /// The number is smaller or greater than is allowed.
    OutOfRange(Rule::OutOfRange { min, max }, Value::Range(*min, *max));
    /// What is referred to does not exist.
    Unknown(Rule::Unknown(what), Value::Text(what));
    /// The same thing stands there twice.
    Duplicate(Rule::Duplicate(what), Value::Text(what));
    /// A thing may not stand above itself.
    Cycle(Rule::Cycle(what), Value::Text(what));
    /// The text is too short.
    TooShort(Rule::TooShort { min }, Value::Min(*min));
    /// The text is too long.
    TooLong(Rule::TooLong { max }, Value::Max(*max));
    /// The list is too long.
    TooMany(Rule::TooMany { max }, Value::Max(*max));
    /// There is something like a tag of HTML in it; texts are plain.
    Markup(Rule::Markup);
    /// There is a character in it that has no place in a text, such as one that turns the direction
    /// of what follows.
    ForbiddenCharacter(Rule::ForbiddenCharacter(character), Value::Text(character));
    /// It excludes what another field says.
    Contradicts(Rule::Contradicts(field), Value::Text(field));
    /// What is referred to is not published.
    NotPublished(Rule::NotPublished(what), Value::Text(what));
    /// What is referred to belongs to another organization.
    NotYours(Rule::NotYours(what), Value::Text(what));
    /// Something published refers to it, so that it has to stay.
    InUse(Rule::InUse);
    /// It is not for you to decide: send it to review.
    ReviewRequired(Rule::ReviewRequired);
    /// That does not follow from the state in which it is; read it again.
    NotInState(Rule::NotInState(_));
    /// Address and password do not belong together, or there is no such account.
    WrongCredentials(Rule::WrongCredentials);
    /// Ask for a code of the second factor, and send all of it again with that.
    SecondFactorRequired(Rule::SecondFactorRequired);
    /// The code of the second factor is wrong, or was used before.
    WrongCode(Rule::WrongCode);
    /// The password is among those that others would try first.
    Guessable(Rule::Guessable);
    /// The link, the invitation or the date is over.
    Expired(Rule::Expired);
    /// The link or the invitation was used before.
    AlreadyUsed(Rule::AlreadyUsed);
    /// It is there already: a member, an account, a second factor.
    AlreadyThere(Rule::AlreadyThere);
    /// Somebody has decided about it before; read it again.
    AlreadyDecided(Rule::AlreadyDecided);
    /// The organization is not responsible for it, as far as is agreed.
    NotResponsible(Rule::NotResponsible);
    /// It was adopted in these words, which only the import of the plan changes.
    Official(Rule::Official);
    /// Nobody would be left to administer.
    LastAdministrator(Rule::LastAdministrator);
    /// The file is no text in UTF-8; `detail` says more, as with the following.
    DocumentNotText(Rule::Document(DocumentFault { kind: DocumentFaultKind::NotText, line, .. }), Value::Line(*line));
    /// The file is a text, and not the table that is wanted.
    DocumentOtherTable(Rule::Document(DocumentFault { kind: DocumentFaultKind::OtherTable, line, .. }), Value::Line(*line));
    /// The file ends in the middle of a row.
    DocumentCutOff(Rule::Document(DocumentFault { kind: DocumentFaultKind::CutOff, line, .. }), Value::Line(*line));
    /// A row of the file has more or fewer columns than its header.
    DocumentWrongColumns(Rule::Document(DocumentFault { kind: DocumentFaultKind::WrongColumns, line, .. }), Value::Line(*line));
    /// A text in the file is too long.
    DocumentTextTooLong(Rule::Document(DocumentFault { kind: DocumentFaultKind::TextTooLong, line, .. }), Value::Line(*line));
    /// A correction names a line that is not there, or is not as it says.
    CorrectionMisses(Rule::Document(DocumentFault { kind: DocumentFaultKind::CorrectionMisses, line, .. }), Value::Line(*line));
    /// The corrections were written for another file.
    CorrectionsOfOtherDocument(Rule::Document(DocumentFault { kind: DocumentFaultKind::OtherDocument, .. }));
    /// Lines of the document are left for a person to settle, and that was to be refused.
    Undecided(Rule::Undecided(lines), Value::Count(*lines));
    /// Leichte Sprache is published only with a recorded check by a test group: see
    /// `saveTranslation`.
    CheckRequired(Rule::CheckRequired);
}

impl UserError {
    /// All that is wrong with an input, in the reader's language.
    pub(crate) fn all(ctx: &Context<'_>, violations: &Violations) -> Vec<Self> {
        let reader = reader(ctx);
        let languages = reader.message_languages();
        violations
            .all()
            .iter()
            .map(|violation| Self::of(violation, &languages))
            .collect()
    }

    fn of(violation: &Violation, languages: &[domain::text::LanguageTag]) -> Self {
        let (code, values) = UserErrorCode::of(&violation.rule);
        let detail = match &violation.rule {
            Rule::Malformed(reason) | Rule::Document(DocumentFault { reason, .. }) => {
                Some(excerpt(reason, 200).into_owned())
            }
            _ => None,
        };
        Self {
            code,
            field: violation.path.iter().map(|step| camel_case(step)).collect(),
            message: message(code, &values, languages),
            detail,
        }
    }
}

/// What is wrong with one thing, in this language, where no program reads it.
pub(crate) fn explain(violation: &Violation, language: &domain::text::LanguageTag) -> String {
    UserError::of(violation, std::slice::from_ref(language)).message
}

/// A field of the domain (`age_min`) as the schema calls it (`ageMin`).
fn camel_case(field: &str) -> String {
    let mut words = field.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// What somebody entered, short enough to be repeated to them.
pub(super) fn echo(text: &str) -> std::borrow::Cow<'_, str> {
    excerpt(text, ECHO)
}
