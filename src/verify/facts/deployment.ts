import { type Json } from '../../core/json.js';
import { Resolver, type ResolvedResource } from '../resolve.js';
import { type Stacks } from '../template.js';
import { flag, mapStrings, record, textOf } from './normal.js';

/** Names for further resources, for what both generations have besides Cognito. */
export interface Naming {
  /** Names by id; those of the parts of Cognito take precedence. */
  readonly names?: (resources: readonly ResolvedResource[]) => Iterable<readonly [id: string, name: string]>;
  /** How a text is spelled in which references have their names. */
  readonly spelled?: (
    resources: readonly ResolvedResource[],
    names: ReadonlyMap<string, string>,
  ) => (text: string) => string;
}

/**
 * The resources of a deployment, in which references to the parts of Cognito have the same names whatever
 * their logical ids: `${UserPool}`, `${UserPoolClient.web}`, `${IdentityPool}`, `${Role.authenticated}`.
 */
export class Deployment {
  readonly resources: readonly ResolvedResource[];
  readonly #ids = new Map<string, string>();
  readonly #named = new Map<string, ResolvedResource>();
  readonly #types = new Map<string, ResolvedResource[]>();

  constructor(stacks: Stacks, naming: Naming = {}) {
    const resolved = new Resolver(stacks).resources();
    for (const [id, name] of naming.names?.(resolved) ?? []) this.#ids.set(id, name);
    for (const [id, name] of namesIn(resolved)) this.#ids.set(id, name);
    const renamed = (text: string): string =>
      text.replace(TOKEN, (token, id: string, attribute: string | undefined) => {
        const name = this.#ids.get(id);
        return name === undefined ? token : `\${${name}${attribute ?? ''}}`;
      });
    const spelled = naming.spelled?.(resolved, this.#ids) ?? ((text: string): string => text);
    const rename = (text: string): string => spelled(renamed(text));
    this.resources = resolved.map((resource) => ({
      ...resource,
      id: this.#ids.get(resource.id) ?? resource.id,
      properties: record(mapStrings(resource.properties, rename)),
    }));
    for (const resource of this.resources) {
      // Two that have the same name are one that was made twice: the first is meant.
      if (!this.#named.has(resource.id)) this.#named.set(resource.id, resource);
      const alike = this.#types.get(resource.type);
      if (alike) alike.push(resource);
      else this.#types.set(resource.type, [resource]);
    }
  }

  /** The resource that a token refers to, by reference or by attribute. */
  at(reference: Json | undefined): ResolvedResource | undefined {
    const id = idOf(reference);
    return id === undefined ? undefined : this.#named.get(id);
  }

  named(name: string): ResolvedResource | undefined {
    return this.#named.get(name);
  }

  ofType(type: string): readonly ResolvedResource[] {
    return this.#types.get(type) ?? [];
  }
}

/** `${stack/LogicalId}` with an attribute or without. */
const TOKEN = /\$\{([^{}?.]+\/[^{}?./]+)(\.[^{}]+)?\}/g;

function idOf(reference: Json | undefined): string | undefined {
  const text = textOf(reference);
  // An ARN that is written out ends with the name of what it is about.
  const named = /^arn:[^{}]*(?:\$\{AWS::\w+\}[^{}]*)*[:/]\$\{([^{}]+)\}$/.exec(text)?.[1];
  if (named !== undefined) return named;
  return /^\$\{(.+?)(\.(?:Arn|RoleArn|providerArn))?\}$/.exec(text)?.[1];
}

function* namesIn(resources: readonly ResolvedResource[]): Generator<[id: string, name: string]> {
  const pools = resources.filter(({ type }) => type === 'AWS::Cognito::UserPool');
  // A stack of the project's own may hold another pool; the one of auth is in the stack of that name.
  const pool = pools.find(({ id }) => id.startsWith('auth/')) ?? pools[0];
  if (pool) {
    yield [pool.id, 'UserPool'];
    const clients = resources.filter(
      ({ type, properties }) =>
        type === 'AWS::Cognito::UserPoolClient' && idOf(properties['UserPoolId']) === pool.id,
    );
    for (const [client, role] of clientRoles(clients)) yield [client.id, `UserPoolClient.${role}`];
    yield* smsRole(pool);
  }
  const identityPools = resources.filter(({ type }) => type === 'AWS::Cognito::IdentityPool');
  const identityPool = identityPools.find(({ id }) => id.startsWith('auth/')) ?? identityPools[0];
  if (identityPool) {
    yield [identityPool.id, 'IdentityPool'];
    for (const { type, properties } of resources) {
      if (type !== 'AWS::Cognito::IdentityPoolRoleAttachment') continue;
      if (idOf(properties['IdentityPoolId']) !== identityPool.id) continue;
      for (const [kind, role] of Object.entries(record(properties['Roles'])))
        yield* roleName(role, `Role.${kind}`);
    }
  }
  for (const { type, properties } of resources) {
    if (type !== 'AWS::Cognito::UserPoolGroup') continue;
    yield* roleName(properties['RoleArn'], `Role.group:${textOf(properties['GroupName'])}`);
  }
}

function* roleName(reference: Json | undefined, name: string): Generator<[string, string]> {
  const id = idOf(reference);
  if (id !== undefined) yield [id, name];
}

function* smsRole(pool: ResolvedResource): Generator<[string, string]> {
  yield* roleName(record(pool.properties['SmsConfiguration'])['SnsCallerArn'], 'Role.sms');
}

/**
 * Gen 1 has a client for browsers and one for native apps, which alone may have a secret. The client of
 * `defineAuth` is the one for browsers; a second one that is added to it is the native one.
 */
function clientRoles(clients: readonly ResolvedResource[]): Map<ResolvedResource, string> {
  const web =
    clients.find(({ logicalId }) => logicalId === 'UserPoolClientWeb') ??
    clients.find(({ logicalId }) => /UserPoolAppClient[0-9A-F]{8}$/.test(logicalId)) ??
    clients.find(({ properties }) => !flag(properties['GenerateSecret'], false));
  const others = clients.filter((client) => client !== web);
  const native = others.find(({ logicalId }) => logicalId === 'UserPoolClient') ?? others[0];
  return new Map(
    clients.map((client) => {
      if (client === web) return [client, 'web'];
      if (client === native) return [client, 'native'];
      return [client, textOf(client.properties['ClientName']) || client.logicalId];
    }),
  );
}
