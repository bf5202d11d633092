// The plan: interfaces and unions inside connections, and `nodes` for what an app keeps.
import { graphql } from 'relay-runtime';

export const planPageQuery = graphql`
  query PlanPageQuery($kept: [ID!]!) {
    measures(first: 10, order: PLAN) @connection(key: "PlanPage_measures") {
      edges {
        node {
          id
          title {
            text
          }
          status
        }
      }
    }
    responsibilities(first: 10) {
      nodes {
        id
        role
        subject {
          __typename
          ... on Measure {
            id
          }
          ... on Goal {
            id
          }
        }
      }
    }
    nodes(ids: $kept) {
      id
      ... on PlanItem {
        title {
          text
        }
      }
    }
  }
`;
