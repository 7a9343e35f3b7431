import { type Field, type JoinModel, type Model, type Rule, type TypeRef } from '../api.js';
import { type Join, writtenOutJoins } from '../builder/joins.js';
import { type Lane, type LaneInput } from '../lane.js';
import { DEFAULT_PROVIDERS } from '../meaning/rules.js';
import { type Amendments, isUnprotected, keepsSandbox, PUBLIC, reachesApiKey } from './amend.js';

/** The lanes that hold SDL. */
type SdlLane = Exclude<Lane, 'builder'>;

/** Writes out the models of those `@manyToMany` that would mean something else: at the end, where they are made. */
export function writeJoins(amendments: Amendments, lane: SdlLane): void {
  const { input, sdl, tell } = amendments;
  const joins = new Map(writtenJoins(input, lane).map((join) => [join.model.name, join]));
  const keyed = new Set<string>();
  for (const model of input.api.models) {
    for (const { name, relation } of model.fields) {
      const join = relation?.kind === 'manyToMany' ? joins.get(relation.join.name) : undefined;
      const side = join && relation?.kind === 'manyToMany' ? sideOf(relation.join, model, name) : undefined;
      if (!join || !side || !relation) continue;
      const limit =
        relation.kind === 'manyToMany' && relation.limit !== 100 ? `, limit: ${relation.limit}` : '';
      const added = `@hasMany(indexName: ${quoted(side.index)}, fields: ${texts(model.primaryKey)}${limit})`;
      sdl.replaceRelation(model.name, name, join.model.name, added);
      const withKey = !keyed.has(model.name) && writeKey(model, sdl);
      keyed.add(model.name);
      const type = `type ${join.model.name}`;
      tell('AM3156', relation.origin, withKey ? `id: ID!\` and \`${type}` : type);
    }
  }
  for (const { model } of joins.values()) sdl.append(typeText(model, rulesText(model, input, lane)));
}

/** `@hasMany` takes `id` only where it is written (getFieldsNodes of @aws-amplify/graphql-relational-transformer). */
function writeKey({ name, primaryKeyAt }: Model, sdl: Amendments['sdl']): boolean {
  const node = sdl.type(name);
  if (!node || primaryKeyAt !== null || sdl.field(name, 'id') !== undefined) return false;
  sdl.addField(node, 'id: ID!');
  return true;
}

function sideOf(
  { sides }: JoinModel,
  { name }: Model,
  field: string,
): JoinModel['sides'][number] | undefined {
  return sides.find((side) => side.model === name && side.field === field);
}

/**
 * The many-to-many relations that a lane writes out. With the directive the transformers give the model between the
 * table of one side (addJoinTableToDatasourceStrategies of @aws-amplify/graphql-relational-transformer), the names
 * that the flags of `defineData` say, and the rules of both sides, of which one may be Gen 1's global one.
 */
function writtenJoins(input: LaneInput, lane: SdlLane): readonly Join[] {
  const { api, settings, tables } = input;
  const { joins } = writtenOutJoins(api);
  const { respectPrimaryKeyAttributesOnConnectionField, enableAutoIndexQueryNames } = settings.flags;
  const isRenamed = !respectPrimaryKeyAttributesOnConnectionField || !enableAutoIndexQueryNames;
  const all = tables.kind === 'import' || (lane === 'sdl' && isRenamed);
  const isMixed = (sides: readonly Model[]): boolean =>
    api.globalRules !== null && !keepsSandbox(input, lane) && sides.filter(isUnprotected).length === 1;
  return joins.filter(({ sides }) => canBeWritten(sides) && (all || isMixed(sides)));
}

/**
 * Whether the model between can be written out. The table of one whose side has another name than its own table holds
 * keys that are called after that table (`registerManyToManyForeignKeyMappings`), which no directive says.
 */
export function canBeWritten(sides: readonly Pick<Model, 'mapsTo'>[]): boolean {
  return sides.every(({ mapsTo }) => mapsTo === null);
}

function typeText({ name, fields, indexes }: Model, rules: string): string {
  const lines = fields.map((field) => {
    const [index] = indexes.filter(({ fields: [first] }) => first === field.name);
    return `  ${field.name}: ${typeOf(field.type)}${index ? ` ${indexText(index)}` : ''}${reference(field)}\n`;
  });
  return `type ${name} @model${rules} {\n${lines.join('')}}\n`;
}

function indexText({ name, fields: [, ...sortKeys], queryField }: Model['indexes'][number]): string {
  const sorted = sortKeys.length > 0 ? `, sortKeyFields: ${texts(sortKeys)}` : '';
  const query = queryField === null ? 'null' : quoted(queryField);
  return `@index(name: ${quoted(name)}${sorted}, queryField: ${query})`;
}

function reference({ relation }: Field): string {
  return relation?.kind === 'belongsTo' ? ` @belongsTo(fields: ${texts(relation.foreignKey)})` : '';
}

/** The rules of both sides; a model between two without any is for the global rule, as they are. */
function rulesText({ rules }: Model, input: LaneInput, lane: SdlLane): string {
  if (rules === null) {
    const isWritten = input.api.globalRules !== null && reachesApiKey(input) && !keepsSandbox(input, lane);
    return isWritten ? ` ${PUBLIC}` : '';
  }
  const claim =
    lane === 'sdl' && !input.settings.flags.useSubUsernameForDefaultIdentityClaim ? 'username' : null;
  return ` @auth(rules: [${rules.map((rule) => ruleText(rule, claim)).join(', ')}])`;
}

function ruleText(rule: Rule, claim: string | null): string {
  const { strategy, provider, ownerField, groups, groupsField, groupClaim, operations } = rule;
  const identityClaim = rule.identityClaim ?? (strategy === 'owner' ? claim : null);
  const members = [
    `allow: ${strategy}`,
    ...(provider === DEFAULT_PROVIDERS[strategy] ? [] : [`provider: ${provider}`]),
    ...(ownerField === null || ownerField === 'owner' ? [] : [`ownerField: ${quoted(ownerField)}`]),
    ...(identityClaim === null ? [] : [`identityClaim: ${quoted(identityClaim)}`]),
    ...(groups === null ? [] : [`groups: ${texts(groups)}`]),
    ...(groupsField === null ? [] : [`groupsField: ${quoted(groupsField)}`]),
    ...(groupClaim === null ? [] : [`groupClaim: ${quoted(groupClaim)}`]),
    ...(operations === null ? [] : [`operations: [${operations.join(', ')}]`]),
  ];
  return `{ ${members.join(', ')} }`;
}

function typeOf(type: TypeRef): string {
  const text = type.kind === 'named' ? type.name : `[${typeOf(type.of)}]`;
  return type.required ? `${text}!` : text;
}

function texts(values: readonly string[]): string {
  return `[${values.map(quoted).join(', ')}]`;
}

/** Escapes of JSON are GraphQL's. */
function quoted(value: string): string {
  return JSON.stringify(value);
}
