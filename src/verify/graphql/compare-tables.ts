import { type FactDifference, compareFlat } from './flat.js';
import { type IndexFacts, type TableFacts } from './tables.js';

type Tables = ReadonlyMap<string, TableFacts>;

/** Compares the tables of two APIs, with paths such as `Post.key` and `Post.index byAuthor`. */
export function compareTables(gen1: Tables, gen2: Tables): FactDifference[] {
  return compareFlat(flatTables(gen1), flatTables(gen2), (path) => /^([^.]+)\./.exec(path)?.[1] ?? null);
}

function flatTables(tables: Tables): Map<string, string> {
  const facts = new Map<string, string>();
  for (const [model, table] of tables) {
    facts.set(model, 'table');
    const { key, globalIndexes, localIndexes, imported, ...settings } = table;
    facts.set(`${model}.key`, key.join(' '));
    for (const [name, index] of globalIndexes) facts.set(`${model}.index ${name}`, indexText(index));
    for (const [name, index] of localIndexes) facts.set(`${model}.local index ${name}`, indexText(index));
    facts.set(`${model}.imported`, imported ?? 'new');
    for (const [name, value] of Object.entries(settings)) facts.set(`${model}.${name}`, String(value));
  }
  return facts;
}

function indexText({ key, projection }: IndexFacts): string {
  return `${key.join(' ')} (${projection})`;
}
