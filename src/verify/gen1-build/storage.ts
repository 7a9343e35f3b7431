import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Gen1Template } from '../gen1-stacks.js';
import { type JsonObject, type Resource } from '../template.js';

/** What the Gen 1 CLI makes the template of a bucket from. */
export interface Gen1BucketInputs {
  /** The folder below `auth/` whose pool has the groups; empty when there is none. */
  readonly authName: string;
  /** cli-inputs.json, with the environment's own settings on top. */
  readonly inputs: JsonObject;
  /** The folders that older parameters give rights on one by one; all, unless given. */
  readonly folders?: (who: User, folder: Folder) => boolean;
}

type User = 'Authenticated' | 'Guest';
type Folder = 'Public' | 'Protected' | 'Private' | 'Uploads';

/** What each permission word is for S3. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  CREATE_AND_UPDATE: ['s3:PutObject'],
  READ: ['s3:GetObject', 's3:ListBucket'],
  DELETE: ['s3:DeleteObject'],
};

const LIST = 's3:ListBucket';
const SUB = '${cognito-identity.amazonaws.com:sub}';

/**
 * Builds the template of a bucket that `amplify push` would build, parameters filled in and without overrides
 * (amplify-cli, packages/amplify-category-storage, src/provider-utils/awscloudformation/cdk-stack-builder).
 * `storageAccess` is a question of the command line: it does not reach the template.
 */
export function buildGen1Bucket({ authName, inputs, folders = () => true }: Gen1BucketInputs): Gen1Template {
  const triggers = triggersOf(inputs);
  const groups = Object.entries(record(inputs['groupAccess'])).map(
    ([group, words]) => [group, items(words).map(textOf)] as const,
  );
  const parameters = [
    'authRoleName',
    'unauthRoleName',
    ...triggers.flatMap(({ fn }) => [
      `function${fn}Arn`,
      `function${fn}Name`,
      `function${fn}LambdaExecutionRole`,
    ]),
    ...(groups.length > 0 ? [`auth${authName}UserPoolId`] : []),
  ];
  return {
    template: {
      Parameters: Object.fromEntries(
        ['env', ...parameters].map((name) => [name, { Type: 'String', Default: name }]),
      ),
      Resources: {
        S3Bucket: bucket(textOf(inputs['bucketName']), triggers),
        ...userPolicies('Authenticated', items(inputs['authAccess']).map(textOf), folders),
        ...userPolicies('Guest', items(inputs['guestAccess']).map(textOf), folders),
        ...Object.fromEntries(
          groups.map(([group, words]) => [`${group}GroupPolicy`, groupPolicy(authName, group, words)]),
        ),
        ...triggerResources(triggers),
      },
      Outputs: { BucketName: { Value: { Ref: 'S3Bucket' } }, Region: { Value: { Ref: 'AWS::Region' } } },
    },
    parameters: { authRoleName: { Ref: 'AuthRoleName' }, unauthRoleName: { Ref: 'UnauthRoleName' } },
  };
}

interface Trigger {
  readonly fn: string;
  readonly events: readonly string[];
  /** Undefined: every key. */
  readonly prefixes: readonly Json[] | undefined;
}

const NONE = new Set(['', 'NONE']);

/** A function that is called for everything makes room for the one that Amplify has installed for some keys. */
function triggersOf(inputs: JsonObject): Trigger[] {
  const fn = textOf(inputs['triggerFunction']);
  const admin = record(inputs['adminTriggerFunction']);
  const adminFn = textOf(admin['triggerFunction']);
  const hasAdmin = !NONE.has(adminFn) && adminFn !== fn;
  const events = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'];
  const own: Trigger = {
    fn,
    events,
    prefixes: hasAdmin ? ['protected/', 'private/', 'public/'].map(withRegion) : undefined,
  };
  const prefixes = items(admin['triggerPrefix']).map((item) => {
    const { prefix = '', prefixTransform } = record(item);
    return prefixTransform === 'ATTACH_REGION' ? withRegion(textOf(prefix)) : prefix;
  });
  return [
    ...(NONE.has(fn) ? [] : [own]),
    ...(hasAdmin
      ? [
          {
            fn: adminFn,
            events: items(admin['triggerEvents']).map(textOf),
            prefixes: prefixes.length > 0 ? prefixes : undefined,
          },
        ]
      : []),
  ];
}

function withRegion(prefix: string): Json {
  return { 'Fn::Join': ['', [prefix, { Ref: 'AWS::Region' }]] };
}

function bucket(name: string, triggers: readonly Trigger[]): Resource {
  const calls = triggers.flatMap(({ fn, events, prefixes }) =>
    events.flatMap((event): Json[] => {
      const call = { Event: event, Function: { Ref: `function${fn}Arn` } };
      if (!prefixes) return [call];
      return prefixes.map((prefix) => ({
        ...call,
        Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: prefix }] } },
      }));
    }),
  );
  return {
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    Properties: {
      BucketName: { 'Fn::Join': ['', [name, { Ref: 'AWS::StackName' }, '-', { Ref: 'env' }]] },
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedHeaders: ['*'],
            AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
            AllowedOrigins: ['*'],
            ExposedHeaders: ['x-amz-server-side-encryption', 'x-amz-request-id', 'x-amz-id-2', 'ETag'],
            Id: 'S3CORSRuleId1',
            MaxAge: 3000,
          },
        ],
      },
      ...(calls.length > 0 && { NotificationConfiguration: { LambdaConfigurations: calls } }),
    },
  };
}

