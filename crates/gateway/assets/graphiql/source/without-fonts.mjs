// Take the embedded fonts out of a style.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2];
const style = readFileSync(file, 'utf8');
writeFileSync(file, style.replace(/@font-face\s*\{[^}]*\}/g, ''));
