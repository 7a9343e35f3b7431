import { type Index, type Model, type Placed } from '../api.js';
import { argumentOf, directiveOf, textOf, textsOf } from '../schema/ast.js';
import { type Context, placed, type TypeFacts } from './context.js';
import { indexQueryName } from './names.js';

/** Where the primary key is written; null when it is the implicit `id`. */
export function primaryKeyAt({ fields }: TypeFacts, context: Context): Placed | null {
  for (const field of fields.values()) {
    const directive = directiveOf(field, 'primaryKey');
    if (directive) return placed(directive, context);
  }
  return null;
}

/** The indexes that the schema names, in the order of the fields. */
export function indexesOf(type: TypeFacts, context: Context): Index[] {
  const indexes: Index[] = [];
  for (const [partitionKey, field] of type.fields) {
    for (const directive of field.directives ?? []) {
      if (directive.name.value !== 'index') continue;
      const fields = [partitionKey, ...(textsOf(argumentOf(directive, 'sortKeyFields')) ?? [])];
      const automatic = (): string => indexQueryName(type.name, fields);
      const given = argumentOf(directive, 'queryField');
      indexes.push({
        ...placed(directive, context),
        name: (textOf(argumentOf(directive, 'name')) ?? '') || automatic(),
        fields,
        queryField: queryFieldOf(given?.kind === 'NullValue', textOf(given), automatic, context),
        local: !context.flags.secondaryKeyAsGSI && partitionKey === type.primaryKey[0],
      });
    }
  }
  return indexes;
}

/** An index adds a query when it names one; without a name only where the flag asks for names of Gen 1's own. */
export function queryFieldOf(
  isNull: boolean,
  given: string | null,
  automatic: () => string,
  { flags }: Pick<Context, 'flags'>,
): string | null {
  if (isNull) return null;
  if (given !== null && given !== '') return given;
  return flags.enableAutoIndexQueryNames ? automatic() : null;
}

/** The timestamps of a model; a map that leaves one out leaves it as it is, whatever the flags say. */
export function timestampsOf(type: TypeFacts): Model['timestamps'] {
  const directive = directiveOf(type.node, 'model');
  const map = directive && argumentOf(directive, 'timestamps');
  if (map === undefined) return { createdAt: 'createdAt', updatedAt: 'updatedAt' };
  if (map.kind !== 'ObjectValue') return { createdAt: null, updatedAt: null };
  const name = (key: 'createdAt' | 'updatedAt'): string | null => {
    const given = map.fields.find((field) => field.name.value === key);
    return given === undefined ? key : textOf(given.value);
  };
  return { createdAt: name('createdAt'), updatedAt: name('updatedAt') };
}
