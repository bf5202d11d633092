//! Measures (Maßnahmen), their first steps, and which item a row speaks about.

use super::corrections::Treatment;
use super::document::{Facets, ItemKind, ItemRef, Measure, Step};
use super::numbered;
use super::outline::{Brought, Outline};
use super::pages::PlanRow;
use super::references::{self, Pending};
use super::report::{Column, Place, RepairKind};
use super::words::{fold, offset_of};

impl Outline<'_, '_> {
    pub(super) fn measure(&mut self, row: &PlanRow, brought: &Brought) -> Option<usize> {
        if let Some(at) = row
            .measure_of
            .and_then(|line| self.measures.get(&line).copied())
        {
            self.document.measures[at]
                .suggestions
                .extend(&brought.suggestions);
        }
        let cell = row.cell(Column::Measures);
        let treated = match cell.is_blank() {
            true => None,
            false => self
                .directives
                .treatment(row.line, Some(Column::Measures), self.report),
        };
        let bearers = self.bearers(brought);
        let split = references::apart(&cell.text);
        for reference in &split.references {
            self.refer(
                &bearers,
                cell,
                reference.start,
                &cell.text[reference.clone()],
                Column::Measures,
            );
        }
        let mut measure = None;
        for left in split.left {
            let text = cell.text[left.clone()].trim();
            let place = cell.place_at(left.start);
            let looks_back = !split.references.is_empty()
                && ["Hier ", "Dabei ", "Dies "]
                    .iter()
                    .any(|w| text.starts_with(w));
            if treated == Some(Treatment::Remark) || looks_back && treated.is_none() {
                if treated.is_none() {
                    self.report.cell(
                        place,
                        RepairKind::Remark,
                        0.8,
                        "it speaks about the reference before it, so it is a remark",
                    );
                }
                self.remark(&bearers, text, place);
                continue;
            }
            let words = fold(text);
            let same = self
                .document
                .measures
                .iter()
                .position(|measure| fold(&measure.text) == words);
            if let Some(at) = same.filter(|_| treated.is_none()) {
                let line = self.document.measures[at].source.line;
                self.report.cell(
                    place,
                    RepairKind::Repeated,
                    0.9,
                    format!("the measure of line {line} again; kept as a reference"),
                );
                let target = ItemRef {
                    kind: ItemKind::Measure,
                    index: at,
                };
                self.pending
                    .push(Pending::settled(bearers.clone(), text, target, place));
                continue;
            }
            let index = self.document.measures.len();
            let source = self.source(ItemKind::Measure, cell, left.start, left.end);
            let content = offset_of(&cell.text, text);
            self.refer(
                &[ItemRef {
                    kind: ItemKind::Measure,
                    index,
                }],
                cell,
                content,
                text,
                Column::Measures,
            );
            self.document.measures.push(Measure {
                source,
                area: self.area_index(),
                challenge: self.now.challenge,
                goals: self.now.goals.clone(),
                suggestions: brought.suggestions.clone(),
                text: text.to_owned(),
                facets: Facets::default(),
            });
            self.measures.insert(row.line, index);
            measure = Some(index);
        }
        measure
    }

    pub(super) fn steps(&mut self, row: &PlanRow, brought: &Brought) {
        let cell = row.cell(Column::FirstSteps);
        if cell.is_blank() {
            return;
        }
        let of = self.bearer(row, brought, cell.place_at(0));
        let Some(of) = of else { return };
        let mut last = 0;
        for piece in numbered::steps(&cell.text) {
            let place = cell.place_at(piece.from);
            if piece.mended {
                self.report.cell(
                    place,
                    RepairKind::NumberRepaired,
                    0.9,
                    "the number stands without its dot",
                );
            }
            if let Some(number) = piece.number {
                if number != last + 1 {
                    self.report.cell(
                        place,
                        RepairKind::Renumbered,
                        0.9,
                        format!("number {number} follows {last}; kept as printed"),
                    );
                }
                last = number;
            }
            let index = self.document.steps.len();
            let source = self.source(ItemKind::Step, cell, piece.from, piece.to);
            let content = offset_of(&cell.text, piece.text);
            self.refer(
                &[ItemRef {
                    kind: ItemKind::Step,
                    index,
                }],
                cell,
                content,
                piece.text,
                Column::FirstSteps,
            );
            let (number, parallel, text) = (piece.number, piece.parallel, piece.text.to_owned());
            self.document.steps.push(Step {
                source,
                of,
                number,
                parallel,
                text,
            });
        }
    }

    /// The item that the columns to the right speak about.
    pub(super) fn bearer(
        &mut self,
        row: &PlanRow,
        brought: &Brought,
        place: Place,
    ) -> Option<ItemRef> {
        let item = |kind, index: usize| ItemRef { kind, index };
        if let Some(index) = brought.measure {
            return Some(item(ItemKind::Measure, index));
        }
        let (bearer, confidence, why) = match (&brought.suggestions[..], &brought.goals[..]) {
            ([one], _) => (
                Some(item(ItemKind::Suggestion, *one)),
                0.85,
                "the row has no measure, so this belongs to its suggestion",
            ),
            ([_, ..], _) => {
                let goal = self.now.goals.first().map(|&at| item(ItemKind::Goal, at));
                let challenge = self.now.challenge.map(|at| item(ItemKind::Challenge, at));
                (
                    goal.or(challenge),
                    0.8,
                    "the row has several suggestions, so this belongs to their goal",
                )
            }
            ([], [goal, ..]) => (
                Some(item(ItemKind::Goal, *goal)),
                0.85,
                "the row has no measure, so this belongs to its goal",
            ),
            ([], []) => match (
                brought.challenge,
                row.measure_of.and_then(|line| self.measures.get(&line)),
            ) {
                (Some(at), _) => (
                    Some(item(ItemKind::Challenge, at)),
                    0.85,
                    "the row has only a challenge, so this belongs to it",
                ),
                (None, Some(&at)) => (
                    Some(item(ItemKind::Measure, at)),
                    0.8,
                    "the measure's cell spans this row",
                ),
                (None, None) => {
                    let goal = self.now.goals.first().map(|&at| item(ItemKind::Goal, at));
                    let above = goal.or(self.now.challenge.map(|at| item(ItemKind::Challenge, at)));
                    (
                        above,
                        0.4,
                        "nothing else on the row says what this belongs to; took what is above",
                    )
                }
            },
        };
        match bearer {
            Some(_) => self
                .report
                .cell(place, RepairKind::Attached, confidence, why),
            None => self.report.cell(
                place,
                RepairKind::Orphan,
                0.0,
                "there is no item that this could belong to",
            ),
        }
        bearer
    }

    /// The items for which a reference in the place of a measure stands.
    pub(super) fn bearers(&self, brought: &Brought) -> Vec<ItemRef> {
        let all = |kind, indices: &[usize]| {
            indices
                .iter()
                .map(|&index| ItemRef { kind, index })
                .collect::<Vec<_>>()
        };
        let candidates = [
            all(ItemKind::Suggestion, &brought.suggestions),
            all(ItemKind::Goal, &self.now.goals),
        ];
        let first = candidates.into_iter().find(|items| !items.is_empty());
        first.unwrap_or_else(|| {
            self.now
                .challenge
                .map(|index| ItemRef {
                    kind: ItemKind::Challenge,
                    index,
                })
                .into_iter()
                .collect()
        })
    }
}
