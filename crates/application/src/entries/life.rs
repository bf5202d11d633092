//! The end of an entry, and its return: archive, restore, go back to an older revision.

use domain::aggregate::Aggregate;
use domain::edit::Refers;
use domain::editorial::Step;
use domain::entry::{CounsellingPoint, EntryId, Offer};
use domain::id::{EntityId, TypedId};
use domain::policy::{Action, Actor, scope};
use domain::review::{EntryContent, Maintained};
use domain::translation::taken_over;
use domain::violation::Rule;
use persistence::{Expected, Project};

use super::desk::{Desk, Loaded};
use super::{Note, Occasion, Saved};
use crate::Application;
use crate::use_case::UseCaseError;

/// Something to take out.
#[derive(Clone, Debug)]
pub struct Archive<T: Aggregate> {
    /// What.
    pub id: T::Id,
    /// The revision that is expected as the newest.
    pub expected: u32,
    /// What takes its place, by id: an entry.
    pub replaced_by: Option<String>,
    /// What is said about it.
    pub note: Note,
}

/// Something to take out that nothing replaces: a location, an organization.
#[derive(Clone, Debug)]
pub struct TakeOut<T: Aggregate> {
    /// What.
    pub id: T::Id,
    /// The revision that is expected as the newest.
    pub expected: u32,
    /// What is said about it.
    pub note: Note,
}

/// An older revision to go on from.
#[derive(Clone, Debug)]
pub struct GoBack<T: Aggregate> {
    /// Of what.
    pub id: T::Id,
    /// The revision that is expected as the newest.
    pub expected: u32,
    /// The revision to go back to.
    pub to: u32,
    /// What is said about it.
    pub note: Note,
}

impl Application {
    /// Take an entry out, and say what replaces it. Others that called it related call what replaces
    /// it so, or nothing: nobody can keep an entry from being taken out by pointing at it.
    ///
    /// # Errors
    /// What replaces it does not exist or is not published, it was changed meanwhile, or the actor
    /// may not.
    pub async fn archive_entry<T: EntryContent + Project>(
        &self,
        occasion: &Occasion<'_>,
        archive: Archive<T>,
    ) -> Result<Saved, UseCaseError> {
        let Archive {
            id,
            expected,
            replaced_by,
            note,
        } = archive;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let mut expected = loaded.current.number;
        let granted = desk.permit_held(Action::Archive, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Archive, granted.party)?;
        let update = desk.permit_held(Action::Update, &loaded).await?;
        let Loaded { current, live } = loaded;
        let replacement = desk
            .replacement(id.entity(), replaced_by.as_deref())
            .await?;
        let mut content = current.content.clone();
        content.entry_mut().replaced_by = replacement;
        if content != current.content || note.comment.is_some() || note.channel.is_some() {
            let write = desk.write(&update.permit, &note, Expected::Revision(expected))?;
            expected = desk.tx.draft(&update.permit, &content, write).await?;
        }
        desk.keep_protected(live.as_ref(), None).await?;
        desk.let_go_of(id.entity(), replacement).await?;
        desk.tx
            .archive(&granted.permit, expected, occasion.now)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Take a location or an organization out.
    ///
    /// # Errors
    /// Something published is there or refers to it, it was changed meanwhile, or the actor may not.
    pub async fn archive<T: Maintained>(
        &self,
        occasion: &Occasion<'_>,
        take_out: TakeOut<T>,
    ) -> Result<Saved, UseCaseError> {
        let TakeOut { id, expected, note } = take_out;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let mut expected = loaded.current.number;
        let content = &loaded.current.content;
        let granted = desk.permit_held(Action::Archive, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Archive, granted.party)?;
        if note.comment.is_some() || note.channel.is_some() {
            let update = desk.permit_held(Action::Update, &loaded).await?;
            let write = desk.write(&update.permit, &note, Expected::Revision(expected))?;
            expected = desk.tx.draft(&update.permit, content, write).await?;
        }
        desk.keep_protected(loaded.live.as_ref(), None).await?;
        desk.tx
            .archive(&granted.permit, expected, occasion.now)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Take something up again, as a draft.
    ///
    /// # Errors
    /// It is not archived, it was changed meanwhile, or the actor may not.
    pub async fn restore<T: Maintained>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let granted = desk
            .permit(Action::Restore, &loaded.current.content)
            .await?;
        Desk::step(loaded.standpoint(), Step::Restore, granted.party)?;
        desk.tx
            .restore(&granted.permit, expected, occasion.now)
            .await?;
        desk.finish(id.entity(), Vec::new()).await
    }

    /// Go on from an older revision: what it said becomes a new draft. What only whoever reviews may
    /// change stays as it is, unless it is such a person who goes back. When it was confirmed and what
    /// replaced it stays, too: that is said about the entry and not by it.
    ///
    /// # Errors
    /// There is no such revision, it refers to what no longer exists, it was changed meanwhile, or
    /// the actor may not.
    pub async fn go_back<T: Maintained + Refers>(
        &self,
        occasion: &Occasion<'_>,
        back: GoBack<T>,
    ) -> Result<Saved, UseCaseError> {
        let GoBack {
            id,
            expected,
            to,
            note,
        } = back;
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        let loaded = desk.load_unless_changed::<T>(id, expected).await?;
        let expected = loaded.current.number;
        let current = &loaded.current.content;
        let granted = desk.permit_held(Action::Update, &loaded).await?;
        Desk::step(loaded.standpoint(), Step::Edit, granted.party)?;
        let mut content = desk.taken_from::<T>((id, to), expected + 1).await?;
        content.rename(current.slug().clone());
        content.keep_standing(current);
        if !desk.reviews(loaded.held()).await? {
            content.keep_reserved(current);
        }
        desk.require_references(&content, Some(current)).await?;
        desk.require_no_cycle(&content, current).await?;
        desk.permit_change(Action::Update, &loaded, (current, &content))
            .await?;
        let write = desk.write(&granted.permit, &note, Expected::Revision(expected))?;
        desk.tx.draft(&granted.permit, &content, write).await?;
        desk.finish(id.entity(), Vec::new()).await
    }
}

impl Desk<'_> {
    /// What an older revision said, to be said again by the next one.
    pub(crate) async fn taken_from<T: Aggregate>(
        &mut self,
        (id, number): (T::Id, u32),
        next: u32,
    ) -> Result<T, UseCaseError> {
        let everything = scope(&Actor::Operator);
        let older = self.tx.revision::<T>(&everything, id, number).await?;
        older
            .and_then(|older| taken_over(&older.content, next))
            .ok_or_else(|| {
                let rule = Rule::Unknown(number.to_string());
                UseCaseError::broken(&["revision"], rule)
            })
    }

