import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Field, type Model, type Rule } from './api.js';
import { type Lane, type LaneInput, type LaneOutput, type Obstacle } from './lane.js';
import { keepsSandbox } from './sdl/amend.js';
import { listsOfKey } from './sdl/connection-types.js';
import { canBeWritten } from './sdl/written-joins.js';

/**
 * Relations of models that have no rules but those of `globalAuthRule`. Gen 1 guards no relation of such a model, as
 * it is none of those with `@auth` (authModelConfig of @aws-amplify/graphql-auth-transformer); Gen 2 has the rule
 * written on the model, and guards its relations by the rules of what they lead to.
 */
export function globalRelations(input: LaneInput, lane: Lane): Pick<LaneOutput, 'findings' | 'access'> {
  if (keepsSandbox(input, lane)) return { findings: [], access: [] };
  const { api, settings } = input;
  const hasApiKey = [settings.defaultMode, ...settings.additionalModes].some(({ kind }) => kind === 'apiKey');
  if (api.globalRules === null || !hasApiKey) return { findings: [], access: [] };
  const isListed = listsOfKey(input);
  const models = new Map(api.models.map((model) => [model.name, model]));
  const lost = api.models.filter(isUnprotected).flatMap(({ name, fields }) =>
    fields.flatMap(({ name: field, relation }) => {
      const related = relation && models.get(relation.related);
      if (!related || !isRefused(related)) return [];
      if (relation.kind === 'hasMany' && !isListed(related.name)) return [];
      return [{ path: `${name}.${field}`, related, relation }];
    }),
  );
  return {
    findings: lost.map(({ path, related, relation }) =>
      finding('AM3008', 'data', relation.origin, { field: path, model: related.name }),
    ),
    access: lost.map(({ path }): AccessChange => ({
      principal: 'apiKey',
      action: 'read',
      resource: `graphql:${path}`,
      gen1: 'allowed, past the rules of the other model',
      gen2: 'denied, as the rules of the other model say',
      change: 'narrowed',
      proved: true,
      code: 'AM3008',
    })),
  };
}

/**
 * Public subscriptions of models without rules. Gen 1 has the API key listen there as everywhere to such a model; in
 * Gen 2 the model has a rule, and nothing is written on subscriptions of `level: public`, which leaves them to the
 * default mode.
 */
export function globalSubscriptions(input: LaneInput, lane: Lane): Pick<LaneOutput, 'findings' | 'access'> {
  const { api, settings } = input;
  if (keepsSandbox(input, lane)) return { findings: [], access: [] };
  const isAdditional = settings.additionalModes.some(({ kind }) => kind === 'apiKey');
  const isShut = (model: Model): boolean => isUnprotected(model) && model.subscriptionLevel === 'public';
  const models = api.globalRules !== null && isAdditional ? api.models.filter(isShut) : [];
  return {
    findings: models.map(({ name, modelAt }) => finding('AM3012', 'data', modelAt.origin, { model: name })),
    access: models.flatMap(({ operations }) =>
      (['onCreate', 'onUpdate', 'onDelete'] as const).flatMap((kind) =>
        operations[kind].map((name): AccessChange => ({
          principal: 'apiKey',
          action: 'listen',
          resource: `graphql:Subscription.${name}`,
          gen1: 'allowed',
          gen2: 'denied',
          change: 'narrowed',
          proved: true,
          code: 'AM3012',
        })),
      ),
    ),
  };
}

/**
 * Models between two others of which one has no rules but the global one. Gen 1 has for them the rules of the other;
 * where the global rule is written on a model, `@manyToMany` makes it one of both, unless it can be written out.
 */
export function globalJoins(input: LaneInput): Obstacle[] {
  const { api, settings } = input;
  const hasApiKey = [settings.defaultMode, ...settings.additionalModes].some(({ kind }) => kind === 'apiKey');
  if (api.globalRules === null || !hasApiKey) return [];
  const models = new Map(api.models.map((model) => [model.name, model]));
  return api.models.filter(isUnprotected).flatMap((model) =>
    model.fields.flatMap(({ relation }): Obstacle[] => {
      if (relation?.kind !== 'manyToMany') return [];
      const other = models.get(relation.related);
      if (other === undefined || isUnprotected(other) || canBeWritten([model, other])) return [];
      const join = relation.join.name;
      const access: AccessChange = {
        principal: 'apiKey',
        action: '*',
        resource: `graphql:${join}`,
        gen1: `as the rules of ${other.name} say`,
        gen2: 'allowed',
        change: 'widened',
        proved: true,
        code: 'AM3011',
      };
      const told = finding('AM3011', 'data', relation.origin, { join, model: other.name });
      const lanes = (['sdl', 'construct'] as const).filter((lane) => !keepsSandbox(input, lane));
      return [{ lanes, tables: 'any', finding: told, access: [access] }];
    }),
  );
}

function isUnprotected({ rules, fields }: Model): boolean {
  return rules === null && fields.every((field: Field) => field.rules === null);
}

/** A model that the API key sees, by a rule for writing, but may not read. */
function isRefused({ rules, fields }: Model): boolean {
  const ofKey = [...(rules ?? []), ...fields.flatMap((field) => field.rules ?? [])].filter(
    ({ provider }) => provider === 'apiKey',
  );
  return ofKey.length > 0 && !ofKey.some(mayRead);
}

function mayRead({ operations }: Rule): boolean {
  return operations === null || operations.some((operation) => !WRITES.has(operation));
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'delete']);
