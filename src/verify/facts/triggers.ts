import { type Json } from '../../core/json.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject, isObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { triggerInputs } from './gen1-custom-resources.js';
import { amount, items, record, set, textOf, without } from './normal.js';
import { permissionsOf, trustOf } from './permissions.js';
import { withoutPhysicalNames } from './physical-names.js';
import { secretsFacts } from './secrets.js';
import { withParameters } from './ssm-variables.js';

/** The functions that Cognito calls, by event. */
export function triggerFacts(deployment: Deployment): JsonObject {
  return Object.fromEntries(
    [...triggerTargets(deployment)].map(([event, target]) => [
      event,
      event === 'KMSKeyID' ? target : triggerFact(target, deployment),
    ]),
  );
}

/** The ARNs of the functions that Cognito calls, by event. */
export function triggerTargets(deployment: Deployment): ReadonlyMap<string, Json> {
  const config = record(deployment.named('UserPool')?.properties['LambdaConfig']);
  return new Map<string, Json>([
    ...Object.entries(config).map(([event, target]): [string, Json] =>
      isObject(target) ? versioned(event, target) : [event, target],
    ),
    ...triggerInputs(deployment),
  ]);
}

/** PreTokenGenerationConfig of version 1 is what PreTokenGeneration is. */
function versioned(event: string, target: JsonObject): [string, Json] {
  const version = textOf(target['LambdaVersion']);
  const arn = target['LambdaArn'] ?? null;
  if (event === 'PreTokenGenerationConfig') {
    return [version === 'V1_0' ? 'PreTokenGeneration' : `PreTokenGeneration ${version}`, arn];
  }
  return [event, arn];
}

function triggerFact(arn: Json, deployment: Deployment): Json {
  const fn = deployment.at(arn);
  // A function of another deployment: nothing more is known of it.
  if (fn?.type !== 'AWS::Lambda::Function') return { Function: arn };
  const role = deployment.at(fn.properties['Role']);
  const facts = functionFacts(withParameters(fn.properties, deployment));
  return {
    ...facts,
    Environment: withoutPhysicalNames(record(facts['Environment']), deployment),
    InvokedByCognito: deployment
      .ofType('AWS::Lambda::Permission')
      .some((permission) => allowsCognito(permission, fn)),
    Secrets: secretsFacts(fn, deployment),
    Permissions: role ? permissionsOf(role, deployment.resources) : [],
    Trust: trustOf(role),
  };
}

/** A function's settings, with the values that Lambda documents for absent ones (CreateFunction). */
export function functionFacts(properties: JsonObject): JsonObject {
  return {
    ...without(properties, 'Code', 'Role', 'Handler'),
    Timeout: amount(properties['Timeout'], 3),
    MemorySize: amount(properties['MemorySize'], 128),
    Layers: [...items(properties['Layers'])],
    Architectures: set(properties['Architectures'] ?? ['x86_64']),
    EphemeralStorage: { Size: amount(record(properties['EphemeralStorage'])['Size'], 512) },
    Environment: environment(record(record(properties['Environment'])['Variables'])),
  };
}

const NAMES_SECRET =
  /secret|token|passw|passphrase|passcode|salt$|pwd$|api_?key|private_?key|access_?key|credential/i;

/** Variables of a function. The value of a secret is no fact to show: only that it is there. */
function environment(variables: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, NAMES_SECRET.test(name) ? '‹redacted›' : value]),
  );
}

/** The ARN of the pool, as an attribute or written out. */
const POOL_ARN = /^(?:\$\{UserPool\.Arn\}|arn:aws:cognito-idp:.*:userpool\/\$\{UserPool\})$/;

function allowsCognito({ properties }: ResolvedResource, fn: ResolvedResource): boolean {
  const target = textOf(properties['FunctionName']);
  return (
    properties['Principal'] === 'cognito-idp.amazonaws.com' &&
    POOL_ARN.test(textOf(properties['SourceArn'])) &&
    (target === `\${${fn.id}}` ||
      target === `\${${fn.id}.Arn}` ||
      target.endsWith(`:function:\${${fn.id}}`) ||
      target === fn.properties['FunctionName'])
  );
}
