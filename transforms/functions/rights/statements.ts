import { type Json, type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Entry, code, literal, object } from '../../../src/emit/code.js';
import { environmentCode } from '../../shared/lambda/emit.js';
import { type Part, evaluate, isForeign, shownParts } from '../../shared/lambda/intrinsics.js';
import { plainEverywhere, scopeOf } from '../../shared/lambda/parameters.js';
import { inOwnPlace } from '../../shared/lambda/own-place.js';
import { withEnvPlaceholder } from '../../shared/lambda/statements.js';
import { textsOf } from '../../shared/lambda/texts.js';
import { type FunctionContext } from '../context.js';
import { asArn } from '../../shared/references/arns.js';
import { valueCode } from '../../shared/references/values.js';
import { byReference } from '../../shared/references/known-names.js';
import { type Surroundings } from '../../shared/references/surroundings.js';

/** A statement of a policy as Gen 2 can say it. */
export interface Grant {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Set when `actions` are those that the statement is not about. */
  readonly exceptActions?: true;
  readonly resources: readonly (readonly Part[])[];
  /** Set when `resources` are those that the statement is not about. */
  readonly exceptResources?: true;
  readonly conditions: Json | undefined;
}

export interface ReadGrant {
  /** Null when no resource of the statement is in the Gen 2 backend. */
  readonly grant: Grant | null;
  /** Resources that are not, as messages show them. */
  readonly missing: readonly string[];
  readonly actions: readonly string[];
}

const KNOWN_KEYS = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

/** Reads a statement of Gen 1; null when it has a form that is not understood, such as NotAction. */
export function readGrant(
  node: JsonNode,
  context: FunctionContext,
  surroundings: Surroundings,
): ReadGrant | null {
  const effect = stringAt(node, 'Effect') ?? 'Allow';
  const [exceptActions, exceptResources] = [at(node, 'NotAction') !== undefined, at(node, 'NotResource')];
  const actions = textsOf(at(node, exceptActions ? 'NotAction' : 'Action'));
  const resource = exceptResources ?? at(node, 'Resource');
  const isKnown = [...membersOf(node).keys()].every((key) => KNOWN_KEYS.has(key));
  if (!isKnown || actions.length === 0 || !resource || (effect !== 'Allow' && effect !== 'Deny')) return null;
  const condition = at(node, 'Condition');
  const conditions = condition && plainEverywhere(context, condition);
  if (condition && conditions === undefined) return null;
  const found = listOf(resource).flatMap((item) => resourcesOf(item, context, surroundings));
  const missing = found.filter(isForeign).map(shownParts);
  // All but one that is not known would be all.
  if (exceptResources && missing.length > 0) return null;
  const resources = found.filter((parts) => !isForeign(parts));
  const grant: Grant = {
    effect,
    actions,
    ...(exceptActions && { exceptActions }),
    resources,
    ...(exceptResources && { exceptResources: true }),
    conditions,
  };
  return { grant: resources.length === 0 ? null : grant, missing, actions };
}

function resourcesOf(
  node: JsonNode,
  context: FunctionContext,
  surroundings: Surroundings,
): readonly (readonly Part[])[] {
  return byReference(resourceOf(node, context), context, surroundings);
}

function resourceOf(node: JsonNode, context: FunctionContext): readonly Part[] {
  const [first = [], ...others] = context.environments.map((environment) =>
    inOwnPlace(withEnvPlaceholder(evaluate(node, scopeOf(context, environment))), context.app),
  );
  const differs = others.find((other) => JSON.stringify(other) !== JSON.stringify(first));
  return differs ? byEnvironment([first, ...others], context) : asArn(withoutEmpty(first, context));
}

/**
 * A right on what has an empty name is a right on nothing, and one on all when `*` follows: where the chosen environment
 * has no value, and where it may come to the latter, the piece is not known.
 */
function withoutEmpty(parts: readonly Part[], context: FunctionContext): readonly Part[] {
  return parts.map((part, index) => {
    const lacking = context.outputs.lacking(context, part);
    const next = parts[index + 1];
    const isOpen = typeof next === 'string' && /^[*?]/.test(next);
    const isMissing = lacking.includes(context.app.environment.name) || (isOpen && lacking.length > 0);
    return isMissing ? { foreign: shownParts([part]) } : part;
  });
}

/**
 * Where the CLI keeps the secrets of a function (secrets/secretName.ts of aws-amplify/amplify-cli). It notes the id of
 * the app when the secrets of an environment are pushed; one without it has none.
 */
export function isSecretsPath(parts: readonly Part[]): boolean {
  return /:parameter\/amplify\/.*\/AMPLIFY_.+_\*?$/s.test(shownParts(parts));
}

/** Another resource in each environment: the one of the branch, and those of the chosen environment for others. */
function byEnvironment(all: readonly (readonly Part[])[], context: FunctionContext): readonly Part[] {
  const [first = []] = all;
  const shown = shownParts(first);
  const isOpen = all.some(isForeign);
  if (isOpen && (isForeign(first) || !isSecretsPath(first))) {
    return [{ foreign: `${shown} (another one in other environments)` }];
  }
  const values = all.map((parts) => (isForeign(parts) ? null : valueCode(context, asArn(parts))));
  const known = values.filter((value) => value !== null);
  if (new Set(known).size === 1 && known[0] !== undefined) return [{ code: known[0], shown }];
  const rows = object(
    context.environments.map((environment, index): Entry | null => {
      const value = values[index] ?? null;
      return value === null ? null : [environment, value];
    }),
  );
  const chosen = code`(${rows} as Record<string, string>)[${environmentCode(context)}]`;
  return [{ code: code`(${chosen} ?? ${values[0] ?? literal('')})`, shown }];
}

export function listOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node) return [];
  return node.kind === 'array' ? node.items : [node];
}
