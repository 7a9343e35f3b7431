import { type Json } from '../../src/core/json.js';
import { buildGen1Auth } from '../../src/verify/gen1-build/index.js';
import { buildGen1Bucket } from '../../src/verify/gen1-build/storage.js';
import { type NestedStack, authStacks, wiredStacks } from '../../src/verify/gen1-stacks.js';
import { type Access, accessOf } from '../../src/verify/iam/access.js';
import { type KnownNames } from '../../src/verify/iam/names.js';
import { type JsonObject } from '../../src/verify/template.js';

/** A shop: a bucket for everybody, and a function that reads one table and writes the other. */
export const KNOWN: KnownNames = {
  functions: [{ name: 'packer', physicalName: 'packer-main' }],
  tables: [
    { name: 'orders', physicalName: 'orders-main' },
    { name: 'stock', physicalName: 'stock-main' },
  ],
  buckets: [{ name: 'photos', physicalName: 'shopphotos' }],
};

export const READS = ['dynamodb:GetItem', 'dynamodb:Query'];
export const WRITES = ['dynamodb:PutItem'];

/** Who may do what in Gen 1, with these rights on the bucket. */
export function gen1Access(rights: JsonObject): Access {
  const auth = buildGen1Auth({
    env: 'main',
    name: 'shop',
    useEnabledMfas: true,
    groups: [{ groupName: 'Editors', precedence: 1 }],
    cognitoConfig: {
      authSelections: 'identityPoolAndUserPool',
      identityPoolName: 'shop',
      allowUnauthenticatedIdentities: true,
      userPoolGroupList: ['Editors'],
      resourceNameTruncated: 'shop',
    },
  });
  const bucket = buildGen1Bucket({ authName: 'shop', inputs: { bucketName: 'shopphotos', ...rights } });
  const nested: NestedStack[] = [
    ...authStacks(auth),
    { ...bucket, name: 'storage/photos', prefix: 'storagephotos' },
    packer(),
  ];
  const outputs = Object.fromEntries(
    KNOWN.tables.map(({ name }) => [`storage${name}Arn`, `\${Table.${name}.Arn}`]),
  );
  return accessOf(wiredStacks('main', nested, outputs), KNOWN);
}

function packer(): NestedStack {
  const allow = (Action: string[], table: string): Json => ({
    Effect: 'Allow',
    Action,
    Resource: [{ Ref: table }, { 'Fn::Join': ['/', [{ Ref: table }, 'index/*']] }],
  });
  return {
    name: 'function/packer',
    prefix: 'functionpacker',
    parameters: {},
    template: {
      Parameters: { storageordersArn: { Type: 'String' }, storagestockArn: { Type: 'String' } },
      Resources: {
        LambdaFunction: {
          Type: 'AWS::Lambda::Function',
          Properties: { FunctionName: 'packer-main', Role: { 'Fn::GetAtt': ['LambdaExecutionRole', 'Arn'] } },
        },
        LambdaExecutionRole: { Type: 'AWS::IAM::Role', Properties: {} },
        AmplifyResourcesPolicy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            Roles: [{ Ref: 'LambdaExecutionRole' }],
            PolicyDocument: {
              Statement: [allow(READS, 'storageordersArn'), allow(WRITES, 'storagestockArn')],
            },
          },
        },
      },
      Outputs: { LambdaExecutionRole: { Value: { Ref: 'LambdaExecutionRole' } } },
    },
  };
}
