import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/gen1/find-project.js';
import { readApp } from '../../src/gen1/read-app.js';
import { cognitoFacts } from '../../src/verify/facts/cognito.js';
import { compareFacts } from '../../src/verify/facts/compare.js';
import { gen1Auth } from '../../src/verify/gen1-auth.js';
import { gen1Stacks } from '../../src/verify/gen1-stacks.js';
import { readAuth } from '../../transforms/auth/read.js';
import { allCases } from '../fixtures/cases.js';
import { gen1Templates } from './gen1-model.js';

const cases = (await allCases()).filter(({ synth }) => synth === true);

/**
 * What Gen 1 deploys is worked out twice: by the reader of auth, whose plan is proved against it, and from the
 * inputs alone. A mistake of the reader would otherwise be on both sides of that proof.
 */
describe.each(cases)('$name', ({ project, args }) => {
  it('is read as Gen 1 would build it', async () => {
    const at = args.indexOf('--env');
    const env = at < 0 ? undefined : args[at + 1];
    const { app } = await readApp(await findProject(project), env === undefined ? {} : { env });
    const model = await readAuth(app);
    const templates = await gen1Auth(app, 'inputs');
    // Overrides and templates that people edit are known to the reader only.
    if (!model || !templates || model.form !== 'inputs' || model.overrides || model.groupOverrides) return;
    const [read, built] = [gen1Templates(model, app), templates].map((one) => ({
      ...cognitoFacts(gen1Stacks(one)),
      // Triggers, and the bucket for their links, are read with the functions.
      Triggers: {},
      Buckets: 0,
    }));
    if (!read || !built) throw new Error('no facts');
    expect(compareFacts(built, read)).toEqual([]);
  });
});
