import { listed } from '../../../src/core/shown.js';
import { type Code, type ModuleText, array, code, literal, member, object } from '../../../src/emit/code.js';
import { type Grant, type Principal } from './grants.js';

const IAM = 'aws-cdk-lib/aws-iam';

/**
 * Policies that give `grants` to the roles of auth, where no rule of `defineStorage` does. They are made in the
 * stack of the bucket: a statement on the role itself would make the stack of auth wait for that of the bucket,
 * which waits for auth already.
 */
export function policies(grants: readonly Grant[], stack: Code, module: ModuleText): Code[] {
  return alike(grants).map(({ principals, rights }) => {
    const Policy = module.use('Policy', IAM);
    const statements = array(rights.map((right) => statement(right, module)));
    const policy = (id: Code, role: Code): Code =>
      code`new ${Policy}(${stack}, ${id}, ${object([
        ['roles', code`[${role}]`],
        ['statements', statements],
      ])});`;
    const [first, ...more] = principals;
    if (first === undefined || more.length === 0)
      return first ? policy(policyId(first), roleOf(first)) : code``;
    const names = array(principals.map((principal) => literal(groupOf(principal) ?? '')));
    const body = policy(code`\`\${group}GroupPolicy\``, code`backend.auth.resources.groups[group].role`);
    return code`for (const group of ${names}) {\n${body}\n}`;
  });
}

/** What a policy allows: actions on the keys of objects, or on the bucket with the prefixes that may be asked for. */
interface Right {
  readonly actions: readonly string[];
  readonly on: Grant['on'];
  readonly paths: readonly (string | null)[];
}

/** Groups with the same rights share the code; every other role has a policy of its own. */
function alike(grants: readonly Grant[]): { principals: Principal[]; rights: Right[] }[] {
  const policies = new Map<string, { principals: Principal[]; rights: Right[] }>();
  for (const principal of new Set(grants.map((grant) => grant.principal))) {
    const rights = rightsOf(grants.filter((grant) => grant.principal === principal));
    const key = groupOf(principal) === null ? principal : JSON.stringify(rights);
    const same = policies.get(key);
    if (same) same.principals.push(principal);
    else policies.set(key, { principals: [principal], rights });
  }
  return [...policies.values()];
}

/** One right for the actions that share their paths, and one for the paths that share their actions. */
function rightsOf(grants: readonly Grant[]): Right[] {
  const byAction = new Map<string, { action: string; on: Grant['on']; paths: (string | null)[] }>();
  for (const { action, on, path } of grants) {
    const right = byAction.get(`${on} ${action}`) ?? { action, on, paths: [] };
    byAction.set(`${on} ${action}`, right);
    if (!right.paths.includes(path)) right.paths.push(path);
  }
  const byPaths = new Map<string, { actions: string[]; on: Grant['on']; paths: (string | null)[] }>();
  for (const { action, on, paths } of byAction.values()) {
    const key = JSON.stringify([on, paths]);
    const right = byPaths.get(key) ?? { actions: [], on, paths };
    byPaths.set(key, right);
    right.actions.push(action);
  }
  return [...byPaths.values()];
}

function statement({ actions, on, paths }: Right, module: ModuleText): Code {
  const prefixes = paths.filter((path) => path !== null);
  const isConditional = on === 'bucket' && prefixes.length === paths.length;
  const resources =
    on === 'bucket'
      ? [code`bucket.bucketArn`]
      : prefixes.map((path) => code`bucket.arnForObjects(${literal(path)})`);
  return code`new ${module.use('PolicyStatement', IAM)}(${object([
    ['actions', literal([...actions])],
    ['resources', array(resources)],
    isConditional ? ['conditions', literal({ StringLike: { 's3:prefix': prefixes } })] : null,
  ])})`;
}

function policyId(principal: Principal): Code {
  const group = groupOf(principal);
  if (group !== null) return literal(`${group}GroupPolicy`);
  return literal(principal === 'guest' ? 'GuestPolicy' : 'AuthenticatedPolicy');
}

function roleOf(principal: Principal): Code {
  const resources = code`backend.auth.resources`;
  const group = groupOf(principal);
  if (group !== null) return code`${member(code`${resources}.groups`, group)}.role`;
  return principal === 'guest'
    ? code`${resources}.unauthenticatedUserIamRole`
    : code`${resources}.authenticatedUserIamRole`;
}

/** The name of the group; null for guests and signed-in users. */
export function groupOf(principal: Principal): string | null {
  return principal.startsWith('group:') ? principal.slice('group:'.length) : null;
}

/** What grants are about, in words: the actions at each place. */
export function rightsText(grants: readonly Grant[]): string {
  const places = new Map<string, Set<string>>();
  for (const { action, path } of grants) {
    const place = path === null || path === '*' ? 'the whole bucket' : path;
    places.set(place, (places.get(place) ?? new Set<string>()).add(action));
  }
  const texts = [...places].map(([place, actions]) => `${[...actions].join(', ')} on ${place}`);
  return listed(texts, 6);
}
