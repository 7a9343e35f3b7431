import { type ParserPlugin } from '@babel/parser';
import { type Node } from '@babel/types';
import { implicitGlobalsOf } from './implicit-globals.js';

/** A module that the code loads by a name that stands in it. */
export interface Load {
  readonly specifier: string;
  readonly line: number;
}

/** A `require(…)` or `import(…)` whose argument is not a plain string. */
export interface DynamicLoad {
  readonly call: 'require' | 'import';
  /** Of the whole call, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  /** Of its argument. */
  readonly argument: { readonly start: number; readonly end: number };
  readonly line: number;
  /** What the name surely begins with; only a `./` path can be looked up among the files. */
  readonly prefix: string;
  readonly text: string;
}

export type Answer = 'promise' | 'callback';

/** What the code of one file tells about itself. */
export interface SourceFacts {
  /** By its syntax; a file that shows neither is `commonjs`. */
  readonly format: 'commonjs' | 'module';
  readonly loads: readonly Load[];
  readonly dynamicLoads: readonly DynamicLoad[];
  /** Names of `process.env`; `all` when the code takes the object as a whole. */
  readonly environment: ReadonlySet<string> | 'all';
  /** How exported functions answer; those that can't be seen are not listed. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** Names that are assigned and never declared, which strict code may not do. */
  readonly implicitGlobals: readonly string[];
}

export type SourceResult =
  | { readonly kind: 'facts'; readonly facts: SourceFacts }
  | { readonly kind: 'problem'; readonly line: number; readonly text: string };

/** Reads what a source file does, without running it. */
export async function factsOf(path: string, text: string): Promise<SourceResult> {
  const { parse } = await import('@babel/parser');
  const plugins: ParserPlugin[] = /\.[cm]?tsx?$/.test(path) ? ['typescript'] : ['jsx'];
  try {
    const file = parse(text, {
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      allowImportExportEverywhere: true,
      plugins,
    });
    return { kind: 'facts', facts: collect([...walk(file.program)], file.program.body, text) };
  } catch (error) {
    // Babel throws a SyntaxError with the place; code that nests too deep ends in a RangeError.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { kind: 'problem', line: lineOfError(error), text: error.message };
  }
}

function lineOfError(error: Error): number {
  const loc = 'loc' in error ? error.loc : undefined;
  return typeof loc === 'object' && loc && 'line' in loc && typeof loc.line === 'number' ? loc.line : 1;
}

const NOT_CODE = new Set(['loc', 'leadingComments', 'trailingComments', 'innerComments', 'extra']);

/** All nodes, parents first. A stack of its own, so that deep code does not end the run. */
function* walk(root: Node): Generator<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    const children = Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      NOT_CODE.has(key) ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
    );
    waiting.push(...children.reverse());
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function collect(nodes: readonly Node[], body: readonly Node[], text: string): SourceFacts {
  const loads: Load[] = [];
  const dynamicLoads: DynamicLoad[] = [];
  for (const node of nodes) {
    const source = moduleSource(node);
    if (source) loads.push(source);
    const call = loadCall(node);
    if (!call) continue;
    const specifier = plainString(call.argument);
    if (specifier === undefined) dynamicLoads.push(dynamicLoad(call, text));
    else loads.push({ specifier, line: lineOf(node) });
  }
  return {
    format: body.some((node) => /^(Import|Export)\w*Declaration$/.test(node.type)) ? 'module' : 'commonjs',
    loads,
    dynamicLoads,
    environment: environmentOf(nodes),
    answers: answersOf(nodes, body),
    implicitGlobals: implicitGlobalsOf(nodes),
  };
}

function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}

/** `import … from 'x'` and `export … from 'x'`; what only brings types is no load. */
function moduleSource(node: Node): Load | undefined {
  const isStatement =
    node.type === 'ImportDeclaration' ||
    node.type === 'ExportAllDeclaration' ||
    node.type === 'ExportNamedDeclaration';
  if (!isStatement || !node.source) return undefined;
  const kind = node.type === 'ImportDeclaration' ? node.importKind : node.exportKind;
  return kind === 'type' ? undefined : { specifier: node.source.value, line: lineOf(node) };
}

interface LoadCall {
  readonly call: 'require' | 'import';
  readonly node: Node;
  readonly argument: Node;
}

