/**
 * What an app imports of Amplify's JavaScript library before version 6, by where it comes from. Version 5 and
 * earlier export classes' instances (`Auth`, `API`, …) from the whole package and from one package each
 * (aws-amplify 5.3.9, lib-esm/index.d.ts; the packages' own index.d.ts).
 */
const WHOLE = new Set(['aws-amplify']);

/** Packages of one category each, with the export that is also their default in versions 1 to 4. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['@aws-amplify/analytics', 'Analytics'],
  ['@aws-amplify/api', 'API'],
  ['@aws-amplify/api-graphql', 'GraphQLAPI'],
  ['@aws-amplify/api-rest', 'RestAPI'],
  ['@aws-amplify/auth', 'Auth'],
  ['@aws-amplify/cache', 'Cache'],
  ['@aws-amplify/core', 'Amplify'],
  ['@aws-amplify/datastore', 'DataStore'],
  ['@aws-amplify/geo', 'Geo'],
  ['@aws-amplify/interactions', 'Interactions'],
  ['@aws-amplify/notifications', 'Notifications'],
  ['@aws-amplify/predictions', 'Predictions'],
  ['@aws-amplify/pubsub', 'PubSub'],
  ['@aws-amplify/storage', 'Storage'],
  ['@aws-amplify/xr', 'XR'],
]);

/** Members of `Amplify` that were another way to a category before version 6. */
const REGISTERED = new Set([
  'Auth',
  'API',
  'Analytics',
  'Cache',
  'DataStore',
  'Geo',
  'Interactions',
  'Notifications',
  'Predictions',
  'PubSub',
  'Storage',
  'Hub',
  'I18n',
  'Logger',
]);

/** Whether a module specifier is one whose exports changed in version 6. */
export function isClassic(specifier: string): boolean {
  return WHOLE.has(specifier) || PACKAGES.has(packageOf(specifier));
}

/** `@aws-amplify/auth` of `@aws-amplify/auth/lib/types`: folders of version 5 that many apps take types from. */
function packageOf(specifier: string): string {
  return /^(@aws-amplify\/[\w-]+)\/(?:lib|lib-esm|src)(?:\/|$)/.exec(specifier)?.[1] ?? specifier;
}

/** Functions that version 5 and earlier export; every other one with a small letter is of version 6. */
const FUNCTIONS = new Set([
  'graphqlOperation',
  'initSchema',
  'syncExpression',
  'withSSRContext',
  'mqttTopicMatch',
]);

/** Whether a name of such a module is one of before version 6: `@aws-amplify/auth` has `getCurrentUser` since. */
export function isClassicName(specifier: string, imported: string): boolean {
  const name = canonical(specifier, imported);
  return !/^[a-z]/.test(name) || FUNCTIONS.has(name) || specifier === '@aws-amplify/core';
}

/** The name in the terms of the whole package: the default of `@aws-amplify/auth` is `Auth`. */
export function canonical(specifier: string, imported: string): string {
  if (imported !== 'default') return imported;
  return PACKAGES.get(packageOf(specifier)) ?? 'Amplify';
}

export function isRegistered(member: string): boolean {
  return REGISTERED.has(member);
}

/** Words of which a text holds one when it imports of Amplify or of a file of its configuration. */
export const CONCERNING: readonly string[] = ['amplify', 'aws-exports', 'cognito-identity-js'];

/** A quick look at a text: false only when no import of Amplify and no file of its configuration can be in it. */
export function mayConcern(text: string): boolean {
  return /aws-amplify|aws-exports|amplify-?configuration|amazon-cognito-identity-js/.test(text);
}
