import { listed } from '../../../src/core/shown.js';
import { type Api, type ObjectType, type Provider, type Rule } from '../api.js';
import { type LaneInput, type Obstacle } from '../lane.js';
import { obstacle } from './obstacle.js';
import { MODE_RULES } from './operations.js';
import { namedType } from './types.js';

/** By which rules a custom type is reached. */
interface Reach {
  /** Providers of models that hold the type, and of operations with rules that return it. */
  readonly ruled: Set<string>;
  /** Providers of operations, those without rules included. */
  readonly called: Set<string>;
  /** Groups of operations. */
  readonly groups: Set<string>;
  held: boolean;
  /** An operation is for everyone who is signed in with the user pool. */
  forAllUsers: boolean;
}

/**
 * Gen 1 gives a custom type the providers of the models and of the operations with rules that lead to it, or leaves
 * it to the default mode. The builder adds those of operations without rules, and limits a type to the groups of the
 * operations that return it (data-schema, mapToNativeAppSyncAuthDirectives).
 */
export function* typeAccessObstacles({ settings }: LaneInput, api: Api): Generator<Obstacle> {
  const standard = MODE_RULES[settings.defaultMode.kind].provider;
  const types = new Map(api.types.map((type) => [type.name, type]));
  for (const [type, { ruled, called, groups, held, forAllUsers }] of reaches(api, types, standard)) {
    if (called.size > 0 && containsItself(type, types)) yield obstacle('AM3142', type, { type: type.name });
    const before = ruled.size > 0 ? ruled : new Set([providerName(standard)]);
    const after = new Set([...before, ...called]);
    const params = { type: type.name, gen1: text(before) };
    if (after.size > before.size) yield obstacle('AM3143', type, { ...params, gen2: text(after) });
    else if (groups.size > 0 && held && !forAllUsers) {
      yield obstacle('AM3143', type, { ...params, gen2: `the groups ${text(groups)}` });
    }
  }
}

function reaches(
  api: Api,
  types: ReadonlyMap<string, ObjectType>,
  standard: Provider,
): ReadonlyMap<ObjectType, Reach> {
  const reached = new Map<ObjectType, Reach>();
  const mark = (name: string, change: (reach: Reach) => void): void => {
    for (const type of within(name, types)) {
      const none = { ruled: new Set<string>(), called: new Set<string>(), groups: new Set<string>() };
      const reach = reached.get(type) ?? { ...none, held: false, forAllUsers: false };
      reached.set(type, reach);
      change(reach);
    }
  };
  for (const model of api.models) {
    const rules = [...(model.rules ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
    for (const { type } of model.fields) {
      mark(namedType(type), (reach) => {
        rules.forEach(({ provider }) => reach.ruled.add(providerName(provider)));
        reach.held = true;
      });
    }
  }
  for (const { type, rules } of api.operations) {
    mark(namedType(type), (reach) => {
      if (rules === null) reach.called.add(providerName(standard));
      for (const rule of rules ?? []) callBy(rule, reach);
      if (rules === null && standard === 'userPools') reach.forAllUsers = true;
    });
  }
  return reached;
}

function callBy({ strategy, provider, groups }: Rule, reach: Reach): void {
  reach.ruled.add(providerName(provider));
  reach.called.add(providerName(provider));
  if (strategy === 'groups') (groups ?? []).forEach((group) => reach.groups.add(group));
  if (strategy === 'private' && provider === 'userPools') reach.forAllUsers = true;
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
