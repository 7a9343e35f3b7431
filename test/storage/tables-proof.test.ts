import { describe, expect, it, vi } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { tableFacts } from '../../src/verify/facts/dynamodb.js';
import { gen1Backend } from '../../src/verify/gen1-backend.js';
import { Resolver } from '../../src/verify/resolve.js';
import { type Stacks, isObject } from '../../src/verify/template.js';
import { type Json } from '../../src/core/json.js';
import { allCases, backendOf, environmentOf, outcomeOf } from '../fixtures/cases.js';
import { backends } from '../synth/backends.js';
import { resourceName, withOverrides } from './gen1-tables.js';

vi.setConfig({ testTimeout: 180_000 });

const { synthCase } = backends();
const cases = (await allCases()).filter(
  ({ name, synth, error }) => name.startsWith('storage/table-') && synth === true && !error,
);

/** Differences that a finding tells, by case: the path of the fact, and the code. */
const TOLD: Readonly<Record<string, readonly (readonly [path: string, code: string])[]>> = {
  'storage/table-keys-by-parameter': [
    ['harvest.Others.KinesisStreamSpecification', 'AM2107'],
    ['weather', 'AM2108'],
  ],
  'storage/table-override-unreadable': [['weather', 'AM2108']],
  'storage/table-override-quoted': [['harvest.GlobalIndexes.byFarmer.Projection', 'AM2116']],
};

describe.each(cases.filter(({ args }) => args.includes('new') || args.includes('import')))('$name', (one) => {
  it('makes the tables that Gen 1 deploys, property by property', async () => {
    const outcome = await outcomeOf(one);
    const { app } = await readApp(await findProject(one.project), environmentOf(one));
    const gen1 = await gen1Backend(app, 'inputs');
    const before = factsOf(await withOverrides(gen1.stacks, one.project, app.environment.name));
    const { stacks } = await synthCase(backendOf(outcome));
    const codes = outcome.report?.findings.map(({ code }) => code) ?? [];
    const told = TOLD[one.name] ?? [];
    for (const [, code] of told) expect(codes).toContain(code);
    expect(Object.keys(before)).not.toEqual([]);
    expect(differences(before, factsOf(stacks))).toEqual(told.map(([path]) => path));
  });
});

function factsOf(stacks: Stacks) {
  return tableFacts(stacks, ({ id }) => resourceName(id));
}

/** Paths at which two values differ. */
function differences(gen1: Json | undefined, gen2: Json | undefined, path: readonly string[] = []): string[] {
  if (isObject(gen1) && isObject(gen2)) {
    return [...new Set([...Object.keys(gen1), ...Object.keys(gen2)])].flatMap((key) =>
      differences(gen1[key], gen2[key], [...path, key]),
    );
  }
  return references(gen1) === references(gen2) ? [] : [path.join('.')];
}

/** Values as text; what a resource of the template is called is another name in each generation. */
function references(value: Json | undefined): string {
  return JSON.stringify(value ?? null).replace(/\$\{[^{}]*\/(\w+?)(?:[0-9A-F]{8})?(\.\w+)?\}/g, '${$1$2}');
}

describe.each(cases.filter(({ args }) => !args.includes('new') && !args.includes('import')))(
  '$name',
  (one) => {
    it('makes no table', async () => {
      const { stacks } = await synthCase(backendOf(await outcomeOf(one)));
      const types = new Resolver(stacks).resources().map(({ type }) => type);
      expect(types).not.toContain('AWS::DynamoDB::Table');
    });
  },
);
