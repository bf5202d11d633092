//! From parameters to a request that is ready to execute: within the limits, parsed once, its
//! operation known, its variables as the specification means them.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql::{Name, Pos, Positioned, Request, Variables};
use serde_json::Value;

pub(super) use async_graphql::parser::types::OperationType;

use super::absent;
use super::cost;
use super::empty;
use super::expansion;
use super::introspection;
use super::lexer::{self, Unreadable};
use super::nulls::FieldTypes;
use super::parameters::Parameters;
use super::refusal::Refusal;
use super::settings::HttpSettings;
use super::variables;

/// A request that may be executed.
#[derive(Debug)]
pub(super) struct Prepared {
    pub operation: OperationType,
    pub request: Request,
    /// Whether more was asked for than the client did, see [`empty`].
    pub is_marked: bool,
}

/// What the documents of one HTTP request have used up of its limits.
#[derive(Debug, Default)]
pub(super) struct Used {
    tokens: usize,
    aliases: usize,
    selections: usize,
    cost: usize,
    introspection: usize,
}

/// Make a request ready, or say why it cannot be.
pub(super) fn prepare(
    parameters: Parameters,
    settings: &HttpSettings,
    types: &FieldTypes,
    used: &mut Used,
) -> Result<Prepared, Refusal> {
    let Parameters {
        query,
        operation_name,
        variables: provided,
        extensions,
    } = parameters;
    used.count_tokens(&query, settings)?;
    let mut document = parse_query(&query)
        .map_err(|error| Refusal::document(error.to_string(), error.positions().collect()))?;
    used.count_selections(&document, settings)?;

    let operation = select(&document, operation_name.as_deref())?;
    let ty = operation.node.ty;
    if ty == OperationType::Subscription {
        return Err(Refusal::document(
            "a subscription is not served over plain HTTP; connect to /graphql/ws \
             (graphql-transport-ws)",
            vec![operation.pos],
        ));
    }
    variables::check(&document, &operation.node, &provided)?;
    if let Some(limit) = settings.schema_complexity_limit {
        let cost = cost::of_operation(&document, &operation.node, &provided, types);
        used.cost = used.cost.saturating_add(cost);
        within("points of complexity", limit, used.cost)?;
    }
    absent::drop_absent(&mut document, operation_name.as_deref(), &provided);
    let is_marked = empty::mark(&mut document);

    let mut request = Request::new(query).variables(Variables::from_json(Value::Object(provided)));
    request.operation_name = operation_name;
    request.extensions.0 = extensions
        .into_iter()
        .filter_map(|(name, value)| Some((name, async_graphql::Value::from_json(value).ok()?)))
        .collect();
    request.set_parsed_query(document);
    if !settings.introspection {
        request = request.disable_introspection();
    }
    Ok(Prepared {
        operation: ty,
        request,
        is_marked,
    })
}

impl Used {
    fn count_tokens(&mut self, query: &str, settings: &HttpSettings) -> Result<(), Refusal> {
        let counts = lexer::count(query).map_err(|unreadable| {
            let Unreadable {
                reason,
                line,
                column,
            } = unreadable;
            Refusal::document(reason.to_string(), vec![Pos { line, column }])
        })?;
        self.tokens += counts.tokens;
        self.aliases += counts.aliases;
        within("tokens", settings.token_limit, self.tokens)?;
        within(
            "levels of brackets",
            settings.bracket_depth_limit,
            counts.depth,
        )?;
        within("aliases", settings.alias_limit, self.aliases)
    }

    fn count_selections(
        &mut self,
        document: &ExecutableDocument,
        settings: &HttpSettings,
    ) -> Result<(), Refusal> {
        let expanded = expansion::measure(document)?;
        self.selections = self.selections.saturating_add(expanded.selections);
        within("selections", settings.selection_limit, self.selections)?;
        within("levels of selections", settings.depth_limit, expanded.depth)?;
        let weight = introspection::weigh(document)?;
        self.introspection = self.introspection.saturating_add(weight);
        within(
            "points of introspection",
            introspection::LIMIT,
            self.introspection,
        )
    }
}

fn within(what: &str, limit: usize, found: usize) -> Result<(), Refusal> {
    if found > limit {
        return Err(Refusal::too_many(what, limit, found));
    }
    Ok(())
}

/// The operation that is asked for.
fn select<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Refusal> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get(name)
            .ok_or_else(|| unknown_operation(name, operations.keys())),
        (DocumentOperations::Single(_), Some(name)) => Err(unknown_operation(name, [].iter())),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.values();
            match (all.next(), all.next()) {
                (Some(operation), None) => Ok(operation),
                _ => Err(Refusal::document(
                    "the document has several operations; say which in operationName",
                    Vec::new(),
                )),
            }
        }
    }
}

fn unknown_operation<'a>(name: &str, known: impl Iterator<Item = &'a Name>) -> Refusal {
    let mut known: Vec<&str> = known.map(Name::as_str).collect();
    known.sort_unstable();
    let known = match known.as_slice() {
        [] => "its only operation has no name".to_owned(),
        known => format!("it has {}", known.join(", ")),
    };
    Refusal::document(
        format!("the document has no operation named {name:?}; {known}"),
        Vec::new(),
    )
}
