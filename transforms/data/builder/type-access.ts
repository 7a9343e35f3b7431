import { listed } from '../../../src/core/shown.js';
import { type Api, type ObjectType, type OtherDirective, type Provider, type Rule } from '../api.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { accessOfType } from '../opened-types.js';
import { type ServiceDirective, writtenDirectives } from '../sdl/service-directives.js';
import { globalRules } from './global-rules.js';
import { obstacle } from './obstacle.js';
import { MODE_RULES } from './operations.js';
import { namedType } from './types.js';

/** By which rules a custom type is reached. */
interface Reach {
  /** Providers that Gen 1 writes on the type: those of models for other callers than the default mode's. */
  readonly written: Set<string>;
  /** Providers of all models that hold the type. */
  readonly held: Set<string>;
  /** Providers of operations that return it, those without rules included. */
  readonly called: Set<string>;
  /** Groups of operations. */
  readonly groups: Set<string>;
  /** An operation is for everyone who is signed in with the user pool. */
  forAllUsers: boolean;
}

/**
 * Gen 1 writes on a custom type the providers of the models that hold it, unless these are for the default mode alone;
 * what nothing is written on is for the default mode, whatever operation returns it. With IAM on, Gen 2 always writes
 * the providers of models, and the builder those of operations, for groups with their names
 * (propagateAuthDirectivesToNestedTypes of graphql-auth-transformer; mapToNativeAppSyncAuthDirectives of data-schema).
 */
export function* typeAccessObstacles(input: LaneInput, api: Api): Generator<Obstacle> {
  const standard = providerName(MODE_RULES[input.settings.defaultMode.kind].provider);
  const types = new Map(api.types.map((type) => [type.name, type]));
  const reached = reaches({ ...api, globalRules: globalRules(input) }, types, standard);
  const holders = [...reached].map(([type, { held, called }]) => ({
    type,
    has: new Set(directivesOf([...held, ...called])),
  }));
  for (const type of api.types) yield* fieldRules(type, reached.get(type));
  for (const [type, { written, held, called, groups, forAllUsers }] of reached) {
    if (called.size > 0 && containsItself(type, types)) yield obstacle('AM3142', type, { type: type.name });
    const before = new Set([...written, ...serviceProviders(type)]);
    if (before.size === 0) before.add(standard);
    const after = new Set([...held, ...called]);
    // What nobody reaches is the same for everybody, and rules of a field stand in for those of its type.
    if (after.size === 0 || type.fields.every(({ rules }) => rules !== null)) continue;
    const params = { type: type.name, gen1: text(before) };
    if (!sameSet(before, after)) {
      const extra = directivesOf([...after].filter((one) => !before.has(one)));
      const missing = directivesOf([...before].filter((one) => !after.has(one)));
      const access = accessOfType({ type, extra, missing }, holders, { ...input, api }, 'AM3143');
      yield { ...obstacle('AM3143', type, { ...params, gen2: text(after) }), access };
    } else if (groups.size > 0 && held.size > 0 && !forAllUsers) {
      yield obstacle('AM3143', type, { ...params, gen2: `the groups ${text(groups)}` });
    }
  }
}

/** The builder drops rules of fields; what it writes on the type is the same where these let in all who reach it. */
function* fieldRules({ name: type, fields }: ObjectType, reach: Reach | undefined): Generator<Obstacle> {
  const after = new Set([...(reach?.held ?? []), ...(reach?.called ?? [])]);
  for (const field of fields) {
    const { name, rules } = field;
    if (rules === null) continue;
    const providers = new Set(rules.map(({ provider }) => providerName(provider)));
    const isSame = rules.every(isForWholeMode) && reach?.groups.size === 0 && sameSet(providers, after);
    if (!isSame) yield obstacle('AM3139', field, { place: `${type}.${name}` });
  }
}

