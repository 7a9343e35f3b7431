import { finding } from '../../src/core/finding.js';
import {
  type Api,
  type Field,
  type Model,
  type ObjectType,
  type Operation,
  type OtherType,
  type Rule,
} from './api.js';
import { type LaneInput, type LaneOutput } from './lane.js';
import { gen1, inheritedDirectives, namedType, writtenDirectives } from './sdl/service-directives.js';

/**
 * What roles of the identity pool see more of an operation that they may call. A type is open to IAM in Gen 1 when
 * IAM is the default mode and nothing names another, when it says so, or when a rule of the model that holds it does;
 * custom-roles.json and functions are such a rule of every model. `defineData` gives every type `@aws_iam`
 * (`enableIamAccess` in @aws-amplify/graphql-auth-transformer).
 */
export function iamReads({ settings, api }: LaneInput): Pick<LaneOutput, 'findings' | 'access'> {
  const byDefault = settings.defaultMode.kind === 'iam';
  const generation = gen1(settings, api);
  const given = inheritedDirectives(api, generation, ({ rules }) => rules);
  const ofRoles = new Set(
    generation.iamEverywhere ? api.models.filter(hasRules).map(({ name }) => name) : [],
  );
  // The global rule gives models without rules to the API key alone.
  const isGiven = (type: Model | ObjectType): boolean =>
    'modelAt' in type && !isWritten(type) && generation.withoutRules.length > 0;
  const isOpen = (type: Model | ObjectType): boolean =>
    isOpenToIam(type) ||
    given.get(type.name)?.has('aws_iam') === true ||
    ofRoles.has(type.name) ||
    (byDefault && isUnsaid(type) && !isGiven(type) && (given.get(type.name)?.size ?? 0) === 0);
  const types = new Map([...api.models, ...api.types].map((type) => [type.name, type]));
  const all = api.operations.map((operation) => {
    const type = types.get(namedType(operation.type));
    return type === undefined || isOpen(type) ? null : ofOperation(operation, type);
  });
  const inside = api.models.flatMap((model) => insideOf(model, api, isOpen));
  return {
    findings: [...all, ...inside].flatMap((one) => one?.findings ?? []),
    access: [...all, ...inside].flatMap((one) => one?.access ?? []),
  };
}

function hasRules({ rules, fields }: Model): boolean {
  return rules !== null || fields.some((field) => field.rules !== null);
}

/**
 * Objects that a field of a model holds by way of an interface or a union. Gen 1 gives its directives to the types
 * of fields, and does not look into these.
 */
function insideOf(model: Model, api: Api, isOpen: (type: ObjectType) => boolean): Told[] {
  const rules = [...(model.rules ?? []), ...model.fields.flatMap((field) => field.rules ?? [])].filter(isIam);
  if (rules.length === 0) return [];
  const members = new Map(api.others.map((other) => [other.name, new Set(membersOf(other, api.types))]));
  return model.fields.flatMap((field) => {
    const types = api.types.filter(({ name }) => members.get(namedType(field.type))?.has(name) === true);
    return types
      .filter((type) => !isOpen(type))
      .map((type) => tell({ at: field, name: `${model.name}.${field.name}`, action: 'read' }, rules, type));
  });
}

function membersOf({ name, node }: OtherType, types: readonly ObjectType[]): string[] {
  if (node.kind === 'UnionTypeDefinition') return (node.types ?? []).map((type) => type.name.value);
  return types.filter(({ interfaces }) => interfaces.includes(name)).map((type) => type.name);
}

type Told = Pick<LaneOutput, 'findings' | 'access'>;

function ofOperation(operation: Operation, type: ObjectType): Told | null {
  const rules = (operation.rules ?? []).filter(isIam);
  if (rules.length === 0) return null;
  const action = ACTIONS[operation.parent];
  return tell({ at: operation, name: `${operation.parent}.${operation.name}`, action }, rules, type);
}

const ACTIONS = { Query: 'read', Mutation: 'invoke', Subscription: 'listen' } as const;

/** What leads to a type. */
interface Way {
  readonly at: Field;
  readonly name: string;
  readonly action: 'read' | 'invoke' | 'listen';
}

function tell({ at, name, action }: Way, rules: readonly Rule[], type: ObjectType): Told {
  // Members of the user pool who call with their token are not meant.
  const principals = new Set(
    rules.map(({ strategy }) => (strategy === 'public' ? 'guest' : 'authenticated by the identity pool')),
  );
  const params = { operation: name, type: type.name };
  return {
    findings: [finding('AM3169', 'data', at.origin, params)],
    access: [...principals].map((principal) => ({
      principal,
      action,
      resource: `graphql:${name}`,
      gen1: `no field of ${type.name}`,
      gen2: 'allowed',
      change: 'widened',
      proved: true,
      code: 'AM3169',
    })),
  };
}

function isWritten({ directives }: Model): boolean {
  return writtenDirectives(directives.map(({ name }) => name)).length > 0;
}

/** Whether a type says nothing of its callers, so that it is for those of the default mode. */
function isUnsaid(type: Model | ObjectType): boolean {
  const isRuled = 'modelAt' in type && hasRules(type);
  return !isRuled && writtenDirectives(type.directives.map(({ name }) => name)).length === 0;
}

function isOpenToIam(type: Model | ObjectType): boolean {
  const fields = type.fields.flatMap(({ directives }) => directives);
  if ([...type.directives, ...fields].some(({ name }) => name === 'aws_iam')) return true;
  return [...(type.rules ?? []), ...type.fields.flatMap(({ rules }) => rules ?? [])].some(isIam);
}

function isIam({ provider }: Rule): boolean {
  return provider === 'iam' || provider === 'identityPool';
}
