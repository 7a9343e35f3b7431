import { type Node } from '@babel/types';
import { type Json } from '../../../src/core/json.js';
import { cloudFormationName } from './resources.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { type Scope } from './walk.js';

/** The plain value of an expression made of literals and constants of literals; undefined otherwise. */
export function literalValue(node: Node, scope: Scope, depth = 0): Json | undefined {
  const plain = unwrap(node);
  switch (plain.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return plain.value;
    case 'NullLiteral':
      return null;
    case 'UnaryExpression': {
      const value = plain.operator === '-' ? literalValue(plain.argument, scope, depth) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    case 'TemplateLiteral':
      return plain.expressions.length === 0 ? (plain.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'Identifier': {
      const binding = scope.lookup(plain.name);
      // The limit ends a constant that is defined by itself, which only broken source has.
      const known = binding?.kind === 'value' && binding.init && depth < 20;
      return known ? literalValue(binding.init, scope, depth + 1) : undefined;
    }
    case 'AssignmentExpression':
      return plain.operator === '=' ? literalValue(plain.right, scope, depth) : undefined;
    case 'ArrayExpression':
      return literalList(plain.elements, scope, depth);
    case 'ObjectExpression': {
      const value = Object.create(null) as { [key: string]: Json };
      for (const property of plain.properties) {
        const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
        const member =
          property.type === 'ObjectProperty' ? literalValue(property.value, scope, depth) : undefined;
        if (name === null || member === undefined) return undefined;
        value[name] = member;
      }
      return value;
    }
    default:
      return undefined;
  }
}

export function literalList(nodes: readonly (Node | null)[], scope: Scope, depth = 0): Json[] | undefined {
  const values: Json[] = [];
  for (const node of nodes) {
    const spread = node?.type === 'SpreadElement';
    const value = node && literalValue(spread ? node.argument : node, scope, depth);
    if (value === undefined || value === null) return undefined;
    if (!spread) values.push(value);
    else if (Array.isArray(value)) values.push(...value);
    else return undefined;
  }
  return values;
}

/** Whether a value holds a reference of CloudFormation, so that it is none before the deployment. */
export function hasReference(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasReference);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([name, member]) => /^(?:Ref$|Fn::)/.test(name) || hasReference(member));
}

/** Properties whose members are keys of the user's own, not CloudFormation's names. */
const MAPS: ReadonlySet<string> = new Set([
  ...['RoleMappings', 'Roles', 'SupportedLoginProviders', 'UserPoolTags', 'Policies.PolicyDocument'],
  ...['AssumeRolePolicyDocument', 'ProviderDetails', 'AttributeMapping'],
]);

/** A value written with CDK's names, with CloudFormation's. */
export function inCloudFormationNames(value: Json, parents: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item) => inCloudFormationNames(item, parents));
  if (value === null || typeof value !== 'object' || MAPS.has(parents.join('.'))) return value;
  const renamed = Object.create(null) as { [key: string]: Json };
  for (const [name, member] of Object.entries(value)) {
    const own = cloudFormationName(name, parents);
    renamed[own] = inCloudFormationNames(member, [...parents, own]);
  }
  return renamed;
}
