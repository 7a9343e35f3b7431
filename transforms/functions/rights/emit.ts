import { type NamedImport } from '../../../src/core/feature.js';
import { type Code, array, code, lineComment, literal, object } from '../../../src/emit/code.js';
import { type FunctionContext } from '../context.js';
import { valueCode } from '../../shared/references/values.js';
import { type Grant } from './statements.js';

const IAM = 'aws-cdk-lib/aws-iam';

/** Puts what a function is granted into the policy of its role; what names the function itself, into one beside it. */
export function sayGrants(context: FunctionContext, grants: readonly Grant[]): void {
  const [own, others] = [grants.filter((grant) => namesItself(context, grant)), new Set<string>()];
  for (const grant of grants) {
    const statement = grantCode(context, grant);
    // The same right is often stated in the template and in custom-policies.json.
    if (own.includes(grant) || others.has(statement)) continue;
    others.add(statement);
    context.say(
      code`${context.backendFunction}.resources.lambda.addToRolePolicy(${statement});`,
      importsOf([grant]),
    );
  }
  if (own.length === 0) return;
  const name = `${capital(context.exportName)}OwnAccess`;
  const list = array(own.map((grant) => grantCode(context, grant)));
  context.say(
    code`${lineComment('Beside the function: it waits for the policy of its role, which can not wait for it.')}
${context.backendFunction}.resources.lambda.role!.attachInlinePolicy(
  new Policy(${context.backendFunction}.stack, ${literal(name)}, { statements: ${list} }),
);`,
    [{ name: 'Policy', from: IAM }, ...importsOf(own)],
  );
}

export function sayManagedPolicy(context: FunctionContext, arn: string): void {
  const name = `${capital(context.exportName)}${arn.slice(arn.lastIndexOf('/') + 1).replace(/\W/g, '')}`;
  context.say(
    code`${context.backendFunction}.resources.lambda.role!.addManagedPolicy(
  ManagedPolicy.fromManagedPolicyArn(${context.backendFunction}.stack, ${literal(name)}, ${literal(arn)}),
);`,
    [{ name: 'ManagedPolicy', from: IAM }],
  );
}

function grantCode(context: FunctionContext, grant: Grant): Code {
  const { effect, actions, resources, conditions } = grant;
  return code`new PolicyStatement(${object([
    effect === 'Deny' ? ['effect', code`Effect.DENY`] : null,
    [grant.exceptActions ? 'notActions' : 'actions', literal([...actions])],
    [
      grant.exceptResources ? 'notResources' : 'resources',
      array(resources.map((parts) => valueCode(context, parts))),
    ],
    conditions === undefined ? null : ['conditions', literal(conditions)],
  ])})`;
}

function importsOf(grants: readonly Grant[]): NamedImport[] {
  const names = ['PolicyStatement', ...(grants.some(({ effect }) => effect === 'Deny') ? ['Effect'] : [])];
  return names.map((name) => ({ name, from: IAM }));
}

function namesItself(context: FunctionContext, grant: Grant): boolean {
  const own = `${context.backendFunction}.resources.lambda.`;
  return grant.resources.some((parts) =>
    parts.some((part) => typeof part === 'object' && 'code' in part && part.code.startsWith(own)),
  );
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
