//! Facts about erasing a person whom contacts name, on both databases.

use domain::aggregate::Aggregate;
use domain::contact::EmailAddress;
use domain::entry::Offer;
use domain::erasure::{Erasure, Going, PersonFound};
use domain::id::{EntityId, EntityKind, OrganizationId, TypedId};
use domain::mail::{Mail, MailTemplate, MailValues};
use domain::organization::Organization;
use domain::period::Instant;
use domain::plan::Responsibility;
use domain::policy::Action;
use domain::text::{LanguageTag, Words};
use uuid::Uuid;

use super::samples::{self, Sample, words};
use super::{
    noon, on_each_database, operators_scope, permit, publish, publish_everything, writing,
};
use crate::{Change, Expected, PeopleOf, Project, Store, StoreError, Verdict, Write};

const NAME: &str = "A. Beispiel";

async fn stored(store: &Store) -> String {
    crate::dialect::everything_stored(store).await.unwrap()
}

/// Take everybody out of a thing whom one of its contacts names.
fn everybody_in<T: Aggregate>(content: &T) -> Vec<Erasure> {
    let found = PersonFound::all_in([(1, content)]).into_iter();
    let named = found.filter(|person| person.name.is_some());
    named
        .map(|person| Erasure {
            contact: person.contact,
            name: person.name,
            email: None,
            going: Going::AllBut([].into()),
            on: noon(3).utc().date_naive(),
        })
        .collect()
}

async fn erase<T: Project>(store: &Store, content: &T, at: Instant) -> Vec<u32> {
    let permit = permit(Action::Erase, content.id().entity());
    let mut tx = store.begin().await.unwrap();
    let erasures = everybody_in(content);
    let numbers = tx.erase_persons::<T>(&permit, &erasures, at);
    let numbers = numbers.await.unwrap();
    tx.commit().await.unwrap();
    numbers
}

#[tokio::test]
async fn nothing_that_is_stored_says_the_name_afterwards_and_the_projection_agrees() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        assert!(stored(store).await.contains(NAME));
        let mut erased = 0;
        macro_rules! erase_all {
            ($($aggregate:ty, $module:ident;)+) => {$(
                for sample in <$aggregate as Sample>::samples() {
                    erased += erase(store, &sample, noon(3)).await.len();
                }
            )+};
        }
        samples::for_each_sample!(erase_all);
        assert!(erased > 4, "{erased}");
        let left = stored(store).await;
        assert!(!left.contains(NAME) && !left.contains("office@example.org"));
        assert_eq!(store.flaws().await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn every_revision_forgets_the_person_and_stays_what_it_was_otherwise() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let [_, offer] = <[Offer; 2]>::try_from(Offer::samples()).unwrap();
        let id = offer.id();
        let mut tx = store.begin().await.unwrap();
        let write = Write {
            comment: Some(format!("Neu ist {NAME}")),
            ..writing(Expected::Revision(1))
        };
        let update = permit(Action::Update, id.entity());
        tx.draft(&update, &offer, write).await.unwrap();
        let submit = permit(Action::Submit, id.entity());
        tx.submit(&submit, 2, noon(2)).await.unwrap();
        let verdict = Verdict {
            at: noon(2),
            expected: 2,
            comment: words(&format!("Ist {NAME} noch da?")),
        };
        let give_back = permit(Action::Return, id.entity());
        tx.give_back(&give_back, verdict).await.unwrap();
        let mail = Mail {
            to: EmailAddress::parse("ana@verein.example").unwrap(),
            account: None,
            language: LanguageTag::german(),
            template: MailTemplate::RevisionReturned,
            values: MailValues {
                comment: Some(format!("Ist {NAME} noch da?")),
                ..MailValues::default()
            },
            expires_at: None,
        };
        tx.queue_mail(Uuid::from_u128(7), mail, noon(2))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let before = store.head(&operators_scope(), id.entity()).await.unwrap();
        let position = store.log_position().await.unwrap();

        assert_eq!(erase(store, &offer, noon(3)).await, [1, 2]);

        let after = store.head(&operators_scope(), id.entity()).await.unwrap();
        assert_eq!(after, before);
        let mut tx = store.begin().await.unwrap();
        let scope = operators_scope();
        let whole = tx.whole::<Offer>(&scope, PeopleOf::Aggregate(id.entity()));
        let [whole] = <[_; 1]>::try_from(whole.await.unwrap()).unwrap();
        drop(tx);
        for revision in &whole {
            assert_eq!(revision.comment, None);
            let mut once = offer.clone();
            for erasure in everybody_in(&offer) {
                erasure.apply(&mut [&mut once]);
            }
            assert_eq!(revision.content, once);
            let contacts = revision.content.contacts();
            assert!(contacts.iter().all(|it| it.person_erased_on.is_some()));
        }
        let lines = store.log_after(position.token, 10).await.unwrap();
        let [line] = lines.as_slice() else {
            panic!("{lines:?}");
        };
        assert_eq!(
            (line.entity, line.change, line.revision, &line.comment),
            (id.entity(), Change::PersonErased, 2, &None)
        );
        // What people wrote about this offer is gone with the name; others still say theirs.
        let of_others = stored(store).await;
        assert!(!of_others.contains("noch da?") && !of_others.contains("Neu ist"));

        // Nobody is named so any more: nothing is written, and nothing logged.
        assert_eq!(erase(store, &offer, noon(4)).await, [0; 0]);
        let again = store.log_position().await.unwrap();
        assert_eq!(again.token, position.token + 1);
    })
    .await;
}

