import { type Code as FindingCode } from '../../../src/core/codes/index.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { type Disposition } from '../../../src/core/ledger.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type TriggerContext } from './context.js';
import { evaluate, shownParts } from '../../shared/lambda/intrinsics.js';
import { isOfOneEnvironment } from '../../shared/lambda/one-environment.js';
import { trustedBesides } from '../../shared/lambda/trust.js';
import { scopeOf } from '../../shared/lambda/parameters.js';
import { SECRETS, ownParameterPlace } from '../../shared/lambda/secret-names.js';
import { type Statement, isAboutLogs, readStatement } from '../../shared/lambda/statements.js';
import {
  type StatedPermission,
  actionsOfModules,
  isOnUserPool,
  needsOthers,
  needsUserPool,
} from './statements.js';
import { type Verb, verbsFor } from './verbs.js';
import { WIRE_PATH } from './wire.js';
import { isCliInputs } from '../../shared/triggers/wiring.js';

export interface AccessPlan {
  /** For `allow.resource(…).to([…])`. */
  readonly verbs: readonly Verb[];
  /** Statements for the policy of the function. */
  readonly ownStatements: readonly Statement[];
  /** Statements for a policy beside it, since they name the user pool. */
  readonly poolStatements: readonly Statement[];
  /** Statements that name resources of other stacks. */
  readonly otherStatements: readonly Statement[];
  /** Managed policies of AWS by ARN. */
  readonly managedPolicies: readonly string[];
  readonly changes: readonly AccessChange[];
}

/** The permissions of the function in Gen 1, and what gives the same in Gen 2. Settles their leaves. */
export class AccessPlanner {
  readonly #statements: Statement[] = [];
  readonly #managedPolicies: string[] = [];
  readonly #changes: AccessChange[] = [];

  constructor(readonly context: TriggerContext) {}

  plan(settings: JsonNode, permissions: readonly StatedPermission[]): AccessPlan {
    const { context } = this;
    this.#pool(settings, permissions);
    for (const node of itemsOf(context.model.documents.customPolicies ?? undefined)) this.#customPolicy(node);
    const resources = membersOf(at(context.model.documents.template ?? undefined, 'Resources'));
    for (const [name, node] of resources) {
      const type = stringAt(node, 'Type');
      if (type === 'AWS::IAM::Role') this.#role(name, node);
      else if (type === 'AWS::IAM::Policy') this.#policy(name, node);
    }
    return this.#result();
  }

