//! Parties (Stakeholder*innen) as worded, one by one, each with the organization it means.
//!
//! A list of names is split at commas outside brackets. "und", "oder" and "/" split only where the
//! alias table knows every part, since they stand inside names as well. Whether a party leads was
//! marked by bold type, which is lost: the reader says COORDINATION where the words do, and nothing
//! else.

use super::aliases::PartyAliases;
use super::cell::Cell;
use super::document::{Party, PartyRole};
use super::groups::listed;
use super::report::{Place, RepairKind, Report};
use super::words::{enclosed, pieces, strip_prefix};

const HIGHLIGHTED: &str = "insbesondere";
const OR: &str = " oder ";

pub(super) fn read(cell: &Cell, aliases: &PartyAliases, report: &mut Report) -> Vec<Party> {
    let mut place = cell.place_at(cell.text.len());
    if cell.text.ends_with(',') {
        report.cell(
            place,
            RepairKind::OpenEnd,
            0.5,
            "the list ends in a comma; is a party missing?",
        );
    }
    let mut found = Vec::new();
    for (group_at, group) in pieces(&cell.text, &[';', '\n']) {
        // "ins.:" introduces the rest of its list.
        let mut highlighted = false;
        for (at, wording) in listed(group) {
            place = cell.place_at(group_at + at);
            let first = found.len();
            Reader {
                aliases,
                report,
                place,
                found: &mut found,
            }
            .wording(&wording);
            if highlighted {
                found[first..]
                    .iter_mut()
                    .for_each(|party| party.notes.push(HIGHLIGHTED.to_owned()));
            }
            highlighted |= strip_prefix(&wording, &["ins.:", "insb.:", "insbesondere:"]).is_some();
        }
    }
    found
}

struct Reader<'a> {
    aliases: &'a PartyAliases,
    report: &'a mut Report,
    place: Place,
    found: &'a mut Vec<Party>,
}

/// A wording taken apart: the name and what stands around it.
struct Name<'a> {
    words: &'a str,
    name: String,
    notes: Vec<String>,
    role: PartyRole,
    doubtful: bool,
}

impl Reader<'_> {
    fn wording(&mut self, wording: &str) {
        if let Some(key) = self.aliases.exact(wording).map(str::to_owned) {
            let name = Name::read(wording);
            return self.add(wording, &name, Some(key), 1.0);
        }
        let name = Name::read(wording);
        if let Some((key, confidence)) = self.lookup(&name.name) {
            self.add(name.words, &name, Some(key), confidence);
            for example in examples(&name.notes) {
                self.example(&example);
            }
            return;
        }
        if let Some(parts) = self.parts(&name.name) {
            let last = parts.len() - 1;
            for (at, (part, note)) in parts.into_iter().enumerate() {
                let key = self.lookup(&part);
                let mut piece = Name::read(&part);
                // Of alternatives, a bracket at the end speaks about the last.
                if note.is_none() || at == last {
                    piece.notes.extend(name.notes.iter().cloned());
                }
                piece.notes.extend(note.map(str::to_owned));
                (piece.role, piece.doubtful) = (name.role, name.doubtful || piece.doubtful);
                let (key, confidence) =
                    key.map_or((None, 0.0), |(key, confidence)| (Some(key), confidence));
                self.add(&part, &piece, key, confidence);
            }
            return;
        }
        self.add(name.words, &name, None, 0.0);
    }

    /// The organization of a name, by its wording or by one that differs by a slip.
    fn lookup(&mut self, name: &str) -> Option<(String, f32)> {
        let candidates = [name, without_article(name)];
        if let Some(key) = candidates.iter().find_map(|name| self.aliases.exact(name)) {
            return Some((key.to_owned(), 1.0));
        }
        let (key, known, confidence) = self.aliases.near(name)?;
        let why = format!("read as \"{known}\", from which it differs by a slip");
        self.report
            .cell(self.place, RepairKind::PartyMatched, confidence, why);
        Some((key.to_owned(), confidence))
    }

    /// The parts of a wording that names several: "A und B", "A oder B", "A/ B", "A wie z.B. B".
    fn parts(&self, name: &str) -> Option<Vec<(String, Option<&'static str>)>> {
        for mark in [" wie z.B. ", " wie z. B. ", " wie beispielsweise "] {
            if let Some((general, example)) = name.split_once(mark) {
                return Some(vec![
                    (general.to_owned(), None),
                    (example.to_owned(), Some("z.B.")),
                ]);
            }
        }
        let either = strip_prefix(name, &["entweder "]);
        let names = either.unwrap_or(name);
        let splits: [(&str, Option<&'static str>); 4] = [
            (OR, Some("oder")),
            ("/ ", None),
            (" / ", None),
            (" und ", None),
        ];
        for (mark, note) in splits {
            let parts: Vec<String> = names
                .split(mark)
                .map(|part| without_article(part.trim()).to_owned())
                .collect();
            let known = |part: &String| {
                self.aliases.exact(part).is_some() || self.aliases.near(part).is_some()
            };
            let sure = either.is_some() && mark == OR;
            if parts.len() > 1 && (sure || parts.iter().all(known)) {
                return Some(parts.into_iter().map(|part| (part, note)).collect());
            }
        }
        None
    }

    /// An example in a bracket is a party of its own where it is known; else it stays a note.
    fn example(&mut self, example: &str) {
        let Some(key) = self.aliases.exact(example).map(str::to_owned) else {
            return;
        };
        let mut name = Name::read(example);
        name.notes.push("z.B.".to_owned());
        self.add(example, &name, Some(key), 1.0);
    }

    fn add(&mut self, words: &str, name: &Name<'_>, organization: Option<String>, confidence: f32) {
        if !words.chars().any(char::is_alphanumeric) {
            return;
        }
        if organization.is_none() {
            let why = format!(
                "no organization is known as \"{}\"; add the wording to one, or accept it",
                name.name
            );
            self.report
                .cell(self.place, RepairKind::PartyUnknown, 0.0, why);
        }
        self.found.push(Party {
            words: words.to_owned(),
            organization,
            role: name.role,
            notes: name.notes.clone(),
            doubtful: name.doubtful,
            confidence,
            place: self.place,
        });
    }
}

