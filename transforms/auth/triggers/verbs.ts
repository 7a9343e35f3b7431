/**
 * The IAM actions behind each verb of `allow.resource(…).to([…])`.
 * Source: userpool_access_policy_factory of @aws-amplify/backend-auth; a test compares the two.
 */
export const ACTIONS_OF_VERB = {
  manageUsers: [
    'AdminConfirmSignUp',
    'AdminCreateUser',
    'AdminDeleteUser',
    'AdminDeleteUserAttributes',
    'AdminDisableUser',
    'AdminEnableUser',
    'AdminGetUser',
    'AdminListGroupsForUser',
    'AdminRespondToAuthChallenge',
    'AdminSetUserMFAPreference',
    'AdminSetUserSettings',
    'AdminUpdateUserAttributes',
    'AdminUserGlobalSignOut',
  ],
  manageGroups: ['GetGroup', 'ListGroups', 'CreateGroup', 'DeleteGroup', 'UpdateGroup'],
  manageUserDevices: ['AdminForgetDevice', 'AdminGetDevice', 'AdminListDevices', 'AdminUpdateDeviceStatus'],
  manageGroupMembership: ['AdminAddUserToGroup', 'AdminRemoveUserFromGroup'],
  managePasswordRecovery: ['AdminResetUserPassword', 'AdminSetUserPassword'],
  manageProviderForUser: ['AdminLinkProviderForUser'],
  addUserToGroup: ['AdminAddUserToGroup'],
  createGroup: ['CreateGroup'],
  createUser: ['AdminCreateUser'],
  deleteGroup: ['DeleteGroup'],
  deleteUser: ['AdminDeleteUser'],
  deleteUserAttributes: ['AdminDeleteUserAttributes'],
  disableUser: ['AdminDisableUser'],
  enableUser: ['AdminEnableUser'],
  forgetDevice: ['AdminForgetDevice'],
  getDevice: ['AdminGetDevice'],
  getGroup: ['GetGroup'],
  getUser: ['AdminGetUser'],
  listUsers: ['ListUsers'],
  listUsersInGroup: ['ListUsersInGroup'],
  listDevices: ['AdminListDevices'],
  listGroups: ['ListGroups'],
  listGroupsForUser: ['AdminListGroupsForUser'],
  removeUserFromGroup: ['AdminRemoveUserFromGroup'],
  resetUserPassword: ['AdminResetUserPassword'],
  setUserMfaPreference: ['AdminSetUserMFAPreference'],
  setUserPassword: ['AdminSetUserPassword'],
  setUserSettings: ['AdminSetUserSettings'],
  updateDeviceStatus: ['AdminUpdateDeviceStatus'],
  updateGroup: ['UpdateGroup'],
  updateUserAttributes: ['AdminUpdateUserAttributes'],
} as const satisfies Record<string, readonly string[]>;

export type Verb = keyof typeof ACTIONS_OF_VERB;

export interface VerbChoice {
  /** As few verbs as give nothing more than the actions asked for. */
  readonly verbs: readonly Verb[];
  /** Actions that no verb gives alone. */
  readonly rest: readonly string[];
}

/**
 * Verbs for IAM actions on the user pool. The verbs for several actions share none with one another, so taking
 * the large ones first gives the fewest. IAM does not tell upper from lower case in the names of actions.
 */
export function verbsFor(actions: readonly string[]): VerbChoice {
  const open = new Map(actions.map((action) => [action.toLowerCase(), action]));
  const asked = new Set(open.keys());
  const verbs: Verb[] = [];
  for (const [verb, names] of Object.entries(ACTIONS_OF_VERB) as [Verb, readonly string[]][]) {
    const given = names.map((name) => `cognito-idp:${name}`.toLowerCase());
    if (!given.every((action) => asked.has(action)) || !given.some((action) => open.has(action))) continue;
    verbs.push(verb);
    for (const action of given) open.delete(action);
  }
  return { verbs, rest: [...open.values()] };
}
