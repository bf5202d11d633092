// Print the licence of every package that ends up in the bundle's dependency tree.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const packages = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
const builders = /(^|\/)(esbuild|@esbuild\/[^/]+|typescript|@types\/[^/]+)$/;

for (const path of Object.keys(packages).sort()) {
  if (path === '' || builders.test(path) || !existsSync(join(path, 'package.json'))) continue;
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  console.log(`${'='.repeat(80)}\n${name} ${version} (${license})\n`);
  const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
  if (file) console.log(readFileSync(join(path, file), 'utf8').trim() + '\n');
}
