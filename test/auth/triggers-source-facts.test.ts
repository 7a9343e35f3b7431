import { describe, expect, it } from 'vitest';
import { type SourceFacts, factsOf } from '../../transforms/shared/lambda/source-facts.js';

async function facts(text: string, path = 'index.js'): Promise<SourceFacts> {
  const result = await factsOf(path, text);
  if (result.kind !== 'facts') throw new Error(result.text);
  return result.facts;
}

describe('factsOf', () => {
  it('tells modules from CommonJS by their syntax', async () => {
    expect((await facts('exports.handler = 1;')).format).toBe('commonjs');
    expect((await facts('export const handler = 1;')).format).toBe('module');
    expect((await facts('import x from "x";')).format).toBe('module');
  });

  it('lists what is loaded by name, and no types', async () => {
    const { loads } = await facts(
      'import type { A } from "types";\nimport b from "b";\nexport * from "./c";\nconst d = require("d");\nawait import(`e`);',
      'index.ts',
    );
    expect(loads).toEqual([
      { specifier: 'b', line: 2 },
      { specifier: './c', line: 3 },
      { specifier: 'd', line: 4 },
      { specifier: 'e', line: 5 },
    ]);
  });

  it.each([
    ['require(`./${name}`)', './'],
    ["require('./' + name + '.js')", './'],
    ['require(`./steps/${name}`)', './steps/'],
    ['require(name)', ''],
    ['import(`./${name}.js`)', './'],
  ])('knows what %s begins with', async (text, prefix) => {
    const { dynamicLoads } = await facts(`const name = 'a'; x(${text});`);
    expect(dynamicLoads).toMatchObject([{ prefix, text, line: 1 }]);
  });

  it('ignores what stands in comments and strings', async () => {
    const { dynamicLoads, environment } = await facts(
      '// require(`./${x}`)\nconst s = "require(name) process.env.SECRET";',
    );
    expect(dynamicLoads).toEqual([]);
    expect(environment).toEqual(new Set());
  });

  it.each([
    ['process.env.A; process.env["B"]; const { C, D: d } = process.env;', ['A', 'B', 'C', 'D']],
    ['use(process.env)', 'all'],
    ['process.env[name]', 'all'],
    ['const { A, ...rest } = process.env;', 'all'],
    ['const env = process.env;', 'all'],
  ])('knows which variables %s reads', async (text, expected) => {
    const { environment } = await facts(text);
    expect(environment === 'all' ? 'all' : [...environment]).toEqual(expected);
  });

  it.each([
    ['exports.handler = async (event) => event;', 'promise'],
    ['exports.handler = async (event, context, callback) => callback(null, event);', 'callback'],
    ['exports.handler = (event, context) => { context.done(null, event); };', 'callback'],
    ['const handler = async function () {}; module.exports = { handler };', 'promise'],
    ['module.exports = { async handler(event) { return event; } };', 'promise'],
    ['async function handler(event) {} module.exports.handler = handler;', 'promise'],
    ['export const handler = async () => {};', 'promise'],
    ['export async function handler(a, b, c) {}', 'callback'],
    ['exports.handler = wrap(async () => {});', undefined],
  ])('knows how %s answers', async (text, expected) => {
    expect((await facts(text)).answers.get('handler')).toBe(expected);
  });

  it('gives the place of what is no JavaScript', async () => {
    expect(await factsOf('index.js', 'const a = 1;\nconst = ;')).toMatchObject({ kind: 'problem', line: 2 });
  });

  it('ends with a problem where code nests too deep', async () => {
    const deep = `${'('.repeat(200_000)}1${')'.repeat(200_000)}`;
    expect((await factsOf('index.js', deep)).kind).toBe('problem');
  });

  it('reads code that is deep but not too deep', async () => {
    const sum = `x = ${Array.from({ length: 3000 }, () => '1').join(' + ')};`;
    expect((await factsOf('index.js', sum)).kind).toBe('facts');
  });
});
