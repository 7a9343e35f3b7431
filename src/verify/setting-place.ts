import { posix } from 'node:path';
import { type Gen1App, type Gen1Resource } from '../core/gen1-app.js';
import { type JsonNode, at, itemsOf, stringAt } from '../core/json.js';
import { type Origin, fileOrigin } from '../core/origin.js';

/** A member of an object, or the item of a list whose member is so called. */
type Key = string | { readonly member: string; readonly is: string };

/** Which setting of Gen 1 a difference is about: groups of the path stand for themselves. */
interface Place {
  readonly path: RegExp;
  /** Relative to the folder of the resource. Default: the files with the settings of the category. */
  readonly file?: string;
  readonly keys: readonly Key[];
}

const GROUPS = '../userPoolGroups/user-pool-group-precedence.json';

const AUTH: readonly Place[] = [
  { path: /^UserPool\.MfaConfiguration/, keys: ['mfaConfiguration'] },
  { path: /^UserPool\.EnabledMfas/, keys: ['mfaTypes'] },
  { path: /PasswordPolicy\.MinimumLength/, keys: ['passwordPolicyMinLength'] },
  { path: /PasswordPolicy/, keys: ['passwordPolicyCharacters'] },
  { path: /AutoVerifiedAttributes/, keys: ['autoVerifiedAttributes'] },
  { path: /UsernameAttributes/, keys: ['usernameAttributes'] },
  { path: /AliasAttributes/, keys: ['aliasAttributes'] },
  { path: /UsernameConfiguration/, keys: ['usernameCaseSensitive'] },
  { path: /^UserPool\.(?:Schema|Attributes)/, keys: ['requiredAttributes'] },
  { path: /Sms/, keys: ['smsVerificationMessage'] },
  { path: /(?:VerificationMessage|EmailVerification).*Subject/, keys: ['emailVerificationSubject'] },
  { path: /VerificationMessage|EmailVerification/, keys: ['emailVerificationMessage'] },
  { path: /RefreshTokenValidity/, keys: ['userpoolClientRefreshTokenValidity'] },
  { path: /GenerateSecret/, keys: ['userpoolClientGenerateSecret'] },
  { path: /ReadAttributes/, keys: ['userpoolClientReadAttributes'] },
  { path: /WriteAttributes/, keys: ['userpoolClientWriteAttributes'] },
  { path: /^UserPoolClients.*\.OAuth/, keys: ['oAuthMetadata'] },
  { path: /^UserPoolDomain/, keys: ['hostedUIDomainName'] },
  { path: /^IdentityProviders/, keys: ['hostedUIProviderMeta'] },
  { path: /^IdentityPool\.(?:Supported|OpenId|Saml)/, keys: ['authProviders'] },
  { path: /AllowUnauthenticatedIdentities/, keys: ['allowUnauthenticatedIdentities'] },
  { path: /^Triggers\.(\w+)/, keys: ['triggers', '$1'] },
  {
    path: /^(?:group:|Groups\.)([\w+=,@-]+)[ .]/,
    file: GROUPS,
    keys: [{ member: 'groupName', is: '$1' }],
  },
  { path: /^Groups[.[]/, keys: ['userPoolGroupList'] },
];

const STORAGE: readonly Place[] = [
  { path: /^guest /, keys: ['guestAccess'] },
  { path: /^authenticated /, keys: ['authAccess'] },
  { path: /^group:(\S+) /, keys: ['groupAccess', '$1'] },
  { path: /\.Notifications$/, keys: ['triggerFunction'] },
  { path: /^Tables.*\.(?:Keys|KeySchema)/, keys: ['partitionKey'] },
  { path: /^Tables.*Index/, keys: ['gsi'] },
];

const PROPERTIES = ['Resources', 'LambdaFunction', 'Properties'];

const FUNCTIONS: readonly Place[] = [
  {
    path: /^Functions[.[][^\]]+?\]?\.(?:Environment|Secrets)\.(\w+)$/,
    keys: [...PROPERTIES, 'Environment', 'Variables', '$1'],
  },
  { path: /^Functions.*\.Schedules$/, keys: ['Resources', 'CloudWatchEvent'] },
  { path: /^Functions.*\.Trust$/, keys: ['Resources', 'LambdaExecutionRole'] },
  { path: /^Functions[.[][^\]]+?\]?\.(\w+)/, keys: [...PROPERTIES, '$1'] },
  // What the CLI gives a function, and what everybody may write into its template.
  { path: /^function:/, keys: ['Resources', 'AmplifyResourcesPolicy'] },
  { path: /^function:/, keys: ['Resources', 'lambdaexecutionpolicy'] },
  { path: /^Layers[.[]/, file: 'layer-configuration.json', keys: ['permissions'] },
];

