//! What the document says beside an item: for whom, who, with what, by when, and what it refers to.
//!
//! Seeds and people say these things better than the columns do, so they are filled only where the
//! database says nothing; the wording of parties and references is kept beside what they mean.

use std::collections::{HashMap, HashSet};

use domain::aggregate::Aggregate;
use domain::id::{OrganizationId, ResponsibilityId, TypedId};
use domain::period::Period;
use domain::plan::{
    Commitment, Confidence, CrossReference, PlanItem, PlanItemId, ReferenceTarget, Responsibility,
    ResponsibilityRole, ResponsibilitySubject,
};
use domain::text::{LocalizedText, Words};
use interchange::plan::{Facets, ItemKind, ItemRef, Party};

use super::facets;
use super::held::{Latitude, before};
use super::merge::{Merge, RESPONSIBILITY, Spot, id_of, responsibility_stem, source};
use super::slot::{Put, put};
use super::summary::{Edition, FindingKind, ThingKind};
use super::wording::official;

/// The parties of an item that are one organization in one role, with all its wordings.
struct Named {
    organization: OrganizationId,
    key: String,
    role: ResponsibilityRole,
    wordings: Vec<String>,
    /// What the document says about them beside their names.
    notes: Vec<String>,
}

/// What a question mark behind a name says.
const DOUBT: &str = "Das Dokument setzt ein Fragezeichen dahinter.";

/// A reference as an item makes it.
struct Made {
    target: Option<ReferenceTarget>,
    confidence: Option<Confidence>,
    words: Words,
    line: usize,
}

