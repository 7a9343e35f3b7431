import { type Code, ModuleText, code, literal, object } from '../../src/emit/code.js';
import { type CognitoResources, identityPoolFacts } from './cognito.js';
import { type Takeover, environmentName } from '../../src/emit/environment-name.js';

export const IDENTITY_POOL_PATH = 'amplify/auth/identity-pool.ts';
export const IDENTITY_POOL_FUNCTION = 'addIdentityPool';

/**
 * The text of amplify/auth/identity-pool.ts: an identity pool without a user pool, which `defineAuth` can't
 * make, with the two roles that Gen 1 gives it and the outputs that clients read. `settings` are statements
 * about `cfnIdentityPool`.
 */
export function identityPoolModule(
  gen1: CognitoResources,
  settings: readonly Code[],
  takeover: Takeover,
): string {
  const module = new ModuleText();
  const facts = identityPoolFacts(gen1.identityPool ?? {});
  const Stack = module.useType('Stack', 'aws-cdk-lib');
  const CfnIdentityPool = module.use('CfnIdentityPool', 'aws-cdk-lib/aws-cognito');
  const Attachment = module.use('CfnIdentityPoolRoleAttachment', 'aws-cdk-lib/aws-cognito');
  const Role = module.use('Role', 'aws-cdk-lib/aws-iam');
  const Principal = module.use('WebIdentityPrincipal', 'aws-cdk-lib/aws-iam');
  const Backend = module.useType('BackendBase', '@aws-amplify/backend');
  const properties = object([
    ['allowUnauthenticatedIdentities', literal(facts.AllowUnauthenticatedIdentities)],
  ]);
  const body = [...environmentName(takeover, settings), ...settings].join('\n') as Code;
  module.add(code`/** The identity pool of Gen 1, which has no user pool; its roles are returned for what they may do. */
export function ${IDENTITY_POOL_FUNCTION as Code}(backend: ${Backend}) {
const stack = backend.createStack('identity-pool');
const cfnIdentityPool = new ${CfnIdentityPool}(stack, 'IdentityPool', ${properties});
${body}
const authenticated = roleFor(stack, cfnIdentityPool, 'authenticated');
const unauthenticated = roleFor(stack, cfnIdentityPool, 'unauthenticated');
new ${Attachment}(stack, 'IdentityPoolRoles', {
identityPoolId: cfnIdentityPool.ref,
roles: { authenticated: authenticated.roleArn, unauthenticated: unauthenticated.roleArn },
});
backend.addOutput({
auth: {
aws_region: stack.region,
identity_pool_id: cfnIdentityPool.ref,
unauthenticated_identities_enabled: ${literal(facts.AllowUnauthenticatedIdentities)},
},
});
return { authenticated, unauthenticated };
}`);
  module.add(code`function roleFor(stack: ${Stack}, identityPool: ${CfnIdentityPool}, kind: 'authenticated' | 'unauthenticated') {
return new ${Role}(stack, \`\${kind}Role\`, {
assumedBy: new ${Principal}('cognito-identity.amazonaws.com', {
StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPool.ref },
'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
}),
});
}`);
  return module.toString();
}