const MODE = /^(API_KEY|AMAZON_COGNITO_USER_POOLS|AWS_IAM|OPENID_CONNECT|AWS_LAMBDA)(?:\.|$)/;

const API: readonly Place[] = [
  {
    path: MODE,
    keys: ['serviceConfiguration', 'additionalAuthTypes', { member: 'mode', is: '$1' }],
  },
  { path: MODE, keys: ['serviceConfiguration', 'defaultAuthType'] },
  { path: /^default mode/, keys: ['serviceConfiguration', 'defaultAuthType'] },
  { path: /^iamRole:/, file: 'custom-roles.json', keys: ['adminRoleNames'] },
  // REST: the path that a request is sent to, `rest:items/orders/any`.
  { path: / rest:\w+(\/[^/]+)/, keys: ['paths', '$1'] },
];

const PLACES: Readonly<Record<string, readonly Place[]>> = {
  auth: AUTH,
  api: API,
  storage: STORAGE,
  function: FUNCTIONS,
};

/** Where the settings of a resource stand, the file of today before those of older projects. */
const SETTINGS: Readonly<Record<string, (name: string) => readonly string[]>> = {
  auth: () => ['cli-inputs.json', 'parameters.json'],
  storage: () => ['cli-inputs.json', 'parameters.json', 'storage-params.json'],
  function: (name) => [
    `${name}-cloudformation-template.json`,
    `${name}-awscloudformation-template.json`,
    'parameters.json',
  ],
  api: () => ['cli-inputs.json', 'api-params.json', 'parameters.json'],
};

/** Where the setting stands that a difference is about: what contains it where it is not said. */
export function settingPlace(app: Gen1App, resource: Gen1Resource, path: string): Origin | null {
  const found = (PLACES[resource.category] ?? [])
    .filter((place) => place.path.test(path))
    .flatMap((place) => filesOf(resource, place).flatMap((file) => looked(app, file, place, path)));
  return (found.find(({ isWhole }) => isWhole) ?? found[0])?.origin ?? null;
}

/** The file with the settings of a resource. */
export function settingsFile(resource: Gen1Resource): Origin | null {
  const file = settingsOf(resource).find((one) => resource.files.includes(one));
  return file === undefined ? null : fileOrigin(`${resource.folder ?? ''}/${file}`);
}

function settingsOf({ category, name }: Gen1Resource): readonly string[] {
  return SETTINGS[category]?.(name) ?? [];
}

function filesOf(resource: Gen1Resource, { file }: Place): string[] {
  const files = file === undefined ? settingsOf(resource) : [file];
  return files.map((one) => posix.join(resource.folder ?? '', one));
}

interface Looked {
  readonly origin: Origin;
  /** False: a key was not there. */
  readonly isWhole: boolean;
}

function looked(app: Gen1App, file: string, place: Place, path: string): Looked[] {
  const root = app.files.json(file);
  if (root === null) return [];
  const groups = place.path.exec(path) ?? [];
  const filled = (text: string): string =>
    text.replace(/^\$(\d)$/, (_whole, index: string) => groups[Number(index)] ?? '');
  let node: JsonNode = at(root, 'cognitoConfig') ?? root;
  for (const [passed, key] of place.keys.entries()) {
    const next: JsonNode | undefined =
      typeof key === 'string'
        ? at(node, filled(key))
        : itemsOf(node).find((item) => stringAt(item, key.member) === filled(key.is));
    if (next === undefined) return passed === 0 ? [] : [{ origin: node.origin, isWhole: false }];
    node = next;
  }
  return [{ origin: node.origin, isWhole: true }];
}
