//! Facts of an entry that stand in a group: audience, conditions, cost, course.

use super::editor::Editor;
use super::entry::MOST_LINKS;
use super::input::{
    AccessConditionInput, AdmissionInput, AgeInput, AgesInput, AudienceInput, Change, CostInput,
    CourseInput, MoneyInput, TextInput,
};
use super::plain::TextLimit;
use crate::audience::{Audience, AudienceLink};
use crate::contact::WebUrl;
use crate::entry::{AccessCondition, Admission, Cost, Course, EducationBenefitShare, Money};
use crate::period::{Age, AgeRange};
use crate::text::LocalizedText;
use crate::violation::Rule;

/// The highest amount, in cents: a million euros.
const MOST_MONEY: i64 = 100_000_000;
pub(super) const MOST_DOCUMENTS: usize = 50;

pub(super) fn edit_audience(
    editor: &mut Editor<'_>,
    audience: &mut Audience,
    change: Change<AudienceInput>,
) {
    let input = match change {
        Change::Keep => return,
        Change::Clear => {
            *audience = Audience::default();
            return;
        }
        Change::Set(input) => input,
    };
    let AudienceInput {
        links,
        ages,
        genders,
    } = input;
    editor.at("audience", |editor| {
        let group = |link: &AudienceLink| link.group;
        editor.list(
            "links",
            &mut audience.links,
            links,
            (MOST_LINKS, group),
            |editor, link| {
                let group = editor.at("group", |editor| editor.id(&link.group))?;
                Some(AudienceLink {
                    group,
                    mode: link.mode,
                })
            },
        );
        editor.optional("ages", &mut audience.ages, ages, read_ages);
        let gender = |gender: &_| *gender;
        editor.list(
            "genders",
            &mut audience.genders,
            genders,
            (MOST_LINKS, gender),
            |_, gender| Some(gender),
        );
    });
}

pub(super) fn read_ages(editor: &mut Editor<'_>, input: AgesInput) -> Option<AgeRange> {
    let AgesInput { min, max } = input;
    let min = min.map(|age| editor.at("min", |editor| read_age(editor, age)));
    let max = max.map(|age| editor.at("max", |editor| read_age(editor, age)));
    let (min, max) = (min.transpose_known()?, max.transpose_known()?);
    let ages = AgeRange::new(min, max);
    if ages.is_err() {
        editor.note_at("max", Rule::RangeReversed);
    }
    ages.ok()
}

/// Nothing given, or something that could be read; nothing at all where it could not.
trait TransposeKnown<T> {
    fn transpose_known(self) -> Option<Option<T>>;
}

impl<T> TransposeKnown<T> for Option<Option<T>> {
    fn transpose_known(self) -> Option<Option<T>> {
        match self {
            None => Some(None),
            Some(known) => known.map(Some),
        }
    }
}

fn read_age(editor: &mut Editor<'_>, input: AgeInput) -> Option<Age> {
    match (input.years, input.months) {
        (Some(years), None) => editor
            .at("years", |editor| editor.number(years, (0, 130)))
            .map(Age::Years),
        (None, Some(months)) => editor
            .at("months", |editor| editor.number(months, (0, 23)))
            .map(Age::Months),
        (Some(_), Some(_)) => {
            editor.note_at("months", Rule::Contradicts("years".to_owned()));
            None
        }
        (None, None) => {
            editor.note(Rule::Missing);
            None
        }
    }
}

/// Conditions are found again by their kind, so that what translators wrote about one stays.
pub(super) fn edit_access(
    editor: &mut Editor<'_>,
    access: &mut Vec<AccessCondition>,
    change: Change<Vec<AccessConditionInput>>,
) {
    let before = access.clone();
    let kind = |condition: &AccessCondition| condition.kind;
    editor.list(
        "access",
        access,
        change,
        (MOST_LINKS, kind),
        |editor, input| {
            let known = before.iter().find(|known| known.kind == input.kind);
            let mut note = known.and_then(|known| known.note.clone());
            editor.text("note", &mut note, input.note, TextLimit::NOTE);
            Some(AccessCondition {
                kind: input.kind,
                requirement: input.requirement,
                note,
            })
        },
    );
}

