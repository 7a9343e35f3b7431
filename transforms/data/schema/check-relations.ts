import { type DirectiveNode, type FieldDefinitionNode } from 'graphql';
import { finding, type Finding } from '../../../src/core/finding.js';
import { type RelationRefusal } from '../../../src/core/codes/data-schema.js';
import { type TypeFacts } from '../meaning/context.js';
import { typeNameOf } from '../meaning/names.js';
import { argumentOf, baseTypeOf, directiveOf, isListType, textOf, textsOf } from './ast.js';
import { type CheckContext, isScalarOrEnum } from './check-context.js';

const RELATIONS: ReadonlySet<string> = new Set(['hasMany', 'hasOne', 'belongsTo', 'manyToMany']);

interface Relation {
  readonly type: TypeFacts;
  readonly field: FieldDefinitionNode;
  readonly directive: DirectiveNode;
}

/** Relations that Gen 1 refuses (amplify-graphql-relational-transformer). */
export function checkRelations(context: CheckContext): Finding[] {
  const relations = relationsIn(context);
  const ends = endsOf(relations);
  return relations.flatMap((relation) => {
    const reason = refusalOf(relation, ends, context);
    if (reason === null) return [];
    const { type, field, directive } = relation;
    const name = `${type.name}.${field.name.value}`;
    const related = baseTypeOf(field.type);
    return [
      finding('AM3039', 'data', context.originOf(directive), {
        name,
        directive: directive.name.value,
        related,
        reason,
      }),
    ];
  });
}

/** Those of models: that others have none is told of their place. */
function relationsIn({ types }: CheckContext): Relation[] {
  const relations: Relation[] = [];
  for (const type of types.values()) {
    if (!type.isModel) continue;
    for (const field of type.fields.values()) {
      for (const directive of field.directives ?? []) {
        if (RELATIONS.has(directive.name.value)) relations.push({ type, field, directive });
      }
    }
  }
  return relations;
}

/** The ends of each `@manyToMany` by the name of its join model. */
function endsOf(relations: readonly Relation[]): Map<string, Relation[]> {
  const ends = new Map<string, Relation[]>();
  for (const relation of relations) {
    if (relation.directive.name.value !== 'manyToMany') continue;
    const name = joinName(relation);
    ends.set(name, [...(ends.get(name) ?? []), relation]);
  }
  return ends;
}

function joinName({ directive }: Relation): string {
  return typeNameOf(textOf(argumentOf(directive, 'relationName')) ?? '');
}

function refusalOf(
  relation: Relation,
  ends: ReadonlyMap<string, readonly Relation[]>,
  context: CheckContext,
): RelationRefusal | null {
  const { field, directive } = relation;
  const kind = directive.name.value;
  const isMany = kind === 'hasMany' || kind === 'manyToMany';
  if (isMany && !isListType(field.type)) return 'no-list';
  if (!isMany && isListType(field.type)) return 'list';
  const related = context.types.get(baseTypeOf(field.type));
  if (related?.isModel !== true) return 'no-model';
  if (kind === 'manyToMany') return joinRefusal(relation, related, ends, context);
  if (kind === 'belongsTo' && !pointsBack(relation.type, related)) return 'one-sided';
  return keyRefusal(relation, related, context);
}

function joinRefusal(
  relation: Relation,
  related: TypeFacts,
  ends: ReadonlyMap<string, readonly Relation[]>,
  { types }: CheckContext,
): RelationRefusal | null {
  const name = joinName(relation);
  const both = ends.get(name) ?? [];
  if (both.length !== 2) return 'ends';
  const other = both.find((end) => end !== relation);
  if (other?.type.name !== related.name) return 'other-end';
  return types.has(name) ? 'join-name' : null;
}

function pointsBack(type: TypeFacts, related: TypeFacts): boolean {
  for (const field of related.fields.values()) {
    if (baseTypeOf(field.type) !== type.name) continue;
    if (directiveOf(field, 'hasOne') ?? directiveOf(field, 'hasMany')) return true;
  }
  return false;
}

function keyRefusal(
  { type, directive }: Relation,
  related: TypeFacts,
  context: CheckContext,
): RelationRefusal | null {
  const references = textsOf(argumentOf(directive, 'references'));
  const given = argumentOf(directive, 'fields');
  const fields = textsOf(given) ?? [];
  if (references !== null) return given === undefined ? null : 'fields-and-references';
  if (given?.kind === 'ListValue' && fields.length === 0) return 'no-fields';
  const nodes: FieldDefinitionNode[] = [];
  for (const name of fields) {
    const node = type.fields.get(name);
    if (node === undefined || !isDeclared(type, name)) return 'no-field';
    if (!isScalarOrEnum(node, context)) return 'no-scalar';
    nodes.push(node);
  }
  const indexName = directive.name.value === 'hasMany' ? textOf(argumentOf(directive, 'indexName')) : null;
  const key = indexName === null ? related.primaryKey : indexKey(related, indexName);
  if (key === null) return 'no-index';
  if (nodes.length > 1 && nodes.length !== key.length) return 'key-length';
  const types = nodes.map((node, index) => [baseTypeOf(node.type), keyType(related, key[index] ?? '')]);
  return types.some(([own, other]) => own !== other) ? 'key-type' : null;
}

/** Gen 1 does not see fields of extensions here. */
function isDeclared({ node }: TypeFacts, name: string): boolean {
  return (node.fields ?? []).some((field) => field.name.value === name);
}

function indexKey({ fields }: TypeFacts, indexName: string): string[] | null {
  for (const [name, field] of fields) {
    for (const directive of field.directives ?? []) {
      if (directive.name.value !== 'index' || textOf(argumentOf(directive, 'name')) !== indexName) continue;
      return [name, ...(textsOf(argumentOf(directive, 'sortKeyFields')) ?? [])];
    }
  }
  return null;
}

/** The key `id` is there also where it is not written. */
function keyType({ fields }: TypeFacts, name: string): string {
  const field = fields.get(name);
  return field === undefined ? 'ID' : baseTypeOf(field.type);
}
