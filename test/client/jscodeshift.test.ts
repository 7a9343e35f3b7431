import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { emptyFolder } from '../cli-harness.js';
import { PAIRS } from './pairs.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const runFile = promisify(execFile);

it("jscodeshift's own runner gives what is expected", async () => {
  const folder = await emptyFolder();
  const pair = join(PAIRS, 'graphql', 'query-with-variables');
  await copyFile(`${pair}.input.js`, join(folder, 'module.js'));
  const transform = join(ROOT, 'dist/transforms/client/jscodeshift/graphql.js');
  const runner = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  await runFile(process.execPath, [runner, '--no-babel', '--run-in-band', '-t', transform, folder]);
  expect(await readFile(join(folder, 'module.js'), 'utf8')).toBe(await readFile(`${pair}.output.js`, 'utf8'));
});
