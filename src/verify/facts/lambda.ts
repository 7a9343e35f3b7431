import { type Json } from '../../core/json.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject, isObject } from '../template.js';
import { attachedTo } from './attached.js';
import { type Deployment } from './deployment.js';
import { httpRoutes } from './http-routes.js';
import { amount, flag, items, record, set, textOf, without } from './normal.js';
import { ownResources } from './own-resources.js';
import { trustOf } from './permissions.js';
import { withoutPhysicalNames } from './physical-names.js';
import { secretsFacts } from './secrets.js';
import { withParameters } from './ssm-variables.js';
import { functionFacts } from './triggers.js';

const NAME = 'Function.';

/** The functions of a backend by name: their settings, and what runs them. */
export function lambdaFacts(deployment: Deployment): JsonObject {
  return Object.fromEntries(
    deployment
      .ofType('AWS::Lambda::Function')
      .filter(({ id }) => id.startsWith(NAME))
      .map((fn) => [fn.id.slice(NAME.length), lambdaFact(fn, deployment)]),
  );
}

function lambdaFact(fn: ResolvedResource, deployment: Deployment): JsonObject {
  const facts = functionFacts(withParameters(fn.properties, deployment));
  return {
    ...without(facts, 'FunctionName', 'Tags', 'LoggingConfig'),
    Environment: withoutPhysicalNames(record(facts['Environment']), deployment),
    Secrets: secretsFacts(fn, deployment),
    Schedules: schedules(fn, deployment),
    EventSources: eventSources(fn, deployment),
    InvokedBy: invokers(fn, deployment),
    LogRetention: logRetention(fn, deployment),
    Trust: trustOf(deployment.at(fn.properties['Role'])),
    Url: url(fn, deployment),
    HttpRoutes: httpRoutes(deployment, (reference) => isOf(reference, fn)),
    Logging: { LogFormat: 'Text', ...without(record(fn.properties['LoggingConfig']), 'LogGroup') },
    Own: ownResources(fn.id.slice(NAME.length), deployment),
    Attached: attachedTo(fn.id, deployment),
  };
}

/** A URL of the function's own, which `NONE` opens to everybody. */
function url(fn: ResolvedResource, deployment: Deployment): Json {
  const found = deployment
    .ofType('AWS::Lambda::Url')
    .find(({ properties }) => isOf(properties['TargetFunctionArn'], fn));
  if (found === undefined) return null;
  const settings = without(found.properties, 'TargetFunctionArn', 'Qualifier');
  return { InvokeMode: 'BUFFERED', ...settings };
}

/** A reference by name or ARN, of which the latter may be written out. */
function isOf(reference: Json | undefined, { id, properties }: ResolvedResource): boolean {
  const text = textOf(reference);
  return text.includes(`\${${id}}`) || (text !== '' && text === properties['FunctionName']);
}

/** `rate(5 minutes)`: EventBridge's expression, whether a rule has it or a schedule. */
function schedules(fn: ResolvedResource, deployment: Deployment): Json[] {
  const found = ['AWS::Events::Rule', 'AWS::Scheduler::Schedule'].flatMap((type) =>
    deployment.ofType(type).flatMap(({ properties }) =>
      [...items(properties['Targets']), ...items(properties['Target'])]
        .map(record)
        .filter(({ Arn }) => isOf(Arn, fn))
        .map((target) => expression(properties, without(target, 'Arn', 'Id', 'RoleArn'))),
    ),
  );
  return set(found);
}

/** `target`: what the function is given, and how often it is tried. */
function expression(properties: JsonObject, target: JsonObject): string {
  const zone = textOf(properties['ScheduleExpressionTimezone']);
  const pattern = properties['EventPattern'];
  const bus = textOf(properties['EventBusName']);
  const window = record(properties['FlexibleTimeWindow']);
  return [
    textOf(properties['ScheduleExpression']),
    ...(pattern === undefined ? [] : [JSON.stringify(pattern)]),
    ...(zone === '' || zone === 'UTC' ? [] : [zone]),
    ...(bus === '' || bus === 'default' ? [] : [`on ${bus}`]),
    ...(window['Mode'] === 'FLEXIBLE' ? [JSON.stringify(window)] : []),
    ...(properties['State'] === 'DISABLED' ? ['disabled'] : []),
    ...(Object.keys(target).length === 0 ? [] : [JSON.stringify(target)]),
  ].join(' ');
}

