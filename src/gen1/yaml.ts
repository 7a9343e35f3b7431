import { type Alias, type Node, type Pair, type ParsedNode, type Scalar } from 'yaml';
import { MigrateError } from '../core/error.js';
import { type JsonNode, membersOf } from '../core/json.js';
import { type OnDuplicate, parseJson } from '../core/json-parse.js';
import { MAX_DEPTH } from '../core/json-problem.js';
import { type Origin, pointerTo } from '../core/origin.js';
import { shown } from '../core/shown.js';
import { CORRECT, parseDocument, RESTORE, tooDeep, type Yaml } from './yaml-document.js';

/** CloudFormation takes no template of more than 1 MB (its quotas, «template body size»). */
const MAX_LENGTH = 1_048_576;

/** How many nodes may come out of aliases; a template for CloudFormation can hardly have one alias at all. */
const MAX_ALIASED = 10_000;

/**
 * Parses a CloudFormation template in YAML; short tags come back in their long form, `!Ref x` as
 * `{"Ref": "x"}`. A template that is JSON in spite of its name is read as JSON, as the Gen 1 CLI does
 * (readCFNTemplate in amplify-cli-core looks at the first character).
 * @throws MigrateError at the first thing that is wrong
 */
export async function parseYaml(file: string, text: string, onDuplicate?: OnDuplicate): Promise<JsonNode> {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (/^\s*\{/.test(source)) return parseJson(file, source, onDuplicate);
  const start = { file, pointer: '', line: 1, column: 1 };
  if (source.length > MAX_LENGTH) {
    throw new MigrateError('the template has more than 1 MB, which CloudFormation refuses', RESTORE, start);
  }
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const contents = parseDocument(yaml, source, lines, file);
  if (contents === null) throw new MigrateError('the template is empty', RESTORE, start);
  return new TemplateReader(yaml, file, lines, onDuplicate).read(contents, '', 0);
}

/** Walks a document of `yaml` and makes nodes of it. */
class TemplateReader {
  #aliased = 0;
  #insideAlias = false;
  readonly #anchors = new Map<string, Node>();

  constructor(
    private readonly yaml: Yaml,
    private readonly file: string,
    private readonly lines: InstanceType<Yaml['LineCounter']>,
    private readonly onDuplicate: OnDuplicate | undefined,
  ) {}

  read(node: Node, pointer: string, depth: number): JsonNode {
    const origin = this.#originOf(node, pointer);
    if (depth >= MAX_DEPTH) throw tooDeep(origin);
    if (this.yaml.isAlias(node)) return this.#alias(node, origin, depth);
    if (this.#insideAlias) this.#count(origin);
    else if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const tag = longForm(node.tag);
    if (tag === null) return this.#plain(node, origin, depth);
    if (tag === undefined) {
      const problem = `CloudFormation has no tag ${shown(node.tag ?? '')}`;
      throw new MigrateError(problem, CORRECT, origin);
    }
    const inner = this.#plain(node, this.#originOf(node, pointerTo(pointer, tag)), depth + 1);
    return {
      kind: 'object',
      members: new Map([[tag, tag === 'Fn::GetAtt' ? splitGetAtt(inner) : inner]]),
      origin,
    };
  }

  #plain(node: Node, origin: Origin, depth: number): JsonNode {
    if (this.yaml.isScalar(node)) return { kind: 'scalar', value: scalarValue(node), origin };
    if (this.yaml.isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.#child(item as ParsedNode | null, origin, index, depth),
      );
      return { kind: 'array', items, origin };
    }
    if (!this.yaml.isMap(node)) throw new Error('AM9004: the YAML parser gave a node of an unknown kind');
    const members = new Map<string, JsonNode>();
    for (const pair of node.items as Pair<ParsedNode | null, ParsedNode | null>[]) {
      const key = this.#key(pair, origin);
      const value = this.#child(pair.value, origin, key, depth, pair.key);
      if (members.has(key)) this.onDuplicate?.(key, value.origin);
      members.set(key, value);
    }
    mergeInto(members);
    return { kind: 'object', members, origin };
  }

  /** A member or item. One without a value (`Key:`) is null, and stands where its key or its list stands. */
  #child(
    node: Node | null,
    parent: Origin,
    segment: string | number,
    depth: number,
    key: Node | null = null,
  ): JsonNode {
    const pointer = pointerTo(parent.pointer, segment);
    if (node !== null) return this.read(node, pointer, depth + 1);
    const place = key === null ? parent : this.#originOf(key, pointer);
    return { kind: 'scalar', value: null, origin: { ...place, pointer } };
  }

  #key(pair: Pair<ParsedNode | null, ParsedNode | null>, parent: Origin): string {
    const { key } = pair;
    if (this.yaml.isScalar(key)) return typeof key.value === 'string' ? key.value : key.source;
    const origin = key === null ? parent : this.#originOf(key, parent.pointer);
    throw new MigrateError('a key of a template must be a string', CORRECT, origin);
  }

  #alias(node: Alias, origin: Origin, depth: number): JsonNode {
    const target = this.#anchors.get(node.source);
    if (target === undefined) {
      throw new MigrateError(`no anchor before this alias is named ${shown(node.source)}`, CORRECT, origin);
    }
    const outer = this.#insideAlias;
    this.#insideAlias = true;
    this.#count(origin);
    const resolved = this.read(target, origin.pointer, depth + 1);
    this.#insideAlias = outer;
    return resolved;
  }

  #count(origin: Origin): void {
    this.#aliased += 1;
    if (this.#aliased <= MAX_ALIASED) return;
    const problem = `the aliases of this file stand for more than ${MAX_ALIASED} values`;
    throw new MigrateError(problem, 'Write the template without aliases.', { ...origin, pointer: '' });
  }

  #originOf(node: Node, pointer: string): Origin {
    const { line, col: column } = this.lines.linePos(node.range?.[0] ?? 0);
    return { file: this.file, pointer, line, column };
  }
}

