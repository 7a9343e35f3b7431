import { isBindable } from '../../../src/emit/code.js';
import { type BucketModel } from './model.js';

/** Names that amplify/backend.ts and the files of storage use otherwise. */
const TAKEN = ['storage', 'auth', 'data', 'backend', 'bucket', 'tables', 'api', 'stack'];

/** The key of each bucket in defineBackend: `storage` for the default one, the others by their own names. */
export function bucketKeys(
  models: readonly BucketModel[],
  main: BucketModel | undefined,
): Map<BucketModel, string> {
  const keys = new Map<BucketModel, string>();
  const taken = new Set(TAKEN);
  for (const model of models) {
    if (model === main) keys.set(model, 'storage');
    else {
      const key = freeKey(camelCase(model.resource.name), taken);
      taken.add(key);
      keys.set(model, key);
    }
  }
  return keys;
}

function freeKey(name: string, taken: ReadonlySet<string>): string {
  const base = isBindable(name) && !taken.has(name) ? name : `${name}Bucket`;
  const start = isBindable(base) ? base : `bucket${withCapital(base)}`;
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? start : `${start}${count}`;
    if (!taken.has(key)) return key;
  }
}

function camelCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word, index) => (index === 0 ? lower(word) : withCapital(word))).join('');
}

function lower(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

/** `photos` → `Photos`. */
export function withCapital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
