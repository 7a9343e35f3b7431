/** Who a right belongs to: a role of the identity pool or of a group of the user pool. */
export type Principal = 'guest' | 'authenticated' | `group:${string}`;

/** One right of a role on a bucket, as IAM has it. */
export interface Grant {
  readonly principal: Principal;
  /** An action of IAM, such as `s3:GetObject`. */
  readonly action: string;
  /** Rights on objects name their keys, rights on the bucket the prefixes that may be asked for. */
  readonly on: 'objects' | 'bucket';
  /** `public/*`; null stands for the bucket without a condition on the prefix. */
  readonly path: string | null;
}

/** The variable of IAM policies that stands for the identity id of the caller. */
export const CALLER = '${cognito-identity.amazonaws.com:sub}';

/** The parameters of Gen 1's template that hold a list of actions, `s3:PutObject,s3:GetObject`, or `DISALLOW`. */
export const ACTION_PARAMETERS = [
  's3PermissionsAuthenticatedPublic',
  's3PermissionsAuthenticatedProtected',
  's3PermissionsAuthenticatedPrivate',
  's3PermissionsAuthenticatedUploads',
  's3PermissionsGuestPublic',
  's3PermissionsGuestUploads',
] as const;
type ActionParameter = (typeof ACTION_PARAMETERS)[number];

/** The parameters that let a role read what is protected, and list; `ALLOW` or `DISALLOW`. */
export const LIST_PARAMETERS = ['AuthenticatedAllowList', 'GuestAllowList'] as const;
type ListParameter = (typeof LIST_PARAMETERS)[number];

/** What Gen 1's template is deployed with, as far as it decides who may do what. */
export interface AccessParameters {
  readonly actions: Readonly<Record<ActionParameter, readonly string[]>>;
  readonly lists: Readonly<Record<ListParameter, boolean>>;
}

/** Below which keys each list of actions holds. Source: s3-stack-builder.ts of amplify-category-storage. */
const OBJECT_RIGHTS: Readonly<Record<ActionParameter, Pick<Grant, 'principal'> & { readonly path: string }>> =
  {
    s3PermissionsAuthenticatedPublic: { principal: 'authenticated', path: 'public/*' },
    s3PermissionsAuthenticatedProtected: { principal: 'authenticated', path: `protected/${CALLER}/*` },
    s3PermissionsAuthenticatedPrivate: { principal: 'authenticated', path: `private/${CALLER}/*` },
    s3PermissionsAuthenticatedUploads: { principal: 'authenticated', path: 'uploads/*' },
    s3PermissionsGuestPublic: { principal: 'guest', path: 'public/*' },
    s3PermissionsGuestUploads: { principal: 'guest', path: 'uploads/*' },
  };

/** What may be listed; everyone who may list may also read what is protected (createS3AuthReadPolicy). */
const LIST_RIGHTS: Readonly<
  Record<ListParameter, Pick<Grant, 'principal'> & { readonly prefixes: readonly string[] }>
> = {
  AuthenticatedAllowList: {
    principal: 'authenticated',
    prefixes: [
      'public/',
      'public/*',
      'protected/',
      'protected/*',
      `private/${CALLER}/`,
      `private/${CALLER}/*`,
    ],
  },
  GuestAllowList: { principal: 'guest', prefixes: ['public/', 'public/*', 'protected/', 'protected/*'] },
};

/** The rights that Gen 1's own template gives with these parameters and these actions of groups. */
export function gen1Grants(
  { actions, lists }: AccessParameters,
  groups: ReadonlyMap<string, readonly string[]>,
): Grant[] {
  return [
    ...ACTION_PARAMETERS.flatMap((parameter) =>
      actions[parameter].map((action): Grant => ({ ...OBJECT_RIGHTS[parameter], action, on: 'objects' })),
    ),
    ...LIST_PARAMETERS.flatMap((parameter) => (lists[parameter] ? listGrants(LIST_RIGHTS[parameter]) : [])),
    ...[...groups].flatMap(([name, allowed]) => groupGrants(name, allowed)),
  ];
}

function listGrants({ principal, prefixes }: (typeof LIST_RIGHTS)[ListParameter]): Grant[] {
  return [
    { principal, action: 's3:GetObject', on: 'objects', path: 'protected/*' },
    ...prefixes.map((path): Grant => ({ principal, action: 's3:ListBucket', on: 'bucket', path })),
  ];
}

/** Members of a group have the whole bucket, not only Gen 1's prefixes (_buildCDKGroupPolicyStatements). */
function groupGrants(name: string, actions: readonly string[]): Grant[] {
  return actions.map((action) =>
    action === 's3:ListBucket'
      ? { principal: `group:${name}`, action, on: 'bucket', path: null }
      : { principal: `group:${name}`, action, on: 'objects', path: '*' },
  );
}

/** Whether one of the grants allows what `wanted` allows. */
export function isCovered(wanted: Grant, grants: readonly Grant[]): boolean {
  return grants.some(
    ({ principal, action, on, path }) =>
      principal === wanted.principal &&
      action === wanted.action &&
      on === wanted.on &&
      includesPath(path, wanted.path),
  );
}

/** Every pattern here ends in its only wildcard; null, no condition at all, includes each of them. */
function includesPath(path: string | null, wanted: string | null): boolean {
  if (path === null || path === wanted) return true;
  return wanted !== null && path.endsWith('*') && wanted.startsWith(path.slice(0, -1));
}

/** True when the role may reach keys that hold the id of the caller. */
export function isPersonal({ path }: Grant): boolean {
  return path?.includes(CALLER) === true;
}
