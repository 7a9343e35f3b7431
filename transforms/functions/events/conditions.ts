import { type JsonNode, at, itemsOf, membersOf } from '../../../src/core/json.js';
import { evaluate, hasHole, textOf } from '../../shared/lambda/intrinsics.js';
import { scopeOf } from '../../shared/lambda/parameters.js';
import { type FunctionContext } from '../context.js';

/** Whether a condition of the template holds, in all environments alike; undefined when nobody knows. */
export function conditionHolds(name: string, context: FunctionContext): boolean | undefined {
  const conditions = at(context.model.documents.template ?? undefined, 'Conditions');
  const node = membersOf(conditions).get(name);
  if (node === undefined) return undefined;
  const [first, ...others] = context.environments.map((environment) =>
    holds(node, { context, environment }, 0),
  );
  return others.every((other) => other === first) ? first : undefined;
}

interface Place {
  readonly context: FunctionContext;
  readonly environment: string;
}

/** Deeper nesting than CloudFormation takes; conditions may refer to each other in a circle. */
const MAX_DEPTH = 20;

function holds(node: JsonNode, place: Place, depth: number): boolean | undefined {
  const [entry, more] = membersOf(node);
  if (entry === undefined || more !== undefined || depth > MAX_DEPTH) return undefined;
  const [name, argument] = entry;
  const inner = (): (boolean | undefined)[] => itemsOf(argument).map((item) => holds(item, place, depth + 1));
  switch (name) {
    case 'Condition': {
      const conditions = at(place.context.model.documents.template ?? undefined, 'Conditions');
      const other = argument.kind === 'scalar' ? at(conditions, String(argument.value)) : undefined;
      return other && holds(other, place, depth + 1);
    }
    case 'Fn::Equals':
      return equals(itemsOf(argument), place);
    case 'Fn::Not': {
      const [only] = inner();
      return only === undefined ? undefined : !only;
    }
    case 'Fn::And':
      return decided(inner(), false);
    case 'Fn::Or':
      return decided(inner(), true);
    default:
      return undefined;
  }
}

/** One that is `decisive` decides, whatever the others are. */
function decided(all: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (all.includes(decisive)) return decisive;
  return all.includes(undefined) ? undefined : !decisive;
}

function equals(sides: readonly JsonNode[], { context, environment }: Place): boolean | undefined {
  const [left, right] = sides.map((side) => {
    const parts = evaluate(side, scopeOf(context, environment));
    return parts.length === 1 && hasHole(parts, 'branch') ? environment : textOf(parts);
  });
  return left === undefined || right === undefined ? undefined : left === right;
}
