import { type BucketModel } from './s3/model.js';

/** The storage category as it was read. */
export interface StorageModel {
  readonly buckets: readonly BucketModel[];
}
