import type * as YamlModule from 'yaml';
import { type LineCounter, type ParsedNode, type Parser } from 'yaml';
import { MigrateError } from '../core/error.js';
import { MAX_DEPTH } from '../core/json-problem.js';
import { type Origin } from '../core/origin.js';

/** The parser, which is loaded only when a project has a template in YAML. */
export type Yaml = typeof YamlModule;

export const CORRECT = 'Correct the file, then run this again.';
export const RESTORE = 'Restore the file, or remove it.';

/**
 * The contents of a file with one YAML document; null when it is empty. `lines` learns where each line begins.
 * @throws MigrateError when it is no YAML, or is nested too deeply
 */
export function parseDocument(
  yaml: Yaml,
  source: string,
  lines: LineCounter,
  file: string,
): ParsedNode | null {
  const originAt = (offset: number): Origin => {
    const { line, col: column } = lines.linePos(offset);
    return { file, pointer: '', line, column };
  };
  // Keys that occur twice are looked for later on: the parser's own check takes quadratic time.
  const composer = new yaml.Composer({ uniqueKeys: false, logLevel: 'silent' });
  const tokens = boundedTokens(yaml, source, lines, originAt);
  const [document, second] = [...composer.compose(tokens, true, source.length)];
  const problem = document?.errors[0];
  if (problem) {
    const words = CODE_WORDS[problem.code] ?? `the parser reports ${problem.code}`;
    throw new MigrateError(`not valid YAML: ${words}`, CORRECT, originAt(problem.pos[0]));
  }
  if (second) {
    const problem = 'there is more than one document in the file';
    throw new MigrateError(problem, CORRECT, originAt(second.range[0]));
  }
  return document?.contents ?? null;
}

/**
 * The tokens of the parser's first stage, which keeps its stack in a list. The second stage calls itself for
 * every level, so that what is nested too deeply must not reach it.
 */
function* boundedTokens(
  yaml: Yaml,
  source: string,
  lines: LineCounter,
  originAt: (offset: number) => Origin,
): ReturnType<Parser['parse']> {
  const parser = new yaml.Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new yaml.Lexer().lex(source)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH + STACK_BASE) throw tooDeep(originAt(parser.offset));
  }
  yield* parser.end();
}

/** The document at the bottom of the parser's stack, and the scalar at its top. */
const STACK_BASE = 2;

export function tooDeep(origin: Origin): MigrateError {
  const problem = `the YAML is nested more than ${MAX_DEPTH} levels deep`;
  return new MigrateError(problem, RESTORE, { ...origin, pointer: '' });
}

/** The commoner problems in words of ours: those of the parser quote the file, which may hold secrets. */
const CODE_WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'the indentation does not fit',
  BAD_ALIAS: 'an alias has no name',
  BLOCK_AS_IMPLICIT_KEY: 'a value stands where a key belongs',
  MISSING_CHAR: 'a quote, bracket or other mark is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines, or lacks its colon',
  TAB_AS_INDENT: 'a tab is used for indentation',
  UNEXPECTED_TOKEN: 'something stands where it does not belong',
};
