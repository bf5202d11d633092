//! What a change of a published entry costs, from the request to the answer, after which every
//! reader sees it.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use crate::client::Client;
use crate::editor;
use crate::failure::Failure;
use crate::processor::Spread;
use crate::report::{Report, Target};
use crate::running::Running;

/// What is changed, and what it may cost.
#[derive(Args)]
pub(crate) struct Writing {
    /// The program.
    #[arg(long)]
    program: PathBuf,
    /// A file that `generate` wrote; it is changed.
    #[arg(long)]
    database: PathBuf,
    /// How many offers are changed, each in both ways.
    #[arg(long, default_value_t = 100)]
    offers: u32,
    /// How long a change that needs no review may take, and writing and approving one that does, in
    /// milliseconds.
    #[arg(long)]
    milliseconds: Option<f64>,
}

/// How long each kind of request took, in milliseconds.
#[derive(Default)]
struct Times {
    corrections: Vec<f64>,
    drafts: Vec<f64>,
    approvals: Vec<f64>,
    changes: Vec<f64>,
    reads: Vec<f64>,
}

/// An offer as it was found.
struct Offer {
    id: Value,
    revision: Value,
    contact: Value,
}

impl Writing {
    /// Change as many offers as asked, one after the other.
    pub(crate) fn observe(&self) -> Result<Report, Failure> {
        let token = editor::create(&self.program, &self.database)?;
        let mut running = Running::start(&self.program, &self.database, &editor::SETTINGS)?;
        let mut client = running.wait()?;
        editor::choose_password(&mut client, &token)?;
        let head = editor::sign_in(&mut client)?;
        let mut desk = Desk { client, head };

        let (offers, of) = desk.offers(self.offers)?;
        let mut times = Times::default();
        for (round, offer) in offers.iter().enumerate() {
            desk.change(round, offer, &mut times)?;
        }

        let mut report = Report::default();
        report.heading(format!("{} of {of} published offers changed", offers.len()));
        let target = self.milliseconds.map_or(Target::None, Target::Under);
        let lines = [
            (
                "a change that needs no review, until all see it",
                times.corrections,
                target,
            ),
            ("a change that does, written", times.drafts, Target::None),
            (
                "and approved, until all see it",
                times.approvals,
                Target::None,
            ),
            ("both", times.changes, target),
            (
                "beside it: reading what was changed",
                times.reads,
                Target::None,
            ),
        ];
        for (name, times, target) in lines {
            let times = Spread::of(times);
            report.figure(name, times.median, "ms", target);
            report.note(format!(
                "  from {:.1} to {:.1} ms",
                times.least, times.greatest
            ));
        }
        Ok(report)
    }
}

/// Where changes are written, and read again by somebody who has not signed in.
struct Desk {
    client: Client,
    head: String,
}

impl Desk {
    /// So many of the generated offers, and how many there are.
    fn offers(&mut self, wanted: u32) -> Result<(Vec<Offer>, u64), Failure> {
        let query = "query($first: Int!) { offers(first: $first, order: NEWEST) { totalCount nodes \
                     { id revision contacts { partId } } } }";
        let body = json!({ "query": query, "variables": { "first": wanted.min(100) } });
        let data = self.client.data("", &body)?;
        let offers = data["offers"]["nodes"].as_array();
        let offers: Vec<Offer> = offers
            .into_iter()
            .flatten()
            .map(|offer| Offer {
                id: offer["id"].clone(),
                revision: offer["revision"].clone(),
                contact: offer["contacts"][0]["partId"].clone(),
            })
            .collect();
        if offers.iter().any(|offer| offer.contact.is_null()) {
            return Err(Failure::Unexpected {
                what: "offers with contacts",
                instead: data.to_string(),
            });
        }
        Ok((offers, data["offers"]["totalCount"].as_u64().unwrap_or(0)))
    }

    /// Change one offer in both ways, and look each time at what the public reads.
    fn change(&mut self, round: usize, offer: &Offer, times: &mut Times) -> Result<(), Failure> {
        let Offer {
            id,
            revision,
            contact,
        } = offer;
        let phone = format!("+49 571 {}", 100_000 + round);
        let input = json!({
            "id": id, "expectedRevision": revision,
            "contacts": [{ "id": contact, "phone": phone }], "submit": true,
        });
        let (corrected, took) = self.update(&input)?;
        times.corrections.push(took);
        let read = self.read(id, times)?;
        require_visible(&read["revision"], &corrected["number"])?;

        let title = format!("Geändert {round}");
        let input = json!({
            "id": id, "expectedRevision": corrected["number"],
            "title": [{ "language": "de", "text": title }],
        });
        let (drafted, writing) = self.update(&input)?;
        let read = self.read(id, times)?;
        require_visible(&read["revision"], &corrected["number"])?;
        let (_, approving) = self.write(
            "mutation($input: ApproveRevisionInput!) { approveRevision(input: $input) { \
             revision { number } userErrors { code field } } }",
            &json!({ "id": id, "expectedRevision": drafted["number"] }),
        )?;
        times.drafts.push(writing);
        times.approvals.push(approving);
        times.changes.push(writing + approving);
        let read = self.read(id, times)?;
        require_visible(&read["title"]["text"], &Value::String(title))
    }

    fn update(&mut self, input: &Value) -> Result<(Value, f64), Failure> {
        let query = "mutation($input: UpdateOfferInput!) { updateOffer(input: $input) { \
                     revision { number } userErrors { code field } } }";
        self.write(query, input)
    }

    /// The revision that came of it, and how long it took.
    fn write(&mut self, query: &str, input: &Value) -> Result<(Value, f64), Failure> {
        let body = json!({ "query": query, "variables": { "input": input } });
        let began = Instant::now();
        let data = self.client.data(&self.head, &body)?;
        let took = began.elapsed().as_secs_f64() * 1e3;
        let payload = data.as_object().and_then(|data| data.values().next());
        let payload = payload.unwrap_or(&Value::Null);
        editor::require_done(payload)?;
        Ok((payload["revision"].clone(), took))
    }

    /// What the public reads of an offer.
    fn read(&mut self, id: &Value, times: &mut Times) -> Result<Value, Failure> {
        let query = "query($id: ID!) { offer(by: { id: $id }) { revision title { text } } }";
        let body = json!({ "query": query, "variables": { "id": id } });
        let began = Instant::now();
        let mut data = self.client.data("", &body)?;
        times.reads.push(began.elapsed().as_secs_f64() * 1e3);
        Ok(data["offer"].take())
    }
}

/// What was written is what the public reads.
fn require_visible(read: &Value, written: &Value) -> Result<(), Failure> {
    if read == written {
        return Ok(());
    }
    Err(Failure::Unexpected {
        what: "the public to read what was written",
        instead: format!("{read} instead of {written}"),
    })
}
