import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { type AuthRoles } from './auth-roles.js';
import { type BucketsDraft } from './draft.js';
import { type BucketModel } from './model.js';
import { BUCKET_PATH, OVERRIDES_PATH, RESOURCE_PATH } from './paths.js';
import { type BucketContext } from './plan.js';

/** Puts every document of a bucket into the scope of the ledger. */
export function coverDocuments(model: BucketModel, app: Gen1App, ledger: Ledger): void {
  for (const node of new Set([model.document, ...companions(model, app)])) ledger.cover(node);
}

function companions({ resource, groupsDocument, template }: BucketModel, app: Gen1App): JsonNode[] {
  const { amplifyMeta } = app.documents;
  return [
    groupsDocument,
    template?.document,
    resource.config,
    ...app.environments.map(({ teamProvider }) => ownEntry(teamProvider, resource.name)),
    at(amplifyMeta ?? undefined, 'storage', resource.name),
  ].filter((node) => node !== null && node !== undefined);
}

function ownEntry(teamProvider: JsonNode | null, name: string): JsonNode | undefined {
  return at(teamProvider ?? undefined, 'categories', 'storage', name);
}

/** What the keys of cli-inputs.json and of the older documents become, beside those that a finding settles. */
const ACCESS_KEYS: ReadonlySet<string> = new Set([
  'storageAccess',
  'guestAccess',
  'authAccess',
  's3PermissionsAuthenticatedPublic',
  's3PermissionsAuthenticatedProtected',
  's3PermissionsAuthenticatedPrivate',
  's3PermissionsAuthenticatedUploads',
  's3PermissionsGuestPublic',
  's3PermissionsGuestUploads',
  'AuthenticatedAllowList',
  'GuestAllowList',
]);

const GROUP_KEYS: ReadonlySet<string> = new Set(['groupAccess', 'groupPermissionMap']);

/** Settles every leaf that nothing more specific has settled; keys that Gen 1 does not know are told. */
export function settleDocuments(
  model: BucketModel,
  { app, roles }: BucketContext,
  mode: 'define' | 'reference',
  draft: BucketsDraft,
): void {
  const { ledger } = draft;
  for (const node of model.unknown) {
    const told = finding('AM0001', 'storage', node.origin, { key: node.origin.pointer });
    draft.findings.push(told);
    ledger.settleRest(node, () => ({ kind: 'manual', finding: told }));
  }
  const rule = dispositions(model, roles, mode, draft);
  for (const document of new Set([model.document, model.groupsDocument])) {
    for (const [key, node] of membersOf(document ?? undefined))
      ledger.settleRest(node, () => rule(key, node));
  }
  for (const node of model.template?.ofFunctions ?? []) {
    ledger.settleRest(node, () => ({ kind: 'bookkeeping', because: 'rights of functions move with them' }));
  }
  for (const node of companions(model, app)) {
    ledger.settleRest(node, () => ({
      kind: 'bookkeeping',
      because: 'written by the Gen 1 CLI; its values were compared with what Gen 2 deploys',
    }));
  }
  ledger.settleRest(model.document, () => ({ kind: 'bookkeeping', because: 'empty' }));
}

function dispositions(
  model: BucketModel,
  { place }: AuthRoles,
  mode: 'define' | 'reference',
  { findings, written }: BucketsDraft,
): (key: string, node: JsonNode) => Disposition {
  const ofDocument = (wanted: string): Finding | undefined =>
    findings.find(({ code, origin }) => origin.file === model.document.origin.file && code === wanted);
  // The settings are not there, or the name of the bucket is not.
  const unnamed = ofDocument('AM2020');
  const refused = ofDocument('AM2003') ?? (written.has(BUCKET_PATH) ? undefined : unnamed);
  return (key, node) => {
    const own = findings.find(({ code, origin }) => code === 'AM2004' && origin === node.origin);
    if (own) return { kind: 'manual', finding: own };
    if (model.form === 'missing' && model.findings[0]) return { kind: 'manual', finding: model.findings[0] };
    const isAccess = ACCESS_KEYS.has(key);
    const isGroups = GROUP_KEYS.has(key);
    if (key === 'bucketName' && unnamed) return { kind: 'manual', finding: unnamed };
    if ((isAccess || isGroups) && refused) return { kind: 'manual', finding: refused };
    if (mode === 'reference' && (isAccess || isGroups || key === 'bucketName')) {
      return { kind: 'override', target: { path: BUCKET_PATH } };
    }
    if (place === null && (isAccess || isGroups)) return NOBODY;
    if (isAccess && place === 'identityPool') {
      return { kind: 'override', target: { path: OVERRIDES_PATH, property: 'policies of the roles' } };
    }
    if (isAccess) return { kind: 'exact', target: { path: RESOURCE_PATH, property: 'access' } };
    if (isGroups && membersOf(node).size > 0) {
      return { kind: 'override', target: { path: OVERRIDES_PATH, property: 'policies of the groups' } };
    }
    if (key === 'bucketName') {
      return { kind: 'bookkeeping', because: 'CloudFormation makes up the name of the new bucket' };
    }
    return {
      kind: 'bookkeeping',
      because: 'a name or a choice of the Gen 1 CLI that deploys nothing by itself',
    };
  };
}

const NOBODY: Disposition = {
  kind: 'bookkeeping',
  because: 'the project has no auth, so nobody can have the rights',
};
