import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { type Part, rangeOf } from './edits.js';
import { type Script } from './script.js';

/**
 * The members of the object that a call is given, as code: on one line, or, where one of them has several lines or the
 * call had, on lines of their own, each with what it holds one step deeper.
 */
export function memberLines(script: Script, call: NodePath, members: readonly (readonly Part[])[]): Part[] {
  const long = members
    .flat()
    .filter((part) => typeof part !== 'string' && script.textOf(part).includes('\n'));
  const between = (separator: string): Part[] =>
    members.flatMap((parts, index) => (index === 0 ? [...parts] : [separator, ...parts]));
  const [first] = long;
  const isBroken = members.length > 1 && script.textOf(call.node).includes('\n');
  if (first === undefined && !isBroken) return ['{ ', ...between(', '), ' }'];
  const base = indentAt(script, rangeOf(call.node).start);
  const unit = first === undefined || typeof first === 'string' ? unitOfFile(script) : unitOf(script, first);
  const fixed = literalsIn(call);
  for (const part of long) if (typeof part !== 'string') deepen(script, part, base, unit, fixed);
  return [`{\n${base}${unit}`, ...between(`,\n${base}${unit}`), `,\n${base}}`];
}

/** Members of an object that a line at a place of the file ends with, each on a line of its own one step deeper. */
export function ownLines(script: Script, node: Node, members: readonly string[]): string {
  const base = indentAt(script, rangeOf(node).start);
  const unit = unitOfFile(script);
  return `{\n${members.map((member) => `${base}${unit}${member},\n`).join('')}${base}}`;
}

/** What goes around members that become those of an inner object, the first and the last of them included. */
export interface Wrapping {
  /** Before the first. */
  readonly open: string;
  /** Before each of the others. */
  readonly step: string;
  /** Behind the last. */
  readonly close: string;
}

/**
 * Members of an object, which stand side by side, as those of one that it holds under a name: on lines that are deeper
 * by a step, where each has its own, and else on the lines that they have.
 */
export function wrapped(script: Script, object: NodePath, name: string, members: readonly Node[]): Wrapping {
  const [first] = members;
  const base = first === undefined ? '' : indentAt(script, rangeOf(first).start);
  const begins = (node: Node): boolean => {
    const { start } = rangeOf(node);
    return script.edits.slice(0, start).endsWith(`\n${base}`);
  };
  const isShort = members.length === 1 && !members.some((one) => script.textOf(one).includes('\n'));
  if (isShort || !members.every(begins)) return { open: `${name}: { `, step: '', close: ' }' };
  const unit = unitOfFile(script);
  const fixed = literalsIn(object);
  for (const member of members) {
    if (script.textOf(member).includes('\n')) deepen(script, member, base, unit, fixed);
  }
  return { open: `${name}: {\n${base}${unit}`, step: unit, close: `,\n${base}}` };
}

/** The white space that the line of a place begins with. */
function indentAt(script: Script, place: number): string {
  const text = script.edits.slice(0, place);
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n') + 1))?.[0] ?? '';
}

/** How much deeper the lines of an object are than its last one; of the file where it is no object. */
function unitOf(script: Script, node: Node): string {
  if (node.type !== 'ObjectExpression') return unitOfFile(script);
  const lines = script.textOf(node).split(/\r?\n/);
  const spaces = (line: string | undefined): string => /^[ \t]*/.exec(line ?? '')?.[0] ?? '';
  const [inner, last] = [spaces(lines[1]), spaces(lines.at(-1))];
  const isDeeper = inner.length > last.length && inner.startsWith(last);
  return isDeeper ? inner.slice(last.length) : unitOfFile(script);
}

function unitOfFile(script: Script): string {
  const [, unit = '  '] = /\n(\t| {2,4})\S/.exec(script.textOf(script.program.node)) ?? [];
  return unit;
}

/** Moves the lines of an argument that stood as deep as its call. */
function deepen(script: Script, node: Node, base: string, unit: string, fixed: readonly Node[]): void {
  const { start, end } = rangeOf(node);
  if (indentAt(script, end) !== base) return;
  const text = script.edits.slice(start, end);
  for (const { index } of text.matchAll(/\n(?!\r?\n)/g)) {
    const line = start + index + 1;
    const isFixed = fixed.some((one) => rangeOf(one).start < line && line <= rangeOf(one).end);
    if (!isFixed) script.edits.indent(line, unit);
  }
}

/** Text whose lines mean something. */
function literalsIn(call: NodePath): readonly Node[] {
  const found: Node[] = [];
  call.traverse({
    TemplateElement({ node }) {
      found.push(node);
    },
    JSXText({ node }) {
      found.push(node);
    },
  });
  return found;
}
