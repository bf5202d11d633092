//! What a cross-reference means: the item whose words fit best, or the area it merely names.

use super::amend::Directives;
use super::corrections::CorrectionError;
use super::document::{ItemKind, ItemRef, PlanDocument, Reference};
use super::quotes::{Parts, suggestion_number};
use super::references::{Direction, Pending};
use super::report::{Column, RepairKind, Report, SURE};
use super::words::{content_words, fold, similarity};

pub(super) fn resolve(
    document: &mut PlanDocument,
    pending: Vec<Pending>,
    directives: &mut Directives<'_>,
    report: &mut Report,
) -> Result<(), CorrectionError> {
    let mut references = Vec::new();
    let candidates = candidates(document);
    let resolver = Resolver {
        document,
        candidates,
    };
    for wanted in pending {
        let words = format!("{} {}", wanted.context, wanted.words);
        let targets = match directives.target(wanted.place.line, &words, report) {
            Some(address) => {
                let item = document.items().into_iter().find(|view| {
                    view.item.kind == address.kind
                        && (view.source.line, view.source.ordinal)
                            == (address.line, address.ordinal)
                });
                let Some(item) = item else {
                    let why = format!(
                        "there is no {:?} {} on line {} to refer to",
                        address.kind, address.ordinal, address.line
                    );
                    return Err(CorrectionError::DoesNotApply {
                        line: wanted.place.line,
                        why,
                    });
                };
                vec![(Some(item.item), 1.0)]
            }
            None => resolver.targets(&wanted),
        };
        for (target, confidence) in targets {
            note(document, &wanted, target, confidence, report);
            let target = target.filter(|_| confidence >= SURE);
            let (from, words, place) = (wanted.from.clone(), wanted.words.clone(), wanted.place);
            references.push(Reference {
                from,
                words,
                target,
                confidence,
                place,
            });
        }
    }
    document.references = references;
    Ok(())
}

fn note(
    document: &PlanDocument,
    wanted: &Pending,
    target: Option<ItemRef>,
    confidence: f32,
    report: &mut Report,
) {
    let found = target.and_then(|target| {
        document
            .items()
            .into_iter()
            .find(|view| view.item == target)
    });
    let why = match found {
        Some(view) if confidence >= SURE => format!(
            "means the {:?} on line {}",
            view.item.kind, view.source.line
        ),
        Some(view) => format!(
            "means perhaps the {:?} on line {}; refer it by a correction",
            view.item.kind, view.source.line
        ),
        None => "nothing in the document fits; refer it by a correction".to_owned(),
    };
    report.cell(wanted.place, RepairKind::Reference, confidence, why);
}

/// An item with its words ready to compare.
struct Candidate {
    item: ItemRef,
    area: usize,
    line: usize,
    challenge: Option<usize>,
    folded: String,
    words: Vec<String>,
}

fn candidates(document: &PlanDocument) -> Vec<Candidate> {
    let kinds = [
        ItemKind::Challenge,
        ItemKind::Goal,
        ItemKind::Suggestion,
        ItemKind::Measure,
    ];
    let views = document
        .items()
        .into_iter()
        .filter(|view| kinds.contains(&view.item.kind));
    views
        .map(|view| Candidate {
            item: view.item,
            area: view.area,
            line: view.source.line,
            challenge: match view.item.kind {
                ItemKind::Measure => document.measures[view.item.index].challenge,
                _ => None,
            },
            folded: fold(view.text),
            words: content_words(view.text),
        })
        .collect()
}

struct Resolver<'a> {
    document: &'a PlanDocument,
    candidates: Vec<Candidate>,
}

/// What to look for, and where.
#[derive(Default)]
struct Query<'a> {
    text: &'a str,
    areas: Vec<usize>,
    kind: Option<ItemKind>,
    /// Only items before or after this line.
    bound: Option<(usize, Direction)>,
    under: Option<usize>,
}

