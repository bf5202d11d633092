//! The holder of an account may be named in contacts as well: by the same name, with the same
//! address. Who is erased is erased there, too.

use domain::contact::EmailAddress;
use domain::entry::{CounsellingPoint, Offer};
use domain::erasure::{Erasure, Going, PersonFound};
use domain::organization::Organization;
use domain::period::Instant;
use domain::plan::Responsibility;
use domain::policy::{Actor, scope};
use domain::text::Words;
use persistence::{PeopleOf, Project, Tx};

use super::{each_kind_naming, permit_of_program};
use crate::use_case::UseCaseError;

/// Erase the holder of an account from every contact that names her with this address, in every
/// revision. Where the address stands without the name, it may be that of an office.
pub(crate) async fn erase_holder(
    tx: &mut Tx,
    (name, email): (&Words, &EmailAddress),
    now: Instant,
) -> Result<(), UseCaseError> {
    each_kind_naming!(|T| Box::pin(erase_in::<T>(tx, (name, email), now)).await?);
    Ok(())
}

async fn erase_in<T: Project>(
    tx: &mut Tx,
    (name, email): (&Words, &EmailAddress),
    now: Instant,
) -> Result<(), UseCaseError> {
    let everything = scope(&Actor::Operator);
    let of = PeopleOf::Mailbox(email.as_str());
    for whole in tx.whole::<T>(&everything, of).await? {
        let revisions = whole.iter().map(|it| (it.number, &it.content));
        let people = PersonFound::all_in(revisions).into_iter();
        let hers = people.filter(|it| it.is_called(name) && it.is_reached_by(email));
        let erasures: Vec<Erasure> = hers
            .map(|person| Erasure {
                contact: person.contact,
                name: person.name,
                email: Some(email.clone()),
                going: Going::AllBut([].into()),
                on: crate::local_day(now),
            })
            .collect();
        let Some(newest) = whole.last().filter(|_| !erasures.is_empty()) else {
            continue;
        };
        let permit = permit_of_program(tx, &newest.content).await?;
        tx.erase_persons::<T>(&permit, &erasures, now).await?;
    }
    Ok(())
}
