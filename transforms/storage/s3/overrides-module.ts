import { type BackendPart } from '../../../src/core/feature.js';
import { type Code, type ModuleText, code, lineComment } from '../../../src/emit/code.js';
import { environmentName, type Takeover } from '../../../src/emit/environment-name.js';

/** Statements that belong together, below a comment with the reason. */
export interface OverrideBlock {
  readonly reason: string;
  readonly statements: readonly Code[];
}

/** The function that keeps what `defineStorage` has no argument for; null when there is nothing of that. */
export function keepFunction(
  {
    name,
    key,
    blocks,
  }: { readonly name: string; readonly key: string; readonly blocks: readonly OverrideBlock[] },
  takeover: Takeover,
  module: ModuleText,
): Code | null {
  if (blocks.length === 0) return null;
  const body = blocks.map(
    ({ reason, statements }) => `${lineComment(`${reason}.`)}\n${statements.join('\n')}` as Code,
  );
  const uses = (variable: string): boolean =>
    body.some((block) => new RegExp(`\\b${variable}\\b`).test(block));
  const storage = code`backend.${key as Code}.resources`;
  const variables = [
    ...(uses('bucket') ? [code`const { bucket } = ${storage};`] : []),
    ...(uses('cfnBucket') ? [code`const { cfnBucket } = ${storage}.cfnResources;`] : []),
  ].join('\n') as Code;
  const Backend = module.useType('Backend', '@aws-amplify/backend');
  const auth = uses('auth') ? code`auth: typeof ${module.useType('auth', '../auth/resource')}; ` : code``;
  const pool = uses(IDENTITY_POOL) ? poolParameter(module) : code``;
  const own = module.useType(key, './resource');
  return code`/** Keeps what Gen 1 deployed where defineStorage has no argument for it. */
export function ${name as Code}(backend: ${Backend}<{ ${auth}${key as Code}: typeof ${own} }>${pool}) {
${[variables, ...environmentName(takeover, body), ...body].filter((each) => each !== '').join('\n\n') as Code}
}`;
}

/** What amplify/backend.ts calls the roles of an identity pool without a user pool; auth writes both files. */
const IDENTITY_POOL = 'identityPool';

/** The parameter of a function that gives these roles rights. */
export function poolParameter(module: ModuleText): Code {
  const add = module.useType('addIdentityPool', '../auth/identity-pool');
  return code`, ${IDENTITY_POOL as Code}: ReturnType<typeof ${add}>`;
}

/** The arguments besides the backend that a function takes. */
export function rolesIn(text: Code): readonly string[] {
  return new RegExp(`\\b${IDENTITY_POOL}\\b`).test(text) ? [IDENTITY_POOL] : [];
}

/** The call of such a function in amplify/backend.ts. */
export function callOf(
  name: string,
  from: string,
  more: readonly string[] = [],
): BackendPart['statements'][number] {
  return { code: `${name}(${['backend', ...more].join(', ')});`, imports: [{ name, from }] };
}
