import { type Json, type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type LambdaContext } from './context.js';
import { type Part, evaluate, isForeign } from './intrinsics.js';
import { inOwnPlace } from './own-place.js';
import { plainEverywhere, scopeOf } from './parameters.js';
import { textsOf } from './texts.js';

/** One IAM statement with what it needs in Gen 2. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly (readonly Part[])[];
  readonly conditions: Json | undefined;
  readonly node: JsonNode;
}

const KNOWN_KEYS = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/** What a resource is in Gen 2 that is called as Gen 1 calls its own: one, or it and others. */
export type Known = (parts: readonly Part[]) => readonly (readonly Part[])[];

/** Reads a statement; null when it holds what can't be said here, such as NotAction or a foreign resource. */
export function readStatement(
  context: LambdaContext,
  node: JsonNode,
  known: Known = (parts) => [parts],
): Statement | null {
  const effect = stringAt(node, 'Effect') ?? 'Allow';
  const actions = textsOf(at(node, 'Action'));
  const resource = at(node, 'Resource');
  const isKnown = [...membersOf(node).keys()].every((key) => KNOWN_KEYS.has(key));
  if (!isKnown || actions.length === 0 || !resource || (effect !== 'Allow' && effect !== 'Deny')) return null;
  const list = resource.kind === 'array' ? resource.items : [resource];
  const [resources = [], ...others] = context.environments.map((environment) =>
    list.map((item) =>
      inOwnPlace(withEnvPlaceholder(evaluate(item, scopeOf(context, environment))), context.app),
    ),
  );
  const isSame = others.every((other) => JSON.stringify(other) === JSON.stringify(resources));
  const condition = at(node, 'Condition');
  const conditions = condition && plainEverywhere(context, condition);
  if (!isSame || resources.some(isForeign) || (condition && conditions === undefined)) return null;
  return { effect, actions, resources: resources.flatMap(known), conditions, node };
}

/** custom-policies.json writes the environment as `${env}`, also outside of `Fn::Sub`. */
export function withEnvPlaceholder(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) =>
    typeof part === 'string'
      ? part
          .split(/(\$\{env\})/)
          .filter((piece) => piece !== '')
          .map((piece): Part => (piece === '${env}' ? { hole: 'branch' } : piece))
      : [part],
  );
}

const LOG_ACTIONS = new Set(['logs:createloggroup', 'logs:createlogstream', 'logs:putlogevents']);

export function isAboutLogs(node: JsonNode): boolean {
  const actions = textsOf(at(node, 'Action'));
  return (
    stringAt(node, 'Effect') === 'Allow' &&
    actions.length > 0 &&
    actions.every((action) => LOG_ACTIONS.has(action.toLowerCase()))
  );
}
