import { type Deployment } from '../facts/deployment.js';
import { items, record, textOf } from '../facts/normal.js';
import { GEN1_ROLES } from './gen1-names.js';

/** A role that may call fields of the API by IAM. */
export interface GrantFacts {
  /** `authenticated` and `unauthenticated` are the roles of the identity pool; others by their reference. */
  readonly role: string;
  readonly type: string;
  /** `*`: all fields of the type. */
  readonly field: string;
}

/** What policies let roles do with the API, one entry for each type and field. */
export function grantsOf(deployment: Deployment): GrantFacts[] {
  const grants: GrantFacts[] = [];
  const denied: GrantFacts[] = [];
  for (const { type, properties, id } of deployment.resources) {
    const policies =
      type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy'
        ? [{ document: properties['PolicyDocument'], roles: items(properties['Roles']).map(textOf) }]
        : type === 'AWS::IAM::Role'
          ? items(properties['Policies']).map((policy) => ({
              document: record(policy)['PolicyDocument'],
              roles: [`\${${id}}`],
            }))
          : [];
    for (const { document, roles } of policies) {
      for (const role of roles.map(roleName)) {
        for (const [type, field] of fieldsIn(document, 'Allow')) grants.push({ role, type, field });
        for (const [type, field] of fieldsIn(document, 'Deny')) denied.push({ role, type, field });
      }
    }
  }
  // IAM lets a Deny win, wherever it stands.
  return grants.filter((grant) => !denied.some((one) => covers(one, grant)));
}

function covers(denied: GrantFacts, { role, type, field }: GrantFacts): boolean {
  return (
    denied.role === role &&
    (denied.type === '*' || denied.type === type) &&
    (denied.field === '*' || denied.field === field)
  );
}

function* fieldsIn(
  document: Parameters<typeof record>[0],
  effect: 'Allow' | 'Deny',
): Generator<[type: string, field: string]> {
  for (const statement of items(record(document)['Statement']).map(record)) {
    if (statement['Effect'] !== effect) continue;
    const allows = items(statement['Action']).some((action) =>
      ['appsync:graphql', 'appsync:*', '*'].includes(textOf(action).toLowerCase()),
    );
    if (!allows) continue;
    for (const resource of items(statement['Resource'])) {
      const match = /\/types\/([^/]+)\/(?:fields\/)?([^/]+)$/.exec(textOf(resource));
      if (match) yield [match[1] ?? '*', match[2] ?? '*'];
      else if (/(?:apis\/[^/]+(?:\/\*)?|\*)$/.test(textOf(resource))) yield ['*', '*'];
    }
  }
}

function roleName(reference: string): string {
  const kind = /^\$\{Role\.(\w+)\}$/.exec(reference)?.[1];
  if (kind === 'authenticated' || reference === GEN1_ROLES.authenticated) return 'authenticated';
  if (kind === 'unauthenticated' || reference === GEN1_ROLES.unauthenticated) return 'unauthenticated';
  return reference;
}
