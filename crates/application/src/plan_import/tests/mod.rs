//! Tests of the import. The plans are in our own words and of the shape of real ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod decisions;
mod questions;
mod runs;

use std::sync::Arc;

use chrono::{TimeZone, Utc};
use domain::period::Instant;
use domain::policy::Actor;
use interchange::plan::{Column, KnownItem, PartyAliases, Reading, read};
use interchange::seeds::{SeedFile, Seeds};
use persistence::{ConnectOptions, DatabaseUrl, Store, Uuid};

use super::{
    Aside, DocumentFile, Effect, ImportMode, ImportSummary, PlanImport, PlanImportError, Tally,
    ThingKind, Undecided, import_plan,
};

const ORGANIZATIONS: &str = "
[[organizations]]
key = 'gardens'
name = 'Gartenamt'
kind = 'ADMINISTRATIVE_UNIT'
[[organizations]]
key = 'council'
name = 'Rat'
kind = 'BODY'
";

const AREA: &str = "
[area]
key = 'green'
order = 1
line = 1
title.de = 'Grün'

[[challenges]]
key = 'little-green'
line = 4
title.de = 'Wenig Grün'
summary.de-simple = 'Es gibt wenig Grün.'

[[goals]]
key = 'much-green'
challenge = 'little-green'
line = 4
title.de = 'Viel Grün'

[[suggestions]]
key = 'plant-trees'
goal = 'much-green'
line = 4
number = 1
title.de = 'Bäume'

[[measures]]
key = 'a-garden'
challenge = 'little-green'
goals = ['much-green']
suggestions = ['plant-trees']
line = 4
title.de = 'Ein Garten'
parties = [{ organization = 'gardens', role = 'COORDINATION' }]

[[measures.steps]]
key = 'find-ground'
line = 4
number = 1
title.de = 'Fläche'
";

const PLAN: &str = "[plan]\nkey = 'p'\ntitle.de = 'Plan'\n";

/// Our words for the same plan; no labels, since they carry nothing here.
fn seeds() -> Seeds {
    let file = |name, text| SeedFile { name, text };
    interchange::seeds::read(&[
        file("plan/plan.toml", PLAN),
        file("plan/organizations.toml", ORGANIZATIONS),
        file("plan/01-green.toml", AREA),
    ])
    .unwrap_or_else(|errors| panic!("{errors}"))
}

fn row(cells: &[(Column, &str)]) -> String {
    let text = |column| {
        cells
            .iter()
            .find(|(at, _)| *at == column)
            .map_or("", |it| it.1)
    };
    Column::ALL.map(text).join("\t")
}

/// What the plan says in its only row.
fn garden() -> Vec<(Column, &'static str)> {
    vec![
        (
            Column::Challenge,
            "In der Stadt fehlt es an Bäumen und Beeten für alle.",
        ),
        (
            Column::Goal,
            "Jeder Stadtteil hat einen Ort, an dem es blüht und Schatten gibt.",
        ),
        (
            Column::Suggestions,
            "Anregung 1: An breiten Straßen werden neue Bäume gesetzt.",
        ),
        (
            Column::Measures,
            "Das Amt legt mit den Nachbarn einen Garten am Fluss an.",
        ),
        (
            Column::FirstSteps,
            "1. Eine Fläche am Fluss suchen und vermessen.",
        ),
        (Column::Stakeholders, "Gartenamt (Koordination), Rat"),
        (Column::Resources, "personelle Ressourcen"),
        (Column::Horizon, "mittelfristig"),
    ]
}

/// A table with these rows.
fn table(rows: &[Vec<(Column, &str)>]) -> String {
    let header = Column::ALL.map(Column::title).join("\t");
    let rows: Vec<String> = rows.iter().map(|cells| row(cells)).collect();
    format!("Grün\n\n{header}\n{}\n", rows.join("\n"))
}

fn reading(text: &str) -> Reading {
    let aliases = PartyAliases::from_toml(ORGANIZATIONS).unwrap();
    read(text.as_bytes(), &aliases, None).unwrap()
}

/// The keys of the seeds: the k-th item of a kind has the k-th of these names.
fn keys(reading: &Reading) -> Vec<KnownItem> {
    let placed = reading.document.placed().into_iter();
    placed
        .map(|placed| KnownItem {
            key: match placed.item.kind {
                interchange::plan::ItemKind::Area => "green",
                interchange::plan::ItemKind::Challenge => "little-green",
                interchange::plan::ItemKind::Goal => "much-green",
                interchange::plan::ItemKind::Suggestion => "plant-trees",
                interchange::plan::ItemKind::Measure => "a-garden",
                interchange::plan::ItemKind::Step => "find-ground",
                interchange::plan::ItemKind::Section => "none",
            }
            .to_owned(),
            kind: placed.item.kind,
            line: placed.line,
            ordinal: placed.ordinal,
            fingerprint: placed.fingerprint,
        })
        .collect()
}

fn at(hour: u32) -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 2, hour, 0, 0)
        .unwrap()
        .into()
}

/// A database of its own, which goes with the test.
struct Database {
    store: Store,
    _folder: tempfile::TempDir,
}

impl Database {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.sqlite").display());
        let url = DatabaseUrl::parse(&url).unwrap();
        let store = Store::connect(&ConnectOptions::new(url)).await.unwrap();
        store.migrate(Uuid::from_u128(7)).await.unwrap();
        let _folder = folder;
        Self { store, _folder }
    }

    async fn import(&self, text: &str, mode: ImportMode) -> Result<ImportSummary, PlanImportError> {
        self.import_as(&Actor::Operator, text, mode).await
    }

    async fn import_as(
        &self,
        actor: &Actor,
        text: &str,
        mode: ImportMode,
    ) -> Result<ImportSummary, PlanImportError> {
        let reading = reading(text);
        let first = self::reading(&table(&[garden()]));
        let import = PlanImport {
            reading: Arc::new(reading),
            file: DocumentFile {
                name: "plan.txt".to_owned(),
                lines: 4,
            },
            keys: keys(&first),
            seeds: seeds(),
            progress: &|_| (),
            aside: Aside::none(),
        };
        import_plan(&self.store, actor, import, at(8), mode).await
    }

    async fn token(&self) -> u64 {
        self.store.log_position().await.unwrap().token
    }
}

const LASTING: ImportMode = ImportMode {
    undecided: Undecided::Accept,
    effect: Effect::Lasting,
};

fn tally(summary: &ImportSummary, kind: ThingKind) -> Tally {
    summary.tallies.get(&kind).copied().unwrap_or_default()
}
