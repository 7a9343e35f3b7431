/**
 * Names that versions 1 to 5 of @aws-amplify/ui-react export and version 6 does not (their type declarations, held
 * against each other), with what there is instead.
 */
const GONE: ReadonlyMap<string, string> = new Map([
  ['useAmplify', 'useTheme'],
  ['Expander', 'Accordion'],
  ['ExpanderItem', 'Accordion.Item'],
  ['TabItem', 'Tabs with `items`, or Tabs.Container, Tabs.List, Tabs.Item and Tabs.Panel'],
  ['FileUploader', 'FileUploader of @aws-amplify/ui-react-storage'],
  ['MapView', 'MapView of @aws-amplify/ui-react-geo'],
  ['Geocoder', 'LocationSearch of @aws-amplify/ui-react-geo'],
  ['LocationSearch', 'LocationSearch of @aws-amplify/ui-react-geo'],
  ['InAppMessagingProvider', 'InAppMessagingProvider of @aws-amplify/ui-react-notifications'],
  ['InAppMessageDisplay', 'InAppMessageDisplay of @aws-amplify/ui-react-notifications'],
  ['useInAppMessaging', 'useInAppMessaging of @aws-amplify/ui-react-notifications'],
  ['withInAppMessaging', 'withInAppMessaging of @aws-amplify/ui-react-notifications'],
  ['ComponentClassNames', 'the names of classes themselves'],
  ['AmplifyUser', 'AuthUser of aws-amplify/auth'],
  ['CognitoUserAmplify', 'AuthUser of aws-amplify/auth'],
]);

/** What Amplify Studio's components import of `@aws-amplify/ui-react/internal`, up to version 5. */
const STUDIO = new Set([
  ...['createDataStorePredicate', 'EscapeHatchProps', 'findChildOverrides', 'getOverrideProps'],
  ...['getOverridesFromVariants', 'mergeVariantsAndOverrides', 'useAuthSignOutAction'],
  ...['useDataStoreBinding', 'useDataStoreCollection', 'useDataStoreCreateAction'],
  ...['useDataStoreDeleteAction', 'useDataStoreItem', 'useDataStoreUpdateAction'],
  ...['useNavigateAction', 'useStateMutationAction', 'UseNavigateActionOptions', 'Variant'],
]);

/** Why a name can't be imported from a package of version 6; null when it can. */
export function whyGone(module: string, name: string): string | null {
  const instead = GONE.get(name);
  if (instead !== undefined) return `version 6 exports no ${name}; there is ${instead}`;
  if (module.endsWith('/internal')) {
    return STUDIO.has(name)
      ? `version 6 exports no ${name}: components of Amplify Studio for version 6 have it in a file of their own, and the Gen 1 CLI writes them anew by \`amplify pull\` once package.json asks for aws-amplify 6`
      : null;
  }
  if (/^Amplify[A-Z]/.test(name))
    return `version 6 has no components of version 1: Authenticator and its props are in the place of ${name}`;
  // Version 2 exported all icons of Material, 1,300 of them.
  const isIcon = /^Icon[A-Z]/.test(name) && name !== 'IconSize' && name !== 'IconProps';
  return isIcon && !name.startsWith('Icons')
    ? `version 6 exports no ${name}: give Icon a viewBox and paths, or take a package of icons`
    : null;
}

/** Parts of the Authenticator that have another name in version 6: routes, slots, fields and functions. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['resetPassword', 'forgotPassword'],
  ['ResetPassword', 'ForgotPassword'],
  ['toResetPassword', 'toForgotPassword'],
  ['setupTOTP', 'setupTotp'],
  ['SetupTOTP', 'SetupTotp'],
]);

/** What Authenticator and withAuthenticator take (@aws-amplify/ui-react 6, AuthenticatorProps). */
export const OPTIONS: ReadonlySet<string> = new Set([
  ...['className', 'components', 'formFields', 'hideSignUp', 'initialState', 'loginMechanisms'],
  ...['passwordSettings', 'signUpAttributes', 'socialProviders', 'variation', 'children', 'key'],
]);

/** Functions of one's own that version 6 calls with the input of aws-amplify/auth, not with the form's. */
export const SERVICES =
  'its functions get the input of aws-amplify/auth in version 6, such as { username, options: { userAttributes } }';
