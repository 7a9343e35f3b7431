import { type Part } from '../../shared/lambda/intrinsics.js';
import { code } from '../../../src/emit/code.js';
import { type BucketNames, type Surroundings } from '../../shared/references/surroundings.js';
import { bucketExpression } from '../../shared/storage/buckets.js';
import { type FunctionContext } from '../context.js';
import { type Grant } from './statements.js';

/** Gen 1 lets a function use all of each bucket that calls it. */
export function bucketGrants(context: FunctionContext, { buckets }: Surroundings): Grant[] {
  const callers = buckets.filter(({ triggers }) =>
    triggers.some(({ functionName }) => functionName === context.model.functionName),
  );
  if (callers.length > 0) context.needs.add('storage');
  return callers.flatMap((bucket) => grantsOf(context, bucket));
}

function grantsOf({ options }: FunctionContext, { place, given }: BucketNames): Grant[] {
  const arn: Part = { code: code`${bucketExpression(place, options)}.bucketArn`, shown: '${bucket}' };
  return given.map(({ actions, onObjects }) => ({
    effect: 'Allow',
    actions,
    resources: [onObjects ? [arn, '/*'] : [arn]],
    conditions: undefined,
  }));
}
