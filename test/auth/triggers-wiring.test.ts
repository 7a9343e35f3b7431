import { describe, expect, it } from 'vitest';
import {
  POOL,
  type ProjectOptions,
  codesOf,
  dispositionOf,
  planOf,
  project,
  textAt,
  trigger,
} from './triggers-project.js';

const CUSTOM = { 'index.js': 'exports.handler = async (event) => event;' };

function wiring(options: ProjectOptions): ReturnType<typeof planOf> {
  return planOf(project(options));
}

describe('which functions are triggers', () => {
  it('takes those of `triggers`, named after the pool', async () => {
    const planned = await wiring({
      files: { ...trigger('PreSignup', CUSTOM), ...trigger('PostConfirmation', CUSTOM) },
      auth: { triggers: { PreSignup: ['custom'], PostConfirmation: ['custom'] } },
    });
    expect(planned.plan.triggers).toEqual([
      { event: 'preSignUp', exportName: 'preSignUp', importFrom: './pre-sign-up/resource' },
      {
        event: 'postConfirmation',
        exportName: 'postConfirmation',
        importFrom: './post-confirmation/resource',
      },
    ]);
    expect(planned.unsettled).toEqual([]);
    expect(dispositionOf(planned, 'cli-inputs.json', '/triggers/PreSignup/0')).toMatchObject({
      kind: 'exact',
    });
  });

  it('reads `triggers` that is a JSON string, in the older parameters.json', async () => {
    const planned = await wiring({
      files: trigger('CustomMessage', CUSTOM),
      auth: { triggers: '{"CustomMessage":["custom"]}' },
      old: true,
    });
    expect(planned.plan.triggers.map(({ event }) => event)).toEqual(['customMessage']);
    expect(planned.unsettled).toEqual([]);
  });

  it.each(['{}', '[]', ''])('knows that %j is no trigger', async (triggers) => {
    const planned = await wiring({ files: {}, auth: { triggers }, old: true });
    expect(planned.plan.triggers).toEqual([]);
    expect(planned.plan.files).toEqual([]);
  });

  it('ignores connections that Gen 1 makes anew, and says so', async () => {
    const connection = JSON.stringify({ triggerType: 'PreAuthentication', lambdaFunctionName: 'other' });
    const planned = await wiring({
      files: trigger('PreSignup', CUSTOM),
      auth: { triggers: { PreSignup: ['custom'] }, authTriggerConnections: [connection] },
    });
    expect(planned.plan.triggers.map(({ event }) => event)).toEqual(['preSignUp']);
    expect(dispositionOf(planned, 'cli-inputs.json', '/authTriggerConnections/0')?.kind).toBe('bookkeeping');
  });

  it('uses connections when `triggers` is empty, and tells of a function with another name', async () => {
    const connection = { triggerType: 'PreSignUp', lambdaFunctionName: 'checkUser' };
    const planned = await wiring({
      files: {
        'function/checkUser/src/index.js': CUSTOM['index.js'],
        'function/checkUser/parameters.json': {},
      },
      auth: { triggers: {}, authTriggerConnections: JSON.stringify([connection]) },
    });
    expect(planned.plan.triggers.map(({ event }) => event)).toEqual(['preSignUp']);
    expect(textAt(planned, 'amplify/auth/pre-sign-up/src/index.js')).toBe(CUSTOM['index.js']);
    expect(codesOf(planned)).toContain('AM1326');
  });

  it('finds a function of another name among the dependencies of an older pool', async () => {
    const planned = await wiring({
      files: { 'function/PostAuthentication/src/index.js': CUSTOM['index.js'] },
      auth: {
        triggers: '{"PostAuthentication":["custom"]}',
        dependsOn: [{ category: 'function', resourceName: 'PostAuthentication', attributes: ['Arn'] }],
      },
      old: true,
    });
    expect(textAt(planned, 'amplify/auth/post-authentication/src/index.js')).toBe(CUSTOM['index.js']);
  });

  it('gives one function that serves two events one folder', async () => {
    const connections = ['PreSignUp', 'PreAuthentication'].map((triggerType) => ({
      triggerType,
      lambdaFunctionName: 'gate',
    }));
    const planned = await wiring({
      files: { 'function/gate/src/index.js': CUSTOM['index.js'] },
      auth: { authTriggerConnections: connections },
    });
    expect(planned.plan.triggers).toEqual([
      { event: 'preSignUp', exportName: 'preSignUp', importFrom: './pre-sign-up/resource' },
      { event: 'preAuthentication', exportName: 'preSignUp', importFrom: './pre-sign-up/resource' },
    ]);
  });

  it('tells of a trigger that defineAuth does not have', async () => {
    const planned = await wiring({ files: {}, auth: { triggers: { CustomEmailSender: ['custom'] } } });
    expect(planned.plan.triggers).toEqual([]);
    expect(codesOf(planned)).toEqual(['AM1302']);
    expect(dispositionOf(planned, 'cli-inputs.json', '/triggers/CustomEmailSender/0')?.kind).toBe('manual');
  });

  it('tells of a function that is named like a trigger and is none', async () => {
    const planned = await wiring({ files: trigger('PreSignup', CUSTOM), auth: { triggers: {} } });
    expect(planned.plan.findings).toMatchObject([
      { code: 'AM1321', message: expect.stringContaining(POOL) as string },
    ]);
  });
});
