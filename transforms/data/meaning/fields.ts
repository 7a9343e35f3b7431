import {
  type DirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  print,
  type TypeNode,
} from 'graphql';
import { type Argument, type Field, type Handler, type OtherDirective, type TypeRef } from '../api.js';
import { argumentOf, directiveOf, textOf } from '../schema/ast.js';
import { type Context, placed, type TypeFacts } from './context.js';
import { relationOf } from './relations.js';
import { rulesOf } from './rules.js';

/** Directives of fields that a member of the model stands for. */
const MODELLED: ReadonlySet<string> = new Set([
  'auth',
  'primaryKey',
  'index',
  'default',
  'hasMany',
  'hasOne',
  'belongsTo',
  'manyToMany',
  'function',
  'http',
  'predictions',
]);

/** A field of an object type; `type` is null for fields of Query, Mutation and Subscription. */
export function fieldOf(node: FieldDefinitionNode, type: TypeFacts | null, context: Context): Field {
  const { directives = NONE, arguments: given = NONE } = node;
  // Most fields of a large schema have no directives.
  const isPlain = directives.length === 0;
  return {
    node,
    origin: context.originOf(node),
    name: node.name.value,
    description: node.description?.value ?? null,
    type: typeRefOf(node.type),
    arguments: given.length === 0 ? NONE : given.map((argument) => argumentFieldOf(argument, context)),
    rules: isPlain ? null : rulesOf(node, context),
    defaultValue: isPlain ? null : defaultOf(node, context),
    relation: isPlain || type === null ? null : relationOf(type, node, context),
    handlers: isPlain ? NONE : directives.flatMap((directive) => handlerOf(directive, context) ?? NONE),
    directives: isPlain ? NONE : othersOf(directives, MODELLED, context),
  };
}

const NONE: readonly never[] = [];

/** A field of an input type: it has neither rules nor relations. */
export function inputFieldOf(node: InputValueDefinitionNode, context: Context): Field {
  const { name, description, origin, type, directives } = argumentFieldOf(node, context);
  return {
    node,
    origin,
    name,
    description,
    type,
    arguments: [],
    rules: null,
    defaultValue: node.defaultValue
      ? { ...placed(node.defaultValue, context), value: print(node.defaultValue) }
      : null,
    relation: null,
    handlers: [],
    directives,
  };
}

export function typeRefOf(node: TypeNode): TypeRef {
  const required = node.kind === 'NonNullType';
  const type = required ? node.type : node;
  return type.kind === 'ListType'
    ? { kind: 'list', of: typeRefOf(type.type), required }
    : { kind: 'named', name: type.name.value, required };
}

/** The directives that are not in `modelled`. */
export function othersOf(
  directives: readonly DirectiveNode[] | undefined,
  modelled: ReadonlySet<string>,
  context: Context,
): OtherDirective[] {
  const others: OtherDirective[] = [];
  for (const node of directives ?? []) {
    const name = node.name.value;
    if (!modelled.has(name)) others.push({ node, origin: context.originOf(node), name });
  }
  return others;
}

function argumentFieldOf(node: InputValueDefinitionNode, context: Context): Argument {
  return {
    ...placed(node, context),
    name: node.name.value,
    description: node.description?.value ?? null,
    type: typeRefOf(node.type),
    defaultValue: node.defaultValue ? print(node.defaultValue) : null,
    directives: othersOf(node.directives, new Set(), context),
  };
}

function defaultOf(node: FieldDefinitionNode, context: Context): Field['defaultValue'] {
  const directive = directiveOf(node, 'default');
  const value = directive && textOf(argumentOf(directive, 'value'));
  return directive && typeof value === 'string' ? { ...placed(directive, context), value } : null;
}

function handlerOf(directive: DirectiveNode, context: Context): Handler | null {
  switch (directive.name.value) {
    case 'function':
      return {
        ...placed(directive, context),
        kind: 'function',
        name: textOf(argumentOf(directive, 'name')) ?? '',
        region: textOf(argumentOf(directive, 'region')),
        accountId: textOf(argumentOf(directive, 'accountId')),
      };
    case 'http':
    case 'predictions':
      return { ...placed(directive, context), kind: directive.name.value };
    default:
      return null;
  }
}
