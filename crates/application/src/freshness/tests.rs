//! Facts about reminding, with a fixed clock.

#![allow(clippy::unwrap_used)]

use domain::account::{Grant, Jurisdiction, MembershipRole};
use domain::entry::Offer;
use domain::id::{OfferId, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate};
use domain::period::Instant;
use serde_json::{Value, json};

use super::Reminded;
use crate::entries::tests::world::{World, later, now, publish};

fn offer(slug: &str, more: &Value) -> Offer {
    let mut offer = json!({
        "id": OfferId::of_slug(slug),
        "kind": "COURSE",
        "entry": {
            "slug": slug,
            "provider": OrganizationId::of_slug("club"),
            "title": [{"language": "de", "text": slug}],
            "visibility": "EXACT",
        },
    });
    for (name, field) in more.as_object().unwrap() {
        offer["entry"][name] = field.clone();
    }
    serde_json::from_value(offer).unwrap()
}

/// A club with these offers, all published now.
async fn city(offers: &[(&str, Value)]) -> World {
    let world = World::new().await;
    for (slug, more) in offers {
        publish(&world.store, &offer(slug, more)).await;
    }
    world.application.catch_up(now()).await.unwrap();
    world
}

impl World {
    async fn editor(&self, email: &str) {
        let club = OrganizationId::of_slug("club");
        self.joins(email, Some((club, MembershipRole::Editor)), Vec::new())
            .await;
    }

    async fn coordinator(&self, email: &str) {
        let everything = Grant::Coordinator(Jurisdiction::Everything);
        self.joins(email, None, vec![everything]).await;
    }

    /// Remind, and take the mails that came of it.
    async fn reminds(&self, at: Instant) -> (Reminded, Vec<Mail>) {
        let reminded = self.application.remind(at).await.unwrap();
        (reminded, self.mails(at).await)
    }
}

#[tokio::test]
async fn each_member_gets_one_mail_for_all_that_is_due_and_never_a_second_one() {
    let world = city(&[
        ("sewing", json!({})),
        ("shelter-talk", json!({"discreet": true})),
        ("made-up", json!({"demo": true})),
    ])
    .await;
    world.editor("ana@club.example").await;
    world.editor("ben@club.example").await;
    let (reminded, mails) = world.reminds(later(91)).await;
    assert_eq!((reminded, mails.len()), (Reminded::default(), 0));

    let (reminded, mails) = world.reminds(later(93)).await;
    assert_eq!(reminded.providers, 2);
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        assert_eq!(mail.template, MailTemplate::ConfirmationDue);
        assert_eq!(mail.values.subjects, ["sewing"]);
        assert_eq!(mail.values.unnamed, 1);
    }
    for day in [93, 94, 400] {
        let (reminded, _) = world.reminds(later(day)).await;
        assert_eq!(reminded.providers, 0);
    }
}

#[tokio::test]
async fn of_two_processes_that_remind_at_once_one_does() {
    let world = city(&[("sewing", json!({}))]).await;
    world.editor("ana@club.example").await;
    let at = later(93);
    let (one, other) = tokio::join!(world.application.remind(at), world.application.remind(at));
    assert_eq!(one.unwrap().providers + other.unwrap().providers, 1);
}

#[tokio::test]
async fn the_office_learns_of_what_nobody_answered_and_names_nothing_discreet() {
    let world = city(&[
        ("sewing", json!({})),
        ("shelter-talk", json!({"discreet": true})),
    ])
    .await;
    world.editor("ana@club.example").await;
    world.coordinator("office@city.example").await;
    world.reminds(later(93)).await;
    assert_eq!(world.reminds(later(106)).await.0, Reminded::default());
    let (reminded, mails) = world.reminds(later(107)).await;
    assert_eq!(reminded.coordinators, 1);
    assert_eq!(mails[0].template, MailTemplate::ConfirmationOverdue);
    assert_eq!(mails[0].values.subjects, ["sewing – club"]);
    assert_eq!(mails[0].values.unnamed, 1);
    assert_eq!(world.reminds(later(120)).await.0, Reminded::default());
}

#[tokio::test]
async fn where_nobody_can_be_asked_the_office_learns_of_it() {
    let world = city(&[("sewing", json!({}))]).await;
    world.coordinator("office@city.example").await;
    assert_eq!(world.reminds(later(93)).await.0, Reminded::default());
    assert_eq!(world.reminds(later(106)).await.0.coordinators, 1);
}
