import { type Gen1App } from '../../src/core/gen1-app.js';
import { Ledger, type LedgerEntry } from '../../src/core/ledger.js';
import { formatCode } from './format-code.js';
import {
  type OverrideOptions,
  type OverridePlan,
  planOverrides,
  readOverrides,
} from '../../transforms/auth/override/index.js';

export interface Planned extends OverridePlan {
  /** The statements as prettier prints them. */
  readonly text: string;
  readonly entries: readonly LedgerEntry[];
}

const OPTIONS: OverrideOptions = {
  projectName: 'petshop',
  nativeClient: true,
  groups: ['Keepers', 'site-managers'],
  target: 'amplify/auth/overrides.ts',
};

/** A project whose files are those given. */
export function appWith(files: Readonly<Record<string, string>>, more: Partial<Gen1App> = {}): Gen1App {
  const environment = { name: 'dev', teamProvider: null };
  return {
    root: '/petshop',
    projectName: 'petshop',
    environment,
    environments: [environment],
    resources: [],
    projectOverride: null,
    documents: {
      backendConfig: null,
      cli: null,
      cliForEnvironment: null,
      teamProviderInfo: null,
      amplifyMeta: null,
      projectConfig: null,
    },
    flags: new Map(),
    findings: [],
    files: {
      text: (path) => files[path] ?? null,
      bytes: (path) => (files[path] === undefined ? null : new TextEncoder().encode(files[path])),
      json: () => null,
      yaml: () => Promise.resolve(null),
    },
    ...more,
  };
}

/** Plans an override.ts; every leaf must be settled. */
export async function planFile(source: string, options: Partial<OverrideOptions> = {}): Promise<Planned> {
  const folder = 'amplify/backend/auth/petshop';
  const model = await readOverrides(appWith({ [`${folder}/override.ts`]: source }), folder);
  if (!model) throw new Error('no override.ts was read');
  const ledger = new Ledger();
  const plan = planOverrides(model, ledger, { ...OPTIONS, ...options });
  const entries = ledger.entries((leaf) => {
    throw new Error(`${leaf.origin.pointer} is not settled`);
  });
  const text = await formatCode(plan.statements.map(({ code }) => code).join('\n'));
  return { ...plan, text, entries };
}

/** Plans statements of the function's body. */
export async function planBody(body: string, options: Partial<OverrideOptions> = {}): Promise<Planned> {
  const file = `import { AmplifyAuthCognitoStackTemplate, AmplifyProjectInfo } from '@aws-amplify/cli-extensibility-helper';

export function override(resources: AmplifyAuthCognitoStackTemplate, amplifyProjectInfo: AmplifyProjectInfo) {
${body}
}
`;
  return planFile(file, options);
}
