import { type StorageTable } from './dynamodb/index.js';
import { type BucketModel } from './s3/model.js';

/** The storage category as it was read. */
export interface StorageModel {
  readonly buckets: readonly BucketModel[];
  readonly tables: readonly StorageTable[];
}
