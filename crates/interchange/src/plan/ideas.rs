//! Goals (Ziele) and suggestions (Anregungen): what a row wants, and the ideas for it.

use super::document::{Facets, Goal, ItemKind, ItemRef, Suggestion};
use super::numbered;
use super::outline::Outline;
use super::pages::PlanRow;
use super::report::{Column, Place, RepairKind};
use super::words::offset_of;

impl Outline<'_, '_> {
    pub(super) fn goals(&mut self, row: &PlanRow, new_challenge: bool) -> Vec<usize> {
        let cell = row.cell(Column::Goal);
        if cell.is_blank() {
            if new_challenge {
                self.without_goal(row);
            } else if !self.now.goals.is_empty() {
                let line = self.document.goals[self.now.goals[0]].source.line;
                let place = Place {
                    line: row.line,
                    column: Column::Goal as usize + 1,
                };
                self.report.cell(
                    place,
                    RepairKind::Carried,
                    0.9,
                    format!("the blank cell means the goal of line {line}"),
                );
            }
            return vec![];
        }
        let mut goals = Vec::new();
        let mut from = 0;
        for paragraph in cell.text.split('\n') {
            let index = self.document.goals.len();
            let source = self.source(ItemKind::Goal, cell, from, from + paragraph.len());
            self.refer(
                &[ItemRef {
                    kind: ItemKind::Goal,
                    index,
                }],
                cell,
                from,
                paragraph,
                Column::Goal,
            );
            let (area, challenge) = (self.area_index(), self.now.challenge);
            let text = paragraph.to_owned();
            self.document.goals.push(Goal {
                source,
                area,
                challenge,
                also_for: vec![],
                text,
                facets: Facets::default(),
            });
            goals.push(index);
            from += paragraph.len() + 1;
        }
        self.now.goals.clone_from(&goals);
        self.now.stated_goals.clone_from(&goals);
        self.now.number = None;
        goals
    }

    /// A challenge beside a blank goal cell: it has none, or the cell above spans both.
    fn without_goal(&mut self, row: &PlanRow) {
        let above = &self.now.stated_goals;
        let place = Place {
            line: row.line,
            column: Column::Goal as usize + 1,
        };
        let challenge = self.now.challenge;
        if let Some(line) = self.directives.shares(row.line, self.report) {
            let shared = self
                .document
                .challenges
                .iter()
                .position(|challenge| challenge.source.line == line);
            for (at, goal) in self.document.goals.iter_mut().enumerate() {
                if goal.challenge.is_some() && (goal.challenge == shared) {
                    goal.also_for.extend(challenge);
                    self.now.goals.push(at);
                }
            }
            if self.now.goals.is_empty() {
                let why = format!("there is no challenge with goals on line {line} to share them");
                self.report.cell(place, RepairKind::MissingGoal, 0.0, why);
            }
        } else if above.is_empty() {
            self.report.cell(
                place,
                RepairKind::MissingGoal,
                0.8,
                "the challenge has no goal",
            );
        } else {
            let line = self.document.goals[above[0]].source.line;
            let why = format!(
                "no goal of its own: none, or that of line {line}? share it, or accept that there is none"
            );
            self.report.cell(place, RepairKind::MissingGoal, 0.4, why);
        }
    }

    pub(super) fn suggestions(&mut self, row: &PlanRow) -> Vec<usize> {
        let cell = row.cell(Column::Suggestions);
        let mut found = Vec::new();
        for piece in numbered::suggestions(&cell.text) {
            let place = cell.place_at(piece.from);
            match (piece.number, self.now.number) {
                (None, _) => {
                    let why = "no \"Anregung N:\" before it; is it a suggestion? accept it, or move the cell";
                    self.report.cell(place, RepairKind::Unmarked, 0.3, why);
                }
                (Some(number), Some(last)) if number != last + 1 => {
                    self.report.cell(
                        place,
                        RepairKind::Renumbered,
                        0.85,
                        format!("number {number} follows {last}; kept as printed"),
                    );
                }
                (Some(_), _) => {}
            }
            self.now.number = piece.number.or(self.now.number);
            let index = self.document.suggestions.len();
            let source = self.source(ItemKind::Suggestion, cell, piece.from, piece.to);
            let content = offset_of(&cell.text, piece.text);
            self.refer(
                &[ItemRef {
                    kind: ItemKind::Suggestion,
                    index,
                }],
                cell,
                content,
                piece.text,
                Column::Suggestions,
            );
            self.document.suggestions.push(Suggestion {
                source,
                area: self.area_index(),
                challenge: self.now.challenge,
                goals: self.now.goals.clone(),
                number: piece.number,
                text: piece.text.to_owned(),
                facets: Facets::default(),
            });
            found.push(index);
        }
        found
    }
}
