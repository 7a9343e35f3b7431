import { z } from 'zod';

/** The words of cli-inputs.json for what may be done. Source: s3-user-input-state.ts of amplify-category-storage. */
export const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  CREATE_AND_UPDATE: ['s3:PutObject'],
  READ: ['s3:GetObject', 's3:ListBucket'],
  DELETE: ['s3:DeleteObject'],
};

/** The same in the older storage-params.json. */
export const OLDER_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  'create/update': ['s3:PutObject'],
  read: ['s3:GetObject', 's3:ListBucket'],
  delete: ['s3:DeleteObject'],
};

const permissions = z.array(z.enum(['CREATE_AND_UPDATE', 'READ', 'DELETE']));
const olderPermissions = z.array(z.enum(['create/update', 'read', 'delete']));

/** Some versions write an empty list where there are no groups. */
const groups = z.union([z.record(z.string(), permissions), z.array(z.unknown())]);

const trigger = z.object({
  triggerFunction: z.string().nullish(),
  triggerEvents: z.array(z.string()).nullish(),
});

/**
 * cli-inputs.json of a bucket. Source: s3-user-input-types.ts of aws-amplify/amplify-cli,
 * packages/amplify-category-storage.
 */
export const cliInputs = z.strictObject({
  resourceName: z.string().nullish(),
  policyUUID: z.string().nullish(),
  bucketName: z.string().nullish(),
  storageAccess: z.enum(['auth', 'authAndGuest']).nullish(),
  guestAccess: permissions.nullish(),
  authAccess: permissions.nullish(),
  groupAccess: groups.nullish(),
  triggerFunction: z.string().nullish(),
  adminTriggerFunction: trigger.nullish(),
  additionalTriggerFunctions: z.array(trigger).nullish(),
});
export type CliInputs = z.infer<typeof cliInputs>;

const text = z.string().nullish();

/** parameters.json of the older form: what the template beside it is deployed with. */
export const olderParameters = z.object({
  bucketName: text,
  s3PermissionsAuthenticatedPublic: text,
  s3PermissionsAuthenticatedProtected: text,
  s3PermissionsAuthenticatedPrivate: text,
  s3PermissionsAuthenticatedUploads: text,
  s3PermissionsGuestPublic: text,
  s3PermissionsGuestUploads: text,
  AuthenticatedAllowList: text,
  GuestAllowList: text,
  triggerFunction: text,
});
export type OlderParameters = z.infer<typeof olderParameters>;

/** storage-params.json of the older form: what the groups may do. */
export const storageParams = z.object({
  groupPermissionMap: z.union([z.record(z.string(), olderPermissions), z.array(z.unknown())]).nullish(),
});
