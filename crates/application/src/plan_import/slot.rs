//! The places in the plan into which a document's words go, whatever kind of thing has them.

use domain::id::Slug;
use domain::plan::{ReferenceTarget, SourcePosition};
use domain::text::Words;

use super::held::{Held, Latitude};
use super::summary::Edition;

/// Where an item stands in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) order: u32,
    pub(super) source: Option<SourcePosition>,
}

/// What became of a slot for official words.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Put {
    Same,
    Filled,
    Replaced,
    Refused,
}

/// Put the document's words into a slot. Other words of a person stay, unless a newer edition says
/// something else than both.
pub(super) fn put(
    slot: &mut Option<Words>,
    text: Option<Words>,
    latitude: Latitude,
    edition: Edition,
) -> Put {
    match (&slot, text) {
        (_, None) => Put::Same,
        (Some(known), Some(text)) if *known == text => Put::Same,
        (Some(_), Some(_)) if latitude == Latitude::WordsOnly && edition == Edition::Same => {
            Put::Refused
        }
        (known, Some(text)) => {
            let put = if known.is_some() {
                Put::Replaced
            } else {
                Put::Filled
            };
            *slot = Some(text);
            put
        }
    }
}

/// A thing that a document can name, to be changed.
pub(super) enum Slot<'a> {
    Area(&'a mut domain::plan::ActionArea),
    Section(&'a mut domain::plan::PlanSection),
    Item(&'a mut domain::plan::PlanItem),
    Step(&'a mut domain::plan::FirstStep),
}

impl Slot<'_> {
    /// Where its official words are; an area has none.
    pub(super) fn official(&mut self) -> Option<&mut Option<Words>> {
        match self {
            Self::Area(_) => None,
            Self::Section(section) => Some(&mut section.official_text),
            Self::Item(item) => Some(&mut item.official_text),
            Self::Step(step) => Some(&mut step.official_text),
        }
    }

    /// Put it where the document has it.
    pub(super) fn stand(&mut self, standing: Standing) {
        match self {
            Self::Area(area) => {
                area.order = standing.order;
                area.source = standing.source;
            }
            Self::Section(section) => section.source = standing.source,
            Self::Item(item) => {
                item.order = standing.order;
                item.source = standing.source;
            }
            Self::Step(step) => step.source = standing.source,
        }
    }

    fn slug(&self) -> &Slug {
        match self {
            Self::Area(area) => &area.slug,
            Self::Section(section) => &section.slug,
            Self::Item(item) => &item.slug,
            Self::Step(step) => &step.slug,
        }
    }
}

impl Held {
    /// Change a thing; its slug, and what the change says.
    pub(super) fn thing_mut<T>(
        &mut self,
        target: ReferenceTarget,
        change: impl FnOnce(&mut Slot<'_>, Latitude) -> T,
    ) -> Option<(String, T)> {
        let (mut slot, latitude) = match target {
            ReferenceTarget::Item(id) => {
                let (item, latitude) = self.item_mut(id)?;
                (Slot::Item(item), latitude)
            }
            ReferenceTarget::Step { item, step } => {
                let (item, latitude) = self.item_mut(item)?;
                let step = item.steps.iter_mut().find(|known| known.id == step)?;
                (Slot::Step(step), latitude)
            }
            ReferenceTarget::Area(area) => {
                let kept = self.areas.get_mut(area)?;
                let latitude = kept.latitude();
                (Slot::Area(&mut kept.now), latitude)
            }
            ReferenceTarget::Section { area, section } => {
                let kept = self.areas.get_mut(area)?;
                let latitude = kept.latitude();
                let mut sections = kept.now.sections.iter_mut();
                (
                    Slot::Section(sections.find(|known| known.id == section)?),
                    latitude,
                )
            }
        };
        let said = change(&mut slot, latitude);
        Some((slot.slug().to_string(), said))
    }
}
