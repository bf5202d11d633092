// One thing by its id, fetched again through `node`, with a list inside it that pages backwards too.
import { graphql } from 'relay-runtime';

export const offerPageQuery = graphql`
  query OfferPageQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...OfferPage_offer @alias(as: "offer")
    }
  }
`;

export const offerPage = graphql`
  fragment OfferPage_offer on Offer
  @refetchable(queryName: "OfferPageAgainQuery")
  @argumentDefinitions(language: { type: "LanguageTag" }) {
    title(language: $language) {
      text
    }
    cost {
      free
    }
    provider {
      id
      ...OrganizationEntries_organization
    }
  }
`;

export const organizationEntries = graphql`
  fragment OrganizationEntries_organization on Organization
  @refetchable(queryName: "OrganizationEntriesPageQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  ) {
    entries(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "OrganizationEntries_entries") {
      edges {
        node {
          id
          slug
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;
