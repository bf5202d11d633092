//! The schema: all entry points under one root, with its limits.

use std::borrow::Cow;
use std::pin::Pin;

use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{MetaField, MetaType, MetaTypeId, Registry};
use async_graphql::resolver_utils::{ContainerType, resolve_container};
use async_graphql::{
    CacheControl, Context, ContextSelectionSet, EmptySubscription, ObjectType, OutputType,
    Positioned, ServerResult, Value, parser::types::Field,
};

use crate::account::{
    AccountQuery, AdministrationMutation, CredentialsMutation, MemberMutation, SignInMutation,
};
use crate::action_area::{ActionAreaMutation, ActionAreaQuery};
use crate::action_plan::{ActionPlanMutation, ActionPlanQuery};
use crate::challenge::{ChallengeMutation, ChallengeQuery};
use crate::counselling_point::{CounsellingPointMutation, CounsellingPointQuery};
use crate::district::{DistrictMutation, DistrictQuery};
use crate::entry::{EntryQuery, RequiredFieldQuery};
use crate::erased_image::ImageMutation;
use crate::goal::{GoalMutation, GoalQuery};
use crate::interface::{Shared, complete};
use crate::language::{LanguageMutation, LanguageQuery};
use crate::location::{LocationMutation, LocationQuery};
use crate::measure::{MeasureMutation, MeasureQuery, ProgressMutation};
use crate::named_person::{NamedPersonMutation, NamedPersonQuery};
use crate::node::NodeQuery;
use crate::offer::{OfferMutation, OfferQuery};
use crate::organization::{OrganizationMutation, OrganizationQuery};
use crate::plan_document::{PlanDocumentMutation, PlanDocumentQuery};
use crate::progress_proposal::{ProgressProposalMutation, ProgressProposalQuery};
use crate::responsibility::{
    ResponsibilitiesMutation, ResponsibilityMutation, ResponsibilityQuery,
};
use crate::revision::{
    ArchiveQuery, ChangeLogQuery, ConfirmationQueueQuery, HistoryQuery, QueueQuery,
    RevisionMutation, RevisionQuery,
};
use crate::site::{SiteMutation, SiteQuery};
use crate::suggestion::{SuggestionMutation, SuggestionQuery};
use crate::target_group::{TargetGroupMutation, TargetGroupQuery};
use crate::topic::{TopicMutation, TopicQuery};
use crate::translation::{TranslationMutation, TranslationQuery};
use crate::vocabulary::{TermMutation, VocabularyQuery};

/// The schema of the program.
pub type Schema = async_graphql::Schema<Root, MutationRoot, EmptySubscription>;

/// How much a document may ask for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SchemaLimits {
    /// How deep selections may nest.
    pub depth: usize,
    /// How many fields it may ask for, lists counted by the size of their pages.
    pub complexity: usize,
}

impl Default for SchemaLimits {
    fn default() -> Self {
        Self {
            depth: 16,
            complexity: 50_000,
        }
    }
}

/// The schema with its limits.
#[must_use]
pub fn schema(limits: SchemaLimits) -> Schema {
    async_graphql::Schema::build(Root, MutationRoot, EmptySubscription)
        .limit_depth(limits.depth)
        .limit_complexity(limits.complexity)
        .finish()
}

macro_rules! roots {
    ($(
        $(#[doc = $doc:literal])+
        $root:ident as $name:literal, $description:literal: { $($part:ident)+ }
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $root;

        impl $root {
            fn register(registry: &mut Registry) -> IndexMap<String, MetaField> {
                let mut fields = IndexMap::new();
                $(if let MetaType::Object { fields: part, .. } =
                    registry.create_fake_output_type::<$part>()
                {
                    fields.extend(part);
                })+
                fields
            }
        }

        impl ContainerType for $root {
            async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
                $(if let Some(value) = part_of_root(&$part, ctx).await? {
                    return Ok(Some(value));
                })+
                Ok(None)
            }
        }

        impl OutputType for $root {
            fn type_name() -> Cow<'static, str> {
                $name.into()
            }

            fn create_type_info(registry: &mut Registry) -> String {
                let name = registry.create_output_type::<Self, _>(MetaTypeId::Object, |registry| {
                    root::<Self>($name, $description, Self::register(registry))
                });
                complete(registry, &SHARED);
                name
            }

            async fn resolve(
                &self,
                ctx: &ContextSelectionSet<'_>,
                _: &Positioned<Field>,
            ) -> ServerResult<Value> {
                resolve_container(ctx, self).await
            }
        }

        impl ObjectType for $root {}
    )+};
}

