import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Generation, gen2Generation } from '../../src/verify/generation.js';
import { type KnownNames } from '../../src/verify/iam/names.js';
import { type Stack, type Stacks, type Template } from '../../src/verify/template.js';
import { AUTH } from './shop-auth.js';
import { FUNCTION, STORAGE } from './shop-backend.js';
import { DATA } from './shop-data.js';
import { REST } from './shop-rest.js';

/**
 * The templates of a shop by the name of the stack. References are written as the resolver gives them,
 * `${auth/UserPool}`, so that each row of a table is one property.
 */
export const SHOP: Readonly<Record<string, Template>> = {
  auth: AUTH,
  storage: STORAGE,
  function: FUNCTION,
  data: DATA,
  rest: REST,
};

export const KNOWN: KnownNames = {
  functions: [
    { name: 'report', physicalName: 'report-dev' },
    { name: 'tools', physicalName: 'tools-dev' },
  ],
  tables: [
    { name: 'orders', physicalName: 'orders-dev' },
    { name: 'stock', physicalName: 'stock-dev' },
  ],
  buckets: [{ name: 'photos', physicalName: 'photos-dev' }],
  restApis: [{ name: 'items', physicalName: 'abcde12345' }],
};

/** What a shop deploys. Its templates hold every text, so that there are no assets. */
export async function shopOf(templates: Readonly<Record<string, Template>>): Promise<Generation> {
  const outDir = await mkdtemp(join(tmpdir(), 'amplify-migrate-shop-'));
  try {
    await writeFile(join(outDir, 'manifest.json'), '{}');
    return await gen2Generation({ outDir, stacks: stacksOf(templates) }, KNOWN);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

function stacksOf(templates: Readonly<Record<string, Template>>): Stacks {
  return new Map(
    Object.entries(templates).map(([name, template]): [string, Stack] => [
      name,
      { name, parent: null, template, parameters: {}, nested: new Map() },
    ]),
  );
}
