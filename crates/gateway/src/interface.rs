//! Interfaces of the schema, and what is shared by the objects that implement them.
//!
//! What several objects share is one type whose fields are flattened into each of them
//! (`EntryFields` into `Offer` and `CounsellingPoint`). async-graphql cannot finish such types
//! while they refer to each other, so they are completed when everything is registered:
//! [`complete`] gives the objects their shared fields, the interfaces theirs, the arguments that
//! stand on every list their descriptions, and lists their weight.

use async_graphql::registry::{MetaField, MetaType, Registry};

/// Shared fields, the interface that has them, and the objects that implement it.
pub(crate) struct Shared {
    pub(crate) fields: &'static [&'static str],
    pub(crate) interface: &'static str,
    pub(crate) objects: &'static [&'static str],
}

/// Arguments that mean the same wherever they stand.
const ARGUMENTS: [(&str, &str); 7] = [
    (
        "first",
        "How many things from the start: 1 to 100, 20 unless given. Not together with `last`.",
    ),
    (
        "after",
        "Only what comes behind this cursor of the same list.",
    ),
    (
        "last",
        "How many things from the end: 1 to 100. Not together with `first`.",
    ),
    (
        "before",
        "Only what comes before this cursor of the same list.",
    ),
    (
        "language",
        "The language wanted, before those of the request: `de`, `ar`, `de-simple`.",
    ),
    ("order", "In which order."),
    ("by", "Which one: by id or by slug."),
];

/// Finish the schema: see the module.
pub(crate) fn complete(registry: &mut Registry, shared: &[Shared]) {
    for Shared {
        fields,
        interface,
        objects,
    } in shared
    {
        let common: Vec<MetaField> = fields
            .iter()
            .flat_map(|object| fields_of(registry, object))
            .collect();
        for object in *objects {
            if let Some(MetaType::Object { fields, .. }) = registry.types.get_mut(*object) {
                fields.extend(
                    common
                        .iter()
                        .map(|field| (field.name.clone(), field.clone())),
                );
            }
        }
        let id = objects
            .first()
            .map(|object| fields_of(registry, object))
            .into_iter()
            .flatten()
            .find(|field| field.name == "id");
        if let Some(MetaType::Interface { fields, .. }) = registry.types.get_mut(*interface) {
            let all = id.into_iter().chain(common);
            fields.extend(all.map(|field| (field.name.clone(), field)));
        }
    }
    for ty in registry.types.values_mut() {
        if let MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } = ty {
            fields.values_mut().for_each(|field| {
                describe_arguments(field);
                weigh(field);
            });
        }
    }
}

/// A list costs as much as several things, unless its field says how many.
fn weigh(field: &mut MetaField) {
    if field.ty.starts_with('[') && field.compute_complexity.is_none() {
        field.compute_complexity = Some(|_, _, _, child| Ok(5 * child + 1));
    }
}

fn fields_of(registry: &Registry, object: &str) -> Vec<MetaField> {
    registry
        .types
        .get(object)
        .and_then(MetaType::fields)
        .map(|fields| fields.values().cloned().collect())
        .unwrap_or_default()
}

fn describe_arguments(field: &mut MetaField) {
    for (name, description) in ARGUMENTS {
        if let Some(argument) = field.args.get_mut(name) {
            argument
                .description
                .get_or_insert_with(|| description.to_owned());
        }
    }
}

/// Defines an interface as an enum of the objects that implement it.
macro_rules! interface {
    ($(#[doc = $doc:literal])+ $name:ident { $($variant:ident($object:ty),)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone)]
        pub enum $name {
            $(
                #[doc = concat!("One ", stringify!($variant), ".")]
                $variant($object),
            )+
        }

        impl async_graphql::resolver_utils::ContainerType for $name {
            async fn resolve_field(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> async_graphql::ServerResult<Option<async_graphql::Value>> {
                match self {
                    $(Self::$variant(object) => object.resolve_field(ctx).await,)+
                }
            }

            fn collect_all_fields<'a>(
                &'a self,
                ctx: &async_graphql::ContextSelectionSet<'a>,
                fields: &mut async_graphql::resolver_utils::Fields<'a>,
            ) -> async_graphql::ServerResult<()> {
                match self {
                    $(Self::$variant(object) => object.collect_all_fields(ctx, fields),)+
                }
            }
        }

        impl async_graphql::OutputType for $name {
            fn type_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn introspection_type_name(&self) -> std::borrow::Cow<'static, str> {
                match self {
                    $(Self::$variant(_) => <$object as async_graphql::OutputType>::type_name(),)+
                }
            }

            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                use async_graphql::OutputType;
                use async_graphql::registry::{MetaType, MetaTypeId};

                registry.create_output_type::<Self, _>(MetaTypeId::Interface, |registry| {
                    $(<$object as OutputType>::create_type_info(registry);)+
                    let objects = [$(<$object as OutputType>::type_name().into_owned()),+];
                    for object in &objects {
                        registry.add_implements(object, stringify!($name));
                    }
                    MetaType::Interface {
                        name: stringify!($name).to_owned(),
                        description: Some(concat!($($doc, "\n"),+).trim().replace("\n ", "\n")),
                        // Given by `complete`.
                        fields: Default::default(),
                        possible_types: objects.into_iter().collect(),
                        extends: false,
                        keys: None,
                        visible: None,
                        inaccessible: false,
                        tags: Vec::new(),
                        rust_typename: Some(std::any::type_name::<Self>()),
                        directive_invocations: Vec::new(),
                        requires_scopes: Vec::new(),
                    }
                })
            }

            async fn resolve(
                &self,
                ctx: &async_graphql::ContextSelectionSet<'_>,
                _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                async_graphql::resolver_utils::resolve_container(ctx, self).await
            }
        }

        impl async_graphql::InterfaceType for $name {}
    };
}
pub(crate) use interface;
