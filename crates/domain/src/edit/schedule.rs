//! Schedules: the change is made on the raw form, which the schedule then reads as a whole, since
//! hours and dates contradict each other across its parts.

use super::editor::{Editor, Parts};
use super::input::{
    Change, ClosureInput, ExceptionInput, HoursInput, RuleInput, ScheduleInput, SeasonInput,
};
use super::plain::TextLimit;
use crate::id::PartId;
use crate::schedule::{
    HoursMode, RawClosure, RawException, RawHours, RawRule, RawSchedule, RawSeason, Schedule,
};
use crate::violation::{Rule, Violations};

const RULES: Parts<RawRule, RuleInput> = Parts {
    most: 100,
    id: |rule| rule.id,
    named: |input| input.id.as_deref(),
    edit: edit_rule,
    copied: None,
};

const EXCEPTIONS: Parts<RawException, ExceptionInput> = Parts {
    most: 400,
    id: |exception| exception.id,
    named: |input| input.id.as_deref(),
    edit: edit_exception,
    copied: None,
};

const CLOSURES: Parts<RawClosure, ClosureInput> = Parts {
    most: 100,
    id: |closure| closure.id,
    named: |input| input.id.as_deref(),
    edit: edit_closure,
    copied: None,
};

/// Change a schedule, under the step `schedule`.
pub(super) fn edit(
    editor: &mut Editor<'_>,
    schedule: &mut Schedule,
    change: Change<ScheduleInput>,
) {
    let input = match change {
        Change::Keep => return,
        Change::Clear => {
            *schedule = Schedule::default();
            return;
        }
        Change::Set(input) => input,
    };
    let ScheduleInput {
        rules,
        exceptions,
        closures,
        by_appointment,
        binding,
        school_holidays,
        public_holidays,
    } = input;
    let mut raw = RawSchedule::from(std::mem::take(schedule));
    editor.at("schedule", |editor| {
        let places = [
            (
                "rules",
                editor.parts("rules", &mut raw.rules, rules, &RULES),
            ),
            (
                "exceptions",
                editor.parts("exceptions", &mut raw.exceptions, exceptions, &EXCEPTIONS),
            ),
            (
                "closures",
                editor.parts("closures", &mut raw.closures, closures, &CLOSURES),
            ),
        ];
        Editor::set(&mut raw.by_appointment, by_appointment);
        Editor::set(&mut raw.binding, binding);
        Editor::set(&mut raw.school_holidays, school_holidays);
        Editor::set(&mut raw.public_holidays, public_holidays);
        match Schedule::try_from(raw) {
            Ok(changed) => *schedule = changed,
            Err(violations) => editor.note_all(as_written(&violations, &places)),
        }
    });
}

fn edit_rule(
    editor: &mut Editor<'_>,
    current: Option<RawRule>,
    id: PartId,
    input: RuleInput,
) -> Option<RawRule> {
    let RuleInput {
        id: _,
        weekdays,
        hours,
        month_weeks,
        every_weeks,
        anchor,
        season,
        valid_from,
        valid_to,
        note,
    } = input;
    let before = current.as_ref();
    let days = editor.required(
        "weekdays",
        before.map(|rule| rule.weekdays.clone()),
        weekdays,
        |_, days| Some(days),
    );
    let times = editor.required(
        "hours",
        before.map(|rule| rule.hours.clone()),
        hours,
        |_, hours| Some(hours.into()),
    );
    let mut rule = current.unwrap_or(RawRule {
        id,
        weekdays: Vec::new(),
        hours: RawHours {
            start: String::new(),
            end: String::new(),
            mode: HoursMode::default(),
        },
        month_weeks: Vec::new(),
        every_weeks: None,
        anchor: None,
        season: None,
        valid_from: None,
        valid_to: None,
        note: None,
    });
    Editor::set_or(&mut rule.month_weeks, month_weeks, Vec::new());
    editor.optional(
        "everyWeeks",
        &mut rule.every_weeks,
        every_weeks,
        |_, weeks| {
            // Out of range either way: the schedule says by how much.
            Some(u32::try_from(weeks).unwrap_or_default())
        },
    );
    Editor::set(&mut rule.anchor, anchor);
    editor.optional("season", &mut rule.season, season, |_, season| {
        let SeasonInput { from, to } = season;
        Some(RawSeason { from, to })
    });
    Editor::set(&mut rule.valid_from, valid_from);
    Editor::set(&mut rule.valid_to, valid_to);
    editor.text("note", &mut rule.note, note, TextLimit::NOTE);
    rule.weekdays = days?;
    rule.hours = times?;
    Some(rule)
}

fn edit_exception(
    editor: &mut Editor<'_>,
    current: Option<RawException>,
    id: PartId,
    input: ExceptionInput,
) -> Option<RawException> {
    let ExceptionInput {
        id: _,
        date,
        hours,
        note,
    } = input;
    let before = current.as_ref().map(|exception| exception.date.clone());
    let day = editor.required("date", before, date, |_, date| Some(date));
    let mut exception = current.unwrap_or(RawException {
        id,
        date: String::new(),
        hours: Vec::new(),
        note: None,
    });
    match hours {
        Change::Keep => {}
        Change::Clear => exception.hours.clear(),
        Change::Set(hours) => exception.hours = hours.into_iter().map(RawHours::from).collect(),
    }
    editor.text("note", &mut exception.note, note, TextLimit::NOTE);
    exception.date = day?;
    Some(exception)
}

fn edit_closure(
    editor: &mut Editor<'_>,
    current: Option<RawClosure>,
    id: PartId,
    input: ClosureInput,
) -> Option<RawClosure> {
    let ClosureInput {
        id: _,
        from,
        to,
        reason,
    } = input;
    let before = current.as_ref().map(|closure| closure.from.clone());
    let first = editor.required("from", before, from, |_, from| Some(from));
    let mut closure = current.unwrap_or(RawClosure {
        id,
        from: String::new(),
        to: None,
        reason: None,
    });
    Editor::set(&mut closure.to, to);
    editor.text("reason", &mut closure.reason, reason, TextLimit::NOTE);
    closure.from = first?;
    Some(closure)
}

impl From<HoursInput> for RawHours {
    fn from(HoursInput { start, end, mode }: HoursInput) -> Self {
        Self { start, end, mode }
    }
}

/// The paths of the raw form as a client wrote them: `valid_from` is `validFrom`, and parts that
/// could not be read are counted as well.
fn as_written(violations: &Violations, places: &[(&str, Vec<usize>)]) -> Violations {
    let mut renamed = Violations::default();
    for violation in violations.all() {
        let mut path: Vec<String> = violation.path.iter().map(|step| camel_case(step)).collect();
        let list = path.first().cloned().unwrap_or_default();
        let written = places.iter().find(|(name, _)| *name == list);
        if let (Some((_, places)), Some(step)) = (written, path.get_mut(1))
            && let Some(place) = step.parse().ok().and_then(|place: usize| places.get(place))
        {
            *step = place.to_string();
        }
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        renamed.add(&path, shortened(&violation.rule));
    }
    renamed
}

fn shortened(rule: &Rule) -> Rule {
    match rule {
        Rule::Duplicate(what) => Rule::Duplicate(what.chars().take(40).collect()),
        rule => rule.clone(),
    }
}

pub(crate) fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}
