import { type JsonNode, at, itemsOf, membersOf, stringAt, toValue } from '../../../src/core/json.js';
import { type Disposition } from '../../../src/core/ledger.js';
import { type Part, shownParts } from '../../shared/lambda/intrinsics.js';
import { isOfOneEnvironment } from '../../shared/lambda/one-environment.js';
import { isAboutLogs } from '../../shared/lambda/statements.js';
import { textsOf } from '../../shared/lambda/texts.js';
import { trustedBesides } from '../../shared/lambda/trust.js';
import { type FunctionContext } from '../context.js';
import { type OwnIds, isOnOwnRole, ownIds } from '../events/own-role.js';
import { type Surroundings } from '../../shared/references/surroundings.js';
import { modelOfGen1 } from '../../shared/references/model-tables.js';
import { bucketGrants } from './bucket-triggers.js';
import { type SaidGrant, saidGrants } from './emit.js';
import { type Grant, type ReadGrant, listOf, readGrant } from './statements.js';
import {
  SECRETS,
  asksForSecrets,
  isOwnSecretsPath,
  ownParameterPlace,
} from '../../shared/lambda/secret-names.js';

/**
 * What the role of a function may do in Gen 1, as statements of amplify/backend.ts. Settles the policies and the
 * roles of its template, and custom-policies.json.
 */
export function planRights(context: FunctionContext, surroundings: Surroundings): Rights {
  return new RightsPlanner(context, surroundings).plan();
}

export interface Rights {
  readonly grants: readonly SaidGrant[];
  /** Policies that are not the project's, by ARN. */
  readonly managed: readonly string[];
  /** Services besides Lambda that may take the role. */
  readonly trusted: readonly string[];
}

class RightsPlanner {
  readonly #context: FunctionContext;
  readonly #surroundings: Surroundings;
  readonly #own: OwnIds;
  readonly #grants: Grant[] = [];
  readonly #managedPolicies: string[] = [];
  readonly #trusted: string[] = [];

  constructor(context: FunctionContext, surroundings: Surroundings) {
    this.#context = context;
    this.#surroundings = surroundings;
    this.#own = ownIds(context);
  }

  plan(): Rights {
    const { documents } = this.#context.model;
    const resources = membersOf(at(documents.template ?? undefined, 'Resources'));
    for (const [name, node] of resources) {
      if (name === this.#own.role) this.#role(node);
      else if (stringAt(node, 'Type') === 'AWS::IAM::Policy' && isOnOwnRole(node, this.#own)) {
        this.#policy(name, node);
      }
    }
    for (const node of itemsOf(documents.customPolicies ?? undefined)) this.#customPolicy(node);
    this.#grants.push(...bucketGrants(this.#context, this.#surroundings));
    return {
      grants: saidGrants(this.#context, this.#grants),
      managed: this.#managedPolicies,
      trusted: this.#trusted,
    };
  }

  #customPolicy(node: JsonNode): void {
    const isEmpty = ['Action', 'Resource'].every((key) => itemsOf(at(node, key)).length === 0);
    if (isEmpty) this.#context.bookkeeping(node, 'The empty entry that Gen 1 puts into a new file.');
    else this.#statement(node);
  }

  #policy(name: string, node: JsonNode): void {
    const context = this.#context;
    if (name === 'CustomLambdaExecutionPolicy') {
      context.bookkeeping(node, 'Gen 1 writes this policy anew from custom-policies.json.');
      return;
    }
    for (const statement of listOf(at(node, 'Properties', 'PolicyDocument', 'Statement'))) {
      this.#statement(statement);
    }
    context.bookkeeping(node, 'The frame around the statements of a policy.');
  }

  #role(node: JsonNode): void {
    const context = this.#context;
    for (const [key, value] of membersOf(at(node, 'Properties'))) {
      if (key === 'ManagedPolicyArns')
        listOf(value).forEach((item) => {
          this.#managed(item);
        });
      else if (key === 'AssumeRolePolicyDocument') this.#trust(value);
      else if (key === 'Policies') this.#inlinePolicies(value);
      else if (key !== 'RoleName' && key !== 'Path') {
        context.manual(value, 'AM4103', { name: context.name, property: key });
      }
    }
    context.bookkeeping(node, 'Gen 2 makes and names the role of a function itself.');
  }

