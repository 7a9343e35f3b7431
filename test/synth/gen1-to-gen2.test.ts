import { expect, it, vi } from 'vitest';
import { cognitoFacts } from '../../src/verify/facts/cognito.js';
import { compareFacts } from '../../src/verify/facts/compare.js';
import { gen1Stacks } from '../../src/verify/gen1-stacks.js';
import { backends } from './backends.js';
import { GEN1_EXAMPLE } from './gen1-example.js';
import { GEN2_EXAMPLE } from './gen2-example.js';

const { synthCase, typecheckCase } = backends();
vi.setConfig({ testTimeout: 180_000 });

const gen1 = cognitoFacts(gen1Stacks(GEN1_EXAMPLE));

it('a careful port deploys the same facts, in templates that share hardly a line', async () => {
  const { stacks } = await synthCase(GEN2_EXAMPLE);
  expect([...stacks.keys()]).toEqual(['root', 'auth', 'function']);
  expect(compareFacts(gen1, cognitoFacts(stacks))).toEqual([]);
  expect(await typecheckCase(GEN2_EXAMPLE)).toEqual([]);
});

it('a port that trusts the defaults of Gen 2 does not', async () => {
  const { stacks } = await synthCase(
    new Map([
      ...GEN2_EXAMPLE,
      [
        'amplify/backend.ts',
        `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
defineBackend({ auth });
`,
      ],
    ]),
  );
  expect(compareFacts(gen1, cognitoFacts(stacks)).map(({ path }) => path)).toEqual([
    'UserPool.Policies.PasswordPolicy.MinimumLength',
    'UserPool.Policies.PasswordPolicy.RequireNumbers',
    'UserPool.Policies.PasswordPolicy.RequireSymbols',
    'UserPool.Policies.PasswordPolicy.RequireUppercase',
    'UserPool.AccountRecoverySetting',
    'UserPoolClients.web.PreventUserExistenceErrors',
    'UserPoolClients.web.OAuth',
    'UserPoolClients.native',
    'IdentityPool.AllowUnauthenticatedIdentities',
    'Groups.Growers.Role.Permissions',
  ]);
});
