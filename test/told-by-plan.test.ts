import { describe, expect, it } from 'vitest';
import { draft, planOf } from '../src/cli/make-plan.js';
import { referringIn, toldBy, unseenIn } from '../src/cli/proof/told-by-plan.js';
import { type FeatureId, type PlanOptions } from '../src/core/feature.js';
import { type Plan } from '../src/core/plan.js';
import { announcedBackend } from '../src/verify/announced/backend.js';
import { allCases } from './fixtures/cases.js';

async function planFor(name: string, features: FeatureId[], options: PlanOptions = {}): Promise<Plan> {
  const found = (await allCases()).find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is gone`);
  const together = { ...options, together: features };
  return planOf(
    await draft({ cwd: found.project, env: 'dev', features, options: together }, () => undefined),
  );
}

describe('what the plan tells, as verify holds it against the backend', () => {
  it('is a variable that is left out, by the finding that says so', async () => {
    const told = toldBy(await planFor('functions/calls-function', ['functions']));
    const path = 'Functions.foreman.Environment.MYSELF';
    expect(announcedBackend({ path, gen1: '${Function.foreman}', gen2: undefined }, told)).toBe('AM4015');
  });

  it('is what override.ts does to roles, which shows in no template', async () => {
    const plan = await planFor('storage/reference-with-override', ['auth', 'storage'], {
      bucket: 'reference',
    });
    expect(unseenIn(plan, 'inputs')).toEqual(['AM2018']);
    expect(plan.access.map(({ code }) => code)).toContain('AM2018');
    // A template that is built holds the override, and its roles are compared.
    expect(unseenIn(plan, 'built')).toEqual([]);
  });

  it('is whose a record is, which stands in the deployed tables alone', async () => {
    const plan = await planFor('data/tables-import-many-to-many', ['auth', 'data'], { tables: 'import' });
    expect(unseenIn(plan, 'inputs')).toEqual(['AM3279']);
    // With the old pool the owners are who they were.
    const kept = await planFor('data/tables-import-many-to-many', ['data'], {
      ...{ tables: 'import', auth: 'reference' },
    });
    expect(unseenIn(kept, 'inputs')).toEqual([]);
  });

  it('is storage that has moved by being referred to', async () => {
    expect(referringIn(await planFor('storage/table-reference', ['storage']))).toEqual(['storage']);
    expect(referringIn(await planFor('functions/calls-function', ['functions']))).toEqual([]);
    expect(referringIn(null)).toEqual([]);
  });
});
