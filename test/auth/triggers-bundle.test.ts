import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleLambda, callLambda } from '../bundled-lambda.js';
import {
  DISPATCHER,
  type Files,
  type Planned,
  planOf,
  project,
  textAt,
  trigger,
} from './triggers-project.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'triggers-bundle-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes the files of a plan and bundles the entry with the options of backend-function and of CDK. */
async function bundle(name: string, planned: Planned): Promise<string> {
  const root = join(folder, name);
  for (const file of planned.plan.files) {
    await mkdir(dirname(join(root, file.path)), { recursive: true });
    await writeFile(join(root, file.path), file.content);
  }
  await writeFile(join(root, 'amplify/package.json'), '{ "type": "module" }');
  const resource = planned.plan.files.find(({ path }) => path.endsWith('/resource.ts'))?.path ?? '';
  const entry = /entry: "([^"]+)"/.exec(textAt(planned, resource))?.[1] ?? '';
  return bundleLambda(join(root, dirname(resource), entry), join(root, 'out/index.mjs'));
}

function plan(sources: Files, documents: Files = {}): Promise<Planned> {
  return planOf(
    project({
      files: trigger('PreSignup', sources, documents),
      auth: { triggers: { PreSignup: ['custom'] } },
    }),
  );
}

describe('a bundled trigger', () => {
  it('in CommonJS has its handler', async () => {
    const source =
      "const { where } = require('./lib/where');\nexports.handler = async (event) => ({ ...event, where });";
    const bundled = await bundle(
      'single',
      await plan({
        'index.js': source,
        'lib/where.js': "exports.where = 'lib';",
        'package.json': '{ "name": "x" }',
      }),
    );
    expect(await callLambda(bundled, { a: 1 }, {})).toMatchObject({ answer: { a: 1, where: 'lib' } });
  });

  it('loses its handler without the face', async () => {
    const source = 'exports.handler = async (event) => event;';
    const entry = join(folder, 'faceless.cjs');
    await writeFile(entry, source);
    const result = await build({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'esm',
      write: false,
    });
    expect(result.outputFiles[0]?.text).not.toMatch(/export\s*\{[^}]*handler/);
  });

  const STEP = (name: string): string =>
    `exports.handler = async (event) => { event.steps.push('${name}'); };`;
  const STEPS = {
    'index.js': DISPATCHER,
    'first.js': STEP('first'),
    'second.js': STEP('second'),
    'third.js': STEP('third'),
  };
  const LISTED = { 'parameters.json': { modules: 'second,first' } };

  it('runs the modules of MODULES in their order', async () => {
    const bundled = await bundle('dispatcher', await plan(STEPS, LISTED));
    const answer = await callLambda(bundled, { steps: [] }, { MODULES: 'second,first' });
    expect(answer.answer).toEqual({ steps: ['second', 'first'] });
    // MODULES can be changed on the deployed function, to any module beside the others.
    const other = await callLambda(bundled, { steps: [] }, { MODULES: 'third' });
    expect(other.answer).toEqual({ steps: ['third'] });
  });

  it('fails for an unknown module as Node.js does', async () => {
    const bundled = await bundle('unknown', await plan(STEPS, LISTED));
    await expect(callLambda(bundled, { steps: [] }, { MODULES: 'gone' })).rejects.toThrow(
      "Cannot find module './gone'",
    );
  });

  it('as an ES module is entered directly', async () => {
    const bundled = await bundle(
      'module',
      await plan({
        'index.mjs':
          "import { greet } from './greet.mjs';\nexport const handler = async (event) => greet(event);",
        'greet.mjs': 'export const greet = ({ name }) => ({ hello: name });',
      }),
    );
    expect((await callLambda(bundled, { name: 'Ada' }, {})).answer).toEqual({ hello: 'Ada' });
  });

  it('in TypeScript is entered directly', async () => {
    const source = 'export const handler = async (event: { n: number }): Promise<number> => event.n + 1;';
    const bundled = await bundle('typescript', await plan({ 'index.ts': source }));
    expect((await callLambda(bundled, { n: 1 }, {})).answer).toBe(2);
  });

  it('passes a callback on, and does not wait for the timer of Gen 2', async () => {
    const source = 'exports.handler = (event, context, callback) => { callback(null, { ...event, b: 2 }); };';
    const bundled = await bundle('callback', await plan({ 'index.js': source }));
    expect(await callLambda(bundled, { a: 1 }, {})).toEqual({ answer: { a: 1, b: 2 }, waits: false });
  });

  it('without code refuses every call', async () => {
    const bundled = await bundle('missing', await plan({ 'package.json': '{}' }));
    expect((await callLambda(bundled, {}, {})).error).toContain('src/index.js');
  });
});
