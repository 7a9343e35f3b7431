/** What becomes of one member of a call's configuration. */
export type OptionRule =
  /** It says where the object is, and becomes a part of the path. */
  | { readonly kind: 'place' }
  | { readonly kind: 'keep'; readonly as?: string }
  /** It chooses the operation, or has one value that version 6 has no need of. */
  | { readonly kind: 'only'; readonly values: readonly (string | boolean)[]; readonly why: string }
  /** Version 5 does not read it in such a call either. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'progress' }
  | { readonly kind: 'pages' };

export type Method = 'get' | 'download' | 'put' | 'remove' | 'list' | 'getProperties' | 'copy';

const PLACE: readonly (readonly [string, OptionRule])[] = [
  ['level', { kind: 'place' }],
  ['customPrefix', { kind: 'place' }],
  [
    'provider',
    {
      kind: 'only',
      values: ['AWSS3'],
      why: 'version 6 has no storage providers of your own: call yours directly',
    },
  ],
  [
    'track',
    {
      kind: 'only',
      values: [false],
      why: 'version 6 records no events of storage: call record() of aws-amplify/analytics',
    },
  ],
];

const OTHERS_FILES: readonly (readonly [string, OptionRule])[] = [['identityId', { kind: 'place' }]];

const RESUMABLE: OptionRule = {
  kind: 'only',
  values: [false],
  why: 'every upload of version 6 is a task: use pause(), resume(), cancel() and `result` of what uploadData returns',
};

/**
 * The members that a call of version 5 reads (5.3.9, AWSS3Provider.ts) and version 6 has in its place
 * (@aws-amplify/storage 6, providers/s3/types/options.d.ts). What is not here has no place in version 6.
 */
const RULES: Readonly<Record<Method, ReadonlyMap<string, OptionRule>>> = {
  get: new Map<string, OptionRule>([
    ...PLACE,
    ...OTHERS_FILES,
    ['download', { kind: 'only', values: [false, true], why: 'whether it downloads is decided elsewhere' }],
    // Seconds in both, 900 when absent.
    ['expires', { kind: 'keep', as: 'expiresIn' }],
    ['validateObjectExistence', { kind: 'keep' }],
    ['cacheControl', { kind: 'keep' }],
    ['contentType', { kind: 'keep' }],
    ['contentDisposition', { kind: 'keep' }],
    ['progressCallback', { kind: 'unread' }],
  ]),
  download: new Map<string, OptionRule>([
    ...PLACE,
    ...OTHERS_FILES,
    ['download', { kind: 'only', values: [true], why: 'whether it downloads is decided elsewhere' }],
    ['cacheControl', { kind: 'keep' }],
    ['progressCallback', { kind: 'progress' }],
    ['expires', { kind: 'unread' }],
    ['validateObjectExistence', { kind: 'unread' }],
  ]),
  put: new Map<string, OptionRule>([
    ...PLACE,
    // Not in the types of version 5, and read by it (AWSS3ProviderManagedUpload.ts).
    ...OTHERS_FILES,
    ['contentType', { kind: 'keep' }],
    ['contentDisposition', { kind: 'keep' }],
    ['contentEncoding', { kind: 'keep' }],
    ['cacheControl', { kind: 'keep' }],
    ['metadata', { kind: 'keep' }],
    ['useAccelerateEndpoint', { kind: 'keep' }],
    ['progressCallback', { kind: 'progress' }],
    ['resumable', RESUMABLE],
  ]),
  remove: new Map([...PLACE, ...OTHERS_FILES]),
  list: new Map<string, OptionRule>([
    ...PLACE,
    ...OTHERS_FILES,
    ['pageSize', { kind: 'pages' }],
    ['nextToken', { kind: 'keep' }],
  ]),
  getProperties: new Map([...PLACE, ...OTHERS_FILES]),
  // The places of a copy stand in its source and its destination.
  copy: new Map(PLACE.filter(([name]) => name === 'provider' || name === 'track')),
};

/** Why a member has no place in version 6, where there is more to say than that. */
const GONE: ReadonlyMap<string, string> = new Map([
  ['bucket', 'version 6 takes `bucket` as a name from amplify_outputs.json, or as { bucketName, region }'],
  ['region', 'version 6 takes a region only with a bucket: `bucket: { bucketName, region }`'],
  ['expires', 'version 6 sets no Expires header: use cacheControl'],
  ['acl', 'version 6 sets no ACL: rights are given by paths in amplify/storage/resource.ts'],
  ['tagging', 'version 6 sets no tags on upload: tag the object with the AWS SDK'],
  ['completeCallback', RESUMABLE.why],
  ['errorCallback', RESUMABLE.why],
]);

export function ruleFor(method: Method, name: string): OptionRule | undefined {
  return RULES[method].get(name);
}

export function whyGone(name: string): string {
  return GONE.get(name) ?? `version 6 has nothing in the place of its option \`${name}\``;
}
