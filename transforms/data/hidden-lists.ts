import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Field, type Model, type Rule } from './api.js';
import { type Lane, type LaneInput, type LaneOutput } from './lane.js';
import { principalsOf } from './principals.js';
import { rulesOf } from './sdl/amend.js';
import { allows, type ChangedModes, changedModes } from './sdl/connection-types.js';
import { type ServiceDirective, directiveOf } from './sdl/service-directives.js';

/** A query or a relation that gives a list, and the rules whose callers may ask. */
interface Way {
  readonly path: string;
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
  const told = input.api.models.flatMap((model): Told[] => {
    const { opened, shut } = changed.get(model.name) ?? UNCHANGED;
    const ways = (kind: Told['kind'], modes: ReadonlySet<ServiceDirective>): Told[] =>
      modes.size === 0 ? [] : waysTo(model, input, modes).map((way) => ({ ...way, kind, model: model.name }));
    return [...ways('opened', opened), ...ways('shut', shut)];
  });
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

/** The ways whose rules let callers of the modes through. */
function waysTo(model: Model, { api }: LaneInput, modes: ReadonlySet<ServiceDirective>): Way[] {
  const rules = [...(rulesOf(model, api) ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
  const ofModes = (some: readonly Rule[]): Rule[] => some.filter((rule) => modes.has(directiveOf(rule)));
  const listing = ofModes(rules).filter((rule) => allows(rule, 'list'));
  const reading = ofModes(rules).filter((rule) => READS.some((read) => allows(rule, read)));
  const lists = model.operations.list.map((name) => ({ name, at: model.modelAt }));
  const indexes = model.indexes.flatMap((at) =>
    at.queryField === null ? [] : [{ name: at.queryField, at }],
  );
  const queries = [...lists, ...indexes].map(({ name, at }) => ({
    path: `Query.${name}`,
    at,
    rules: listing,
  }));
  const relations = api.models.flatMap((parent) =>
    parent.fields.flatMap((field): Way[] => {
      const { name, relation } = field;
      if (relation?.kind !== 'hasMany' || relation.related !== model.name) return [];
      const above = ofModes(field.rules ?? rulesOf(parent, api) ?? []).map(directiveOf);
      const through = reading.filter((rule) => above.includes(directiveOf(rule)));
      return [{ path: `${parent.name}.${name}`, at: relation, rules: through }];
    }),
  );
  return [...queries, ...relations].filter((way) => way.rules.length > 0);
}

const READS = ['get', 'list', 'sync', 'listen', 'search'] as const;

function principals(rules: readonly Rule[]): string[] {
  return [...new Set(rules.flatMap(principalsOf))];
}
