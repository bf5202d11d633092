//! Pictures: taking them in, and who may see them.
//!
//! A picture is decoded and written anew away from whoever answers queries, one at a time. It can be
//! used by whoever uploaded it, and is seen by them alone until something shows it: then by whoever
//! may read that. Everybody sees what the public reads, as the catalogue has it: so a picture of a
//! protected place is withheld with the place, and one of an archived entry goes with the entry.

mod erasing;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use domain::account::AccountId;
use domain::contact::WebUrl;
use domain::edit::Upload;
use domain::entry::{CounsellingPoint, Offer};
use domain::id::{CounsellingPointId, EntityId, EntityKind, OfferId, OrganizationId, TypedId};
use domain::image::Image;
use domain::organization::Organization;
use domain::period::Instant;
use domain::policy::{Action, Actor, Denied, Refusal, Tried, scope};
use domain::review::Maintained;
pub use interchange::image::PictureError;
use interchange::image::{self, Picture, PictureFormat, PictureLimits};
use persistence::{PictureFile, PictureUpload, Uuid};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::{Semaphore, oneshot};

pub use self::erasing::{ErasedFrom, PictureErased};
use crate::Application;
use crate::accounts::Accounts;
use crate::entries::Occasion;
use crate::entries::desk::Desk;
use crate::error::ApplicationError;
use crate::use_case::UseCaseError;

/// How many uploads of one person may wait to be used.
const MOST_WAITING: usize = 50;
/// How many pictures may wait to be decoded.
const QUEUE: usize = 8;
/// For how long an upload waits to be used.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Taking in pictures.
#[derive(Debug)]
pub(crate) struct Images {
    limits: PictureLimits,
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Default for Images {
    fn default() -> Self {
        Self {
            limits: PictureLimits::default(),
            turns: Arc::new(Semaphore::new(1)),
            places: Arc::new(Semaphore::new(QUEUE)),
        }
    }
}

/// A picture that was taken in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TakenIn {
    /// The name by which an input uses it.
    pub upload: String,
    /// Where it is served.
    pub url: WebUrl,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Why a picture was not taken in.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NotTakenIn {
    /// It is none, it is too large, or it is damaged.
    #[error("the picture cannot be kept")]
    Picture(#[from] PictureError),
    /// Too many uploads of this person wait to be used.
    #[error("{limit} uploads wait to be used already")]
    TooManyWaiting {
        /// How many may.
        limit: usize,
    },
    /// Something else is in the way.
    #[error("the picture was not taken in")]
    Refused(#[from] UseCaseError),
}

/// A picture for somebody who may see it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shown {
    /// The bytes.
    pub content: Vec<u8>,
    /// Their media type.
    pub media_type: String,
    /// Whether everybody may see it.
    pub is_public: bool,
}

impl Application {
    /// The most bytes of a picture that is taken in.
    #[must_use]
    pub const fn picture_bytes(&self) -> usize {
        self.images.limits.bytes
    }

    /// Take in a picture, to be used within a day by whoever uploads it.
    ///
    /// # Errors
    /// It cannot be kept, too many wait, or the actor writes nothing that could show it.
    pub async fn take_in_picture(
        &self,
        occasion: &Occasion<'_>,
        bytes: Vec<u8>,
    ) -> Result<TakenIn, NotTakenIn> {
        let account = may_bring(occasion.actor)?;
        let picture = self.decode(bytes).await?;
        let id = id_of(&picture.bytes);
        let url = self.picture_url(id, picture.format)?;
        let upload = (occasion.ids)();
        let (width, height) = (picture.width, picture.height);
        let mut tx = self.store.begin().await.map_err(UseCaseError::from)?;
        let waiting = tx.uploads_of(account).await.map_err(UseCaseError::from)?;
        if waiting.len() >= MOST_WAITING {
            let limit = MOST_WAITING;
            return Err(NotTakenIn::TooManyWaiting { limit });
        }
        let file = PictureFile {
            id,
            media_type: picture.format.media_type().to_owned(),
            width,
            height,
            content: picture.bytes,
        };
        tx.keep_picture(file, (upload, account), occasion.now)
            .await
            .map_err(UseCaseError::from)?;
        tx.commit().await.map_err(UseCaseError::from)?;
        Ok(TakenIn {
            upload: upload.simple().to_string(),
            url,
            width,
            height,
        })
    }

    /// A picture by the name of its file; nothing where there is none that the actor may see.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn picture(&self, actor: &Actor, name: &str) -> Result<Option<Shown>, UseCaseError> {
        let Some(id) = id_in(name) else {
            return Ok(None);
        };
        let uses = self.store.picture_uses(id).await?;
        let is_public = uses.iter().any(|entity| self.shows(*entity, id));
        let account = actor.person().map(|person| person.account.id);
        let may_see = is_public
            || self.store.holds_picture(&scope(actor), id).await?
            || match account {
                Some(account) => self.store.has_uploaded(account, id).await?,
                None => false,
            };
        if !may_see {
            return Ok(None);
        }
        let file = self.store.picture(id).await?;
        Ok(file.map(|file| Shown {
            content: file.content,
            media_type: file.media_type,
            is_public,
        }))
    }

    /// Forget pictures that nobody used within a day. How many rows went.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_uploads(&self, now: Instant) -> Result<u64, ApplicationError> {
        let before = chrono::TimeDelta::from_std(KEPT)
            .ok()
            .and_then(|kept| now.utc().checked_sub_signed(kept));
        let Some(before) = before else { return Ok(0) };
        let mut tx = self.store.begin().await?;
        let gone = tx.forget_uploads(before.into()).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// Whether the public sees the picture on this, as the catalogue has it.
    fn shows(&self, entity: EntityId, id: Uuid) -> bool {
        let snapshot = self.snapshot();
        let is_it = |image: &Image| id_in_url(&self.accounts, &image.url) == Some(id);
        match entity.kind {
            EntityKind::Offer => snapshot
                .find::<Offer>(OfferId::from_uuid(entity.uuid))
                .is_some_and(|it| it.entry.images.iter().any(is_it)),
            EntityKind::CounsellingPoint => snapshot
                .find::<CounsellingPoint>(CounsellingPointId::from_uuid(entity.uuid))
                .is_some_and(|it| it.entry.images.iter().any(is_it)),
            EntityKind::Organization => snapshot
                .find::<Organization>(OrganizationId::from_uuid(entity.uuid))
                .is_some_and(|it| it.logo.as_ref().is_some_and(is_it)),
            _ => false,
        }
    }

    async fn decode(&self, bytes: Vec<u8>) -> Result<Picture, NotTakenIn> {
        let busy = || UseCaseError::Busy {
            retry_after: Duration::from_secs(2),
        };
        let place = Arc::clone(&self.images.places).try_acquire_owned();
        let place = place.map_err(|_| busy())?;
        let turn = Arc::clone(&self.images.turns).acquire_owned().await;
        let turn = turn.map_err(|_| busy())?;
        let limits = self.images.limits;
        let (answer, answered) = oneshot::channel();
        // The turn goes with the job: nobody else's begins when whoever waits for it gives up.
        self.accounts.blocking()(Box::new(move || {
            let read = image::read(&bytes, limits);
            drop((turn, place));
            drop(answer.send(read));
        }));
        Ok(answered.await.map_err(|_| busy())??)
    }

    fn picture_url(&self, id: Uuid, format: PictureFormat) -> Result<WebUrl, UseCaseError> {
        let url = format!(
            "{}{}.{}",
            folder(&self.accounts),
            id.simple(),
            format.extension()
        );
        WebUrl::parse(&url).map_err(|_| UseCaseError::Failed(ApplicationError::Page(url)))
    }
}

impl Desk<'_> {
    /// What the actor has uploaded and may use, by name.
    pub(crate) async fn bring_uploads(&mut self) -> Result<(), UseCaseError> {
        let Some(person) = self.occasion.actor.person() else {
            return Ok(());
        };
        let waiting = self.tx.uploads_of(person.account.id).await?;
        let application = self.application;
        let named = |waiting: PictureUpload| {
            let format = [PictureFormat::Jpeg, PictureFormat::Png]
                .into_iter()
                .find(|format| format.media_type() == waiting.media_type)?;
            let url = application.picture_url(waiting.image, format).ok()?;
            let upload = Upload {
                url,
                width: waiting.width,
                height: waiting.height,
            };
            Some((waiting.id.simple().to_string(), upload))
        };
        self.uploads = waiting.into_iter().filter_map(named).collect();
        Ok(())
    }

