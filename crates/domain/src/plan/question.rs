//! Open questions (offene Fragen): what the reader of a plan's document could not decide, until
//! somebody of the coordinating office has. Together they are the worklist (Arbeitsliste).
//!
//! A question is settled by saying so with a comment, or by writing a new revision of the thing that
//! it is about: whoever does that has looked at it.

use uuid::Uuid;

use super::item::Confidence;
use crate::account::AccountId;
use crate::code::codes;
use crate::id::{EntityId, ids_beside};
use crate::period::Instant;
use crate::text::Words;

codes! {
    /// What reading a plan's document, or bringing it into the plan, came upon.
    PlanFindingKind {
        /// A byte order mark was left out.
        ByteOrderMark = "BYTE_ORDER_MARK",
        /// The last line has no end, so that the file may be cut off.
        NoFinalLineEnd = "NO_FINAL_LINE_END",
        /// A header row names the columns.
        Header = "HEADER",
        /// A header row was printed again by a page break.
        HeaderRepeated = "HEADER_REPEATED",
        /// A heading was printed again by a page break.
        HeadingRepeated = "HEADING_REPEATED",
        /// A heading without a table below it.
        HeadingAlone = "HEADING_ALONE",
        /// A table without a heading.
        UnnamedArea = "UNNAMED_AREA",
        /// A note below a table.
        Footnote = "FOOTNOTE",
        /// Marks of another format were left out of a cell.
        Crumb = "CRUMB",
        /// Cells stood in the wrong columns.
        Shifted = "SHIFTED",
        /// A row had fewer cells than the header and was filled up with blank ones.
        Padded = "PADDED",
        /// A cell goes on in another row.
        Joined = "JOINED",
        /// A cell says again what another one says.
        Repeated = "REPEATED",
        /// A blank cell means the one above.
        Carried = "CARRIED",
        /// A challenge whose goal cell is blank.
        MissingGoal = "MISSING_GOAL",
        /// An item without the parent that it needs.
        Orphan = "ORPHAN",
        /// What stands beside several items was given to the one that seemed meant.
        Attached = "ATTACHED",
        /// A number was written without its dot.
        NumberRepaired = "NUMBER_REPAIRED",
        /// Numbers restart or have a gap.
        Renumbered = "RENUMBERED",
        /// A suggestion without the word and number that mark one.
        Unmarked = "UNMARKED",
        /// Words that are a remark in a column for something else.
        Remark = "REMARK",
        /// A list ends in a comma, so that something may be missing.
        OpenEnd = "OPEN_END",
        /// A word that an optical reader is known to write for another.
        SuspectWord = "SUSPECT_WORD",
        /// A wording of a party was read in spite of a slip.
        PartyMatched = "PARTY_MATCHED",
        /// A party that is no known organization.
        PartyUnknown = "PARTY_UNKNOWN",
        /// A resource of no known kind.
        ResourceUnknown = "RESOURCE_UNKNOWN",
        /// Words in the last column that name no term.
        HorizonUnknown = "HORIZON_UNKNOWN",
        /// A term outside the last column.
        HorizonElsewhere = "HORIZON_ELSEWHERE",
        /// A reference, and what it was taken to mean.
        Reference = "REFERENCE",
        /// Text that stands in no table.
        OutsideTables = "OUTSIDE_TABLES",
        /// A person said by a correction what to do.
        Corrected = "CORRECTED",
        /// Words of a cell that are in no item.
        Unaccounted = "UNACCOUNTED",
        /// The document has it and the plan had not.
        New = "NEW",
        /// The document's words replaced others.
        Changed = "CHANGED",
        /// It was taken for an item that reads rather differently.
        Uncertain = "UNCERTAIN",
        /// The plan has it and the document has not; it stays.
        Missing = "MISSING",
        /// A person wrote other words; they stay.
        Kept = "KEPT",
        /// A draft waits, or it was archived; it stays as it is.
        Closed = "CLOSED",
        /// The document says it below nothing that could hold it; it was left out.
        NotPlaced = "NOT_PLACED",
        /// A reference was taken for one that means something else.
        OtherTarget = "OTHER_TARGET",
    }
}

codes! {
    /// What a plan's document names, as an import counts it.
    PlanThingKind {
        /// A field of action.
        Area = "AREA",
        /// A numbered heading in a field of action.
        Section = "SECTION",
        /// What is wrong today.
        Challenge = "CHALLENGE",
        /// The state that the plan wants to reach.
        Goal = "GOAL",
        /// An idea under a goal.
        Suggestion = "SUGGESTION",
        /// What will be done.
        Measure = "MEASURE",
        /// A first step of an item.
        Step = "STEP",
        /// A party of an item, and its part in it.
        Responsibility = "RESPONSIBILITY",
    }
}

ids_beside! {
    /// Identifies an open question. The same question about the same document has the same id,
    /// however often the document is read.
    PlanQuestionId = b'Q',
}

