import { type JsonNode, at, stringAt } from '../../../src/core/json.js';
import { evaluate } from '../../shared/lambda/intrinsics.js';
import { scopeOf } from '../../shared/lambda/parameters.js';
import { type FunctionContext } from '../context.js';

/** What `logging: { retention }` takes, by days. Source: LogRetentionConverter of @aws-amplify/platform-core. */
const RETENTIONS: ReadonlyMap<number, string> = new Map([
  [1, '1 day'],
  [3, '3 days'],
  [5, '5 days'],
  [7, '1 week'],
  [14, '2 weeks'],
  [30, '1 month'],
  [60, '2 months'],
  [90, '3 months'],
  [120, '4 months'],
  [150, '5 months'],
  [180, '6 months'],
  [365, '1 year'],
  [400, '13 months'],
  [545, '18 months'],
  [731, '2 years'],
  [1096, '3 years'],
  [1827, '5 years'],
  [2192, '6 years'],
  [2557, '7 years'],
  [2922, '8 years'],
  [3288, '9 years'],
  [3653, '10 years'],
]);

/** How long the logs of a function are kept. */
export interface Retention {
  readonly days: number;
  /** As `defineFunction` says it. */
  readonly text: string;
}

/** The retention that a log group of the template is there for, which it settles; null: it is something else. */
export function planLogGroup(node: JsonNode, context: FunctionContext): Retention | null {
  if (stringAt(node, 'Type') !== 'AWS::Logs::LogGroup' || !isOwn(node, context)) return null;
  const days = at(node, 'Properties', 'RetentionInDays');
  const number = days?.kind === 'scalar' ? Number(days.value) : NaN;
  const text = RETENTIONS.get(number);
  if (text === undefined) return null;
  context.settle(node, { kind: 'exact', target: context.target('logging') });
  return { days: number, text };
}

/** Whether it has the name that Lambda gives to the log group of the function. */
function isOwn(node: JsonNode, context: FunctionContext): boolean {
  const name = at(node, 'Properties', 'LogGroupName');
  if (name === undefined) return false;
  const [start, second, ...more] = evaluate(name, scopeOf(context, context.app.environment.name));
  if (typeof start !== 'string' || typeof second !== 'object' || more.length > 0) return false;
  const { functionName } = context.model;
  return 'code' in second
    ? start === '/aws/lambda/' && second.code === `${context.backendFunction}.resources.lambda.functionName`
    : 'hole' in second && second.hole === 'branch' && start === `/aws/lambda/${functionName}-`;
}
