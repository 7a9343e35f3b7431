import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { type Grant, type Principal } from './grants.js';
import {
  BUCKET,
  conditionIn,
  roleIn,
  type TemplateRole,
  type TemplateValues,
  valueIn,
} from './template-values.js';

/** s3-cloudformation-template.json of the older form, which people may edit. */
export interface TemplateModel {
  readonly document: JsonNode;
  readonly grants: readonly Grant[];
  /** What a policy takes away again, whatever else is given. */
  readonly denials: readonly Grant[];
  /** Properties of the bucket, by their names in CloudFormation. */
  readonly bucket: ReadonlyMap<string, JsonNode>;
  /** Policies of functions, and what lets S3 call them: they move with the functions. */
  readonly ofFunctions: readonly JsonNode[];
  /** Policies of which a part can't be told from the repository. */
  readonly unclear: readonly Unclear[];
  /** Resources that Gen 1 does not write. */
  readonly others: readonly { readonly logicalId: string; readonly type: string; readonly node: JsonNode }[];
  /** Whether the id of the Gen 1 app is part of the bucket's name. */
  readonly withAppId: boolean;
}

export interface Unclear {
  readonly logicalId: string;
  readonly why: string;
  readonly node: JsonNode;
}

/** Reads the resources of the template with the values that Gen 1 deploys it with. */
export function readTemplate(values: TemplateValues): TemplateModel {
  const { template } = values;
  const grants: Grant[] = [];
  const denials: Grant[] = [];
  const ofFunctions: JsonNode[] = [];
  const unclear: Unclear[] = [];
  const others: { logicalId: string; type: string; node: JsonNode }[] = [];
  for (const [logicalId, node] of membersOf(at(template, 'Resources'))) {
    const type = stringAt(node, 'Type') ?? '';
    if (logicalId === 'S3Bucket') continue;
    if (type === 'AWS::Lambda::Permission') ofFunctions.push(node);
    else if (type !== 'AWS::IAM::Policy') others.push({ logicalId, type, node });
    else if (isDeployed(node, values)) {
      const read = readPolicy(node, values);
      grants.push(...read.grants);
      denials.push(...read.denials);
      if (read.ofFunctions) ofFunctions.push(node);
      if (read.why !== null) unclear.push({ logicalId, why: read.why, node });
    }
  }
  const bucket = at(template, 'Resources', 'S3Bucket', 'Properties');
  const name = JSON.stringify(plainText(at(bucket, 'BucketName')));
  return {
    document: template,
    grants,
    denials,
    bucket: membersOf(bucket),
    ofFunctions,
    unclear,
    others,
    withAppId: name.includes('AWS::StackName'),
  };
}

/** Every text of a value, for a look at what it refers to. */
function plainText(node: JsonNode | undefined): string[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [String(node.value)];
  const below = node.kind === 'array' ? node.items : [...node.members.values()];
  return below.flatMap(plainText);
}

/** A condition that is not known counts as one that holds: what it gives has to be looked at. */
function isDeployed(resource: JsonNode, values: TemplateValues): boolean {
  const condition = stringAt(resource, 'Condition');
  return condition === undefined || conditionIn(condition, values) !== false;
}

interface ReadPolicy {
  readonly grants: readonly Grant[];
  readonly denials: readonly Grant[];
  readonly ofFunctions: boolean;
  /** Why a part of it, or all, is not known; null when everything is. */
  readonly why: string | null;
}

const NOTHING: ReadPolicy = { grants: [], denials: [], ofFunctions: false, why: null };

