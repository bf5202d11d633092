//! What people may do for the directory as a whole, as rows.

use std::collections::{BTreeSet, HashMap};

use domain::account::{AccountId, Grant, Jurisdiction};
use domain::code::Code;
use domain::id::{ActionAreaId, DistrictId, EntityId, TypedId};
use domain::text::LanguageTag;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Right, corrupt};
use crate::entity::{
    account_grant, account_grant_area, account_grant_district, account_grant_language, head,
};
use crate::error::StoreError;
use crate::store::IDS_A_STATEMENT;
use crate::tx::Tx;
use crate::write;

impl Tx {
    /// The districts and areas that these grants name and that do not exist.
    ///
    /// # Errors
    /// The database fails.
    pub async fn unknown_parts(&mut self, grants: &[Grant]) -> Result<Vec<EntityId>, StoreError> {
        let mut named: BTreeSet<EntityId> = BTreeSet::new();
        for grant in grants {
            if let Grant::Coordinator(Jurisdiction::Parts { districts, areas }) = grant {
                named.extend(districts.iter().map(|district| district.entity()));
                named.extend(areas.iter().map(|area| area.entity()));
            }
        }
        let ids: Vec<Uuid> = named.iter().map(|id| id.uuid).collect();
        for ids in ids.chunks(IDS_A_STATEMENT) {
            let found: Vec<(Uuid, String)> = head::Entity::find()
                .select_only()
                .columns([head::Column::Id, head::Column::Kind])
                .filter(head::Column::Id.is_in(ids.iter().copied()))
                .into_tuple()
                .all(self.connection())
                .await?;
            named.retain(|id| !found.contains(&(id.uuid, id.kind.code().to_owned())));
        }
        Ok(named.into_iter().collect())
    }

    /// Say what somebody may do for the directory as a whole, instead of what was said before.
    ///
    /// # Errors
    /// Not by that right, or the database fails.
    pub async fn set_grants(
        &mut self,
        right: Right<'_>,
        id: AccountId,
        grants: &[Grant],
    ) -> Result<(), StoreError> {
        right.to_grants()?;
        self.clear_grants(id).await?;
        let mut rows = GrantRows::default();
        for grant in grants {
            rows.add(id.uuid(), grant);
        }
        rows.insert(self.connection()).await
    }

    pub(super) async fn clear_grants(&mut self, id: AccountId) -> Result<(), StoreError> {
        let (connection, id) = (self.connection(), id.uuid());
        account_grant::Entity::delete_many()
            .filter(account_grant::Column::Account.eq(id))
            .exec(connection)
            .await?;
        account_grant_language::Entity::delete_many()
            .filter(account_grant_language::Column::Account.eq(id))
            .exec(connection)
            .await?;
        account_grant_district::Entity::delete_many()
            .filter(account_grant_district::Column::Account.eq(id))
            .exec(connection)
            .await?;
        account_grant_area::Entity::delete_many()
            .filter(account_grant_area::Column::Account.eq(id))
            .exec(connection)
            .await?;
        Ok(())
    }
}

const PROFESSIONAL: &str = "PROFESSIONAL";
const TRANSLATOR: &str = "TRANSLATOR";
const COORDINATOR: &str = "COORDINATOR";
const ANALYST: &str = "ANALYST";
const ADMINISTRATOR: &str = "ADMINISTRATOR";

pub(super) const fn kind_of(grant: &Grant) -> &'static str {
    match grant {
        Grant::Professional => PROFESSIONAL,
        Grant::Translator(_) => TRANSLATOR,
        Grant::Coordinator(_) => COORDINATOR,
        Grant::Analyst => ANALYST,
        Grant::Administrator => ADMINISTRATOR,
    }
}

#[derive(Default)]
struct GrantRows {
    grants: Vec<account_grant::Model>,
    languages: Vec<account_grant_language::Model>,
    districts: Vec<account_grant_district::Model>,
    areas: Vec<account_grant_area::Model>,
}

impl GrantRows {
    fn add(&mut self, account: Uuid, grant: &Grant) {
        let mut everything = None;
        match grant {
            Grant::Professional | Grant::Analyst | Grant::Administrator => {}
            Grant::Translator(languages) => {
                self.languages.extend(languages.iter().map(|language| {
                    account_grant_language::Model {
                        account,
                        language: language.as_str().to_owned(),
                    }
                }));
            }
            Grant::Coordinator(Jurisdiction::Everything) => everything = Some(true),
            Grant::Coordinator(Jurisdiction::Parts { districts, areas }) => {
                everything = Some(false);
                self.districts.extend(districts.iter().map(|district| {
                    account_grant_district::Model {
                        account,
                        district: district.uuid(),
                    }
                }));
                self.areas
                    .extend(areas.iter().map(|area| account_grant_area::Model {
                        account,
                        action_area: area.uuid(),
                    }));
            }
        }
        self.grants.push(account_grant::Model {
            account,
            kind: kind_of(grant).to_owned(),
            everything,
        });
    }

