import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Api, type Field, type Model, type ObjectType } from './api.js';
import { type Lane, type LaneInput, type LaneOutput } from './lane.js';
import { keepsSandbox, rulesOf } from './sdl/amend.js';
import { type TypeAccess, typeAccess } from './sdl/amend-access.js';
import {
  type ServiceDirective,
  defaultDirective,
  directiveOf,
  namedType,
  PRINCIPAL_OF_MODE,
} from './sdl/service-directives.js';

/**
 * Types without `@model` that the global rule opens where it is written on models. Gen 1 gives such a type the API key
 * alone, or nothing, in place of the modes of those models; with a rule the default mode comes beside it
 * (propagateAuthDirectivesToNestedTypes of @aws-amplify/graphql-auth-transformer).
 */
export function openedTypes(input: LaneInput, lane: Lane): Pick<LaneOutput, 'findings' | 'access'> {
  if (lane !== 'construct' || input.api.globalRules === null || keepsSandbox(input, lane))
    return { findings: [], access: [] };
  const rules = (model: Model) => rulesOf(model, input.api);
  const types = [...typeAccess({ input, rulesOf: rules }, lane).values()];
  const opened = types.filter(({ extra }) => extra.length > 0);
  return {
    findings: opened.map(({ type, extra }) =>
      finding('AM3014', 'data', type.origin, { type: type.name, modes: extra }),
    ),
    access: opened.flatMap((one) => accessOfType(one, types, input, 'AM3014')),
  };
}

/** What callers of the modes that a type has too many, or lacks, see of it: every way that leads them there. */
export function accessOfType(
  { type, missing, extra }: Omit<TypeAccess, 'has'>,
  types: Iterable<Pick<TypeAccess, 'type' | 'has'>>,
  input: Pick<LaneInput, 'api' | 'settings'>,
  code: AccessChange['code'],
): AccessChange[] {
  const [hidden, shown] = [`no field of ${type.name}`, 'allowed'];
  const kinds = [
    { modes: extra, gen1: hidden, gen2: shown, change: 'widened' },
    { modes: missing, gen1: shown, gen2: hidden, change: 'narrowed' },
  ] as const;
  return waysTo(type, types, input).flatMap(({ path, action, modes: reaching }) =>
    kinds.flatMap(({ modes, ...what }) =>
      modes
        .filter((mode) => reaching.has(mode))
        .map((mode): AccessChange => {
          const principal = PRINCIPAL_OF_MODE[mode];
          return { principal, action, resource: `graphql:${path}`, ...what, proved: true, code };
        }),
    ),
  );
}

/** A field that gives an object of a type, and the modes that reach the field. */
interface Way {
  readonly path: string;
  readonly action: 'read' | 'invoke' | 'listen';
  readonly modes: ReadonlySet<ServiceDirective>;
}

const ACTIONS = { Query: 'read', Mutation: 'invoke', Subscription: 'listen' } as const;

function waysTo(
  type: ObjectType,
  types: Iterable<Pick<TypeAccess, 'type' | 'has'>>,
  { api, settings }: Pick<LaneInput, 'api' | 'settings'>,
): Way[] {
  const gives = (field: Field): boolean => namedType(field.type) === type.name;
  const holders = (name: string, fields: readonly Field[], modes: ReadonlySet<ServiceDirective>): Way[] =>
    fields.filter(gives).map((field) => ({ path: `${name}.${field.name}`, action: 'read', modes }));
  const operations = api.operations.filter(gives).map(({ parent, name, rules }): Way => {
    const modes = new Set(rules?.map(directiveOf) ?? [defaultDirective(settings)]);
    return { path: `${parent}.${name}`, action: ACTIONS[parent], modes };
  });
  return [
    ...api.models.flatMap((model) => holders(model.name, model.fields, modesOfModel(model, api))),
    ...[...types].flatMap(({ type: holder, has }) => holders(holder.name, holder.fields, has)),
    ...operations,
  ];
}

function modesOfModel(model: Model, api: Api): ReadonlySet<ServiceDirective> {
  const rules = [...(rulesOf(model, api) ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
  return new Set(rules.map(directiveOf));
}
