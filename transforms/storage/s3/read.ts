import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { validate } from '../../../src/core/validate.js';
import { readOverride } from '../../shared/override/read.js';
import { BUCKET_TEMPLATE, bucketForm, bucketResources } from '../../shared/storage/buckets.js';
import { type AccessParameters, ACTION_PARAMETERS, gen1Grants, LIST_PARAMETERS } from './grants.js';
import {
  cliInputs,
  type CliInputs,
  OLDER_PERMISSIONS,
  type OlderParameters,
  olderParameters,
  PERMISSIONS,
  storageParams,
} from './inputs.js';
import { type BucketModel, type BucketTrigger } from './model.js';
import { bucketNames } from './names.js';
import { readTemplate } from './template.js';

/** The buckets of the storage category that Gen 1 deploys, in the order of backend-config.json. */
export async function readBuckets(app: Gen1App): Promise<BucketModel[]> {
  const buckets: BucketModel[] = [];
  for (const resource of bucketResources(app)) {
    const model = readBucket(app, resource);
    buckets.push({ ...model, override: await readOverride(app, resource) });
  }
  return buckets;
}

function readBucket(app: Gen1App, resource: Gen1Resource): BucketModel {
  const folder = resource.folder ?? `amplify/backend/storage/${resource.name}`;
  const inputs = app.files.json(`${folder}/cli-inputs.json`);
  if (inputs) return fromInputs(app, resource, inputs);
  const parameters = app.files.json(`${folder}/parameters.json`);
  if (bucketForm(app, resource) === 'imported') return imported(app, resource, parameters);
  if (!parameters) return missing(resource);
  return fromTemplate(app, resource, folder, parameters);
}

/** What all forms have in common; each says what it knows. */
function empty(resource: Gen1Resource, document: JsonNode): BucketModel {
  return {
    resource,
    form: 'inputs',
    document,
    groupsDocument: null,
    unknown: [],
    grants: [],
    denials: [],
    template: null,
    triggers: [],
    names: new Map(),
    override: null,
    findings: [],
  };
}

function fromInputs(app: Gen1App, resource: Gen1Resource, document: JsonNode): BucketModel {
  const { value, unknown } = validate(cliInputs, document);
  const groups = groupActions(at(document, 'groupAccess'), PERMISSIONS);
  return {
    ...empty(resource, document),
    unknown,
    grants: gen1Grants(parametersOf(value), groups ?? new Map<string, readonly string[]>()),
    triggers: triggersOf(document),
    names: bucketNames(app, resource.name, { parameter: value.bucketName ?? null, withAppId: true }),
    findings: [...groupFindings(at(document, 'groupAccess'), groups), ...guestFindings(document, value)],
  };
}

/** The parameters that Gen 1 makes of cli-inputs.json (generateCfnInputParameters in s3-stack-transform.ts). */
function parametersOf({ authAccess, guestAccess }: CliInputs): AccessParameters {
  const actions = (words: CliInputs['authAccess']): string[] => [
    ...new Set((words ?? []).flatMap((word) => PERMISSIONS[word] ?? [])),
  ];
  const onObjects = (words: CliInputs['authAccess']): string[] =>
    actions(words).filter((action) => action !== 's3:ListBucket');
  const uploads = (words: CliInputs['authAccess']): string[] =>
    actions(words).filter((action) => action === 's3:PutObject');
  return {
    actions: {
      s3PermissionsAuthenticatedPublic: onObjects(authAccess),
      s3PermissionsAuthenticatedProtected: onObjects(authAccess),
      s3PermissionsAuthenticatedPrivate: onObjects(authAccess),
      s3PermissionsAuthenticatedUploads: uploads(authAccess),
      s3PermissionsGuestPublic: onObjects(guestAccess),
      s3PermissionsGuestUploads: uploads(guestAccess),
    },
    lists: {
      AuthenticatedAllowList: (authAccess ?? []).includes('READ'),
      GuestAllowList: (guestAccess ?? []).includes('READ'),
    },
  };
}

