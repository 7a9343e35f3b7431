import { finding } from '../../../src/core/finding.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type Api, type Model, type Operation, type Relation, type Rule } from '../api.js';
import { type Lane, type LaneInput, type Obstacle } from '../lane.js';
import { type ApiSettings } from '../settings.js';
import { rulesOf } from './amend.js';
import { typeAccess } from './amend-access.js';

/** What `defineData` has no words for, whichever way the schema is written. */
const DEFINE_DATA: readonly Lane[] = ['builder', 'sdl'];

/** The lines of a Gen 1 project whose meaning `defineData` can't be given. */
export function sdlObstacles(input: LaneInput): Obstacle[] {
  return [
    ...ownersOfGroups(input),
    ...localIndexes(input),
    ...inheritedReads(input),
    ...relationKeys(input),
    ...conflictResolution(input),
    ...adminRoles(input),
    ...predictions(input),
    ...openTypes(input),
  ];
}

/** Owners are written in `generateAuthExpressionForCreate`, before a static rule has let the caller in. */
function ownersOfGroups({ api, settings }: LaneInput): Obstacle[] {
  if (settings.flags.populateOwnerFieldForStaticGroupAuth) return [];
  return api.models.flatMap((model) => {
    const creating = (rulesOf(model, api) ?? []).filter(mayCreate);
    const owner = creating.find(({ strategy }) => strategy === 'owner');
    const others = creating.some(({ provider, ...rule }) => isStatic(rule) && provider === owner?.provider);
    if (!owner || !others) return [];
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
    return [obstacle(DEFINE_DATA, told, access)];
  });
}

function mayCreate({ operations }: Rule): boolean {
  return operations === null || operations.includes('create');
}

function isStatic({ strategy, groups }: Pick<Rule, 'strategy' | 'groups'>): boolean {
  return strategy === 'private' || (strategy === 'groups' && groups !== null);
}

function localIndexes({ api }: LaneInput): Obstacle[] {
  return api.models.flatMap(({ name, indexes }) =>
    indexes
      .filter(({ local }) => local)
      .map((index) =>
        obstacle(DEFINE_DATA, finding('AM3162', 'data', index.origin, { model: name, index: index.name })),
      ),
  );
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
    return [obstacle(DEFINE_DATA, finding('AM3163', 'data', first.origin, { model: model.name, fields }))];
  });
}

/** Static rules alone that are the same on both sides: whoever reads one side reads the other. */
function sameReaders(a: Model, b: Model, api: Api): boolean {
  const texts = [a, b].map((model) => {
    const rules = rulesOf(model, api) ?? [];
    if (rules.some((rule) => !isStatic(rule) && rule.strategy !== 'public')) return null;
    return JSON.stringify(rules.map(({ node: _, origin: __, ...rule }) => rule));
  });
  return texts[0] !== null && texts[0] === texts[1];
}

function relationKeys({ api, settings }: LaneInput): Obstacle[] {
  const { respectPrimaryKeyAttributesOnConnectionField, enableAutoIndexQueryNames } = settings.flags;
  const keys = new Map(api.models.map(({ name, primaryKey }) => [name, primaryKey[0] ?? 'id']));
  const changes = (model: Model, relation: Relation): boolean => {
    if (relation.kind === 'manyToMany') {
      return !respectPrimaryKeyAttributesOnConnectionField || !enableAutoIndexQueryNames;
    }
    if (!relation.implicit || respectPrimaryKeyAttributesOnConnectionField) return false;
    const named = relation.kind === 'hasMany' ? model.name : relation.related;
    return keys.get(named) !== 'id';
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

function conflictResolution({ settings }: LaneInput): Obstacle[] {
  const { conflicts } = settings;
  if (conflicts === null) return [];
  const [first] = [conflicts.project, ...conflicts.models.values()].filter((handler) => handler !== null);
  const models = conflicts.project ? [] : [...conflicts.models.keys()].map((name) => `\`${name}\``);
  const origin = first?.origin ?? settings.defaultMode.origin;
  return [obstacle(DEFINE_DATA, finding('AM3164', 'data', origin, { models }))];
}

/** Roles that Amplify Studio adds to the list by itself; nobody's application comes by them. */
const OF_STUDIO = /_(?:Full-access|Manage-only)\/CognitoIdentityCredentials$/;
/** The role of a group of the user pool is called `<pool>-<group>GroupRole`. */
const GROUP_ROLE = /(?:^|-)([^-/]+)GroupRole(?:$|\/)/;

function adminRoles({ settings }: LaneInput): Obstacle[] {
  if (!hasIam(settings)) return [];
  return settings.adminRoles.flatMap(({ name, origin }) => {
    const group = GROUP_ROLE.exec(name)?.[1];
    if (OF_STUDIO.test(name) || (group === undefined && !name.includes('CognitoIdentityCredentials')))
      return [];
    const access: AccessChange = {
      principal: group === undefined ? 'iamRole' : `group:${group}`,
      action: '*',
      resource: 'graphql:*',
      gen1: 'past all rules, with credentials of the identity pool',
      gen2: 'by the rules only',
      change: 'narrowed',
      proved: true,
      code: 'AM3165',
    };
    return [obstacle(DEFINE_DATA, finding('AM3165', 'data', origin, { role: name }), access)];
  });
}

export function hasIam({ defaultMode, additionalModes }: ApiSettings): boolean {
  return [defaultMode, ...additionalModes].some(({ kind }) => kind === 'iam');
}

function predictions({ api }: LaneInput): Obstacle[] {
  return predictionOperations(api).map(({ parent, name, origin }) =>
    obstacle(DEFINE_DATA, finding('AM3166', 'data', origin, { field: `${parent}.${name}` })),
  );
}

export function predictionOperations({ operations }: Api): Operation[] {
  return operations.filter(({ handlers }) => handlers.some(({ kind }) => kind === 'predictions'));
}

function openTypes(input: LaneInput): Obstacle[] {
  const rules = (model: Model) => rulesOf(model, input.api);
  return [...typeAccess({ input, rulesOf: rules }).values()].flatMap(({ type, extra }) =>
    extra.length === 0
      ? []
      : [obstacle(['sdl'], finding('AM3168', 'data', type.origin, { type: type.name, modes: extra }))],
  );
}

function obstacle(lanes: readonly Lane[], told: Obstacle['finding'], access?: AccessChange): Obstacle {
  return { lanes, tables: 'any', finding: told, ...(access && { access: [access] }) };
}
