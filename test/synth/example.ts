import { type Files } from './backends.js';

/** A small backend with a trigger function, two groups and a social provider. */
export const EXAMPLE: Files = new Map([
  [
    'amplify/auth/pre-sign-up/resource.ts',
    `import { defineFunction } from '@aws-amplify/backend';
export const preSignUp = defineFunction({
  name: 'pre-sign-up',
  entry: './handler.mjs',
  resourceGroupName: 'auth',
  timeoutSeconds: 25,
  environment: { DOMAINALLOWLIST: 'example.org' },
});
`,
  ],
  ['amplify/auth/pre-sign-up/handler.mjs', 'export const handler = async (event) => event;\n'],
  [
    'amplify/auth/resource.ts',
    `import { defineAuth, secret } from '@aws-amplify/backend';
import { preSignUp } from './pre-sign-up/resource';
export const auth = defineAuth({
  loginWith: {
    email: true,
    externalProviders: {
      google: { clientId: secret('GOOGLE_ID'), clientSecret: secret('GOOGLE_SECRET'), scopes: ['openid', 'email'] },
      callbackUrls: ['http://localhost:3000/'],
      logoutUrls: ['http://localhost:3000/'],
    },
  },
  groups: ['Editors', 'Readers'],
  triggers: { preSignUp },
  access: (allow) => [allow.resource(preSignUp).to(['listUsers'])],
});
`,
  ],
  [
    'amplify/backend.ts',
    `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
const backend = defineBackend({ auth });
const { cfnIdentityPool } = backend.auth.resources.cfnResources;
cfnIdentityPool.allowUnauthenticatedIdentities = false;
`,
  ],
]);

/** The example with one file changed. */
export function exampleWith(path: string, text: string): Files {
  return new Map([...EXAMPLE, [path, text]]);
}
