// Writes the table of codes into MIGRATION.md; `npm run docs` builds first, since the words live in src/core/codes.
import { readFileSync, writeFileSync } from 'node:fs';
import { withCodesTable } from '../dist/src/report/codes.js';

const file = new URL('../MIGRATION.md', import.meta.url);
writeFileSync(file, withCodesTable(readFileSync(file, 'utf8')));
