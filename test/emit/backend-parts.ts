import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type BackendPart } from '../../src/core/feature.js';
import { mergeBackend } from '../../src/emit/backend-file.js';
import { formatter } from '../../src/emit/format.js';

// A folder without settings: the style is the tool's own.
const folder = await mkdtemp(join(tmpdir(), 'amplify-migrate-backend-'));
export const { format } = await formatter(folder);
await rm(folder, { recursive: true });

export const AUTH: BackendPart = {
  resources: [{ name: 'auth', from: './auth/resource' }],
  statements: [
    {
      code: `
// Gen 1 asked for less
const { cfnUserPool, cfnUserPoolClient } = backend.auth.resources.cfnResources
cfnUserPool.policies = { passwordPolicy: { minimumLength: 8 } }

// no names of users
cfnUserPoolClient.preventUserExistenceErrors = "LEGACY"; // as in Gen 1
`,
      imports: [],
    },
    {
      code: 'cfnUserPoolClient.accessTokenValidity = Duration.days(1).toHours()',
      imports: [
        { name: 'Duration', from: 'aws-cdk-lib' },
        { name: 'Unused', from: 'aws-cdk-lib' },
      ],
    },
  ],
};

export const HELLO: BackendPart = {
  resources: [{ name: 'hello', from: './function/hello/resource' }],
  statements: [
    {
      code: 'backend.hello.resources.lambda.addToRolePolicy(new PolicyStatement({ actions: ["ses:SendEmail"] }));',
      imports: [{ name: 'PolicyStatement', from: 'aws-cdk-lib/aws-iam' }],
    },
  ],
};

export const PLAIN: BackendPart = { resources: [{ name: 'data', from: './data/resource' }], statements: [] };

/** Merges parts that fit, without anything to tell. */
export async function merge(existing: string | null, ...parts: BackendPart[]): Promise<string> {
  const { text, findings } = await mergeBackend(existing, parts, format);
  expect(findings).toEqual([]);
  return text;
}

/** What AUTH becomes without a file. */
export const CREATED = `import { defineBackend } from '@aws-amplify/backend';
import { Duration } from 'aws-cdk-lib';
import { auth } from './auth/resource';

const backend = defineBackend({
  auth,
});

// Gen 1 asked for less
const { cfnUserPool, cfnUserPoolClient } = backend.auth.resources.cfnResources;
cfnUserPool.policies = { passwordPolicy: { minimumLength: 8 } };

// no names of users
cfnUserPoolClient.preventUserExistenceErrors = 'LEGACY'; // as in Gen 1

cfnUserPoolClient.accessTokenValidity = Duration.days(1).toHours();
`;