/** Actions by group; null when the document has something else than groups there. */
function groupActions(
  node: JsonNode | undefined,
  words: Readonly<Record<string, readonly string[]>>,
): Map<string, readonly string[]> | null {
  if (itemsOf(node).length > 0) return null;
  const actions = [...membersOf(node)].map(([name, list]) => {
    const all = itemsOf(list).flatMap((word) => words[stringAt(word) ?? ''] ?? []);
    return [name, [...new Set<string>(all)]] as const;
  });
  return new Map(actions);
}

function groupFindings(
  node: JsonNode | undefined,
  groups: ReadonlyMap<string, readonly string[]> | null,
): Finding[] {
  return node && groups === null ? [finding('AM2004', 'storage', node.origin, {})] : [];
}

/** Gen 1 asks only for `guestAccess`, whatever `storageAccess` says (generateCfnInputParameters). */
function guestFindings(document: JsonNode, { storageAccess, guestAccess }: CliInputs): Finding[] {
  const node = at(document, 'guestAccess');
  if (storageAccess !== 'auth' || !node || (guestAccess ?? []).length === 0) return [];
  return [finding('AM2005', 'storage', node.origin, { words: guestAccess ?? [] })];
}

function triggersOf(document: JsonNode): BucketTrigger[] {
  const nodes = [at(document, 'triggerFunction'), at(document, 'adminTriggerFunction', 'triggerFunction')];
  return nodes.flatMap((node) => {
    const name = stringAt(node);
    return node && name !== undefined && name !== '' && name !== 'NONE' ? [{ function: name, node }] : [];
  });
}

function imported(app: Gen1App, resource: Gen1Resource, parameters: JsonNode | null): BucketModel {
  const document = parameters ?? resource.config ?? emptyDocument(resource);
  return {
    ...empty(resource, document),
    form: 'imported',
    names: bucketNames(app, resource.name, { parameter: null, withAppId: false }),
  };
}

/** A resource of backend-config.json whose folder lacks its settings. */
function missing(resource: Gen1Resource): BucketModel {
  const document = resource.config ?? emptyDocument(resource);
  const told = finding('AM2003', 'storage', document.origin, { name: resource.name });
  return { ...empty(resource, document), form: 'missing', findings: [told] };
}

function emptyDocument({ folder, name }: Gen1Resource): JsonNode {
  const origin = fileOrigin(folder ?? `amplify/backend/storage/${name}`);
  return { kind: 'object', members: new Map(), origin };
}

function fromTemplate(app: Gen1App, resource: Gen1Resource, folder: string, document: JsonNode): BucketModel {
  const { value } = validate(olderParameters, document);
  const groupsDocument = app.files.json(`${folder}/storage-params.json`);
  if (groupsDocument) validate(storageParams, groupsDocument);
  const map = at(groupsDocument ?? undefined, 'groupPermissionMap');
  const groups = groupActions(map, OLDER_PERMISSIONS);
  const file = app.files.json(`${folder}/${BUCKET_TEMPLATE}`);
  const template =
    file && readTemplate({ template: file, parameters: document, environment: app.environment.name });
  return {
    ...empty(resource, document),
    form: 'template',
    groupsDocument,
    grants:
      template?.grants ?? gen1Grants(olderAccess(value), groups ?? new Map<string, readonly string[]>()),
    denials: template?.denials ?? [],
    template,
    triggers: triggersOf(document),
    names: bucketNames(app, resource.name, {
      parameter: value.bucketName ?? null,
      withAppId: template?.withAppId ?? true,
    }),
    findings: [
      ...groupFindings(map, groups),
      ...(template ? [] : [finding('AM2006', 'storage', document.origin, { file: BUCKET_TEMPLATE })]),
    ],
  };
}

function olderAccess(parameters: OlderParameters): AccessParameters {
  const actions = ACTION_PARAMETERS.map((name) => {
    const value = parameters[name] ?? 'DISALLOW';
    return [name, value === 'DISALLOW' ? [] : value.split(',').map((action) => action.trim())] as const;
  });
  const lists = LIST_PARAMETERS.map(
    (name) => [name, (parameters[name] ?? 'DISALLOW') !== 'DISALLOW'] as const,
  );
  return {
    actions: Object.fromEntries(actions) as Record<(typeof ACTION_PARAMETERS)[number], string[]>,
    lists: Object.fromEntries(lists) as Record<(typeof LIST_PARAMETERS)[number], boolean>,
  };
}
