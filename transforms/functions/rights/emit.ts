import { type NamedImport } from '../../../src/core/feature.js';
import { type Code, array, code, lineComment, literal, object } from '../../../src/emit/code.js';
import { type FunctionContext } from '../context.js';
import { valueCode } from '../../shared/references/values.js';
import { type Grant } from './statements.js';

const IAM = 'aws-cdk-lib/aws-iam';

/** A statement of a policy as code. */
export interface SaidGrant {
  readonly statement: Code;
  readonly imports: readonly NamedImport[];
  /** Whether it names the function that it is granted to. */
  readonly isOnItself: boolean;
}

/** The statements of a function; the same right is often in the template and in custom-policies.json. */
export function saidGrants(context: FunctionContext, grants: readonly Grant[]): readonly SaidGrant[] {
  const said = new Map<string, SaidGrant>();
  for (const grant of grants) {
    const statement = grantCode(context, grant);
    if (said.has(statement)) continue;
    said.set(statement, { statement, imports: importsOf(grant), isOnItself: namesItself(context, grant) });
  }
  return [...said.values()];
}

/** Puts what a function is granted into the policy of its role; what names the function itself, into one beside it. */
export function sayGrants(context: FunctionContext, grants: readonly SaidGrant[]): void {
  for (const { statement, imports, isOnItself } of grants) {
    if (isOnItself) continue;
    context.say(code`${context.backendFunction}.resources.lambda.addToRolePolicy(${statement});`, imports);
  }
  const own = grants.filter(({ isOnItself }) => isOnItself);
  if (own.length === 0) return;
  const name = `${capital(context.exportName)}OwnAccess`;
  const list = array(own.map(({ statement }) => statement));
  context.say(
    code`${lineComment('Beside the function: it waits for the policy of its role, which can not wait for it.')}
${context.backendFunction}.resources.lambda.role!.attachInlinePolicy(
  new Policy(${context.backendFunction}.stack, ${literal(name)}, { statements: ${list} }),
);`,
    [{ name: 'Policy', from: IAM }, ...own.flatMap(({ imports }) => imports)],
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

/** Services besides Lambda that take the role of the function, such as AppSync for a data source with this role. */
export function sayTrust(context: FunctionContext, services: readonly string[]): void {
  const principals = services.map((name) => code`new ServicePrincipal(${literal(name)})`);
  context.say(
    code`(${context.backendFunction}.resources.lambda.role as Role).assumeRolePolicy!.addStatements(
  new PolicyStatement({ actions: ['sts:AssumeRole'], principals: ${array(principals)} }),
);`,
    ['PolicyStatement', 'Role', 'ServicePrincipal'].map((name) => ({ name, from: IAM })),
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

function importsOf({ effect }: Grant): NamedImport[] {
  const names = ['PolicyStatement', ...(effect === 'Deny' ? ['Effect'] : [])];
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
