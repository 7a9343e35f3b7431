import { type DocumentNode } from 'graphql';

/** Directives that only one version of Gen 1's transformer knows. */
const VERSIONS: Readonly<Record<string, 1 | 2>> = {
  key: 1,
  connection: 1,
  versioned: 1,
  primaryKey: 2,
  index: 2,
  hasMany: 2,
  hasOne: 2,
  belongsTo: 2,
  manyToMany: 2,
  mapsTo: 2,
  default: 2,
};

/**
 * The version of the directives as written. What is used decides, because the flag is missing in old projects
 * and Gen 1 knows no schema of both; the flag decides about schemas that are the same in both.
 */
export function versionOf(document: DocumentNode, flag: 1 | 2): 1 | 2 {
  const used = { 1: 0, 2: 0 };
  for (const definition of document.definitions) {
    const fields = 'fields' in definition ? (definition.fields ?? []) : [];
    for (const node of [definition, ...fields]) {
      if (!('directives' in node)) continue;
      for (const directive of node.directives ?? []) {
        const version = VERSIONS[directive.name.value];
        if (version !== undefined) used[version] += 1;
      }
    }
  }
  if (used[1] === used[2]) return flag;
  return used[1] > used[2] ? 1 : 2;
}
