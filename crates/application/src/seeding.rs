//! Seeds: what a new installation starts with, written by the operator.
//!
//! Seeding again changes nothing that is as the seeds say, brings up to date what only the operator
//! wrote, and leaves alone what a person has changed since.

use domain::aggregate::Aggregate;
use domain::period::Instant;
use domain::policy::{Action, Actor, Resource, authorize, scope};
use domain::review::Remark;
use interchange::seeds::Seeds;
use persistence::{Expected, Project, Store, Tx, Write};

use crate::error::ApplicationError;
use crate::official_text::OfficialText;
use crate::plan_import::is_of_the_program;

/// What seeding did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SeedReport {
    /// How many aggregates were new.
    pub created: usize,
    /// How many were brought up to date.
    pub updated: usize,
    /// How many were as the seeds say.
    pub unchanged: usize,
    /// How many were left alone, because a person has changed them.
    pub kept: usize,
}

/// Write the seeds, all of them or, when something fails, none.
///
/// # Errors
/// The actor may not, a seed refers to what does not exist, or the database fails.
pub async fn seed(
    store: &Store,
    actor: &Actor,
    seeds: Seeds,
    at: Instant,
) -> Result<SeedReport, ApplicationError> {
    let mut tx = store.begin().await?;
    let mut report = SeedReport::default();
    let how = How {
        actor,
        at,
        known: Known::BringUpToDate,
        comment: None,
    };
    seed_all(&mut tx, how, seeds, &mut report).await?;
    if report.created + report.updated > 0 {
        tx.commit().await?;
    }
    Ok(report)
}

/// Write those seeds that do not exist yet, and leave the others alone. How many were new.
pub(crate) async fn seed_missing(
    tx: &mut Tx,
    actor: &Actor,
    seeds: Seeds,
    at: Instant,
) -> Result<usize, ApplicationError> {
    let mut report = SeedReport::default();
    let how = How {
        actor,
        at,
        known: Known::LeaveAlone,
        comment: Some("the program's own seeds"),
    };
    seed_all(tx, how, seeds, &mut report).await?;
    Ok(report.created)
}

/// By whom, when and how far seeds are written.
#[derive(Clone, Copy)]
struct How<'a> {
    actor: &'a Actor,
    at: Instant,
    known: Known,
    /// What they were imported with, where somebody else than the operator may have done it.
    comment: Option<&'static str>,
}

/// What becomes of what exists already.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Known {
    BringUpToDate,
    LeaveAlone,
}

async fn seed_all(
    tx: &mut Tx,
    how: How<'_>,
    seeds: Seeds,
    report: &mut SeedReport,
) -> Result<(), ApplicationError> {
    let Seeds {
        action_plans,
        action_areas,
        challenges,
        goals,
        suggestions,
        measures,
        responsibilities,
        organizations,
        locations,
        districts,
        target_groups,
        topics,
        languages,
        terms,
        sites,
        offers,
        counselling_points,
    } = seeds;
    seed_kind(tx, how, action_plans, report).await?;
    seed_kind(tx, how, action_areas, report).await?;
    seed_kind(tx, how, challenges, report).await?;
    seed_kind(tx, how, goals, report).await?;
    seed_kind(tx, how, suggestions, report).await?;
    seed_kind(tx, how, measures, report).await?;
    seed_kind(tx, how, responsibilities, report).await?;
    seed_kind(tx, how, organizations, report).await?;
    seed_kind(tx, how, locations, report).await?;
    seed_kind(tx, how, districts, report).await?;
    seed_kind(tx, how, target_groups, report).await?;
    seed_kind(tx, how, topics, report).await?;
    seed_kind(tx, how, languages, report).await?;
    seed_kind(tx, how, terms, report).await?;
    seed_kind(tx, how, sites, report).await?;
    seed_kind(tx, how, offers, report).await?;
    seed_kind(tx, how, counselling_points, report).await?;
    Ok(())
}

async fn seed_kind<T: Project + OfficialText>(
    tx: &mut Tx,
    how: How<'_>,
    seeds: Vec<T>,
    report: &mut SeedReport,
) -> Result<(), ApplicationError> {
    let How {
        actor,
        at,
        known,
        comment,
    } = how;
    let ids: Vec<T::Id> = seeds.iter().map(Aggregate::id).collect();
    let current = tx.currents::<T>(&scope(actor), &ids).await?;
    let current: std::collections::HashMap<_, _> = current
        .into_iter()
        .map(|revision| (revision.content.id(), revision))
        .collect();
    for mut seed in seeds {
        let expected = match current.get(&seed.id()) {
            None => {
                report.created += 1;
                Expected::New
            }
            Some(_) if known == Known::LeaveAlone => continue,
            Some(revision) => {
                seed.keep_official_text(&revision.content);
                if revision.content == seed {
                    report.unchanged += 1;
                    continue;
                }
                // What a person wrote or took out stays as they left it.
                if !is_of_the_program(revision) || !revision.is_published() {
                    report.kept += 1;
                    continue;
                }
                report.updated += 1;
                Expected::Revision(revision.number)
            }
        };
        let permit = authorize(actor, Action::Publish, &Resource::of(seed.id()))?;
        let write = Write {
            at,
            comment: comment.map(Remark::imported),
            minor: false,
            expected,
        };
        tx.publish(&permit, &seed, write).await?;
    }
    Ok(())
}