/** CloudFormation's intrinsic functions («Intrinsic function reference» in its user guide), as tags. */
const FUNCTIONS = new Set(
  [
    [
      'And',
      'Base64',
      'Cidr',
      'Contains',
      'EachMemberEquals',
      'EachMemberIn',
      'Equals',
      'FindInMap',
      'ForEach',
    ],
    [
      'GetAtt',
      'GetAZs',
      'If',
      'ImportValue',
      'Join',
      'Length',
      'Not',
      'Or',
      'RefAll',
      'Select',
      'Split',
      'Sub',
    ],
    ['ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll'],
  ].flat(),
);

/** The key that stands for a tag; null for none and for YAML's own, undefined for one nobody knows. */
function longForm(tag: string | undefined): string | null | undefined {
  if (tag === undefined || STANDARD_TAGS.has(tag)) return null;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return name;
  return FUNCTIONS.has(name) ? `Fn::${name}` : undefined;
}

const STANDARD_TAGS = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Takes in what a merge key (`<<`) brings: the Gen 1 CLI resolves them, and own members come first. */
function mergeInto(members: Map<string, JsonNode>): void {
  const merge = members.get('<<');
  if (merge === undefined || merge.kind === 'scalar') return;
  members.delete('<<');
  for (const source of merge.kind === 'array' ? merge.items : [merge]) {
    for (const [key, member] of membersOf(source)) if (!members.has(key)) members.set(key, member);
  }
}

/** `a.b.c` names attribute `b.c` of resource `a`; the long form keeps the two apart. */
function splitGetAtt(node: JsonNode): JsonNode {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return node;
  const { value, origin } = node;
  const dot = value.indexOf('.');
  if (dot < 0) return node;
  const part = (text: string, index: number, shift: number): JsonNode => {
    const place = { pointer: pointerTo(origin.pointer, index), column: origin.column + shift };
    return { kind: 'scalar', value: text, origin: { ...origin, ...place } };
  };
  return {
    kind: 'array',
    items: [part(value.slice(0, dot), 0, 0), part(value.slice(dot + 1), 1, dot + 1)],
    origin,
  };
}

/**
 * Numbers whose text says more than their value stay text: an account id with a leading zero, an id with
 * more digits than a number keeps. CloudFormation itself treats every one as a string.
 */
function scalarValue(node: Scalar): string | number | boolean | null {
  const { value } = node;
  if (typeof value === 'number')
    return String(value) === node.source ? value : (node.source ?? String(value));
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : (node.source ?? '');
}
