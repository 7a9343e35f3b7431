import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleLambda, callLambda } from '../bundled-lambda.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/functions', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'functions-bundle-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Bundles a function of a fixture's output as Gen 2 does; modules of `layers` stay outside. */
async function bundled(
  fixture: string,
  name: string,
  packages: Readonly<Record<string, string>> = {},
): Promise<string> {
  const resource = join(FIXTURES, fixture, 'gen2/amplify/functions', name, 'resource.ts');
  const text = await readFile(resource, 'utf8');
  const entry = /entry: '([^']+)'/.exec(text)?.[1] ?? '';
  const layers = /layers: \{([^}]*)\}/.exec(text)?.[1] ?? '';
  const external = [...layers.matchAll(/^\s*'?([^':]+)'?: /gm)].map(([, module = '']) => module);
  const outfile = join(folder, `${fixture}-${name}.mjs`);
  return bundleLambda(join(dirname(resource), entry), outfile, { external, plugins: [provided(packages)] });
}

/** Stands for the packages that the project would have installed. */
function provided(packages: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'provided',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path }) =>
        Object.hasOwn(packages, path) ? { path, namespace: 'provided' } : undefined,
      );
      build.onLoad({ filter: /./, namespace: 'provided' }, ({ path }) => ({
        contents: packages[path] ?? '',
      }));
    },
  };
}

describe('a bundled function', () => {
  it('in CommonJS has its handler', async () => {
    const { answer } = await callLambda(await bundled('plain', 'bakeCake'), {}, { ENV: 'dev' });
    expect(answer).toEqual({ statusCode: 200, body: '"Hello from Lambda!"' });
  });

  it('as an ES module is entered directly', async () => {
    const { answer } = await callLambda(await bundled('es-module', 'priceList'), { cake: 'lemon' }, {});
    expect(answer).toEqual({ cake: 'lemon', price: 22 });
  });

  it('finds modules whose names are made at run time', async () => {
    const bundle = await bundled('dynamic-require', 'recipes');
    expect((await callLambda(bundle, { cake: 'apple' }, {})).answer).toEqual(['peel', 'bake']);
    expect((await callLambda(bundle, { cake: 'plum' }, {})).error).toContain(
      "Cannot find module './recipes/plum'",
    );
  });

  it('finds its own files without a path', async () => {
    const bundle = await bundled('modules-without-path', 'bakeCake');
    expect((await callLambda(bundle, { degrees: 180 }, {})).answer).toBe('heats to 180');
  });

  it('behind Express answers, and does not wait for the timer of Gen 2', async () => {
    const bundle = await bundled('express', 'shop', EXPRESS);
    const { answer, waits } = await callLambda(bundle, { path: '/cakes' }, {});
    expect(answer).toEqual({ statusCode: 200, body: '{"cakes":["apple","lemon"],"from":"/cakes"}' });
    expect(waits).toBe(false);
  });

  it.each([
    { name: 'bakeCake', event: { layers: 3 }, answer: 900 },
    { name: 'sliceCake', event: { guests: 2 }, answer: [1, 2] },
  ])('is made of the source of its own build: $name', async ({ name, event, answer }) => {
    const bundle = await bundled('typescript-build', name);
    expect((await callLambda(bundle, event, {})).answer).toEqual(answer);
  });

  it('leaves to a layer what lies in it', async () => {
    const bundle = await readFile(await bundled('layers', 'bakeCake'), 'utf8');
    const loaded = [...bundle.matchAll(/\w+\("(\/opt\/[^"]+|ms)"\)/g)].map(([, module]) => module);
    expect(loaded.sort()).toEqual(['/opt/tools/oven', 'ms']);
  });

  it('without code refuses every call', async () => {
    const bundle = await bundled('compiled-unknown', 'weighCake');
    expect((await callLambda(bundle, {}, {})).error).toContain('weighCake/src');
  });

  it('loses its handler without its face', async () => {
    const entry = join(FIXTURES, 'plain/gen2/amplify/functions/bakeCake/src/index.js');
    const outfile = await bundleLambda(entry, join(folder, 'faceless.mjs'));
    expect((await callLambda(outfile, {}, {})).error).toBe('handler is not a function');
  });
});

/** As much of Express and of its adapter as the fixture uses. */
const EXPRESS: Readonly<Record<string, string>> = {
  express: `module.exports = () => {
    const routes = new Map();
    return { use() {}, get: (path, handle) => routes.set(path, handle), routes };
  };`,
  'body-parser': 'exports.json = () => () => {};',
  'aws-serverless-express/middleware': 'exports.eventContext = () => () => {};',
  'aws-serverless-express': `
    exports.createServer = (app) => app;
    exports.proxy = ({ routes }, { path }) => ({
      promise: new Promise((resolve) => {
        const json = (value) => resolve({ statusCode: 200, body: JSON.stringify(value) });
        routes.get(path)({ url: path }, { json });
      }),
    });`,
};
