import { type Files } from '../synth/backends.js';

export interface Gen2Shop {
  /** Lines of the access of defineStorage. */
  readonly access: readonly string[];
  /** Statements that grant the function its rights on the tables. */
  readonly grants: readonly string[];
  /** Statements for what defineStorage has no rule for. */
  readonly more?: readonly string[];
}

/** What somebody who knows both generations would write for rights of everybody. */
export const FAITHFUL: Gen2Shop = {
  access: [
    "'public/*': [allow.guest.to(['read']), allow.authenticated.to(['read', 'write', 'delete'])],",
    "'protected/{entity_id}/*': [allow.guest.to(['read']), allow.authenticated.to(['read']), allow.entity('identity').to(['read', 'write', 'delete'])],",
    "'private/{entity_id}/*': [allow.entity('identity').to(['read', 'write', 'delete'])],",
    "'uploads/*': [allow.authenticated.to(['write'])],",
  ],
  grants: [
    "tables.orders.grant(packer, 'dynamodb:GetItem', 'dynamodb:Query');",
    "tables.stock.grant(packer, 'dynamodb:PutItem');",
  ],
};

/** A Gen 2 tree that says just this. */
export function gen2Shop({ access, grants, more = [] }: Gen2Shop): Files {
  return new Map([
    [
      'amplify/auth/resource.ts',
      `import { defineAuth } from '@aws-amplify/backend';
export const auth = defineAuth({ loginWith: { email: true }, groups: ['Editors'] });
`,
    ],
    [
      'amplify/storage/resource.ts',
      `import { defineStorage } from '@aws-amplify/backend';
export const storage = defineStorage({
  name: 'photos',
  access: (allow) => ({
    ${access.join('\n    ')}
  }),
});
`,
    ],
    ['amplify/functions/packer/handler.mjs', 'export const handler = async () => undefined;\n'],
    [
      'amplify/functions/packer/resource.ts',
      `import { defineFunction } from '@aws-amplify/backend';
export const packer = defineFunction({ name: 'packer', entry: './handler.mjs', runtime: 22 });
`,
    ],
    [
      'amplify/backend.ts',
      `import { defineBackend } from '@aws-amplify/backend';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { auth } from './auth/resource';
import { packer as packerFunction } from './functions/packer/resource';
import { storage } from './storage/resource';
const backend = defineBackend({ auth, storage, packer: packerFunction });
const packer = backend.packer.resources.lambda;
const bucket = backend.storage.resources.bucket;
const roles = backend.auth.resources;
const stack = backend.createStack('tables');
const table = (name: string) => {
  const made = new Table(stack, name, { partitionKey: { name: 'id', type: AttributeType.STRING } });
  made.addGlobalSecondaryIndex({ indexName: 'byOwner', partitionKey: { name: 'owner', type: AttributeType.STRING } });
  return made;
};
const tables = { orders: table('orders'), stock: table('stock') };
const allow = (...actions: string[]) => ({
  on: (...resources: string[]) => new PolicyStatement({ actions, resources }),
});
const policy = (id: string, ...statements: PolicyStatement[]) => new Policy(backend.storage.stack, id, { statements });
${[...grants, ...more].join('\n')}
void [packer, bucket, roles, allow, policy];
`,
    ],
  ]);
}
