import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gen1ApiFacts } from '../../src/cli/gen1-api.js';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { driftOf } from '../../src/verify/drift.js';
import { fromTemplates, gen1Generation } from '../../src/verify/generation.js';
import { builtApi } from '../../src/verify/graphql/gen1-built-api.js';
import { compareAccess } from '../../src/verify/iam/compare.js';

/** Sample applications with the templates that Gen 1 built for them; they do not ship with the project. */
const BESIDE = fileURLToPath(new URL('../../../shared/aws-apps/', import.meta.url));

/** A folder with projects that the Gen 1 CLI has built: each with `amplify/` in it, or in a folder of its own. */
const APPS = process.env['AMPLIFY_MIGRATION_APPS'] ?? (existsSync(BESIDE) ? BESIDE : undefined);

function projectsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [join(folder, name), join(folder, name, '_snapshot.pre.generate')])
    .filter((root) => existsSync(join(root, 'amplify/backend')));
}

/** Every fact that our model makes of the settings, held against what the CLI has built of them. */
describe.skipIf(APPS === undefined)('projects that Gen 1 has built', () => {
  const projects = APPS === undefined ? [] : projectsIn(APPS);

  it('are there', () => {
    expect(projects).not.toEqual([]);
  });

  it.each(projects)('%s is built as our model says', async (root) => {
    const { app } = await readApp(await findProject(root));
    const model = await gen1ApiFacts(app);
    const gen1 = await gen1Generation(app, await builtApi(app, model));
    expect(gen1.from).toBe('built');
    // An API that is built is another value than the model of it.
    expect(model === null || gen1.api !== model).toBe(true);
    expect((await driftOf(app, gen1, model)).map(({ message }) => message)).toEqual([]);
    // Drift is of settings; what roles may do follows from the same templates.
    expect(compareAccess((await fromTemplates(app, 'inputs')).access, gen1.access)).toEqual([]);
  });
});
