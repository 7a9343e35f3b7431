import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draft, planOf } from '../src/cli/make-plan.js';
import { lostOverrides, lostResources } from '../src/cli/proof/carried-overrides.js';
import { type FeatureId } from '../src/core/feature.js';
import { allCases, backendOf, filesBelow } from './fixtures/cases.js';

interface Carried {
  /** What is told of the files after they were changed. */
  readonly told: (change: (files: Map<string, string>) => void) => string[];
}

/** A fixture whose override.ts is carried over: its plan, and the files that it has written. */
async function carried(name: string, feature: FeatureId, tables?: 'new'): Promise<Carried> {
  const found = (await allCases()).find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is gone`);
  const drafted = await draft(
    {
      cwd: found.project,
      env: 'dev',
      features: [feature],
      options: { together: [feature], ...(tables && { tables }) },
    },
    () => undefined,
  );
  const planned = [...drafted.drafts.values()]
    .flatMap(({ files }) => files)
    .map(({ path, content }) => [path, String(content)] as const);
  const written = backendOf({ files: await filesBelow(join(found.folder, 'gen2')) });
  return {
    told: (change) => {
      const files = new Map(written);
      change(files);
      const { ledger } = planOf(drafted);
      const texts = new Map(planned);
      return [...lostOverrides(ledger, texts, files), ...lostResources(ledger, texts, files)].map(
        ({ code, message, origin }) => `${code} ${origin.file}:${origin.line} ${message}`,
      );
    },
  };
}

const OVERRIDES = 'amplify/auth/overrides.ts';
const BACKEND = 'amplify/backend.ts';

function edit(path: string, from: string | RegExp, to: string): (files: Map<string, string>) => void {
  return (files) => {
    const text = files.get(path) ?? '';
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${path} has no ${String(from)}`);
    files.set(path, edited);
  };
}

describe('what override.ts sets', () => {
  it('is there in what was written, also when it is laid out otherwise', async () => {
    for (const [name, feature, tables] of [
      ['auth/override-carried', 'auth'],
      ['storage/override', 'storage'],
      ['storage/table-override-carried', 'storage', 'new'],
      ['data/api-override', 'data'],
    ] as const) {
      const { told } = await carried(name, feature, tables);
      expect(
        told(() => undefined),
        name,
      ).toEqual([]);
    }
    const { told } = await carried('auth/override-carried', 'auth');
    expect(told(edit(OVERRIDES, /\n {2}/g, '\n\t'))).toEqual([]);
  });

  it('is told when nobody calls the module any more', async () => {
    const { told } = await carried('auth/override-carried', 'auth');
    const [found, ...others] = told(edit(BACKEND, /^keepGen1Auth\(.*\);$/m, ''));
    expect(others).toEqual([]);
    expect(found).toMatch(
      /^AM8144 amplify\/backend\/auth\/garden\/override\.ts:\d+ amplify\/auth\/overrides\.ts no/,
    );
    expect(found).toContain('`resources.userPoolClientWeb.accessTokenValidity = hours;`');
    expect(told(edit(BACKEND, /^(keepGen1Auth\(.*\);)$/m, '// $1'))).toEqual([found]);
    expect(told((files) => files.delete(OVERRIDES))).toEqual([found]);
  });

  it('is told when a statement is gone, by that statement alone', async () => {
    const { told } = await carried('auth/override-carried', 'auth');
    expect(told(edit(OVERRIDES, /^.*accessTokenValidity = .*$/m, ''))).toEqual([
      expect.stringMatching(/ to do: `resources\.userPoolClientWeb\.accessTokenValidity = hours;`$/),
    ]);
    expect(told(edit(OVERRIDES, /^( *)(.*deletionProtection = .*)$/m, '$1// $2'))).toEqual([
      expect.stringMatching(/ to do: `if \(amplifyProjectInfo\.envName === 'prod'\) \{/),
    ]);
  });

  it('is told of tables and of the API as well', async () => {
    const storage = await carried('storage/table-override-carried', 'storage', 'new');
    expect(storage.told((files) => files.delete('amplify/storage/tables.ts'))).toHaveLength(1);
    const data = await carried('data/api-override', 'data');
    const api = 'amplify/data/custom/overrides.ts';
    expect(data.told(edit(api, 'cfnGraphqlApi.xrayEnabled = true;', ''))).toEqual([
      expect.stringMatching(/ to do: `resources\.api\.GraphQLAPI\.xrayEnabled = true;`$/),
    ]);
    expect(data.told(edit(BACKEND, 'applyGen1Overrides(backend.data);', ''))).toHaveLength(1);
  });
});

describe('a resource of a custom stack', () => {
  const STACK = 'amplify/data/custom/CustomResources.ts';

  it.each(['data/custom-stack', 'data/vtl-pipeline', 'data/vtl-resolver'])(
    'is there in what was written of %s',
    async (name) => {
      const { told } = await carried(name, 'data');
      expect(told(() => undefined)).toEqual([]);
    },
  );

  it.each<[string, (files: Map<string, string>) => void]>([
    ['its call', edit(BACKEND, /addCustomResources\(backend.*;/, '')],
    ['its code', edit(STACK, /'OrderTopic'/, "'Other'")],
    ['its file', (files) => files.delete(STACK)],
  ])('is told when somebody takes out %s', async (_what, change) => {
    const { told } = await carried('data/custom-stack', 'data');
    expect(told(change)).toEqual([
      `AM8145 amplify/backend/api/club/stacks/CustomResources.json:31 ${STACK} no longer makes "OrderTopic", or nobody calls it to do`,
    ]);
  });
});
