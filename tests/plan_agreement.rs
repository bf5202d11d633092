//! Nothing of the plan's document is lost: it is imported, asked back through GraphQL, and compared
//! with a reading of its own that knows nothing but lines, tabs and the titles of columns.
//!
//! The document is not ours, so it is not here: `ANGEBOTE_TEST_PLAN` names it. Without it there is
//! nothing to compare, and the test says so.
//!
//! What may differ, by rule: headings, header rows and notes below the tables are no items; rows go
//! on behind a page break, so a cell may belong to an item that began a few lines before; a cell
//! that says again what another one says is not kept twice; crumbs of another format are gone; what
//! a person settled by a correction (a word misread, a row shifted) counts as it was settled; and a
//! sentence that is a remark stands there in our own words.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use application::Application;
use application::accounts::Accounts;
use application::plan_import::{Aside, DocumentFile, ImportMode, Outcome, OwnPlan, PlanImport};
use chrono::{TimeZone, Utc};
use domain::policy::Actor;
use domain::text::LanguagePreferences;
use gateway::http::{Api, Visit};
use gateway::{Gateway, SchemaLimits};
use interchange::plan::{Action, Corrections};
use interchange::seeds;
use persistence::{ConnectOptions, DatabaseUrl, Store};
use serde_json::Value;

/// How many lines behind its first an item may go on: a page break and a row or two.
const REACH: usize = 12;

const ITEM: &str = "sourceLine officialText references { officialText } \
    steps { sourceLine officialText } targetGroups { emphasis } resources { kind } \
    horizon { min max } remarks { text } \
    responsibilities(first: 50) { pageInfo { hasNextPage } nodes { officialText note { text } } }";

/// Words that are marks to a reader of the table.
const MARKS: [&str; 3] = ["anregung", "parallel", "siehe"];

/// Words between the parties of a list.
const BETWEEN: [&str; 11] = [
    "und", "wie", "z", "b", "entweder", "oder", "der", "die", "das", "ein", "ggf",
];

#[tokio::test]
async fn no_row_of_the_plan_is_lost_on_the_way_to_the_reader() {
    let Some(path) = std::env::var_os("ANGEBOTE_TEST_PLAN") else {
        println!("skipped: ANGEBOTE_TEST_PLAN names no document");
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let gateway = imported(&bytes, folder.path()).await;
    let answer = Answer::ask(&gateway).await;
    assert_eq!(
        answer.counts,
        [
            ("challenges", 73),
            ("goals", 85),
            ("measures", 34),
            ("suggestions", 162)
        ]
        .into()
    );

    let settled = Corrections::from_toml(embedded("plan/corrections.toml")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut lost = Vec::new();
    let mut kept: BTreeMap<(&str, How), usize> = BTreeMap::new();
    for cell in cells(&text, &settled) {
        match answer.holds(&cell) {
            Some(how) => *kept.entry((cell.column, how)).or_default() += 1,
            // The message names places, never the document's words.
            None => lost.push(format!("line {}, {}", cell.line, cell.column)),
        }
    }
    for ((column, how), count) in &kept {
        println!("{column}: {count} cells {how:?}");
    }
    let total: usize = kept.values().sum();
    assert!(
        lost.is_empty(),
        "{} of {total} cells are lost: {lost:#?}",
        lost.len()
    );
    assert!(
        total > 500,
        "only {total} cells were found: is this the plan?"
    );
    let by_rule = kept.iter().filter(|((_, how), _)| *how != How::OnItsLine);
    let by_rule: usize = by_rule.map(|(_, count)| count).sum();
    assert!(
        by_rule < 20,
        "{by_rule} cells were found only by rules: are these too lax?"
    );
}

/// A server's inside, over a new database into which the document was imported.
async fn imported(bytes: &[u8], folder: &Path) -> Gateway {
    let now = Utc.with_ymd_and_hms(2026, 11, 2, 8, 0, 0).unwrap();
    let url = format!("sqlite:{}", folder.join("plan.sqlite").display());
    let store = Store::connect(&ConnectOptions::new(DatabaseUrl::parse(&url).unwrap()))
        .await
        .unwrap();
    store.migrate(uuid::Uuid::from_u128(1)).await.unwrap();
    let own = OwnPlan::embedded().unwrap();
    let reading = Arc::new(own.read(bytes, None).unwrap());
    for expected in [Outcome::Written, Outcome::NothingToDo] {
        let import = PlanImport {
            reading: Arc::clone(&reading),
            file: DocumentFile::new("plan.txt", bytes),
            keys: own.keys.clone(),
            seeds: own.seeds.clone(),
            progress: &|_| (),
            aside: Aside::none(),
        };
        let mode = ImportMode::default();
        let done = application::import_plan(&store, &Actor::Operator, import, now.into(), mode);
        let summary = done.await.unwrap();
        assert_eq!(summary.outcome, expected);
        assert_eq!(summary.undecided(), 0);
    }
    let holidays = seeds::holidays(embedded("reference/holidays-nrw.toml")).unwrap();
    let accounts = Accounts::predictable(store.clone()).unwrap();
    let application = Application::start(store, holidays, accounts, now.into())
        .await
        .unwrap();
    let clock = Arc::new(move || now);
    Gateway::new(Arc::new(application), SchemaLimits::default(), clock)
}

fn embedded(name: &str) -> &'static str {
    let file = seeds::embedded().iter().find(|file| file.name == name);
    file.unwrap().text
}

/// A cell of the document.
struct Cell {
    line: usize,
    column: &'static str,
    text: String,
}

const COLUMNS: [&str; 9] = [
    "Herausforderung",
    "Ziel",
    "Zielgruppe",
    "Anregungen",
    "Maßnahmen und Angebote",
    "Erste Schritte",
    "Stakeholder*innen",
    "Ressourcen",
    "Fristigkeit",
];

/// The cells of the tables' rows. A row begins behind a header row; a line of one cell, and one
/// whose first cell is a note or begins with a star, is none.
fn cells(text: &str, settled: &Corrections) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let parts: Vec<&str> = line.split('\t').map(str::trim).collect();
        let first = parts.first().copied().unwrap_or_default();
        let is_header = parts.len() > 1 && first == COLUMNS[0] && parts[1] == COLUMNS[1];
        let alone = parts.iter().skip(1).all(|part| part.is_empty());
        let is_note = alone && (first.starts_with('*') || first.starts_with("Die bei der"));
        if parts.len() < 2 || is_header || is_note {
            continue;
        }
        let mut shift = 0;
        let mut replaced = Vec::new();
        let of_line = settled.corrections.iter();
        for correction in of_line.filter(|it| it.line == index + 1) {
            match &correction.action {
                Action::Shift { by } => shift += by,
                Action::Replace { from, to } => replaced.push((from, to)),
                _ => {}
            }
        }
        for (at, part) in parts
            .iter()
            .enumerate()
            .filter(|(_, part)| !part.is_empty())
        {
            let mut text = without_tags(part);
            for (from, to) in &replaced {
                text = text.replace(*from, to);
            }
            let column = i64::try_from(at).unwrap() + shift;
            let column = usize::try_from(column).unwrap();
            cells.push(Cell {
                line: index + 1,
                column: COLUMNS.get(column).copied().unwrap_or(BEYOND),
                text,
            });
        }
    }
    cells
}

