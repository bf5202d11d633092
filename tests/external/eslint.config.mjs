// The schema by graphql-eslint: Relay's conventions, what it recommends for every schema, and a
// description on everything, because mobile developers read the schema and nothing else.
import { readFileSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { buildSchema, isInterfaceType, isObjectType } from 'graphql';

const SCHEMA = '.work/schema.graphql';

// Only what `node` finds has an id: values, edges, connections and payloads have none.
const withoutId = Object.values(buildSchema(readFileSync(SCHEMA, 'utf8')).getTypeMap())
  .filter((type) => isObjectType(type) || isInterfaceType(type))
  .filter((type) => type.name !== 'Node' && !type.getInterfaces().some(({ name }) => name === 'Node'))
  .map((type) => type.name);

export default [
  {
    files: ['**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: SCHEMA } },
    },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // The printer writes a short description on one line, a long one as a block.
      '@graphql-eslint/description-style': 'off',
      // `nodes` beside `edges` is a list of the things themselves.
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: { types: withoutId } }],
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          // The arguments of `@include`, `@skip` and `@specifiedBy` are the specification's.
          ignoredSelectors: ['DirectiveDefinition > InputValueDefinition'],
        },
      ],
    },
  },
];
