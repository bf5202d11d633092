//! What is to be done in a language, and how far each language is: counted over what is published,
//! as readers find it.
//!
//! What one revision says is counted once and kept, so that asking again looks only at what was
//! written since.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use catalogue::{Shelved, Snapshot};
use domain::code::Code;
use domain::entry::{CounsellingPoint, Offer};
use domain::for_each_aggregate;
use domain::id::{EntityId, EntityKind, OrganizationId, SiteId, TypedId};
use domain::organization::Organization;
use domain::place::{District, Location};
use domain::plan::{ActionArea, ActionPlan, Challenge, Goal, Measure, Responsibility, Suggestion};
use domain::policy::{Action, Actor, Denied, FieldGroup, Refusal, Resource, Tried, may_see};
use domain::site::Site;
use domain::taxonomy::{Language, TargetGroup, Term, Topic};
use domain::text::LanguageTag;
use domain::translation::{PlacedText, TextCounts, TranslationState, texts_in};

use crate::Application;
use crate::use_case::UseCaseError;

/// After how many things others get their turn.
const AT_ONCE: usize = 50;

/// Which things are wanted. A list that is empty means any.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WorkFilter {
    /// How far they are.
    pub states: Vec<TranslationState>,
    /// What they are.
    pub kinds: Vec<EntityKind>,
    /// Whose they are.
    pub organization: Option<OrganizationId>,
}

/// A page of what is to be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TaskPage {
    /// Only what comes after this; all where none is given.
    pub after: Option<(TranslationState, EntityId)>,
    /// How many at most.
    pub limit: usize,
}

/// Something to be translated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Task {
    /// What.
    pub entity: EntityId,
    /// How far it is.
    pub state: TranslationState,
    /// How far its texts are.
    pub texts: TextCounts,
}

/// How many things are how far.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct StateCounts {
    /// There is nothing in the language.
    pub missing: u32,
    /// Some of their texts are there.
    pub in_translation: u32,
    /// The source of a text has changed since.
    pub outdated: u32,
    /// A machine translated some texts, and the rest is right.
    pub machine_translated: u32,
    /// All is right.
    pub up_to_date: u32,
}

/// How far a language is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Coverage {
    /// Which.
    pub language: LanguageTag,
    /// How far things are.
    pub things: StateCounts,
    /// How far their texts are.
    pub texts: TextCounts,
}

impl StateCounts {
    const fn count(&mut self, state: TranslationState) {
        match state {
            TranslationState::Missing => self.missing += 1,
            TranslationState::InTranslation => self.in_translation += 1,
            TranslationState::Outdated => self.outdated += 1,
            TranslationState::MachineTranslated => self.machine_translated += 1,
            TranslationState::UpToDate => self.up_to_date += 1,
        }
    }
}

impl Application {
    /// What is to be done in a language, the most urgent first: what may mislead, what was begun,
    /// what is missing, what nobody has checked. Things that are done come only where they are asked
    /// for.
    ///
    /// # Errors
    /// The actor may not.
    pub async fn translation_work(
        &self,
        actor: &Actor,
        language: &LanguageTag,
        (filter, page): (WorkFilter, TaskPage),
    ) -> Result<Vec<Task>, UseCaseError> {
        require(actor, filter.organization)?;
        let counted = self.counted(&filter).await;
        let Some(place) = counted.languages.iter().position(|it| it == language) else {
            return Ok(Vec::new());
        };
        let wanted = |state: TranslationState| match filter.states.as_slice() {
            [] => state != TranslationState::UpToDate,
            states => states.contains(&state),
        };
        let tasks = counted.things.iter().filter_map(|(entity, counts)| {
            let texts = *counts.get(place)?;
            let state = texts.state();
            wanted(state).then_some(Task {
                entity: *entity,
                state,
                texts,
            })
        });
        let mut tasks: Vec<Task> = tasks.collect();
        tasks.sort_by_key(|task| rank(task.state, task.entity));
        let behind = page.after.map(|(state, entity)| rank(state, entity));
        let tasks = tasks
            .into_iter()
            .filter(|task| behind.is_none_or(|behind| rank(task.state, task.entity) > behind));
        Ok(tasks.take(page.limit).collect())
    }

    /// How far each language is in which the directory is kept.
    ///
    /// # Errors
    /// The actor may not.
    pub async fn translation_coverage(
        &self,
        actor: &Actor,
        filter: WorkFilter,
    ) -> Result<Vec<Coverage>, UseCaseError> {
        require(actor, filter.organization)?;
        let counted = self.counted(&filter).await;
        let of_language = |(place, language): (usize, &LanguageTag)| {
            let mut coverage = Coverage {
                language: language.clone(),
                things: StateCounts::default(),
                texts: TextCounts::default(),
            };
            for (_, counts) in &counted.things {
                if let Some(texts) = counts.get(place) {
                    coverage.things.count(texts.state());
                    coverage.texts += *texts;
                }
            }
            coverage
        };
        let languages = counted.languages.iter().enumerate();
        Ok(languages.map(of_language).collect())
    }

