//! What every revision says.

use application::curation::CuratedSeen;
use application::entries::{Beside, Head, Seen};
use async_graphql::{Context, ID, Object, Result};
use domain::account::AccountId;
use domain::aggregate::EditorialState;
use domain::contact::Contact;
use domain::id::EntityId;
use domain::policy::Role;
use domain::review::{Channel, Maintained, Remark};

use super::step::{Consent, RevisionStep};
use super::{CuratedRevision, Place};
use crate::code::Coded;
use crate::counselling_point::CounsellingPointRevision;
use crate::interface::interface;
use crate::location::LocationRevision;
use crate::object::global_id;
use crate::offer::OfferRevision;
use crate::organization::OrganizationRevision;
use crate::record::Record;
use crate::scalar::DateTime;

interface! {
    /// A revision of something that providers maintain or that the coordinating office keeps. It is
    /// for those who maintain and review it alone: the public reads what is published by other types.
    Revision {
        Offer(OfferRevision),
        CounsellingPoint(CounsellingPointRevision),
        Location(LocationRevision),
        Organization(OrganizationRevision),
        Curated(CuratedRevision),
    }
}

/// Which revision: of what, and its number; the newest without one.
pub(crate) type Wanted = (EntityId, Option<u32>);

impl Revision {
    /// A revision; nothing where whoever asks may not read it.
    pub(crate) async fn find(ctx: &Context<'_>, wanted: Wanted) -> Result<Option<Self>> {
        Ok(Self::find_all(ctx, &[wanted]).await?.pop().flatten())
    }

    /// These revisions, each in its place; nothing in the place of those that whoever asks may not
    /// read, or that do not exist.
    pub(crate) async fn find_all(
        ctx: &Context<'_>,
        wanted: &[Wanted],
    ) -> Result<Vec<Option<Self>>> {
        let offers = Box::pin(OfferRevision::find_all(ctx, wanted)).await?;
        let points = Box::pin(CounsellingPointRevision::find_all(ctx, wanted)).await?;
        let locations = Box::pin(LocationRevision::find_all(ctx, wanted)).await?;
        let organizations = Box::pin(OrganizationRevision::find_all(ctx, wanted)).await?;
        let curated = Box::pin(CuratedRevision::find_all(ctx, wanted)).await?;
        let mut found: Vec<Self> = Vec::with_capacity(wanted.len());
        found.extend(offers.into_iter().map(Self::Offer));
        found.extend(points.into_iter().map(Self::CounsellingPoint));
        found.extend(locations.into_iter().map(Self::Location));
        found.extend(organizations.into_iter().map(Self::Organization));
        found.extend(curated.into_iter().map(Self::Curated));
        let place = |wanted: &Wanted| found.iter().find(|found| found.is(*wanted)).cloned();
        Ok(wanted.iter().map(place).collect())
    }

    fn is(&self, (id, number): Wanted) -> bool {
        let fields = self.fields();
        let number = number.unwrap_or(fields.head.revision);
        fields.head.entity == id && fields.number == number
    }

    fn fields(&self) -> RevisionFields<'_> {
        match self {
            Self::Offer(revision) => revision.fields(),
            Self::CounsellingPoint(revision) => revision.fields(),
            Self::Location(revision) => revision.fields(),
            Self::Organization(revision) => revision.fields(),
            Self::Curated(revision) => revision.fields_beside(),
        }
    }
}

macro_rules! from_seen {
    ($($variant:ident($aggregate:ty))+) => {$(
        impl From<Seen<$aggregate>> for Revision {
            fn from(seen: Seen<$aggregate>) -> Self {
                Self::$variant(seen.into())
            }
        }
    )+};
}

from_seen! {
    Offer(domain::entry::Offer)
    CounsellingPoint(domain::entry::CounsellingPoint)
    Location(domain::place::Location)
    Organization(domain::organization::Organization)
}

impl From<CuratedSeen> for Revision {
    fn from(seen: CuratedSeen) -> Self {
        Self::Curated(seen.into())
    }
}

impl Record for Revision {
    fn global(&self) -> String {
        let fields = self.fields();
        Place::of(fields.head).at(fields.number).to_string()
    }
}

/// A revision beside its content.
pub struct RevisionFields<'a> {
    head: &'a Head,
    number: u32,
    created_at: domain::period::Instant,
    role: Role,
    account: Option<AccountId>,
    comment: Option<&'a str>,
    minor: bool,
    base: Option<u32>,
    beside: Option<&'a Beside>,
    with_authors: bool,
    contacts: Vec<&'a Contact>,
}

impl<'a> RevisionFields<'a> {
    /// What a revision says beside its content.
    pub(crate) fn of<T: Maintained>(seen: &'a Seen<T>) -> Self {
        Self::about(seen, seen.revision.content.contacts())
    }

    /// The same where the contacts in it are known.
    pub(super) fn about<T>(seen: &'a Seen<T>, contacts: Vec<&'a Contact>) -> Self {
        let revision = &seen.revision;
        Self {
            head: &revision.head,
            number: revision.number,
            created_at: revision.created_at,
            role: revision.author.role,
            account: seen.author(),
            comment: revision.comment.as_deref(),
            minor: revision.minor,
            base: revision.base,
            beside: seen.beside.as_ref(),
            with_authors: seen.with_authors,
            contacts,
        }
    }
}

