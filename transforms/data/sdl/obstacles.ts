import { finding } from '../../../src/core/finding.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type Api, type Model, type Operation, type Relation, type Rule } from '../api.js';
import { type Lane, type LaneInput, type Obstacle } from '../lane.js';
import { accessOfType } from '../opened-types.js';
import { rulesOf } from './amend.js';
import { typeAccess, unprotectedButHeld } from './amend-access.js';
import { canBeWritten } from './written-joins.js';

/** The lines of a Gen 1 project whose meaning `defineData` can't be given. */
export function sdlObstacles(input: LaneInput): Obstacle[] {
  return [
    ...ownersOfGroups(input),
    ...inheritedReads(input),
    ...relationKeys(input),
    ...predictions(input),
    ...openTypes(input),
    ...shutConnections(input),
  ];
}

/** Owners are written in `generateAuthExpressionForCreate`, before a static rule has let the caller in. */
function ownersOfGroups({ api, settings }: LaneInput): Obstacle[] {
  if (settings.flags.populateOwnerFieldForStaticGroupAuth) return [];
  return api.models.flatMap((model) => {
    const creating = (rulesOf(model, api) ?? []).filter(mayCreate);
    const owner = creating.find(
      (rule) => rule.strategy === 'owner' && creating.some((one) => isPast(one, rule)),
    );
    if (!owner) return [];
    const told = finding('AM3161', 'data', owner.origin, { model: model.name });
    const access: AccessChange = {
      principal: 'owner',
      action: 'update, delete, read',
      resource: `graphql:${model.name}`,
      gen1: 'not of records that they create as members of a group',
      gen2: 'of all records that they create',
      change: 'widened',
      proved: true,
      code: 'AM3161',
    };
    return [obstacle(['sdl'], told, access)];
  });
}

/** Whether a rule lets somebody create a record before another is asked for the owner: a static one, or an owner's. */
function isPast(one: Rule, owner: Rule): boolean {
  const isOwner = one.strategy === 'owner' && one !== owner;
  return one.provider === owner.provider && (isOwner || isStatic(one));
}

function mayCreate({ operations }: Rule): boolean {
  return operations === null || operations.includes('create');
}

function isStatic({ strategy, groups }: Pick<Rule, 'strategy' | 'groups'>): boolean {
  return strategy === 'private' || (strategy === 'groups' && groups !== null);
}

function inheritedReads({ api, settings }: LaneInput): Obstacle[] {
  if (!settings.flags.subscriptionsInheritPrimaryAuth) return [];
  const models = new Map(api.models.map((model) => [model.name, model]));
  return api.models.flatMap((model) => {
    if (model.subscriptionLevel !== 'on') return [];
    const hidden = model.fields.filter(({ relation, type, rules }) => {
      const related = relation && models.get(relation.related);
      return related && !type.required && !(rules === null && sameReaders(model, related, api));
    });
    const [first] = hidden;
    if (!first) return [];
    const fields = hidden.map(({ name }) => `\`${name}\``);
    return [obstacle(['sdl'], finding('AM3163', 'data', first.origin, { model: model.name, fields }))];
  });
}

/** Static rules alone that are the same on both sides: whoever reads one side reads the other. */
function sameReaders(a: Model, b: Model, api: Api): boolean {
  const texts = [a, b].map((model) => {
    const rules = rulesOf(model, api) ?? [];
    if (rules.some((rule) => !isStatic(rule) && rule.strategy !== 'public')) return null;
    return JSON.stringify(
      rules.map(({ strategy, provider, groups, operations }) => [strategy, provider, groups, operations]),
    );
  });
  return texts[0] !== null && texts[0] === texts[1];
}

function relationKeys({ api, settings }: LaneInput): Obstacle[] {
  const { respectPrimaryKeyAttributesOnConnectionField, enableAutoIndexQueryNames } = settings.flags;
  const models = new Map(api.models.map((model) => [model.name, [model]]));
  const keys = new Map(api.models.map(({ name, primaryKey }) => [name, primaryKey]));
  const changes = (model: Model, relation: Relation): boolean => {
    if (relation.kind === 'manyToMany') {
      // Written out it keeps its names.
      if (canBeWritten([model, ...(models.get(relation.related) ?? [])])) return false;
      return !respectPrimaryKeyAttributesOnConnectionField || !enableAutoIndexQueryNames;
    }
    if (!relation.implicit || respectPrimaryKeyAttributesOnConnectionField) return false;
    const isList = relation.kind === 'hasMany';
    const [first, ...others] = keys.get(isList ? model.name : relation.related) ?? [];
    // Gen 1 reads such a list by the first part of the key alone, and makes its index so.
    return first !== 'id' || (isList && others.length > 0);
  };
  return api.models.flatMap((model) =>
    model.fields.flatMap(({ name, relation }) => {
      if (!relation || !changes(model, relation)) return [];
      const params = { field: `${model.name}.${name}`, keys: keysOf(relation) };
      // The other side of a many-to-many relation says the same of its own key.
      return [obstacle(['sdl'], finding('AM3167', 'data', relation.origin, params))];
    }),
  );
}

function keysOf(relation: Relation): readonly string[] {
  if (relation.kind !== 'manyToMany') return relation.foreignKey;
  return relation.join.sides.flatMap(({ foreignKey }) => foreignKey);
}

function predictions({ api }: LaneInput): Obstacle[] {
  return predictionOperations(api).map(({ parent, name, origin }) =>
    obstacle(['sdl'], finding('AM3166', 'data', origin, { field: `${parent}.${name}` })),
  );
}

export function predictionOperations({ operations }: Api): Operation[] {
  return operations.filter(({ handlers }) => handlers.some(({ kind }) => kind === 'predictions'));
}

function openTypes(input: LaneInput): Obstacle[] {
  const rules = (model: Model) => rulesOf(model, input.api);
  const types = [...typeAccess({ input, rulesOf: rules }).values()];
  const opened = types.filter(({ extra }) => extra.length > 0);
  return opened.map((one) => ({
    lanes: ['sdl'],
    tables: 'any',
    finding: finding('AM3168', 'data', one.type.origin, { type: one.type.name, modes: one.extra }),
    // What it lacks is written.
    access: accessOfType({ ...one, missing: [] }, types, input, 'AM3168'),
  }));
}

/** The connection type of a model without rules is given to IAM alone, and can't be written in the SDL. */
function shutConnections({ api }: LaneInput): Obstacle[] {
  const held = unprotectedButHeld(api);
  const names = new Set(held.map(({ name }) => name));
  return held.flatMap((model) =>
    model.fields.flatMap(({ name, relation }) => {
      const isList = relation?.kind === 'hasMany' || relation?.kind === 'manyToMany';
      if (!isList || !names.has(relation.related)) return [];
      const params = { field: `${model.name}.${name}`, model: relation.related };
      return [obstacle(['sdl'], finding('AM3170', 'data', relation.origin, params))];
    }),
  );
}

function obstacle(lanes: readonly Lane[], told: Obstacle['finding'], access?: AccessChange): Obstacle {
  return { lanes, tables: 'any', finding: told, ...(access && { access: [access] }) };
}
