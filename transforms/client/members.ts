import { type Node, type ObjectExpression } from '@babel/types';
import { rangeOf } from './edits.js';
import { type Script } from './script.js';

/** Takes a member with its comma, and with its line when it has one of its own. */
export function removeMember(
  script: Script,
  object: ObjectExpression,
  property: Node,
  removed: (property: Node | undefined) => boolean,
): void {
  const { properties } = object;
  const index = properties.findIndex((one) => one === property);
  const { start, end } = rangeOf(property);
  const next = properties[index + 1];
  const close = rangeOf(object).end - 1;
  const after = script.edits.slice(end, next === undefined ? close : rangeOf(next).start);
  const comma = /^\s*,/.exec(after)?.[0].length ?? 0;
  const before = script.edits.slice(Math.max(0, start - 200), start);
  const indent = /\r?\n[ \t]*$/.exec(before)?.[0].length;
  // What is said behind it on its line keeps the line.
  const told = /^[ \t]*(?=\/[/*])/.exec(after.slice(comma))?.[0];
  if (indent !== undefined && told !== undefined) {
    script.edits.replaceRange(start, end + comma + told.length, '');
    return;
  }
  if (indent !== undefined) {
    script.edits.replaceRange(start - indent, end + comma, '');
    return;
  }
  const space = /^[ \t]*/.exec(after.slice(comma))?.[0].length ?? 0;
  if (next !== undefined) {
    script.edits.replaceRange(start, end + comma + space, '');
    return;
  }
  // The last one of a line takes the comma before it, which a removed neighbour has taken already.
  const lead = removed(properties[index - 1]) ? 0 : (/,[ \t]*$/.exec(before)?.[0].length ?? 0);
  script.edits.replaceRange(start - lead, end + comma, '');
}
