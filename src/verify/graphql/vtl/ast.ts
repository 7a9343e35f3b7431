// The parser alone: the rest of the package brings lodash.
import parse from 'amplify-velocity-template/src/parse.js';

/** What the parser of amplify-velocity-template gives: a list of text, directives and blocks. */
export type Node = string | Statement | Block;
/** The head of a block is `if` or `foreach`; `elseif` and `else` stand among the other nodes. */
export type Block = readonly Node[];

export type Statement =
  | Reference
  | { readonly type: 'set'; readonly equal: readonly [Reference, Expression] }
  | { readonly type: 'return'; readonly value?: Expression | null }
  | { readonly type: 'if' | 'elseif'; readonly condition: Expression }
  | { readonly type: 'foreach'; readonly to: string; readonly from: Expression }
  | { readonly type: 'raw'; readonly value: string }
  | { readonly type: 'else' | 'break' | 'comment' | 'stop' | 'end' }
  | { readonly type: 'macro_call'; readonly id: string };

export interface Reference {
  readonly type: 'references';
  readonly id: string;
  readonly path?: readonly Step[];
  /** `$` or `$!`. */
  readonly leader: string;
}

export type Step =
  | { readonly type: 'property'; readonly id: string }
  | { readonly type: 'method'; readonly id: string; readonly args: readonly Expression[] | false }
  | { readonly type: 'index'; readonly id: Expression };

export type Expression =
  | Reference
  | { readonly type: 'string'; readonly value: string; readonly isEval?: boolean }
  | { readonly type: 'integer' | 'decimal'; readonly value: string | number }
  | { readonly type: 'bool'; readonly value: string }
  | { readonly type: 'array'; readonly value?: readonly Expression[]; readonly isRange?: boolean }
  | { readonly type: 'map'; readonly value?: Readonly<Record<string, Expression>> }
  | { readonly type: 'math'; readonly operator: string; readonly expression: readonly Expression[] };

/** Names of members and variables that the parser would take for operators and values inside parentheses. */
const KEYWORDS = /(?<=\$!?\{?|\.)(?=(?:and|false|in|not|null|or|true)\b)/g;
const MARK = 'keyword__';

/**
 * `$filter.or` is a member in Velocity, wherever it stands; the parser takes it for `||` inside parentheses.
 * @throws Error when the text is not VTL
 */
export function parseTemplate(text: string): Node[] {
  const marked = text.replace(KEYWORDS, MARK);
  const nodes = parse(marked) as Node[];
  return marked === text ? nodes : nodes.map(unmarked);
}

/** The same tree with the names as they were, also where they were text. */
function unmarked<T>(tree: T): T {
  const reviver = (_: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll(MARK, '') : withKeys(value);
  return JSON.parse(JSON.stringify(tree), reviver) as T;
}

function withKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.replaceAll(MARK, ''), one]));
}
