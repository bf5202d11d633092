//! Pictures in the database, so that one backup holds everything.
//!
//! A file is never changed: its id is made of its content. Whether somebody may see it depends on
//! what uses it; that is asked for here and decided by the use case. Nothing of this enters the
//! change log: a picture is published with what shows it.

use domain::account::AccountId;
use domain::code::{Code, UnknownCode};
use domain::id::{EntityId, EntityKind};
use domain::period::Instant;
use domain::policy::Scope;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect,
};
use uuid::Uuid;

use crate::entity::{head, image_file, image_upload, image_use};
use crate::error::StoreError;
use crate::log::positive;
use crate::reach::{Reach, reach};
use crate::store::Store;
use crate::tx::Tx;

/// A file to keep.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PictureFile {
    /// Made of its content.
    pub id: Uuid,
    /// Its media type.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The bytes.
    pub content: Vec<u8>,
}

/// An upload that waits to be used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PictureUpload {
    /// Its own id.
    pub id: Uuid,
    /// The file.
    pub image: Uuid,
    /// Its media type.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Store {
    /// A file.
    ///
    /// # Errors
    /// The database fails.
    pub async fn picture(&self, id: Uuid) -> Result<Option<PictureFile>, StoreError> {
        let found = image_file::Entity::find_by_id(id)
            .one(&self.connection)
            .await?;
        found
            .map(|row| {
                Ok(PictureFile {
                    id: row.id,
                    media_type: row.media_type,
                    width: positive(row.width.into(), "image_file")?,
                    height: positive(row.height.into(), "image_file")?,
                    content: row.content,
                })
            })
            .transpose()
    }

    /// What uses a file, or did.
    ///
    /// # Errors
    /// The database fails.
    pub async fn picture_uses(&self, id: Uuid) -> Result<Vec<EntityId>, StoreError> {
        uses(&self.connection, id).await
    }

    /// Whether this account has uploaded the file and not used it yet.
    ///
    /// # Errors
    /// The database fails.
    pub async fn has_uploaded(&self, account: AccountId, id: Uuid) -> Result<bool, StoreError> {
        let found = image_upload::Entity::find()
            .filter(image_upload::Column::Image.eq(id))
            .filter(image_upload::Column::Account.eq(account.uuid()))
            .count(&self.connection)
            .await?;
        Ok(found > 0)
    }

    /// Whether the scope holds every revision of one of these that use a file.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holds_picture(&self, scope: &Scope, id: Uuid) -> Result<bool, StoreError> {
        if scope.holds_nothing() {
            return Ok(false);
        }
        let heads = head::Entity::find()
            .filter(head::Column::Id.in_subquery(entities_using(id)))
            .all(&self.connection)
            .await?;
        let reach = reach(&self.connection, scope, &heads).await?;
        Ok(reach.contains(&Reach::Whole))
    }
}