/// A position that no header names: the row is shifted, and may mean any column.
const BEYOND: &str = "beyond the columns";

fn without_tags(cell: &str) -> String {
    let mut within = false;
    cell.chars()
        .map(|c| {
            within = c == '<' || within && c != '>';
            if within || c == '>' { ' ' } else { c }
        })
        .collect()
}

/// How a cell was found again.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum How {
    OnItsLine,
    InTheItemThatGoesOn,
    SaidElsewhere,
    ButForARemark,
}

/// What the API says about a line of the document.
#[derive(Default)]
struct Line {
    words: HashSet<String>,
    groups: bool,
    resources: bool,
    horizons: HashSet<String>,
    remarks: bool,
}

/// What the API says about the plan.
#[derive(Default)]
struct Answer {
    counts: BTreeMap<&'static str, usize>,
    lines: BTreeMap<usize, Line>,
    texts: Vec<HashSet<String>>,
}

impl Answer {
    async fn ask(gateway: &Gateway) -> Self {
        let mut answer = Self::default();
        for kind in ["challenges", "goals", "suggestions", "measures"] {
            let mut after = Value::Null;
            loop {
                let page = execute(
                    gateway,
                    &format!(
                        "{{ {kind}(first: 50, after: {after}) {{ \
                         pageInfo {{ hasNextPage endCursor }} nodes {{ {ITEM} }} }} }}"
                    ),
                )
                .await;
                let page = &page[kind];
                for item in list(page, "nodes") {
                    *answer.counts.entry(kind).or_default() += 1;
                    answer.learn(item);
                }
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
                after = page["pageInfo"]["endCursor"].clone();
            }
        }
        let areas = "{ actionAreas { nodes { sections { number officialText sourceLine } } } }";
        let areas = execute(gateway, areas).await;
        for area in list(&areas["actionAreas"], "nodes") {
            for section in list(area, "sections") {
                answer.read(line_of(section), &section["number"]);
                answer.read(line_of(section), &section["officialText"]);
            }
        }
        answer
    }