  #trust(policy: JsonNode): void {
    const context = this.#context;
    const services = trustedBesides(policy);
    if (services === null) {
      context.manual(policy, 'AM4103', { name: context.name, property: 'AssumeRolePolicyDocument' });
    } else if (services.length === 0) {
      context.settle(policy, { kind: 'default', because: 'Gen 2 makes a role that Lambda may take.' });
    } else {
      this.#trusted.push(...services);
      context.settle(policy, OVERRIDE);
    }
  }

  #inlinePolicies(policies: JsonNode): void {
    for (const policy of listOf(policies)) {
      for (const statement of listOf(at(policy, 'PolicyDocument', 'Statement'))) this.#statement(statement);
    }
    this.#context.bookkeeping(policies, 'The frame around the statements of a policy.');
  }

  #managed(item: JsonNode): void {
    const context = this.#context;
    const arn = item.kind === 'scalar' ? String(item.value) : '';
    if (arn.endsWith(':policy/service-role/AWSLambdaBasicExecutionRole')) {
      context.settle(item, { kind: 'default', because: 'Every Gen 2 function has this policy.' });
    } else if (/^arn:aws[\w-]*:iam::(?:aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(arn)) {
      this.#managedPolicies.push(arn);
      context.settle(item, OVERRIDE);
    } else {
      const resource = JSON.stringify(toValue(item));
      const told = context.tell('AM4106', item.origin, {
        name: context.name,
        key: context.exportName,
        arn: resource,
      });
      context.settle(item, { kind: 'manual', finding: told });
      this.#change('every action of a managed policy', resource, 'Allow', 'AM4106');
    }
  }

  #statement(node: JsonNode): void {
    const context = this.#context;
    if (isAboutLogs(node)) {
      const because = 'Gen 2 gives every function AWSLambdaBasicExecutionRole, which lets it write logs.';
      context.settle(node, { kind: 'default', because });
      return;
    }
    const read = readGrant(node, context, this.#surroundings);
    if (read === null) {
      const text = JSON.stringify(toValue(node));
      context.manual(node, 'AM4101', { name: context.name, text });
      const actions = textsOf(at(node, 'Action'));
      this.#change(actions.join(', ') || '*', text, stringAt(node, 'Effect') ?? 'Allow', 'AM4101');
      return;
    }
    const { grant, missing, actions } = read;
    const effect = stringAt(node, 'Effect') ?? 'Allow';
    const paths = this.#secretsPaths(read);
    if (paths !== null) {
      context.settle(node, { kind: 'override', target: { path: SECRETS.functions.path } });
      for (const path of paths) this.#change(actions.join(', '), path, effect, 'AM1316');
      return;
    }
    if (grant !== null) this.#grant(grant, node);
    for (const resource of missing) this.#narrowed(node, actions.join(', '), resource, effect);
    if (grant !== null) context.settle(node, OVERRIDE);
  }

  /** Where Gen 1 keeps the secrets of the function, if that is what a statement is about and the code follows. */
  #secretsPaths({ grant, missing, actions }: ReadGrant): readonly string[] | null {
    const context = this.#context;
    const resources = [...(grant?.resources ?? []).map(shownParts), ...missing];
    const isAboutSecrets =
      asksForSecrets(actions) && resources.every((one) => isOwnSecretsPath(context, one));
    const isKept = ownParameterPlace(context) !== null && missing.length === 0;
    return isAboutSecrets && !isKept ? resources : null;
  }

  #grant(grant: Grant, node: JsonNode): void {
    const context = this.#context;
    this.#grants.push(grant);
    for (const parts of grant.resources) {
      const isKept = context.options.tables === 'import' || grant.effect === 'Deny';
      const model = isKept ? null : modelOfGen1(parts, context, this.#surroundings);
      if (model !== null) this.#lostTable(grant, model, parts, node);
      else if (isOfOneEnvironment(parts, context)) {
        context.tell('AM4102', node.origin, { name: context.name, resource: shownParts(parts) });
      }
    }
  }

  /** The statement stands, for imported tables keep their names; a new table has another one. */
  #lostTable({ actions }: Grant, model: string, parts: readonly Part[], node: JsonNode): void {
    const context = this.#context;
    const params = { name: context.name, key: context.exportName, model, actions: actions.join(', ') };
    context.tell('AM4107', node.origin, { ...params, resource: shownParts(parts) });
    this.#change(params.actions, `table:${model}`, 'Allow', 'AM4107', 'not granted on a new table');
  }

  /** A right that stays behind: the function may do less than before; without a denial, more. */
  #narrowed(node: JsonNode, action: string, resource: string, effect: string): void {
    const context = this.#context;
    const told = context.tell('AM4100', node.origin, {
      name: context.name,
      key: context.exportName,
      effect,
      actions: action,
      resource,
    });
    context.settle(node, { kind: 'manual', finding: told });
    this.#change(action, resource, effect, 'AM4100');
  }

  #change(
    action: string,
    resource: string,
    effect: string,
    code: 'AM1316' | 'AM4100' | 'AM4101' | 'AM4106' | 'AM4107',
    gen2 = 'not granted',
  ): void {
    const isDenial = effect === 'Deny';
    this.#context.access.push({
      principal: this.#context.principal,
      action,
      resource,
      gen1: isDenial ? 'denied' : 'allowed',
      gen2: isDenial ? 'not denied' : gen2,
      change: isDenial ? 'widened' : 'narrowed',
      proved: true,
      code,
    });
  }
}

const OVERRIDE: Disposition = { kind: 'override', target: { path: 'amplify/backend.ts' } };