    /// Remember which pictures a content shows that is written: who may read it sees them.
    pub(crate) async fn use_pictures<T: Maintained>(
        &mut self,
        content: &T,
    ) -> Result<(), UseCaseError> {
        let accounts = &self.application.accounts;
        let images = content.images();
        let images: Vec<Uuid> = images
            .iter()
            .filter_map(|image| id_in_url(accounts, &image.url))
            .collect();
        if images.is_empty() {
            return Ok(());
        }
        let account = self.occasion.actor.person().map(|it| it.account.id);
        let entity = content.id().entity();
        self.tx.use_pictures(entity, &images, account).await?;
        Ok(())
    }
}

/// Whoever writes contents may bring pictures for them.
fn may_bring(actor: &Actor) -> Result<AccountId, UseCaseError> {
    let person = actor.person().filter(|_| scope(actor).writes_contents());
    person.map(|person| person.account.id).ok_or_else(|| {
        let entity = OrganizationId::from_uuid(domain::id::NIL).entity();
        UseCaseError::Denied(Denied {
            tried: Tried::Action {
                action: Action::Create,
                entity,
            },
            reason: Refusal::Forbidden,
        })
    })
}

/// The first half of the hash of a file: the same picture has the same id.
fn id_of(bytes: &[u8]) -> Uuid {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    Uuid::from_bytes(id)
}

/// The id in the name of a file: 32 hexadecimal digits and an extension.
fn id_in(name: &str) -> Option<Uuid> {
    let (id, extension) = name.split_once('.')?;
    let is_ours = id.len() == 32
        && id
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        && matches!(extension, "jpg" | "png");
    is_ours.then(|| Uuid::parse_str(id).ok()).flatten()
}

fn id_in_url(accounts: &Accounts, url: &WebUrl) -> Option<Uuid> {
    id_in(url.as_str().strip_prefix(&folder(accounts))?)
}

/// What the addresses of pictures begin with.
fn folder(accounts: &Accounts) -> String {
    format!("{}/images/", accounts.settings().issuer)
}