impl Resolver<'_> {
    fn targets(&self, wanted: &Pending) -> Vec<(Option<ItemRef>, f32)> {
        if let Some(target) = wanted.target {
            return vec![(Some(target), 0.9)];
        }
        if wanted.direction != Direction::Named {
            let areas = self.home(wanted).into_iter().collect();
            let bound = Some((wanted.place.line, wanted.direction));
            return vec![self.best(
                wanted,
                &Query {
                    text: &wanted.context,
                    areas,
                    bound,
                    ..Query::default()
                },
            )];
        }
        let own = match &wanted.label {
            Some(label) => wanted
                .words
                .split_once(label.as_str())
                .map_or(wanted.words.as_str(), |(_, rest)| rest),
            None => &wanted.words,
        };
        let own = own
            .find("siehe")
            .or_else(|| own.find("Siehe"))
            .map_or(own, |at| &own[at + "siehe".len()..]);
        let parts = Parts::read(own, self.document);
        let areas = parts.areas.clone();
        if let Some(number) = suggestion_number(&parts.scope) {
            return vec![self.numbered_suggestion(wanted, number)];
        }
        if !parts.texts.is_empty() {
            return parts
                .texts
                .iter()
                .map(|(text, challenge)| self.text(wanted, text, *challenge, &areas))
                .collect();
        }
        if !areas.is_empty() {
            return areas
                .iter()
                .map(|&index| {
                    (
                        Some(ItemRef {
                            kind: ItemKind::Area,
                            index,
                        }),
                        0.95,
                    )
                })
                .collect();
        }
        if let Some(section) = self.section(wanted, &parts.scope) {
            return vec![(Some(section), 0.9)];
        }
        vec![self.best(
            wanted,
            &Query {
                text: &parts.scope,
                ..Query::default()
            },
        )]
    }

    fn text(
        &self,
        wanted: &Pending,
        text: &str,
        challenge: bool,
        areas: &[usize],
    ) -> (Option<ItemRef>, f32) {
        let kind = challenge.then_some(ItemKind::Challenge);
        if let Some(label) = &wanted.label {
            let heading = self.best(
                wanted,
                &Query {
                    text,
                    kind: Some(ItemKind::Challenge),
                    ..Query::default()
                },
            );
            if let (Some(challenge), true) = (heading.0, heading.1 >= SURE) {
                let query = Query {
                    text: label,
                    kind: Some(ItemKind::Measure),
                    under: Some(challenge.index),
                    ..Query::default()
                };
                let (measure, confidence) = self.best(wanted, &query);
                return if confidence >= SURE {
                    (measure, confidence.min(heading.1))
                } else {
                    heading
                };
            }
        }
        let within = self.best(
            wanted,
            &Query {
                text,
                areas: areas.to_vec(),
                kind,
                ..Query::default()
            },
        );
        if within.1 >= SURE || areas.is_empty() {
            return within;
        }
        let anywhere = self.best(
            wanted,
            &Query {
                text,
                kind,
                ..Query::default()
            },
        );
        if anywhere.1 > within.1 {
            anywhere
        } else {
            within
        }
    }

    /// The item whose words fit best. The same words in several places are told apart by the area
    /// and the distance, which is less sure.
    fn best(&self, wanted: &Pending, query: &Query<'_>) -> (Option<ItemRef>, f32) {
        let folded = fold(query.text);
        let words = content_words(query.text);
        let home = self.home(wanted);
        let mut ranked: Vec<(f32, f32, &Candidate)> = Vec::new();
        for candidate in &self.candidates {
            let fits = query.kind.is_none_or(|kind| kind == candidate.item.kind)
                && (query.areas.is_empty() || query.areas.contains(&candidate.area))
                && query
                    .under
                    .is_none_or(|challenge| candidate.challenge == Some(challenge))
                && !wanted.from.contains(&candidate.item)
                && match query.bound {
                    Some((line, Direction::Above)) => candidate.line < line,
                    Some((line, Direction::Below)) => candidate.line > line,
                    Some((_, Direction::Named)) | None => true,
                };
            if !fits {
                continue;
            }
            let score = if folded == candidate.folded {
                1.0
            } else {
                similarity(&words, &candidate.words)
            };
            let kind = match (wanted.column, candidate.item.kind) {
                (Column::Measures, ItemKind::Measure) => 0.08,
                (_, ItemKind::Challenge | ItemKind::Measure) => 0.01,
                _ => 0.0,
            };
            let near = if home == Some(candidate.area) {
                0.02
            } else {
                0.0
            };
            #[expect(clippy::cast_precision_loss, reason = "line numbers")]
            let distance = candidate.line.abs_diff(wanted.place.line) as f32 * 1e-6;
            ranked.push((score + kind + near - distance, score, candidate));
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let Some((_, score, best)) = ranked.first() else {
            return (None, 0.0);
        };
        let twins = ranked
            .iter()
            .filter(|(_, _, other)| {
                other.item.kind == best.item.kind && other.folded == best.folded
            })
            .count();
        let confidence = match (twins, home == Some(best.area)) {
            (0 | 1, _) => *score,
            (_, true) => score.min(0.8),
            (_, false) => score.min(0.6),
        };
        (Some(best.item).filter(|_| confidence > 0.2), confidence)
    }

    fn home(&self, wanted: &Pending) -> Option<usize> {
        let from = wanted.from.first()?;
        self.document
            .items()
            .into_iter()
            .find(|view| view.item == *from)
            .map(|view| view.area)
    }

    /// "siehe Anregung N": numbers restart, so it is the one under the same goal.
    fn numbered_suggestion(&self, wanted: &Pending, number: u32) -> (Option<ItemRef>, f32) {
        let goals = wanted
            .from
            .iter()
            .flat_map(|&item| self.goals(item))
            .collect::<Vec<_>>();
        let fits = self
            .document
            .suggestions
            .iter()
            .enumerate()
            .filter(|(_, suggestion)| {
                suggestion.number == Some(number)
                    && suggestion.goals.iter().any(|goal| goals.contains(goal))
            });
        let found: Vec<usize> = fits.map(|(index, _)| index).collect();
        let confidence = if found.len() == 1 { 0.9 } else { 0.5 };
        (
            found.first().map(|&index| ItemRef {
                kind: ItemKind::Suggestion,
                index,
            }),
            if found.is_empty() { 0.0 } else { confidence },
        )
    }

    fn goals(&self, item: ItemRef) -> Vec<usize> {
        match item.kind {
            ItemKind::Goal => vec![item.index],
            ItemKind::Suggestion => self.document.suggestions[item.index].goals.clone(),
            ItemKind::Measure => self.document.measures[item.index].goals.clone(),
            ItemKind::Step => self.goals(self.document.steps[item.index].of),
            ItemKind::Challenge | ItemKind::Area | ItemKind::Section => vec![],
        }
    }

    fn section(&self, wanted: &Pending, scope: &str) -> Option<ItemRef> {
        let home = self.home(wanted);
        let named = |number: &str| {
            scope
                .split([' ', ','])
                .any(|word| word.trim_end_matches('.') == number.trim_end_matches('.'))
        };
        let sections = self.document.sections.iter().enumerate();
        let mut fits =
            sections.filter(|(_, section)| Some(section.area) == home && named(&section.number));
        fits.next().map(|(index, _)| ItemRef {
            kind: ItemKind::Section,
            index,
        })
    }
}
