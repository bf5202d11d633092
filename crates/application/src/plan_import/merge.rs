//! What the plan becomes: everything that the database has, with the document's words in it. Pure;
//! whoever calls it writes what changed.
//!
//! Found items keep what seeds and people wrote about them and get the words exactly as adopted;
//! new ones are made from their words alone. Nothing is taken out.

use std::collections::{BTreeMap, HashMap};

use domain::aggregate::Aggregate;
use domain::id::{EntityId, Slug, TypedId};
use domain::plan::{PlanItemId, ReferenceTarget, SourceDocument, SourcePosition};
use interchange::plan::{ItemKind, ItemRef, ItemView, KnownItem, PlanDocument, Reading};

use super::DocumentFile;
use super::held::{Held, Kept, Latitude, address};
use super::matching::{self, Found, SURE};
use super::questions::Open;
use super::slot::{Put, Standing, put};
use super::summary::{Edition, Finding, FindingKind, Tally, ThingKind};
use super::wording::{Slugs, official};

/// What a finding is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    /// The line of the document.
    pub(super) line: Option<usize>,
    /// What it is.
    pub(super) thing: ThingKind,
    /// What that is called.
    pub(super) slug: &'a str,
    /// The aggregate that is or holds it.
    pub(super) about: Option<EntityId>,
}

/// An import under way.
pub(super) struct Merge<'a> {
    pub(super) document: &'a PlanDocument,
    pub(super) edition: Edition,
    pub(super) held: Held,
    pub(super) slugs: Slugs,
    pub(super) findings: Vec<Finding>,
    pub(super) tallies: BTreeMap<ThingKind, Tally>,
    pub(super) found: HashMap<ItemRef, Found>,
    /// What each item of the document is, the new ones included.
    pub(super) targets: HashMap<ItemRef, ReferenceTarget>,
    /// Where each item stands among those of the plan, from 1.
    orders: HashMap<ItemRef, u32>,
}

/// What an import comes to, before anything is written.
#[derive(Debug)]
pub(super) struct Merged {
    pub(super) edition: Edition,
    pub(super) held: Held,
    pub(super) findings: Vec<Finding>,
    pub(super) tallies: BTreeMap<ThingKind, Tally>,
    /// For each line of the reader's report, what it is about.
    pub(super) places: Vec<Option<EntityId>>,
    pub(super) open: Vec<Open>,
}

impl Merge<'_> {
    /// What the plan becomes with this document in it.
    pub(super) fn merged(
        reading: &Reading,
        (held, keys): (Held, &[KnownItem]),
        file: &DocumentFile,
    ) -> Merged {
        let mut merge = Merge::new(&reading.document, held, keys);
        merge.merge(file);
        let places = merge.places(&reading.report);
        let open = merge.open(&reading.report, &places);
        let Merge {
            edition,
            held,
            findings,
            tallies,
            ..
        } = merge;
        Merged {
            edition,
            held,
            findings,
            tallies,
            places,
            open,
        }
    }
}

impl<'a> Merge<'a> {
    fn new(document: &'a PlanDocument, held: Held, keys: &[KnownItem]) -> Self {
        let found = matching::find(document, &held, keys);
        let mut slugs = Slugs::default();
        for thing in held.things() {
            slugs.take(slug_kind(thing.kind), thing.slug);
        }
        // Things of other plans have slugs as well.
        for (id, item) in held.items() {
            slugs.take(slug_kind(super::held::kind_of(id)), &item.slug);
        }
        for kept in held.areas.iter() {
            slugs.take(slug_kind(ItemKind::Area), &kept.now.slug);
        }
        for kept in held.responsibilities.iter() {
            slugs.take(RESPONSIBILITY, &kept.now.slug);
        }
        let known = held.plan.now.document.as_ref();
        let edition = match known.map(|known| known.sha256.as_str() == document.sha256) {
            None | Some(true) => Edition::Same,
            Some(false) => Edition::Newer,
        };
        Self {
            document,
            edition,
            slugs,
            findings: Vec::new(),
            tallies: BTreeMap::new(),
            targets: found.iter().map(|(item, it)| (*item, it.target)).collect(),
            found,
            orders: reading_order(document),
            held,
        }
    }

    /// Bring the document's words into the plan.
    fn merge(&mut self, file: &DocumentFile) {
        for view in self.document.items() {
            match self.found.get(&view.item).copied() {
                Some(found) => self.settle(view, found),
                None => self.make(view),
            }
        }
        self.facets();
        self.references();
        self.plan_document(file);
        self.leave_what_is_closed();
        self.count_items();
        self.findings
            .sort_by(|a, b| (a.line, a.thing, &a.slug).cmp(&(b.line, b.thing, &b.slug)));
    }

    pub(super) fn note(&mut self, spot: Spot<'_>, what: FindingKind, confidence: f32) {
        let Spot {
            line,
            thing,
            slug,
            about,
        } = spot;
        self.findings.push(Finding {
            line,
            thing,
            slug: slug.to_owned(),
            about,
            what,
            confidence,
            decided: what.is_decided(),
        });
    }

    pub(super) fn standing(&self, view: ItemView<'_>) -> Standing {
        let of_area = u32::try_from(view.item.index + 1).ok();
        let order = match view.item.kind {
            ItemKind::Area => of_area,
            _ => self.orders.get(&view.item).copied(),
        };
        Standing {
            order: order.unwrap_or_default(),
            source: source(view.source.line),
        }
    }

