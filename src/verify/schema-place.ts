import { type Gen1App, type Gen1Resource } from '../core/gen1-app.js';
import { type Origin } from '../core/origin.js';

interface Definition {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly index: number;
}

/**
 * The line of the schema that a difference is about: the type with the longest name that the path holds, for
 * `Query.listBooks` that of `Book`, and for `Book.title` the field. Null when the path holds none.
 */
export function schemaPlace(app: Gen1App, { folder, files }: Gen1Resource, path: string): Origin | null {
  const [found] = files
    .filter((file) => /^schema(?:\.graphql$|\/.*\.graphql$)/.test(file))
    .flatMap((file) => definitionsIn(app, `${folder ?? ''}/${file}`))
    .filter(({ name }) => path.includes(name))
    .sort((a, b) => b.name.length - a.name.length);
  if (found === undefined) return null;
  const { name, file, text, index } = found;
  const field = new RegExp(`(?<!\\w)${name}\\.(\\w+)`).exec(path)?.[1];
  const at = field === undefined ? index : (fieldIndex(text, index, field) ?? index);
  return {
    file,
    pointer: at === index ? name : `${name}.${field ?? ''}`,
    line: text.slice(0, at).split('\n').length,
    column: at - text.lastIndexOf('\n', at - 1),
  };
}

function definitionsIn(app: Gen1App, file: string): Definition[] {
  const text = app.files.text(file) ?? '';
  return [...text.matchAll(/(?<=^[ \t]*)(?:type|input|enum|interface|union)[ \t]+(\w+)/gm)].map(
    ({ 1: name = '', index }) => ({ name, file, text, index }),
  );
}

/** Where a field stands in the block of a type. */
function fieldIndex(text: string, from: number, field: string): number | null {
  const end = text.indexOf('\n}', from);
  const block = text.slice(from, end < 0 ? undefined : end);
  const found = new RegExp(`(?<=[\\s{,])${field}(?=\\s*[(:])`).exec(block);
  return found === null ? null : from + found.index;
}