#[tokio::test]
async fn it_takes_the_permit_for_exactly_that() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offers = Offer::samples();
        let offer = offers.last().unwrap();
        let other = offers.first().unwrap();
        let erasures = everybody_in(offer);
        for wrong in [
            permit(Action::Update, offer.id().entity()),
            permit(
                Action::Erase,
                EntityId::of_slug(EntityKind::Organization, "club"),
            ),
        ] {
            let mut tx = store.begin().await.unwrap();
            let refused = tx.erase_persons::<Offer>(&wrong, &erasures, noon(3)).await;
            assert!(refused.is_err(), "{refused:?}");
        }
        let not_hers = permit(Action::Erase, other.id().entity());
        let mut tx = store.begin().await.unwrap();
        let nobody = tx
            .erase_persons::<Offer>(&not_hers, &erasures, noon(3))
            .await;
        assert_eq!(nobody.unwrap(), [0; 0]);
        let unknown = permit(
            Action::Erase,
            EntityId::of_slug(EntityKind::Offer, "nowhere"),
        );
        let unknown = tx
            .erase_persons::<Offer>(&unknown, &erasures, noon(3))
            .await;
        assert!(matches!(
            unknown,
            Err(StoreError::Conflict { current: None, .. })
        ));
    })
    .await;
}

#[tokio::test]
async fn a_person_is_found_by_whose_it_is_and_by_the_mailbox() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let scope = operators_scope();
        let everywhere = store
            .naming_people::<<Offer as Aggregate>::Id>(&scope)
            .await;
        assert!(!everywhere.unwrap().is_empty());
        let club = OrganizationId::of_slug("club");
        let mut tx = store.begin().await.unwrap();
        let of_club = tx.whole::<Offer>(&scope, PeopleOf::Organization(club));
        assert_eq!(of_club.await.unwrap().len(), Offer::samples().len());
        for (mailbox, known) in [("OFFICE@example.org", true), ("offi_e@example.org", false)] {
            let found = tx.whole::<Organization>(&scope, PeopleOf::Mailbox(mailbox));
            assert_eq!(!found.await.unwrap().is_empty(), known, "{mailbox}");
        }
        let office = PeopleOf::Organization(OrganizationId::of_slug("office"));
        let of_office = tx.whole::<Responsibility>(&scope, office).await.unwrap();
        assert_eq!(of_office.len(), Responsibility::samples().len());
    })
    .await;
}

#[tokio::test]
async fn what_was_erased_can_be_published_again_without_the_person() {
    on_each_database(async |database| {
        let store = &database.store;
        publish_everything(store).await;
        let offers = Offer::samples();
        let offer = offers.last().unwrap();
        erase(store, offer, noon(3)).await;
        let scope = operators_scope();
        let first = store
            .revision::<Offer>(&scope, offer.id(), 1)
            .await
            .unwrap();
        let content = first.unwrap().content;
        assert!(PersonFound::all_in([(1, &content)]).is_empty());
        publish(store, &content, Expected::Revision(1))
            .await
            .unwrap();
        assert_eq!(store.flaws().await.unwrap(), []);
        let name = Words::parse(NAME).unwrap();
        let kept = store
            .revision::<Offer>(&scope, offer.id(), 2)
            .await
            .unwrap();
        let people = PersonFound::all_in([(2, &kept.unwrap().content)]);
        assert!(people.iter().all(|person| !person.is_called(&name)));
    })
    .await;
}
