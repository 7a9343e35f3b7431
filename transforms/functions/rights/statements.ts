import { type Json, type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Part, evaluate, isForeign, plainJson, shownParts } from '../../shared/lambda/intrinsics.js';
import { scopeOf } from '../../shared/lambda/parameters.js';
import { withEnvPlaceholder } from '../../shared/lambda/statements.js';
import { textsOf } from '../../shared/lambda/texts.js';
import { type FunctionContext } from '../context.js';
import { asArn } from '../references/arns.js';
import { withKnownNames } from '../references/known-names.js';
import { type Surroundings } from '../references/surroundings.js';

/** A statement of a policy as Gen 2 can say it. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly (readonly Part[])[];
  readonly conditions: Json | undefined;
}

export interface ReadGrant {
  /** Null when no resource of the statement is in the Gen 2 backend. */
  readonly grant: Grant | null;
  /** Resources that are not, as messages show them. */
  readonly missing: readonly string[];
  readonly actions: readonly string[];
}

const KNOWN_KEYS = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/** Reads a statement of Gen 1; null when it has a form that is not understood, such as NotAction. */
export function readGrant(
  node: JsonNode,
  context: FunctionContext,
  surroundings: Surroundings,
): ReadGrant | null {
  const effect = stringAt(node, 'Effect') ?? 'Allow';
  const actions = textsOf(at(node, 'Action'));
  const resource = at(node, 'Resource');
  const isKnown = [...membersOf(node).keys()].every((key) => KNOWN_KEYS.has(key));
  if (!isKnown || actions.length === 0 || !resource || (effect !== 'Allow' && effect !== 'Deny')) return null;
  const condition = at(node, 'Condition');
  const conditions = condition && plainJson(condition, scopeOf(context, context.app.environment.name));
  if (condition && conditions === undefined) return null;
  const found = listOf(resource).map((item) => resourceOf(item, context, surroundings));
  const resources = found.flatMap((parts) => (isForeign(parts) ? [] : [parts]));
  return {
    grant: resources.length === 0 ? null : { effect, actions, resources, conditions },
    missing: found.filter(isForeign).map(shownParts),
    actions,
  };
}

function resourceOf(node: JsonNode, context: FunctionContext, surroundings: Surroundings): readonly Part[] {
  const [first = [], ...others] = context.environments.map((environment) =>
    withEnvPlaceholder(evaluate(node, scopeOf(context, environment))),
  );
  const differs = others.find((other) => JSON.stringify(other) !== JSON.stringify(first));
  if (differs) return [{ foreign: `${shownParts(first)} (another one in other environments)` }];
  return withKnownNames(asArn(first), context, surroundings);
}

export function listOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node) return [];
  return node.kind === 'array' ? node.items : [node];
}
