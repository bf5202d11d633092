//! The program beside the bare schema, in one process and one run.
//!
//! Both get the same document as text and are measured up to the same bytes of JSON: parse,
//! validate, execute, write. Rounds of the two take turns, so that whatever else the machine does
//! meets both alike; what is judged is the median of the ratios of neighbouring rounds.

use std::path::Path;
use std::time::{Duration, Instant};

use async_graphql::{Request, Response, Variables};
use axum::body::Bytes;
use domain::code::Code;
use domain::entry::Offer;
use domain::id::EntityKind;

use crate::bare::{self, Directory, Listed};
use crate::failure::Failure;
use crate::processor::{self, Spread};
use crate::program::Program;
use crate::question;
use crate::report::{Report, Target};

/// The sizes of pages that are measured, and what the ratio of each has to be.
const PAGES: [(u32, Target); 3] = [
    (20, Target::AtMost(1.5)),
    (1, Target::None),
    (100, Target::None),
];
/// How many rounds each of the two has.
const ROUNDS: usize = 61;
/// How long a round takes.
const ROUND: Duration = Duration::from_millis(20);

/// Compare the program over this file with the bare schema.
pub(crate) async fn measure(database: &Path) -> Result<Report, Failure> {
    let mut report = Report::default();
    let started = Instant::now();
    let program = Program::open(database).await?;
    let built_in = started.elapsed().as_secs_f64();
    let snapshot = program.snapshot();
    let offers = snapshot.shelf::<Offer>().len();
    report.heading(format!("Building the catalogue of {offers} offers"));
    report.figure("time", built_in, "s", Target::None);
    // The begin of the transaction, the position of the change log, and one a kind: whatever the
    // number of offers.
    let kinds = u32::try_from(EntityKind::ALL.len()).unwrap_or(u32::MAX);
    report.figure(
        "statements",
        counted(program.statements_to_build),
        "",
        Target::AtMost(f64::from(kinds) + 2.0),
    );

    let statements = program.statements();
    let schema = bare_schema(&program).await?;
    for (first, _) in PAGES {
        same_answer(&program, &schema, first).await?;
    }
    for (first, target) in PAGES {
        compare(&mut report, &program, &schema, (first, target)).await;
    }
    over_http(&mut report, &program).await;
    count(&mut report, &program).await;
    report.heading("All answers above");
    let statements = counted(program.statements() - statements);
    report.figure("statements", statements, "", Target::Exactly(0.0));
    Ok(report)
}

/// Ask one of the two for a page again and again.
pub(crate) async fn repeat(
    database: &Path,
    first: u32,
    requests: u32,
    bare: bool,
) -> Result<Report, Failure> {
    let mut report = Report::default();
    let program = Program::open(database).await?;
    let schema = bare_schema(&program).await?;
    let (name, time) = if bare {
        let ask = async || json(&schema.execute(question::page(first)).await);
        ("the bare schema", processor::per_call(requests, ask).await)
    } else {
        let ask = async || json(&program.answer(question::page(first)).await);
        ("the program", processor::per_call(requests, ask).await)
    };
    report.heading(format!("A page of {first}, {requests} times"));
    report.figure(name, time, "µs", Target::None);
    Ok(report)
}

/// The bare schema with the program's documents in the program's order.
pub(crate) async fn bare_schema(program: &Program) -> Result<bare::Schema, Failure> {
    let order = order(program).await?;
    let largest = PAGES.iter().map(|(first, _)| *first).max();
    let needed = usize::try_from(largest.unwrap_or_default()).unwrap_or(usize::MAX);
    if order.len() < needed {
        let found = order.len();
        return Err(Failure::TooFewOffers { found, needed });
    }
    let directory = Directory::copy(&program.snapshot(), &order, &question::tags());
    Ok(bare::schema(directory))
}

