//! What every revision says.

use application::entries::Head;
use async_graphql::{Context, ID, Object, Result};
use domain::aggregate::EditorialState;
use domain::id::{EntityId, EntityKind};
use domain::policy::Role;
use domain::review::{Channel, Remark};

use crate::code::Coded;
use crate::counselling_point::CounsellingPointRevision;
use crate::interface::interface;
use crate::location::LocationRevision;
use crate::object::global_id;
use crate::offer::OfferRevision;
use crate::organization::OrganizationRevision;
use crate::scalar::DateTime;

interface! {
    /// A revision of something that providers maintain. It is for those who maintain and review it
    /// alone: the public reads what is published by other types.
    Revision {
        Offer(OfferRevision),
        CounsellingPoint(CounsellingPointRevision),
        Location(LocationRevision),
        Organization(OrganizationRevision),
    }
}

impl Revision {
    /// A revision, the newest where no number is given; nothing where whoever asks may not read it.
    pub(crate) async fn find(
        ctx: &Context<'_>,
        id: EntityId,
        number: Option<u32>,
    ) -> Result<Option<Self>> {
        Ok(match id.kind {
            EntityKind::Offer => OfferRevision::find(ctx, id, number).await?.map(Self::Offer),
            EntityKind::CounsellingPoint => CounsellingPointRevision::find(ctx, id, number)
                .await?
                .map(Self::CounsellingPoint),
            EntityKind::Location => LocationRevision::find(ctx, id, number)
                .await?
                .map(Self::Location),
            EntityKind::Organization => OrganizationRevision::find(ctx, id, number)
                .await?
                .map(Self::Organization),
            _ => None,
        })
    }
}

/// A revision beside its content.
pub struct RevisionFields<'a> {
    pub(crate) head: &'a Head,
    pub(crate) number: u32,
    pub(crate) created_at: domain::period::Instant,
    pub(crate) role: Role,
    pub(crate) comment: Option<&'a str>,
    pub(crate) minor: bool,
    pub(crate) base: Option<u32>,
}

/// What every revision says. Flattened into the objects.
#[Object]
impl RevisionFields<'_> {
    /// The id of what it is a revision of: of the offer, the counselling point, the location or the
    /// organization. Mutations take this one.
    async fn entity_id(&self) -> ID {
        global_id(self.head.entity)
    }

    /// Its number, from 1: `expectedRevision` of the next change, while it is the newest.
    async fn number(&self) -> u32 {
        self.number
    }

    /// Where the newest revision stands in its life, whichever revision this is.
    async fn state(&self) -> Coded<EditorialState> {
        Coded(self.head.state)
    }

    /// Whether it is the newest.
    async fn is_newest(&self) -> bool {
        self.head.revision == self.number
    }

    /// Whether the public reads exactly this one.
    async fn is_published(&self) -> bool {
        self.head.published == Some(self.number)
    }

    /// The number of the newest revision.
    async fn newest_revision(&self) -> u32 {
        self.head.revision
    }

    /// The number of the revision that the public reads; null when it reads none.
    async fn published_revision(&self) -> Option<u32> {
        self.head.published
    }

    /// When something of it was published for the first time; null when nothing was yet.
    async fn first_published_at(&self) -> Option<DateTime> {
        self.head.first_published_at.map(DateTime)
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.created_at)
    }

    /// As what its maker acted, never who it was.
    async fn role(&self) -> Coded<Role> {
        Coded(self.role)
    }

    /// What its maker said about it; null when nothing.
    async fn comment(&self) -> Option<String> {
        let remark = Remark::of_comment(self.comment?);
        remark.text.map(|text| text.to_string())
    }

    /// How the provider told it, where the coordinating office wrote on its behalf; else null.
    async fn channel(&self) -> Option<Coded<Channel>> {
        Remark::of_comment(self.comment?).channel.map(Coded)
    }

    /// Whether it changes so little that no translation is outdated by it.
    async fn is_minor(&self) -> bool {
        self.minor
    }

    /// The number of the revision from which it was made; null for the first.
    async fn based_on(&self) -> Option<u32> {
        self.base
    }
}

/// Makes an object of the schema from the revisions of an aggregate.
macro_rules! revision_object {
    ($(#[doc = $doc:literal])+ $name:ident of $aggregate:ty => $document:ident) => {
        #[derive(Clone)]
        pub struct $name(std::sync::Arc<application::entries::Revision<$aggregate>>);

        $(#[doc = $doc])+
        #[async_graphql::Object]
        impl $name {
            /// The id of this revision, for caches; `node` does not know it. Mutations take
            /// `entityId`.
            async fn id(&self) -> async_graphql::ID {
                let entity = self.0.head.entity.to_global();
                format!("{entity}.{}", self.0.number).into()
            }

            /// What it says.
            async fn document(&self) -> $document<'_> {
                $document(&self.0.content)
            }

            /// What every revision says.
            #[graphql(flatten)]
            async fn revision(
                &self,
                _ctx: &async_graphql::Context<'_>,
            ) -> crate::revision::RevisionFields<'_> {
                crate::revision::RevisionFields {
                    head: &self.0.head,
                    number: self.0.number,
                    created_at: self.0.created_at,
                    role: self.0.author.role,
                    comment: self.0.comment.as_deref(),
                    minor: self.0.minor,
                    base: self.0.base,
                }
            }
        }

        impl $name {
            /// A revision, the newest where no number is given; nothing where whoever asks may not
            /// read it.
            pub(crate) async fn find(
                ctx: &async_graphql::Context<'_>,
                id: domain::id::EntityId,
                number: Option<u32>,
            ) -> async_graphql::Result<Option<Self>> {
                use domain::aggregate::Aggregate;
                use domain::id::TypedId;

                let id = <$aggregate as Aggregate>::Id::from_uuid(id.uuid);
                let found = crate::request::application(ctx)
                    .revision::<$aggregate>(crate::request::actor(ctx), (id, number))
                    .await
                    .map_err(|error| crate::mutation::refused(ctx, error))?;
                Ok(found.map(|revision| Self(std::sync::Arc::new(revision))))
            }
        }
    };
}
pub(crate) use revision_object;
