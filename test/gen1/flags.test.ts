import { describe, expect, it } from 'vitest';
import { readFlags } from '../../src/gen1/flags.js';
import { parseJson } from '../../src/gen1/json.js';

function document(value: unknown, file = 'amplify/cli.json') {
  return parseJson(file, JSON.stringify(value));
}

describe('readFlags', () => {
  it("gives a flag that is absent Gen 1's default for existing projects, not the one for new projects", () => {
    const { flags, findings } = readFlags(null, null);
    expect(findings).toEqual([]);
    expect(flags.get('graphqltransformer.transformerversion')).toBe(1);
    expect(flags.get('graphqltransformer.usesubusernamefordefaultidentityclaim')).toBe(true);
    expect(flags.get('graphqltransformer.secondarykeyasgsi')).toBe(false);
    expect(flags.get('auth.enablecaseinsensitivity')).toBe(false);
    expect(flags.get('project.overrides')).toBe(true);
    expect(flags.get('latestregionsupport.pinpoint')).toBe(0);
  });

  it('lets cli.json override the defaults, and cli.<env>.json both, in any case of letters', () => {
    const cli = document({
      features: { graphqlTransformer: { transformerVersion: 2 }, Auth: { UseEnabledMFAs: true } },
    });
    const forEnvironment = document(
      { features: { auth: { useenabledmfas: false } } },
      'amplify/cli.prod.json',
    );
    expect(readFlags(cli, null).flags.get('auth.useenabledmfas')).toBe(true);
    const { flags } = readFlags(cli, forEnvironment);
    expect(flags.get('graphqltransformer.transformerversion')).toBe(2);
    expect(flags.get('auth.useenabledmfas')).toBe(false);
  });

  it('keeps flags that Gen 1 does not know, and tells of them', () => {
    const cli = document({ features: { auth: { fancy: 'yes', odd: {} }, new: { flag: 3 } }, debug: {} });
    const { flags, findings } = readFlags(cli, null);
    expect(flags.get('auth.fancy')).toBe('yes');
    expect(flags.get('new.flag')).toBe(3);
    expect(flags.has('auth.odd')).toBe(false);
    expect(findings.map(({ code, origin }) => `${code} ${origin.pointer}`)).toEqual([
      'AM0001 /features/auth/fancy',
      'AM0001 /features/auth/odd',
      'AM0001 /features/new/flag',
    ]);
  });

  it.each<[unknown, string]>([
    [[], 'amplify/cli.json:1:1: expected an object (the settings of the Amplify CLI), found a list'],
    [
      { features: 1 },
      'amplify/cli.json:1:13: expected an object at /features (feature flags by section), found a number',
    ],
    [
      { features: { auth: [] } },
      'expected an object at /features/auth (the feature flags of one section), found a list',
    ],
    [
      { features: { auth: { useenabledmfas: 'true' } } },
      'expected true or false at /features/auth/useenabledmfas, found a string',
    ],
    [
      { features: { graphqltransformer: { transformerversion: null } } },
      'expected a number at /features/graphqltransformer/transformerversion, found null',
    ],
  ])('refuses values of another type: %j', (value, message) => {
    expect(() => readFlags(document(value), null)).toThrow(message);
  });
});
