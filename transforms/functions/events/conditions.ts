import { scopeOf } from '../../shared/lambda/parameters.js';
import { type FunctionContext } from '../context.js';

/** Whether a condition of the template holds, in all environments alike; undefined when nobody knows. */
export function conditionHolds(name: string, context: FunctionContext): boolean | undefined {
  const [first, ...others] = context.environments.map((environment) =>
    scopeOf(context, environment).holds(name),
  );
  return others.every((other) => other === first) ? first : undefined;
}
