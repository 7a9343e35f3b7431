import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Field, type Model, type Rule } from './api.js';
import { type Lane, type LaneInput, type LaneOutput } from './lane.js';
import { principalsOf } from './principals.js';
import { rulesOf } from './sdl/amend.js';
import {
  allows,
  type ChangedModes,
  changedModes,
  listType,
  relationType,
  withJoins,
} from './sdl/connection-types.js';
import { type ServiceDirective, directiveOf } from './sdl/service-directives.js';

/** A query or a relation that gives a list, and the rules whose callers may ask. */
interface Way {
  readonly path: string;
  /** The type of the list. */
  readonly type: string;
  readonly at: { readonly origin: Field['origin'] };
  readonly rules: readonly Rule[];
}

/**
 * Lists of which one generation hides the items from callers who may ask for them: the type of the list is for other
 * modes than theirs. Gen 2 gives it more modes: IAM, and with it the default mode, and the API key where the global
 * rule is written on models; the API key alone, where IAM is none, takes it from the default mode.
 */
export function hiddenLists(input: LaneInput, lane: Lane): Pick<LaneOutput, 'findings' | 'access'> {
  const changed = changedModes(input, lane);
  const isChanged = (type: string): boolean => {
    const { opened, shut } = changed.get(type) ?? UNCHANGED;
    return opened.size + shut.size > 0;
  };
  const models = withJoins(input.api);
  const lists = listsIn(models);
  const told = models
    .filter(({ name }) => isChanged(listType(name)) || isChanged(relationType(name)))
    .flatMap((model) =>
      waysTo(model, lists.get(model.name) ?? [], input).flatMap((way): Told[] => {
        const { opened, shut } = changed.get(way.type) ?? UNCHANGED;
        const kinds: Told[] = [
          { ...of(way, opened), kind: 'opened', model: model.name },
          { ...of(way, shut), kind: 'shut', model: model.name },
        ];
        return kinds.filter(({ rules }) => rules.length > 0);
      }),
    );
  return {
    findings: told.map(({ path, at, rules, model, kind }) =>
      finding(CODES[kind], 'data', at.origin, { path, model, callers: principals(rules) }),
    ),
    access: told.flatMap((one) => accessOf(one)),
  };
}

interface Told extends Way {
  readonly kind: 'opened' | 'shut';
  readonly model: string;
}

const UNCHANGED: ChangedModes = { opened: new Set(), shut: new Set() };
const CODES = { opened: 'AM3009', shut: 'AM3013' } as const;

function accessOf({ path, rules, kind }: Told): AccessChange[] {
  const resource = `graphql:${path}`;
  const hidden = 'the list without its items';
  if (kind === 'opened') {
    return principals(rules).map((principal) => ({
      principal,
      action: 'read',
      resource,
      gen1: hidden,
      gen2: 'allowed',
      change: 'widened',
      proved: true,
      code: CODES[kind],
    }));
  }
  // Nobody of the mode is let in any more, whatever record is asked for.
  const shut = new Set(rules.map(modeOf));
  return [...shut].map((principal) => ({
    principal,
    action: 'read',
    resource,
    gen1: 'allowed',
    gen2: hidden,
    change: 'narrowed',
    proved: true,
    code: CODES[kind],
  }));
}

/** Whom the mode of a rule lets in, in the report's words. */
function modeOf(rule: Rule): string {
  if (rule.provider === 'userPools') return 'authenticated';
  return rule.provider === 'oidc' ? 'oidc' : (principalsOf(rule)[0] ?? '*');
}

/** A way for the callers of some modes. */
function of({ rules, ...way }: Way, modes: ReadonlySet<ServiceDirective>): Way {
  return { ...way, rules: rules.filter((rule) => modes.has(directiveOf(rule))) };
}

/** The ways to the lists of a model, and the rules that let callers through. */
function waysTo(model: Model, relations: readonly List[], { api }: LaneInput): Way[] {
  const rules = [...(rulesOf(model, api) ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
  const listing = rules.filter((rule) => allows(rule, 'list'));
  const reading = rules.filter((rule) => READS.some((read) => allows(rule, read)));
  const lists = model.operations.list.map((name) => ({
    name,
    at: model.modelAt,
    type: listType(model.name),
  }));
  const indexes = model.indexes.flatMap((at) =>
    at.queryField === null ? [] : [{ name: at.queryField, at, type: relationType(model.name) }],
  );
  const queries = [...lists, ...indexes].map(({ name, ...one }) => ({
    ...one,
    path: `Query.${name}`,
    rules: listing,
  }));
  const related = relations.map(({ parent, field, at }): Way => {
    const above = new Set((field.rules ?? rulesOf(parent, api) ?? []).map(directiveOf));
    const through = reading.filter((rule) => above.has(directiveOf(rule)));
    return { path: `${parent.name}.${field.name}`, at, type: relationType(model.name), rules: through };
  });
  return [...queries, ...related];
}

/** A relation that gives a list. */
interface List {
  readonly parent: Model;
  readonly field: Field;
  readonly at: Way['at'];
}

/** The relations that give lists, by the model whose records they list. */
function listsIn(models: readonly Model[]): ReadonlyMap<string, readonly List[]> {
  const lists = new Map<string, List[]>();
  for (const parent of models) {
    for (const field of parent.fields) {
      const name = listed(field);
      if (name === null || field.relation === null) continue;
      lists.set(name, [...(lists.get(name) ?? []), { parent, field, at: field.relation }]);
    }
  }
  return lists;
}

/** The model whose records a relation lists. */
function listed({ relation }: Field): string | null {
  if (relation?.kind === 'hasMany') return relation.related;
  return relation?.kind === 'manyToMany' ? relation.join.name : null;
}

const READS = ['get', 'list', 'sync', 'listen', 'search'] as const;

function principals(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap(principalsOf))];
}
