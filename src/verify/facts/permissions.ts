import { type Json } from '../../core/json.js';
import { meantByName } from './physical-names.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject, isObject } from '../template.js';
import { amount, items, record, set, textOf } from './normal.js';

/** A role: who may assume it, and what it may do. */
export function roleFacts(role: ResolvedResource, resources: readonly ResolvedResource[]): JsonObject {
  return {
    Trust: trustedBy(role),
    Permissions: permissionsOf(role, resources),
    // Seconds; an hour, unless said otherwise (IAM, CreateRole).
    MaxSessionDuration: amount(role.properties['MaxSessionDuration'], 3600),
  };
}

/** Who may assume a role: one sentence for each action and each service. */
export function trustedBy(role: ResolvedResource): Json[] {
  return set(statements(role.properties['AssumeRolePolicyDocument']).flatMap(byService).flatMap(sentences));
}

function byService(statement: JsonObject): JsonObject[] {
  const { Service, ...others } = record(statement['Principal']);
  if (!Array.isArray(Service) || Object.keys(others).length > 0) return [statement];
  return Service.map((one) => ({ ...statement, Principal: { Service: one } }));
}

/** The same for a role that may be of another deployment, of which no more is known: null. */
export function trustOf(role: ResolvedResource | undefined): Json {
  return role?.type === 'AWS::IAM::Role' ? trustedBy(role) : null;
}

/**
 * What a role may do: one sentence for each action on each resource, so that it does not matter how statements
 * and policies are cut. Boundaries are not evaluated.
 */
export function permissionsOf(role: ResolvedResource, resources: readonly ResolvedResource[]): Json[] {
  const { documents, managed } = attachedPolicies(role, resources);
  const elsewhere = managed.map(
    (arn) => `Allow what the managed policy ${typeof arn === 'string' ? arn : JSON.stringify(arn)} allows`,
  );
  const sentencesOf = documents.flatMap(statements).flatMap(sentences);
  const said = [...sentencesOf, ...elsewhere].map(inAnyPartition);
  return set(said.flatMap((sentence) => [sentence, ...meantByName(sentence, resources)]));
}

/** The policies of a role: the documents that the deployment holds, and references to others. */
export interface AttachedPolicies {
  readonly documents: readonly (Json | undefined)[];
  readonly managed: readonly Json[];
}

/** Finds the policies of a role: its own, and those that name it. */
export function attachedPolicies(
  role: ResolvedResource,
  resources: readonly ResolvedResource[],
): AttachedPolicies {
  const inline = items(role.properties['Policies']).map((policy) => record(policy)['PolicyDocument']);
  const attached = resources
    .filter(({ type }) => type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy')
    .filter(({ properties }) => items(properties['Roles']).some((name) => names(name, role)))
    .map(({ properties }) => properties['PolicyDocument']);
  return { documents: [...inline, ...attached], managed: items(role.properties['ManagedPolicyArns']) };
}

/**
 * Gen 1 writes the partition of most ARNs out, and puts the ARN of the pool together in some policies; Gen 2
 * leaves both to the deployment.
 */
function inAnyPartition(sentence: string): string {
  return sentence
    .replaceAll('arn:${AWS::Partition}:', 'arn:aws:')
    .replaceAll(
      'arn:aws:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/${UserPool}',
      '${UserPool.Arn}',
    );
}

/** A policy names a role by reference, by its physical name, or by a piece of its ARN. */
function names(value: Json, role: ResolvedResource): boolean {
  const name = textOf(value);
  return (
    name.includes(`\${${role.id}}`) ||
    name.includes(`\${${role.id}.Arn}`) ||
    (name !== '' && name === role.properties['RoleName'])
  );
}

function statements(document: Json | undefined): JsonObject[] {
  return items(record(document)['Statement']).filter(isObject);
}

function sentences(statement: JsonObject): string[] {
  const effect = textOf(statement['Effect']);
  const condition = statement['Condition'];
  const when = condition === undefined ? '' : ` if ${canonical(condition)}`;
  const who = statement['Principal'] === undefined ? '' : ` for ${canonical(statement['Principal'])}`;
  const actions =
    statement['NotAction'] === undefined ? words(statement['Action']) : [butFor(statement['NotAction'])];
  const resources =
    statement['NotResource'] === undefined
      ? words(statement['Resource'])
      : [butFor(statement['NotResource'])];
  return actions.flatMap((action) =>
    (resources.length === 0 ? [''] : resources).map(
      (resource) => `${effect} ${action}${resource === '' ? '' : ` on ${resource}`}${who}${when}`,
    ),
  );
}

function words(value: Json | undefined): string[] {
  return items(value).map((item) => (typeof item === 'string' ? item : canonical(item)));
}

function butFor(value: Json): string {
  return `all but ${set(value).map(canonical).join(', ')}`;
}

/** JSON with sorted keys; a list of one is its item, as IAM reads it. */
function canonical(value: Json): string {
  if (Array.isArray(value)) {
    const [only, ...others] = set(value);
    return only !== undefined && others.length === 0
      ? canonical(only)
      : `[${set(value).map(canonical).join(',')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
