//! The columns beside an item: target groups, parties, resources, horizon, remarks.

use super::cell::Cell;
use super::document::{Facets, ItemKind, ItemRef, Remark, Resource, ResourceKind};
use super::outline::{Brought, Outline};
use super::pages::PlanRow;
use super::report::{Column, Place, RepairKind};
use super::resources::Stated;
use super::{groups, horizon, parties, resources};

impl Outline<'_, '_> {
    pub(super) fn facets(&mut self, row: &PlanRow, brought: &Brought) {
        self.target_groups(row, brought);
        let columns = [Column::Stakeholders, Column::Resources, Column::Horizon];
        let Some(first) = columns
            .into_iter()
            .find(|&column| !row.cell(column).is_blank())
        else {
            return;
        };
        let bearers = self.parallel_bearers(row, brought, row.cell(first).place_at(0));
        for column in columns {
            let cell = row.cell(column);
            if !cell.is_blank() {
                self.refer(&bearers, cell, 0, &cell.text, column);
            }
        }
        self.parties(&bearers, row.cell(Column::Stakeholders));
        self.resources(&bearers, row.cell(Column::Resources));
        self.horizon(&bearers, row.cell(Column::Horizon));
    }

    /// Target groups belong to the goals of their row; where it has none, to what it has.
    fn target_groups(&mut self, row: &PlanRow, brought: &Brought) {
        let cell = row.cell(Column::TargetGroup);
        if cell.is_blank() {
            return;
        }
        let place = cell.place_at(0);
        let all = |kind, indices: &[usize]| {
            indices
                .iter()
                .map(|&index| ItemRef { kind, index })
                .collect::<Vec<_>>()
        };
        let bearers = if !brought.goals.is_empty() {
            all(ItemKind::Goal, &brought.goals)
        } else if !brought.suggestions.is_empty() {
            let why = "the row has no goal of its own, so the group belongs to its suggestions";
            self.report.cell(place, RepairKind::Attached, 0.85, why);
            all(ItemKind::Suggestion, &brought.suggestions)
        } else {
            self.bearer(row, brought, place).into_iter().collect()
        };
        self.refer(&bearers, cell, 0, &cell.text, Column::TargetGroup);
        let read = groups::read(cell);
        for (words, place) in &read.remarks {
            self.report.cell(
                *place,
                RepairKind::Remark,
                0.8,
                "a sentence about the groups, kept as a remark",
            );
            self.remark(&bearers, words, *place);
        }
        self.each(&bearers, |facets| {
            facets.target_groups.extend(read.groups.iter().cloned())
        });
    }

    fn parties(&mut self, bearers: &[ItemRef], cell: &Cell) {
        if cell.is_blank() {
            return;
        }
        let parties = parties::read(cell, self.aliases, self.report);
        self.each(bearers, |facets| {
            facets.parties.extend(parties.iter().cloned())
        });
    }

    fn resources(&mut self, bearers: &[ItemRef], cell: &Cell) {
        for (at, stated) in resources::read(&cell.text) {
            let place = cell.place_at(at);
            match stated {
                Stated::Remark(words) => {
                    self.report.cell(
                        place,
                        RepairKind::Remark,
                        0.9,
                        "a sentence about resources, kept as a remark",
                    );
                    self.remark(bearers, words, place);
                }
                Stated::Needed {
                    mut kinds,
                    optional,
                    optional_by_list,
                    words,
                } => {
                    if optional_by_list {
                        let why = "took \"ggf.\" to hold for the rest of its list";
                        self.report.cell(place, RepairKind::Carried, 0.8, why);
                    }
                    if kinds.is_empty() {
                        self.report.cell(
                            place,
                            RepairKind::ResourceUnknown,
                            0.4,
                            "a resource of no known kind; took OTHER",
                        );
                        kinds.push(ResourceKind::Other);
                    }
                    let needed = kinds.into_iter().map(|kind| Resource {
                        kind,
                        optional,
                        words: words.to_owned(),
                        place,
                    });
                    let needed: Vec<Resource> = needed.collect();
                    self.each(bearers, |facets| {
                        facets.resources.extend(needed.iter().cloned())
                    });
                }
            }
        }
        if cell.text.ends_with(',') {
            let place = cell.place_at(cell.text.len());
            self.report.cell(
                place,
                RepairKind::OpenEnd,
                0.5,
                "the list ends in a comma; is a resource missing?",
            );
        }
    }

    fn horizon(&mut self, bearers: &[ItemRef], cell: &Cell) {
        if cell.is_blank() {
            return;
        }
        let place = cell.place_at(0);
        match horizon::read(&cell.text, place) {
            Some(horizon) => {
                self.each(bearers, |facets| facets.horizon = Some(horizon.clone()));
            }
            None => {
                self.report.cell(
                    place,
                    RepairKind::HorizonUnknown,
                    0.3,
                    "names no term; kept as a remark",
                );
                self.remark(bearers, &cell.text, place);
            }
        }
    }

    /// What stands beside several suggestions without a measure belongs to each of them.
    fn parallel_bearers(&mut self, row: &PlanRow, brought: &Brought, place: Place) -> Vec<ItemRef> {
        if brought.measure.is_none() && brought.suggestions.len() > 1 {
            let why = "the row has several suggestions and no measure, so this belongs to each";
            self.report.cell(place, RepairKind::Attached, 0.8, why);
            return self.bearers(brought);
        }
        self.bearer(row, brought, place).into_iter().collect()
    }

    pub(super) fn remark(&mut self, bearers: &[ItemRef], words: &str, place: Place) {
        let remark = Remark {
            words: words.to_owned(),
            place,
        };
        self.each(bearers, |facets| facets.remarks.push(remark.clone()));
    }

    fn each(&mut self, bearers: &[ItemRef], add: impl Fn(&mut Facets)) {
        for &bearer in bearers {
            if let Some(facets) = self.document.facets_mut(bearer) {
                add(facets);
            }
        }
    }
}