function readPolicy(policy: JsonNode, values: TemplateValues): ReadPolicy {
  const written = itemsOf(at(policy, 'Properties', 'Roles'));
  const roles = written.map((role) => roleIn(role, values));
  if (written.length === 0 || roles.includes(null)) {
    return { ...NOTHING, why: 'the repository does not tell its roles' };
  }
  const principals = roles.flatMap((role) => (role === null ? [] : (principalOf(role) ?? [])));
  if (principals.length === 0) return { ...NOTHING, ofFunctions: true };
  const statement = at(policy, 'Properties', 'PolicyDocument', 'Statement');
  const statements = statement?.kind === 'object' ? [statement] : itemsOf(statement);
  const read = statements.map((each) => rightsOf(each, values));
  const known = read.filter((each) => each !== null);
  const of = (effect: string): Grant[] => {
    const rights = known.flatMap((each) => (each.effect === effect ? each.rights : []));
    return principals.flatMap((principal) => rights.map((right): Grant => ({ ...right, principal })));
  };
  const isWhole = known.length === read.length;
  return {
    grants: of('Allow'),
    denials: of('Deny'),
    ofFunctions: principals.length < roles.length,
    why: isWhole ? null : 'a statement of it is more than rights on the bucket',
  };
}

function principalOf(role: TemplateRole): Principal | null {
  if (role.kind === 'group') return `group:${role.name}`;
  return role.kind === 'function' ? null : role.kind;
}

type Right = Omit<Grant, 'principal'>;

/** What a statement allows or denies on the bucket; null when it says anything else. */
function rightsOf(
  statement: JsonNode,
  values: TemplateValues,
): { readonly effect: 'Allow' | 'Deny'; readonly rights: readonly Right[] } | null {
  const effect = stringAt(statement, 'Effect');
  const known = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);
  const isPlain = [...membersOf(statement).keys()].every((key) => known.has(key));
  const actions = listOf(at(statement, 'Action'), values);
  const resources = listOf(at(statement, 'Resource'), values);
  const prefixes = prefixesOf(at(statement, 'Condition'), values);
  if (!isPlain || (effect !== 'Allow' && effect !== 'Deny')) return null;
  if (actions === null || resources === null || prefixes === null) return null;
  const rights: Right[] = [];
  for (const resource of resources) {
    const path = pathOf(resource);
    if (path === null || (path !== '' && prefixes.length > 0)) return null;
    for (const action of actions) {
      if (!/^s3:[\w*]+$/.test(action)) return null;
      if (path === '') rights.push(...onBucket(action, prefixes));
      // Listing is a right on the bucket: beside the keys of objects it gives nothing.
      else if (action !== 's3:ListBucket') rights.push({ action, on: 'objects', path });
    }
  }
  return { effect, rights };
}

function onBucket(action: string, prefixes: readonly string[]): Right[] {
  if (prefixes.length === 0) return [{ action, on: 'bucket', path: null }];
  return prefixes.map((path) => ({ action, on: 'bucket', path }));
}

/** `public/*` of `arn:aws:s3:::<bucket>/public/*`, nothing for the bucket itself, null for another resource. */
function pathOf(resource: string): string | null {
  const arn = `arn:aws:s3:::${BUCKET}`;
  if (resource === arn) return '';
  const path = resource.startsWith(`${arn}/`) ? resource.slice(arn.length + 1) : null;
  // A wildcard in the middle is more than `defineStorage` and the comparison of paths know.
  return path !== null && path !== '' && !path.slice(0, -1).includes('*') ? path : null;
}

function listOf(node: JsonNode | undefined, values: TemplateValues): readonly string[] | null {
  const value = valueIn(node, values);
  return typeof value === 'string' ? [value] : value;
}

/** The prefixes of `StringLike: { 's3:prefix': […] }`; null for any other condition. */
function prefixesOf(condition: JsonNode | undefined, values: TemplateValues): readonly string[] | null {
  if (condition === undefined) return [];
  const [operator, ...more] = membersOf(condition);
  const [key, ...others] = membersOf(operator?.[1]);
  if (operator?.[0] !== 'StringLike' || key?.[0] !== 's3:prefix' || more.length + others.length > 0)
    return null;
  return listOf(key[1], values);
}