impl PlanQuestionId {
    /// The id of the question that is asked in these words: document, place, kind and so on.
    #[must_use]
    pub fn of(words: &str) -> Self {
        Self(Uuid::new_v5(&Uuid::NAMESPACE_OID, words.as_bytes()))
    }
}

/// Something in a plan's document that only a person can decide.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanQuestion {
    /// Its id.
    pub id: PlanQuestionId,
    /// The document, by its SHA-256 in lower-case hexadecimal.
    pub document: Words,
    /// The line of the document, from 1; of its former edition for what is missing.
    pub line: Option<u32>,
    /// The position between the tabs, from 1; none where the whole line is meant.
    pub column: Option<u32>,
    /// What was come upon.
    pub kind: PlanFindingKind,
    /// Why it is open, in words.
    pub why: String,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// What it is about, where that can be told.
    pub about: Option<Asked>,
    /// When it was come upon first.
    pub noted_at: Instant,
    /// How somebody settled it by saying so.
    pub settled: Option<Settled>,
}

/// What a question is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Asked {
    /// The item, the responsibility, the area.
    pub entity: EntityId,
    /// The number of its revision when that was asked; a later one settles the question.
    pub revision: u32,
}

/// How a question was settled by saying so.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Settled {
    /// When.
    pub at: Instant,
    /// By which account, for the audit alone; none for the operator.
    pub by: Option<AccountId>,
    /// What was found.
    pub comment: Words,
}

impl PlanQuestion {
    /// Whether it waits for somebody, when the thing that it is about is at this revision now.
    #[must_use]
    pub fn is_open(&self, newest: Option<u32>) -> bool {
        let edited = self
            .about
            .zip(newest)
            .is_some_and(|(about, newest)| newest > about.revision);
        self.settled.is_none() && !edited
    }

    /// The same question after the document was read again: what was settled stays settled, and what
    /// the import itself wrote (`before`, the revision of the thing until then) settles nothing.
    #[must_use]
    pub fn asked_again(self, known: Option<&Self>, before: Option<u32>) -> Self {
        let Some(known) = known else { return self };
        let about = match (known.about, self.about) {
            (Some(known), Some(now)) if known.entity == now.entity => {
                let open_until_now = before.is_none_or(|before| before <= known.revision);
                Some(if open_until_now { now } else { known })
            }
            (_, now) => now,
        };
        Self {
            about,
            noted_at: known.noted_at,
            settled: known.settled.clone(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::id::{MeasureId, TypedId};

    fn moment(text: &str) -> Instant {
        text.parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap()
            .into()
    }

    fn question(revision: u32) -> PlanQuestion {
        PlanQuestion {
            id: PlanQuestionId::of("plan 12 party"),
            document: Words::parse("abc").unwrap(),
            line: Some(12),
            column: Some(7),
            kind: PlanFindingKind::PartyUnknown,
            why: "nobody knows it".to_owned(),
            confidence: Confidence::percent(40).unwrap(),
            about: Some(Asked {
                entity: MeasureId::of_slug("a-garden").entity(),
                revision,
            }),
            noted_at: moment("2026-11-02T08:00:00Z"),
            settled: None,
        }
    }

    fn settled() -> PlanQuestion {
        PlanQuestion {
            settled: Some(Settled {
                at: moment("2026-11-03T08:00:00Z"),
                by: None,
                comment: Words::parse("It is the youth office.").unwrap(),
            }),
            ..question(2)
        }
    }

    #[test]
    fn a_question_is_open_until_somebody_settles_it_or_edits_what_it_is_about() {
        assert!(question(2).is_open(Some(2)));
        assert!(!question(2).is_open(Some(3)));
        assert!(!settled().is_open(Some(2)));
        let about_nothing = PlanQuestion {
            about: None,
            ..question(2)
        };
        assert!(about_nothing.is_open(None));
    }

    #[test]
    fn what_was_settled_stays_so_when_the_document_is_read_again() {
        let again = question(3).asked_again(Some(&settled()), Some(2));
        assert_eq!(again.settled, settled().settled);
        // Revision 3 was somebody's edit, and this import wrote nothing.
        let edited = question(3).asked_again(Some(&question(2)), Some(3));
        assert!(!edited.is_open(Some(3)));
    }

    #[test]
    fn what_the_import_writes_settles_nothing() {
        let again = PlanQuestion {
            noted_at: moment("2026-11-09T08:00:00Z"),
            ..question(3)
        };
        let again = again.asked_again(Some(&question(2)), Some(2));
        assert!(again.is_open(Some(3)));
        assert_eq!(again.noted_at, question(2).noted_at);
    }

    #[test]
    fn a_global_id_reads_back_and_is_no_id_of_an_aggregate() {
        let id = PlanQuestionId::of("x");
        assert_eq!(PlanQuestionId::from_global(&id.to_global()), Some(id));
        assert!(EntityId::from_global(&id.to_global()).is_err());
    }
}
