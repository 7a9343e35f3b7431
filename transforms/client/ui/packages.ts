/** Packages with components for before version 6, and why a module that imports them stays: the way from there. */
export const REFUSED_PACKAGES: readonly { readonly module: RegExp; readonly why: string }[] = [
  {
    module: /^@aws-amplify\/ui-react\/(?:legacy|v1)$/,
    why: '@aws-amplify/ui-react 6 has no components of its version 1: Authenticator is in their place, StorageImage of @aws-amplify/ui-react-storage in that of AmplifyS3Image',
  },
  {
    module: /^@aws-amplify\/ui-components(?:\/|$)/,
    why: 'these web components have no version for aws-amplify 6: use the package of the framework, such as @aws-amplify/ui-react; Hub has the events of onAuthUIStateChange',
  },
  {
    module: /^aws-amplify-react-native\/./,
    why: '@aws-amplify/ui-react-native has other files inside, and exports none of them',
  },
  {
    module: /^aws-amplify-vue(?:\/|$)/,
    why: '@aws-amplify/ui-vue is in its place: Authenticator and useAuthenticator, for Vue 3; Hub has the events of AmplifyEventBus',
  },
  {
    module: /^aws-amplify-angular(?:\/|$)/,
    why: '@aws-amplify/ui-angular is in its place: AmplifyAuthenticatorModule, for Angular from 19 on',
  },
];

/** Packages whose `withAuthenticator` has the same first argument in another package. */
export const MOVED_PACKAGES: ReadonlyMap<string, { readonly now: string; readonly styles: string | null }> =
  new Map([
    ['aws-amplify-react', { now: '@aws-amplify/ui-react', styles: '@aws-amplify/ui-react/styles.css' }],
    ['aws-amplify-react-native', { now: '@aws-amplify/ui-react-native', styles: null }],
  ]);

/** Style sheets that are at another place. */
export const STYLES: ReadonlyMap<string, string> = new Map([
  ['@aws-amplify/ui/dist/style.css', '@aws-amplify/ui-react/styles.css'],
  ['@aws-amplify/ui/dist/styles.css', '@aws-amplify/ui-react/styles.css'],
]);

/** Packages whose names and props are those of version 6, but for what the tables say. */
export const SAME_PACKAGES: ReadonlySet<string> = new Set([
  ...['@aws-amplify/ui-react', '@aws-amplify/ui-react/internal', '@aws-amplify/ui-react-native'],
  ...['@aws-amplify/ui-vue', '@aws-amplify/ui'],
]);
