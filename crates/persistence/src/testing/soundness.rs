//! Facts about what is found when the database does not hold together.

use sea_orm::ConnectionTrait;

use super::{on_each_database, publish_everything};
use crate::{Flaw, Store};

async fn flaws_after(store: &Store, damage: &str) -> Vec<String> {
    store.connection.execute_unprepared(damage).await.unwrap();
    let flaws = store.flaws().await.unwrap();
    flaws.iter().map(Flaw::to_string).collect()
}

#[tokio::test]
async fn each_kind_of_damage_is_found() {
    on_each_database(async |database| {
        let store = &database.store;
        assert_eq!(store.flaws().await.unwrap(), []);
        publish_everything(store).await;
        assert_eq!(store.flaws().await.unwrap(), []);

        let found = flaws_after(store, "UPDATE emergency_number SET phone = '999'").await;
        assert_eq!(
            found,
            ["emergency_number holds 1 rows that are not the 1 of the published revisions"]
        );
        let found = flaws_after(store, "DELETE FROM emergency_number").await;
        assert_eq!(
            found,
            ["emergency_number holds 0 rows that are not the 1 of the published revisions"]
        );
        let last = store.log_position().await.unwrap().token;
        let found = flaws_after(store, "DELETE FROM change_log WHERE token = 3").await;
        let told = format!("the change log holds {} of {last} lines", last - 1);
        assert_eq!(found.first(), Some(&told));
        let one_more = "UPDATE head SET head_revision = head_revision + 1 WHERE kind = 'TOPIC'";
        let found = flaws_after(store, one_more).await;
        assert!(
            found
                .iter()
                .any(|flaw| flaw.starts_with("revisions are missing of")),
            "{found:?}"
        );
    })
    .await;
}
