import { type Json } from '../core/json.js';

declare const codeBrand: unique symbol;

/**
 * TypeScript source text that is safe to print. It is only made by the functions of this file, so a string
 * of the user's can't become code: it passes through `literal`, `text` or `key`.
 * Layout does not matter here, prettier decides it; a line break after `{` keeps an object open.
 */
export type Code = string & { readonly [codeBrand]: true };

/** A plain value as source text. `undefined` is the identifier. */
export function literal(value: Json | undefined): Code {
  if (value === undefined) return 'undefined' as Code;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]` as Code;
  if (value !== null && typeof value === 'object') {
    return object(Object.entries(value).map(([name, member]) => [name, literal(member)]));
  }
  // JSON text such as 1e999 or -0 is a number that JSON.stringify would turn into null or 0.
  if (typeof value === 'number') return (Object.is(value, -0) ? '-0' : String(value)) as Code;
  return escapeUnprintable(JSON.stringify(value)) as Code;
}

/**
 * Characters that must not stand in source text as they are: controls (a patch is shown on a terminal),
 * halves of surrogate pairs (UTF-8 can't hold them), the line separators of ECMAScript, a byte order mark,
 * and the marks of bidirectional text, which make code read otherwise than it runs (CVE-2021-42574).
 */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Most texts have nothing but these, which takes far less to see. */
const PLAIN = /^[\t\n -~]*$/;

function escapeUnprintable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNPRINTABLE, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** True when `name` can stand after a dot or as a bare property name; reserved words can. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** A property name: bare where it may be, quoted otherwise. `__proto__` is computed, so that it is a member. */
export function key(name: string): Code {
  if (name === '__proto__') return '["__proto__"]' as Code;
  return (isIdentifier(name) ? name : literal(name)) as Code;
}

/** A member access on `target`: `target.name` or `target["name"]`. */
export function member(target: Code, name: string): Code {
  return (isIdentifier(name) ? `${target}.${name}` : `${target}[${literal(name)}]`) as Code;
}

export type Entry = readonly [name: string, value: Code, comment?: string];

/** An object literal, one member a line; entries that are null are left out. */
export function object(entries: readonly (Entry | null)[]): Code {
  const lines = entries
    .filter((entry) => entry !== null)
    .map(
      ([name, value, comment]) =>
        `${comment === undefined ? '' : `${lineComment(comment)}\n`}${property(name, value)},`,
    );
  return (lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`) as Code;
}

/** `schema`, not `schema: schema`. */
function property(name: string, value: Code): string {
  const isVariable = value === name && isBindable(name);
  return isVariable ? name : `${key(name)}: ${value}`;
}

export function array(items: readonly Code[]): Code {
  return `[${items.join(', ')}]` as Code;
}

/**
 * Source text with holes: holes take `Code` as it is, and nothing else.
 * @example code`defineAuth(${props})`
 */
export function code(strings: TemplateStringsArray, ...holes: readonly Code[]): Code {
  let text = strings[0] ?? '';
  for (let at = 0; at < holes.length; at += 1) text += `${holes[at] ?? ''}${strings[at + 1] ?? ''}`;
  return text as Code;
}

/** Words that ECMAScript (strict mode, modules) does not take as the name of a variable. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/** True when `name` can be declared as a variable. */
export function isBindable(name: string): boolean {
  return isIdentifier(name) && !RESERVED.has(name);
}

/** An identifier that the tool made up; throws when no variable can have the name. */
export function identifier(name: string): Code {
  if (!isBindable(name)) throw new Error(`AM9002: ${JSON.stringify(name)} is not an identifier`);
  return name as Code;
}

/** A template literal in which each `placeholder` of `text` becomes `${hole}`. */
export function template(text: string, placeholder: string, hole: Code): Code {
  // A carriage return that is not escaped is a line feed by the time the template is read.
  const parts = text
    .split(placeholder)
    .map((part) => escapeUnprintable(part.replace(/[\\`]|\$(?=\{)/g, '\\$&')));
  return `\`${parts.join(`\${${hole}}`)}\`` as Code;
}

/**
 * Source text that was parsed from a Gen 1 file, with replacements by position. Only for that: what the parser
 * took for code stays code, and nothing that it took for data becomes any.
 */
export function verbatim(sourceText: string): Code {
  return escapeUnprintable(sourceText.replace(/\r\n?/g, '\n')) as Code;
}

/** What tools take for an order to them when a comment begins with it. */
const DIRECTIVE = /^\s*(?:@ts-|prettier-ignore|eslint|@jsx|#\s*source)/;

/** `// …` lines; line breaks in the text begin new comment lines. */
export function lineComment(text: string): Code {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `// ${DIRECTIVE.test(line) ? '- ' : ''}${escapeUnprintable(line)}`.trimEnd())
    .join('\n') as Code;
}

/** A module under construction. Imports are collected while code is made, so none is missing or unused. */
export class ModuleText {
  readonly #imports = new Map<string, Map<string, boolean>>();
  readonly #owners = new Map<string, string>();
  readonly #statements: Code[] = [];

  /** Imports a value and returns its name. */
  use(name: string, from: string): Code {
    return this.#import(name, from, false);
  }

  /** Imports a type and returns its name. */
  useType(name: string, from: string): Code {
    return this.#import(name, from, true);
  }

  #import(name: string, from: string, typeOnly: boolean): Code {
    const names = this.#imports.get(from) ?? new Map<string, boolean>();
    this.#imports.set(from, names);
    const owner = this.#owners.get(name) ?? from;
    if (owner !== from) throw new Error(`AM9002: ${name} is imported from ${owner} and from ${from}`);
    this.#owners.set(name, from);
    names.set(name, typeOnly && (names.get(name) ?? true));
    return identifier(name);
  }

  add(...statements: readonly Code[]): this {
    this.#statements.push(...statements);
    return this;
  }

  toString(): string {
    const imports = [...this.#imports]
      .sort(([a], [b]) => importRank(a) - importRank(b))
      .map(([from, names]) => {
        const allTypes = [...names.values()].every(Boolean);
        const list = [...names].map(([name, typeOnly]) => (typeOnly && !allTypes ? `type ${name}` : name));
        return `import ${allTypes ? 'type ' : ''}{ ${list.join(', ')} } from ${literal(from)};`;
      });
    const blocks = [imports.join('\n'), ...this.#statements].filter((block) => block !== '');
    return `${blocks.join('\n\n')}\n`;
  }
}

/** Packages before files, so that imports read from far to near. */
function importRank(from: string): number {
  return from.startsWith('.') ? 1 : 0;
}
