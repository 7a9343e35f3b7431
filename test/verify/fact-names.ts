import { type Json } from '../../src/core/json.js';
import { type Generation } from '../../src/verify/generation.js';
import { isObject } from '../../src/verify/template.js';

/** Facts that hold others by the names of a project: what is below a name is the fact. */
const BY_NAME = new Set(
  ['UserPoolClients', 'IdentityProviders', 'RoleMappings', 'Roles', 'Groups', 'Triggers'].concat([
    'Buckets',
    'Tables',
    'Functions',
    'Layers',
  ]),
);

/** Names for people, of which nothing follows. */
const WITHOUT_MEANING = new Set([
  'UserPool.UserPoolName',
  'UserPoolClients.*.ClientName',
  // Rank says the same.
  'Groups.*.Precedence',
  // What a role of users may do is asked request by request, in rows of rights.
  'Roles.*.Permissions',
]);

/** Every fact of a backend, `*` where a name of the project stands: `Tables.*.Stream`. */
export function factNames({ auth, backend, api, rest }: Generation): string[] {
  if (auth === null || api === null) throw new Error('a backend without sign-in or API');
  const ofApi = [
    ...api.modes.flatMap(({ type, settings }) => Object.keys(settings).map((name) => `${type}.${name}`)),
    ...[...api.tables.values()].flatMap((table) =>
      Object.keys(table).map((name) => `*.${API_TABLE[name] ?? name}`),
    ),
  ];
  const names = [
    ...Object.keys(api.settings ?? {}).map((name) => `Api.${name}`),
    ...namesIn({ ...auth, ...backend }),
    ...namesIn({ Buckets: { ...backend.Buckets } }),
    ...ofApi,
    ...[...rest.apis.values()].flatMap(({ settings }) =>
      Object.keys(settings).map((name) => `RestApis.*.${name}`),
    ),
  ];
  return [...new Set(names)].filter((name) => !WITHOUT_MEANING.has(name));
}

/** What differences call the facts of tables of an API. */
const API_TABLE: Readonly<Record<string, string>> = {
  globalIndexes: 'index byTitle',
  localIndexes: 'local index byId',
};

function namesIn(facts: Readonly<Record<string, Json>>): string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (!isObject(value)) return [name];
    if (!BY_NAME.has(name)) return Object.keys(value).map((key) => `${name}.${key}`);
    return Object.values(value).flatMap((one) =>
      isObject(one) ? Object.keys(one).map((key) => `${name}.*.${key}`) : [`${name}.*`],
    );
  });
}

/** Whether a difference is one of the fact: at it, below it, or above it as a whole. */
export function isNamedBy(path: string, name: string): boolean {
  const pattern = name.replace(/[.[\]()$+?^{}|\\]/g, '\\$&').replaceAll('*', '[^.]+');
  return new RegExp(`^${pattern}(?![\\w])`).test(path);
}
