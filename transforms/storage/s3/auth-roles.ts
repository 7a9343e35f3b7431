import { type PlanOptions } from '../../../src/core/feature.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { authPools, authSettings, keepsAuth } from '../../shared/kept-auth.js';

/** The roles of auth that rights on a bucket can be given to. */
export interface AuthRoles {
  /** Where the code finds them; null: the project has no auth, and nobody gets its roles. */
  readonly place: RolesPlace | null;
  /** Whether the backend refers to the user pool and the roles of Gen 1. */
  readonly isReferenced: boolean;
  /** Groups of the user pool, as far as the repository names them. */
  readonly groups: ReadonlySet<string>;
  /** Groups whose role the backend knows. */
  readonly groupsWithRole: ReadonlySet<string>;
}

/** `identityPool`: what `addIdentityPool` returns, for `defineAuth` makes no identity pool without a user pool. */
export type RolesPlace = 'backend.auth' | 'identityPool';

export function authRoles(app: Gen1App, options: PlanOptions): AuthRoles {
  const settings = authSettings(app);
  const groups = groupNames(app, settings);
  const isReferenced = keepsAuth(app, options);
  const withRole = isReferenced ? referencedGroups(app) : groups;
  return {
    place: authPools(app).length === 0 && !isReferenced ? null : placeOf(isReferenced, settings),
    isReferenced,
    groups: new Set([...groups, ...(isReferenced ? withRole : [])]),
    groupsWithRole: withRole,
  };
}

function placeOf(isReferenced: boolean, settings: JsonNode | undefined): RolesPlace {
  const hasNoUserPool = stringAt(settings, 'authSelections') === 'identityPoolOnly';
  return hasNoUserPool && !isReferenced ? 'identityPool' : 'backend.auth';
}

/** The file that Gen 1 deploys the groups from; where it is missing, the list of the wizard. */
function groupNames(app: Gen1App, settings: JsonNode | undefined): Set<string> {
  const precedence = app.files.json('amplify/backend/auth/userPoolGroups/user-pool-group-precedence.json');
  const entries = precedence ? itemsOf(precedence) : itemsOf(at(settings, 'userPoolGroupList'));
  return new Set(entries.flatMap((entry) => stringAt(entry) ?? stringAt(entry, 'groupName') ?? []));
}

const ROLE = 'GroupRole';

/** Roles that amplify-meta.json holds: those that `referenceAuth` is given. */
function referencedGroups(app: Gen1App): Set<string> {
  const output = at(app.documents.amplifyMeta ?? undefined, 'auth', 'userPoolGroups', 'output');
  const names = [...membersOf(output).keys()].filter((key) => key.endsWith(ROLE));
  return new Set(names.map((key) => key.slice(0, -ROLE.length)));
}
