import { type Code, code } from '../../../src/emit/code.js';
import { type Part } from '../../shared/lambda/intrinsics.js';
import { bucketExpression } from '../../shared/storage/buckets.js';
import { type FunctionContext } from '../context.js';
import { type Surroundings } from '../../shared/references/surroundings.js';
import { type Grant } from './statements.js';

/**
 * Gen 1 lets a function use all of each bucket that calls it (createTriggerPolicyDefinition in s3-stack-builder.ts
 * of aws-amplify/amplify-cli).
 */
export function bucketGrants(context: FunctionContext, { buckets }: Surroundings): Grant[] {
  const callers = buckets.filter(({ triggers }) =>
    triggers.some(({ functionName }) => functionName === context.model.functionName),
  );
  if (callers.length > 0) context.needs.add('storage');
  return callers.flatMap(({ place }) => wholeBucket(arnOf(bucketExpression(place, context.options))));
}

function wholeBucket(arn: Part): Grant[] {
  const grant = (actions: readonly string[], resource: readonly Part[]): Grant => ({
    effect: 'Allow',
    actions,
    resources: [resource],
    conditions: undefined,
  });
  return [
    grant(['s3:ListBucket'], [arn]),
    grant(['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:DeleteObject'], [arn, '/*']),
  ];
}

function arnOf(bucket: Code): Part {
  return { code: code`${bucket}.bucketArn`, shown: '${bucket}' };
}