roots! {
    /// What can be asked.
    ///
    /// The entry points of every aggregate under one root. Each is asked in turn whether the field
    /// is its own: the ones that phones ask for most come first.
    Root as "Query", "What can be asked.": {
        EntryQuery
        OfferQuery
        CounsellingPointQuery
        NodeQuery
        OrganizationQuery
        MeasureQuery
        ActionAreaQuery
        ActionPlanQuery
        ChallengeQuery
        GoalQuery
        SuggestionQuery
        ResponsibilityQuery
        LocationQuery
        DistrictQuery
        TargetGroupQuery
        TopicQuery
        LanguageQuery
        VocabularyQuery
        SiteQuery
        RequiredFieldQuery
        AccountQuery
        RevisionQuery
        ConfirmationQueueQuery
        QueueQuery
        PlanDocumentQuery
        ProgressProposalQuery
        TranslationQuery
        HistoryQuery
        ArchiveQuery
        NamedPersonQuery
        ChangeLogQuery
    }

    /// What can be done, each aggregate its own part. The executor runs the fields of one document
    /// one after the other.
    MutationRoot as "Mutation", "What can be done. Mutations of one document are done one after \
        the other, and each goes on where another was refused: the field that was is null, with an \
        error. What a person can mend is not an error but stands in `userErrors` of the payload. \
        An `Idempotency-Key` in the head of the request (1 to 200 visible ASCII characters, such \
        as a UUID) lets whoever has signed in send a mutation again that makes or sends \
        something: it is answered again and not done twice. The same key with another body is \
        refused (`CONFLICT`). The secret of a key for programs is not given again: no second key is \
        made, and the error (`CONFLICT`, `reason`: `SECRET_SHOWN`) names the first. Signing in, and \
        what changes how one signs in, ignores the key.": {
        SignInMutation
        CredentialsMutation
        MemberMutation
        AdministrationMutation
        OfferMutation
        CounsellingPointMutation
        LocationMutation
        OrganizationMutation
        MeasureMutation
        ProgressMutation
        ChallengeMutation
        GoalMutation
        SuggestionMutation
        ResponsibilityMutation
        ResponsibilitiesMutation
        RevisionMutation
        PlanDocumentMutation
        ProgressProposalMutation
        TranslationMutation
        ActionPlanMutation
        ActionAreaMutation
        DistrictMutation
        TargetGroupMutation
        TopicMutation
        LanguageMutation
        TermMutation
        SiteMutation
        NamedPersonMutation
        ImageMutation
    }
}

/// What a part of a root has to say about a field. Boxed, and made in a function of its own, so that
/// neither the type of the root's future nor its place on the stack grows with the schema.
fn part_of_root<'a, P: ContainerType>(
    part: &'a P,
    ctx: &'a Context<'_>,
) -> Pin<Box<dyn Future<Output = ServerResult<Option<Value>>> + Send + 'a>> {
    Box::pin(part.resolve_field(ctx))
}

fn root<R>(name: &str, description: &str, fields: IndexMap<String, MetaField>) -> MetaType {
    MetaType::Object {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        fields,
        cache_control: CacheControl::default(),
        extends: false,
        shareable: false,
        resolvable: true,
        keys: None,
        visible: None,
        inaccessible: false,
        interface_object: false,
        tags: Vec::new(),
        is_subscription: false,
        rust_typename: Some(std::any::type_name::<R>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

const SHARED: [Shared; 9] = [
    Shared {
        fields: &["EntryFields", "PublicationFields"],
        interface: "Entry",
        objects: &["Offer", "CounsellingPoint"],
    },
    Shared {
        fields: &["EntryFields", "MaintenanceFields"],
        interface: "",
        objects: &["OfferDocument", "CounsellingPointDocument"],
    },
    Shared {
        fields: &["OfferFields"],
        interface: "",
        objects: &["Offer", "OfferDocument"],
    },
    Shared {
        fields: &["CounsellingPointFields"],
        interface: "",
        objects: &["CounsellingPoint", "CounsellingPointDocument"],
    },
    Shared {
        fields: &["RevisionFields"],
        interface: "Revision",
        objects: &[
            "OfferRevision",
            "CounsellingPointRevision",
            "LocationRevision",
            "OrganizationRevision",
            "CuratedRevision",
        ],
    },
    Shared {
        fields: &["LocationFields"],
        interface: "",
        objects: &["Location", "LocationDocument", "HiddenPlace"],
    },
    Shared {
        fields: &["OrganizationFields"],
        interface: "",
        objects: &["Organization", "OrganizationDocument"],
    },
    Shared {
        fields: &["PlanItemFields"],
        interface: "PlanItem",
        objects: &["Challenge", "Goal", "Suggestion", "Measure"],
    },
    Shared {
        fields: &[],
        interface: "Node",
        objects: &["Offer"],
    },
];
