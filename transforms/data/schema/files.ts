const SINGLE = 'schema.graphql';
const FOLDER = 'schema/';
/** Models on an SQL database that was there before; Gen 1 reads it beside schema.graphql. */
export const SQL_SCHEMA = 'schema.sql.graphql';

/** The files of an API that hold its schema, relative to its folder. */
export interface SchemaPaths {
  /** In the order in which Gen 1 joins them. */
  readonly sdl: readonly string[];
  /** Files in the schema folder that Gen 1 reads as well, but that cannot be SDL by their name. */
  readonly stray: readonly string[];
}

/**
 * Gen 1 takes schema.graphql; only where there is none, everything in the folder schema/ but hidden files
 * (readSchema in transformConfig.ts of graphql-transformer-core).
 */
export function schemaPaths(files: readonly string[]): SchemaPaths {
  if (files.includes(SINGLE)) return { sdl: [SINGLE], stray: [] };
  const inFolder = files
    .filter((file) => file.startsWith(FOLDER) && !file.includes('/.'))
    .sort((a, b) => compareAsFolders(a, b));
  const isSdl = (file: string): boolean => /\.(graphqls?|gql)$/i.test(file);
  return { sdl: inFolder.filter(isSdl), stray: inFolder.filter((file) => !isSdl(file)) };
}

/** Name by name, a folder standing where its own name does: the order of a walk that sorts each folder. */
function compareAsFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (const [index, segment] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (segment !== other) return segment < other ? -1 : 1;
  }
  return left.length - right.length;
}
