import { type Node } from '@babel/types';
import { rangeOf } from './edits.js';
import { type Script } from './script.js';

/** Takes a statement away, and the blank line behind it where there is one before it too. */
export function removeStatement(script: Script, statement: Node): void {
  const { start, end } = rangeOf(statement);
  const isApart = /\n\r?\n[ \t]*$/.test(script.edits.slice(0, start));
  const blank = /^[ \t]*\r?\n\r?\n/.exec(script.edits.slice(end, end + 200))?.[0].length;
  const line = /[ \t]*$/.exec(script.edits.slice(0, start))?.[0].length ?? 0;
  if (!isApart || blank === undefined) script.edits.removeLine(statement);
  else script.edits.replaceRange(start - line, end + blank, '');
}
