import { type CallExpression, type Node, type OptionalCallExpression } from '@babel/types';
import { shown } from '../../../src/core/shown.js';
import { key, literal } from '../../../src/emit/code.js';
import { visitExpression, visitValue } from './expressions.js';
import { Refusal } from './refusal.js';
import { RAW_OVERRIDES } from './resources.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { isStack, replaceResource, resourcesOf } from './targets.js';
import { hasReference, literalValue } from './values.js';
import { type Walk, useImport } from './walk.js';

type Call = CallExpression | OptionalCallExpression;

/** A method of the stack or of one of its resources. @throws Refusal */
export function visitCallOnResource(walk: Walk, node: Call, owner: Node, method: string): void {
  if (isStack(walk, owner)) {
    visitStackCall(walk, node, method);
    return;
  }
  if (!RAW_OVERRIDES.has(method))
    throw new Refusal({ kind: 'syntax', what: `a call of ${shown(method)}` }, node);
  const [path, ...values] = node.arguments;
  if (!path) throw new Refusal({ kind: 'syntax', what: `\`${method}\` without a path` }, node);
  const written = literalValue(path, walk.scope);
  if (typeof written !== 'string') {
    throw new Refusal({ kind: 'syntax', what: `\`${method}\` with a computed path` }, node);
  }
  const property = propertyOf(method, written, node);
  visitExpression(walk, path, 'plain');
  for (const value of values) visitValue(walk, value, 'plain');
  const resources = resourcesOf(walk, owner);
  replaceResource(walk, owner, resources);
  if (property === null) return;
  const [value] = values;
  const known = value && literalValue(value, walk.scope);
  for (const resource of resources) {
    walk.assigned.push({
      resource: resource.name,
      property,
      operation: method.includes('Deletion') ? 'delete' : 'set',
      ...(known !== undefined && !hasReference(known) && { value: known }),
      conditional: walk.conditions > 0,
    });
  }
}

/** The property that a raw override changes; null when it changes how CloudFormation treats the resource. */
function propertyOf(method: string, path: string, node: Node): string | null {
  if (method === 'addPropertyOverride' || method === 'addPropertyDeletionOverride') return path;
  if (path.startsWith('Properties.')) return path.slice('Properties.'.length);
  if (/^(?:DeletionPolicy|UpdateReplacePolicy|Metadata)(?:\.|$)/.test(path)) return null;
  throw new Refusal({ kind: 'reference', to: path }, node);
}

const IDENTITY_PROVIDER = 'AWS::Cognito::UserPoolIdentityProvider';
const PROVIDER_PROPERTIES: Readonly<Record<string, string>> = {
  UserPoolId: 'userPoolId',
  ProviderName: 'providerName',
  ProviderType: 'providerType',
  ProviderDetails: 'providerDetails',
  AttributeMapping: 'attributeMapping',
  IdpIdentifiers: 'idpIdentifiers',
};

/** Of the resources that an override can add, SAML and OIDC providers are a matter of auth alone. */
function visitStackCall(walk: Walk, node: Call, method: string): void {
  const [definition, id] = node.arguments;
  const properties = memberOf(definition, 'properties');
  const type = literalValue(memberOf(definition, 'type') ?? node, walk.scope);
  if (method !== 'addCfnResource' || type !== IDENTITY_PROVIDER || !properties || !id) {
    const isResource = method === 'addCfnResource' && typeof type === 'string';
    const added = isResource ? type : method.replace(/^addCfn/, 'CloudFormation ');
    throw new Refusal({ kind: 'newResource', type: added }, node);
  }
  const entries = propertiesOf(properties).map(([name, value]) => {
    const property = Object.hasOwn(PROVIDER_PROPERTIES, name) ? PROVIDER_PROPERTIES[name] : undefined;
    if (property === undefined) {
      throw new Refusal({ kind: 'property', resource: IDENTITY_PROVIDER, property: name }, value);
    }
    visitValue(walk, value, 'plain');
    return `${key(property)}: ${walk.edits.renderNode(value)}`;
  });
  const name = literalValue(id, walk.scope);
  if (typeof name !== 'string') throw new Refusal({ kind: 'newResource', type: IDENTITY_PROVIDER }, node);
  useImport(walk, 'CfnUserPoolIdentityProvider', 'aws-cdk-lib/aws-cognito', false);
  walk.uses.add('resources');
  walk.edits.replace(
    node,
    `new CfnUserPoolIdentityProvider(resources.userPool, ${literal(name)}, {\n${entries.join(',\n')}\n})`,
  );
}

function memberOf(node: Node | undefined, name: string): Node | undefined {
  return node && propertiesOf(node).find(([key]) => key === name)?.[1];
}

function propertiesOf(node: Node): [name: string, value: Node][] {
  const plain = unwrap(node);
  if (plain.type !== 'ObjectExpression') return [];
  return plain.properties.map((property) => {
    const name = property.type === 'ObjectProperty' ? keyName(property.key, property.computed) : null;
    if (property.type !== 'ObjectProperty' || name === null) {
      throw new Refusal({ kind: 'newResource', type: IDENTITY_PROVIDER }, property);
    }
    return [name, property.value];
  });
}
