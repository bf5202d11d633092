//! Who did what to entries, the plan and everything else.

use application::accounts::{TrailFilter, TrailLine};
use application::entries::LogPage;
use async_graphql::{Context, ID, InputObject, Object, Result};
use domain::account::AccountId;
use domain::id::{EntityId, EntityKind};
use domain::policy::Role;

use super::revision_id;
use super::step::RevisionStepKind;
use crate::account::{account_in_filter, time_span};
use crate::code::{Coded, codes};
use crate::error::{bad_id, bad_input};
use crate::mutation::refused;
use crate::node::Node;
use crate::object::global_id;
use crate::record::{Part, Record, RecordPage};
use crate::request::{actor, application};
use crate::scalar::DateTime;

/// Which lines of the change log are wanted. A list inside one field means "or", several fields mean
/// "and".
#[derive(Default, InputObject)]
pub struct ChangeLogFilter {
    /// Only what this account did, by its id. Which account it was is kept for some time only.
    account: Option<ID>,
    /// Only what was done to this: the id of an offer, a measure, or of anything else that has
    /// revisions.
    subject: Option<ID>,
    /// Only what was done to things of these kinds; of any unless given.
    kinds: Option<Vec<Coded<EntityKind>>>,
    /// Only what was done at this moment or later.
    from: Option<DateTime>,
    /// Only what was done before this moment.
    until: Option<DateTime>,
}

impl ChangeLogFilter {
    fn read(self) -> Result<TrailFilter> {
        let Self {
            account,
            subject,
            kinds,
            from,
            until,
        } = self;
        let entity = |id: &ID| {
            EntityId::from_global(id).map_err(|error| bad_id(&error, &["filter", "subject"]))
        };
        Ok(TrailFilter {
            account: account.as_ref().map(account_in_filter).transpose()?,
            entity: subject.as_ref().map(entity).transpose()?,
            kinds: codes(kinds),
            at: time_span(from, until)?,
        })
    }
}

#[derive(Default)]
pub struct ChangeLogQuery;

/// The audit over contents.
#[Object]
impl ChangeLogQuery {
    /// Who did what to entries, the plan and everything else that has revisions, what was written last
    /// first. For administrators and whoever coordinates everything.
    #[graphql(complexity = "crate::connection::page_cost(first, None, child_complexity)")]
    async fn change_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which lines are wanted; all unless given.")] filter: Option<
            ChangeLogFilter,
        >,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RecordPage<ChangeLine>> {
        let part = Part::read(first, after.as_deref())?;
        let page = LogPage {
            before: part.after.as_deref().map(token).transpose()?,
            limit: part.wanted(),
        };
        let filter = filter.unwrap_or_default().read()?;
        let lines = Box::pin(application(ctx).trail(actor(ctx), (&filter, page))).await;
        let lines = lines.map_err(|error| refused(ctx, error))?;
        Ok(part.page(lines.into_iter().map(ChangeLine)))
    }
}

/// The token of the line behind which a page begins.
fn token(cursor: &str) -> Result<u64> {
    cursor.parse().map_err(|_| {
        bad_input(
            "this is not a cursor of this list: take one from `endCursor`",
            &["after"],
        )
    })
}

pub struct ChangeLine(TrailLine);

/// One thing that was done to an entry, to an item of the plan, or to anything else that has revisions
/// (Änderungsprotokoll). How it was before and afterwards: `difference(of: subjectId, from: basedOn,
/// to: revision)`.
#[Object]
impl ChangeLine {
    /// The number of the line in the change log, in the order of writing and without gaps.
    async fn id(&self) -> ID {
        ID(self.0.line.token.to_string())
    }

    /// When it was done.
    async fn at(&self) -> DateTime {
        DateTime(self.0.line.at)
    }

    /// What was done.
    async fn kind(&self) -> RevisionStepKind {
        self.0.line.change.into()
    }

    /// The id of the account that did it; null where the program did it, and once it is no longer kept
    /// who it was.
    async fn account_id(&self) -> Option<ID> {
        let account = self.0.line.author.account;
        account.map(|id| ID(AccountId::to_global(id)))
    }

    /// As what whoever did it acted.
    async fn role(&self) -> Coded<Role> {
        Coded(self.0.line.author.role)
    }

    /// The id of the thing to which it was done.
    async fn subject_id(&self) -> ID {
        global_id(self.0.line.entity)
    }

    /// What sort of thing that is.
    async fn subject_kind(&self) -> Coded<EntityKind> {
        Coded(self.0.line.entity.kind)
    }

    /// The thing as the public reads it now; null where it reads none.
    async fn subject(&self, ctx: &Context<'_>) -> Option<Node> {
        Node::find(ctx, self.0.line.entity)
    }

    /// The number of the revision that was the newest afterwards, and with which it was done.
    async fn revision(&self) -> u32 {
        self.0.line.revision
    }

    /// The global id of that revision, for `node`.
    async fn revision_id(&self) -> ID {
        revision_id(self.0.line.entity, self.0.line.revision)
    }

    /// The number of the revision from which that one was made: how it was before. Null for a first
    /// one.
    async fn based_on(&self) -> Option<u32> {
        self.0.base
    }

    /// What a reviewer said to the authors; null when nothing.
    async fn comment(&self) -> Option<&str> {
        self.0.line.comment.as_deref()
    }
}

impl Record for ChangeLine {
    fn global(&self) -> String {
        self.0.line.token.to_string()
    }
}