    async fn insert(self, connection: &impl ConnectionTrait) -> Result<(), StoreError> {
        write::insert::<account_grant::Entity>(connection, self.grants).await?;
        write::insert::<account_grant_language::Entity>(connection, self.languages).await?;
        write::insert::<account_grant_district::Entity>(connection, self.districts).await?;
        write::insert::<account_grant_area::Entity>(connection, self.areas).await
    }
}

/// The grants of each of these accounts.
pub(super) async fn grants_of(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Grant>>, StoreError> {
    let rows = account_grant::Entity::find()
        .filter(account_grant::Column::Account.is_in(ids.iter().copied()))
        .order_by_asc(account_grant::Column::Kind)
        .all(connection)
        .await?;
    let has = |kind: &str| rows.iter().any(|row| row.kind == kind);
    let mut languages: HashMap<Uuid, BTreeSet<LanguageTag>> = HashMap::new();
    if has(TRANSLATOR) {
        let found = account_grant_language::Entity::find()
            .filter(account_grant_language::Column::Account.is_in(ids.iter().copied()))
            .all(connection)
            .await?;
        for row in found {
            let language = LanguageTag::parse(&row.language)
                .map_err(|error| corrupt("account_grant_language")(error.into()))?;
            languages.entry(row.account).or_default().insert(language);
        }
    }
    let mut districts: HashMap<Uuid, BTreeSet<DistrictId>> = HashMap::new();
    let mut areas: HashMap<Uuid, BTreeSet<ActionAreaId>> = HashMap::new();
    if has(COORDINATOR) {
        let found = account_grant_district::Entity::find()
            .filter(account_grant_district::Column::Account.is_in(ids.iter().copied()))
            .all(connection)
            .await?;
        for row in found {
            let district = DistrictId::from_uuid(row.district);
            districts.entry(row.account).or_default().insert(district);
        }
        let found = account_grant_area::Entity::find()
            .filter(account_grant_area::Column::Account.is_in(ids.iter().copied()))
            .all(connection)
            .await?;
        for row in found {
            let area = ActionAreaId::from_uuid(row.action_area);
            areas.entry(row.account).or_default().insert(area);
        }
    }
    let mut grants: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for row in rows {
        let grant = match row.kind.as_str() {
            PROFESSIONAL => Grant::Professional,
            TRANSLATOR => Grant::Translator(languages.remove(&row.account).unwrap_or_default()),
            ANALYST => Grant::Analyst,
            ADMINISTRATOR => Grant::Administrator,
            COORDINATOR if row.everything == Some(true) => {
                Grant::Coordinator(Jurisdiction::Everything)
            }
            COORDINATOR => Grant::Coordinator(Jurisdiction::Parts {
                districts: districts.remove(&row.account).unwrap_or_default(),
                areas: areas.remove(&row.account).unwrap_or_default(),
            }),
            other => return Err(corrupt("account_grant")(format!("kind {other}").into())),
        };
        grants.entry(row.account).or_default().push(grant);
    }
    Ok(grants)
}

/// A grant as it is written into invitations and the audit.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct StoredGrant {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    everything: Option<bool>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    languages: BTreeSet<LanguageTag>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    districts: BTreeSet<DistrictId>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    areas: BTreeSet<ActionAreaId>,
}

/// Grants as JSON.
#[must_use]
pub fn grants_json(grants: &[Grant]) -> serde_json::Value {
    let stored: Vec<StoredGrant> = grants
        .iter()
        .map(|grant| {
            let mut stored = StoredGrant {
                kind: kind_of(grant).to_owned(),
                ..StoredGrant::default()
            };
            match grant {
                Grant::Professional | Grant::Analyst | Grant::Administrator => {}
                Grant::Translator(languages) => stored.languages.clone_from(languages),
                Grant::Coordinator(Jurisdiction::Everything) => stored.everything = Some(true),
                Grant::Coordinator(Jurisdiction::Parts { districts, areas }) => {
                    stored.districts.clone_from(districts);
                    stored.areas.clone_from(areas);
                }
            }
            stored
        })
        .collect();
    serde_json::to_value(stored).unwrap_or_default()
}

/// Grants out of JSON.
pub(super) fn grants_from_json(table: &'static str, json: &str) -> Result<Vec<Grant>, StoreError> {
    let stored: Vec<StoredGrant> =
        serde_json::from_str(json).map_err(|error| corrupt(table)(error.into()))?;
    stored
        .into_iter()
        .map(|stored| match stored.kind.as_str() {
            PROFESSIONAL => Ok(Grant::Professional),
            TRANSLATOR => Ok(Grant::Translator(stored.languages)),
            ANALYST => Ok(Grant::Analyst),
            ADMINISTRATOR => Ok(Grant::Administrator),
            COORDINATOR if stored.everything == Some(true) => {
                Ok(Grant::Coordinator(Jurisdiction::Everything))
            }
            COORDINATOR => Ok(Grant::Coordinator(Jurisdiction::Parts {
                districts: stored.districts,
                areas: stored.areas,
            })),
            other => Err(corrupt(table)(format!("kind {other}").into())),
        })
        .collect()
}
