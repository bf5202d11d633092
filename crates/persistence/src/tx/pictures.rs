//! Erasing a picture from every revision that shows it, and its file.

use domain::id::EntityId;
use domain::image::Image;
use domain::period::Instant;
use domain::policy::Permit;
use domain::review::Maintained;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::Tx;
use crate::entity::{image_file, image_upload, image_use};
use crate::error::StoreError;
use crate::log::Change;
use crate::picture;
use crate::projection::Project;

impl Tx {
    /// What shows a picture, or did in some revision, in the order of ids. Nothing else can begin to
    /// show it until this transaction ends.
    ///
    /// # Errors
    /// The database fails.
    pub async fn picture_uses(&mut self, id: Uuid) -> Result<Vec<EntityId>, StoreError> {
        self.flush().await?;
        image_file::Entity::find_by_id(id)
            .select_only()
            .column(image_file::Column::Id)
            .lock_exclusive()
            .into_tuple::<Uuid>()
            .one(self.connection())
            .await?;
        let mut uses = picture::uses(self.connection(), id).await?;
        uses.sort();
        Ok(uses)
    }

    /// Take a picture out of every revision of an aggregate. Takes a permit for
    /// [`Action::Erase`](domain::policy::Action::Erase). The numbers of the revisions that showed it.
    ///
    /// # Errors
    /// The permit is for something else or somebody else's, there is no such aggregate, a revision
    /// cannot be read, or the database fails.
    pub async fn erase_picture<T: Project + Maintained>(
        &mut self,
        permit: &Permit,
        id: Uuid,
        (is_it, at): (&(dyn Fn(&Image) -> bool + Sync), Instant),
    ) -> Result<Vec<u32>, StoreError> {
        let mut whole = self.whole_to_erase::<T>(permit).await?;
        let contents = whole.contents.iter_mut();
        let changed: Vec<bool> = contents.map(|content| content.take_images(is_it)).collect();
        let numbers = self
            .rewrite(&whole, &changed, (permit, Change::PictureErased, at))
            .await?;
        image_use::Entity::delete_many()
            .filter(image_use::Column::Image.eq(id))
            .filter(image_use::Column::Entity.eq(whole.head.id))
            .exec(self.connection())
            .await?;
        Ok(numbers)
    }

    /// Forget the file of a picture that nothing shows any longer, and uploads of it that wait.
    /// Whether it is gone: not where something else shows it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_picture(&mut self, id: Uuid) -> Result<bool, StoreError> {
        let uses = image_use::Entity::find()
            .filter(image_use::Column::Image.eq(id))
            .count(self.connection())
            .await?;
        if uses > 0 {
            return Ok(false);
        }
        image_upload::Entity::delete_many()
            .filter(image_upload::Column::Image.eq(id))
            .exec(self.connection())
            .await?;
        image_file::Entity::delete_by_id(id)
            .exec(self.connection())
            .await?;
        Ok(true)
    }
}
