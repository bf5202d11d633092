//! Who of the coordinating office is told about something.

use super::resource::Resource;
use crate::account::{Account, Grant, Jurisdiction};

/// Those of these people who are told about a resource: whoever coordinates the part in which it
/// lies, or else whoever coordinates everything. Nobody, where it lies in no part and nobody
/// coordinates everything. Of a change that moves it, all sides are given: who is responsible for
/// one of them could not approve it.
#[must_use]
pub fn in_charge<'a>(coordinators: &'a [Account], sides: &[Resource]) -> Vec<&'a Account> {
    let of = |is_meant: &dyn Fn(&Jurisdiction) -> bool| -> Vec<&'a Account> {
        let holds = |grant: &Grant| matches!(grant, Grant::Coordinator(part) if is_meant(part));
        let found = coordinators
            .iter()
            .filter(|account| account.grants.iter().any(holds));
        found.collect()
    };
    let holds_all = |part: &Jurisdiction| sides.iter().all(|side| side.is_within(part));
    let of_part = of(&|part| *part != Jurisdiction::Everything && holds_all(part));
    if of_part.is_empty() {
        of(&|part| *part == Jurisdiction::Everything)
    } else {
        of_part
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::account::{AccountId, AccountState};
    use crate::id::{DistrictId, EntityKind, OfferId, TypedId};
    use crate::text::{LanguageTag, Words};

    fn coordinator(number: u128, jurisdiction: Jurisdiction) -> Account {
        let at: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;
        Account {
            id: AccountId::from_uuid(uuid::Uuid::from_u128(number)),
            email: None,
            name: Words::parse("Jemand").unwrap(),
            language: LanguageTag::german(),
            state: AccountState::Active,
            grants: vec![Grant::Coordinator(jurisdiction)],
            memberships: Vec::new(),
            has_second_factor: true,
            created_at: at.into(),
        }
    }

    fn part(district: &str) -> Jurisdiction {
        Jurisdiction::Parts {
            districts: [DistrictId::of_slug(district)].into(),
            areas: [].into(),
        }
    }

    #[test]
    fn whoever_coordinates_the_part_is_told_before_whoever_coordinates_everything() {
        let people = [
            coordinator(1, Jurisdiction::Everything),
            coordinator(2, part("north")),
            coordinator(3, part("south")),
        ];
        let mut resource = Resource::of(crate::id::EntityId {
            kind: EntityKind::Offer,
            uuid: OfferId::of_slug("course").uuid(),
        });
        let told = |people: &[Account], sides: &[Resource]| -> Vec<u128> {
            in_charge(people, sides)
                .iter()
                .map(|account| account.id.uuid().as_u128())
                .collect()
        };
        assert_eq!(told(&people, std::slice::from_ref(&resource)), [1]);
        resource.districts = [DistrictId::of_slug("north")].into();
        assert_eq!(told(&people, std::slice::from_ref(&resource)), [2]);
        assert_eq!(told(&people[2..], std::slice::from_ref(&resource)), []);
        // Of a move from one part into another, whoever may decide it.
        let mut moved = resource.clone();
        moved.districts = [DistrictId::of_slug("south")].into();
        assert_eq!(told(&people, &[resource, moved]), [1]);
    }
}
