import {
  type DefinitionNode,
  type EnumTypeDefinitionNode,
  type InputObjectTypeDefinitionNode,
} from 'graphql';
import { type Api, type EnumType, type Model, type ObjectType, type OtherType, type Rule } from '../api.js';
import { argumentOf, descriptionOf, directiveOf, memberOf, nameOf, textOf } from '../schema/ast.js';
import { type Schema } from '../schema/schema.js';
import { type ApiSettings } from '../settings.js';
import { type Context, placed, rootsOf, type TypeFacts, typesOf } from './context.js';
import { fieldOf, inputFieldOf, othersOf } from './fields.js';
import { joinsOf } from './joins.js';
import { indexesOf, primaryKeyAt, timestampsOf } from './keys.js';
import { operationsOf } from './model-operations.js';
import { operationFieldsOf } from './operations.js';
import { pluralOf, upperFirst } from './names.js';
import { rulesIn, rulesOf } from './rules.js';

/** The input type in which Gen 1 reads settings of the API; it is no part of the API. */
const SETTINGS = 'AMPLIFY';

/** What a schema means, with every default of Gen 1 resolved for the flags of the project. */
export function meaningOf(schema: Schema, settings: ApiSettings): Api {
  const { flags } = schema;
  const types = typesOf(schema);
  const context: Context = {
    settings,
    flags,
    types,
    roots: rootsOf(schema),
    joins: joinsOf(types, flags),
    originOf: (node) => schema.originOf(node),
  };
  const objects = [...types.values()].filter(({ name }) => !context.roots.has(name));
  const { definitions } = schema.document;
  const inputs = definitions.filter((node) => node.kind === 'InputObjectTypeDefinition');
  return {
    models: objects.filter(({ isModel }) => isModel).map((type) => modelOf(type, context)),
    types: objects.filter(({ isModel }) => !isModel).map((type) => objectTypeOf(type, context)),
    inputs: inputs.filter((node) => node.name.value !== SETTINGS).map((node) => inputOf(node, context)),
    enums: definitions
      .filter((node) => node.kind === 'EnumTypeDefinition')
      .map((node) => enumOf(node, context)),
    others: definitions.flatMap((node) => otherOf(node, context) ?? []),
    operations: operationFieldsOf(schema, context),
    globalRules: globalRulesOf(inputs, context),
  };
}

/** Directives of object types that a member of the model stands for. */
const ON_MODELS: ReadonlySet<string> = new Set(['model', 'auth', 'searchable']);
const ON_TYPES: ReadonlySet<string> = new Set(['auth']);

function modelOf(type: TypeFacts, context: Context): Model {
  const directive = directiveOf(type.node, 'model');
  if (directive === undefined) throw new Error(`AM9001: ${type.name} is no model`);
  const mapsTo = directiveOf(type.node, 'mapsTo');
  return {
    ...objectTypeOf(type, context),
    directives: othersOf(type.node.directives, ON_MODELS, context),
    primaryKey: type.primaryKey,
    primaryKeyAt: primaryKeyAt(type, context),
    indexes: indexesOf(type, context),
    ...operationsOf(directive, type.name, context),
    timestamps: timestampsOf(type),
    mapsTo: (mapsTo && textOf(argumentOf(mapsTo, 'name'))) ?? null,
    searchable: searchableOf(type, context),
    modelAt: placed(directive, context),
  };
}

function objectTypeOf(type: TypeFacts, context: Context): ObjectType {
  const { node } = type;
  return {
    ...placed(node, context),
    name: type.name,
    description: node.description?.value ?? null,
    fields: [...type.fields.values()].map((field) => fieldOf(field, type, context)),
    interfaces: (node.interfaces ?? []).map((one) => one.name.value),
    rules: rulesOf(node, context),
    directives: othersOf(node.directives, ON_TYPES, context),
  };
}

function searchableOf({ node, name }: TypeFacts, context: Context): Model['searchable'] {
  const directive = directiveOf(node, 'searchable');
  if (directive === undefined) return null;
  const queries = argumentOf(directive, 'queries');
  const given = textOf(memberOf(queries, 'search')) ?? '';
  const automatic = `search${pluralOf(upperFirst(name))}`;
  // Without merging, and also with it, a map that does not name the query takes it away.
  const query = queries?.kind === 'ObjectValue' ? (given === '' ? null : given) : automatic;
  return { ...placed(directive, context), query };
}

function inputOf(node: InputObjectTypeDefinitionNode, context: Context): ObjectType {
  return {
    ...placed(node, context),
    name: node.name.value,
    description: node.description?.value ?? null,
    fields: (node.fields ?? []).map((field) => inputFieldOf(field, context)),
    interfaces: [],
    rules: null,
    directives: othersOf(node.directives, new Set(), context),
  };
}

function enumOf(node: EnumTypeDefinitionNode, context: Context): EnumType {
  const values = node.values ?? [];
  return {
    ...placed(node, context),
    name: node.name.value,
    description: node.description?.value ?? null,
    values: values.map((value) => value.name.value),
    decorated: values.some((value) => value.description !== undefined || (value.directives ?? []).length > 0),
  };
}

const OTHER_KINDS: Partial<Record<DefinitionNode['kind'], OtherType['kind']>> = {
  InterfaceTypeDefinition: 'interface',
  UnionTypeDefinition: 'union',
  ScalarTypeDefinition: 'scalar',
  DirectiveDefinition: 'directive',
  SchemaDefinition: 'schema',
};

function otherOf(node: DefinitionNode, context: Context): OtherType | null {
  const kind = OTHER_KINDS[node.kind];
  if (kind === undefined) return null;
  return {
    ...placed(node, context),
    kind,
    name: nameOf(node) ?? 'schema',
    description: descriptionOf(node),
  };
}

/** Gen 1 looks at the first setting of this name only, under either spelling. */
function globalRulesOf(inputs: readonly InputObjectTypeDefinitionNode[], context: Context): Rule[] | null {
  const settings = inputs.find((node) => node.name.value === SETTINGS);
  const rule = settings?.fields?.find(({ name }) => GLOBAL_RULE.has(name.value));
  return rule?.defaultValue ? rulesIn(rule.defaultValue, context) : null;
}

const GLOBAL_RULE: ReadonlySet<string> = new Set(['globalAuthRule', 'global_auth_rule']);
