import { type ParserPlugin } from '@babel/parser';
import { type ImportDeclaration, type LVal, type Node, type Statement, type VoidPattern } from '@babel/types';

/** A parsed module together with its text: edits are made on the text, so what nobody edits stays as it is. */
export interface Module {
  readonly text: string;
  readonly body: readonly Statement[];
}

const PLUGINS: ParserPlugin[] = ['typescript', 'decorators'];

/** Parses TypeScript. @throws SyntaxError of Babel, with `loc` */
export async function parseModule(text: string): Promise<Module> {
  const { parse } = await import('@babel/parser');
  const { program } = parse(text, { sourceType: 'module', plugins: PLUGINS, attachComment: false });
  return { text, body: program.body };
}

/** Where a node begins and ends in the text. */
export function startOf(node: Node): number {
  return placed(node.start);
}
export function endOf(node: Node): number {
  return placed(node.end);
}

function placed(offset: number | null | undefined): number {
  if (typeof offset !== 'number') throw new Error('AM9004: a node of the parser has no place');
  return offset;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Members of a node that tell where and how it was written, not what it means. */
const LAYOUT = new Set([
  'start',
  'end',
  'loc',
  'range',
  'extra',
  'shorthand',
  'comments',
  'tokens',
  'errors',
]);

function* membersOf(node: object): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(node)) if (!LAYOUT.has(name)) yield [name, value];
}

/** The nodes directly below a node, each with the member that holds it. */
export function* childrenOf(node: Node): Generator<[string, Node]> {
  for (const [name, value] of membersOf(node)) {
    for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (isNode(one)) yield [name, one];
    }
  }
}

/** True when two pieces of syntax say the same: white space, comments, quotes, commas and brackets don't count. */
export function sameSyntax(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => sameSyntax(one, b[index]));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return (a ?? null) === (b ?? null);
  const [one, other] = [meaningOf(a), meaningOf(b)];
  return [...new Set([...one.keys(), ...other.keys()])].every((name) =>
    sameSyntax(one.get(name), other.get(name)),
  );
}

function meaningOf(node: object): Map<string, unknown> {
  const members = new Map(membersOf(node));
  const key = members.get('key');
  // `{ 'a': 1 }` and `{ a: 1 }` are the same member.
  if (members.get('computed') !== true && isNode(key)) members.set('key', nameOf(key) ?? key);
  return members;
}

/** The text of an identifier or a string literal. */
export function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'StringLiteral' ? node.value : undefined;
}

/** The statement without `export` in front of it. */
export function withoutExport(statement: Statement): Statement {
  return statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? statement) : statement;
}

/** The names that a statement at the top level of a module declares, imports included. */
export function declaredNames(statement: Statement): string[] {
  const inner = withoutExport(statement);
  switch (inner.type) {
    case 'ImportDeclaration':
      return inner.specifiers.map(({ local }) => local.name);
    case 'VariableDeclaration':
      return inner.declarations.flatMap(({ id }) => patternNames(id));
    case 'ExportDefaultDeclaration':
      return 'id' in inner.declaration && inner.declaration.id?.type === 'Identifier'
        ? [inner.declaration.id.name]
        : [];
    default:
      return 'id' in inner && isNode(inner.id) && inner.id.type === 'Identifier' ? [inner.id.name] : [];
  }
}

function patternNames(pattern: LVal | VoidPattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) =>
        patternNames((one.type === 'RestElement' ? one.argument : one.value) as LVal),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one ? patternNames(one) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

/** Leaves out what does not change a value: brackets, `as`, `satisfies`, `!` and `await`. */
export function unwrapped(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return unwrapped(node.expression);
    case 'AwaitExpression':
      return unwrapped(node.argument);
    default:
      return node;
  }
}

export function importsOf(module: Module): ImportDeclaration[] {
  return module.body.filter((statement) => statement.type === 'ImportDeclaration');
}
