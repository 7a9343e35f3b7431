import { type Gen1App } from '../core/gen1-app.js';
import { type JsonNode, at } from '../core/json.js';
import { type Origin } from '../core/origin.js';

/** Which setting of Gen 1 a difference is about: groups of the path stand for themselves. */
interface Place {
  readonly path: RegExp;
  readonly keys: readonly string[];
}

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
  { path: /AllowUnauthenticatedIdentities/, keys: ['allowUnauthenticatedIdentities'] },
  { path: /^Triggers\.(\w+)/, keys: ['triggers', '$1'] },
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
  { path: /^Functions[.[][^\]]+?\]?\.(\w+)/, keys: [...PROPERTIES, '$1'] },
];

const API: readonly Place[] = [
  { path: /^default mode$/, keys: ['serviceConfiguration', 'defaultAuthType'] },
  { path: /^[A-Z_]+(?:\.|$)/, keys: ['serviceConfiguration', 'additionalAuthTypes'] },
];

const PLACES: Readonly<Record<string, readonly Place[]>> = {
  auth: AUTH,
  api: API,
  storage: STORAGE,
  function: FUNCTIONS,
};

/** Where in a file with settings the one stands that a difference is about; null where it is not said. */
export function settingPlace(app: Gen1App, category: string, file: string, path: string): Origin | null {
  const root = app.files.json(file);
  const place = PLACES[category]?.find((one) => one.path.test(path));
  if (root === null || place === undefined) return null;
  const match = place.path.exec(path);
  const keys = place.keys.map((key) => (/^\$\d$/.test(key) ? (match?.[Number(key[1])] ?? '') : key));
  const settings = category === 'auth' ? (at(root, 'cognitoConfig') ?? root) : root;
  return deepest(settings, keys)?.origin ?? null;
}

/** The setting itself, or the last one on the way to it. */
function deepest(root: JsonNode, keys: readonly string[]): JsonNode | null {
  let found: JsonNode | null = null;
  for (let length = 1; length <= keys.length; length += 1) {
    const node = at(root, ...keys.slice(0, length));
    if (node === undefined) break;
    found = node;
  }
  return found;
}
