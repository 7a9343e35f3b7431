import { type JsonNode, at, stringAt, toValue } from '../../../src/core/json.js';
import { embedJson } from '../../../src/core/json-embed.js';
import { type Part, hasCode, hasHole, textOf } from '../../shared/lambda/intrinsics.js';
import { type Statement } from '../../shared/lambda/statements.js';
import { textsOf } from '../../shared/lambda/texts.js';
import { type TriggerContext } from './context.js';

export function isOnUserPool({ resources }: Statement): boolean {
  return resources.every((parts) => hasHole(parts, 'userPoolArn') && parts.length === 1);
}

/** Statements about the pool can't be in the function's own policy: pool and function would need each other. */
export function needsUserPool({ resources }: Statement): boolean {
  return resources.some((parts) => hasHole(parts, 'userPoolArn', 'userPoolId'));
}

/** Statements about resources of other stacks, which need the pool as the pool needs its triggers. */
export function needsOthers({ resources }: Statement): boolean {
  return resources.some(hasCode);
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