/// What every revision says. Flattened into the objects.
#[Object]
impl RevisionFields<'_> {
    /// The id of what it is a revision of: of the offer, the counselling point, the location, the
    /// organization, or of what the coordinating office keeps. Mutations take this one.
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

    /// Since when it waits for a review; null when it does not.
    async fn waiting_since(&self) -> Option<DateTime> {
        let waits =
            self.head.state == EditorialState::InReview && self.head.revision == self.number;
        waits.then_some(DateTime(self.head.updated_at))
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.created_at)
    }

    /// As what its author acted. A draft that was written again because something was confirmed,
    /// translated or mended beneath it stays the work of its author; `steps` says who did that.
    async fn role(&self) -> Coded<Role> {
        Coded(self.role)
    }

    /// The id of the account of its author, for the coordinating office and administrators; null for
    /// everybody else, and where the program made it.
    async fn account_id(&self) -> Option<ID> {
        self.account.map(|id| ID(AccountId::to_global(id)))
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

    /// What the reviewer said last to the authors, where a change was returned or refused and none
    /// was approved since. Only the newest revision has it, and only those who maintain or review it
    /// read it; else null.
    async fn review_comment(&self) -> Option<&str> {
        self.beside?.verdict.as_ref()?.comment.as_deref()
    }

    /// What was done with this revision, the last first: that it was handed in, returned, published.
    /// Empty for whoever does not maintain or review it.
    async fn steps(&self) -> Vec<RevisionStep<'_>> {
        let lines = self.beside.into_iter().flat_map(|beside| &beside.lines);
        let step = |line| RevisionStep::new(line, self.with_authors);
        lines.map(step).collect()
    }

    /// The consents of the people whom its contacts name, for those who maintain or review it; for
    /// everybody else empty. The public reads a name only while its consent holds.
    async fn consents(&self) -> Vec<Consent<'_>> {
        let contacts = self.beside.into_iter().flat_map(|_| &self.contacts);
        contacts
            .filter_map(|contact| Consent::of(contact))
            .collect()
    }
}

/// Makes an object of the schema from the revisions of an aggregate.
macro_rules! revision_object {
    ($(#[doc = $doc:literal])+ $name:ident of $aggregate:ty => $document:ident) => {
        #[derive(Clone)]
        pub struct $name(std::sync::Arc<application::entries::Seen<$aggregate>>);

        $(#[doc = $doc])+
        #[async_graphql::Object]
        impl $name {
            /// The global id of this revision: `node` finds it for those who may read it. Mutations
            /// take `entityId`.
            async fn id(&self) -> async_graphql::ID {
                let revision = &self.0.revision;
                crate::revision::revision_id(revision.head.entity, revision.number)
            }

            /// What it says.
            async fn document(&self) -> $document<'_> {
                $document(&self.0.revision.content)
            }

            /// What every revision says.
            #[graphql(flatten)]
            async fn revision(
                &self,
                _ctx: &async_graphql::Context<'_>,
            ) -> crate::revision::RevisionFields<'_> {
                self.fields()
            }
        }

        impl $name {
            /// What it says beside its content.
            pub(crate) fn fields(&self) -> crate::revision::RevisionFields<'_> {
                crate::revision::RevisionFields::of(&self.0)
            }

            /// A revision; nothing where whoever asks may not read it.
            pub(crate) async fn find(
                ctx: &async_graphql::Context<'_>,
                wanted: crate::revision::Wanted,
            ) -> async_graphql::Result<Option<Self>> {
                Ok(Self::find_all(ctx, &[wanted]).await?.pop())
            }

            /// Of these revisions those of this kind that whoever asks may read.
            pub(crate) async fn find_all(
                ctx: &async_graphql::Context<'_>,
                wanted: &[crate::revision::Wanted],
            ) -> async_graphql::Result<Vec<Self>> {
                use domain::aggregate::Aggregate;
                use domain::id::TypedId;

                type Id = <$aggregate as Aggregate>::Id;
                let wanted: Vec<(Id, Option<u32>)> = wanted
                    .iter()
                    .filter(|(id, _)| id.kind == Id::KIND)
                    .map(|(id, number)| (Id::from_uuid(id.uuid), *number))
                    .collect();
                let actor = crate::request::actor(ctx);
                let found = crate::request::application(ctx)
                    .revisions::<$aggregate>(actor, &wanted)
                    .await
                    .map_err(|error| crate::mutation::refused(ctx, error))?;
                Ok(found.into_iter().map(Self::from).collect())
            }
        }

        impl From<application::entries::Seen<$aggregate>> for $name {
            fn from(seen: application::entries::Seen<$aggregate>) -> Self {
                Self(std::sync::Arc::new(seen))
            }
        }

        impl From<$name> for crate::node::Node {
            fn from(revision: $name) -> Self {
                Self::$name(revision)
            }
        }
    };
}
pub(crate) use revision_object;
