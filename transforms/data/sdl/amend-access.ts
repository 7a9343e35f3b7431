import { type Api, type Field, type Model, type ObjectType, type Operation } from '../api.js';
import { type Lane } from '../lane.js';
import { type Amendments, isUnprotected, keepsSandbox, PUBLIC, reachesApiKey } from './amend.js';
import { directiveNames, type SdlText } from './sdl-text.js';
import {
  defaultDirective,
  gen1,
  gen2,
  inheritedDirectives,
  namedType,
  type ServiceDirective,
  writtenDirectives,
} from './service-directives.js';

/** Keeps who reaches what: `defineData` lets IAM in everywhere, and by that shuts the default mode out. */
export function amendAccess(amendments: Amendments): void {
  keepGlobalRules(amendments, 'sdl');
  const { api, settings } = amendments.input;
  const standard = defaultDirective(settings);
  if (standard === 'aws_iam') return;
  for (const operation of api.operations) keepDefaultMode(operation, standard, amendments);
  keepPublicSubscriptions(standard, amendments);
  for (const { type, missing } of typeAccess(amendments).values()) {
    const node = amendments.sdl.type(type.name);
    if (!node || missing.length === 0) continue;
    const added = missing.map((directive) => `@${directive}`).join(' ');
    amendments.sdl.addDirective(node, added);
    amendments.tell('AM3154', type.origin, added);
  }
  for (const model of unprotectedButHeld(api)) {
    const node = amendments.sdl.type(model.name);
    if (!node || writtenDirectives(directiveNames(node)).length > 0) continue;
    amendments.sdl.addDirective(node, `@${standard}`);
    amendments.tell('AM3154', model.origin, `@${standard}`);
  }
}

/** `input AMPLIFY` says which rule models without rules have; the transformers of Gen 2 do not read it. */
export function keepGlobalRules({ input, sdl, tell }: Amendments, lane: Lane): void {
  const { api } = input;
  const definition = sdl.definitions.find(
    (one) => one.kind === 'InputObjectTypeDefinition' && one.name.value === 'AMPLIFY',
  );
  if (definition) sdl.remove(definition);
  if (api.globalRules === null || !reachesApiKey(input) || keepsSandbox(input, lane)) return;
  for (const { name, origin } of api.models.filter(isUnprotected)) {
    const node = sdl.type(name);
    if (!node) continue;
    sdl.addDirective(node, PUBLIC);
    tell('AM3155', origin, PUBLIC);
  }
}

/** A field of Query, Mutation or Subscription that says nothing is for the default mode. */
function keepDefaultMode(operation: Operation, standard: ServiceDirective, { sdl, tell }: Amendments): void {
  if (operation.rules !== null) return;
  const field = sdl.field(operation.parent, operation.name);
  if (!field || writtenDirectives(directiveNames(field)).length > 0) return;
  const added = inheritedFromRoot(operation.parent, sdl, standard);
  sdl.addDirective(field, added);
  tell('AM3153', operation.origin, added);
}

/** What somebody wrote on `type Query` counts for its fields, until they have directives of their own. */
function inheritedFromRoot(parent: Operation['parent'], sdl: SdlText, standard: ServiceDirective): string {
  const root = sdl.type(parent);
  const written = root ? writtenDirectives(directiveNames(root)) : [];
  return (written.length > 0 ? written : [standard]).map((directive) => `@${directive}`).join(' ');
}

/** Subscriptions of `level: public` have no directive; a written `type Subscription` becomes one for IAM. */
function keepPublicSubscriptions(standard: ServiceDirective, { input, sdl, tell }: Amendments): void {
  const root = sdl.type('Subscription');
  const open = input.api.models.find(({ subscriptionLevel }) => subscriptionLevel === 'public');
  if (!root || !open || writtenDirectives(directiveNames(root)).length > 0) return;
  sdl.addDirective(root, `@${standard}`);
  tell('AM3153', open.modelAt.origin, `@${standard}`);
}

/** For a type without `@model`: the modes of Gen 2, those that it lacks, and those that it has too many. */
export interface TypeAccess {
  readonly type: ObjectType;
  readonly has: ReadonlySet<ServiceDirective>;
  readonly missing: readonly ServiceDirective[];
  readonly extra: readonly ServiceDirective[];
}

/** By the name of the type; `defineData` lets IAM in everywhere, AmplifyGraphqlApi gives what Gen 1's rules say. */
export function typeAccess(
  { input, rulesOf }: Pick<Amendments, 'input' | 'rulesOf'>,
  lane: Lane = 'sdl',
): ReadonlyMap<string, TypeAccess> {
  const { api, settings } = input;
  const standard = defaultDirective(settings);
  const earlier = gen1(settings, api);
  const isConstruct = lane === 'construct';
  const later = isConstruct ? { ...earlier, withoutRules: [] } : gen2(settings);
  const before = inheritedDirectives(api, earlier, (model) => model.rules);
  const after = inheritedDirectives(api, later, rulesOf);
  return new Map(
    api.types.map((type) => {
      const written = writtenDirectives(type.directives.map(({ name }) => name));
      const had = new Set([...written, ...(before.get(type.name) ?? [])]);
      if (had.size === 0) had.add(standard);
      const has = new Set<ServiceDirective>([...written, ...(after.get(type.name) ?? [])]);
      if (!isConstruct) has.add('aws_iam');
      if (has.size === 0) has.add(standard);
      const missing = [...had].filter((directive) => !has.has(directive));
      const extra = [...has].filter((directive) => directive !== 'aws_iam' && !had.has(directive));
      return [type.name, { type, has, missing, extra }];
    }),
  );
}

/**
 * Models without rules that somebody reads all the same: in what a custom operation returns, and from there by
 * relations. A relation of a model with rules does not lead there (generatePostAuthExpressionForField).
 */
export function unprotectedButHeld({ models, types, operations, globalRules }: Api): Model[] {
  if (globalRules !== null) return [];
  const unprotected = new Map(models.filter(isUnprotected).map((model) => [model.name, model]));
  const held = new Set<Model>();
  const hold = (fields: readonly Field[]): void => {
    for (const { type } of fields) {
      const model = unprotected.get(namedType(type));
      if (!model || held.has(model)) continue;
      held.add(model);
      hold(model.fields);
    }
  };
  hold(operations);
  for (const { fields } of types) hold(fields);
  return [...held];
}
