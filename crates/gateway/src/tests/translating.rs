//! From what is to be done to what readers find, with the documents that the guide shows.

use domain::account::Grant;
use domain::id::{LocationId, TypedId};
use serde_json::{Value, json};

use super::program::{Program, Role, Somebody};
use super::writing::{course, revision_of, with};

const WORK: &str = include_str!("../../../../docs/translations/work.graphql");
const SHEET: &str = include_str!("../../../../docs/translations/sheet.graphql");
const SAVE: &str = include_str!("../../../../docs/translations/save.graphql");
const COVERAGE: &str = include_str!("../../../../docs/translations/coverage.graphql");

/// The data of an answer without errors.
async fn data(program: &Program, who: &Somebody, query: &str, variables: Value) -> Value {
    let mut answer = program.ask(who, query, variables).await.json;
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    answer["data"].take()
}

async fn save(program: &Program, who: &Somebody, input: Value) -> Value {
    data(program, who, SAVE, json!({ "input": input })).await["saveTranslation"].take()
}

async fn published(program: &Program) -> String {
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let summary = json!({ "summary": [{ "language": "de", "text": "Ein Kurs." }] });
    let input = with(course(program), summary);
    let made = revision_of(program, &editor, ("createOffer", input)).await;
    let id = made["entityId"].as_str().unwrap().to_owned();
    let first = json!({ "id": id, "expectedRevision": 1 });
    revision_of(program, &editor, ("submitForReview", first.clone())).await;
    revision_of(program, &coordinator, ("approveRevision", first)).await;
    id
}

async fn polish(program: &Program) -> Somebody {
    let polish = Grant::Translator(["pl".parse().unwrap()].into());
    program.person(None, Some(polish)).await
}

/// What readers of Polish find as the title.
async fn title(program: &Program, id: &str) -> Value {
    let query = "query($id: ID!) { offer(by: { id: $id }) {
        title(language: \"pl\") { text isFallback isOutdated isMachineTranslated
            translations { language isOutdated check { group } } } } }";
    let nobody = Somebody::default();
    data(program, &nobody, query, json!({ "id": id })).await["offer"]["title"].take()
}

#[tokio::test]
async fn a_translator_finds_what_is_to_be_done_and_does_it() {
    let program = Program::start().await;
    let ana = polish(&program).await;
    let id = published(&program).await;
    let listed = async || {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables = json!({ "language": "pl", "after": after });
            let mut work = data(&program, &ana, WORK, variables).await["translationWork"].take();
            found.extend(work["nodes"].as_array().unwrap().clone());
            if work["hasNextPage"] == false {
                return found;
            }
            after = work["endCursor"].take();
        }
    };
    let task = listed().await.into_iter().find(|it| it["entityId"] == *id);
    let task = task.unwrap();
    assert_eq!(
        [
            &task["state"],
            &task["title"]["text"],
            &task["texts"]["missing"]
        ],
        [&json!("MISSING"), &json!("Deutsch am Abend"), &json!(2)]
    );
    let variables = json!({ "of": id, "language": "pl" });
    let sheet = data(&program, &ana, SHEET, variables).await["translation"].take();
    let texts = sheet["texts"].as_array().unwrap();
    assert_eq!(texts.len(), 2);
    assert_eq!(
        texts[0],
        json!({ "path": ["title"], "state": "MISSING", "translation": null,
            "source": { "text": "Deutsch am Abend", "language": "de" },
            "isProperName": false, "maxLength": 200, "isMultiline": false })
    );
    let words = json!([{ "path": texts[0]["path"], "text": "Niemiecki wieczorem" },
        { "path": texts[1]["path"], "text": "Kurs." }]);
    let input = json!({ "id": id, "language": "pl", "sourceRevision": sheet["revision"],
        "texts": words, "isMachineTranslated": true });
    let saved = save(&program, &ana, input).await;
    assert_eq!(saved["userErrors"], json!([]));
    assert_eq!(saved["sheet"]["state"], "MACHINE_TRANSLATED");
    let input = json!({ "id": id, "language": "pl", "sourceRevision": saved["sheet"]["revision"],
        "texts": words });
    let saved = save(&program, &ana, input).await;
    assert_eq!(saved["sheet"]["state"], "UP_TO_DATE");
    let found = title(&program, &id).await;
    assert_eq!(
        [&found["text"], &found["isFallback"], &found["isOutdated"]],
        [&json!("Niemiecki wieczorem"), &json!(false), &json!(false)]
    );
    assert!(listed().await.iter().all(|it| it["entityId"] != *id));
    let coverage = data(&program, &ana, COVERAGE, json!({})).await["translationCoverage"].take();
    let mut coverage = coverage.as_array().unwrap().iter();
    let polish = coverage.find(|it| it["language"] == "pl").unwrap();
    assert!(
        polish["things"]["upToDate"].as_u64().unwrap() >= 1,
        "{polish}"
    );
}

