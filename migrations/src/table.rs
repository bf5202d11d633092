//! A small language for tables, so that a step reads like a list of columns.

use sea_orm_migration::sea_orm::DbErr;
use sea_orm_migration::sea_query::{Alias, ColumnDef, Index, Table as SeaTable};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

/// Checked at the commit. The words are the same on both databases; the query builder has none.
const DEFERRED: &str = "DEFERRABLE INITIALLY DEFERRED";

/// A step that makes tables, or adds to them.
pub(crate) struct Step {
    /// The name under which the database remembers it for ever.
    pub(crate) name: &'static str,
    /// What it makes or adds to, each after what it refers to.
    pub(crate) tables: fn() -> Vec<Table>,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

// The trait elides the lifetime, and its macro wants the same words here.
#[allow(elided_lifetimes_in_paths)]
#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in (self.tables)() {
            match table.fate {
                Fate::Made => table.create(manager).await?,
                Fate::Extended => table.extend(manager).await?,
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The type of a column.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    Bool,
    Bytes,
    Date,
    Double,
    Int,
    BigInt,
    Text,
    Time,
    Uuid,
}

/// A table to make, or to add to.
pub(crate) struct Table {
    name: &'static str,
    fate: Fate,
    columns: Vec<ColumnDef>,
    key: Vec<&'static str>,
    /// Columns with an index of their own, each list one index.
    indexes: Vec<(Vec<&'static str>, Unique)>,
}

#[derive(Clone, Copy)]
enum Fate {
    Made,
    Extended,
}

#[derive(Clone, Copy, PartialEq)]
enum Unique {
    Yes,
    No,
}

impl Table {
    /// A table without columns.
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            fate: Fate::Made,
            columns: Vec::new(),
            key: Vec::new(),
            indexes: Vec::new(),
        }
    }

    /// A table that an earlier step made, to add columns and indexes to. New columns may hold
    /// nothing: the rows that are there have nothing to say in them.
    pub(crate) fn existing(name: &'static str) -> Self {
        Self {
            fate: Fate::Extended,
            ..Self::new(name)
        }
    }

    /// The row of an aggregate itself: its id is that of a head.
    pub(crate) fn of_aggregate(name: &'static str) -> Self {
        Self::new(name).key_referring("id", "head", "")
    }

    /// What a row of another table says beyond it, under the same id.
    pub(crate) fn extending(name: &'static str, base: &str) -> Self {
        Self::new(name).key_referring("id", base, "ON DELETE CASCADE")
    }

    /// A list of a row of another table, which goes with it; the column is called like that table.
    pub(crate) fn list_of(name: &'static str, whole: &'static str) -> Self {
        Self::list_in(name, whole, whole)
    }

    /// The same with a column called otherwise.
    pub(crate) fn list_in(name: &'static str, column: &'static str, whole: &str) -> Self {
        Self::new(name).key_referring(column, whole, "ON DELETE CASCADE")
    }

    /// What hangs on any aggregate.
    pub(crate) fn owned(name: &'static str) -> Self {
        Self::new(name).key_referring("owner", "head", "")
    }

    fn key_referring(mut self, column: &'static str, table: &str, on_delete: &str) -> Self {
        let reference = reference(table, on_delete);
        self.columns.push(
            definition(column, Type::Uuid)
                .not_null()
                .extra(reference)
                .take(),
        );
        self.key.push(column);
        self
    }

    /// A column of the primary key.
    pub(crate) fn key(mut self, column: &'static str, kind: Type) -> Self {
        self.columns
            .push(definition(column, kind).not_null().take());
        self.key.push(column);
        self
    }

    /// A column of the primary key, behind its first, that refers to another table.
    pub(crate) fn key_refers(self, column: &'static str, table: &str) -> Self {
        self.key_referring(column, table, "").index(&[column])
    }

    /// The place in a list, as the last column of the primary key.
    pub(crate) fn position(self) -> Self {
        self.key("position", Type::Int)
    }

    /// A column that always holds something.
    pub(crate) fn has(mut self, column: &'static str, kind: Type) -> Self {
        self.columns
            .push(definition(column, kind).not_null().take());
        self
    }

    /// A column that may hold nothing.
    pub(crate) fn may_have(mut self, column: &'static str, kind: Type) -> Self {
        self.columns.push(definition(column, kind).take());
        self
    }

    /// A reference that is always there.
    pub(crate) fn refers(self, column: &'static str, table: &str) -> Self {
        self.refers_on(column, table, "")
    }

    /// The same, and what becomes of the row when the other one goes.
    pub(crate) fn refers_on(mut self, column: &'static str, table: &str, on_delete: &str) -> Self {
        let reference = reference(table, on_delete);
        self.columns.push(
            definition(column, Type::Uuid)
                .not_null()
                .extra(reference)
                .take(),
        );
        self.index(&[column])
    }

    /// A reference that may be absent.
    pub(crate) fn may_refer(mut self, column: &'static str, table: &str) -> Self {
        self.columns.push(
            definition(column, Type::Uuid)
                .extra(reference(table, ""))
                .take(),
        );
        self.index(&[column])
    }

    /// An index.
    pub(crate) fn index(mut self, columns: &[&'static str]) -> Self {
        self.indexes.push((columns.to_vec(), Unique::No));
        self
    }

    /// Columns that together stand once.
    pub(crate) fn unique(mut self, columns: &[&'static str]) -> Self {
        self.indexes.push((columns.to_vec(), Unique::Yes));
        self
    }

    /// Add the columns, one at a time, as SQLite wants it, and then the indexes.
    async fn extend(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        for column in self.columns {
            let mut table = SeaTable::alter();
            table.table(Alias::new(self.name)).add_column(column);
            manager.alter_table(table).await?;
        }
        create_indexes(self.name, self.indexes, manager).await
    }

    async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let Self {
            name,
            fate: _,
            columns,
            key,
            indexes,
        } = self;
        let mut table = SeaTable::create();
        table.table(Alias::new(name));
        for column in columns {
            table.col(column);
        }
        let mut primary = Index::create();
        for column in key {
            primary.col(Alias::new(column));
        }
        manager
            .create_table(table.primary_key(&mut primary).take())
            .await?;
        create_indexes(name, indexes, manager).await
    }
}

async fn create_indexes(
    table: &'static str,
    indexes: Vec<(Vec<&'static str>, Unique)>,
    manager: &SchemaManager<'_>,
) -> Result<(), DbErr> {
    for (columns, unique) in indexes {
        let mut index = Index::create();
        index
            .name(format!("{table}_{}", columns.join("_")))
            .table(Alias::new(table));
        for column in columns {
            index.col(Alias::new(column));
        }
        if unique == Unique::Yes {
            index.unique();
        }
        manager.create_index(index).await?;
    }
    Ok(())
}

fn reference(table: &str, on_delete: &str) -> String {
    format!(r#"REFERENCES "{table}" ("id") {on_delete} {DEFERRED}"#)
}

fn definition(column: &'static str, kind: Type) -> ColumnDef {
    let mut definition = ColumnDef::new(Alias::new(column));
    match kind {
        Type::Bool => definition.boolean(),
        // BLOB and BYTEA.
        Type::Bytes => definition.blob(),
        Type::Date => definition.date(),
        Type::Double => definition.double(),
        Type::Int => definition.integer(),
        Type::BigInt => definition.big_integer(),
        Type::Text => definition.text(),
        Type::Time => definition.timestamp_with_time_zone(),
        Type::Uuid => definition.uuid(),
    };
    definition
}
