//! Null where something failed.
//!
//! The specification says that a field that failed is null, and where its type forbids null, what
//! it stands in is. The executor (async-graphql 7) leaves such a field out instead, so that clients
//! miss what their types promise. The errors say which fields failed and the schema where null may
//! stand; an answer without errors is never looked at.

use std::collections::HashMap;

use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, FieldDefinition, OperationType, Selection,
    SelectionSet, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::parser::{parse_query, parse_schema};
use async_graphql::{Name, PathSegment, Positioned, Response, Value};

/// The types of all fields of a schema.
#[derive(Debug, Default)]
pub(super) struct FieldTypes {
    query: String,
    mutation: String,
    /// By the name of the type, then by that of the field.
    fields: HashMap<String, HashMap<String, Type>>,
}

/// What was asked, to be read again if it fails.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub query: String,
    pub operation_name: Option<String>,
}

impl FieldTypes {
    /// The types of a schema in its definition language. One that cannot be read has none, and
    /// answers stay as they are.
    pub(super) fn of_schema(sdl: &str) -> Self {
        let mut types = Self {
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
            fields: HashMap::new(),
        };
        let Ok(document) = parse_schema(sdl) else {
            tracing::error!("the schema cannot be read: failed fields will be left out of answers");
            return types;
        };
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    if let Some(query) = schema.node.query {
                        types.query = query.node.to_string();
                    }
                    if let Some(mutation) = schema.node.mutation {
                        types.mutation = mutation.node.to_string();
                    }
                }
                TypeSystemDefinition::Type(definition) => {
                    let name = definition.node.name.node.to_string();
                    match definition.node.kind {
                        TypeKind::Object(object) => types.add(name, object.fields),
                        TypeKind::Interface(interface) => types.add(name, interface.fields),
                        _ => {}
                    }
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        types
    }

    /// The name of the type that queries start at.
    pub(super) fn query(&self) -> &str {
        &self.query
    }

    /// The name of the type that mutations start at.
    pub(super) fn mutation(&self) -> &str {
        &self.mutation
    }

    /// The type of a field.
    pub(super) fn field(&self, parent: &str, name: &str) -> Option<&Type> {
        self.fields.get(parent)?.get(name)
    }

    fn add(&mut self, name: String, fields: Vec<Positioned<FieldDefinition>>) {
        let fields = fields
            .into_iter()
            .map(|field| (field.node.name.node.to_string(), field.node.ty.node));
        self.fields.entry(name).or_default().extend(fields);
    }

    /// Put null into an answer wherever a field failed.
    pub(super) fn complete(&self, question: &Question, response: &mut Response) {
        let Response { data, errors, .. } = response;
        let paths = || {
            errors
                .iter()
                .map(|error| error.path.as_slice())
                .filter(|p| !p.is_empty())
        };
        if paths().next().is_none() {
            return;
        }
        let Ok(document) = parse_query(&question.query) else {
            return;
        };
        let Some((ty, set)) = operation(&document, question.operation_name.as_deref()) else {
            return;
        };
        let root = match ty {
            OperationType::Mutation => &self.mutation,
            OperationType::Query | OperationType::Subscription => &self.query,
        };
        // First every failed field is there as null, then null rises to where it may stand: the
        // other way round, what rose for one error would be filled again for the next.
        for path in paths() {
            insert_null(data, path);
        }
        let asked = Asked {
            types: self,
            document: &document,
        };
        for path in paths() {
            if asked.must_be_null(data, &[(root, set)], path) {
                *data = Value::Null;
            }
        }
    }
}

/// Make the field at the end of a path null where the executor left it out, and with it the objects
/// that it made null because nothing was left in them.
fn insert_null(value: &mut Value, path: &[PathSegment]) {
    match path {
        [PathSegment::Field(key), rest @ ..] => {
            if *value == Value::Null {
                *value = Value::Object(async_graphql::indexmap::IndexMap::default());
            }
            if let Value::Object(fields) = value {
                match fields.get_mut(key.as_str()) {
                    Some(field) => insert_null(field, rest),
                    None => {
                        fields.insert(Name::new(key), Value::Null);
                    }
                }
            }
        }
        [PathSegment::Index(index), rest @ ..] => {
            if let Value::List(items) = value
                && let Some(item) = items.get_mut(*index)
            {
                insert_null(item, rest);
            }
        }
        [] => {}
    }
}

/// Selection sets of one object, each with the type it selects from.
type Scopes<'a> = [(&'a str, &'a SelectionSet)];

struct Asked<'a> {
    types: &'a FieldTypes,
    document: &'a ExecutableDocument,
}

impl<'a> Asked<'a> {
    /// Let null rise along a path. Whether the object itself has to be null.
    fn must_be_null(&self, object: &mut Value, scopes: &Scopes<'a>, path: &[PathSegment]) -> bool {
        let (Value::Object(fields), [PathSegment::Field(key), rest @ ..]) = (object, path) else {
            return false;
        };
        let mut ty = None;
        let mut inner = Vec::new();
        for (parent, set) in scopes {
            self.select(parent, set, key, &mut ty, &mut inner);
        }
        match (fields.get_mut(key.as_str()), ty) {
            (Some(field), Some(ty)) => self.forbids(field, ty, &inner, rest),
            _ => false,
        }
    }

    /// Let null rise along a path. Whether the value ends up null though its type forbids it.
    fn forbids(
        &self,
        value: &mut Value,
        ty: &Type,
        scopes: &Scopes<'a>,
        path: &[PathSegment],
    ) -> bool {
        let falls = match (&mut *value, path, &ty.base) {
            (Value::Null, _, _) => true,
            (Value::List(items), [PathSegment::Index(index), rest @ ..], BaseType::List(of)) => {
                items
                    .get_mut(*index)
                    .is_some_and(|item| self.forbids(item, of, scopes, rest))
            }
            (object, path, _) => self.must_be_null(object, scopes, path),
        };
        if falls {
            *value = Value::Null;
        }
        falls && !ty.nullable
    }

    /// Find what a set selects under a key: the type of the field, and the sets inside it. Fields
    /// that share a key are alike in where null may stand; validation sees to that.
    fn select(
        &self,
        parent: &'a str,
        set: &'a SelectionSet,
        key: &str,
        ty: &mut Option<&'a Type>,
        inner: &mut Vec<(&'a str, &'a SelectionSet)>,
    ) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) if field.node.response_key().node == key => {
                    let name = field.node.name.node.as_str();
                    let found = self.types.fields.get(parent).and_then(|of| of.get(name));
                    if let Some(found) = found {
                        *ty = Some(found);
                        inner.push((name_of(found), &field.node.selection_set.node));
                    }
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref();
                    let parent = on.map_or(parent, |on| on.node.on.node.as_str());
                    self.select(parent, &inline.node.selection_set.node, key, ty, inner);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = self.document.fragments.get(name) {
                        let parent = fragment.node.type_condition.node.on.node.as_str();
                        self.select(parent, &fragment.node.selection_set.node, key, ty, inner);
                    }
                }
            }
        }
    }
}

fn operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<(OperationType, &'a SelectionSet)> {
    let operation = match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => operation,
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name)?,
        (DocumentOperations::Multiple(operations), None) => operations.values().next()?,
    };
    Some((operation.node.ty, &operation.node.selection_set.node))
}

/// The named type inside all lists.
fn name_of(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(of) => name_of(of),
    }
}
