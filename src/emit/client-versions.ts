/** A package that code of a client imports, at the version that belongs to aws-amplify 6. */
export interface ClientPackageVersion {
  readonly name: string;
  /** The major of the line for aws-amplify 6; an older one is raised to `version`. */
  readonly major: number;
  readonly version: string;
  /** Whether aws-amplify brings it: where no module imports it, nothing else needs it. */
  readonly brought?: true;
}

/** One set that belongs together: what aws-amplify 6.22.1 depends on, and what publishes it as a peer. */
export const CLIENT_PACKAGES: readonly ClientPackageVersion[] = [
  { name: 'aws-amplify', major: 6, version: '^6.22.1' },
  { name: '@aws-amplify/analytics', major: 7, version: '^7.2.0', brought: true },
  { name: '@aws-amplify/api', major: 6, version: '^6.4.2', brought: true },
  { name: '@aws-amplify/auth', major: 6, version: '^6.21.1', brought: true },
  { name: '@aws-amplify/core', major: 6, version: '^6.19.2', brought: true },
  { name: '@aws-amplify/datastore', major: 5, version: '^5.1.13', brought: true },
  { name: '@aws-amplify/notifications', major: 2, version: '^2.2.0', brought: true },
  { name: '@aws-amplify/storage', major: 6, version: '^6.17.0', brought: true },
  { name: '@aws-amplify/adapter-nextjs', major: 1, version: '^1.8.0' },
  { name: '@aws-amplify/geo', major: 3, version: '^3.0.94', brought: true },
  { name: '@aws-amplify/interactions', major: 6, version: '^6.1.36', brought: true },
  { name: '@aws-amplify/predictions', major: 6, version: '^6.1.73', brought: true },
  { name: '@aws-amplify/pubsub', major: 6, version: '^6.2.1', brought: true },
  { name: '@aws-amplify/react-native', major: 1, version: '^1.3.3' },
  { name: '@aws-amplify/ui-angular', major: 5, version: '^5.3.5' },
  { name: '@aws-amplify/ui-react', major: 6, version: '^6.15.6' },
  { name: '@aws-amplify/ui-react-geo', major: 2, version: '^2.2.13' },
  { name: '@aws-amplify/ui-react-liveness', major: 3, version: '^3.6.8' },
  { name: '@aws-amplify/ui-react-native', major: 2, version: '^2.7.6' },
  { name: '@aws-amplify/ui-react-notifications', major: 2, version: '^2.2.12' },
  { name: '@aws-amplify/ui-react-storage', major: 3, version: '^3.18.2' },
  { name: '@aws-amplify/ui-vue', major: 4, version: '^4.4.6' },
];

/** Packages that aws-amplify 5 brought and 6 does not: modules that name one need it in package.json. */
export const BROUGHT_BEFORE: ReadonlyMap<string, string> = new Map([
  // What @aws-amplify/auth 5.6 depends on.
  ['amazon-cognito-identity-js', '^6.3.4'],
]);

/** Packages that have no version for aws-amplify 6, with what there is instead. */
export const WITHOUT_SUCCESSOR: ReadonlyMap<string, string> = new Map([
  ['@aws-amplify/api-graphql', 'aws-amplify/api'],
  ['@aws-amplify/api-rest', 'aws-amplify/api'],
  ['@aws-amplify/cache', 'Cache of aws-amplify/utils'],
  ['@aws-amplify/pushnotification', 'aws-amplify/push-notifications'],
  ['@aws-amplify/ui', 'the package of the framework, such as @aws-amplify/ui-react'],
  ['@aws-amplify/ui-components', 'the package of the framework, such as @aws-amplify/ui-react'],
  ['@aws-amplify/xr', 'nothing: Sumerian has ended'],
  ['aws-amplify-angular', '@aws-amplify/ui-angular'],
  ['aws-amplify-react', '@aws-amplify/ui-react'],
  ['aws-amplify-react-native', '@aws-amplify/ui-react-native'],
  ['aws-amplify-vue', '@aws-amplify/ui-vue'],
]);

/** What the packages ask of those beside them, by what they publish as peers. */
export const CLIENT_PEERS: readonly { readonly of: string; readonly peer: string; readonly least: string }[] =
  [
    { of: '@aws-amplify/adapter-nextjs', peer: 'next', least: '13.5.0' },
    { of: '@aws-amplify/react-native', peer: 'react-native', least: '0.70.0' },
    { of: '@aws-amplify/ui-angular', peer: '@angular/core', least: '19.0.0' },
    { of: '@aws-amplify/ui-react', peer: 'react', least: '16.14.0' },
    { of: '@aws-amplify/ui-react-native', peer: 'react-native', least: '0.70.0' },
    { of: '@aws-amplify/ui-vue', peer: 'vue', least: '3.0.0' },
  ];

/** Native modules that aws-amplify 6 loads in React Native (docs.amplify.aws, migrate from v5 to v6). */
export const NATIVE_MODULES: readonly string[] = [
  '@react-native-async-storage/async-storage',
  '@react-native-community/netinfo',
  'react-native-get-random-values',
];
