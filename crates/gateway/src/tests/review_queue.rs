//! What waits for a review, narrowed to what somebody looks for.

use domain::id::TypedId;
use serde_json::{Value, json};

use super::history::{ask, districts, draft, publish};
use super::program::{Program, Role};
use super::writing::revision_of;

const QUEUE: &str = "query($filter: ReviewFilter, $after: String) {
    reviewQueue(filter: $filter, first: 2, after: $after) {
        nodes { entityId isChange waitingSince } hasNextPage endCursor } }";

#[tokio::test]
async fn the_office_narrows_the_queue_and_finds_the_longest_waiting_first() {
    let program = Program::start().await;
    let editor = program.somebody(Role::Editor).await;
    let coordinator = program.somebody(Role::Coordinator).await;
    let [here, elsewhere] = districts(&program);
    let hand_in = async |id: &str| {
        let input = json!({ "id": id, "expectedRevision": 1 });
        revision_of(&program, &editor, ("submitForReview", input)).await;
    };
    // In the order in which they are handed in: a change, and two new ones, one of them elsewhere.
    let (change, _) = draft(&program, &editor, json!({})).await;
    publish(&program, &editor, &coordinator, &change).await;
    let input = json!({ "id": change, "expectedRevision": 1, "childcare": true, "submit": true });
    revision_of(&program, &editor, ("updateOffer", input)).await;
    let (first, _) = draft(&program, &editor, json!({})).await;
    hand_in(&first).await;
    let place = json!({ "places": [{ "district": elsewhere.to_global() }] });
    let (second, _) = draft(&program, &editor, place).await;
    hand_in(&second).await;
    let found = async |filter: Value| {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let asked = json!({ "filter": filter, "after": after });
            let data = ask(&program, &coordinator, QUEUE, asked).await;
            let page = &data["reviewQueue"];
            for node in page["nodes"].as_array().unwrap() {
                found.push(node["entityId"].as_str().unwrap().to_owned());
            }
            if page["hasNextPage"] == false {
                return found;
            }
            after = page["endCursor"].clone();
        }
    };
    // The clock stands still: of equally long waiting ones, the ids decide.
    let mut all = [change.clone(), first.clone(), second.clone()];
    assert_eq!(found(Value::Null).await.len(), 3);
    all.sort();
    let mut seen = found(json!({ "waitingDays": 0 })).await;
    seen.sort();
    assert_eq!(seen, all);
    let none: [String; 0] = [];
    assert_eq!(found(json!({ "waitingDays": 1 })).await, none);
    assert_eq!(found(json!({ "isChange": true })).await, [change]);
    let there = json!({ "districts": [elsewhere.to_global()], "kinds": ["OFFER"] });
    assert_eq!(found(there).await, [second]);
    let new_here = json!({ "districts": [here.to_global()], "isChange": false,
        "organizations": [program.home.to_global()] });
    assert_eq!(found(new_here).await, [first]);
    let of_others = json!({ "organizations": [program.foreign.to_global()] });
    assert_eq!(found(of_others).await, none);
    assert_eq!(found(json!({ "kinds": ["LOCATION"] })).await, none);
    // What is wrong is named.
    for (filter, field) in [
        (json!({ "waitingDays": -1 }), json!("waitingDays")),
        (json!({ "districts": ["x"] }), json!("districts")),
        (json!({ "areas": [here.to_global()] }), json!("areas")),
    ] {
        let asked = json!({ "filter": filter });
        let answer = program.ask(&coordinator, QUEUE, asked).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT");
        let argument = &answer.json["errors"][0]["extensions"]["argument"];
        assert!(
            argument.to_string().contains(field.as_str().unwrap()),
            "{}",
            answer.json
        );
    }
}
