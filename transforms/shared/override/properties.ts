import { type Node, type ObjectExpression } from '@babel/types';
import { type Code, code, literal } from '../../../src/emit/code.js';
import { pureCode } from './expressions.js';
import { type Project, type Scope, Stay } from './scope.js';
import { keyName, unwrap } from './syntax.js';

/** Names of CDK whose CloudFormation name is not the same with a capital. */
const IRREGULAR: Readonly<Record<string, string>> = {
  openIdConnectConfig: 'OpenIDConnectConfig',
  authTtl: 'AuthTTL',
  iatTtl: 'IatTTL',
  ebsOptions: 'EBSOptions',
  ebsEnabled: 'EBSEnabled',
  vpcOptions: 'VPCOptions',
  enforceHttps: 'EnforceHTTPS',
  tlsSecurityPolicy: 'TLSSecurityPolicy',
  dynamoDbConfig: 'DynamoDBConfig',
  deltaSyncTableTtl: 'DeltaSyncTableTTL',
  baseTableTtl: 'BaseTableTTL',
  tagsRaw: 'Tags',
  // Of tables; what buckets have by these names is set in the words of CDK.
  sseSpecification: 'SSESpecification',
  sseEnabled: 'SSEEnabled',
  sseType: 'SSEType',
  kmsMasterKeyId: 'KMSMasterKeyId',
};

/** CloudFormation's name of a property of CDK. */
export function cloudFormationName(name: string): string {
  return (
    (Object.hasOwn(IRREGULAR, name) ? IRREGULAR[name] : undefined) ??
    name.charAt(0).toUpperCase() + name.slice(1)
  );
}

/** `addPropertyOverride` with a path and a value in the words of CloudFormation. */
export function overrides(
  owner: Code,
  path: readonly string[],
  value: Node,
  scope: Scope,
  project: Project,
): Code[] {
  const plain = unwrap(value);
  const own = plain.type === 'ObjectExpression' ? withoutSpread(plain) : null;
  if (own !== null) {
    return own.flatMap(({ name, value: member }) =>
      overrides(owner, [...path, cloudFormationName(name)], member, scope, project),
    );
  }
  const written = pureCode(value, scope, project, cloudFormationName);
  return [code`${owner}.addPropertyOverride(${literal(path.join('.'))}, ${written});`];
}

/** `{ ...what.is.there, a: 1 }` sets only what stands beside the spread; null for an object without one. */
function withoutSpread(node: ObjectExpression): { readonly name: string; readonly value: Node }[] | null {
  if (!node.properties.some(({ type }) => type === 'SpreadElement')) return null;
  return node.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return [];
    const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
    if (property.type !== 'ObjectProperty' || name === null)
      throw new Stay('an object with computed members');
    return [{ name, value: property.value }];
  });
}