async fn order(program: &Program) -> Result<Vec<Listed>, Failure> {
    let mut order = Vec::new();
    let mut after = serde_json::Value::Null;
    loop {
        let variables = Variables::from_json(serde_json::json!({ "after": after }));
        let request = Request::new(question::ORDER).variables(variables);
        let answer = accepted("program", program.answer(request).await)?;
        let page = &answer["offers"];
        let edges = page["edges"].as_array().into_iter().flatten();
        order.extend(edges.filter_map(|edge| {
            let slug = edge["node"]["slug"].as_str()?;
            Some((slug.to_owned(), edge["cursor"].as_str()?.to_owned()))
        }));
        if page["pageInfo"]["hasNextPage"] != true {
            return Ok(order);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// The answer that both give, byte for byte; nothing can be compared where they differ.
pub(crate) async fn same_answer(
    program: &Program,
    schema: &bare::Schema,
    first: u32,
) -> Result<String, Failure> {
    let answered = program.answer(question::page(first)).await;
    let ours = accepted("program", answered)?.to_string();
    let answered = schema.execute(question::page(first)).await;
    let bare = accepted("bare schema", answered)?.to_string();
    if ours == bare {
        return Ok(ours);
    }
    let at = ours
        .bytes()
        .zip(bare.bytes())
        .take_while(|(ours, bare)| ours == bare)
        .count();
    let around = |text: &str| {
        let bytes = text.as_bytes();
        let from = at.saturating_sub(40).min(bytes.len());
        let to = (at + 80).min(bytes.len());
        String::from_utf8_lossy(&bytes[from..to]).into_owned()
    };
    Err(Failure::Different {
        first,
        at,
        program: around(&ours),
        bare: around(&bare),
    })
}

fn accepted(schema: &'static str, response: Response) -> Result<serde_json::Value, Failure> {
    if !response.errors.is_empty() {
        let errors = format!("{:?}", response.errors);
        return Err(Failure::Refused { schema, errors });
    }
    Ok(response.data.into_json()?)
}

async fn compare(
    report: &mut Report,
    program: &Program,
    schema: &bare::Schema,
    (first, target): (u32, Target),
) {
    let ours = async || json(&program.answer(question::page(first)).await);
    let bare = async || json(&schema.execute(question::page(first)).await);
    let calls = processor::calls_within(ROUND, ours).await;
    processor::calls_within(ROUND, bare).await;
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..ROUNDS {
        // Who begins takes turns as well.
        times.push(if round % 2 == 0 {
            let ours = processor::per_call(calls, ours).await;
            (ours, processor::per_call(calls, bare).await)
        } else {
            let bare = processor::per_call(calls, bare).await;
            (processor::per_call(calls, ours).await, bare)
        });
    }
    let bytes = ours().await.len();
    report.heading(format!(
        "A page of {first}: {bytes} bytes, {ROUNDS} rounds of {calls} answers"
    ));
    figure(
        report,
        "the program",
        Spread::of(times.iter().map(|it| it.0)),
    );
    figure(
        report,
        "the bare schema",
        Spread::of(times.iter().map(|it| it.1)),
    );
    let ratio = Spread::of(times.iter().map(|(ours, bare)| ours / bare));
    report.figure("the program ÷ the bare schema", ratio.median, "", target);
    report.note(format!(
        "the ratio of rounds from {:.2} to {:.2}",
        ratio.least, ratio.greatest
    ));
}

async fn over_http(report: &mut Report, program: &Program) {
    report.heading("The program through HTTP, without the network");
    for (first, _) in PAGES {
        let body = Bytes::from(question::page_body(first));
        let ask = async || program.answer_over_http(body.clone()).await;
        let name = format!("a page of {first}");
        figure(report, &name, spread(ask).await);
    }
}

async fn count(report: &mut Report, program: &Program) {
    report.heading("What counting costs");
    for (name, document) in [
        ("20 of all offers", question::UNCOUNTED),
        ("the same and totalCount", question::COUNTED),
        ("20 of those that a filter keeps", question::FILTERED),
        ("the same and totalCount", question::FILTERED_AND_COUNTED),
    ] {
        let ask = async || json(&program.answer(Request::new(document)).await);
        figure(report, name, spread(ask).await);
    }
}

async fn spread<T>(ask: impl AsyncFn() -> T) -> Spread {
    let calls = processor::calls_within(ROUND, &ask).await;
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS / 3 {
        times.push(processor::per_call(calls, &ask).await);
    }
    Spread::of(times)
}

fn figure(report: &mut Report, name: &str, spread: Spread) {
    report.figure(name, spread.median, "µs", Target::None);
}

/// The answer as it goes over the network; empty where it cannot be written.
fn json(response: &Response) -> Vec<u8> {
    serde_json::to_vec(response).unwrap_or_default()
}

/// A count as a figure; counts here are far below what a float holds exactly.
fn counted(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