#[tokio::test]
async fn a_translation_outlives_an_edit_of_its_source_and_says_so() {
    let program = Program::start().await;
    let ana = polish(&program).await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let id = published(&program).await;
    let change = json!({ "id": id, "expectedRevision": 1, "submit": true,
        "title": [{ "language": "de", "text": "Deutsch am Morgen" }] });
    let changed = revision_of(&program, &editor, ("updateOffer", change)).await;
    let approve = json!({ "id": id, "expectedRevision": changed["number"] });
    revision_of(&program, &coordinator, ("approveRevision", approve)).await;
    let input = json!({ "id": id, "language": "pl", "sourceRevision": 1,
        "texts": [{ "path": ["title"], "text": "Niemiecki wieczorem" }] });
    let saved = save(&program, &ana, input.clone()).await;
    assert_eq!(saved["sheet"]["texts"][0]["state"], "OUTDATED");
    let found = title(&program, &id).await;
    assert_eq!(
        [&found["text"], &found["isOutdated"]],
        [&json!("Niemiecki wieczorem"), &json!(true)]
    );
    // A trifle outdates nothing.
    let current = saved["sheet"]["revision"].clone();
    let right = with(input.clone(), json!({ "sourceRevision": current }));
    let saved = save(&program, &ana, right).await;
    let trifle = json!({ "id": id, "expectedRevision": saved["sheet"]["revision"],
        "isMinor": true, "submit": true,
        "title": [{ "language": "de", "text": "Deutsch am Morgen." }] });
    let trifle = revision_of(&program, &coordinator, ("updateOffer", trifle)).await;
    if trifle["isPublished"] == false {
        let approve = json!({ "id": id, "expectedRevision": trifle["number"] });
        revision_of(&program, &coordinator, ("approveRevision", approve)).await;
    }
    assert_eq!(title(&program, &id).await["isOutdated"], false);
    // Whoever comes second in the same language is told.
    let second = polish(&program).await;
    let other = with(
        input,
        json!({ "texts": [{ "path": ["title"], "text": "Niemiecki" }] }),
    );
    let answer = program.ask(&second, SAVE, json!({ "input": other })).await;
    assert_eq!(answer.code(), "CONFLICT");
}

#[tokio::test]
async fn leichte_sprache_is_published_with_its_check_only() {
    let program = Program::start().await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let id = published(&program).await;
    let input = json!({ "id": id, "language": "de-x-leicht", "sourceRevision": 1,
        "texts": [{ "path": ["title"], "text": "Deutsch lernen" }] });
    let refused = save(&program, &coordinator, input.clone()).await;
    assert_eq!(refused["sheet"], Value::Null);
    assert_eq!(
        [
            &refused["userErrors"][0]["code"],
            &refused["userErrors"][0]["field"]
        ],
        [&json!("CHECK_REQUIRED"), &json!(["check"])]
    );
    let past_it = json!({ "id": id, "expectedRevision": 1,
        "title": [{ "language": "de-x-leicht", "text": "Deutsch lernen" }] });
    let query = "mutation($input: UpdateOfferInput!) {
        updateOffer(input: $input) { userErrors { code field } } }";
    let past_it = data(&program, &coordinator, query, json!({ "input": past_it })).await;
    assert_eq!(
        past_it["updateOffer"]["userErrors"],
        json!([{ "code": "CHECK_REQUIRED", "field": ["title", "0", "language"] }])
    );
    let check = json!({ "check": { "group": "Prüfgruppe Minden", "checkedOn": "2026-02-01" } });
    save(&program, &coordinator, with(input, check)).await;
    let found = title(&program, &id).await;
    let easy = found["translations"].as_array().unwrap().last().unwrap();
    assert_eq!(
        *easy,
        json!({ "language": "de-x-leicht", "isOutdated": false,
            "check": { "group": "Prüfgruppe Minden" } })
    );
}

#[tokio::test]
async fn everything_with_texts_can_be_translated() {
    let program = Program::start().await;
    let ana = polish(&program).await;
    let snapshot = program.application.snapshot();
    let ids = [
        snapshot
            .shelf::<domain::taxonomy::Topic>()
            .iter()
            .next()
            .unwrap()
            .id
            .to_global(),
        snapshot
            .shelf::<domain::plan::Measure>()
            .iter()
            .next()
            .unwrap()
            .id
            .to_global(),
        snapshot
            .shelf::<domain::site::Site>()
            .iter()
            .next()
            .unwrap()
            .id
            .to_global(),
        program.home.to_global(),
    ];
    for id in ids {
        let variables = json!({ "of": id, "language": "pl" });
        let sheet = data(&program, &ana, SHEET, variables).await["translation"].take();
        let text = &sheet["texts"][0];
        let input = json!({ "id": id, "language": "pl", "sourceRevision": sheet["revision"],
            "texts": [{ "path": text["path"], "text": "Słowo" }] });
        let saved = save(&program, &ana, input).await;
        assert_eq!(saved["userErrors"], json!([]), "{sheet}");
        assert_eq!(saved["sheet"]["texts"][0]["translation"]["text"], "Słowo");
    }
    let nowhere = json!({ "of": LocationId::of_slug("nowhere").to_global(), "language": "pl" });
    let sheet = data(&program, &ana, SHEET, nowhere).await;
    assert_eq!(sheet["translation"], Value::Null);
}
