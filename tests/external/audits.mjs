// The audits of the GraphQL-over-HTTP specification: the ones a server must pass, those it should
// and those it may.
import { auditServer } from 'graphql-http';

const EXPECTED = 61;

const results = await auditServer({ url: process.env.ANGEBOTE_URL });
const failures = results.filter((audit) => audit.status !== 'ok');
for (const audit of failures) {
  console.error(`  ${audit.status} ${audit.id}: ${audit.name} (${audit.reason})`);
}
if (results.length !== EXPECTED) {
  console.error(`  ${results.length} audits ran, ${EXPECTED} were expected`);
}
console.log(`${results.length - failures.length} of ${results.length} audits are ok`);
process.exitCode = failures.length === 0 && results.length === EXPECTED ? 0 : 1;