/** True for a rule that asks nothing but the mode of the call; IAM has roles of guests and of users. */
function isForWholeMode({ strategy, provider, operations }: Rule): boolean {
  if (operations !== null && !operations.includes('read')) return false;
  if (strategy === 'public') return provider === 'apiKey';
  if (strategy === 'private') return provider === 'userPools' || provider === 'oidc';
  return strategy === 'custom';
}

/** AppSync's own directives, by the provider that they let in. */
const SERVICE: ReadonlyMap<string, string> = new Map([
  ['aws_api_key', 'apiKey'],
  ['aws_iam', 'iam'],
  ['aws_cognito_user_pools', 'userPools'],
  ['aws_oidc', 'oidc'],
  ['aws_lambda', 'function'],
]);

/** True for a directive that the builder writes by itself where the rules ask for it. */
export function isServiceDirective({ name, node }: OtherDirective): boolean {
  return SERVICE.has(name) && node.kind === 'Directive' && (node.arguments ?? []).length === 0;
}

/** IAM is told for the whole API. */
function directivesOf(providers: readonly string[]): ServiceDirective[] {
  const all = [...SERVICE].filter(
    ([directive, provider]) => directive !== 'aws_iam' && providers.includes(provider),
  );
  return writtenDirectives(all.map(([directive]) => directive));
}

function serviceProviders({ directives }: ObjectType): string[] {
  return directives.filter(isServiceDirective).flatMap(({ name }) => SERVICE.get(name) ?? []);
}

function reaches(
  api: Api,
  types: ReadonlyMap<string, ObjectType>,
  standard: string,
): ReadonlyMap<ObjectType, Reach> {
  const reached = new Map<ObjectType, Reach>();
  const mark = (name: string, change: (reach: Reach) => void): void => {
    for (const type of within(name, types)) {
      const reach = reached.get(type) ?? unreached();
      reached.set(type, reach);
      change(reach);
    }
  };
  for (const model of api.models) {
    const rules = [
      ...(model.rules ?? api.globalRules ?? []),
      ...model.fields.flatMap((field) => field.rules ?? []),
    ];
    const providers = new Set(rules.map(({ provider }) => providerName(provider)));
    const isDefault = sameSet(providers, new Set([standard]));
    for (const { type } of model.fields) {
      mark(namedType(type), (reach) => {
        for (const provider of providers) {
          reach.held.add(provider);
          if (!isDefault) reach.written.add(provider);
        }
      });
    }
  }
  for (const { type, rules } of api.operations) {
    mark(namedType(type), (reach) => {
      for (const rule of rules ?? []) callBy(rule, reach);
      if (rules !== null) return;
      reach.called.add(standard);
      if (standard === 'userPools') reach.forAllUsers = true;
    });
  }
  return reached;
}

function unreached(): Reach {
  return { written: new Set(), held: new Set(), called: new Set(), groups: new Set(), forAllUsers: false };
}

function callBy({ strategy, provider, groups }: Rule, reach: Reach): void {
  reach.called.add(providerName(provider));
  if (strategy === 'groups') (groups ?? []).forEach((group) => reach.groups.add(group));
  if (strategy === 'private' && provider === 'userPools') reach.forAllUsers = true;
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((item) => other.has(item));
}

/** The custom type of a name, and those inside it. */
function within(name: string, types: ReadonlyMap<string, ObjectType>): ReadonlySet<ObjectType> {
  const found = new Set<ObjectType>();
  const queue = [name];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const type = types.get(next);
    if (type === undefined || found.has(type)) continue;
    found.add(type);
    queue.push(...type.fields.map((field) => namedType(field.type)));
  }
  return found;
}

function containsItself(type: ObjectType, types: ReadonlyMap<string, ObjectType>): boolean {
  return type.fields.some((field) => within(namedType(field.type), types).has(type));
}

function providerName(provider: Provider): string {
  return provider === 'identityPool' ? 'iam' : provider;
}

function text(names: ReadonlySet<string>): string {
  return listed([...names].map((name) => `\`${name}\``));
}