impl Merge<'_> {
    /// Fill what the columns beside each item say.
    pub(super) fn facets(&mut self) {
        let mut of_subject: HashMap<ResponsibilitySubject, Vec<ResponsibilityId>> = HashMap::new();
        for kept in self.held.responsibilities.iter() {
            let ids = of_subject.entry(kept.now.subject).or_default();
            ids.push(kept.now.id);
        }
        let mut claimed = HashSet::new();
        let document = self.document;
        for view in document.items() {
            let (Some(read), Some(id)) = (document.facets(view.item), self.item_id(view.item))
            else {
                continue;
            };
            self.fill(id, read);
            let subject = ResponsibilitySubject::PlanItem(id);
            let known = of_subject.remove(&subject).unwrap_or_default();
            self.parties(id, view.source.line, &read.parties, (known, &mut claimed));
        }
        self.count_parties(&claimed);
    }

    fn fill(&mut self, id: PlanItemId, read: &Facets) {
        let groups = std::mem::take(&mut self.held.groups);
        if let Some((item, Latitude::Free)) = self.held.item_mut(id) {
            let mut remarks = Vec::new();
            if item.target_groups.is_empty() {
                for words in &read.target_groups {
                    match facets::target_group(words, &groups) {
                        Some(group) => item.target_groups.push(group),
                        None => remarks.extend(facets::remark("Zielgruppe: ", &words.words)),
                    }
                }
            }
            if item.resources.is_empty() {
                item.resources = read.resources.iter().map(facets::resource).collect();
            }
            if item.horizon.is_none() {
                item.horizon = read.horizon.as_ref().and_then(facets::horizon);
            }
            let said = read.remarks.iter();
            remarks.extend(said.filter_map(|it| facets::remark("", &it.words)));
            if item.remarks.is_empty() {
                item.remarks = remarks;
            }
        }
        self.held.groups = groups;
    }

    fn parties(
        &mut self,
        id: PlanItemId,
        line: usize,
        read: &[Party],
        (known, claimed): (Vec<ResponsibilityId>, &mut HashSet<ResponsibilityId>),
    ) {
        for named in self.named(id, line, read) {
            let fits = |role: Option<ResponsibilityRole>| {
                let mut free = known.iter().copied().filter(|it| !claimed.contains(it));
                free.find(|it| {
                    let kept = self.held.responsibilities.get(*it);
                    kept.is_some_and(|kept| {
                        kept.now.organization == named.organization
                            && role.is_none_or(|role| kept.now.role == role)
                    })
                })
            };
            let words = official(&named.wordings.join(", "));
            let note = facets::remark("", &named.notes.join("; "));
            match fits(Some(named.role)).or_else(|| fits(None)) {
                Some(found) => {
                    claimed.insert(found);
                    self.name_party(found, line, (words, note));
                }
                None => claimed.extend(self.make_party(id, line, named, (words, note))),
            }
        }
    }

    /// The parties that stand for a known organization; the others become remarks.
    fn named(&mut self, id: PlanItemId, line: usize, read: &[Party]) -> Vec<Named> {
        let mut all: Vec<Named> = Vec::new();
        for party in read {
            let key = party.organization.clone();
            let known = key.map(|key| (OrganizationId::of_slug(&key), key));
            let known = known.filter(|(id, _)| self.held.organizations.contains(id));
            let Some((organization, key)) = known else {
                self.keep_as_remark(id, line, party);
                continue;
            };
            let role = facets::role(party.role);
            let same = |it: &&mut Named| it.organization == organization && it.role == role;
            let doubt = party.doubtful.then(|| DOUBT.to_owned());
            let said = party
                .notes
                .iter()
                .filter(|note| !party.words.contains(*note));
            let notes = said.cloned().chain(doubt);
            if let Some(same) = all.iter_mut().find(same) {
                if !same.wordings.contains(&party.words) {
                    same.wordings.push(party.words.clone());
                }
                same.notes.extend(notes);
                continue;
            }
            all.push(Named {
                organization,
                key,
                role,
                wordings: vec![party.words.clone()],
                notes: notes.collect(),
            });
        }
        all
    }

    fn keep_as_remark(&mut self, id: PlanItemId, line: usize, party: &Party) {
        let Some(remark) = facets::remark("Als Beteiligte genannt: ", &party.words) else {
            return;
        };
        let slug = self.held.item_mut(id).map(|(item, latitude)| {
            if latitude == Latitude::Free && !item.remarks.contains(&remark) {
                item.remarks.push(remark);
            }
            item.slug.to_string()
        });
        let spot = Spot {
            line: Some(line),
            thing: ThingKind::Responsibility,
            slug: slug.as_deref().unwrap_or_default(),
            about: Some(id.into()),
        };
        self.note(spot, FindingKind::PartyUnknown, party.confidence);
    }

    fn name_party(
        &mut self,
        id: ResponsibilityId,
        line: usize,
        (words, note): (Option<Words>, Option<LocalizedText>),
    ) {
        let edition = self.edition;
        let Some(kept) = self.held.responsibilities.get_mut(id) else {
            return;
        };
        let latitude = kept.latitude();
        if latitude == Latitude::Free || edition == Edition::Newer {
            kept.now.source = source(line);
        }
        if latitude == Latitude::Free && kept.now.note.is_none() {
            kept.now.note = note;
        }
        let put = put(&mut kept.now.official_text, words, latitude, edition);
        let slug = kept.now.slug.to_string();
        let spot = Spot {
            line: Some(line),
            thing: ThingKind::Responsibility,
            slug: &slug,
            about: Some(id.entity()),
        };
        match put {
            Put::Same | Put::Filled => {}
            Put::Replaced => self.note(spot, FindingKind::Changed, 1.0),
            Put::Refused => self.note(spot, FindingKind::Kept, 1.0),
        }
    }

    /// The document names it, and nobody said more: whether it answers for the item is unknown.
    fn make_party(
        &mut self,
        item: PlanItemId,
        line: usize,
        named: Named,
        (words, note): (Option<Words>, Option<LocalizedText>),
    ) -> Option<ResponsibilityId> {
        let stem = responsibility_stem(item, &self.held.item(item)?.slug, &named.key);
        let slug = self.slugs.free(RESPONSIBILITY, &stem)?;
        let id: ResponsibilityId = id_of(&slug);
        let subject = ResponsibilitySubject::PlanItem(item);
        let orders = self.held.responsibilities.iter();
        let orders = orders.filter(|kept| kept.now.subject == subject);
        let order = orders.map(|kept| kept.now.order).max().unwrap_or_default() + 1;
        let spot = Spot {
            line: Some(line),
            thing: ThingKind::Responsibility,
            slug: slug.as_str(),
            about: Some(id.entity()),
        };
        self.note(spot, FindingKind::New, 1.0);
        self.held.responsibilities.add(Responsibility {
            id,
            slug,
            organization: named.organization,
            subject,
            role: named.role,
            commitment: Some(Commitment::Named),
            responsible: None,
            period: Period::default(),
            contact: None,
            note,
            official_text: words,
            source: source(line),
            order,
        });
        Some(id)
    }

    fn count_parties(&mut self, claimed: &HashSet<ResponsibilityId>) {
        let mut tally = super::summary::Tally::default();
        let mut missing = Vec::new();
        for kept in self.held.responsibilities.iter() {
            let known = before(kept);
            let of_plan = match kept.now.subject {
                ResponsibilitySubject::PlanItem(item) => self.held.area_of(item).is_some(),
                ResponsibilitySubject::Area(_) | ResponsibilitySubject::Entry(_) => false,
            };
            if !claimed.contains(&kept.now.id()) {
                // Seeds also know parties that the document names inside of its sentences.
                if of_plan && kept.now.official_text.is_some() {
                    tally.missing += 1;
                    missing.push((kept.now.slug.to_string(), kept.now.source, kept.now.id));
                }
            } else if known.is_none() {
                tally.new += 1;
            } else {
                let changed = kept.is_changed() && !kept.is_closed();
                tally.matched += 1;
                tally.changed += usize::from(changed);
                tally.unchanged += usize::from(!changed);
            }
        }
        self.tallies.insert(ThingKind::Responsibility, tally);
        for (slug, source, id) in missing {
            let spot = Spot {
                line: source.map(|source| source.line as usize),
                thing: ThingKind::Responsibility,
                slug: &slug,
                about: Some(id.entity()),
            };
            self.note(spot, FindingKind::Missing, 1.0);
        }
    }

    /// Give each item's references the document's words, by what they mean.
    pub(super) fn references(&mut self) {
        let mut of_item: Vec<(PlanItemId, Vec<Made>)> = Vec::new();
        for read in &self.document.references {
            let Some(words) = official(&read.words) else {
                continue;
            };
            let target = read.target.and_then(|it| self.targets.get(&it).copied());
            let mut holders: Vec<PlanItemId> = Vec::new();
            for from in &read.from {
                let holder = self.holder(*from).filter(|it| !holders.contains(it));
                holders.extend(holder);
            }
            for holder in holders {
                let made = Made {
                    target,
                    confidence: target.and_then(|_| percent(read.confidence)),
                    words: words.clone(),
                    line: read.place.line,
                };
                match of_item.iter_mut().find(|(item, _)| *item == holder) {
                    Some((_, all)) => all.push(made),
                    None => of_item.push((holder, vec![made])),
                }
            }
        }
        for (id, made) in of_item {
            let edition = self.edition;
            let Some((item, latitude)) = self.held.item_mut(id) else {
                continue;
            };
            let others = refer(item, made, (latitude, edition));
            let slug = item.slug.to_string();
            for line in others {
                let spot = Spot {
                    line: Some(line),
                    thing: ThingKind::Item(super::held::kind_of(id)),
                    slug: &slug,
                    about: Some(id.into()),
                };
                self.note(spot, FindingKind::OtherTarget, 0.5);
            }
        }
    }

    /// The item that holds what refers: a step's references are its item's.
    fn holder(&self, from: ItemRef) -> Option<PlanItemId> {
        match from.kind {
            ItemKind::Step => self.item_id(self.document.steps.get(from.index)?.of),
            _ => self.item_id(from),
        }
    }
}

