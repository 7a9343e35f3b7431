import { type JsonNode, at, itemsOf, stringAt } from '../../../src/core/json.js';
import { intrinsicOf } from '../../shared/template/scope.js';

/** Stand for what only the deployment knows; no text of a template holds these characters. */
export const BUCKET = '\u0000bucket';
const USER_POOL = '\u0000pool';

/** What the roles in a template stand for. */
export type TemplateRole =
  | { readonly kind: 'guest' | 'authenticated' }
  | { readonly kind: 'group' | 'function'; readonly name: string };

/** The values that Gen 1 deploys a template with. */
export interface TemplateValues {
  readonly template: JsonNode;
  readonly parameters: JsonNode;
  readonly environment: string;
}

type Value = string | readonly string[];

/** The text or list that a value of the template stands for; null when that is known at deployment only. */
export function valueIn(node: JsonNode | undefined, values: TemplateValues): Value | null {
  if (node === undefined) return null;
  if (node.kind === 'scalar') return node.value === null ? null : String(node.value);
  if (node.kind === 'array') return listIn(node.items, values);
  const intrinsic = intrinsicOf(node);
  if (intrinsic === null) return null;
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref':
      return stringAt(argument) === undefined ? null : refIn(stringAt(argument) ?? '', values);
    case 'Fn::Join': {
      const [glue, list] = itemsOf(argument);
      const texts = valueIn(list, values);
      return Array.isArray(texts) ? texts.join(stringAt(glue) ?? '') : null;
    }
    case 'Fn::Split': {
      const [separator, text] = itemsOf(argument);
      const whole = valueIn(text, values);
      return typeof whole === 'string' ? whole.split(stringAt(separator) ?? ',') : null;
    }
    case 'Fn::Sub':
      return substituted(argument, values);
    case 'Fn::If': {
      const [condition, yes, no] = itemsOf(argument);
      const holds = conditionIn(stringAt(condition) ?? '', values);
      return holds === null ? null : valueIn(holds ? yes : no, values);
    }
    case 'Fn::GetAtt':
      return stringAt(argument, 0) === 'S3Bucket' && stringAt(argument, 1) === 'Arn'
        ? `arn:aws:s3:::${BUCKET}`
        : null;
    default:
      return null;
  }
}

function listIn(items: readonly JsonNode[], values: TemplateValues): string[] | null {
  const list = items.map((item) => valueIn(item, values));
  return list.every((item) => typeof item === 'string') ? list : null;
}

/** A policy may hold variables of IAM, which are no holes of Fn::Sub only where `!` says so. */
function substituted(argument: JsonNode, values: TemplateValues): string | null {
  const text = stringAt(argument);
  if (text === undefined) return null;
  const pieces = text.split(/(\$\{[^}]*\})/).map((piece): Value | null => {
    const [, literally, name = ''] = /^\$\{(!?)([^}]*)\}$/.exec(piece) ?? [];
    if (literally === undefined) return piece;
    if (literally === '!') return `\${${name}}`;
    return name === 'S3Bucket.Arn' ? `arn:aws:s3:::${BUCKET}` : refIn(name, values);
  });
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : null;
}

function refIn(name: string, { template, parameters, environment }: TemplateValues): Value | null {
  if (name === 'S3Bucket') return BUCKET;
  if (name === 'env') return environment;
  if (/^auth.*UserPoolId$/.test(name)) return USER_POOL;
  const given = at(parameters, name) ?? at(template, 'Parameters', name, 'Default');
  if (given?.kind === 'array') return listIn(given.items, { template, parameters, environment });
  return given?.kind === 'scalar' && given.value !== null ? String(given.value) : null;
}

/** Whether a condition of the template holds; null when that is known at deployment only. */
export function conditionIn(name: string, values: TemplateValues): boolean | null {
  const expression = at(values.template, 'Conditions', name);
  return expression === undefined ? null : holds(expression, values, 0);
}

/** Conditions may name one another, and a circle of them never ends. */
const MAX_DEPTH = 50;

function holds(node: JsonNode, values: TemplateValues, depth: number): boolean | null {
  const intrinsic = intrinsicOf(node);
  if (intrinsic === null || depth > MAX_DEPTH) return null;
  const { name, argument } = intrinsic;
  const inner = (): (boolean | null)[] => itemsOf(argument).map((item) => holds(item, values, depth + 1));
  switch (name) {
    case 'Condition': {
      const other = at(values.template, 'Conditions', stringAt(argument) ?? '');
      return other === undefined ? null : holds(other, values, depth + 1);
    }
    case 'Fn::Equals': {
      const [a, b] = itemsOf(argument).map((item) => valueIn(item, values));
      return typeof a === 'string' && typeof b === 'string' ? a === b : null;
    }
    case 'Fn::Not': {
      const [only = null] = inner();
      return only === null ? null : !only;
    }
    case 'Fn::And':
      return combined(inner(), false);
    case 'Fn::Or':
      return combined(inner(), true);
    default:
      return null;
  }
}

/** One `decisive` part decides; without one, all have to be known. */
function combined(parts: readonly (boolean | null)[], decisive: boolean): boolean | null {
  if (parts.includes(decisive)) return decisive;
  return parts.includes(null) ? null : !decisive;
}

/** The role that an entry of a policy's `Roles` names; null when it is none that Gen 1 knows. */
export function roleIn(node: JsonNode, values: TemplateValues): TemplateRole | null {
  const parameter = stringAt(node, 'Ref') ?? '';
  if (parameter === 'authRoleName') return { kind: 'authenticated' };
  if (parameter === 'unauthRoleName') return { kind: 'guest' };
  const [, fn] = /^function(.+)LambdaExecutionRole$/.exec(parameter) ?? [];
  if (fn !== undefined) return { kind: 'function', name: fn };
  const [, role] = /^authuserPoolGroups(.+)GroupRole$/.exec(parameter) ?? [];
  if (role !== undefined) return { kind: 'group', name: role };
  const text = valueIn(node, values);
  const group = typeof text === 'string' && text.startsWith(`${USER_POOL}-`) && text.endsWith('GroupRole');
  return group ? { kind: 'group', name: text.slice(USER_POOL.length + 1, -'GroupRole'.length) } : null;
}
