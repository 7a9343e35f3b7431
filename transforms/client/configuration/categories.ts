/** What becomes of one setting of version 5. */
export type Setting =
  /** It stays, under another name where there is one; `id` says which backend it is, `word` is one of some words. */
  | { readonly kind: 'keep'; readonly as?: string; readonly id?: true; readonly word?: true }
  /** Version 6 has the same without it. */
  | { readonly kind: 'gone' }
  /** Its contrary, under another name. */
  | { readonly kind: 'not'; readonly as: string }
  /** One of what is a list now. */
  | { readonly kind: 'listed'; readonly as: string }
  /** A name of an authorization mode. */
  | { readonly kind: 'mode'; readonly as: string }
  /** An object of settings of its own, which one may hold that has another name. */
  | { readonly kind: 'object'; readonly as: string; readonly settings: Settings; readonly within?: string }
  /** The list of REST APIs. */
  | { readonly kind: 'endpoints' }
  /** There is no sure translation, and this is why. */
  | { readonly kind: 'refused'; readonly why: string };

export type Settings = ReadonlyMap<string, Setting>;

const KEPT: Setting = { kind: 'keep' };
const WORD: Setting = { kind: 'keep', word: true };
const GONE: Setting = { kind: 'gone' };

/** OAuthOpts of @aws-amplify/auth 5.6, OAuthConfig of @aws-amplify/core 6. */
const OAUTH: Settings = new Map<string, Setting>([
  ['domain', { kind: 'keep', id: true }],
  ['scope', { kind: 'keep', as: 'scopes' }],
  // Version 6 takes the one of the page's own origin, and of a list of one always that.
  ['redirectSignIn', { kind: 'listed', as: 'redirectSignIn' }],
  ['redirectSignOut', { kind: 'listed', as: 'redirectSignOut' }],
  ['responseType', WORD],
  ['urlOpener', { kind: 'refused', why: 'version 6 opens pages of its own accord, and takes no urlOpener' }],
]);

/** AuthOptions of @aws-amplify/auth 5.6, CognitoProviderConfig of @aws-amplify/core 6. */
const AUTH: Settings = new Map<string, Setting>([
  ['userPoolId', { kind: 'keep', id: true }],
  ['userPoolWebClientId', { kind: 'keep', as: 'userPoolClientId', id: true }],
  ['identityPoolId', { kind: 'keep', id: true }],
  // The IDs of both pools begin with their region, and version 6 reads it there (parseAWSExports, getRegionFromUserPoolId).
  ['region', GONE],
  ['identityPoolRegion', GONE],
  ['mandatorySignIn', { kind: 'not', as: 'allowGuestAccess' }],
  ['signUpVerificationMethod', WORD],
  ['oauth', { kind: 'object', as: 'oauth', settings: OAUTH, within: 'loginWith' }],
  [
    'authenticationFlowType',
    {
      kind: 'refused',
      why: 'version 6 takes the flow with each sign-in: signIn({ username, options: { authFlowType } })',
    },
  ],
  [
    'cookieStorage',
    {
      kind: 'refused',
      why: 'version 6 keeps tokens where it is told to behind Amplify.configure: cognitoUserPoolsTokenProvider.setKeyValueStorage(new CookieStorage({ … }))',
    },
  ],
  [
    'storage',
    {
      kind: 'refused',
      why: 'version 6 keeps tokens where it is told to behind Amplify.configure, by cognitoUserPoolsTokenProvider.setKeyValueStorage(), whose storage gives promises',
    },
  ],
  ['clientMetadata', { kind: 'refused', why: 'version 6 takes clientMetadata with each call' }],
  [
    'endpoint',
    { kind: 'refused', why: 'version 6 takes an endpoint of the user pool as userPoolEndpoint, a whole URL' },
  ],
]);

