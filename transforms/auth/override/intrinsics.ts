import { type Node, type ObjectExpression } from '@babel/types';
import { literal } from '../../../src/emit/code.js';
import { Refusal } from './refusal.js';
import { LOGICAL_IDS } from './resources.js';
import { keyName, unwrap } from '../../shared/override/syntax.js';
import { type Walk } from './walk.js';

/** A part of a text: fixed, or an expression. */
type Piece = string | { readonly expression: string };

/** What a reference of CloudFormation becomes: a text where it can be known, else an expression. */
export type Translated =
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'expression'; readonly code: string };

/** The name and argument of `{ Ref: … }` or `{ 'Fn::Join': … }`; null for any other object. */
export function intrinsicOf(
  node: ObjectExpression,
): { readonly name: string; readonly argument: Node } | null {
  const [only] = node.properties;
  if (node.properties.length !== 1 || only?.type !== 'ObjectProperty') return null;
  const name = keyName(only.key, only.computed);
  return name !== null && /^(?:Ref|Fn::[A-Za-z]+)$/.test(name) ? { name, argument: only.value } : null;
}

/**
 * Gen 2's form of a reference: Gen 1's parameter `env` becomes `environmentName`, its resources the CDK ones.
 * Null for functions whose arguments only need the same treatment (`Fn::Select` and the like).
 * @throws Refusal when it refers to something that only Gen 1's stack has
 */
export function translateIntrinsic(walk: Walk, node: ObjectExpression): Translated | null {
  const intrinsic = intrinsicOf(node);
  if (intrinsic === null) return null;
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref':
      return reference(walk, textOf(argument, node), node);
    case 'Fn::GetAtt':
      return attribute(walk, argument, node);
    case 'Fn::If':
      return condition(walk, argument, node);
    case 'Fn::Join':
      return join(walk, argument);
    case 'Fn::Sub':
      return substitution(walk, argument, node);
    case 'Fn::Select':
    case 'Fn::Split':
    case 'Fn::Base64':
      return null;
    default:
      throw new Refusal({ kind: 'reference', to: name }, node);
  }
}

/** Pieces as the source text of a string or a template literal. */
export function piecesAsCode(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece) =>
    typeof piece === 'string' ? piece.replace(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${piece.expression}}`,
  );
  if (pieces.every((piece) => typeof piece === 'string')) return literal(pieces.join(''));
  const [only] = pieces;
  return pieces.length === 1 && typeof only === 'object' ? only.expression : `\`${parts.join('')}\``;
}

function textOf(node: Node, whole: Node): string {
  const plain = unwrap(node);
  if (plain.type === 'StringLiteral') return plain.value;
  throw new Refusal({ kind: 'syntax', what: 'a CloudFormation reference with a computed name' }, whole);
}

function reference(walk: Walk, id: string, node: Node): Translated {
  if (id === 'env') return environment(walk);
  if (id.startsWith('AWS::')) return { kind: 'expression', code: `{ Ref: ${literal(id)} }` };
  return { kind: 'text', pieces: [{ expression: `${logicalResource(walk, id, node)}.ref` }] };
}

function environment(walk: Walk): Translated {
  walk.uses.add('environmentName');
  return { kind: 'text', pieces: [{ expression: 'environmentName' }] };
}

function logicalResource(walk: Walk, id: string, node: Node): string {
  const variable = Object.hasOwn(LOGICAL_IDS, id) ? LOGICAL_IDS[id] : undefined;
  if (variable === undefined || (variable === 'nativeAppClient' && !walk.context.nativeClient)) {
    throw new Refusal({ kind: 'reference', to: id }, node);
  }
  walk.uses.add(variable);
  return variable;
}

const ATTRIBUTES: Readonly<Record<string, string>> = {
  'UserPool.Arn': 'attrArn',
  'UserPool.ProviderName': 'attrProviderName',
  'UserPool.ProviderURL': 'attrProviderUrl',
  'IdentityPool.Name': 'attrName',
};

