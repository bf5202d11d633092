// The clients that apps are built with get the same answer to the same question, asked by POST and
// by GET, whether it succeeds or not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { parse } from 'graphql';
import { GraphQLClient } from 'graphql-request';

const url = process.env.ANGEBOTE_URL;
const headers = { 'accept-language': 'en' };

const QUESTIONS = [
  { document: 'entries', variables: { first: 5, filter: { kinds: ['OFFER'] }, language: 'ar' } },
  { document: 'entries', variables: { first: 2, after: null, filter: { not: { kinds: ['OFFER'] } } } },
  { document: 'plan', variables: {} },
  { document: 'missing', variables: { slug: 'nothing-is-called-so' } },
  { document: 'too-many', variables: { first: 101 }, code: 'BAD_USER_INPUT' },
];

// Apollo Client asks for the name of every type, whether the document does or not.
const withoutTypeNames = (data) =>
  JSON.parse(JSON.stringify(data ?? null, (key, value) => (key === '__typename' ? undefined : value)));

// Each client tells data and errors apart in its own way; the codes are what an app decides by.
const answer = (data, errors) => ({
  data: withoutTypeNames(data),
  errors: (errors ?? []).map(({ message, extensions }) => ({ message, code: extensions?.code })),
});

const CLIENTS = {
  async 'Apollo Client'(method, query, variables) {
    const client = new ApolloClient({
      link: new HttpLink({ uri: url, headers, useGETForQueries: method === 'GET' }),
      cache: new InMemoryCache(),
      defaultOptions: { query: { fetchPolicy: 'no-cache', errorPolicy: 'all' } },
    });
    const { data, error } = await client.query({ query: parse(query), variables });
    return answer(data, error?.errors);
  },
  async urql(method, query, variables) {
    const client = new Client({
      url,
      exchanges: [fetchExchange],
      fetchOptions: { headers },
      preferGetMethod: method === 'GET' ? 'force' : false,
    });
    const { data, error } = await client.query(query, variables).toPromise();
    return answer(data, error?.graphQLErrors);
  },
  async 'graphql-request'(method, query, variables) {
    const client = new GraphQLClient(url, { method, headers, errorPolicy: 'all' });
    const { data, errors } = await client.rawRequest(query, variables);
    return answer(data, errors);
  },
};

let answers = 0;
for (const { document, variables, code } of QUESTIONS) {
  const query = readFileSync(`documents/${document}.graphql`, 'utf8');
  const plain = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  }).then((response) => response.json());
  const expected = answer(plain.data, plain.errors);
  assert.deepEqual(expected.errors.map((error) => error.code), code ? [code] : [], `${document}: unexpected errors`);

  for (const [name, ask] of Object.entries(CLIENTS)) {
    for (const method of ['POST', 'GET']) {
      assert.deepEqual(await ask(method, query, variables), expected, `${name} by ${method}: ${document}`);
      answers += 1;
    }
  }
}
console.log(`${Object.keys(CLIENTS).join(', ')} agree on ${answers} answers by POST and GET`);
