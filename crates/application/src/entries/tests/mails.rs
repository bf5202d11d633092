//! Who is told what waits, and what became of it.

use std::sync::Arc;

use domain::account::{Grant, Jurisdiction, Membership, MembershipRole};
use domain::entry::Offer;
use domain::id::{DistrictId, OfferId, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate};
use domain::policy::{Actor, Person};
use serde_json::{Value, json};

use super::parts::{at, city};
use super::world::{World, later, now};
use super::{member, occasion, occasion_on};
use crate::entries::{Archive, Judgement, Note, Saved, Then};

fn title(text: &str) -> Value {
    json!({"title": [{"language": "de", "text": text}]})
}

impl World {
    async fn clubs_editor(&self, email: &str) -> Actor {
        let club = OrganizationId::of_slug("club");
        self.joins(email, Some((club, MembershipRole::Editor)), Vec::new())
            .await
    }

    async fn office(&self, email: &str) -> Actor {
        let everything = Grant::Coordinator(Jurisdiction::Everything);
        self.joins(email, None, vec![everything]).await
    }

    /// A published offer with a new title that waits.
    async fn waiting(&self, who: &Actor) -> (OfferId, Saved) {
        let (id, revision) = self.published(&json!({})).await;
        let change = (title("Neuer Titel"), Then::HandIn);
        let saved = self.update(who, (id, revision), change).await.unwrap();
        (id, saved)
    }

    /// The office gives it back; the mails that come of it.
    async fn returns(&self, office: &Actor, id: OfferId) -> Vec<Mail> {
        let judgement = Judgement::<Offer> {
            id,
            expected: self.newest(id).await.number,
            comment: Some("Bitte kürzer".to_owned()),
        };
        self.application
            .return_revision(&occasion(office), judgement)
            .await
            .unwrap();
        self.mails(now()).await
    }
}

fn told(mails: &[Mail]) -> Vec<(&str, MailTemplate, &[String])> {
    let told = mails
        .iter()
        .map(|mail| (mail.to.as_str(), mail.template, &mail.values.subjects[..]));
    told.collect()
}

#[tokio::test]
async fn whoever_handed_a_change_in_is_told_what_became_of_it() {
    let world = World::new().await;
    let editor = world.clubs_editor("ana@club.example").await;
    let office = world.office("office@city.example").await;
    let (id, _) = world.waiting(&editor).await;
    let mails = world.returns(&office, id).await;
    let subject = ["Neuer Titel".to_owned()];
    let expected = ("ana@club.example", MailTemplate::RevisionReturned);
    assert_eq!(told(&mails), [(expected.0, expected.1, &subject[..])]);
    assert_eq!(mails[0].values.comment.as_deref(), Some("Bitte kürzer"));
    // The office mends it itself: it is told all the same what became of it.
    let newest = world.newest(id).await.number;
    let mended = (title("Kurz"), Then::Keep);
    let mended = world.update(&office, (id, newest), mended).await.unwrap();
    world
        .application
        .approve::<Offer>(&occasion(&office), (id, mended.revision))
        .await
        .unwrap();
    let mails = world.mails(now()).await;
    let subject = ["Kurz".to_owned()];
    let expected = ("ana@club.example", MailTemplate::RevisionApproved);
    assert_eq!(told(&mails), [(expected.0, expected.1, &subject[..])]);
}

#[tokio::test]
async fn a_confirmation_in_between_takes_the_mail_from_nobody() {
    let world = World::new().await;
    let editor = world.clubs_editor("ana@club.example").await;
    let other = world.clubs_editor("ben@club.example").await;
    let office = world.office("office@city.example").await;
    let (id, _) = world.waiting(&editor).await;
    for who in [&office, &other] {
        world
            .application
            .confirm_entry::<Offer>(&occasion(who), (id, None))
            .await
            .unwrap();
    }
    let mails = world.returns(&office, id).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_str(), "ana@club.example");
}

