import { type PlanOptions } from '../../../src/core/feature.js';
import { type Code, code, literal } from '../../../src/emit/code.js';
import { bucketExpression, withCapital } from '../../shared/storage/buckets.js';
import { type FunctionContext } from '../context.js';
import {
  type BucketNames,
  type PrefixPart,
  type Surroundings,
} from '../../shared/references/surroundings.js';
import { valueCode } from '../../shared/references/values.js';

const S3 = 'aws-cdk-lib/aws-s3';

/** Members of EventType in aws-cdk-lib by what Gen 1 writes; it knows no others. */
const EVENT_TYPES: Readonly<Record<string, Code>> = {
  's3:ObjectCreated:*': code`EventType.OBJECT_CREATED`,
  's3:ObjectRemoved:*': code`EventType.OBJECT_REMOVED`,
};

/** Lets buckets call the function, for the same events below the same prefixes. */
export function sayNotifications(
  context: FunctionContext,
  { buckets }: Surroundings,
  fromFunction: boolean,
): void {
  for (const bucket of buckets) sayOfBucket(context, bucket, fromFunction);
}

function sayOfBucket(context: FunctionContext, bucket: BucketNames, fromFunction: boolean): void {
  const triggers = bucket.triggers.filter(({ functionName }) => functionName === context.model.functionName);
  if (triggers.length === 0) return;
  context.needs.add('storage');
  // The existing bucket calls the function of Gen 1; S3 takes no second one for the same objects.
  if (isReference(bucket, context.options)) {
    for (const { node } of triggers) {
      context.tell('AM4124', node.origin, { name: context.name, bucket: bucket.name });
    }
    return;
  }
  const target = bucketOf(context, bucket, fromFunction);
  const destination = code`new LambdaDestination(${context.backendFunction}.resources.lambda)`;
  for (const { node, events, prefixes } of triggers) {
    for (const event of events) {
      const type = Object.hasOwn(EVENT_TYPES, event) ? EVENT_TYPES[event] : undefined;
      if (type === undefined) {
        context.tell('AM4123', node.origin, { name: context.name, source: `${bucket.name}: ${event}` });
        continue;
      }
      const filters = prefixes.map((prefix) => code`, { prefix: ${prefixCode(context, prefix)} }`);
      for (const filter of filters.length === 0 ? [code``] : filters) {
        context.say(code`${target.code}.addEventNotification(${type}, ${destination}${filter});`, [
          { name: 'EventType', from: S3 },
          { name: 'LambdaDestination', from: 'aws-cdk-lib/aws-s3-notifications' },
          ...target.imports,
        ]);
      }
    }
  }
}

/** Whether a bucket is the one that Gen 1 has deployed. */
export function isReference({ place }: BucketNames, { bucket }: PlanOptions): boolean {
  return bucket === 'reference' || place.form === 'imported';
}

function bucketOf(context: FunctionContext, { place }: BucketNames, fromFunction: boolean) {
  const made = bucketExpression(place, context.options);
  if (!fromFunction) return { code: made, imports: [] };
  const suffix = place.isMain ? '' : withCapital(place.key);
  const variable = `${context.exportName}Bucket${suffix}` as Code;
  const name = literal(`${context.exportName}-bucket${suffix}`);
  const imports = [{ name: 'Bucket', from: S3 }];
  context.say(
    code`const ${variable} = Bucket.fromBucketName(${context.backendFunction}.stack, ${name}, ${made}.bucketName);`,
    imports,
  );
  return { code: variable, imports: [] };
}

function prefixCode(context: FunctionContext, prefix: readonly PrefixPart[]): Code {
  return valueCode(
    context,
    prefix.map((part) => (typeof part === 'string' ? part : { hole: 'region' })),
  );
}