    /// Give a found item the document's words and place.
    fn settle(&mut self, view: ItemView<'_>, found: Found) {
        let text = official(view.text);
        let standing = self.standing(view);
        let edition = self.edition;
        let Some((slug, put)) = self.held.thing_mut(found.target, |slot, latitude| {
            if latitude == Latitude::Free || edition == Edition::Newer {
                slot.stand(standing);
            }
            slot.official()
                .map_or(Put::Same, |words| put(words, text, latitude, edition))
        }) else {
            return;
        };
        let place = Spot {
            line: Some(view.source.line),
            thing: ThingKind::Item(view.item.kind),
            slug: &slug,
            about: Some(address(found.target).0),
        };
        if found.confidence < SURE {
            self.note(place, FindingKind::Uncertain, found.confidence);
        }
        match put {
            Put::Same | Put::Filled => {}
            Put::Replaced => self.note(place, FindingKind::Changed, found.confidence),
            Put::Refused => self.note(place, FindingKind::Kept, found.confidence),
        }
    }

    /// From which document the plan was taken. Another name for the same bytes is no news.
    fn plan_document(&mut self, file: &DocumentFile) {
        let sha256 = &self.document.sha256;
        let slot = &mut self.held.plan.now.document;
        if slot
            .as_ref()
            .is_some_and(|known| known.sha256.as_str() == sha256)
        {
            return;
        }
        if let (Some(name), Some(sha256)) = (official(&file.name), official(sha256)) {
            *slot = Some(SourceDocument {
                name,
                sha256,
                lines: file.lines,
            });
        }
    }

    /// Take back what was changed in things that wait for somebody.
    fn leave_what_is_closed(&mut self) {
        let mut closed: Vec<(ThingKind, String, Option<SourcePosition>, EntityId)> = Vec::new();
        macro_rules! leave {
            ($($shelf:ident $kind:expr, |$it:ident| $slug:expr, $source:expr;)+) => {$(
                for kept in self.held.$shelf.iter_mut() {
                    if take_back(kept) {
                        let $it = &kept.now;
                        closed.push(($kind, $slug.to_string(), $source, kept.now.id().entity()));
                    }
                }
            )+};
        }
        leave! {
            areas ThingKind::Item(ItemKind::Area), |it| it.slug, it.source;
            challenges ThingKind::Item(ItemKind::Challenge), |it| it.item.slug, it.item.source;
            goals ThingKind::Item(ItemKind::Goal), |it| it.item.slug, it.item.source;
            suggestions ThingKind::Item(ItemKind::Suggestion), |it| it.item.slug, it.item.source;
            measures ThingKind::Item(ItemKind::Measure), |it| it.item.slug, it.item.source;
            responsibilities ThingKind::Responsibility, |it| it.slug, it.source;
        }
        take_back(&mut self.held.plan);
        for (thing, slug, source, about) in closed {
            let spot = Spot {
                line: source.map(|source| source.line as usize),
                thing,
                slug: &slug,
                about: Some(about),
            };
            self.note(spot, FindingKind::Closed, 1.0);
        }
    }

    /// The item of the plan that this item of the document is.
    pub(super) fn item_id(&self, item: ItemRef) -> Option<PlanItemId> {
        match self.targets.get(&item)? {
            ReferenceTarget::Item(id) => Some(*id),
            _ => None,
        }
    }
}

pub(super) const RESPONSIBILITY: &str = "responsibility";

/// Slugs are unique among things of a kind.
pub(super) const fn slug_kind(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Area => "area",
        ItemKind::Section => "section",
        ItemKind::Challenge => "challenge",
        ItemKind::Goal => "goal",
        ItemKind::Suggestion => "suggestion",
        ItemKind::Measure => "measure",
        ItemKind::Step => "step",
    }
}

pub(super) fn source(line: usize) -> Option<SourcePosition> {
    let line = u32::try_from(line).ok()?;
    Some(SourcePosition { line })
}

fn take_back<T: Aggregate>(kept: &mut Kept<T>) -> bool {
    let closed = kept.is_closed() && kept.is_changed();
    if let Some(before) = kept.before.as_ref().filter(|_| closed) {
        kept.now = before.content.clone();
    }
    closed
}

/// Each item's number as one reads: area by area, by line, on a line from the challenge to the
/// measure. Seeds are numbered the same way.
fn reading_order(document: &PlanDocument) -> HashMap<ItemRef, u32> {
    let mut items = document.items();
    items.retain(|view| document.facets(view.item).is_some());
    items.sort_by_key(|view| {
        let source = view.source;
        (view.area, source.line, view.item.kind, source.ordinal)
    });
    items.iter().map(|view| view.item).zip(1..).collect()
}

/// The slug by which a party's part in an item is known, as seeds name it.
pub(super) fn responsibility_stem(item: PlanItemId, slug: &Slug, organization: &str) -> String {
    let kind = slug_kind(super::held::kind_of(item));
    format!("{kind}-{slug}-{organization}")
}

/// The id of what has just been named.
pub(super) fn id_of<T: TypedId>(slug: &Slug) -> T {
    T::of_slug(slug.as_str())
}
