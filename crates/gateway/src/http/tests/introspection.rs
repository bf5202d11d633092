use axum::http::StatusCode;
use serde_json::json;

use super::{demo, post, post_query};

/// What `getIntrospectionQuery` of graphql-js 16 asks for with every option switched on, as
/// GraphiQL and generators of code send it.
const OF_TOOLS: &str = "
query IntrospectionQuery {
  __schema {
    description
    queryType { name kind }
    mutationType { name kind }
    subscriptionType { name kind }
    types { ...FullType }
    directives {
      name description isRepeatable locations
      args(includeDeprecated: true) { ...InputValue }
    }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) {
    name description
    args(includeDeprecated: true) { ...InputValue }
    type { ...TypeRef }
    isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue {
  name description
  type { ...TypeRef }
  defaultValue isDeprecated deprecationReason
}
fragment TypeRef on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
}";

#[tokio::test]
async fn tools_get_the_whole_schema() {
    let received = post_query(&demo(), OF_TOOLS).await;
    assert_eq!(received.status, StatusCode::OK, "{}", received.text());
    assert!(received.json()["data"]["__schema"]["types"].is_array());
}

#[tokio::test]
async fn lists_of_types_that_lead_to_each_other_are_refused() {
    for query in [
        "{ __type(name: \"Node\") { possibleTypes { interfaces { possibleTypes { interfaces {
           name } } } } } }",
        "{ a: __type(name: \"Query\") { fields { type { b: fields { name } } } } }",
        "{ __schema { types { ...f } } }
         fragment f on __Type { inputFields { type { ofType { ... { ...g } } } } }
         fragment g on __Type { inputFields { name } }",
        "fragment f on Query { __schema { ...g } }
         fragment g on __Schema { queryType { interfaces { ...h } } }
         fragment h on __Type { fields { type { interfaces { name } } } }
         { ...f }",
    ] {
        let received = post_query(&demo(), query).await;
        assert_eq!(received.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
        assert!(
            received.message().contains("stands below itself"),
            "{}",
            received.message()
        );
    }
}

#[tokio::test]
async fn a_chain_of_each_list_once_is_answered() {
    let query = "{ __type(name: \"Query\") { fields { args { type { ofType { inputFields { type {
                   enumValues { name } } } } } } } possibleTypes { name } fields { name } } }";
    assert_eq!(post_query(&demo(), query).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_schema_is_not_asked_for_over_and_over() {
    let many = format!("{{ {} }}", "...all ".repeat(4));
    let all = OF_TOOLS.replace(
        "query IntrospectionQuery {",
        &format!("{many} fragment all on Query {{"),
    );
    let received = post_query(&demo(), &all).await;
    assert_eq!(received.code(), "QUERY_TOO_COMPLEX");
    assert!(
        received.message().contains("points of introspection"),
        "{}",
        received.message()
    );

    let item = json!({ "query": OF_TOOLS });
    let received = post(&demo(), json!([item, item, item, item])).await.json();
    assert!(received[0]["data"].is_object());
    assert_eq!(
        received[3]["errors"][0]["extensions"]["code"],
        "QUERY_TOO_COMPLEX"
    );
}

#[tokio::test]
async fn fields_of_ours_may_have_the_names_of_lists() {
    let query = "{ nested { types: nested { types: nested { greeting } } } }";
    assert_eq!(post_query(&demo(), query).await.status, StatusCode::OK);
}
