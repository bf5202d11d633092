//! What the document has and the database had not: new areas, sections, items and steps, made from
//! their words alone. The texts in plain words are left for people.

use domain::id::{ActionAreaId, ChallengeId, GoalId, MeasureId, PartId, Slug, SuggestionId};
use domain::plan::{
    ActionArea, Challenge, FirstStep, Goal, Measure, PlanItem, PlanItemId, PlanSection,
    ReferenceTarget, Suggestion,
};
use domain::text::Words;
use interchange::plan::{ItemKind, ItemRef, ItemView};

use super::held::address;
use super::merge::{Merge, Spot, id_of, slug_kind};
use super::slot::Standing;
use super::summary::{FindingKind, ThingKind};
use super::wording::{german, official, title};

impl Merge<'_> {
    /// Make what the database has not, and note it; or note that nothing could hold it.
    pub(super) fn make(&mut self, view: ItemView<'_>) {
        let spot = Spot {
            line: Some(view.source.line),
            thing: ThingKind::Item(view.item.kind),
            slug: "",
            about: None,
        };
        match self.made(view) {
            Some((target, slug)) => {
                self.targets.insert(view.item, target);
                let made = Spot {
                    slug: slug.as_str(),
                    about: Some(address(target).0),
                    ..spot
                };
                self.note(made, FindingKind::New, 1.0);
            }
            None => self.note(spot, FindingKind::NotPlaced, 0.0),
        }
    }

    fn made(&mut self, view: ItemView<'_>) -> Option<(ReferenceTarget, Slug)> {
        let index = view.item.index;
        let standing = self.standing(view);
        match view.item.kind {
            ItemKind::Area => self.make_area(index, standing),
            ItemKind::Section => self.make_section(index, standing),
            ItemKind::Challenge => self.make_challenge(view, standing),
            ItemKind::Goal => self.make_goal(view, standing),
            ItemKind::Suggestion => self.make_suggestion(view, standing),
            ItemKind::Measure => self.make_measure(view, standing),
            ItemKind::Step => self.make_step(index, standing),
        }
    }

    fn make_area(&mut self, index: usize, standing: Standing) -> Option<(ReferenceTarget, Slug)> {
        let name = self.document.areas.get(index)?.name.clone();
        let name = official(&name.unwrap_or_else(|| format!("Handlungsfeld {}", index + 1)))?;
        let slug = self.slugs.make(slug_kind(ItemKind::Area), name.as_str())?;
        let id: ActionAreaId = id_of(&slug);
        self.held.areas.add(ActionArea {
            id,
            slug: slug.clone(),
            plan: self.held.plan.now.id,
            order: u32::try_from(index + 1).ok()?,
            title: german(name),
            summary: None,
            source: standing.source,
            sections: Vec::new(),
        });
        Some((ReferenceTarget::Area(id), slug))
    }

    fn make_section(
        &mut self,
        index: usize,
        standing: Standing,
    ) -> Option<(ReferenceTarget, Slug)> {
        let read = self.document.sections.get(index)?;
        let area = self.area(read.area)?;
        let parent = read.parent.and_then(|parent| self.section(parent, area));
        let text = official(&read.title)?;
        let slug = self
            .slugs
            .make(slug_kind(ItemKind::Section), text.as_str())?;
        let id = PartId::of_name(area, slug.as_str());
        let sections = &mut self.held.areas.get_mut(area)?.now.sections;
        sections.push(PlanSection {
            id,
            slug: slug.clone(),
            number: official(&read.number)?,
            parent,
            title: title(&text),
            official_text: Some(text),
            source: standing.source,
        });
        sections.sort_by_key(|section| section.source.map(|source| source.line));
        Some((ReferenceTarget::Section { area, section: id }, slug))
    }

    fn make_challenge(
        &mut self,
        view: ItemView<'_>,
        standing: Standing,
    ) -> Option<(ReferenceTarget, Slug)> {
        let read = self.document.challenges.get(view.item.index)?;
        let area = self.area(read.area)?;
        let section = read.section.and_then(|section| self.section(section, area));
        let item = self.item_of(view, standing)?;
        let (slug, id) = (item.slug.clone(), id_of::<ChallengeId>(&item.slug));
        self.held.challenges.add(Challenge {
            id,
            area,
            section,
            prioritized: None,
            item,
        });
        Some((ReferenceTarget::Item(PlanItemId::Challenge(id)), slug))
    }

    fn make_goal(
        &mut self,
        view: ItemView<'_>,
        standing: Standing,
    ) -> Option<(ReferenceTarget, Slug)> {
        let challenge = self.document.goals.get(view.item.index)?.challenge;
        let challenge = self.challenge(challenge?)?;
        let item = self.item_of(view, standing)?;
        let (slug, id) = (item.slug.clone(), id_of::<GoalId>(&item.slug));
        self.held.goals.add(Goal {
            id,
            challenge,
            item,
        });
        Some((ReferenceTarget::Item(PlanItemId::Goal(id)), slug))
    }

    /// A suggestion serves one goal. Where the document names none, it is the first of its
    /// challenge.
    fn make_suggestion(
        &mut self,
        view: ItemView<'_>,
        standing: Standing,
    ) -> Option<(ReferenceTarget, Slug)> {
        let read = self.document.suggestions.get(view.item.index)?;
        let of_challenge = |goal: &usize| {
            let goal = self.document.goals.get(*goal);
            read.challenge.is_some() && goal.is_some_and(|goal| goal.challenge == read.challenge)
        };
        let first = (0..self.document.goals.len()).find(of_challenge);
        let goal = self.goal(read.goals.first().copied().or(first)?)?;
        let item = self.item_of(view, standing)?;
        let (slug, id) = (item.slug.clone(), id_of::<SuggestionId>(&item.slug));
        self.held.suggestions.add(Suggestion {
            id,
            goal,
            number: read.number,
            item,
        });
        Some((ReferenceTarget::Item(PlanItemId::Suggestion(id)), slug))
    }

    fn make_measure(
        &mut self,
        view: ItemView<'_>,
        standing: Standing,
    ) -> Option<(ReferenceTarget, Slug)> {
        let read = self.document.measures.get(view.item.index)?;
        let challenge = self.challenge(read.challenge?)?;
        let goals = read.goals.iter().filter_map(|goal| self.goal(*goal));
        let goals = goals.collect();
        let suggestions = read.suggestions.iter();
        let suggestions = suggestions.filter_map(|it| self.suggestion(*it)).collect();
        let item = self.item_of(view, standing)?;
        let (slug, id) = (item.slug.clone(), id_of::<MeasureId>(&item.slug));
        self.held.measures.add(Measure {
            id,
            challenge,
            goals,
            suggestions,
            status: None,
            weight: None,
            progress_reports: Vec::new(),
            evaluations: Vec::new(),
            item,
        });
        Some((ReferenceTarget::Item(PlanItemId::Measure(id)), slug))
    }

    /// A step stands behind the one that the document has before it.
    fn make_step(&mut self, index: usize, standing: Standing) -> Option<(ReferenceTarget, Slug)> {
        let read = self.document.steps.get(index)?;
        let item = self.item_id(read.of)?;
        let text = official(&read.text)?;
        let earlier = self.document.steps.iter().take(index).enumerate().rev();
        let before =
            earlier
                .filter(|(_, step)| step.of == read.of)
                .find_map(|(index, _)| match self.targets.get(&step_ref(index))? {
                    ReferenceTarget::Step { item: holder, step } => {
                        (*holder == item).then_some(*step)
                    }
                    _ => None,
                });
        let slug = self.slugs.make(slug_kind(ItemKind::Step), text.as_str())?;
        let id = PartId::of_name(item, slug.as_str());
        let (holder, _) = self.held.item_mut(item)?;
        let at = before
            .and_then(|before| holder.steps.iter().position(|step| step.id == before))
            .map_or(0, |at| at + 1);
        holder.steps.insert(
            at,
            FirstStep {
                id,
                slug: slug.clone(),
                number: read.number,
                parallel: read.parallel,
                title: title(&text),
                official_text: Some(text),
                summary: None,
                source: standing.source,
                status: None,
            },
        );
        Some((ReferenceTarget::Step { item, step: id }, slug))
    }

    fn item_of(&mut self, view: ItemView<'_>, standing: Standing) -> Option<PlanItem> {
        let text: Words = official(view.text)?;
        let slug = self.slugs.make(slug_kind(view.item.kind), text.as_str())?;
        Some(PlanItem {
            slug,
            order: standing.order,
            title: title(&text),
            official_text: Some(text),
            summary: None,
            source: standing.source,
            target_groups: Vec::new(),
            resources: Vec::new(),
            horizon: None,
            steps: Vec::new(),
            references: Vec::new(),
            remarks: Vec::new(),
        })
    }

    fn area(&self, index: usize) -> Option<ActionAreaId> {
        let kind = ItemKind::Area;
        match self.targets.get(&ItemRef { kind, index })? {
            ReferenceTarget::Area(id) => Some(*id),
            _ => None,
        }
    }

    /// The section, where it lies in this area.
    fn section(&self, index: usize, within: ActionAreaId) -> Option<PartId> {
        let kind = ItemKind::Section;
        match self.targets.get(&ItemRef { kind, index })? {
            ReferenceTarget::Section { area, section } => (*area == within).then_some(*section),
            _ => None,
        }
    }

    fn challenge(&self, index: usize) -> Option<ChallengeId> {
        let kind = ItemKind::Challenge;
        match self.item_id(ItemRef { kind, index })? {
            PlanItemId::Challenge(id) => Some(id),
            _ => None,
        }
    }

    fn goal(&self, index: usize) -> Option<GoalId> {
        let kind = ItemKind::Goal;
        match self.item_id(ItemRef { kind, index })? {
            PlanItemId::Goal(id) => Some(id),
            _ => None,
        }
    }

    fn suggestion(&self, index: usize) -> Option<SuggestionId> {
        let kind = ItemKind::Suggestion;
        match self.item_id(ItemRef { kind, index })? {
            PlanItemId::Suggestion(id) => Some(id),
            _ => None,
        }
    }
}

const fn step_ref(index: usize) -> ItemRef {
    ItemRef {
        kind: ItemKind::Step,
        index,
    }
}