function attribute(walk: Walk, argument: Node, node: Node): Translated {
  const plain = unwrap(argument);
  const path =
    plain.type === 'ArrayExpression'
      ? plain.elements.map((element) => (element ? textOf(element, node) : '')).join('.')
      : textOf(plain, node);
  const property = Object.hasOwn(ATTRIBUTES, path) ? ATTRIBUTES[path] : undefined;
  if (property === undefined) throw new Refusal({ kind: 'reference', to: path }, node);
  const resource = logicalResource(walk, path.split('.')[0] ?? '', node);
  return { kind: 'text', pieces: [{ expression: `${resource}.${property}` }] };
}

/** Gen 1's only condition asks whether the project has no environments, which has not been possible for long. */
function condition(walk: Walk, argument: Node, node: Node): Translated {
  const plain = unwrap(argument);
  const [test, , otherwise] = plain.type === 'ArrayExpression' ? plain.elements : [];
  const isGen1s = test?.type === 'StringLiteral' && test.value === 'ShouldNotCreateEnvResources';
  if (!isGen1s || !otherwise) throw new Refusal({ kind: 'reference', to: 'Fn::If' }, node);
  return part(walk, otherwise, node);
}

function part(walk: Walk, node: Node, whole: Node): Translated {
  const plain = unwrap(node);
  if (plain.type === 'StringLiteral') return { kind: 'text', pieces: [plain.value] };
  const translated = plain.type === 'ObjectExpression' ? translateIntrinsic(walk, plain) : null;
  if (translated) return translated;
  throw new Refusal({ kind: 'syntax', what: 'a CloudFormation function of computed values' }, whole);
}

function join(walk: Walk, argument: Node): Translated {
  const plain = unwrap(argument);
  const [separator, list] = plain.type === 'ArrayExpression' ? plain.elements : [];
  if (separator?.type !== 'StringLiteral' || list?.type !== 'ArrayExpression') {
    throw new Refusal({ kind: 'syntax', what: 'a Fn::Join of computed values' }, argument);
  }
  const parts = list.elements.map((element) => {
    if (element === null || element.type === 'SpreadElement') {
      throw new Refusal({ kind: 'syntax', what: 'a Fn::Join of computed values' }, argument);
    }
    return part(walk, element, argument);
  });
  if (parts.every((each) => each.kind === 'text')) {
    const pieces = parts.flatMap((each, index) => [
      ...(index > 0 && separator.value !== '' ? [separator.value] : []),
      ...each.pieces,
    ]);
    return { kind: 'text', pieces };
  }
  const codes = parts.map((each) => (each.kind === 'text' ? piecesAsCode(each.pieces) : each.code));
  return { kind: 'expression', code: `{ 'Fn::Join': [${literal(separator.value)}, [${codes.join(', ')}]] }` };
}

/** `${env}` is Gen 1's; `${AWS::Region}` and its like stay for CloudFormation. */
function substitution(walk: Walk, argument: Node, node: Node): Translated | null {
  const plain = unwrap(argument);
  if (plain.type !== 'StringLiteral') {
    throw new Refusal({ kind: 'syntax', what: 'a Fn::Sub of computed values' }, node);
  }
  const pieces: Piece[] = [];
  let pseudo = false;
  for (const text of plain.value.split(/(\$\{[^}]*\})/)) {
    const name = /^\$\{([^}]*)\}$/.exec(text)?.[1];
    if (name === undefined) pieces.push(text);
    else if (name === 'env') pieces.push(...textPieces(environment(walk)));
    else if (name.startsWith('AWS::') || name.startsWith('!')) {
      pseudo = true;
      pieces.push(text);
    } else pieces.push({ expression: `${logicalResource(walk, name, node)}.ref` });
  }
  const fixed = pieces.filter((piece) => piece !== '');
  return pseudo
    ? { kind: 'expression', code: `{ 'Fn::Sub': ${piecesAsCode(fixed)} }` }
    : { kind: 'text', pieces: fixed };
}

function textPieces(translated: Translated): readonly Piece[] {
  return translated.kind === 'text' ? translated.pieces : [];
}
