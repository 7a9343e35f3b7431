import { type ResolverFacts } from '../resolvers.js';
import { type SchemaField, type SchemaType } from './schema-rules.js';

/**
 * The fields of an input in groups that the templates of a resolver treat alike: a template tells fields apart by
 * lists of names, and by looking at one by its name. One question for each group is enough.
 */
export function fieldGroups(input: SchemaType, resolver: ResolverFacts): SchemaField[][] {
  const text = resolver.functions
    .map(({ request, response }) => `${request ?? ''}\n${response ?? ''}`)
    .join('\n');
  const lists = [...text.matchAll(/\[((?:"[^"\]]*",?\s*)+)\]/g)].map(
    ([, names = '']) => new Set(namesIn(names)),
  );
  const mentioned = new Set(
    [...text.matchAll(/\.(\w+)|"(\w+)"\s*:|\("(\w+)"\)/g)].flatMap((match) => match.slice(1)),
  );
  const groups = new Map<string, SchemaField[]>();
  for (const field of input.fields.values()) {
    const member = lists.map((names) => (names.has(field.name) ? '1' : '0')).join('');
    const signature = mentioned.has(field.name) ? `${member} ${field.name}` : `${member} ${field.type.kind}`;
    groups.set(signature, [...(groups.get(signature) ?? []), field]);
  }
  return [...groups.values()];
}

function namesIn(list: string): string[] {
  return [...list.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
}
