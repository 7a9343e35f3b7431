import { type NodePath } from '@babel/traverse';
import { type Node, type StringLiteral, type SwitchStatement } from '@babel/types';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { insteadOf, RENAMED, SAME, whyEventGone } from './events.js';

/** A failed sign-in: of a page of Cognito version 6 still tells, the password's is thrown by signIn() alone. */
const [FAILED, REDIRECT_FAILED] = ['signIn_failure', 'cognitoHostedUI_failure'];

/** Renames the names that an event is compared with. Returns why it can't. */
export function compared(script: Script, event: NodePath): string | null {
  const literals = literalsOf(event);
  if (literals === null) {
    script.tell('AM6050', event.node, { name: script.textOf(event.node) });
    return null;
  }
  const names = new Set(literals.map(({ value }) => value));
  for (const literal of literals) {
    const problem = one(script, event.parent, literal, names);
    if (problem !== null) return problem;
  }
  return null;
}

function one(
  script: Script,
  parent: Node,
  literal: StringLiteral,
  names: ReadonlySet<string>,
): string | null {
  const { value } = literal;
  if (RENAMED.has(value) || SAME.has(value)) return rename(script, literal);
  const instead = insteadOf(value);
  const told = (): void => {
    script.tell('AM6072', literal, { event: value, instead: instead ?? '' });
  };
  if (value === FAILED && !names.has(REDIRECT_FAILED)) {
    told();
    put(script, literal, RENAMED.get(REDIRECT_FAILED) ?? REDIRECT_FAILED);
    return null;
  }
  const label = parent.type === 'SwitchStatement' ? emptyLabel(parent, literal) : null;
  if (label !== null) {
    if (instead !== undefined) told();
    const { start, end } = label;
    script.edits.replaceRange(start, end, script.edits.commentsIn(start, end));
    return null;
  }
  // The types of version 6 know every event: a comparison with another name does not compile.
  if (script.typescript) return whyEventGone(value);
  if (instead !== undefined) told();
  return null;
}

/** `case 'name':` that shares what follows with the next one; with its line. */
function emptyLabel(
  { cases }: SwitchStatement,
  literal: StringLiteral,
): { readonly start: number; readonly end: number } | null {
  const index = cases.findIndex(({ test }) => test === literal);
  const [label, next] = [cases[index], cases[index + 1]];
  if (label === undefined || next === undefined || label.consequent.length > 0) return null;
  return { start: rangeOf(label).start, end: rangeOf(next).start };
}

function literalsOf(event: NodePath): readonly StringLiteral[] | null {
  const { parent } = event;
  const tests =
    parent.type === 'SwitchStatement' && event.key === 'discriminant'
      ? parent.cases.flatMap(({ test }) => (test == null ? [] : [test]))
      : parent.type === 'BinaryExpression' && /^[!=]==?$/.test(parent.operator)
        ? [event.key === 'left' ? parent.right : parent.left]
        : null;
  const literals = tests?.filter((test): test is StringLiteral => test.type === 'StringLiteral');
  return literals?.length === tests?.length ? (literals ?? null) : null;
}

/** Gives an event its name in version 6. Returns why it has none. */
export function rename(script: Script, literal: StringLiteral): string | null {
  const now = RENAMED.get(literal.value);
  if (now === undefined) return SAME.has(literal.value) ? null : whyEventGone(literal.value);
  put(script, literal, now);
  return null;
}

function put(script: Script, literal: StringLiteral, name: string): void {
  const quote = script.textOf(literal).charAt(0);
  script.edits.replace(literal, `${quote}${name}${quote}`);
}
