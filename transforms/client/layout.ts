import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { type Part, rangeOf } from './edits.js';
import { type Script } from './script.js';

/** A member as code, or one whose value is an object again. */
export type Member = readonly Part[] | { readonly name: string; readonly members: readonly Member[] };

/** How long a line may become that was shorter. */
const WIDTH = 100;

/**
 * The members of the object that a call is given, as code: on one line, or, where one of them has several lines, the
 * call had, or the line would be long, on lines of their own, each with what it holds one step deeper.
 */
export function memberLines(script: Script, call: NodePath, members: readonly Member[]): Part[] {
  const long = nodesOf(members).filter((node) => script.textOf(node).includes('\n'));
  const [first] = long;
  const hasMore = members.length > 1 || members.some(isNested);
  const isBroken =
    hasMore &&
    (script.textOf(call.node).includes('\n') || isWide(script, call, [CALLEE, ...onOneLine(members)]));
  if (first === undefined && !isBroken) return onOneLine(members);
  const layout = {
    script,
    base: indentAt(script, rangeOf(call.node).start),
    unit: first === undefined ? unitOfFile(script) : unitOf(script, first),
    fixed: literalsIn(call),
  };
  return onLines(layout, members, 1);
}

interface Layout {
  readonly script: Script;
  readonly base: string;
  readonly unit: string;
  readonly fixed: readonly Node[];
}

function isNested(member: Member): member is Exclude<Member, readonly Part[]> {
  return 'members' in member;
}

function nodesOf(members: readonly Member[]): Node[] {
  return members.flatMap((member) =>
    isNested(member) ? nodesOf(member.members) : member.filter((part) => typeof part !== 'string'),
  );
}

function onOneLine(members: readonly Member[]): Part[] {
  const inner = members.flatMap((member, index) => [
    ...(index === 0 ? [] : [', ']),
    ...(isNested(member) ? [`${member.name}: `, ...onOneLine(member.members)] : member),
  ]);
  return ['{ ', ...inner, ' }'];
}

/** Objects within are on lines of their own where one of their members has several, or they have several members. */
function onLines(layout: Layout, members: readonly Member[], depth: number): Part[] {
  const { script, base, unit, fixed } = layout;
  const inner = members.flatMap((member): Part[] => {
    const start = `\n${base}${unit.repeat(depth)}`;
    if (isNested(member)) {
      const nodes = nodesOf(member.members);
      const line = onOneLine(member.members).map((part) => textIn(script, part));
      const width = start.length + `${member.name}: ,`.length + line.join('').length;
      const isShort = width <= WIDTH && !nodes.some((node) => script.textOf(node).includes('\n'));
      const value = isShort ? onOneLine(member.members) : onLines(layout, member.members, depth + 1);
      return [`${start}${member.name}: `, ...value, ','];
    }
    for (const part of member) {
      if (typeof part !== 'string' && script.textOf(part).includes('\n'))
        deepen(script, part, base, unit.repeat(depth), fixed);
    }
    return [start, ...member, ','];
  });
  return joined(['{', ...inner, `\n${base}${unit.repeat(depth - 1)}}`]);
}

/** Texts that follow one another as one: what stands between two nodes is written at once. */
function joined(parts: readonly Part[]): Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (typeof part === 'string' && typeof last === 'string') found[found.length - 1] = `${last}${part}`;
    else found.push(part);
  }
  return found;
}

/** As long as what most functions are called by. */
const CALLEE = 'resetPassword(';

/**
 * A call of a function with its arguments, as code: on one line, or, where that would be long, each argument on a line
 * of its own; those that have several lines already stay.
 */
export function callLines(
  script: Script,
  call: NodePath,
  name: string,
  given: readonly (readonly Part[])[],
): Part[] {
  const between = (separator: string): Part[] =>
    given.flatMap((parts, index) => (index === 0 ? [...parts] : [separator, ...parts]));
  const flat = [`${name}(`, ...between(', '), ')'];
  const hasLines = given.flat().some((part) => textIn(script, part).includes('\n'));
  if (hasLines) return joined(onOwnLine(script, call, name, given) ?? flat);
  if (!isWide(script, call, flat)) return joined(flat);
  const base = indentAt(script, rangeOf(call.node).start);
  const start = `\n${base}${unitOfFile(script)}`;
  return joined([`${name}(${start}`, ...between(`,${start}`), `,\n${base})`]);
}

/** The only argument, with lines of its own, where that of the call has the lines between the parentheses. */
function onOwnLine(
  script: Script,
  { node }: NodePath,
  name: string,
  [given, ...more]: readonly (readonly Part[])[],
): Part[] | null {
  if (node.type !== 'CallExpression' || given === undefined || more.length > 0) return null;
  const [argument, ...others] = node.arguments;
  if (argument === undefined || others.length > 0) return null;
  const [outer, inner] = [rangeOf(node), rangeOf(argument)];
  const before = /\(\s*\n[ \t]*$/.exec(script.edits.slice(outer.start, inner.start))?.[0];
  const after = script.edits.slice(inner.end, outer.end);
  const isLaidOut = given.some((part) => typeof part === 'string' && part.includes('\n'));
  return before === undefined || isLaidOut ? null : [`${name}${before}`, ...given, after];
}

function textIn(script: Script, part: Part): string {
  return typeof part === 'string' ? part : script.textOf(part);
}

/** Whether a line that is not long would be with this code in the place of a call. */
function isWide(script: Script, call: NodePath, parts: readonly Part[]): boolean {
  const { start, end } = rangeOf(call.node);
  const { before, after } = lineAround(script, start, end);
  const text = parts.map((part) => textIn(script, part)).join('');
  const was = script.textOf(call.node);
  const isLong = !was.includes('\n') && before.length + was.length + after.length > WIDTH;
  return !isLong && before.length + text.length + ');'.length > WIDTH;
}

/** What stands on the line of a place before it, and on that of another behind it. */
function lineAround(script: Script, start: number, end: number): { before: string; after: string } {
  const [before, after] = [script.edits.slice(0, start), script.edits.slice(end, end + WIDTH)];
  return { before: before.slice(before.lastIndexOf('\n') + 1), after: after.split('\n', 1)[0] ?? '' };
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