pub(super) fn edit_admission(
    editor: &mut Editor<'_>,
    admission: &mut Option<Admission>,
    change: Change<AdmissionInput>,
) {
    let current = admission.clone();
    editor.optional("admission", admission, change, |editor, input| {
        let AdmissionInput { mode, note, url } = input;
        let known = current.as_ref().map(|admission| admission.mode);
        let mode = editor.required("mode", known, mode, |_, mode| Some(mode));
        let (mut words, mut address) = current
            .map(|admission| (admission.note, admission.url))
            .unwrap_or_default();
        editor.text("note", &mut words, note, TextLimit::NOTE);
        editor.optional("url", &mut address, url, |editor, text| {
            editor.parse(&text, WebUrl::parse)
        });
        Some(Admission {
            mode: mode?,
            note: words,
            url: address,
        })
    });
}

pub(super) fn edit_cost(
    editor: &mut Editor<'_>,
    cost: &mut Option<Cost>,
    change: Change<CostInput>,
) {
    let current = cost.clone();
    editor.optional("cost", cost, change, |editor, input| {
        let CostInput {
            free,
            amount,
            unit,
            reductions,
            education_benefits,
        } = input;
        let mut cost = current.unwrap_or_default();
        let amount_named = amount.is_named();
        Editor::set(&mut cost.free, free);
        editor.optional("amount", &mut cost.amount, amount, read_money);
        Editor::set(&mut cost.unit, unit);
        editor.text(
            "reductions",
            &mut cost.reductions,
            reductions,
            TextLimit::NOTE,
        );
        let component = |share: &EducationBenefitShare| share.component;
        editor.list(
            "educationBenefits",
            &mut cost.education_benefits,
            education_benefits,
            (MOST_LINKS, component),
            |editor, share| {
                let decided_by = share
                    .decided_by
                    .map(|id| editor.at("decidedBy", |editor| editor.id(&id)));
                Some(EducationBenefitShare {
                    component: share.component,
                    decided_by: decided_by.transpose_known()?,
                })
            },
        );
        if cost.free == Some(true) && cost.amount.is_some() {
            let (step, other) = if amount_named {
                ("amount", "free")
            } else {
                ("free", "amount")
            };
            editor.note_at(step, Rule::Contradicts(other.to_owned()));
        }
        Some(cost)
    });
}

fn read_money(editor: &mut Editor<'_>, input: MoneyInput) -> Option<Money> {
    let minor_units = editor.at("minorUnits", |editor| {
        editor.number(input.minor_units, (1, MOST_MONEY))
    })?;
    Some(Money {
        minor_units,
        currency: input.currency,
    })
}

pub(super) fn edit_course(
    editor: &mut Editor<'_>,
    course: &mut Option<Course>,
    change: Change<CourseInput>,
) {
    let current = course.clone();
    editor.optional("course", course, change, |editor, input| {
        let CourseInput {
            level_required,
            literacy_required,
            level_taught,
            course_type,
            accreditation,
        } = input;
        let mut course = current.unwrap_or_default();
        Editor::set(&mut course.level_required, level_required);
        Editor::set(&mut course.literacy_required, literacy_required);
        Editor::set(&mut course.level_taught, level_taught);
        Editor::set(&mut course.course_type, course_type);
        editor.optional(
            "accreditation",
            &mut course.accreditation,
            accreditation,
            |editor, text| editor.words(&text, TextLimit::NAME),
        );
        Some(course)
    });
}

/// Documents have no ids: one is found again by its words in its source language.
/// A list of texts that is replaced as a whole: one whose source stays keeps its translations as old
/// as they are.
pub(super) fn edit_texts(
    editor: &mut Editor<'_>,
    step: &str,
    (texts, change): (&mut Vec<LocalizedText>, Change<Vec<TextInput>>),
    (most, limit): (usize, TextLimit),
) {
    let before = texts.clone();
    let source = |text: &LocalizedText| text.source().clone().text;
    editor.list(step, texts, change, (most, source), |editor, input| {
        let known = before.iter().find(|known| has_source(&input, known));
        let found = editor.count();
        let text = editor.versions(known, input, limit);
        if text.is_none() && editor.count() == found {
            editor.note(Rule::Missing);
        }
        text
    });
}

/// Whether an input names the source of a text as it is.
pub(super) fn has_source(input: &TextInput, known: &LocalizedText) -> bool {
    let source = known.source();
    input.iter().any(|version| {
        version.language == source.language.as_str()
            && version.text.as_deref() == Some(source.text.as_str())
    })
}