/// Bring references into an item; the lines of those that were taken for one of another meaning.
fn refer(
    item: &mut PlanItem,
    mut made: Vec<Made>,
    (latitude, edition): (Latitude, Edition),
) -> Vec<usize> {
    let mut free: Vec<usize> = (0..item.references.len()).collect();
    let mut claim = |made: &mut Vec<Made>,
                     references: &mut Vec<CrossReference>,
                     fits: &dyn Fn(&CrossReference, &Made) -> bool| {
        made.retain(|one| {
            let fitting = |at: &usize| references.get(*at).is_some_and(|it| fits(it, one));
            let Some(place) = free.iter().position(fitting) else {
                return true;
            };
            if let Some(known) = references.get_mut(free.remove(place)) {
                let words = Some(one.words.clone());
                put(&mut known.official_text, words, latitude, edition);
            }
            false
        });
    };
    let references = &mut item.references;
    let same_words =
        |known: &CrossReference, one: &Made| known.official_text.as_ref() == Some(&one.words);
    claim(&mut made, references, &|known, one| {
        known.target == one.target && same_words(known, one)
    });
    claim(&mut made, references, &|known, one| {
        one.target.is_some() && known.target == one.target
    });
    claim(&mut made, references, &same_words);
    let mut others = Vec::new();
    if let ([place], [one]) = (free.as_slice(), made.as_slice())
        && let Some(known) = references.get_mut(*place)
        && known.official_text.is_none()
    {
        known.official_text = Some(one.words.clone());
        others.push(one.line);
        made.clear();
    }
    if latitude == Latitude::Free {
        references.extend(made.into_iter().map(|one| CrossReference {
            target: one.target,
            confidence: one.confidence,
            official_text: Some(one.words),
        }));
    }
    others
}

fn percent(confidence: f32) -> Option<Confidence> {
    // In range by the clamp.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
    Confidence::percent(percent).ok()
}
