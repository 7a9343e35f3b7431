import { listed } from '../../../src/core/shown.js';
import {
  type Code,
  type ModuleText,
  array,
  code,
  literal,
  member,
  object,
  template,
} from '../../../src/emit/code.js';
import { type RolesPlace } from './auth-roles.js';
import { type Grant, type Principal } from './grants.js';

const IAM = 'aws-cdk-lib/aws-iam';

/**
 * Policies that give `grants` to the roles of auth, where no rule of `defineStorage` does. They are made in the
 * stack of the bucket: a statement on the role itself would make the stack of auth wait for that of the bucket,
 * which waits for auth already.
 */
export function policies(
  grants: readonly Grant[],
  where: {
    readonly stack: Code;
    readonly idPrefix: string;
    readonly roles: RolesPlace | null;
    readonly effect?: 'deny';
  },
  module: ModuleText,
): Code[] {
  const { stack, effect, roles } = where;
  const idPrefix = `${where.idPrefix}${effect === 'deny' ? 'Deny' : ''}`;
  return alike(grants).map(({ principals, rights }) => {
    const Policy = module.use('Policy', IAM);
    const statements = array(rights.map((right) => statement(right, effect, module)));
    const policy = (id: Code, role: Code): Code =>
      code`new ${Policy}(${stack}, ${id}, ${object([
        ['roles', code`[${role}]`],
        ['statements', statements],
      ])});`;
    const [first, ...more] = principals;
    if (first === undefined || more.length === 0)
      return first ? policy(literal(idPrefix + policyId(first)), roleOf(first, roles)) : code``;
    const names = array(principals.map((principal) => literal(groupOf(principal) ?? '')));
    const body = policy(groupId(idPrefix), code`backend.auth.resources.groups[group].role`);
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

/** One right for all the paths that have the same actions, as a person would write it. */
function rightsOf(grants: readonly Grant[]): Right[] {
  const byPath = new Map<string, { on: Grant['on']; path: string | null; actions: string[] }>();
  for (const { action, on, path } of grants) {
    const right = byPath.get(`${on} ${path ?? ''}`) ?? { on, path, actions: [] };
    byPath.set(`${on} ${path ?? ''}`, right);
    if (!right.actions.includes(action)) right.actions.push(action);
  }
  const byActions = new Map<string, { on: Grant['on']; paths: (string | null)[]; actions: string[] }>();
  for (const { on, path, actions } of byPath.values()) {
    // A condition is about all of a statement, so the bucket without one stands for itself.
    const key = JSON.stringify([on, path === null, actions]);
    const right = byActions.get(key) ?? { on, paths: [], actions };
    byActions.set(key, right);
    right.paths.push(path);
  }
  return [...byActions.values()];
}

function statement({ actions, on, paths }: Right, effect: 'deny' | undefined, module: ModuleText): Code {
  const prefixes = paths.filter((path) => path !== null);
  const isConditional = on === 'bucket' && prefixes.length === paths.length;
  const resources =
    on === 'bucket'
      ? [code`bucket.bucketArn`]
      : prefixes.map((path) => code`bucket.arnForObjects(${literal(path)})`);
  return code`new ${module.use('PolicyStatement', IAM)}(${object([
    effect === 'deny' ? ['effect', code`${module.use('Effect', IAM)}.DENY`] : null,
    ['actions', literal([...actions])],
    ['resources', array(resources)],
    isConditional ? ['conditions', literal({ StringLike: { 's3:prefix': prefixes } })] : null,
  ])})`;
}

function policyId(principal: Principal): string {
  const group = groupOf(principal);
  if (group !== null) return `${group}GroupPolicy`;
  return principal === 'guest' ? 'GuestPolicy' : 'AuthenticatedPolicy';
}

/** The same of the group that a loop is at. */
function groupId(idPrefix: string): Code {
  return template(`${idPrefix}{group}GroupPolicy`, '{group}', code`group`);
}

function roleOf(principal: Principal, place: RolesPlace | null): Code {
  if (place === 'identityPool') {
    return principal === 'guest' ? code`identityPool.unauthenticated` : code`identityPool.authenticated`;
  }
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
