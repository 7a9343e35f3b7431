import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { at, stringAt } from '../../../src/core/json.js';
import { type PlanOptions } from '../../../src/core/feature.js';
import { type Code, code, identifier, isBindable } from '../../../src/emit/code.js';
import { functionCategory, functionPlaces } from '../lambda/places.js';

/** The file of a bucket that Gen 1 made before it had cli-inputs.json. */
export const BUCKET_TEMPLATE = 's3-cloudformation-template.json';

/**
 * `inputs`: cli-inputs.json, Gen 1 makes the template of it.
 * `template`: the older parameters.json with a template that people may edit.
 * `imported`: the bucket was not made by Gen 1, which holds its name only.
 * `missing`: backend-config.json names the bucket, and its folder has no settings.
 */
export type BucketForm = 'inputs' | 'template' | 'imported' | 'missing';

/** A bucket of the storage category, as amplify/backend.ts has it. */
export interface BucketPlace {
  readonly resource: Gen1Resource;
  readonly form: BucketForm;
  /** The key in `defineBackend`; a reference to a deployed bucket that is not the default one is a constant of the name. */
  readonly key: string;
  /** The default bucket, which clients ask that name none. */
  readonly isMain: boolean;
}

/** The buckets that Gen 1 deploys, in the order of backend-config.json. */
export function bucketResources(app: Gen1App): readonly Gen1Resource[] {
  const all = app.resources.filter(({ category }) => category === 'storage');
  const found = all.filter((resource) => isBucket(app, resource));
  // Gen 1 deploys what backend-config.json names; a folder beside it is told by the reader of the project.
  const deployed = found.filter(({ config }) => config !== null);
  return deployed.length > 0 ? deployed : found;
}

/** Where backend-config.json does not know a folder, the files in it tell what it is. */
function isBucket(app: Gen1App, { config, folder, files }: Gen1Resource): boolean {
  const service = stringAt(config ?? undefined, 'service');
  if (service !== undefined) return service === 'S3';
  if (files.includes(BUCKET_TEMPLATE)) return true;
  const inputs = folder === null ? null : app.files.json(`${folder}/cli-inputs.json`);
  return at(inputs ?? undefined, 'storageAccess') !== undefined;
}

export function bucketForm(app: Gen1App, { name, folder, config }: Gen1Resource): BucketForm {
  const home = folder ?? `amplify/backend/storage/${name}`;
  if (app.files.json(`${home}/cli-inputs.json`)) return 'inputs';
  const parameters = app.files.json(`${home}/parameters.json`);
  const serviceType =
    stringAt(parameters ?? undefined, 'serviceType') ?? stringAt(config ?? undefined, 'serviceType');
  if (serviceType === 'imported') return 'imported';
  return parameters ? 'template' : 'missing';
}

/** What each bucket is called. One that is imported is the default only when there is no other. */
export function bucketPlaces(app: Gen1App): readonly BucketPlace[] {
  const buckets = bucketResources(app).map((resource) => ({ resource, form: bucketForm(app, resource) }));
  const known = buckets.filter(({ form }) => form !== 'missing');
  const main = known.find(({ form }) => form !== 'imported') ?? known[0];
  const taken = new Set(buckets.length > 1 ? [...TAKEN, ...keysOfFunctions(app)] : TAKEN);
  return buckets.map((bucket) => {
    if (bucket === main) return { ...bucket, key: 'storage', isMain: true };
    const key = freeKey(camelCase(bucket.resource.name), taken);
    taken.add(key);
    return { ...bucket, key, isMain: false };
  });
}

/** The construct of a bucket in amplify/backend.ts: of `defineStorage`, or a reference to the one that is deployed. */
export function bucketExpression({ form, key, isMain }: BucketPlace, { bucket }: PlanOptions): Code {
  if (form !== 'imported' && bucket !== 'reference') return code`backend.${identifier(key)}.resources.bucket`;
  return isMain ? code`bucket` : identifier(key);
}

/** Names that amplify/backend.ts and the files of storage use otherwise. */
const TAKEN = ['storage', 'auth', 'data', 'backend', 'bucket', 'tables', 'api', 'stack'];

function keysOfFunctions(app: Gen1App): string[] {
  return [...functionPlaces(functionCategory(app)).values()].map(({ key }) => key);
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