  /** Permissions on the pool: those of the modules, and those that an older project states. */
  #pool(settings: JsonNode, permissions: readonly StatedPermission[]): void {
    const { context } = this;
    const own = actionsOfModules(context);
    const stated = isCliInputs(settings) ? [] : permissions;
    for (const { statement, node } of stated) {
      if (statement) this.#statements.push(statement);
      else this.#refused(node, 'AM1314');
    }
    const missing = own.filter(
      (action) => !stated.some(({ statement }) => statement?.actions.some((other) => same(action, other))),
    );
    const [effect, resources] = ['Allow' as const, [[{ hole: 'userPoolArn' as const }]]];
    if (missing.length > 0) {
      this.#statements.push({ effect, actions: missing, resources, conditions: undefined, node: settings });
    }
    for (const { node, statement } of permissions) {
      const isOwn = statement?.actions.every((action) => own.some((other) => same(action, other))) ?? false;
      if (stated.length > 0 || isOwn) this.#settleStatement(node, statement);
      else context.bookkeeping(node, 'Gen 1 works the permissions of a trigger out anew from its modules.');
    }
  }

  #customPolicy(node: JsonNode): void {
    const isEmpty = ['Action', 'Resource'].every((key) => itemsOf(at(node, key)).length === 0);
    if (isEmpty) this.context.bookkeeping(node, 'The empty entry that Gen 1 puts into a new file.');
    else this.#statement(node);
  }

  #statement(node: JsonNode): void {
    if (isAboutLogs(node)) {
      this.context.settle(node, {
        kind: 'default',
        because: 'Gen 2 gives every function AWSLambdaBasicExecutionRole, which lets it write logs.',
      });
      return;
    }
    const { context } = this;
    const statement = readStatement(context, node, (parts) => context.called(parts));
    for (const parts of statement?.resources.filter((one) => isOfOneEnvironment(one, context)) ?? []) {
      context.tell('AM4102', node.origin, { name: context.name, resource: shownParts(parts) });
    }
    if (!statement) {
      this.#refused(node, 'AM1314');
      return;
    }
    this.#statements.push(statement);
    this.#settleStatement(node, statement);
  }

  #settleStatement(node: JsonNode, statement: Statement | null): void {
    if (!statement) return;
    const isIdiom =
      statement.effect === 'Allow' &&
      statement.conditions === undefined &&
      isOnUserPool(statement) &&
      verbsFor(statement.actions).rest.length === 0;
    const path = needsOthers(statement) ? WIRE_PATH : 'amplify/backend.ts';
    const disposition: Disposition = isIdiom
      ? { kind: 'exact', target: { path: 'amplify/auth/resource.ts', property: 'access' } }
      : { kind: 'override', target: { path } };
    this.context.settle(node, disposition);
  }

  /** A statement that stays behind: the function may do less than before. */
  #refused(node: JsonNode, code: Extract<FindingCode, 'AM1314'>): void {
    const { context } = this;
    const action = actionsText(node);
    const resource = resourcesText(context, node);
    context.manual(node, code, { trigger: context.label, statement: `${action} on ${resource}` });
    this.#lost(action, resource, code);
  }

  #lost(action: string, resource: string, code: 'AM1314' | 'AM1316'): void {
    this.#changes.push({
      principal: `function:${this.context.model.events[0].folder}`,
      action,
      resource,
      gen1: 'allowed',
      gen2: 'not granted',
      change: 'narrowed',
      proved: true,
      code,
    });
  }

  #policy(name: string, node: JsonNode): void {
    const { context } = this;
    if (name === 'CustomLambdaExecutionPolicy') {
      context.bookkeeping(node, 'Gen 1 writes this policy anew from custom-policies.json.');
      return;
    }
    if (name === 'AmplifyFunctionSecretsPolicy' && ownParameterPlace(context) === null) {
      this.#secrets(node);
      return;
    }
    const roles = listOf(at(node, 'Properties', 'Roles'));
    if (roles.length !== 1 || stringAt(roles[0], 'Ref') !== 'LambdaExecutionRole') {
      this.#own(name, node);
      return;
    }
    for (const statement of listOf(at(node, 'Properties', 'PolicyDocument', 'Statement'))) {
      this.#statement(statement);
    }
    context.bookkeeping(node, 'The frame around the statements of a policy.');
  }

  /** Code asks for the parameters of Gen 2's secrets, and no more for those that Gen 1 made. */
  #secrets(node: JsonNode): void {
    const { context } = this;
    for (const statement of listOf(at(node, 'Properties', 'PolicyDocument', 'Statement'))) {
      this.#lost(actionsText(statement), resourcesText(context, statement), 'AM1316');
    }
    context.settle(node, { kind: 'override', target: { path: SECRETS.auth.path } });
  }

  #role(name: string, node: JsonNode): void {
    const { context } = this;
    for (const [key, value] of membersOf(at(node, 'Properties'))) {
      if (key === 'ManagedPolicyArns') this.#managed(name, value);
      else if (key === 'AssumeRolePolicyDocument' && trustedBesides(value)?.length === 0) {
        context.settle(value, { kind: 'default', because: 'Gen 2 makes a role that Lambda may take.' });
      } else if (key === 'Policies') this.#inlinePolicies(value);
      else if (key !== 'RoleName' && key !== 'Path') this.#own(`${name}.${key}`, value);
    }
    context.bookkeeping(node, 'Gen 2 makes and names the role of a function itself.');
  }

  #inlinePolicies(policies: JsonNode): void {
    for (const policy of listOf(policies)) {
      for (const statement of listOf(at(policy, 'PolicyDocument', 'Statement'))) this.#statement(statement);
    }
    this.context.bookkeeping(policies, 'The frame around the statements of a policy.');
  }

  #managed(role: string, list: JsonNode): void {
    const { context } = this;
    for (const item of listOf(list)) {
      const arn = item.kind === 'scalar' ? String(item.value) : '';
      if (arn.endsWith(':policy/service-role/AWSLambdaBasicExecutionRole')) {
        context.settle(item, { kind: 'default', because: 'Every Gen 2 function has this policy.' });
      } else if (/^arn:aws[\w-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(arn)) {
        this.#managedPolicies.push(arn);
        context.settle(item, { kind: 'override', target: { path: 'amplify/backend.ts' } });
      } else this.#own(`${role}.ManagedPolicyArns`, item);
    }
  }

  #own(name: string, node: JsonNode): void {
    const text = JSON.stringify(toValue(node));
    this.context.manual(node, 'AM1312', { trigger: this.context.label, name, text });
  }

  /** Allowed actions on the pool become verbs as far as there are any; all the rest stays a statement. */
  #result(): AccessPlan {
    const isPlain = (statement: Statement): boolean =>
      statement.effect === 'Allow' && statement.conditions === undefined && isOnUserPool(statement);
    const plain = this.#statements.filter(isPlain);
    const choice = verbsFor([...new Set(plain.flatMap(({ actions }) => actions))]);
    const unlike = this.#statements.filter((statement) => !isPlain(statement));
    const others = unlike.filter((statement) => !needsOthers(statement));
    const [first] = plain;
    const rest = first && choice.rest.length > 0 ? [{ ...first, actions: choice.rest }] : [];
    return {
      verbs: choice.verbs,
      ownStatements: others.filter((statement) => !needsUserPool(statement)),
      poolStatements: [...rest, ...others.filter(needsUserPool)],
      otherStatements: unlike.filter(needsOthers),
      managedPolicies: this.#managedPolicies,
      changes: this.#changes,
    };
  }
}

function same(action: string, other: string): boolean {
  return action.toLowerCase() === other.toLowerCase();
}

function listOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (!node) return [];
  return node.kind === 'array' ? node.items : [node];
}

function actionsText(node: JsonNode): string {
  return listOf(at(node, 'Action') ?? at(node, 'actions'))
    .map((item) => (item.kind === 'scalar' ? String(item.value) : '?'))
    .join(', ');
}

function resourcesText(context: TriggerContext, node: JsonNode): string {
  const scope = scopeOf(context, context.app.environment.name);
  const texts = listOf(at(node, 'Resource')).map((item) => shownParts(evaluate(item, scope)));
  return texts.length > 0 ? texts.join(', ') : JSON.stringify(toValue(node));
}
