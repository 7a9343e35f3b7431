import { type DirectiveNode, type ObjectValueNode, type ValueNode } from 'graphql';
import { type Index, type Model } from '../api.js';
import { argumentOf, directiveOf, memberOf, textOf } from '../schema/ast.js';
import { type Amendments } from './amend.js';

/** Makes explicit what flags of the project, which `defineData` can't be given, mean for models. */
export function amendModels(amendments: Amendments): void {
  const { api, settings } = amendments.input;
  const { flags } = settings;
  for (const model of api.models) {
    if (!flags.shouldDeepMergeDirectiveConfigDefaults) completeOperations(model, amendments);
    if (!flags.enableAutoIndexQueryNames)
      for (const index of model.indexes) keepWithoutQuery(model, index, amendments);
  }
  if (!flags.useSubUsernameForDefaultIdentityClaim) keepIdentityClaims(amendments);
}

/** The operations of each argument of `@model`. */
const OPERATIONS = {
  queries: ['get', 'list'],
  mutations: ['create', 'update', 'delete'],
  subscriptions: ['onCreate', 'onUpdate', 'onDelete'],
} as const;

/** Without deep merge an operation that a map does not name is not there; with it, it is. */
function completeOperations({ name, modelAt }: Model, { sdl, tell }: Amendments): void {
  const node = sdl.type(name);
  const directive = node && directiveOf(node, 'model');
  if (!directive) return;
  for (const [argument, operations] of Object.entries(OPERATIONS)) {
    const value = argumentOf(directive, argument);
    if (value?.kind !== 'ObjectValue' || isAllPublic(value)) continue;
    const missing = operations.filter((operation) => memberOf(value, operation) === undefined);
    if (missing.length === 0) continue;
    const added = missing.map((operation) => `${operation}: null`);
    sdl.addMembers(value, added);
    tell('AM3150', modelAt.origin, added.join(', '));
  }
}

/** `level: public` alone stands for all three subscriptions (graphql-model-transformer). */
function isAllPublic(value: ObjectValueNode): boolean {
  return (
    textOf(memberOf(value, 'level')) === 'public' &&
    OPERATIONS.subscriptions.every((operation) => isNothing(memberOf(value, operation)))
  );
}

function isNothing(value: ValueNode | undefined): boolean {
  return value === undefined || value.kind === 'NullValue';
}

function keepWithoutQuery(model: Model, index: Index, { sdl, tell }: Amendments): void {
  if (index.queryField !== null) return;
  const [partitionKey = ''] = index.fields;
  for (const directive of sdl.field(model.name, partitionKey)?.directives ?? []) {
    if (directive.name.value !== 'index' || argumentOf(directive, 'queryField') !== undefined) continue;
    const written = textOf(argumentOf(directive, 'name'));
    if (written !== null && written !== index.name) continue;
    sdl.addArgument(directive, 'queryField: null');
    tell('AM3151', index.origin, 'queryField: null');
    return;
  }
}

const CLAIM = 'identityClaim: "username"';

/** Owners are written by the claim that Gen 1 took, so that both generations know their records. */
function keepIdentityClaims({ input, sdl, tell }: Amendments): void {
  for (const model of input.api.models) {
    const places = [
      { node: sdl.type(model.name), rules: model.rules },
      ...model.fields.map(({ name, rules }) => ({ node: sdl.field(model.name, name), rules })),
    ];
    for (const { node, rules } of places) {
      const claimed = (node ? ruleValues(directiveOf(node, 'auth')) : []).filter(claimsOwner);
      for (const value of claimed) sdl.addMembers(value, [CLAIM]);
      const first = rules?.find(
        ({ strategy, identityClaim }) => strategy === 'owner' && identityClaim === null,
      );
      if (first && claimed.length > 0) tell('AM3152', first.origin, CLAIM);
    }
  }
}

/** The rules of `@auth`: a list, or one rule that stands for a list of one. */
function ruleValues(directive: DirectiveNode | undefined): ObjectValueNode[] {
  const value = directive && argumentOf(directive, 'rules');
  const values = value?.kind === 'ListValue' ? value.values : value ? [value] : [];
  return values.filter((one): one is ObjectValueNode => one.kind === 'ObjectValue');
}

function claimsOwner(rule: ObjectValueNode): boolean {
  return textOf(memberOf(rule, 'allow')) === 'owner' && isNothing(memberOf(rule, 'identityClaim'));
}
