// The types that apps generate: of the whole schema, of the documents beside this file, and of the
// queries that the documentation shows.
// What comes out has to compile as strictly as TypeScript can.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';

const OUTPUT = '.work/codegen';
const EXAMPLES = '../../docs/queries';

// A scalar without an entry here would be `any` to an app, and so escape the compiler.
const scalars = Object.fromEntries(
  ['Date', 'DateTime', 'EmailAddress', 'LanguageTag', 'LocalTime', 'MonthDay', 'PhoneNumber', 'Url'].map((name) => [
    name,
    'string',
  ]),
);
const config = { strictScalars: true, useTypeImports: true, defaultScalarType: 'unknown', scalars };

const folders = ['documents', EXAMPLES].filter((folder) => existsSync(folder));
const documents = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => `${folder}/${name}`),
);

await generate(
  {
    schema: '.work/schema.graphql',
    documents,
    silent: true,
    errorsOnly: true,
    generates: {
      [`${OUTPUT}/schema.ts`]: { plugins: ['typescript'], config },
      [`${OUTPUT}/operations.ts`]: { plugins: ['typescript-operations'], config },
    },
  },
  true,
);
writeFileSync(
  `${OUTPUT}/tsconfig.json`,
  JSON.stringify({
    compilerOptions: { strict: true, noEmit: true, skipLibCheck: false, module: 'esnext', target: 'es2022', types: [] },
    files: ['schema.ts', 'operations.ts'],
  }),
);
execFileSync('node_modules/.bin/tsc', ['--project', OUTPUT], { stdio: 'inherit' });
console.log(`types of the schema and of ${documents.length} documents compile strictly`);
