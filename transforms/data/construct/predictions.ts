import { type Gen1App } from '../../../src/core/gen1-app.js';
import { at, membersOf, stringAt } from '../../../src/core/json.js';

/** The bucket of the storage category, where the repository knows the name that it was deployed with. */
export function knownBucket({ documents }: Gen1App): string | null {
  const storage = membersOf(at(documents.amplifyMeta ?? undefined, 'storage'));
  for (const resource of storage.values()) {
    const name = stringAt(resource, 'output', 'BucketName');
    if (name !== undefined) return name;
  }
  return null;
}
