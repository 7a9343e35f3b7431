import { type Deployment } from '../facts/deployment.js';
import { items, textOf } from '../facts/normal.js';
import { namedDeployment } from '../named-deployment.js';
import { type ResolvedResource } from '../resolve.js';
import { type Stacks } from '../template.js';
import { type KnownNames, type KnownResource } from './names.js';
import { type Context, OWN, matches } from './pattern.js';
import { type RolePolicies, type Statement, policiesOf } from './statements.js';

/** Somebody who asks: what the role may do, and what every request of theirs says besides. */
export interface Principal {
  readonly policies: RolePolicies;
  readonly context: Context;
}

/** Principals by name: `guest`, `authenticated`, `group:<name>`, `function:<name>`. */
export type Access = ReadonlyMap<string, Principal>;

const NOTHING: RolePolicies = { statements: [], unread: [], boundary: null };

/** Everybody who uses the resources of a backend directly, with the policies of their roles. */
export function accessOf(stacks: Stacks, known: KnownNames): Access {
  const deployment = namedDeployment(stacks, known);
  const named = physicalArns(deployment, known);
  return new Map(
    [...accessIn(deployment, known.roles)].map(([name, { policies, context }]) => [
      name,
      {
        context,
        policies: { ...policies, statements: policies.statements.map((one) => withNamed(one, named)) },
      },
    ]),
  );
}

/** The same for a deployment that was made with `backendNaming`. */
export function accessIn(deployment: Deployment, roles: KnownNames['roles'] = new Map()): Access {
  const access = new Map<string, Principal>();
  for (const role of deployment.resources) {
    const name = principalName(role.id);
    if (role.type !== 'AWS::IAM::Role' || name === undefined) continue;
    const excluded = name === 'guest' && !hasGuests(deployment);
    access.set(name, {
      policies: excluded ? NOTHING : policiesOf(role, deployment.resources),
      context: name.startsWith('function:') ? SERVICE : IDENTITY,
    });
  }
  for (const [name, role] of keptRoles(deployment.resources, roles)) {
    const own = access.get(name);
    const policies = policiesOf(role, deployment.resources);
    if (!own) access.set(name, { policies, context: IDENTITY });
    else if (isOfGen1(name, deployment)) {
      access.set(name, { ...own, policies: together(own.policies, policies) });
    }
  }
  for (const { id, properties } of deployment.ofType('AWS::Lambda::Function')) {
    if (!id.startsWith('Function.')) continue;
    const role = deployment.at(properties['Role']);
    // Several functions may share a role, which has the name of one of them.
    const policies = role
      ? policiesOf(role, deployment.resources)
      : { ...NOTHING, unread: [textOf(properties['Role'])] };
    access.set(`function:${id.slice('Function.'.length)}`, { policies, context: SERVICE });
  }
  return access;
}

/** The root stack of Gen 1 makes these roles: one that a policy there names is the same. */
const GEN1_ROLES: Readonly<Record<string, string>> = { authenticated: 'AuthRole', guest: 'UnauthRole' };

function isOfGen1(name: string, { resources }: Deployment): boolean {
  return resources.some(({ id, logicalId }) => principalName(id) === name && logicalId === GEN1_ROLES[name]);
}

function together(one: RolePolicies, other: RolePolicies): RolePolicies {
  return {
    statements: [...one.statements, ...other.statements],
    unread: [...one.unread, ...other.unread],
    boundary: one.boundary,
  };
}

const REGIONAL = '${AWS::Region}:${AWS::AccountId}';

/** ARNs with the physical names of tables and functions, and the ARNs that stand for them here. */
function physicalArns(deployment: Deployment, known: KnownNames): [physical: string, named: string][] {
  const arns = (path: string, kind: string, { name, physicalName }: KnownResource): [string, string] => [
    `arn:aws:${path}${physicalName}`,
    `arn:aws:${path}\${${kind}.${name}}`,
  ];
  // A resource that is made anew has another name, unless it is given this one.
  const keeps = (id: string, property: string, physicalName: string): boolean => {
    const resource = deployment.named(id);
    return resource === undefined || resource.properties[property] === physicalName;
  };
  return [
    ...known.tables
      .filter(({ name, physicalName }) => keeps(`Table.${name}`, 'TableName', physicalName))
      .map((one) => arns(`dynamodb:${REGIONAL}:table/`, 'Table', one)),
    ...known.functions
      .filter(({ name, physicalName }) => keeps(`Function.${name}`, 'FunctionName', physicalName))
      .map((one) => arns(`lambda:${REGIONAL}:function:`, 'Function', one)),
  ];
}

/** A pattern that describes the name of a resource, as in `table/orders-*`, means the resource. */
function withNamed(statement: Statement, arns: readonly (readonly [string, string])[]): Statement {
  const { kind, patterns } = statement.resources;
  const here = patterns.map((pattern) =>
    pattern.replace(
      /^(arn:aws:\w+:)(?:[a-z]{2}(?:-[a-z]+)+-\d):(\d{12}|\*):/,
      (_whole, service: string, account: string) =>
        `${service}\${AWS::Region}:${account === '*' ? '*' : '${AWS::AccountId}'}:`,
    ),
  );
  const means = arns
    .filter(([physical]) => here.some((pattern) => matches(pattern, physical, SERVICE)))
    .map(([, named]) => named);
  return { ...statement, resources: { kind, patterns: [...new Set([...patterns, ...means])] } };
}

const OVER_TLS: readonly [string, readonly string[]] = ['aws:securetransport', ['true']];
const SERVICE: Context = new Map([OVER_TLS]);
/** Guests have an identity id as well. */
const IDENTITY: Context = new Map([
  OVER_TLS,
  ['cognito-identity.amazonaws.com:sub', [OWN]],
  ['cognito-identity.amazonaws.com:aud', ['${IdentityPool}']],
]);

/** What the names of Gen 1's roles end with, which a backend that keeps the user pool refers to. */
const KEPT: readonly (readonly [RegExp, string])[] = [
  [/-unauthRole$/, 'guest'],
  [/-authRole$/, 'authenticated'],
  [/^[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]+-(.+)GroupRole$/, 'group:$1'],
];

/** Roles that stand elsewhere, and have policies here. */
function* keptRoles(
  resources: readonly ResolvedResource[],
  imported: NonNullable<KnownNames['roles']>,
): Generator<[name: string, role: ResolvedResource]> {
  const names = resources
    .filter(({ type }) => type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy')
    .flatMap(({ properties }) => items(properties['Roles']).map(textOf));
  for (const RoleName of new Set(names)) {
    const name = imported.get(RoleName) ?? keptName(RoleName);
    if (name === undefined) continue;
    const role = { id: RoleName, logicalId: RoleName, type: 'AWS::IAM::Role', deletionPolicy: undefined };
    yield [name, { ...role, properties: { RoleName } }];
  }
}

function keptName(role: string): string | undefined {
  const [pattern, name] = KEPT.find(([one]) => one.test(role)) ?? [];
  if (pattern === undefined || name === undefined) return undefined;
  return role.replace(pattern, name).slice(role.search(pattern));
}

function principalName(id: string): string | undefined {
  if (id === 'Role.unauthenticated') return 'guest';
  if (id === 'Role.authenticated') return 'authenticated';
  return /^Role\.(group:.+)$/s.exec(id)?.[1];
}

/** A role that the pool gives to nobody allows nothing. */
function hasGuests(deployment: Deployment): boolean {
  return deployment.named('IdentityPool')?.properties['AllowUnauthenticatedIdentities'] !== false;
}
