import { type Node, type ObjectExpression } from '@babel/types';
import { shown } from '../../../../src/core/shown.js';
import { type Code, code } from '../../../../src/emit/code.js';
import { type Scope, Stay } from '../../../shared/override/scope.js';
import { setOnTable } from '../../tables/resources.js';
import { type Carry } from './carry.js';
import { pureCode } from '../../../shared/override/expressions.js';
import { cloudFormationName, overrides } from '../../../shared/override/properties.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';
import { type StackTarget } from './targets.js';

/** Plain properties of CfnGraphQLApi and CfnResolver, and of functions, which are set as they are in Gen 1. */
const PLAIN = new Set([
  ...['xrayEnabled', 'name', 'queryDepthLimit', 'resolverCountLimit', 'introspectionConfig', 'visibility'],
  ...['requestMappingTemplate', 'responseMappingTemplate', 'maxBatchSize', 'description'],
]);

/** Sets a property of a part of the stack. @throws Stay */
export function assignment(target: StackTarget, value: Node, scope: Scope, carry: Carry): Code[] {
  const [property, ...inner] = target.path;
  if (property === undefined) throw new Stay('it replaces a resource');
  if (target.kind === 'table') return tableAssignment(target.code, target.path, value, scope, carry);
  const isPlain = inner.length === 0 && target.kind !== 'resource' && PLAIN.has(property);
  if (isPlain) {
    const set = code`${target.code}.${property as Code} = ${pureCode(value, scope, carry)};`;
    const isTemplate = target.kind === 'template' && property.endsWith('MappingTemplate');
    // A template of Gen 2 is uploaded; the text would stand beside it, and CloudFormation takes only one.
    return isTemplate ? [code`${target.code}.${`${property}S3Location` as Code} = undefined;`, set] : [set];
  }
  return overrides(target.code, target.path.map(cloudFormationName), value, scope, carry);
}

/** Properties of CfnTable as the wrapper of Gen 2's tables has them. */
const TABLE: Readonly<Record<string, string>> = {
  timeToLiveSpecification: 'timeToLiveAttribute',
  pointInTimeRecoverySpecification: 'pointInTimeRecoverySpecification',
  provisionedThroughput: 'provisionedThroughput',
  sseSpecification: 'sseSpecification',
  deletionProtectionEnabled: 'deletionProtectionEnabled',
};

function tableAssignment(
  owner: Code,
  path: readonly string[],
  value: Node,
  scope: Scope,
  carry: Carry,
): Code[] {
  const [property = '', member, ...deeper] = path;
  const plain = unwrap(value);
  const set = (name: string, given: Code): Code[] => {
    const whole = name === 'pointInTimeRecoveryEnabled' ? code`{ ${name as Code}: ${given} }` : given;
    return [setOnTable(owner, carry.tables, { member: name, property, value: given, whole })];
  };
  if (property === 'billingMode' && member === undefined && plain.type === 'StringLiteral') {
    return set('billingMode', enumMember('BillingMode', plain.value, BILLING_MODES, carry));
  }
  if (property === 'streamSpecification') {
    const view = streamView(member, plain);
    const type = enumMember('StreamViewType', view, STREAM_VIEWS, carry);
    return set('streamSpecification', code`{ streamViewType: ${type} }`);
  }
  const name = Object.hasOwn(TABLE, property) ? TABLE[property] : undefined;
  const recovery = property === 'pointInTimeRecoverySpecification' && member === 'pointInTimeRecoveryEnabled';
  if (recovery && deeper.length === 0) {
    return set('pointInTimeRecoveryEnabled', pureCode(value, scope, carry));
  }
  if (name === undefined || member !== undefined) {
    throw new Stay(`the tables of Gen 2 have no ${shown(path.join('.'))} that can be set`);
  }
  if (property === 'sseSpecification' && plain.type === 'ObjectExpression') {
    return set(name, encryption(plain, scope, carry));
  }
  return set(name, pureCode(value, scope, carry));
}

const BILLING_MODES: ReadonlySet<string> = new Set(['PAY_PER_REQUEST', 'PROVISIONED']);
const STREAM_VIEWS: ReadonlySet<string> = new Set([
  'KEYS_ONLY',
  'NEW_IMAGE',
  'OLD_IMAGE',
  'NEW_AND_OLD_IMAGES',
]);

function enumMember(name: string, value: string, known: ReadonlySet<string>, carry: Carry): Code {
  if (!known.has(value)) throw new Stay(`${name} has no ${shown(value)}`);
  return code`${carry.use(name, 'aws-cdk-lib/aws-dynamodb')}.${value as Code}`;
}

function streamView(member: string | undefined, value: Node): string {
  if (member === 'streamViewType' && value.type === 'StringLiteral') return value.value;
  const [only] = value.type === 'ObjectExpression' ? value.properties : [];
  return only?.type === 'ObjectProperty' && only.value.type === 'StringLiteral' ? only.value.value : '';
}

/** The type of the encryption is KMS anyway, and an enum of its own in Gen 2. */
function encryption(node: ObjectExpression, scope: Scope, carry: Carry): Code {
  const kept = node.properties.filter(
    (property) =>
      property.type !== 'ObjectProperty' || keyName(property.key, property.computed) !== 'sseType',
  );
  return pureCode({ ...node, properties: kept }, scope, carry);
}

/** A path of CloudFormation on a table, as properties: `TimeToLiveSpecification.Enabled`. */
export function tablePath(path: string): string[] {
  return path.split('.').map((name) => name.charAt(0).toLowerCase() + name.slice(1));
}
