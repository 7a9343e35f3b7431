import { type DirectiveNode, type ValueNode } from 'graphql';
import { MODEL_OPERATIONS, type Model, type ModelOperation } from '../api.js';
import { argumentOf, memberOf, textOf, textsOf } from '../schema/ast.js';
import { type Context } from './context.js';
import { operationName } from './names.js';

type Operations = Pick<Model, 'operations' | 'renamed' | 'subscriptionLevel'>;

const MUTATION_OF = { onCreate: 'create', onUpdate: 'update', onDelete: 'delete' } as const;
type Subscription = keyof typeof MUTATION_OF;
const SUBSCRIPTIONS = Object.keys(MUTATION_OF) as readonly Subscription[];

/** The operations that Gen 1 makes for a model, with their names. */
export function operationsOf(directive: DirectiveNode, model: string, context: Context): Operations {
  const automatic = automaticNames(model);
  const queries = argumentOf(directive, 'queries');
  const mutations = argumentOf(directive, 'mutations');
  const subscriptions = argumentOf(directive, 'subscriptions');
  const level = levelOf(subscriptions);
  const single = (map: ValueNode | undefined, operation: ModelOperation): string[] => {
    const name = nameIn(map, operation, automatic, context);
    return name === null || name === '' ? [] : [name];
  };
  const sync = context.settings.conflicts === null ? [] : single(queries, 'sync');
  const listened = (operation: Subscription): string[] => {
    const changes = single(mutations, MUTATION_OF[operation]);
    if (level === 'off' || changes.length === 0) return [];
    return namesIn(subscriptions, operation, automatic, context);
  };
  const operations = {
    get: single(queries, 'get'),
    list: single(queries, 'list'),
    sync,
    create: single(mutations, 'create'),
    update: single(mutations, 'update'),
    delete: single(mutations, 'delete'),
    onCreate: listened('onCreate'),
    onUpdate: listened('onUpdate'),
    onDelete: listened('onDelete'),
  };
  return { operations, renamed: renamedIn(operations, automatic), subscriptionLevel: level };
}

type Names = Readonly<Record<ModelOperation, string>>;

function automaticNames(model: string): Names {
  const names = MODEL_OPERATIONS.map((operation) => [operation, operationName(operation, model)]);
  return Object.fromEntries(names) as Names;
}

/** All operations of a model without arguments of `@model`, such as the join model of `@manyToMany`. */
export function defaultOperations(model: string, context: Pick<Context, 'settings'>): Model['operations'] {
  const automatic = automaticNames(model);
  const name = (operation: ModelOperation): string[] => [automatic[operation]];
  return {
    get: name('get'),
    list: name('list'),
    sync: context.settings.conflicts === null ? [] : name('sync'),
    create: name('create'),
    update: name('update'),
    delete: name('delete'),
    onCreate: name('onCreate'),
    onUpdate: name('onUpdate'),
    onDelete: name('onDelete'),
  };
}

/**
 * The name of one operation by the map of `@model`. A map replaces the default one whole, unless the flag asks
 * for a merge: what the map does not name is then not there.
 */
function nameIn(
  map: ValueNode | undefined,
  operation: ModelOperation,
  automatic: Names,
  { flags }: Context,
): string | null {
  if (map === undefined) return automatic[operation];
  if (map.kind !== 'ObjectValue') return null;
  const given = memberOf(map, operation);
  if (given !== undefined) return textOf(given);
  return flags.shouldDeepMergeDirectiveConfigDefaults ? automatic[operation] : null;
}

function namesIn(
  map: ValueNode | undefined,
  operation: Subscription,
  automatic: Names,
  context: Context,
): string[] {
  const given = memberOf(map, operation);
  if (given !== undefined) return textsOf(given)?.filter((name) => name !== '') ?? [];
  if (isPublicOnly(map)) return [automatic[operation]];
  const name = nameIn(map, operation, automatic, context);
  return name === null ? [] : [name];
}

/** `level: public` without a name keeps all names, also where maps are not merged. */
function isPublicOnly(map: ValueNode | undefined): boolean {
  if (textOf(memberOf(map, 'level')) !== 'public') return false;
  return SUBSCRIPTIONS.every((operation) => (textsOf(memberOf(map, operation)) ?? []).length === 0);
}

function levelOf(map: ValueNode | undefined): Model['subscriptionLevel'] {
  const level = textOf(memberOf(map, 'level'));
  return level === 'off' || level === 'public' ? level : 'on';
}

function renamedIn(operations: Model['operations'], automatic: Names): ModelOperation[] {
  return (Object.entries(operations) as [ModelOperation, readonly string[]][])
    .filter(([operation, names]) => names.some((name) => name !== automatic[operation]))
    .map(([operation]) => operation);
}
