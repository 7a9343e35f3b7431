import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { MigrateError } from './error.js';
import { type JsonArray, type JsonNode, type JsonObject, type JsonScalar } from './json.js';
import { MAX_DEPTH, malformed, type Problem, tooDeep, tooLarge } from './json-problem.js';
import { type Origin, pointerTo } from './origin.js';

/** Told of a key that an object has twice; the last one counts, as for JSON.parse. */
export type OnDuplicate = (key: string, origin: Origin) => void;

/**
 * Parses JSON and keeps the place of every value. A byte order mark, comments and trailing commas are
 * accepted: the Gen 1 CLI reads its files with Hjson (JSONUtilities in amplify-cli-core), which takes them.
 * @throws MigrateError at the first character that is wrong
 */
export function parseJson(file: string, text: string, onDuplicate?: OnDuplicate): JsonNode {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const locate: Locate = (_offset, line, character) => ({ line: line + 1, column: character + 1 });
  const start = { file, pointer: '', line: 1, column: 1 };
  const result = buildTree(source, { start, locate, keepRaw: true, onDuplicate });
  if (result.kind !== 'problem') return result;
  throw new MigrateError(result.text, result.remedy, result.origin);
}

/** Where in the file something at an offset of the parsed text is; line and character count from 0. */
export type Locate = (
  offset: number,
  line: number,
  character: number,
) => { readonly line: number; readonly column: number };

export interface TreeOptions {
  /** The origin of the root; the pointers of the members go on from its own. */
  readonly start: Origin;
  readonly locate: Locate;
  /** Whether strings that look like JSON keep their raw text. */
  readonly keepRaw: boolean;
  readonly onDuplicate: OnDuplicate | undefined;
}

/** The text of a JSON object or list, as far as its beginning tells. */
const JSON_TEXT = /^\s*[[{]/;

export function mayBeJson(text: string): boolean {
  return JSON_TEXT.test(text);
}

/** The tree of a JSON text, or why there is none. */
export function buildTree(text: string, options: TreeOptions): JsonNode | Problem {
  const builder = new TreeBuilder(text, options);
  try {
    visit(text, builder, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof Stop) return error.problem;
    throw error;
  }
  if (builder.root === undefined)
    throw new Error('AM9003: the JSON parser found neither a value nor an error');
  return builder.root;
}

/** Ends the walk of jsonc-parser, which has no other way to stop. */
class Stop extends Error {
  constructor(readonly problem: Problem) {
    super(problem.text);
  }
}

/** A container whose end has not come yet; `key` is the one that waits for its value. */
type Open =
  | { readonly node: JsonObject; readonly members: Map<string, JsonNode>; key: string }
  | { readonly node: JsonArray; readonly items: JsonNode[] };

/** Builds nodes from the events of jsonc-parser. Its own `parseTree` keeps lines of nothing. */
class TreeBuilder implements JSONVisitor {
  root: JsonNode | undefined;
  readonly #open: Open[] = [];

  constructor(
    private readonly text: string,
    private readonly options: TreeOptions,
  ) {}

  onObjectBegin = (offset: number, _length: number, line: number, character: number): void => {
    const members = new Map<string, JsonNode>();
    const node: JsonObject = { kind: 'object', members, origin: this.#originAt(offset, line, character) };
    this.#begin({ node, members, key: '' });
  };

  onArrayBegin = (offset: number, _length: number, line: number, character: number): void => {
    const items: JsonNode[] = [];
    const node: JsonArray = { kind: 'array', items, origin: this.#originAt(offset, line, character) };
    this.#begin({ node, items });
  };

  onObjectEnd = (): void => {
    this.#open.pop();
  };

  onArrayEnd = this.onObjectEnd;

  onObjectProperty = (key: string): void => {
    const parent = this.#open.at(-1);
    if (parent && 'key' in parent) parent.key = key;
  };

  onLiteralValue = (
    value: JsonScalar['value'],
    offset: number,
    length: number,
    line: number,
    character: number,
  ): void => {
    const origin = this.#originAt(offset, line, character);
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Stop(tooLarge(origin));
    const wantsRaw = this.options.keepRaw && typeof value === 'string' && mayBeJson(value);
    const raw = wantsRaw ? { raw: this.text.slice(offset + 1, offset + length - 1) } : {};
    this.#add({ kind: 'scalar', value, origin, ...raw });
  };

  onError = (
    error: ParseErrorCode,
    offset: number,
    _length: number,
    line: number,
    character: number,
  ): void => {
    const origin = this.#originAt(offset, line, character);
    throw new Stop(malformed(printParseErrorCode(error), this.text, offset, origin));
  };

  #originAt(offset: number, line: number, character: number): Origin {
    const { start, locate } = this.options;
    return { file: start.file, pointer: this.#pointer(), ...locate(offset, line, character) };
  }

  #pointer(): string {
    const parent = this.#open.at(-1);
    if (parent === undefined) return this.options.start.pointer;
    return pointerTo(parent.node.origin.pointer, 'key' in parent ? parent.key : parent.items.length);
  }

  #begin(container: Open): void {
    if (this.#open.length >= MAX_DEPTH) throw new Stop(tooDeep(container.node.origin));
    this.#add(container.node);
    this.#open.push(container);
  }

  #add(node: JsonNode): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.root = node;
    else if ('key' in parent) {
      if (parent.members.has(parent.key)) this.options.onDuplicate?.(parent.key, node.origin);
      parent.members.set(parent.key, node);
    } else parent.items.push(node);
  }
}
