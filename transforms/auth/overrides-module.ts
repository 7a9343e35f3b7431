import { type Code, type ModuleText, code, lineComment } from '../../src/emit/code.js';
import { type Takeover, environmentName } from '../../src/emit/environment-name.js';

export const OVERRIDES_PATH = 'amplify/auth/overrides.ts';
export const OVERRIDES_FUNCTION = 'keepGen1Auth';

/** Statements that belong together, below a comment with the reason. */
export interface OverrideBlock {
  readonly reason: string;
  readonly statements: readonly Code[];
}

/** What the L1 resources of `defineAuth` are called in the emitted function. */
const RESOURCES = [
  'cfnUserPool',
  'cfnUserPoolClient',
  'cfnIdentityPool',
  'cfnIdentityPoolRoleAttachment',
] as const;

/**
 * The text of amplify/auth/overrides.ts: one function that sets back what defineAuth does differently.
 * Null when there is nothing to set back. `module` holds the imports that the blocks asked for.
 */
export function overridesModule(
  module: ModuleText,
  blocks: readonly OverrideBlock[],
  takeover: Takeover,
): string | null {
  if (blocks.length === 0) return null;
  const body = blocks.map(
    ({ reason, statements }) => `${lineComment(`${reason}.`)}\n${statements.join('\n')}` as Code,
  );
  const used = RESOURCES.filter((name) => body.some((block) => new RegExp(`\\b${name}\\b`).test(block)));
  const resources =
    used.length === 0 ? [] : [code`const { ${used.join(', ') as Code} } = resources.cfnResources;`];
  const Backend = module.useType('Backend', '@aws-amplify/backend');
  const auth = module.useType('auth', './resource');
  module.add(code`/**
 * Keeps what Gen 1 deployed where defineAuth has another default or no argument for it.
 * Each block can go as soon as the difference that it names is wanted.
 */
export function ${OVERRIDES_FUNCTION as Code}({ resources }: ${Backend}<{ auth: typeof ${auth} }>['auth']) {
${[...resources, ...environmentName(takeover, body), ...body].join('\n\n') as Code}
}`);
  return module.toString();
}