/** Paths of the bucket that S3 knows as resources. */
function inBucket(path: string): Json {
  return { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'S3Bucket' }, path]] };
}

function policy(role: Json, statements: readonly JsonObject[]): Resource {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      Roles: [role],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
      },
    },
  };
}

/** Where each role has all the rights that it has. */
const OWN_PATHS: Readonly<Record<User, readonly (readonly [Folder, string])[]>> = {
  Authenticated: [
    ['Public', 'public'],
    ['Protected', `protected/${SUB}`],
    ['Private', `private/${SUB}`],
  ],
  Guest: [['Public', 'public']],
};

const ROLE: Readonly<Record<User, string>> = { Authenticated: 'authRoleName', Guest: 'unauthRoleName' };

function userPolicies(
  who: User,
  words: readonly string[],
  folders: NonNullable<Gen1BucketInputs['folders']>,
): Record<string, Resource> {
  const actions = words.flatMap((word) => PERMISSIONS[word] ?? []).filter((action) => action !== LIST);
  const paths = OWN_PATHS[who].filter(([folder]) => folders(who, folder)).map(([, path]) => path);
  const onObjects = paths.length > 0 ? actions : [];
  const prefixes = ['public', 'protected', ...(who === 'Authenticated' ? [`private/${SUB}`] : [])];
  const statements: JsonObject[] = [
    ...(onObjects.length > 0
      ? [{ Action: onObjects, Resource: paths.map((path) => inBucket(`/${path}/*`)) }]
      : []),
    ...(words.includes('CREATE_AND_UPDATE') && folders(who, 'Uploads')
      ? [{ Action: 's3:PutObject', Resource: inBucket('/uploads/*') }]
      : []),
    ...(words.includes('READ')
      ? [
          { Action: 's3:GetObject', Resource: inBucket('/protected/*') },
          {
            Action: LIST,
            Resource: inBucket(''),
            Condition: {
              StringLike: { 's3:prefix': prefixes.flatMap((prefix) => [`${prefix}/`, `${prefix}/*`]) },
            },
          },
        ]
      : []),
  ];
  return statements.length === 0 ? {} : { [`S3${who}Policy`]: policy({ Ref: ROLE[who] }, statements) };
}

/** A group has its rights on the whole bucket, and its role is found by its name. */
function groupPolicy(authName: string, group: string, words: readonly string[]): Resource {
  const role = { 'Fn::Join': ['', [{ Ref: `auth${authName}UserPoolId` }, `-${group}GroupRole`]] };
  return policy(role, [
    { Action: words.flatMap((word) => PERMISSIONS[word] ?? []), Resource: inBucket('/*') },
    ...(words.includes('READ') ? [{ Action: LIST, Resource: inBucket('') }] : []),
  ]);
}

function triggerResources(triggers: readonly Trigger[]): Record<string, Resource> {
  return Object.fromEntries(
    triggers.flatMap(({ fn }, at): [string, Resource][] => [
      [
        `TriggerPermissions${at}`,
        {
          Type: 'AWS::Lambda::Permission',
          Properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: { Ref: `function${fn}Name` },
            Principal: 's3.amazonaws.com',
            SourceAccount: { Ref: 'AWS::AccountId' },
            SourceArn: inBucket(''),
          },
        },
      ],
      [
        `S3TriggerBucketPolicy${at}`,
        policy({ Ref: `function${fn}LambdaExecutionRole` }, [
          { Action: LIST, Resource: inBucket('') },
          { Action: ['s3:PutObject', 's3:GetObject', LIST, 's3:DeleteObject'], Resource: inBucket('/*') },
        ]),
      ],
    ]),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  's3:PutObject': 'CREATE_AND_UPDATE',
  's3:GetObject': 'READ',
  's3:ListBucket': 'READ',
  's3:DeleteObject': 'DELETE',
};

const OLDER_WORDS: Readonly<Record<string, string>> = {
  'create/update': 'CREATE_AND_UPDATE',
  read: 'READ',
  delete: 'DELETE',
};

/**
 * What the CLI makes of parameters.json and storage-params.json of the older form, when it writes
 * cli-inputs.json for them (src/provider-utils/awscloudformation/service-walkthroughs/s3-user-input-state.ts).
 */
export function olderBucketInputs(parameters: JsonObject, storageParams: JsonObject): JsonObject {
  const accessOf = (who: User): Json[] => {
    const allowed = olderFolders(parameters);
    const folders = ['Public', 'Private', 'Protected', 'Uploads'] as const;
    if (!folders.some((folder) => allowed(who, folder))) return [];
    const selected = items(parameters[`selected${who}Permissions`]).map((action) => WORDS[textOf(action)]);
    return [...new Set(selected)].filter((word) => word !== undefined);
  };
  const groups = Object.entries(record(storageParams['groupPermissionMap']));
  return {
    bucketName: parameters['bucketName'] ?? '',
    authAccess: accessOf('Authenticated'),
    guestAccess: accessOf('Guest'),
    triggerFunction: parameters['triggerFunction'] ?? 'NONE',
    groupAccess: Object.fromEntries(
      groups.map(([group, words]) => [
        group,
        items(words).flatMap((word) => OLDER_WORDS[textOf(word)] ?? []),
      ]),
    ),
  };
}

/** The folders that parameters.json of the older form allows each role; the template takes DISALLOW for none. */
export function olderFolders(parameters: JsonObject): NonNullable<Gen1BucketInputs['folders']> {
  return (who, folder) => {
    const actions = textOf(parameters[`s3Permissions${who}${folder}`]);
    return actions !== '' && actions !== 'DISALLOW';
  };
}