function loadCall(node: Node): LoadCall | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const [argument] = node.arguments;
  if (!argument) return undefined;
  if (node.callee.type === 'Import') return { call: 'import', node, argument };
  const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require';
  return isRequire ? { call: 'require', node, argument } : undefined;
}

function plainString(node: Node): string | undefined {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

function dynamicLoad({ call, node, argument }: LoadCall, text: string): DynamicLoad {
  const [start, end] = [node.start ?? 0, node.end ?? 0];
  return {
    call,
    start,
    end,
    argument: { start: argument.start ?? start, end: argument.end ?? end },
    line: lineOf(node),
    prefix: knownPrefix(argument),
    text: text.slice(start, end),
  };
}

function knownPrefix(node: Node): string {
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.cooked ?? '';
  if (node.type === 'BinaryExpression' && node.operator === '+') return knownPrefix(node.left);
  return '';
}

function environmentOf(nodes: readonly Node[]): ReadonlySet<string> | 'all' {
  const names = new Set<string>();
  let whole = nodes.filter(isProcessEnv).length;
  for (const node of nodes) {
    if (node.type === 'MemberExpression' && isProcessEnv(node.object)) {
      const name = memberName(node.computed, node.property);
      if (name === undefined) return 'all';
      names.add(name);
      whole -= 1;
    }
    if (node.type === 'VariableDeclarator' && node.init && isProcessEnv(node.init)) {
      if (node.id.type !== 'ObjectPattern') return 'all';
      for (const property of node.id.properties) {
        const name =
          property.type === 'ObjectProperty' ? memberName(property.computed, property.key) : undefined;
        if (name === undefined) return 'all';
        names.add(name);
      }
      whole -= 1;
    }
  }
  return whole > 0 ? 'all' : names;
}

function isProcessEnv(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'process' &&
    memberName(node.computed, node.property) === 'env'
  );
}

function memberName(computed: boolean, property: Node): string | undefined {
  if (property.type === 'StringLiteral') return property.value;
  return !computed && property.type === 'Identifier' ? property.name : undefined;
}

/** Exported functions: `exports.x = …`, `module.exports = { x }`, `export const x = …`, `export function x`. */
function answersOf(nodes: readonly Node[], body: readonly Node[]): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  const locals = localFunctions(body);
  const add = (name: string | undefined, value: Node): void => {
    const answer = answerOf(value, locals);
    if (name !== undefined && answer) answers.set(name, answer);
  };
  for (const node of nodes) {
    if (node.type === 'AssignmentExpression') {
      if (isModuleExports(node.left) && node.right.type === 'ObjectExpression') {
        for (const member of node.right.properties) {
          if (member.type === 'ObjectProperty') add(memberName(member.computed, member.key), member.value);
          else if (member.type === 'ObjectMethod') add(memberName(member.computed, member.key), member);
        }
      } else if (node.left.type === 'MemberExpression' && isExports(node.left.object)) {
        add(memberName(node.left.computed, node.left.property), node.right);
      }
    }
    if (node.type === 'ExportNamedDeclaration') {
      for (const [name, value] of declared(node.declaration)) add(name, value);
    }
  }
  return answers;
}

function isModuleExports(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    memberName(node.computed, node.property) === 'exports'
  );
}

function isExports(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node);
}

function localFunctions(body: readonly Node[]): ReadonlyMap<string, Node> {
  return new Map(body.flatMap((node) => [...declared(node)]));
}

function* declared(node: Node | null | undefined): Generator<[string, Node]> {
  if (node?.type === 'FunctionDeclaration' && node.id) yield [node.id.name, node];
  if (node?.type !== 'VariableDeclaration') return;
  for (const { id, init } of node.declarations) if (id.type === 'Identifier' && init) yield [id.name, init];
}

/** A function with a third parameter may call it, also when it is async. */
function answerOf(node: Node, locals: ReadonlyMap<string, Node>): Answer | undefined {
  const value = node.type === 'Identifier' ? (locals.get(node.name) ?? node) : node;
  const isFunction =
    value.type === 'ArrowFunctionExpression' ||
    value.type === 'FunctionExpression' ||
    value.type === 'FunctionDeclaration' ||
    value.type === 'ObjectMethod';
  if (!isFunction) return undefined;
  return value.async && value.params.length < 3 ? 'promise' : 'callback';
}
