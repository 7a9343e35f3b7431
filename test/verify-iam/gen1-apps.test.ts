import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { backendFacts, compareBackends } from '../../src/verify/facts/backend.js';
import { gen1Backend } from '../../src/verify/gen1-backend.js';
import { accessOf } from '../../src/verify/iam/access.js';
import { compareAccess } from '../../src/verify/iam/compare.js';

/** Sample applications with the templates that Gen 1 built for them; they do not ship with the project. */
const APPS = fileURLToPath(new URL('../../../shared/aws-apps/', import.meta.url));

describe.skipIf(!existsSync(APPS)).each([
  [
    'mood-board',
    ['authenticated', 'guest', 'function:moodboardGetRandomEmoji', 'function:moodboardKinesisReader'],
    1,
    0,
  ],
  ['project-boards', ['authenticated', 'guest', 'function:quotegenerator'], 1, 0],
  [
    'discussions',
    ['authenticated', 'guest', 'function:fetchuseractivity', 'function:recorduseractivity'],
    0,
    1,
  ],
])('%s', (name, principals, buckets, tables) => {
  it('has of its inputs what was built', async () => {
    const { app } = await readApp(await findProject(`${APPS}${name}`), {});
    const [built, made] = [await gen1Backend(app, 'built'), await gen1Backend(app, 'inputs')];
    const access = accessOf(built.stacks, built.known);
    expect([...access.keys()].sort()).toEqual([...principals].sort());
    expect(compareAccess(access, accessOf(made.stacks, made.known))).toEqual([]);
    const facts = backendFacts(built.stacks, built.known);
    expect([facts.Buckets, facts.Tables].map((found) => Object.keys(found).length)).toEqual([
      buckets,
      tables,
    ]);
    expect(compareBackends(facts, backendFacts(made.stacks, made.known))).toEqual([]);
  });
});
