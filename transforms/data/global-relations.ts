import { finding } from '../../src/core/finding.js';
import { type AccessChange } from '../../src/core/plan.js';
import { type Field, type Model, type Rule } from './api.js';
import { type LaneInput, type LaneOutput } from './lane.js';

/**
 * Relations of models that have no rules but those of `globalAuthRule`. Gen 1 guards no relation of such a model, as
 * it is none of those with `@auth` (authModelConfig of @aws-amplify/graphql-auth-transformer); Gen 2 has the rule
 * written on the model, and guards its relations by the rules of what they lead to.
 */
export function globalRelations({ api, settings }: LaneInput): Pick<LaneOutput, 'findings' | 'access'> {
  const hasApiKey = [settings.defaultMode, ...settings.additionalModes].some(({ kind }) => kind === 'apiKey');
  if (api.globalRules === null || !hasApiKey) return { findings: [], access: [] };
  const models = new Map(api.models.map((model) => [model.name, model]));
  const lost = api.models.filter(isUnprotected).flatMap(({ name, fields }) =>
    fields.flatMap(({ name: field, relation }) => {
      const related = relation && models.get(relation.related);
      return related && isRefused(related) ? [{ path: `${name}.${field}`, related, relation }] : [];
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
