import { type Node, parseTree } from 'jsonc-parser';
import { MigrateError } from '../core/error.js';
import { type Json } from '../core/json.js';
import { parseJson } from '../core/json-parse.js';
import {
  appendToList,
  applyEdits,
  eolOf,
  fillList,
  indentUnit,
  insertBefore,
  type List,
  type NewItem,
} from './text.js';

/**
 * A JSON file whose root is an object, to which members are added. Everything that was there keeps its bytes:
 * the order, the indentation, line endings, comments and the byte order mark.
 */
export class JsonObjectText {
  readonly #file: string;
  readonly #mark: string;
  #text: string;
  #root: Node;

  /** @throws MigrateError when the text is no JSON object, with the place */
  constructor(file: string, text: string) {
    this.#file = file;
    this.#mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    this.#text = text.slice(this.#mark.length);
    if (parseJson(file, text).kind !== 'object') throw this.#unexpected('This file', 'an object');
    this.#root = this.#parsed();
  }

  toString(): string {
    return this.#mark + this.#text;
  }

  /** The plain value of a member; undefined when it is not there. */
  valueOf(...path: readonly string[]): Json | undefined {
    const node = this.#nodeAt(path);
    return node && plain(node);
  }

  /** The names of an object's members, in order; none when the object is not there. @throws MigrateError for another type */
  namesOf(...path: readonly string[]): string[] {
    return this.#membersOf(path).map(nameOf);
  }

  /** Adds a member to the object at `path`, which is there; `index` is the member it comes before, or the end. */
  addMember(path: readonly string[], name: string, value: Json, index: number): void {
    const object = this.#nodeAt(path);
    if (!object) throw new Error(`AM9006: ${this.#file} has no /${path.join('/')}`);
    const unit = indentUnit(this.#text);
    const { eol } = eolOf(this.#text);
    this.#insert(object, index, (indent) => {
      const text = indent === undefined ? JSON.stringify(value) : JSON.stringify(value, null, unit);
      return `${JSON.stringify(name)}: ${text.replaceAll('\n', eol + (indent ?? ''))}`;
    });
  }

  /** Adds a string to the end of the list at `path`. */
  addItem(path: readonly string[], value: string): void {
    const list = this.#nodeAt(path);
    if (list?.type !== 'array') throw this.#unexpected(`/${path.join('/')}`, 'a list');
    this.#insert(list, list.children?.length ?? 0, () => JSON.stringify(value));
  }

  #insert(node: Node, index: number, added: NewItem): void {
    const items = (node.children ?? []).map(({ offset, length }) => ({
      start: offset,
      end: offset + length,
    }));
    const list: List = { open: node.offset, close: node.offset + node.length - 1, items };
    const { eol } = eolOf(this.#text);
    const edits =
      items.length === 0
        ? fillList(this.#text, list, [added], eol, '')
        : index < items.length
          ? insertBefore(this.#text, list, index, added, eol)
          : appendToList(this.#text, list, [added], eol);
    this.#text = applyEdits(this.#text, edits);
    this.#root = this.#parsed();
  }

  #parsed(): Node {
    const root = parseTree(this.#text, [], { allowTrailingComma: true });
    if (root?.type !== 'object') throw new Error(`AM9006: ${this.#file} is no JSON object any more`);
    return root;
  }

  #nodeAt(path: readonly string[]): Node | undefined {
    let node: Node | undefined = this.#root;
    // Of two members with one name the last one counts, as for JSON.parse.
    for (const name of path)
      node = node?.children?.findLast((one) => one.type === 'property' && nameOf(one) === name)
        ?.children?.[1];
    return node;
  }

  #membersOf(path: readonly string[]): Node[] {
    const node = this.#nodeAt(path);
    if (!node) return [];
    if (node.type !== 'object') throw this.#unexpected(`/${path.join('/')}`, 'an object');
    return node.children ?? [];
  }

  #unexpected(what: string, expected: string): MigrateError {
    return new MigrateError(`${what} is not ${expected}`, 'Mend the file and run again.', {
      file: this.#file,
      pointer: '',
      line: 1,
      column: 1,
    });
  }
}

function nameOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

/** The value of a node; objects have no prototype, so that no key can reach one. */
function plain(node: Node): Json {
  if (node.type === 'array') return (node.children ?? []).map(plain);
  if (node.type !== 'object') return node.value as Json;
  const object = Object.create(null) as { [key: string]: Json };
  for (const { children } of node.children ?? []) {
    const [name, value] = children ?? [];
    if (name && value) object[String(name.value)] = plain(value);
  }
  return object;
}
