import { isBindable } from '../../../src/emit/code.js';
import { TRIGGER_NAMES } from '../triggers/events.js';

/** Names that other features have in amplify/backend.ts. */
const TAKEN: readonly string[] = [
  ...['auth', 'data', 'storage', 'adminQueries', 'backend', 'bucket', 'tables', 'functionLayers', 'layers'],
  ...['process', 'defineBackend', 'stack', 'api', 'branch', 'environmentName', 'undefined'],
  // What modules of data and of functions import or declare beside them.
  ...['a', 'schema', 'defineData', 'defineFunction', 'secret', 'values', 'byBranch', 'fileURLToPath'],
  ...['nameSecrets', 'nameTriggerSecrets'],
  ...TRIGGER_NAMES.map(({ event }) => event),
];

/** A constant for each function, of its own in all of amplify/backend.ts. */
export function exportNames(functions: readonly string[]): ReadonlyMap<string, string> {
  return distinct(functions, exportName, TAKEN);
}

/** A folder below amplify/functions for each function or layer: its name, if that can be one. */
export function folderNames(functions: readonly string[]): ReadonlyMap<string, string> {
  return distinct(functions, folderName, []);
}

function distinct(
  names: readonly string[],
  make: (name: string) => string,
  taken: readonly string[],
): ReadonlyMap<string, string> {
  // Folders are the same on many disks when only the case differs.
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return new Map(
    names.map((name) => {
      const wanted = make(name);
      let found = wanted;
      for (let number = 2; used.has(found.toLowerCase()); number += 1) found = `${wanted}${String(number)}`;
      used.add(found.toLowerCase());
      return [name, found];
    }),
  );
}

/** `send_mail` is sendMail. */
function exportName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const [first = '', ...others] = words;
  const joined = [lower(first), ...others.map(upper)].join('');
  const fitting = /^[A-Za-z]/.test(joined) ? joined : `function${upper(joined)}`;
  return isBindable(fitting) && !TAKEN.includes(fitting) ? fitting : `${fitting}Function`;
}

/** What `defineFunction` takes as a name, which is also safe in a path. */
function folderName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 100);
  return /^[A-Za-z]/.test(safe) ? safe : `function-${safe}`;
}

function lower(word: string): string {
  return `${word.charAt(0).toLowerCase()}${word.slice(1)}`;
}

function upper(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
