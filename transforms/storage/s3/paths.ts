/** Where the emitted code stands, relative to the output root. */
export const RESOURCE_PATH = 'amplify/storage/resource.ts';
export const OVERRIDES_PATH = 'amplify/storage/overrides.ts';
export const BUCKET_PATH = 'amplify/storage/bucket.ts';
