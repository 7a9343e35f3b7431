import {
  type ASTNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { type Origin } from '../../../src/core/origin.js';
import { type JoinModel, type Placed } from '../api.js';
import { argumentOf, directiveOf, textOf, textsOf } from '../schema/ast.js';
import { type Schema } from '../schema/schema.js';
import { type ApiSettings, type TransformerFlags } from '../settings.js';

/** An object type with what relations of other types ask about it. */
export interface TypeFacts {
  readonly node: ObjectTypeDefinitionNode;
  readonly name: string;
  readonly isModel: boolean;
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  readonly primaryKey: readonly string[];
  /** The name that its table, and the indexes of relations to it, are called after. */
  readonly tableName: string;
}

/** The names of the types that hold the operations. */
export type Roots = ReadonlyMap<string, 'Query' | 'Mutation' | 'Subscription'>;

/** What the parts of the meaning are made from. */
export interface Context {
  readonly settings: ApiSettings;
  readonly flags: TransformerFlags;
  readonly types: ReadonlyMap<string, TypeFacts>;
  readonly roots: Roots;
  readonly joins: ReadonlyMap<string, JoinModel>;
  originOf(node: ASTNode): Origin;
}

/** The place of a node. */
export function placed(node: ASTNode, { originOf }: Pick<Context, 'originOf'>): Placed {
  return { node, origin: originOf(node) };
}

export function rootsOf({ document }: Pick<Schema, 'document'>): Roots {
  const roots = new Map<string, 'Query' | 'Mutation' | 'Subscription'>();
  for (const definition of document.definitions) {
    if (definition.kind !== 'SchemaDefinition') continue;
    for (const { operation, type } of definition.operationTypes) roots.set(type.name.value, ROOTS[operation]);
  }
  if (roots.size > 0) return roots;
  return new Map(Object.values(ROOTS).map((name) => [name, name]));
}

const ROOTS = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

const known = new WeakMap<DocumentNode, ReadonlyMap<string, TypeFacts>>();

/** The object types by name, made once: the checks of a schema ask for them, and its meaning. */
export function typesOf({ document }: Pick<Schema, 'document'>): ReadonlyMap<string, TypeFacts> {
  const types = known.get(document) ?? typesIn(document);
  known.set(document, types);
  return types;
}

/** The object types, each with the fields of its extensions. The first of two with one name counts. */
function typesIn(document: DocumentNode): Map<string, TypeFacts> {
  const extensions = new Map<string, ObjectTypeExtensionNode[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== 'ObjectTypeExtension') continue;
    const name = definition.name.value;
    extensions.set(name, [...(extensions.get(name) ?? []), definition]);
  }
  const types = new Map<string, TypeFacts>();
  for (const definition of document.definitions) {
    if (definition.kind !== 'ObjectTypeDefinition' || types.has(definition.name.value)) continue;
    types.set(definition.name.value, factsOf(definition, extensions.get(definition.name.value) ?? []));
  }
  return types;
}

function factsOf(node: ObjectTypeDefinitionNode, extensions: readonly ObjectTypeExtensionNode[]): TypeFacts {
  const fields = new Map<string, FieldDefinitionNode>();
  for (const field of [node, ...extensions].flatMap((part) => part.fields ?? [])) {
    if (!fields.has(field.name.value)) fields.set(field.name.value, field);
  }
  const mapsTo = directiveOf(node, 'mapsTo');
  return {
    node,
    name: node.name.value,
    isModel: directiveOf(node, 'model') !== undefined,
    fields,
    primaryKey: primaryKeyOf(fields),
    tableName: (mapsTo && textOf(argumentOf(mapsTo, 'name'))) ?? node.name.value,
  };
}

function primaryKeyOf(fields: ReadonlyMap<string, FieldDefinitionNode>): string[] {
  for (const [name, field] of fields) {
    const directive = directiveOf(field, 'primaryKey');
    if (directive) return [name, ...(textsOf(argumentOf(directive, 'sortKeyFields')) ?? [])];
  }
  return ['id'];
}
