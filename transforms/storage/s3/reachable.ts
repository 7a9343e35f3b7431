import { type Finding, finding } from '../../../src/core/finding.js';
import { at } from '../../../src/core/json.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type Code } from '../../../src/core/codes/index.js';
import { type AuthRoles } from './auth-roles.js';
import { type Grant, type Principal } from './grants.js';
import { type BucketModel } from './model.js';
import { groupOf } from './policies.js';

/** The rights whose role is in the backend; the others are told, and lost. */
export interface Reachable {
  readonly grants: readonly Grant[];
  readonly denials: readonly Grant[];
  readonly findings: readonly Finding[];
  readonly access: readonly AccessChange[];
}

export function reachable(
  { grants, denials, document, groupsDocument }: BucketModel,
  roles: AuthRoles,
): Reachable {
  const findings: Finding[] = [];
  const access: AccessChange[] = [];
  const kept = new Set<Principal>();
  if (grants.length > 0 && roles.place === null) {
    const told = finding('AM2014', 'storage', document.origin, {});
    return { grants: [], denials: [], findings: [told], access: [] };
  }
  for (const principal of new Set(grants.map((grant) => grant.principal))) {
    const group = groupOf(principal);
    if (group === null || roles.groupsWithRole.has(group)) kept.add(principal);
    else {
      const code = roles.groups.has(group) || roles.isReferenced ? 'AM2013' : 'AM2012';
      const node =
        at(document, 'groupAccess', group) ?? at(groupsDocument ?? undefined, 'groupPermissionMap', group);
      findings.push(finding(code, 'storage', (node ?? document).origin, { group }));
      // A group that the pool does not have has no members who could lose a right.
      if (code === 'AM2013') access.push(...lost(grantsOf(grants, principal), code));
    }
  }
  const isKept = ({ principal }: Grant): boolean => kept.has(principal);
  // What is taken from a role that is not there takes nothing.
  return { grants: grants.filter(isKept), denials: denials.filter(isKept), findings, access };
}

function grantsOf(grants: readonly Grant[], principal: Principal): Grant[] {
  return grants.filter((grant) => grant.principal === principal);
}

function lost(grants: readonly Grant[], code: Code): AccessChange[] {
  const changes = grants.map(({ principal, action, path }): AccessChange => ({
    principal,
    action,
    resource: `s3:${path ?? '*'}`,
    gen1: 'allowed',
    gen2: 'denied',
    change: 'narrowed',
    proved: true,
    code,
  }));
  return changes;
}
