import { type Json } from '../../core/json.js';
import { type Deployment } from '../facts/deployment.js';
import { flag, items, record, textOf } from '../facts/normal.js';
import { triggerTargets } from '../facts/triggers.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject, isObject } from '../template.js';

/** A policy of a resource that lets somebody in who is no part of the backend: another account, or everybody. */
export interface Door {
  /** `everybody`, `444455556666`, `cognito-identity.amazonaws.com`. */
  readonly principal: string;
  readonly action: string;
  /** The type and the logical id of the resource. */
  readonly resource: string;
  readonly feature: 'auth' | 'storage';
}

/** Properties with the policy of a resource, by which others get in. */
const POLICIES = ['AssumeRolePolicyDocument', 'PolicyDocument', 'KeyPolicy', 'ResourcePolicy', 'Policy'];

/**
 * What stands beside the resources that Gen 1 knows, whose facts are compared by name, and is open to others: roles,
 * buckets, queues, topics, keys and secrets by their policies, buckets by their access list, and identity pools with
 * guests.
 */
export function doorsOf(deployment: Deployment): Door[] {
  const ofTriggers = rolesOfTriggers(deployment);
  return deployment.resources
    .filter((resource) => isUnnamed(resource) && !isAboutNamed(resource) && !ofTriggers.has(resource.id))
    .flatMap((resource) => [...byPolicy(resource), ...byNature(resource)]);
}

/** Who may assume the role of a trigger is a fact of the trigger. */
function rolesOfTriggers(deployment: Deployment): ReadonlySet<string | undefined> {
  return new Set(
    [...triggerTargets(deployment).values()].map(
      (target) => deployment.at(deployment.at(target)?.properties['Role'])?.id,
    ),
  );
}

/** Ids are paths of stacks, but for those of what both generations know: `Role.authenticated`. */
function isUnnamed({ id }: ResolvedResource): boolean {
  return id.includes('/');
}

const ABOUT = ['Bucket', 'Queues', 'Topics', 'SecretId', 'UserPoolId', 'RestApiId'];

/** A policy of its own is of the resource that it refers to: `${Bucket}`. */
function isAboutNamed({ properties }: ResolvedResource): boolean {
  const about = ABOUT.flatMap((name) => items(properties[name])).map(textOf);
  return about.length > 0 && about.every((text) => /^\$\{[^/{}]+\}$/.test(text) && !text.includes('AWS::'));
}

function byPolicy({ type, logicalId, properties }: ResolvedResource): Door[] {
  if (type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy') return [];
  return POLICIES.flatMap((name) => items(record(properties[name])['Statement']))
    .filter(isObject)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) =>
      outsidersOf(statement).flatMap((principal) =>
        items(statement['Action'] ?? '*').map((action) => ({
          principal,
          action: textOf(action),
          resource: `${type} ${logicalId}`,
          feature: type.startsWith('AWS::IAM::') ? ('auth' as const) : ('storage' as const),
        })),
      ),
    );
}

/** Who is named by a statement and is neither a service nor of the account itself. */
function outsidersOf({ Principal, Condition }: JsonObject): string[] {
  if (Principal === '*') return ['everybody'];
  const { AWS, Federated, CanonicalUser } = record(Principal);
  return [
    ...items(AWS).map(textOf).filter(isOutside).map(shownAccount),
    ...[...items(Federated), ...items(CanonicalUser)]
      .map(textOf)
      .filter((text) => text !== '' && !isOfOwnPool(Condition)),
  ];
}

/** Users of the identity pool get a role that the pool or a group has for them, and those are facts. */
function isOfOwnPool(condition: Json | undefined): boolean {
  const equals = record(record(condition)['StringEquals']);
  return equals['cognito-identity.amazonaws.com:aud'] === '${IdentityPool}';
}

function isOutside(principal: string): boolean {
  return principal === '*' || /^(?:\d{12}$|arn:[^:]*:(?:iam|sts)::(?:\d{12}|\*):)/.test(principal);
}

function shownAccount(principal: string): string {
  return principal === '*' ? 'everybody' : principal;
}

const PUBLIC: Readonly<Record<string, string>> = {
  PublicRead: 's3:GetObject',
  PublicReadWrite: 's3:*',
};

/** What lets guests in without a policy. */
function byNature({ type, logicalId, properties }: ResolvedResource): Door[] {
  const resource = `${type} ${logicalId}`;
  if (type === 'AWS::Cognito::IdentityPool' && flag(properties['AllowUnauthenticatedIdentities'], false)) {
    return [
      { principal: 'guest', action: 'cognito-identity:GetCredentialsForIdentity', resource, feature: 'auth' },
    ];
  }
  const action = type === 'AWS::S3::Bucket' ? PUBLIC[textOf(properties['AccessControl'])] : undefined;
  return action === undefined ? [] : [{ principal: 'everybody', action, resource, feature: 'storage' }];
}

/** Doors of Gen 2 that Gen 1 does not have, whatever their resources are called. */
export function openedDoors(gen1: readonly Door[], gen2: readonly Door[]): Door[] {
  const known = new Set(gen1.map(keyOf));
  return gen2.filter((door) => !known.has(keyOf(door)));
}

function keyOf({ principal, action, resource }: Door): string {
  return [principal, action, resource.split(' ')[0]].join('\t');
}
