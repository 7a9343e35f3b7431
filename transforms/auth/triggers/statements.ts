import { type Json, type JsonNode, at, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { embedJson } from '../../../src/core/json-embed.js';
import { type TriggerContext } from './context.js';
import { type Part, evaluate, hasHole, isForeign, plainJson, textOf } from './intrinsics.js';
import { scopeOf } from './parameters.js';
import { textsOf } from './wiring.js';

/** One IAM statement with what it needs in Gen 2. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly (readonly Part[])[];
  readonly conditions: Json | undefined;
  readonly node: JsonNode;
}

const KNOWN_KEYS = new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);

/** Reads a statement; null when it holds what can't be said here, such as NotAction or a foreign resource. */
export function readStatement(context: TriggerContext, node: JsonNode): Statement | null {
  const { model, poolName, environments } = context;
  const effect = stringAt(node, 'Effect') ?? 'Allow';
  const actions = textsOf(at(node, 'Action'));
  const resource = at(node, 'Resource');
  const isKnown = [...membersOf(node).keys()].every((key) => KNOWN_KEYS.has(key));
  if (!isKnown || actions.length === 0 || !resource || (effect !== 'Allow' && effect !== 'Deny')) return null;
  const list = resource.kind === 'array' ? resource.items : [resource];
  const [resources = [], ...others] = environments.map((environment) =>
    list.map((item) => withEnvPlaceholder(evaluate(item, scopeOf(model, poolName, environment)))),
  );
  const isSame = others.every((other) => JSON.stringify(other) === JSON.stringify(resources));
  const condition = at(node, 'Condition');
  const conditions =
    condition && plainJson(condition, scopeOf(model, poolName, context.app.environment.name));
  if (!isSame || resources.some(isForeign) || (condition && conditions === undefined)) return null;
  return { effect, actions, resources, conditions, node };
}

/** custom-policies.json writes the environment as `${env}`, also outside of `Fn::Sub`. */
function withEnvPlaceholder(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) =>
    typeof part === 'string'
      ? part
          .split(/(\$\{env\})/)
          .filter((piece) => piece !== '')
          .map((piece): Part => (piece === '${env}' ? { hole: 'branch' } : piece))
      : [part],
  );
}

export function isOnUserPool({ resources }: Statement): boolean {
  return resources.every((parts) => hasHole(parts, 'userPoolArn') && parts.length === 1);
}

/** Statements about the pool can't be in the function's own policy: pool and function would need each other. */
export function needsUserPool({ resources }: Statement): boolean {
  return resources.some((parts) => hasHole(parts, 'userPoolArn', 'userPoolId'));
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

/** What Gen 1 allows its own module to do. Source: PostConfirmation.map.json of aws-amplify/amplify-cli. */
const MODULE_ACTIONS: Readonly<Partial<Record<string, readonly string[]>>> = {
  'PostConfirmation/add-to-group': [
    'cognito-idp:AdminAddUserToGroup',
    'cognito-idp:GetGroup',
    'cognito-idp:CreateGroup',
  ],
};

/** The actions on the pool that Gen 1 grants to a module of a trigger. */
export function actionsOfModules({ model }: TriggerContext): readonly string[] {
  return model.events.flatMap(({ gen1 }) =>
    model.modules.flatMap((module) => MODULE_ACTIONS[`${gen1}/${module}`] ?? []),
  );
}

/** An entry of `permissions` in the settings of the pool. */
export interface StatedPermission {
  readonly trigger: string;
  readonly statement: Statement | null;
  readonly node: JsonNode;
}

/** Source of the form: CustomResourceAuthStack and generateIAMPolicies of aws-amplify/amplify-cli. */
export function readPermission(node: JsonNode): StatedPermission {
  const entry = embedJson(node);
  const effect = stringAt(entry, 'effect');
  const actions = textsOf(at(entry, 'actions'));
  const type = stringAt(entry, 'resource', 'paramType');
  const keys = at(entry, 'resource', 'keys');
  const isPool = type === '!GetAtt' && JSON.stringify(keys && toValue(keys)) === '["UserPool","Arn"]';
  const text = type === 'string' && keys ? textOf([...textsOf(keys)]) : undefined;
  const resource: readonly Part[] | undefined = isPool
    ? [{ hole: 'userPoolArn' }]
    : text
      ? [text]
      : undefined;
  const isReadable = actions.length > 0 && resource && (effect === 'Allow' || effect === 'Deny');
  return {
    trigger: stringAt(entry, 'trigger') ?? '',
    statement: isReadable ? { effect, actions, resources: [resource], conditions: undefined, node } : null,
    node,
  };
}
