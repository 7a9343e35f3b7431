import { type printParseErrorCode } from 'jsonc-parser';
import { type Origin } from './origin.js';

/** Why a text is no JSON that the tool takes. */
export interface Problem {
  readonly kind: 'problem';
  readonly text: string;
  readonly remedy: string;
  readonly origin: Origin;
  readonly tooDeep: boolean;
}

/** Deeper than any template that CloudFormation takes, and far from the end of the stack. */
export const MAX_DEPTH = 200;

export function tooDeep(origin: Origin): Problem {
  return {
    kind: 'problem',
    text: `the JSON is nested more than ${MAX_DEPTH} levels deep`,
    remedy: 'No Gen 1 project writes such a file: restore it, or remove it.',
    // The pointer of such a value would fill the screen.
    origin: { ...origin, pointer: '' },
    tooDeep: true,
  };
}

export function tooLarge(origin: Origin): Problem {
  return {
    kind: 'problem',
    text: 'this number is too large',
    remedy: 'Write it as a string, or correct it.',
    origin,
    tooDeep: false,
  };
}

type Expected = Record<ReturnType<typeof printParseErrorCode>, string>;

const EXPECTED: Expected = {
  InvalidSymbol: 'a value, or a key in double quotes',
  InvalidNumberFormat: 'a number',
  PropertyNameExpected: 'a key in double quotes',
  ValueExpected: 'a value',
  ColonExpected: 'a colon after the key',
  CommaExpected: 'a comma',
  CloseBraceExpected: '`}`',
  CloseBracketExpected: '`]`',
  EndOfFileExpected: 'nothing more after the value',
  InvalidCommentToken: 'no comment',
  UnexpectedEndOfComment: 'the end of the comment, `*/`',
  UnexpectedEndOfString: 'the closing quote on the line where the string begins',
  UnexpectedEndOfNumber: 'a digit',
  InvalidUnicode: 'four hexadecimal digits after `\\u`',
  InvalidEscapeCharacter: 'one of " \\ / b f n r t u after a backslash',
  InvalidCharacter: 'a string without control characters',
  '<unknown ParseErrorCode>': 'JSON',
};

export function malformed(error: keyof Expected, text: string, offset: number, origin: Origin): Problem {
  const conflict = text.startsWith('<<<<<<<', offset);
  return {
    kind: 'problem',
    text: `not valid JSON: expected ${EXPECTED[error]}, found ${found(text, offset)}`,
    remedy: conflict ? 'Resolve the merge conflict in this file.' : 'Correct the file, then run this again.',
    origin,
    tooDeep: false,
  };
}

/** The kind of what stands there, never the text itself: it can be a piece of a secret. */
function found(text: string, offset: number): string {
  const character = text[offset];
  if (character === undefined) return 'the end of the text';
  if ('{}[]:,'.includes(character)) return `\`${character}\``;
  if (character === '"') return 'a string';
  if (/[-\d]/.test(character)) return 'a number';
  return text.startsWith('<<<<<<<', offset) ? 'a merge conflict' : 'text that is not JSON';
}
