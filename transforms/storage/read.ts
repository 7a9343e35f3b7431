import { type Gen1App } from '../../src/core/gen1-app.js';
import { readTables } from './dynamodb/index.js';
import { type StorageModel } from './model.js';
import { readBuckets } from './s3/read.js';

/** Reads the storage category. Null when the project has none. */
export async function readStorage(app: Gen1App): Promise<StorageModel | null> {
  const buckets = await readBuckets(app);
  const tables = await readTables(app);
  return buckets.length + tables.length === 0 ? null : { buckets, tables };
}