    /// The things that are wanted, counted. Most were counted before.
    async fn counted(&self, filter: &WorkFilter) -> Counted {
        let snapshot = self.snapshot();
        let languages: Arc<[LanguageTag]> = snapshot.languages().into();
        let known = self.progress.known(&languages);
        let mut things = Vec::new();
        let mut fresh = HashMap::new();
        for (done, thing) in things_of(&snapshot, filter).into_iter().enumerate() {
            let counts = match known.get(&thing.entity) {
                Some((number, counts)) if *number == thing.number => Arc::clone(counts),
                _ => {
                    if done % AT_ONCE == 0 {
                        tokio::task::yield_now().await;
                    }
                    let texts = thing.texts(&snapshot);
                    let kind = thing.entity.kind;
                    let counts = languages
                        .iter()
                        .map(|language| TextCounts::of(kind, &texts, language));
                    let counts: Arc<[TextCounts]> = counts.collect();
                    fresh.insert(thing.entity, (thing.number, Arc::clone(&counts)));
                    counts
                }
            };
            things.push((thing.entity, counts));
        }
        // Let go first: what nobody else holds is not copied to learn more.
        drop(known);
        self.progress.learn(&languages, fresh);
        Counted { languages, things }
    }
}

/// Things with how far they are in each language.
struct Counted {
    languages: Arc<[LanguageTag]>,
    things: Vec<(EntityId, Arc<[TextCounts]>)>,
}

/// The number of a revision, and how far its texts are in each language.
type Counts = (u32, Arc<[TextCounts]>);

/// What was counted of each revision, for these languages.
#[derive(Debug, Default)]
pub(crate) struct Progress(Mutex<Kept>);

#[derive(Clone, Debug, Default)]
struct Kept {
    languages: Arc<[LanguageTag]>,
    counts: Arc<HashMap<EntityId, Counts>>,
}

impl Progress {
    fn known(&self, languages: &Arc<[LanguageTag]>) -> Arc<HashMap<EntityId, Counts>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.languages == *languages {
            Arc::clone(&kept.counts)
        } else {
            Arc::default()
        }
    }

    fn learn(&self, languages: &Arc<[LanguageTag]>, fresh: HashMap<EntityId, Counts>) {
        if fresh.is_empty() {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.languages != *languages {
            *kept = Kept {
                languages: Arc::clone(languages),
                counts: Arc::default(),
            };
        }
        Arc::make_mut(&mut kept.counts).extend(fresh);
    }
}

/// A published thing and its revision.
struct Thing {
    entity: EntityId,
    number: u32,
}

macro_rules! every_kind {
    ($($aggregate:ident, $module:ident, $id:ident;)+) => {
        /// Every published thing that is wanted.
        fn things_of(snapshot: &Snapshot, filter: &WorkFilter) -> Vec<Thing> {
            let mut things = Vec::new();
            $(if filter.kinds.is_empty() || filter.kinds.contains(&EntityKind::$aggregate) {
                of_kind::<$aggregate>(snapshot, filter.organization, &mut things);
            })+
            things
        }

        impl Thing {
            fn texts(&self, snapshot: &Snapshot) -> Vec<PlacedText> {
                match self.entity.kind {
                    $(EntityKind::$aggregate => {
                        let id = domain::id::$id::from_uuid(self.entity.uuid);
                        let found = snapshot.find::<$aggregate>(id);
                        found.map_or_else(Vec::new, |found| texts_in(found.document()))
                    })+
                }
            }
        }
    };
}

for_each_aggregate!(every_kind);

fn of_kind<T: Shelved>(
    snapshot: &Snapshot,
    organization: Option<OrganizationId>,
    things: &mut Vec<Thing>,
) {
    let documents = snapshot.shelf::<T>().iter();
    let wanted = documents
        .filter(|it| organization.is_none_or(|wanted| it.document().owner() == Some(wanted)));
    things.extend(wanted.map(|document| Thing {
        entity: document.document().id().entity(),
        number: document.stamp().number,
    }));
}

/// By urgency; then entries and what belongs to them before the rest.
fn rank(state: TranslationState, entity: EntityId) -> (u8, usize, EntityId) {
    const FIRST: [EntityKind; 4] = [
        EntityKind::Offer,
        EntityKind::CounsellingPoint,
        EntityKind::Organization,
        EntityKind::Location,
    ];
    let place = |kinds: &[EntityKind]| kinds.iter().position(|kind| *kind == entity.kind);
    let kind = place(&FIRST)
        .or_else(|| place(EntityKind::ALL).map(|place| place + FIRST.len()))
        .unwrap_or_default();
    (state.urgency(), kind, entity)
}

/// Who may see what is to be done: whoever translates, coordinates, administers or analyses, and the
/// members of an organization for what is theirs.
fn require(actor: &Actor, organization: Option<OrganizationId>) -> Result<(), UseCaseError> {
    let entity = match organization {
        Some(organization) => organization.entity(),
        None => SiteId::of_slug("site").entity(),
    };
    let resource = Resource {
        owner: organization,
        ..Resource::of(entity)
    };
    if may_see(actor, FieldGroup::Translations, &resource) {
        return Ok(());
    }
    let tried = Tried::Action {
        action: Action::Translate,
        entity,
    };
    let reason = Refusal::Forbidden;
    Err(UseCaseError::Denied(Denied { tried, reason }))
}