/** Streams and queues that Lambda reads for the function, with the values that it documents for absent ones. */
function eventSources(fn: ResolvedResource, deployment: Deployment): JsonObject {
  return Object.fromEntries(
    deployment
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => isOf(properties['FunctionName'], fn))
      .map(({ properties }) => {
        const source = textOf(properties['EventSourceArn']);
        return [
          source,
          {
            ...record(scalars(without(properties, 'FunctionName', 'EventSourceArn', 'Tags'))),
            BatchSize: amount(properties['BatchSize'], source.includes(':sqs:') ? 10 : 100),
            Enabled: flag(properties['Enabled'], true),
          },
        ];
      }),
  );
}

/** Numbers and booleans of a template may be written as text. */
function scalars(value: Json): Json {
  if (Array.isArray(value)) return value.map(scalars);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, scalars(member)]));
  }
  if (value === 'true' || value === 'false') return value === 'true';
  return amount(value, 0);
}

/**
 * EventBridge calls by a permission or by a role: what it calls for is among the schedules. The permissions of
 * AppSync and API Gateway belong to APIs, which Gen 1 has in stacks that are not looked at here. Without a source,
 * any REST API of any account may call.
 */
const ELSEWHERE = new Set(['events.amazonaws.com', 'appsync.amazonaws.com', 'apigateway.amazonaws.com']);

/** Who may call the function besides roles, and on behalf of what. */
function invokers(fn: ResolvedResource, deployment: Deployment): Json[] {
  return set(
    deployment
      .ofType('AWS::Lambda::Permission')
      .filter(({ properties }) => isOf(properties['FunctionName'], fn))
      .filter(
        ({ properties }) =>
          !ELSEWHERE.has(textOf(properties['Principal'])) ||
          (properties['SourceArn'] === undefined && properties['Principal'] === 'apigateway.amazonaws.com'),
      )
      .map(({ properties }) => invoker(properties, deployment)),
  );
}

/** `s3.amazonaws.com for arn:aws:s3:::${Bucket}`; without a source, whoever can make the service call. */
function invoker(properties: JsonObject, deployment: Deployment): string {
  const { Action, Principal, SourceArn, SourceAccount, PrincipalOrgID, FunctionUrlAuthType } = properties;
  const isAll = /[*]/.test(textOf(Action));
  return [
    ...(isAll ? [`${textOf(Action)} by`] : []),
    textOf(Principal),
    ...(SourceArn === undefined ? [] : [`for ${sourceOf(textOf(SourceArn), deployment)}`]),
    // An ARN of a bucket does not say whose it is; ARNs of everything else do.
    ...(SourceAccount === undefined ? [] : [`of ${textOf(SourceAccount)}`]),
    ...(PrincipalOrgID === undefined ? [] : [`in ${textOf(PrincipalOrgID)}`]),
    // The code behind a URL is called by whoever may call the URL, and in no other way.
    ...(flag(properties['InvokedViaFunctionUrl'], false) ? ['by a URL'] : []),
    ...(FunctionUrlAuthType === undefined ? [] : [`by a URL with ${textOf(FunctionUrlAuthType)}`]),
  ].join(' ');
}

/** Gen 1 puts the ARN of its bucket together from the parameters that give the bucket its name. */
function sourceOf(arn: string, deployment: Deployment): string {
  const bucket = deployment
    .ofType('AWS::S3::Bucket')
    .find(({ properties }) => arn === `arn:aws:s3:::${textOf(properties['BucketName'])}`);
  return bucket === undefined ? arn : `arn:aws:s3:::\${${bucket.id}}`;
}

/** Days; null: logs are kept for ever. */
function logRetention(fn: ResolvedResource, deployment: Deployment): Json {
  const group = deployment.at(record(fn.properties['LoggingConfig'])['LogGroup']);
  const named = deployment.resources.find(
    ({ type, properties }) =>
      (type === 'AWS::Logs::LogGroup' || type === 'Custom::LogRetention') &&
      [`/aws/lambda/\${${fn.id}}`, `/aws/lambda/${textOf(fn.properties['FunctionName'])}`].includes(
        textOf(properties['LogGroupName']),
      ),
  );
  return (group ?? named)?.properties['RetentionInDays'] ?? null;
}
