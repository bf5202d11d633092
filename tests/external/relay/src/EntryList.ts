// A list that scrolls on and narrows: what every reader's first screen is.
import { graphql } from 'relay-runtime';

export const entryListQuery = graphql`
  query EntryListQuery($first: Int!, $after: String, $filter: EntryFilter, $language: LanguageTag) {
    ...EntryList_page @arguments(first: $first, after: $after, filter: $filter, language: $language)
  }
`;

export const entryListPage = graphql`
  fragment EntryList_page on Query
  @refetchable(queryName: "EntryListPageQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
    filter: { type: "EntryFilter" }
    language: { type: "LanguageTag" }
  ) {
    entries(first: $first, after: $after, filter: $filter) @connection(key: "EntryList_entries") {
      totalCount
      edges {
        node {
          id
          ...EntryCard_entry @arguments(language: $language)
        }
      }
    }
  }
`;

export const entryCard = graphql`
  fragment EntryCard_entry on Entry @argumentDefinitions(language: { type: "LanguageTag" }) {
    __typename
    slug
    title(language: $language) {
      text
      language
      direction
      isFallback
    }
    ... on Offer {
      kind
    }
    ... on CounsellingPoint {
      appointmentMode
    }
  }
`;
