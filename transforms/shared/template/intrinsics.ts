import { type JsonNode, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, code, literal, member } from '../../../src/emit/code.js';
import { conditionOf } from './conditions.js';
import { importedValue } from './imported-value.js';
import { tablesByName } from './physical-names.js';
import { type Part, joined, plainText, textCode } from './parts.js';
import { Refusal } from './refusal.js';
import { intrinsicOf, type Resource, type Scope } from './scope.js';

/** The text that a value of a template stands for. @throws Refusal when it is no text, or not known */
export function textOf(node: JsonNode, scope: Scope): Part[] {
  return tablesByName(joined(partsOf(node, scope)), scope);
}

function partsOf(node: JsonNode, scope: Scope): readonly Part[] {
  if (node.kind === 'scalar') return [node.value === null ? '' : String(node.value)];
  const intrinsic = intrinsicOf(node);
  if (intrinsic === null)
    throw new Refusal('it has a list or an object where a text is expected', node.origin);
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref':
      return reference(textArgument(argument), scope, argument.origin);
    case 'Fn::GetAtt':
      return attribute(argument, scope);
    case 'Fn::Join':
      return join(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::If':
      return choose(argument, scope);
    case 'Fn::ImportValue':
      return importedValue(textOf(argument, scope), scope, argument.origin);
    case 'Fn::FindInMap':
      return findInMap(argument, scope);
    case 'Fn::Select':
      return select(argument, scope);
    case 'Fn::Base64': {
      const encoded = code`${scope.use('Fn', 'aws-cdk-lib')}.base64(${textCode(textOf(argument, scope))})`;
      return [{ kind: 'other', code: encoded }];
    }
    default:
      throw new Refusal(`${shown(name)} is not understood`, node.origin);
  }
}

function textArgument(node: JsonNode): string {
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  throw new Refusal('a reference has no name', node.origin);
}

const PSEUDO_PARAMETERS: Readonly<Record<string, Code>> = {
  'AWS::Region': code`stack.region`,
  'AWS::AccountId': code`stack.account`,
  'AWS::Partition': code`stack.partition`,
  'AWS::URLSuffix': code`stack.urlSuffix`,
  'AWS::StackName': code`stack.stackName`,
  'AWS::StackId': code`stack.stackId`,
};

function reference(name: string, scope: Scope, origin: Origin): readonly Part[] {
  const pseudo = Object.hasOwn(PSEUDO_PARAMETERS, name) ? PSEUDO_PARAMETERS[name] : undefined;
  if (pseudo !== undefined) return [{ kind: 'other', code: pseudo }];
  const resource = scope.resource(name, origin);
  if (resource !== null) return [{ kind: 'other', code: code`${resource.variable}.ref` }];
  const parameter = scope.parameter(name, origin);
  if (parameter === null) throw new Refusal(`the template has nothing named ${shown(name)}`, origin);
  return parameter;
}

/** Attributes that a construct of CDK has as a property of its own. */
const ATTRIBUTES: Readonly<Record<string, ReadonlySet<string>>> = {
  'AWS::AppSync::DataSource': new Set(['Name', 'DataSourceArn']),
  'AWS::AppSync::FunctionConfiguration': new Set(['FunctionId', 'FunctionArn', 'DataSourceName', 'Name']),
  'AWS::AppSync::Resolver': new Set(['ResolverArn', 'FieldName', 'TypeName']),
  'AWS::IAM::Role': new Set(['Arn', 'RoleId']),
};

function attribute(argument: JsonNode, scope: Scope): readonly Part[] {
  const written = argument.kind === 'scalar' ? String(argument.value).split('.') : null;
  const items = itemsOf(argument);
  const id = written?.[0] ?? stringAt(items[0]) ?? '';
  const name = written?.slice(1).join('.') ?? stringAt(items[1]) ?? '';
  return attributeOf(id, name, scope, argument.origin);
}

function attributeOf(id: string, name: string, scope: Scope, origin: Origin): readonly Part[] {
  const resource = scope.resource(id, origin);
  if (resource === null) throw new Refusal(`the template has no resource ${shown(id)}`, origin);
  return [{ kind: 'other', code: attributeCode(resource, name) }];
}

