import { type Feature } from '../../src/core/feature.js';
import { type StorageModel } from './model.js';
import { planStorage } from './plan.js';
import { readStorage } from './read.js';

/** Storage: buckets and the DynamoDB tables beside the API. */
export const storage: Feature<StorageModel> = {
  id: 'storage',
  requires: ['auth'],
  read: readStorage,
  plan: planStorage,
};
