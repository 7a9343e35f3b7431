import { type ASTNode, type FieldDefinitionNode } from 'graphql';
import { upperFirst } from '../meaning/names.js';
import { argumentOf, baseTypeOf, directiveOf, isListType, memberOf, textOf } from '../schema/ast.js';
import { type Context, filled, type V1Model } from './context.js';
import { subscriptionLevel, v1Plural } from './model.js';
import { type Surface } from './rules.js';

/** A way to the records of a model: an operation, or a relation of another model. */
export interface Way {
  readonly kind: 'create' | 'update' | 'delete' | 'get' | 'list' | 'index' | 'search' | 'relation';
  /** `Query.listPosts`, `Blog.posts`. */
  readonly path: string;
  readonly at: ASTNode;
  /** For a list and the query of an index: the fields of its key. */
  readonly key: readonly string[];
  /** Whether v1 answers with a connection, a type with directives of its own. */
  readonly many: boolean;
  /** The relation, which is as visible as the model that has it. */
  readonly relation: Relation | null;
}

/** A field with `@connection`, and the model that has it. */
export interface Relation {
  readonly parent: V1Model;
  readonly field: FieldDefinitionNode;
}

/** The fields with `@connection` by the name of the model that they lead to. */
export function relationsByTarget(models: Iterable<V1Model>): Map<string, Relation[]> {
  const found = new Map<string, Relation[]>();
  for (const parent of models) {
    for (const field of parent.fields.values()) {
      if (directiveOf(field, 'connection') === undefined) continue;
      const target = baseTypeOf(field.type);
      const known = found.get(target);
      if (known === undefined) found.set(target, [{ parent, field }]);
      else known.push({ parent, field });
    }
  }
  return found;
}

/** Every way to a model that v1 makes, but subscriptions. */
export function waysTo(model: V1Model, relations: readonly Relation[], context: Context): Way[] {
  const plain = { relation: null, many: false, key: [] };
  const names = { get: upperFirst(model.name), list: v1Plural(model.name, context) };
  const queries = (['get', 'list'] as const).flatMap((kind): Way[] => {
    if (!hasQuery(model, kind)) return [];
    const name = textOf(memberOf(argumentOf(model.modelAt, 'queries'), kind)) ?? `${kind}${names[kind]}`;
    const path = `Query.${name}`;
    if (kind === 'get') return [{ ...plain, kind, path, at: model.modelAt }];
    const primary = model.keys.find((key) => key.name === null)?.fields ?? [];
    return [{ ...plain, kind, path, at: model.modelAt, many: true, key: primary }];
  });
  const mutations = (['create', 'update', 'delete'] as const).flatMap((kind): Way[] => {
    if (!hasMutation(model, kind)) return [];
    const given = textOf(memberOf(argumentOf(model.modelAt, 'mutations'), kind));
    return [{ ...plain, kind, path: `Mutation.${given ?? `${kind}${names.get}`}`, at: model.modelAt }];
  });
  const indexes = model.keys.flatMap(({ name, fields, queryField, node }): Way[] =>
    name === null || queryField === null
      ? []
      : [{ ...plain, kind: 'index', path: `Query.${queryField}`, at: node, many: true, key: fields }],
  );
  return [
    ...mutations,
    ...queries,
    ...indexes,
    ...searches(model, names.list).map((way): Way => ({ ...plain, ...way, kind: 'search' })),
    ...relations.map((relation): Way => {
      const { parent, field } = relation;
      const at = directiveOf(field, 'connection') ?? field;
      const path = `${parent.name}.${field.name.value}`;
      return { ...plain, kind: 'relation', path, at, many: isListType(field.type), relation };
    }),
  ];
}

/** What graphql-elasticsearch-transformer adds; its directives and its check are those of other queries. */
function searches({ node }: V1Model, plural: string): Pick<Way, 'path' | 'at'>[] {
  const at = directiveOf(node, 'searchable');
  const queries = at && argumentOf(at, 'queries');
  if (at === undefined || queries?.kind === 'NullValue') return [];
  return [{ path: `Query.${textOf(memberOf(queries, 'search')) ?? `search${plural}`}`, at }];
}

/** Whether there is anything in the API that v1 protects by the rules for the surface. */
export function exists(surface: Surface, model: V1Model, relations: readonly Relation[]): boolean {
  switch (surface) {
    case 'create':
    case 'update':
    case 'delete':
      return hasMutation(model, surface);
    case 'get':
    case 'list':
      return hasQuery(model, surface);
    case 'read':
      return (
        relations.length > 0 ||
        hasIndexQuery(model) ||
        subscriptionLevel(model) !== 'off' ||
        directiveOf(model.node, 'searchable') !== undefined
      );
  }
}

export function hasIndexQuery({ keys }: V1Model): boolean {
  return keys.some(({ name, queryField }) => name !== null && queryField !== null);
}

/** A map of queries has those that it names. */
export function hasQuery(model: V1Model, name: 'get' | 'list'): boolean {
  return isNamed(model, 'queries', name);
}

/** A map of mutations has those that it names. */
export function hasMutation(model: V1Model, name: 'create' | 'update' | 'delete'): boolean {
  return isNamed(model, 'mutations', name);
}

function isNamed({ modelAt }: V1Model, map: string, name: string): boolean {
  const given = argumentOf(modelAt, map);
  return given === undefined || filled(textOf(memberOf(given, name))) !== null;
}
