import { type Files } from './backends.js';

/** What somebody who knows both generations would write for the example of Gen 1. */
export const GEN2_EXAMPLE: Files = new Map([
  [
    'amplify/auth/post-confirmation/resource.ts',
    `import { defineFunction } from '@aws-amplify/backend';
export const postConfirmation = defineFunction({
  name: 'post-confirmation',
  entry: './handler.mjs',
  runtime: 22,
  timeoutSeconds: 25,
  memoryMB: 128,
  environment: { GROUP: 'Growers', SIGNING_SECRET: 'elsewhere' },
});
`,
  ],
  ['amplify/auth/post-confirmation/handler.mjs', 'export const handler = async (event) => event;\n'],
  [
    'amplify/auth/resource.ts',
    `import { defineAuth } from '@aws-amplify/backend';
import { postConfirmation } from './post-confirmation/resource';
export const auth = defineAuth({
  loginWith: {
    email: {
      verificationEmailStyle: 'CODE',
      verificationEmailSubject: 'Your code',
      verificationEmailBody: (code) => \`Your code is \${code()}\`,
    },
  },
  groups: ['Growers'],
  triggers: { postConfirmation },
  access: (allow) => [allow.resource(postConfirmation).to(['addUserToGroup', 'getGroup', 'createGroup'])],
});
`,
  ],
  [
    'amplify/backend.ts',
    `import { defineBackend } from '@aws-amplify/backend';
import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { auth } from './auth/resource';
const backend = defineBackend({ auth });
const { userPool, cfnResources, groups } = backend.auth.resources;
const { cfnUserPool, cfnUserPoolClient, cfnIdentityPool } = cfnResources;
cfnUserPool.policies = { passwordPolicy: { minimumLength: 10, requireLowercase: true } };
cfnUserPool.usernameConfiguration = { caseSensitive: false };
cfnUserPool.accountRecoverySetting = undefined;
cfnUserPoolClient.preventUserExistenceErrors = 'LEGACY';
cfnUserPoolClient.allowedOAuthFlowsUserPoolClient = false;
cfnIdentityPool.allowUnauthenticatedIdentities = false;
const native = userPool.addClient('Native', { disableOAuth: true });
const provider = \`cognito-idp.\${backend.auth.stack.region}.amazonaws.com/\${userPool.userPoolId}\`;
cfnIdentityPool.cognitoIdentityProviders = [cfnUserPoolClient.ref, native.userPoolClientId].map((clientId) => ({
  clientId,
  providerName: provider,
}));
for (const construct of backend.auth.stack.node.findAll()) {
  if (construct instanceof CfnIdentityPoolRoleAttachment) {
    construct.addPropertyOverride('RoleMappings.Native', {
      Type: 'Token',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      IdentityProvider: \`\${provider}:\${native.userPoolClientId}\`,
    });
  }
}
groups['Growers']?.role.addToPrincipalPolicy(
  new PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:*:*:seeds'] }),
);
`,
  ],
]);