impl<'a> Name<'a> {
    fn read(words: &'a str) -> Self {
        let mut notes = Vec::new();
        let mut role = PartyRole::Participation;
        let mut name = String::new();
        let mut from = 0;
        for inside in enclosed(words)
            .into_iter()
            .filter(|r| words[r.clone()].starts_with('('))
        {
            name.push_str(&words[from..inside.start]);
            from = inside.end;
            let note = &words[inside.start + 1..inside.end - 1];
            match super::words::fold(note).as_str() {
                "koordination" | "koordinierung" => role = PartyRole::Coordination,
                _ => notes.push(note.trim().to_owned()),
            }
        }
        name.push_str(&words[from..]);
        let mut rest = name.trim();
        if let Some(stripped) = strip_prefix(
            rest,
            &["insbesondere:", "insbesondere ", "insb.", "ins.:", "ins."],
        ) {
            notes.push(HIGHLIGHTED.to_owned());
            rest = stripped.trim_start_matches(':').trim_start();
        }
        if let Some(stripped) = strip_prefix(rest, &["unter beteiligung "]) {
            notes.push("unter Beteiligung".to_owned());
            rest = stripped;
        }
        if let Some(stripped) = rest.strip_suffix(" in Kooperation") {
            notes.push("in Kooperation".to_owned());
            rest = stripped;
        }
        let doubtful = rest.ends_with('?');
        let rest = rest.trim_end_matches(['?', '.', ',']).trim_end();
        let rest = rest.strip_suffix(" etc").unwrap_or(rest);
        let name = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            words,
            name,
            notes,
            role,
            doubtful,
        }
    }
}

/// The names that a bracket gives as examples.
fn examples(notes: &[String]) -> Vec<String> {
    let marked = notes
        .iter()
        .filter_map(|note| strip_prefix(note, &["z.b.", "z. b.", "beispielsweise"]));
    marked
        .flat_map(|list| {
            pieces(list, &[','])
                .into_iter()
                .map(|(_, name)| name.to_owned())
        })
        .collect()
}

fn without_article(name: &str) -> &str {
    let articles = [
        "die ", "der ", "das ", "den ", "dem ", "ein ", "eine ", "einen ",
    ];
    strip_prefix(name, &articles).unwrap_or(name)
}