#[tokio::test]
async fn what_the_program_changes_in_between_takes_the_mail_from_nobody() {
    let world = World::new().await;
    let editor = world.clubs_editor("ana@club.example").await;
    let office = world.office("office@city.example").await;
    let (other, number) = world.published(&json!({})).await;
    let related = json!({"related": [other.to_global()]});
    let (id, revision) = world.published(&related).await;
    let change = (title("Neuer Titel"), Then::HandIn);
    let waiting = world.update(&editor, (id, revision), change).await.unwrap();
    let archive = Archive::<Offer> {
        id: other,
        expected: number,
        replaced_by: None,
        note: Note::default(),
    };
    world
        .application
        .archive_entry(&occasion_on(2, &member(&["club"])), archive)
        .await
        .unwrap();
    let newest = world.newest(id).await;
    assert!(newest.number > waiting.revision);
    assert_eq!(newest.content.entry.related, []);
    assert_eq!(
        newest.author.account,
        editor.person().map(|it| it.account.id)
    );
    assert_eq!(newest.head.updated_at, now());
    let mails = world.returns(&office, id).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to.as_str(), "ana@club.example");
}

#[tokio::test]
async fn who_works_for_the_provider_no_longer_is_told_nothing() {
    let world = World::new().await;
    let languages = [domain::text::LanguageTag::german()].into();
    let grants = vec![Grant::Translator(languages)];
    let translator = world.joins("ben@city.example", None, grants).await;
    let office = world.office("office@city.example").await;
    // While the change was handed in, it was a member.
    let person = translator.person().unwrap();
    let mut account = person.account.clone();
    account.memberships = vec![Membership {
        organization: OrganizationId::of_slug("club"),
        role: MembershipRole::Editor,
        since: now(),
    }];
    let member = Actor::Person(Arc::new(Person {
        account,
        ..person.clone()
    }));
    let (id, _) = world.waiting(&member).await;
    assert_eq!(told(&world.returns(&office, id).await), []);
}

#[tokio::test]
async fn the_office_is_told_once_what_waits_and_again_what_is_handed_in_anew() {
    let world = World::new().await;
    let editor = world.clubs_editor("ana@club.example").await;
    world.office("office@city.example").await;
    let (id, _) = world.waiting(&editor).await;
    let app = &world.application;
    assert_eq!(app.tell_what_waits(now()).await.unwrap(), 1);
    let mails = world.mails(now()).await;
    let subject = ["Neuer Titel".to_owned()];
    let expected = ("office@city.example", MailTemplate::ReviewWaiting);
    assert_eq!(told(&mails), [(expected.0, expected.1, &subject[..])]);
    // A confirmation makes nothing new of it.
    app.confirm_entry::<Offer>(&occasion_on(2, &editor), (id, None))
        .await
        .unwrap();
    assert_eq!(app.tell_what_waits(later(3)).await.unwrap(), 0);
    let newest = world.newest(id).await.number;
    app.withdraw_from_review::<Offer>(&occasion_on(4, &editor), (id, newest))
        .await
        .unwrap();
    assert_eq!(app.tell_what_waits(later(5)).await.unwrap(), 0);
    app.submit_for_review::<Offer>(&occasion_on(6, &editor), (id, newest))
        .await
        .unwrap();
    assert_eq!(app.tell_what_waits(later(6)).await.unwrap(), 1);
    // More is gathered for a while.
    let other = world.waiting(&editor).await;
    let soon = (later(6).utc() + chrono::TimeDelta::minutes(30)).into();
    assert_eq!(app.tell_what_waits(soon).await.unwrap(), 0);
    assert_eq!(app.tell_what_waits(later(7)).await.unwrap(), 1);
    assert_ne!(other.0, id);
}

#[tokio::test]
async fn of_a_move_between_parts_those_are_told_who_can_decide_it() {
    let world = city().await;
    let editor = world.clubs_editor("ana@club.example").await;
    for district in ["north", "south"] {
        let part = Grant::Coordinator(Jurisdiction::Parts {
            districts: [DistrictId::of_slug(district)].into(),
            areas: [].into(),
        });
        let email = format!("{district}@city.example");
        world.joins(&email, None, vec![part]).await;
    }
    world.office("office@city.example").await;
    let (id, revision) = world.published(&at("north-house")).await;
    let stays = (title("Neuer Titel"), Then::HandIn);
    let stays = world.update(&editor, (id, revision), stays).await.unwrap();
    world.application.tell_what_waits(now()).await.unwrap();
    let mails = world.mails(now()).await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["north@city.example"]);
    let newest = (id, stays.revision);
    let moved = (at("south-house"), Then::HandIn);
    world.update(&editor, newest, moved).await.unwrap();
    world.application.tell_what_waits(later(1)).await.unwrap();
    let mails = world.mails(later(1)).await;
    let to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["office@city.example"]);
}
