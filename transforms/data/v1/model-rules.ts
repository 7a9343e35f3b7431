import { type ASTNode, type DirectiveNode } from 'graphql';
import { directiveOf } from '../schema/ast.js';
import { type Context, type V1Model } from './context.js';
import { subscriptionLevel } from './model.js';
import {
  authDirective,
  callersOf,
  openRule,
  operationsOf,
  providerOf,
  READS,
  ruleNode,
  rulesOf,
  type Surface,
  SURFACES,
  type V1Rule,
} from './rules.js';
import { tellLists, tellOwnerArguments, tellUpdates } from './tell-operations.js';
import { tellOpen, tellSubscribers, tellUnchecked } from './tell-rules.js';
import { exists, hasIndexQuery, hasQuery, waysTo } from './ways.js';

/** Who may do what with a model, by what v1 protects separately. */
export type Effective = ReadonlyMap<Surface, readonly V1Rule[]>;

/** What v1 enforces: rules that another makes void are left out, and what no rule names is open. */
export function effectiveRules(model: V1Model, context: Context): Effective {
  const auth = directiveOf(model.node, 'auth');
  const rules = rulesOf(auth);
  const effective = new Map<Surface, readonly V1Rule[]>();
  const open: Surface[] = [];
  for (const surface of SURFACES) {
    const named = rules.filter(({ surfaces }) => surfaces.has(surface));
    if (named.length === 0 && isThere(surface, model, context)) open.push(surface);
    effective.set(surface, withoutVoid(named));
  }
  if (!isThere('read', model, context)) effective.set('read', commonReads(effective));
  const at = auth ?? model.modelAt;
  const lost = rules.filter((rule) => ![...effective.values()].some((list) => list.includes(rule)));
  for (const rule of lost) context.tell('AM3212', rule.at, { type: model.name });
  if (open.length > 0) openTo(model, at, rules, open, effective, context);
  keepIndexes(model, effective, context);
  tellUnchecked(model, effective, context);
  tellSubscribers(model, effective, context);
  tellUpdates(model, at, effective, context);
  tellLists(model, at, effective, context);
  tellOwnerArguments(model, effective, context);
  return effective;
}

/** Whether v1 makes anything that it protects by the rules for the surface; a model without rules is open as a whole. */
function isThere(surface: Surface, model: V1Model, context: Context): boolean {
  if (directiveOf(model.node, 'auth') === undefined) return true;
  if (surface === 'read' && context.options.synced === true) return true;
  return exists(surface, model, context.relationsTo(model));
}

/** What nothing is protected by says the same as the rules beside it, so that they are read as one. */
function commonReads(effective: Effective): readonly V1Rule[] {
  const list = effective.get('list') ?? [];
  return (effective.get('get') ?? []).filter((rule) => list.includes(rule));
}

/**
 * Without a list query v1 has the queries of indexes for the default mode alone. Nothing but them asks for `list`
 * in v2 then, so that its rules can say so.
 */
function keepIndexes(model: V1Model, effective: Map<Surface, readonly V1Rule[]>, context: Context): void {
  if (hasQuery(model, 'list') || !hasIndexQuery(model)) return;
  const index = waysTo(model, [], context).find(({ kind }) => kind === 'index');
  if (index === undefined) return;
  // A caller who sees only what a relation leads to would see the whole record by a rule.
  const seeing = context.passing.ofType(model);
  const passing = context.passing.rulesFor(index, model).filter(({ provider }) => seeing.has(provider));
  const known = (rule: V1Rule): V1Rule =>
    [...effective.values()].flat().find((one) => callersOf(one) === callersOf(rule)) ?? rule;
  effective.set('list', withoutVoid(passing).map(known));
}

/**
 * v1 checks no owner and no group where any signed-in user of the user pool is let in, and does not write the
 * owner either; v2 would write it.
 */
