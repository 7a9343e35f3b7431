import { type Node } from '@babel/types';
import { shown } from '../../../../src/core/shown.js';
import { type Code, code, literal } from '../../../../src/emit/code.js';
import { type Scope, Stay } from '../../../shared/override/scope.js';
import { tablesCode } from '../../tables/resources.js';
import { type Carry } from './carry.js';
import { pureCode } from '../../../shared/override/expressions.js';
import { keyName, unwrap } from '../../../shared/override/syntax.js';

/** A part of Gen 1's stack with a counterpart in Gen 2, and the property of it that is meant. */
export interface StackTarget {
  readonly code: Code;
  readonly kind: 'table' | 'api' | 'template' | 'resource';
  readonly path: readonly string[];
}

type Step = { readonly name: string } | { readonly index: Node };

/** The steps from the stack to what an expression names; null when it does not start at the stack. */
function stepsOf(node: Node, scope: Scope): { readonly steps: Step[]; readonly scope: Scope } | null {
  const plain = unwrap(node);
  if (plain.type === 'Identifier') {
    const binding = scope.get(plain.name);
    if (binding?.kind === 'stack') return { steps: [], scope };
    if (binding?.kind === 'eachModel' && binding.is === 'model') {
      return { steps: [{ name: 'models' }, { index: plain }], scope };
    }
    return binding?.kind === 'alias' ? stepsOf(binding.node, binding.scope) : null;
  }
  if (plain.type !== 'MemberExpression' && plain.type !== 'OptionalMemberExpression') return null;
  const before = stepsOf(plain.object, scope);
  if (before === null) return null;
  const name = keyName(plain.property, plain.computed);
  return {
    steps: [...before.steps, name === null ? { index: plain.property } : { name }],
    scope: before.scope,
  };
}

/** Whether an expression is a part of Gen 1's stack. */
export function isOfStack(node: Node, scope: Scope): boolean {
  return stepsOf(node, scope) !== null;
}

/** `resources.models` itself, over which files loop. */
export function isModels(node: Node, scope: Scope): boolean {
  const found = stepsOf(node, scope);
  const [only, more] = found?.steps ?? [];
  return only !== undefined && 'name' in only && only.name === 'models' && more === undefined;
}

/**
 * The counterpart of a part of the stack; null when the expression is none.
 * Source of the names: amplify-api-resource-stack-types.ts of amplify-category-api. @throws Stay without counterpart
 */
export function targetOf(node: Node, scope: Scope, carry: Carry): StackTarget | null {
  const found = stepsOf(node, scope);
  if (found === null) return null;
  const [group, ...rest] = found.steps;
  const name = group !== undefined && 'name' in group ? group.name : null;
  switch (name) {
    case 'api':
      return apiTarget(rest);
    case 'models':
      return modelTarget(rest, found.scope, carry);
    case 'opensearch':
      return searchTarget(rest, carry);
    default:
      throw new Stay(`Gen 2's API has no ${shown(name ?? 'part with a computed name')}`);
  }
}

const API_PARTS: Readonly<Record<string, readonly [Code, StackTarget['kind']]>> = {
  GraphQLAPI: [code`cfnGraphqlApi`, 'api'],
  GraphQLAPITransformerSchema: [code`cfnGraphqlSchema`, 'resource'],
  GraphQLAPINONEDS: [code`cfnDataSources['NONE_DS']`, 'resource'],
};

function apiTarget([part, ...path]: readonly Step[]): StackTarget {
  const name = part !== undefined && 'name' in part ? part.name : '';
  const known = Object.hasOwn(API_PARTS, name) ? API_PARTS[name] : undefined;
  if (known === undefined) throw new Stay(`Gen 2's API has no ${shown(name)}`);
  return { code: known[0], kind: known[1], path: plainPath(path) };
}

function plainPath(steps: readonly Step[]): string[] {
  return steps.map((step) => {
    if ('name' in step) return step.name;
    throw new Stay("a property with a computed name can't be carried over");
  });
}