/** What is in an entry of `endpoints` besides its name (RestClient of @aws-amplify/api-rest 3, APIRestConfig of 6). */
export const ENDPOINT: Settings = new Map<string, Setting>([
  ['name', GONE],
  ['endpoint', { kind: 'keep', id: true }],
  ['region', KEPT],
  ['service', KEPT],
  [
    'custom_header',
    {
      kind: 'refused',
      why: 'version 6 takes headers of all requests in a second argument: Amplify.configure({ … }, { API: { REST: { headers: async ({ apiName }) => … } } })',
    },
  ],
]);

/** The members of `API` that are one of its `GraphQL` in version 6 (APIGraphQLConfig of @aws-amplify/core 6). */
export const APPSYNC: Settings = new Map<string, Setting>([
  ['aws_appsync_graphqlEndpoint', { kind: 'keep', as: 'endpoint', id: true }],
  ['aws_appsync_region', { kind: 'keep', as: 'region' }],
  ['aws_appsync_authenticationType', { kind: 'mode', as: 'defaultAuthMode' }],
  ['aws_appsync_apiKey', { kind: 'keep', as: 'apiKey' }],
]);

const API: Settings = new Map<string, Setting>([
  ['endpoints', { kind: 'endpoints' }],
  ...APPSYNC,
  [
    'graphql_headers',
    {
      kind: 'refused',
      why: 'version 6 takes headers of all requests in a second argument: Amplify.configure({ … }, { API: { GraphQL: { headers: async () => … } } })',
    },
  ],
  [
    'graphql_endpoint',
    { kind: 'refused', why: 'version 6 takes another endpoint of AppSync as API.GraphQL.customEndpoint' },
  ],
]);

/** StorageOptions of @aws-amplify/storage 5.9, S3ProviderConfig of @aws-amplify/core 6. */
export const S3: Settings = new Map<string, Setting>([
  ['bucket', { kind: 'keep', id: true }],
  ['region', KEPT],
  // Calls have paths now; where a default is set is told with the calls of storage.
  ['level', GONE],
  ['customPrefix', GONE],
]);

const PINPOINT: Settings = new Map<string, Setting>([
  ['appId', { kind: 'keep', id: true }],
  ['region', KEPT],
]);

/** AWSKinesisProvider of @aws-amplify/analytics 5, KinesisProviderConfig of @aws-amplify/core 6; Firehose has the same. */
const KINESIS: Settings = new Map<string, Setting>([
  ['region', KEPT],
  ['bufferSize', KEPT],
  ['flushSize', KEPT],
  ['flushInterval', KEPT],
  ['resendLimit', KEPT],
]);

/** AmazonPersonalizeProvider of version 5, PersonalizeProviderConfig of @aws-amplify/core 6. */
const PERSONALIZE: Settings = new Map<string, Setting>([
  ['trackingId', { kind: 'keep', id: true }],
  ['region', KEPT],
  ['flushSize', KEPT],
  ['flushInterval', KEPT],
]);

/** Categories whose settings are translated, with what version 6 calls the object that holds them. */
export const CATEGORIES: ReadonlyMap<string, { readonly settings: Settings; readonly within?: string }> =
  new Map([
    ['Auth', { settings: AUTH, within: 'Cognito' }],
    ['API', { settings: API }],
    [
      'Storage',
      { settings: new Map<string, Setting>([['AWSS3', { kind: 'object', as: 'S3', settings: S3 }]]) },
    ],
    [
      'Analytics',
      {
        settings: new Map<string, Setting>([
          ['AWSPinpoint', { kind: 'object', as: 'Pinpoint', settings: PINPOINT }],
          ['AWSKinesis', { kind: 'object', as: 'Kinesis', settings: KINESIS }],
          ['AWSKinesisFirehose', { kind: 'object', as: 'KinesisFirehose', settings: KINESIS }],
          ['AmazonPersonalize', { kind: 'object', as: 'Personalize', settings: PERSONALIZE }],
        ]),
      },
    ],
  ]);
