//! Rounds of an offer.

use chrono::{DateTime, TimeDelta, Utc};

use super::copy::part_afresh;
use super::editor::{Copied, Editor, Parts};
use super::input::{AvailabilityInput, Change, PlaceInput, RunInput};
use super::parts::edit_place;
use super::plain::TextLimit;
use crate::entry::{AvailabilityReport, Run};
use crate::id::PartId;
use crate::period::Period;
use crate::violation::Rule;

/// More people than that have room nowhere.
const MOST_PEOPLE: i64 = 1_000_000;
/// For how many days a report about free places may hold.
const REPORT_DAYS: i64 = 366;

pub(super) const RUNS: Parts<Run, RunInput> = Parts {
    most: 100,
    id: |run| run.id,
    named: |input| input.id.as_deref(),
    edit: edit_run,
    copied: Some(Copied {
        named: |input| input.copy_of.as_deref(),
        afresh: |run, next| {
            let run = Run {
                availability: None,
                ..run
            };
            part_afresh(&run, next)
        },
    }),
};

fn edit_run(
    editor: &mut Editor<'_>,
    current: Option<Run>,
    id: PartId,
    input: RunInput,
) -> Option<Run> {
    let RunInput {
        id: _,
        copy_of: _,
        starts_on,
        ends_on,
        note,
        place,
        registration_deadline,
        capacity,
        availability,
    } = input;
    let mut run = current.unwrap_or(Run {
        id,
        period: Period::default(),
        note: None,
        place: None,
        registration_deadline: None,
        capacity: None,
        availability: None,
    });
    edit_period(
        editor,
        &mut run.period,
        ("startsOn", starts_on),
        ("endsOn", ends_on),
    );
    editor.text("note", &mut run.note, note, TextLimit::NOTE);
    edit_own_place(editor, &mut run, place);
    let deadline_named = registration_deadline.value().is_some();
    editor.optional(
        "registrationDeadline",
        &mut run.registration_deadline,
        registration_deadline,
        |editor, text| editor.date(&text),
    );
    if let (Some(deadline), Some(end)) = (run.registration_deadline, run.period.end())
        && deadline > end
        && deadline_named
    {
        editor.note_at("registrationDeadline", Rule::RangeReversed);
    }
    editor.optional("capacity", &mut run.capacity, capacity, |editor, people| {
        editor.number(people, (1, MOST_PEOPLE))
    });
    editor.optional(
        "availability",
        &mut run.availability,
        availability,
        read_availability,
    );
    Some(run)
}

/// The place of a round is one part: it keeps its id as long as there is one.
fn edit_own_place(editor: &mut Editor<'_>, run: &mut Run, change: Change<PlaceInput>) {
    let input = match change {
        Change::Keep => return,
        Change::Clear => {
            run.place = None;
            return;
        }
        Change::Set(input) => input,
    };
    let current = run.place.take();
    editor.at("place", |editor| {
        let named = input.id.as_deref();
        let known = current.as_ref().map(|place| place.id);
        if let Some(name) = named
            && PartId::from_global(name).is_none_or(|id| known != Some(id))
        {
            editor.note_at("id", Rule::Unknown(name.chars().take(40).collect()));
        }
        let id = known.unwrap_or_else(|| (editor.context.parts)());
        run.place = edit_place(editor, current, id, input);
    });
}

/// Change the ends of a period, each by itself.
pub(super) fn edit_period(
    editor: &mut Editor<'_>,
    period: &mut Period,
    (first_step, first): (&str, Change<String>),
    (last_step, last): (&str, Change<String>),
) {
    let (mut start, mut end) = (period.start(), period.end());
    let last_named = last.is_named();
    editor.optional(first_step, &mut start, first, |editor, text| {
        editor.date(&text)
    });
    editor.optional(last_step, &mut end, last, |editor, text| editor.date(&text));
    match Period::new(start, end) {
        Ok(changed) => *period = changed,
        Err(_) => {
            let step = if last_named { last_step } else { first_step };
            editor.note_at(step, Rule::RangeReversed);
        }
    }
}

fn read_availability(
    editor: &mut Editor<'_>,
    input: AvailabilityInput,
) -> Option<AvailabilityReport> {
    let valid_until = editor.at("validUntil", |editor| {
        let moment = editor.parse(&input.valid_until, |text| {
            text.trim().parse::<DateTime<Utc>>()
        })?;
        let now = editor.context.now.utc();
        if moment < now {
            editor.note(Rule::RangeReversed);
        } else if moment > now + TimeDelta::days(REPORT_DAYS) {
            editor.note(Rule::Malformed(
                "a report about free places holds for a year at most".to_owned(),
            ));
        }
        Some(moment)
    });
    Some(AvailabilityReport {
        availability: input.availability,
        reported_at: editor.context.now,
        valid_until: valid_until?.into(),
    })
}
