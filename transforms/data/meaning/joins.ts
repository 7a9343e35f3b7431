import { type FieldDefinitionNode } from 'graphql';
import { type JoinModel, type JoinSide } from '../api.js';
import { argumentOf, directiveOf, textOf } from '../schema/ast.js';
import { type TypeFacts } from './context.js';
import { indexQueryName, lowerFirst, typeNameOf, upperFirst } from './names.js';
import { type TransformerFlags } from '../settings.js';

interface End {
  readonly type: TypeFacts;
  readonly field: FieldDefinitionNode;
}

/** The models that Gen 1 adds for `@manyToMany`, by name; a relation that has not two ends has none. */
export function joinsOf(
  types: ReadonlyMap<string, TypeFacts>,
  flags: TransformerFlags,
): Map<string, JoinModel> {
  const ends = new Map<string, End[]>();
  for (const type of types.values()) {
    for (const field of type.fields.values()) {
      const directive = type.isModel ? directiveOf(field, 'manyToMany') : undefined;
      const relation = directive && textOf(argumentOf(directive, 'relationName'));
      if (typeof relation !== 'string') continue;
      const name = typeNameOf(relation);
      ends.set(name, [...(ends.get(name) ?? []), { type, field }]);
    }
  }
  const joins = new Map<string, JoinModel>();
  for (const [name, [first, second]] of ends) {
    if (!first || !second) continue;
    joins.set(name, { name, sides: [sideOf(first, name, flags), sideOf(second, name, flags)] });
  }
  return joins;
}

/**
 * The names that ManyToManyTransformer gives: the key is called after the model (`postID`, or `postId` where the
 * flag keeps names of keys), sort keys without a capital letter (`posttitle`), the index after the table.
 */
function sideOf({ type, field }: End, join: string, flags: TransformerFlags): JoinSide {
  const reference = lowerFirst(type.name);
  const stored = lowerFirst(type.tableName);
  const [partitionKey = 'id', ...sortKeys] = type.primaryKey;
  const suffix = flags.respectPrimaryKeyAttributesOnConnectionField ? upperFirst(partitionKey) : 'ID';
  const indexed = [`${stored}${suffix}`, ...sortKeys.map((key) => `${stored}${key}`)];
  return {
    model: type.name,
    field: field.name.value,
    reference,
    foreignKey: [`${reference}${suffix}`, ...sortKeys.map((key) => `${reference}${key}`)],
    index: `by${type.tableName}`,
    queryField: flags.enableAutoIndexQueryNames ? indexQueryName(join, indexed) : null,
  };
}
