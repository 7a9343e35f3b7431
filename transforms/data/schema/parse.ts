import {
  type DocumentNode,
  type ExecutableDefinitionNode,
  getLocation,
  isExecutableDefinitionNode,
  Kind,
  type NameNode,
  TokenKind,
} from 'graphql';
// The parser and what it makes are asked for as parts, so that they are of one copy of graphql-js.
import { GraphQLError } from 'graphql/error/GraphQLError.js';
import { Location, Token } from 'graphql/language/ast.js';
import { Parser } from 'graphql/language/parser.js';
import { Source } from 'graphql/language/source.js';
import { MigrateError } from '../../../src/core/error.js';
import { shown } from '../../../src/core/shown.js';

/** Values in one another without an end, which would exhaust the stack of whoever walks them. */
const TOO_DEEP = /(?:[[{]\s*(?:\w+\s*:\s*)?){200}/;

/** Parses one file; nodes keep their places. @throws MigrateError with file, line and what was expected */
export function parseSdl(path: string, text: string): DocumentNode {
  const deep = TOO_DEEP.exec(text);
  if (deep) {
    const { line, column } = getLocation(new Source(text, path), deep.index);
    const origin = { file: path, pointer: '', line, column };
    throw new MigrateError('nested more than 200 levels deep', 'Check the brackets of this value.', origin);
  }
  const document = parsed(path, text);
  const operation = document.definitions.find(isExecutableDefinitionNode);
  if (operation) throw executable(path, text, operation);
  return document;
}

function parsed(path: string, text: string): DocumentNode {
  try {
    return new LeanParser(new Source(text, path)).parseDocument();
  } catch (error) {
    if (error instanceof GraphQLError) throw malformed(path, text, error);
    throw error;
  }
}

/**
 * Gen 1 asks an operation of the types as they are written, before it adds any of its own, and deploys nothing of one
 * that passes (validateModelSchema of graphql-transformer-core).
 */
function executable(path: string, text: string, node: ExecutableDefinitionNode): MigrateError {
  const { line, column } = getLocation(new Source(text, path), node.loc?.start ?? 0);
  const what = node.kind === Kind.FRAGMENT_DEFINITION ? 'fragment' : node.operation;
  const name = node.name ? ` ${node.name.value}` : '';
  return new MigrateError(
    `\`${what}${name}\` is no part of a schema: expected types`,
    'Move it to the documents of the client: Gen 1 deploys nothing of it, or stops a push here.',
    { file: path, pointer: '', line, column },
  );
}

/** The parser of graphql-js for schemas of any size: half of what it makes of one are tokens, and the same names. */
class LeanParser extends Parser {
  readonly #names = new Map<string, string>();

  /** Names that are one text in memory are compared in no time, and a schema is full of comparisons. */
  override parseName(): NameNode {
    const { value, loc } = super.parseName();
    const name = this.#names.get(value) ?? Object.keys({ [value]: true })[0] ?? value;
    this.#names.set(name, name);
    return loc === undefined ? { kind: Kind.NAME, value: name } : { kind: Kind.NAME, value: name, loc };
  }

  override loc({ start }: Token): Location {
    const { lastToken, source } = this._lexer;
    return new Place(start, lastToken.end, source);
  }
}

const NO_TOKEN = new Token(TokenKind.SOF, 0, 0, 0, 0, null);

/** A place without its tokens, which hold one another and so all that was read. */
class Place extends Location {
  declare readonly start: number;
  declare readonly end: number;

  constructor(start: number, end: number, source: Source) {
    super(NO_TOKEN, NO_TOKEN, source);
    this.start = start;
    this.end = end;
  }
}

/** True for a file without a definition: Gen 1 joins it with the others and misses nothing. */
export function isBlank(text: string): boolean {
  return text.replace(/#[^\r\n]*/g, '').trim() === '';
}

function malformed(path: string, text: string, error: GraphQLError): MigrateError {
  const { line, column } = error.locations?.[0] ?? { line: 1, column: 1 };
  const origin = { file: path, pointer: '', line, column };
  const words = error.message.replace(/^Syntax Error: /, '').replace(/\.$/, '');
  return new MigrateError(
    `not valid GraphQL: ${plain(words)}`,
    remedyFor(text, error.positions?.[0] ?? 0),
    origin,
  );
}

/** Words of graphql-js, which hold text of the file, on one line and without what a terminal would act on. */
export function plain(words: string): string {
  return shown(words.replaceAll('"', '`').replaceAll('\\', ''), 200).slice(1, -1);
}

function remedyFor(text: string, position: number): string {
  if (/^(<{7}|={7}|>{7})/m.test(text)) return 'Resolve the merge conflict in this file.';
  const before = text.slice(0, position).trimEnd();
  if (text[position] === '}' && before.endsWith('{')) {
    return 'Gen 1 refuses a type without fields too: give it a field, or remove it.';
  }
  return 'Gen 1 refuses this too: correct the file, or restore it with `amplify pull`.';
}
