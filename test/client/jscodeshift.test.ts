import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli-harness.js';
import { PAIRS } from './pairs.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNNER = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
const runFile = promisify(execFile);

describe("jscodeshift's own runner", () => {
  // As a transform it compiles itself, which is what it does unless told otherwise, and as a module that it loads.
  it.each([
    { face: 'graphql.cjs', flags: [] },
    { face: 'graphql.js', flags: ['--no-babel'] },
  ])('gives what is expected, with $face', async ({ face, flags }) => {
    const folder = await emptyFolder();
    const pair = join(PAIRS, 'graphql', 'query-with-variables');
    await copyFile(`${pair}.input.js`, join(folder, 'module.js'));
    const transform = join(ROOT, 'dist/transforms/client/jscodeshift', face);
    // From the folder that holds both, so that it is one that the runner compiles.
    const options = { cwd: ROOT };
    await runFile(process.execPath, [RUNNER, ...flags, '--run-in-band', '-t', transform, folder], options);
    expect(await readFile(join(folder, 'module.js'), 'utf8')).toBe(
      await readFile(`${pair}.output.js`, 'utf8'),
    );
  });
});
