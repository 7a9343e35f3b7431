import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Api, type Field, type Model, type ObjectType, type Rule, type RuleOperation } from './api.js';
import { type LaneInput, type Obstacle } from './lane.js';
import {
  type ServiceDirective,
  defaultDirective,
  directiveOf,
  gen1,
  namedType,
  PRINCIPAL_OF_MODE,
} from './sdl/service-directives.js';

/**
 * Ways of the default mode to a model that Gen 1 hides from it. `defineData` counts IAM among the callers of every
 * operation; for one that no rule allows it adds the default mode as well, and gives both to the type that the
 * operation returns (getServiceDirectives and addDirectivesToOperation of @aws-amplify/graphql-auth-transformer).
 */
export function defaultModeReads({ api, settings }: LaneInput): Obstacle[] {
  const mode = defaultDirective(settings);
  if (mode === 'aws_iam' || gen1(settings, api).iamEverywhere) return [];
  const shown = new Set(api.models.filter((model) => isShown(model, mode)).map(({ name }) => name));
  if (shown.size === 0) return [];
  return waysOf(api, mode).flatMap((way): Obstacle[] => {
    const model = heldModel(way.type, shown, api);
    if (model === null) return [];
    const access: AccessChange = {
      principal: PRINCIPAL_OF_MODE[mode],
      action: way.action,
      resource: `graphql:${way.name}`,
      gen1: `no field of ${model}`,
      gen2: 'allowed',
      change: 'widened',
      proved: true,
      code: 'AM3171',
    };
    const told = finding('AM3171', 'data', way.at.origin, { operation: way.name, model });
    return [{ lanes: ['builder', 'sdl'], tables: 'any', finding: told, access: [access] }];
  });
}

/** Whether a model has rules, none of them for the default mode, and an operation that none of them allows. */
function isShown(model: Model, mode: ServiceDirective): boolean {
  const { rules, fields, operations } = model;
  const all = [...(rules ?? []), ...fields.flatMap((field) => field.rules ?? [])];
  if (all.length === 0 || all.some((rule) => directiveOf(rule) === mode)) return false;
  const listened =
    model.subscriptionLevel === 'on'
      ? [...operations.onCreate, ...operations.onUpdate, ...operations.onDelete]
      : [];
  const returned: readonly [RuleOperation, readonly string[]][] = [
    ['get', operations.get],
    ['create', operations.create],
    ['update', operations.update],
    ['listen', listened],
  ];
  if (returned.some(([operation, names]) => names.length > 0 && !all.some((rule) => allows(rule, operation))))
    return true;
  return operations.delete.length > 0 && !(rules ?? []).some((rule) => deletesAll(rule, fields));
}

const READS: readonly RuleOperation[] = ['get', 'list', 'sync', 'listen', 'search'];

function allows({ operations }: Rule, wanted: RuleOperation): boolean {
  if (operations === null || operations.includes(wanted)) return true;
  return READS.includes(wanted) && operations.includes('read');
}

/** Who deletes a record must be allowed to delete each of its fields. */
function deletesAll(rule: Rule, fields: readonly Field[]): boolean {
  const who = callersOf(rule);
  return (
    allows(rule, 'delete') &&
    fields.every(
      ({ rules }) => rules === null || rules.some((one) => allows(one, 'delete') && callersOf(one) === who),
    )
  );
}

function callersOf({
  strategy,
  provider,
  ownerField,
  identityClaim,
  groups,
  groupsField,
  groupClaim,
}: Rule): string {
  return JSON.stringify([strategy, provider, ownerField, identityClaim, groups, groupsField, groupClaim]);
}

/** What the default mode may ask for past the rules of what it gets. */
interface Way {
  readonly name: string;
  readonly at: Pick<Field, 'origin'>;
  readonly type: string;
  readonly action: 'read' | 'invoke' | 'listen';
}

const ACTIONS = { Query: 'read', Mutation: 'invoke', Subscription: 'listen' } as const;

function waysOf({ operations, models }: Api, mode: ServiceDirective): Way[] {
  const custom = operations
    .filter(({ rules }) => rules === null || rules.some((rule) => directiveOf(rule) === mode))
    .map((at): Way => ({
      name: `${at.parent}.${at.name}`,
      at,
      type: namedType(at.type),
      action: ACTIONS[at.parent],
    }));
  const open = models.filter(({ subscriptionLevel }) => subscriptionLevel === 'public');
  const events = open.flatMap(({ name: type, modelAt: at, operations: { onCreate, onUpdate, onDelete } }) =>
    [...onCreate, ...onUpdate, ...onDelete].map((name): Way => ({
      name: `Subscription.${name}`,
      at,
      type,
      action: 'listen',
    })),
  );
  return [...custom, ...events];
}

/** The first of the models that a type is or holds. */
function heldModel(start: string, models: ReadonlySet<string>, api: Api): string | null {
  const types = new Map<string, ObjectType>(api.types.map((type) => [type.name, type]));
  const names = new Set([start]);
  for (const name of names) {
    if (models.has(name)) return name;
    for (const { type } of types.get(name)?.fields ?? []) names.add(namedType(type));
  }
  return null;
}