function modelTarget([model, part, ...rest]: readonly Step[], scope: Scope, carry: Carry): StackTarget {
  const name = part !== undefined && 'name' in part ? part.name : '';
  if (model === undefined) throw new Stay('it changes all models at once');
  if (name === 'modelDDBTable')
    return { code: tableCode(model, scope, carry), kind: 'table', path: plainPath(rest) };
  const key = 'name' in model ? model.name : null;
  if (key !== null && carry.models.has(key)) {
    if (name === 'modelIamRole')
      return { code: lookup('cfnRoles', `${key}IAMRole`), kind: 'resource', path: plainPath(rest) };
    if (name === 'modelDatasource') {
      return { code: lookup('cfnDataSources', `${key}Table`), kind: 'resource', path: plainPath(rest) };
    }
  }
  const [id, ...path] = plainPath(rest);
  if (name === 'resolvers' && id !== undefined) return resolverTarget(id, path);
  if (name === 'appsyncFunctions' && id !== undefined) return functionTarget(id, path);
  throw new Stay(`Gen 2's API has no ${shown(name)} of a model`);
}

function lookup(group: string, key: string): Code {
  return code`${group as Code}[${literal(key)}]`;
}

function tableCode(model: Step, scope: Scope, carry: Carry): Code {
  const tables = tablesCode(carry.tables);
  if ('name' in model) {
    if (!carry.models.has(model.name)) throw new Stay(`the schema has no model ${shown(model.name)}`);
    return code`${tables}[${literal(model.name)}]`;
  }
  const plain = unwrap(model.index);
  const binding = plain.type === 'Identifier' ? scope.get(plain.name) : undefined;
  if (binding?.kind === 'eachModel') return binding.table;
  return code`${tables}[${pureCode(plain, scope, carry)}]`;
}

/** Gen 1 calls them `queryGetPostResolver`; Gen 2 `Query.getPost`. */
function resolverTarget(id: string, path: readonly string[]): StackTarget {
  const [, type, field] = /^(query|mutation|subscription)([A-Z]\w*)Resolver$/.exec(id) ?? [];
  if (type === undefined || field === undefined) throw new Stay(`Gen 2's API has no resolver ${shown(id)}`);
  const key = `${type.charAt(0).toUpperCase()}${type.slice(1)}.${field.charAt(0).toLowerCase()}${field.slice(1)}`;
  return { code: lookup('cfnResolvers', key), kind: 'template', path };
}

/** Gen 1 repeats the name and adds a hash: `QuerygetPostauth0FunctionQuerygetPostauth0FunctionAppSyncFunction1A2B`. */
function functionTarget(id: string, path: readonly string[]): StackTarget {
  const name = /^(\w+?)\1AppSyncFunction[0-9A-F]*$/.exec(id)?.[1];
  if (name === undefined) throw new Stay(`Gen 2's API has no function ${shown(id)}`);
  return { code: lookup('cfnFunctionConfigurations', name), kind: 'template', path };
}

/** Where Gen 2 keeps the parts of the search, by the names that they have in both generations. */
const SEARCH_GROUPS: Readonly<Record<string, string>> = {
  OpenSearchDomain: 'additionalCfnResources',
  OpenSearchDataSource: 'cfnDataSources',
  OpenSearchAccessIAMRole: 'cfnRoles',
  OpenSearchStreamingLambdaIAMRole: 'cfnRoles',
  OpenSearchStreamingLambdaFunction: 'cfnFunctions',
};

function searchTarget([part, ...path]: readonly Step[], carry: Carry): StackTarget {
  const name = part !== undefined && 'name' in part ? part.name : '';
  if (carry.lane === 'builder') throw new Stay('the builder has no search');
  const group = Object.hasOwn(SEARCH_GROUPS, name) ? SEARCH_GROUPS[name] : undefined;
  if (group === undefined) throw new Stay(`it changes ${shown(name)} of the search`);
  return { code: lookup(group, name), kind: 'resource', path: plainPath(path) };
}