impl Tx {
    /// Keep a file that this account has uploaded, until it is used or forgotten.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keep_picture(
        &mut self,
        file: PictureFile,
        (upload, account): (Uuid, AccountId),
        at: Instant,
    ) -> Result<(), StoreError> {
        let side = |side: u32| i32::try_from(side).unwrap_or(i32::MAX);
        let row = image_file::ActiveModel {
            id: Set(file.id),
            media_type: Set(file.media_type),
            width: Set(side(file.width)),
            height: Set(side(file.height)),
            content: Set(file.content),
            created_at: Set(at.utc()),
        };
        // The same picture again is fresh again, so that it is not forgotten under its upload.
        let again = OnConflict::column(image_file::Column::Id)
            .update_column(image_file::Column::CreatedAt)
            .to_owned();
        image_file::Entity::insert(row)
            .on_conflict(again)
            .exec_without_returning(self.connection())
            .await?;
        let upload = image_upload::ActiveModel {
            id: Set(upload),
            image: Set(file.id),
            account: Set(account.uuid()),
            created_at: Set(at.utc()),
        };
        image_upload::Entity::insert(upload)
            .exec_without_returning(self.connection())
            .await?;
        Ok(())
    }

    /// What this account has uploaded and not used yet.
    ///
    /// # Errors
    /// The database fails.
    pub async fn uploads_of(
        &mut self,
        account: AccountId,
    ) -> Result<Vec<PictureUpload>, StoreError> {
        let uploads = image_upload::Entity::find()
            .filter(image_upload::Column::Account.eq(account.uuid()))
            .all(self.connection())
            .await?;
        if uploads.is_empty() {
            return Ok(Vec::new());
        }
        let files: Vec<(Uuid, String, i32, i32)> = image_file::Entity::find()
            .select_only()
            .columns([
                image_file::Column::Id,
                image_file::Column::MediaType,
                image_file::Column::Width,
                image_file::Column::Height,
            ])
            .filter(image_file::Column::Id.is_in(uploads.iter().map(|upload| upload.image)))
            .into_tuple()
            .all(self.connection())
            .await?;
        let mut found = Vec::with_capacity(uploads.len());
        for upload in uploads {
            let file = files.iter().find(|(id, ..)| *id == upload.image);
            if let Some((image, media_type, width, height)) = file {
                found.push(PictureUpload {
                    id: upload.id,
                    image: *image,
                    media_type: media_type.clone(),
                    width: positive((*width).into(), "image_file")?,
                    height: positive((*height).into(), "image_file")?,
                });
            }
        }
        Ok(found)
    }

    /// Remember what a content shows. Uploads by this account are used up by that.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_pictures(
        &mut self,
        entity: EntityId,
        images: &[Uuid],
        account: Option<AccountId>,
    ) -> Result<(), StoreError> {
        // What was never a file of ours is served by somebody else. Nobody erases one of these until
        // this transaction ends.
        let known: Vec<Uuid> = image_file::Entity::find()
            .select_only()
            .column(image_file::Column::Id)
            .filter(image_file::Column::Id.is_in(images.iter().copied()))
            .lock_shared()
            .into_tuple()
            .all(self.connection())
            .await?;
        if known.is_empty() {
            return Ok(());
        }
        let rows = known.iter().map(|image| image_use::ActiveModel {
            image: Set(*image),
            entity: Set(entity.uuid),
        });
        let again = OnConflict::columns([image_use::Column::Image, image_use::Column::Entity])
            .do_nothing_on([image_use::Column::Image, image_use::Column::Entity])
            .to_owned();
        image_use::Entity::insert_many(rows)
            .on_conflict(again)
            .exec_without_returning(self.connection())
            .await?;
        if let Some(account) = account {
            image_upload::Entity::delete_many()
                .filter(image_upload::Column::Account.eq(account.uuid()))
                .filter(image_upload::Column::Image.is_in(known))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Forget uploads from before this moment, and files that nothing uses. How many rows went.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_uploads(&mut self, before: Instant) -> Result<u64, StoreError> {
        let before = before.utc();
        let uploads = image_upload::Entity::delete_many()
            .filter(image_upload::Column::CreatedAt.lt(before))
            .exec(self.connection())
            .await?;
        let used = Query::select()
            .column(image_use::Column::Image)
            .from(image_use::Entity)
            .to_owned();
        let waiting = Query::select()
            .column(image_upload::Column::Image)
            .from(image_upload::Entity)
            .to_owned();
        let files = image_file::Entity::delete_many()
            .filter(
                Condition::all()
                    .add(image_file::Column::CreatedAt.lt(before))
                    .add(image_file::Column::Id.not_in_subquery(used))
                    .add(image_file::Column::Id.not_in_subquery(waiting)),
            )
            .exec(self.connection())
            .await?;
        Ok(uploads.rows_affected + files.rows_affected)
    }
}

/// What uses a file, or did.
pub(crate) async fn uses(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<EntityId>, StoreError> {
    let rows: Vec<(Uuid, String)> = head::Entity::find()
        .select_only()
        .columns([head::Column::Id, head::Column::Kind])
        .filter(head::Column::Id.in_subquery(entities_using(id)))
        .into_tuple()
        .all(connection)
        .await?;
    let read = |(uuid, kind): (Uuid, String)| {
        let kind =
            EntityKind::from_code(&kind).map_err(|error: UnknownCode| StoreError::Corrupt {
                table: "head",
                source: error.into(),
            })?;
        Ok(EntityId { kind, uuid })
    };
    rows.into_iter().map(read).collect()
}

fn entities_using(image: Uuid) -> sea_orm::sea_query::SelectStatement {
    Query::select()
        .column(image_use::Column::Entity)
        .from(image_use::Entity)
        .and_where(image_use::Column::Image.eq(image))
        .to_owned()
}
