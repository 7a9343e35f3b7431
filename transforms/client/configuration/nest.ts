import { type Node, type ObjectExpression } from '@babel/types';
import { rangeOf } from '../edits.js';
import { removeMember } from '../members.js';
import { type Script } from '../script.js';

/** How much deeper one step is in this file. */
export function stepOf(script: Script): string {
  const [, step = '  '] = /\n(\t| {2,4})\S/.exec(script.textOf(script.program.node)) ?? [];
  return step;
}

/**
 * Members that stand side by side, from one to another, become those of an object under a name. Lines and what is said
 * on them stay as they are, a step deeper; `lead` is a member that comes first.
 */
export function nest(
  script: Script,
  [first, last]: readonly [Node, Node],
  name: string,
  { depth, lead }: { readonly depth: number; readonly lead?: string },
): void {
  const { start } = rangeOf(first);
  const { end } = rangeOf(last);
  const text = script.edits.slice(0, start);
  const own = /(?:^|\n)([ \t]*)$/.exec(text)?.[1];
  const rest = /^(,?)[ \t]*(?:\/\/[^\n]*?|\/\*[^\n]*?\*\/[ \t]*)?(?=\r?\n)/.exec(
    script.edits.slice(end, end + 400),
  );
  if (own === undefined || rest === null || !script.edits.slice(start, end).includes('\n')) {
    script.edits.insertBefore(start, `${name}: { ${lead === undefined ? '' : `${lead}, `}`);
    script.edits.insertAfter(end, ' }');
    return;
  }
  const step = stepOf(script);
  const base = `${own}${step.repeat(depth)}`;
  const inner = lead === undefined ? '' : `\n${base}${step}${lead},`;
  script.edits.insertBefore(start, `${name}: {${inner}\n${base}${step}`);
  for (const line of linesIn(script, start, end)) script.edits.indent(line, step);
  script.edits.insertAfter(end + rest[0].length, `\n${base}}${rest[1] ?? ''}`);
}

/** An object becomes that of a member of another one, behind a member that comes first. */
export function enclose(script: Script, object: Node, lead: string, name: string): void {
  const { start, end } = rangeOf(object);
  const lines = linesIn(script, start, end);
  const base = /(?:^|\n)([ \t]*)[^\n]*$/.exec(script.edits.slice(0, start))?.[1] ?? '';
  const step = stepOf(script);
  const isLong = lines.length > 0;
  const gap = isLong ? `\n${base}${step}` : ' ';
  script.edits.insertBefore(start, `{${gap}${lead},${gap}${name}: `);
  for (const line of lines) script.edits.indent(line, step);
  script.edits.insertAfter(end, isLong ? `,\n${base}}` : ' }');
}

function linesIn(script: Script, start: number, end: number): number[] {
  const text = script.edits.slice(start, end);
  // Lines of a template mean something.
  if (text.includes('`')) return [];
  return [...text.matchAll(/\n(?!\r?\n)/g)].map(({ index }) => start + index + 1);
}

/** Takes a setting away, with what is said of it behind it on its line. */
export function drop(
  script: Script,
  object: ObjectExpression,
  property: Node,
  removed: (property: Node | undefined) => boolean,
): void {
  const { start, end } = rangeOf(property);
  const lead = /\r?\n[ \t]*$/.exec(script.edits.slice(0, start))?.[0].length;
  const rest = /^[ \t]*,?[ \t]*(?:\/\/[^\n]*?)?(?=\r?\n)/.exec(script.edits.slice(end, end + 400))?.[0]
    .length;
  if (lead === undefined || rest === undefined) removeMember(script, object, property, removed);
  else script.edits.replaceRange(start - lead, end + rest, '');
}
