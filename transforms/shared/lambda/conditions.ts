import { type JsonNode, at, itemsOf, membersOf } from '../../../src/core/json.js';
import { type Scope, evaluate, hasHole, textOf } from './intrinsics.js';

/** Whether a condition holds by `Conditions` of a template; undefined when nobody knows. */
export function conditionIn(
  conditions: JsonNode | undefined,
  name: string,
  scope: Scope,
): boolean | undefined {
  const node = at(conditions, name);
  return node && holds(node, { conditions, scope }, 0);
}

interface Place {
  readonly conditions: JsonNode | undefined;
  readonly scope: Scope;
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
      const other = argument.kind === 'scalar' ? at(place.conditions, String(argument.value)) : undefined;
      return other && holds(other, place, depth + 1);
    }
    case 'Fn::Equals':
      return equals(itemsOf(argument), place.scope);
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

function equals(sides: readonly JsonNode[], scope: Scope): boolean | undefined {
  const [left, right] = sides.map((side) => {
    // A condition may ask for a value that another one chooses, which CloudFormation does not take.
    const parts = evaluate(side, { ...scope, holds: () => undefined });
    return parts.length === 1 && hasHole(parts, 'branch') ? scope.environment : textOf(parts);
  });
  return left === undefined || right === undefined ? undefined : left === right;
}