    fn learn(&mut self, item: &Value) {
        let line = line_of(item);
        self.read(line, &item["officialText"]);
        for step in list(item, "steps") {
            self.read(line_of(step), &step["officialText"]);
            self.read(line, &step["officialText"]);
        }
        for reference in list(item, "references") {
            self.read(line, &reference["officialText"]);
        }
        let parties = &item["responsibilities"];
        assert_eq!(parties["pageInfo"]["hasNextPage"], false);
        for party in list(parties, "nodes") {
            self.read(line, &party["officialText"]);
            self.read(line, &party["note"]["text"]);
        }
        let known = self.lines.entry(line).or_default();
        known.groups |= !list(item, "targetGroups").is_empty();
        known.resources |= !list(item, "resources").is_empty();
        known.remarks |= !list(item, "remarks").is_empty();
        if let Some(horizon) = item["horizon"].as_object() {
            let terms = [&horizon["min"], &horizon["max"]];
            known
                .horizons
                .extend(terms.map(|term| term.as_str().unwrap().to_owned()));
        }
    }

    fn read(&mut self, line: usize, text: &Value) {
        let Some(text) = text.as_str() else {
            return;
        };
        let words: HashSet<String> = words(text).collect();
        self.lines
            .entry(line)
            .or_default()
            .words
            .extend(words.iter().cloned());
        self.texts.push(words);
    }

    fn holds(&self, cell: &Cell) -> Option<How> {
        let wanted = wanted(&cell.text, cell.column);
        let on = |line: &Line| says(line, cell.column, &wanted);
        if self.lines.get(&cell.line).is_some_and(on) {
            return Some(How::OnItsLine);
        }
        let near = cell.line.saturating_sub(REACH)..=cell.line + 1;
        let mut together = Line::default();
        for (_, line) in self.lines.range(near) {
            together.words.extend(line.words.iter().cloned());
            together.groups |= line.groups;
            together.resources |= line.resources;
            together.remarks |= line.remarks;
            together.horizons.extend(line.horizons.iter().cloned());
        }
        if on(&together) {
            return Some(How::InTheItemThatGoesOn);
        }
        let whole = |text: &HashSet<String>| wanted.iter().all(|word| text.contains(word));
        if self.texts.iter().any(whole) {
            return Some(How::SaidElsewhere);
        }
        let line = self.lines.get(&cell.line).filter(|line| line.remarks)?;
        let missing = cell.text.split('.').filter(|sentence| {
            let wanted = self::wanted(sentence, cell.column);
            !wanted.iter().all(|word| line.words.contains(word))
        });
        (missing.count() == 1).then_some(How::ButForARemark)
    }
}

fn wanted(text: &str, column: &str) -> Vec<String> {
    let between = column == "Stakeholder*innen" || column == BEYOND;
    words(text)
        .filter(|word| !(is_mark(word) || between && BETWEEN.contains(&word.as_str())))
        .collect()
}

fn says(line: &Line, column: &str, wanted: &[String]) -> bool {
    let names = |stems: &[&str]| {
        let stem = |word: &String| stems.iter().any(|stem| word.starts_with(stem));
        wanted.iter().any(stem)
    };
    let horizon = || {
        let mut terms = terms(wanted).peekable();
        terms.peek().is_some() && terms.all(|term| line.horizons.contains(term))
    };
    wanted.iter().all(|word| line.words.contains(word))
        || match column {
            "Zielgruppe" => line.groups,
            "Ressourcen" => line.resources || line.remarks,
            "Fristigkeit" => horizon(),
            BEYOND => line.resources && names(&["ressource", "personell"]) || horizon(),
            _ => false,
        }
}

/// The terms that the last column names, by their codes. The ends of a span are what the answer
/// has.
fn terms(words: &[String]) -> impl Iterator<Item = &'static str> {
    let named = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    let (short, medium, long) = (named("kurz"), named("mittel"), named("lang"));
    let inner = medium && short && long;
    [
        (short, "SHORT"),
        (medium && !inner, "MEDIUM"),
        (long, "LONG"),
    ]
    .into_iter()
    .filter_map(|(named, code)| named.then_some(code))
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().unwrap()
}

fn line_of(value: &Value) -> usize {
    let line = value["sourceLine"].as_u64().unwrap();
    usize::try_from(line).unwrap()
}

/// Letters and digits in lower case; a gender star joins what stands around it.
fn words(text: &str) -> impl Iterator<Item = String> {
    let joined = text.replace('*', "").to_lowercase();
    let words: Vec<String> = joined
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

fn is_mark(word: &str) -> bool {
    MARKS.contains(&word) || word.chars().all(|c| c.is_ascii_digit())
}

async fn execute(gateway: &Gateway, query: &str) -> Value {
    let visit = Visit::anonymous(LanguagePreferences::default());
    let answer = gateway.execute(query.to_owned().into(), visit).await;
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    answer.data.into_json().unwrap()
}