function withoutVoid(rules: readonly V1Rule[]): V1Rule[] {
  const everyone = rules.some(({ strategy, provider }) => strategy === 'private' && provider === 'userPools');
  const isVoid = ({ strategy, provider }: V1Rule): boolean =>
    everyone && provider === 'userPools' && strategy !== 'private';
  return rules.filter((rule) => !isVoid(rule));
}

/** What no rule names is open to the default mode, as far as its callers see anything of the type. */
function openTo(
  model: V1Model,
  at: ASTNode,
  rules: readonly V1Rule[],
  open: readonly Surface[],
  effective: Map<Surface, readonly V1Rule[]>,
  context: Context,
): void {
  const { defaultMode } = context.options;
  const visible = rules.length === 0 || rules.some(({ provider }) => provider === providerOf(defaultMode));
  const reached = visible ? open : open.filter((surface) => !isRead(surface));
  if (reached.length === 0) return;
  if (rules.length > 0 || defaultMode === 'iam') tellOpen(model, at, open, visible, context);
  else context.tell('AM3207', at, { model: model.name, mode: defaultMode });
  const rule = openRule(defaultMode, at, new Set(reached));
  if (rule !== null) for (const surface of reached) effective.set(surface, [rule]);
}

function isRead(surface: Surface): boolean {
  return READS.some((read) => read === surface);
}

/** `@auth` of the model in v2; null where nobody but IAM may do anything. */
export function modelAuth(model: V1Model, effective: Effective): DirectiveNode | null {
  const nodes = merged(effective).map(([rule, surfaces]) =>
    ruleNode(rule, fitting(operationsOf(surfaces), model)),
  );
  // v2 refuses a list without rules; a model without the directive is for nobody.
  if (nodes.length === 0) return null;
  return authDirective(directiveOf(model.node, 'auth') ?? model.modelAt, nodes);
}

type Allowed = [rule: V1Rule, surfaces: Set<Surface>];

/**
 * Rules with all that they allow, in the order in which they are written; those that v1 only means come last. Each
 * caller is in one rule: of two rules for one group v2 takes the later, where v1 adds them up.
 */
export function merged(effective: Effective): Allowed[] {
  const byCallers = new Map<string, Allowed>();
  for (const [surface, rules] of effective) {
    for (const rule of rules.flatMap(byGroup)) {
      const known = byCallers.get(callersOf(rule));
      if (known === undefined) byCallers.set(callersOf(rule), [rule, new Set([surface])]);
      else known[1].add(surface);
    }
  }
  const offset = ([{ at }]: Allowed): number => (at.kind === 'ObjectValue' ? (at.loc?.start ?? 0) : Infinity);
  return groupsJoined([...byCallers.values()].sort((a, b) => (offset(a) < offset(b) ? -1 : 1)));
}

/** A rule for each group. */
export function byGroup(rule: V1Rule): V1Rule[] {
  return rule.groups === null ? [rule] : rule.groups.map((group) => ({ ...rule, groups: [group] }));
}

/** Groups with the same rights again in one rule. */
function groupsJoined(single: readonly Allowed[]): Allowed[] {
  const joined = new Map<string, Allowed>();
  for (const [rule, surfaces] of single) {
    const rights = JSON.stringify(SURFACES.filter((surface) => surfaces.has(surface)));
    const key = rule.groups === null ? callersOf(rule) : callersOf({ ...rule, groups: [] }) + rights;
    const [first] = joined.get(key) ?? [rule];
    const groups = first === rule ? rule.groups : [...(first.groups ?? []), ...(rule.groups ?? [])];
    joined.set(key, [{ ...first, groups }, surfaces]);
  }
  return [...joined.values()];
}

/** v2 knows `search` and `listen` only where there is something to search, or to listen to. */
function fitting(operations: string[] | null, model: V1Model): string[] | null {
  if (operations === null) return null;
  const searchable = directiveOf(model.node, 'searchable') !== undefined;
  const live = subscriptionLevel(model) !== 'off';
  return operations.filter((name) => (name !== 'search' || searchable) && (name !== 'listen' || live));
}
