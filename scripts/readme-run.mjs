// Puts a real run on the shipped project into README.md; `npm run docs` builds first.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const BEGIN = '<!-- run: begin (npm run docs) -->';
const END = '<!-- run: end -->';
const SHOWN = 'amplify/auth/resource.ts';

const app = mkdtempSync(join(tmpdir(), 'amplify-migrate-readme-'));
try {
  cpSync(join(root, 'fixtures/apps/photo-club'), app, { recursive: true });
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'dist/src/bin.js'), 'auth'], {
    cwd: app,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const part = stdout.split(/^(?=diff --git )/m).find((text) => text.includes(`+++ b/${SHOWN}\n`));
  const file = new URL('../README.md', import.meta.url);
  const document = readFileSync(file, 'utf8');
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md needs the lines ${BEGIN} and ${END}`);
  const picture = [
    BEGIN,
    '',
    '```text',
    `$ npx amplify-migrate auth > auth.patch\n${stderr.trimEnd()}`,
    '```',
    '',
    `One of the files in the patch:`,
    '',
    '```diff',
    part.trimEnd(),
    '```',
    '',
  ];
  writeFileSync(file, document.slice(0, begin) + picture.join('\n') + '\n' + document.slice(end));
} finally {
  rmSync(app, { recursive: true, force: true });
}