    /// What takes the place of an entry.
    async fn replacement(
        &mut self,
        entry: EntityId,
        id: Option<&str>,
    ) -> Result<Option<EntryId>, UseCaseError> {
        let Some(text) = id else { return Ok(None) };
        let broken = |rule| UseCaseError::broken(&["replacedBy"], rule);
        let id = EntityId::from_global(text)
            .map_err(|error| broken(Rule::Malformed(error.to_string())))?;
        let replacement = EntryId::try_from(id)
            .map_err(|id| broken(Rule::Malformed(format!("a {} is no entry", id.kind))))?;
        if id == entry {
            return Err(broken(Rule::Cycle(text.to_owned())));
        }
        if !self.application.snapshot().holds(id) {
            let rule = if self.may_read(id).await? {
                Rule::NotPublished
            } else {
                Rule::Unknown
            };
            return Err(broken(rule(text.to_owned())));
        }
        Ok(Some(replacement))
    }

    /// Let other published entries point at what replaces this one, or nowhere.
    async fn let_go_of(
        &mut self,
        entry: EntityId,
        replacement: Option<EntryId>,
    ) -> Result<(), UseCaseError> {
        let snapshot = self.application.snapshot();
        let offers: Vec<_> = snapshot.referrers::<Offer>(entry).map(|it| it.id).collect();
        let points: Vec<_> = snapshot
            .referrers::<CounsellingPoint>(entry)
            .map(|it| it.id)
            .collect();
        for offer in offers {
            self.amend::<Offer>(offer, |offer| turn(offer, entry, replacement))
                .await?;
        }
        for point in points {
            self.amend::<CounsellingPoint>(point, |point| turn(point, entry, replacement))
                .await?;
        }
        Ok(())
    }
}

/// Let an entry point elsewhere.
fn turn<T: EntryContent>(content: &mut T, from: EntityId, to: Option<EntryId>) {
    let own: EntityId = content.id().into();
    let to = to.filter(|to| EntityId::from(*to) != own);
    let entry = content.entry_mut();
    let is_it = |id: &EntryId| EntityId::from(*id) == from;
    if entry.replaced_by.is_some_and(|id| is_it(&id)) {
        entry.replaced_by = to;
    }
    let known = to.is_some_and(|to| entry.related.contains(&to));
    let mut turned = false;
    entry.related = std::mem::take(&mut entry.related)
        .into_iter()
        .filter_map(|id| {
            if !is_it(&id) {
                return Some(id);
            }
            let again = to.filter(|_| !known && !turned);
            turned = true;
            again
        })
        .collect();
}
