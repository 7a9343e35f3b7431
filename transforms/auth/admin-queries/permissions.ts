import { type JsonNode, at, itemsOf, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { shown } from '../../../src/core/shown.js';
import { isAboutLogs, readStatement } from '../../shared/lambda/statements.js';
import { isOnUserPool } from '../triggers/statements.js';
import { type AdminQueriesContext } from './context.js';

export interface Permissions {
  /** What the function may do with the user pool. */
  readonly actions: readonly string[];
  readonly changes: readonly AccessChange[];
}

/** The statements that the template gives to the function's role. Settles them. */
export function planPermissions(context: AdminQueriesContext): Permissions {
  const { template, customPolicies } = context.model.documents;
  const actions: string[] = [];
  const changes: AccessChange[] = [];
  for (const node of [...statementsOf(template), ...customStatements(context, customPolicies)]) {
    if (isAboutLogs(node)) {
      const because = 'Gen 2 gives every function AWSLambdaBasicExecutionRole, which lets it write logs.';
      context.settle(node, { kind: 'default', because });
      continue;
    }
    const statement = readStatement(context, node);
    const isPlain = statement?.effect === 'Allow' && statement.conditions === undefined;
    if (statement && isPlain && isOnUserPool(statement)) {
      actions.push(...statement.actions);
      context.settle(node, { kind: 'override', target: { ...context.api, property: 'actions' } });
      continue;
    }
    const shownAction = JSON.stringify(toValue(at(node, 'Action') ?? node));
    context.manual(node, 'AM1422', { what: `the statement about ${shown(shownAction, 200)}` });
    changes.push({
      principal: 'function:admin-queries',
      action: shownAction,
      resource: JSON.stringify(toValue(at(node, 'Resource') ?? node)),
      gen1: 'allowed',
      gen2: 'not granted',
      change: 'narrowed',
      proved: true,
      code: 'AM1422',
    });
  }
  return { actions: [...new Set(actions)], changes };
}

function statementsOf(template: JsonNode | null): readonly JsonNode[] {
  return [...membersOf(at(template ?? undefined, 'Resources')).values()].flatMap((resource) => {
    const properties = at(resource, 'Properties');
    switch (stringAt(resource, 'Type')) {
      case 'AWS::IAM::Policy':
        return listOf(at(properties, 'PolicyDocument', 'Statement'));
      case 'AWS::IAM::Role':
        return listOf(at(properties, 'Policies')).flatMap((policy) =>
          listOf(at(policy, 'PolicyDocument', 'Statement')),
        );
      default:
        return [];
    }
  });
}

/** custom-policies.json, without the empty entry of a new file. */
function customStatements(context: AdminQueriesContext, document: JsonNode | null): readonly JsonNode[] {
  return itemsOf(document ?? undefined).filter((node) => {
    const isEmpty = ['Action', 'Resource'].every((name) => itemsOf(at(node, name)).length === 0);
    if (isEmpty) context.bookkeeping(node, 'The empty entry that Gen 1 puts into a new file.');
    return !isEmpty;
  });
}

function listOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node) return [];
  return node.kind === 'array' ? node.items : [node];
}