function attributeCode({ variable, type }: Resource, name: string): Code {
  if (ATTRIBUTES[type]?.has(name) === true) return member(variable, `attr${name}`);
  return code`${variable}.getAtt(${literal(name)}).toString()`;
}

function join(argument: JsonNode, scope: Scope): readonly Part[] {
  const [separator, list] = itemsOf(argument);
  if (separator?.kind !== 'scalar' || list?.kind !== 'array') {
    throw new Refusal('it joins what is no list in the template', argument.origin);
  }
  const glue = String(separator.value ?? '');
  return list.items.flatMap((item, index) => [...(index === 0 ? [] : [glue]), ...partsOf(item, scope)]);
}

/** `${name}` is a variable of the second argument, a parameter or an attribute; `${!x}` is `${x}`. */
function substitute(argument: JsonNode, scope: Scope): readonly Part[] {
  const text = argument.kind === 'scalar' ? argument : itemsOf(argument)[0];
  if (text?.kind !== 'scalar') throw new Refusal('Fn::Sub has no text', argument.origin);
  const variables = membersOf(itemsOf(argument)[1]);
  return String(text.value)
    .split(/(\$\{[^}]*\})/)
    .flatMap((piece): readonly Part[] => {
      const name = /^\$\{([^!}][^}]*)\}$/.exec(piece)?.[1]?.trim();
      if (name === undefined) return [piece.replace(/^\$\{!(.*)\}$/, '${$1}')];
      const variable = variables.get(name);
      if (variable !== undefined) return partsOf(variable, scope);
      const [id = '', ...rest] = name.split('.');
      return rest.length === 0
        ? reference(name, scope, text.origin)
        : attributeOf(id, rest.join('.'), scope, text.origin);
    });
}

function choose(argument: JsonNode, scope: Scope): readonly Part[] {
  const [name, yes, no] = itemsOf(argument);
  if (name === undefined || yes === undefined || no === undefined) {
    throw new Refusal('Fn::If has not three arguments', argument.origin);
  }
  const condition = conditionOf(textArgument(name), scope, name.origin);
  if (typeof condition === 'boolean') return partsOf(condition ? yes : no, scope);
  const fn = scope.use('Fn', 'aws-cdk-lib');
  const either = [yes, no].map((side) => (isNoValue(side) ? noValue(scope) : textCode(textOf(side, scope))));
  const chosen = code`${fn}.conditionIf(${condition}.logicalId, ${either.join(', ') as Code}).toString()`;
  return [{ kind: 'other', code: chosen }];
}

export function isNoValue(node: JsonNode): boolean {
  return stringAt(node, 'Ref') === 'AWS::NoValue';
}

function noValue(scope: Scope): Code {
  return code`${scope.use('Aws', 'aws-cdk-lib')}.NO_VALUE`;
}

function findInMap(argument: JsonNode, scope: Scope): readonly Part[] {
  const keys = itemsOf(argument).map((item) => plainText(textOf(item, scope)));
  const [map, first, second] = keys;
  const known = typeof map === 'string' && typeof first === 'string' && typeof second === 'string';
  const found = known ? stringAt(scope.mappings, map, first, second) : undefined;
  if (found === undefined) throw new Refusal('what it looks up in Mappings is not known', argument.origin);
  return [found];
}

function select(argument: JsonNode, scope: Scope): readonly Part[] {
  const [index, list] = itemsOf(argument);
  const chosen = index === undefined ? NaN : Number(plainText(textOf(index, scope)) ?? NaN);
  const item = itemsOf(list)[chosen];
  if (item !== undefined) return partsOf(item, scope);
  const split = list === undefined ? null : intrinsicOf(list);
  const [separator, text] = split?.name === 'Fn::Split' ? itemsOf(split.argument) : [];
  if (separator === undefined || text === undefined || Number.isNaN(chosen)) {
    throw new Refusal('what Fn::Select takes is not known', argument.origin);
  }
  const fn = scope.use('Fn', 'aws-cdk-lib');
  const pieces = code`${fn}.split(${textCode(textOf(separator, scope))}, ${textCode(textOf(text, scope))})`;
  return [{ kind: 'other', code: code`${fn}.select(${literal(chosen)}, ${pieces})` }];
}
