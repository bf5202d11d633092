//! What is kept of every aggregate alike: its head, its revisions, its texts, and the change log.

/// Where an aggregate stands.
pub mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel, PartialEq)]
    #[sea_orm(table_name = "head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub slug: String,
        pub owner: Option<Uuid>,
        pub state: String,
        pub head_revision: i64,
        pub published_revision: Option<i64>,
        pub first_published_at: Option<DateTimeUtc>,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What an aggregate said at one time.
pub mod revision {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel, PartialEq)]
    #[sea_orm(table_name = "revision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entity: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub schema_version: i32,
        #[sea_orm(column_type = "Text")]
        pub content: String,
        pub role: String,
        pub created_at: DateTimeUtc,
        #[sea_orm(column_type = "Text", nullable)]
        pub comment: Option<String>,
        pub minor: bool,
        pub base_revision: Option<i64>,
        pub account: Option<Uuid>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::head::Entity",
            from = "Column::Entity",
            to = "super::head::Column::Id"
        )]
        Head,
    }

    impl Related<super::head::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Head.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The counter of the change log: one row.
pub mod log_counter {
    use sea_orm::entity::prelude::*;

    /// The id of the one row.
    pub const ONLY: i32 = 1;

    #[derive(Clone, Debug, DeriveEntityModel, PartialEq)]
    #[sea_orm(table_name = "log_counter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub epoch: Uuid,
        pub token: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

super::tables! {
    /// What was written, in the order of commits.
    "change_log" change_log(token: i64) {
        kind: String,
        entity: Uuid,
        change: String,
        revision: i64,
        role: String,
        at: DateTimeUtc,
        account: Option<Uuid>,
        comment: Option<String>,
    }

    /// Every text of what is published, in every language, with its place in the content.
    "localized_text" localized_text(owner: Uuid, path: String, language: String) {
        text: String,
        folded: String,
        machine_translated: bool,
        made_from: Option<i64>,
        outdated: Option<bool>,
    }
}
