import { type NodePath } from '@babel/traverse';
import { type ImportDeclaration, type Node, type Program } from '@babel/types';
import { type Edits, rangeOf } from './edits.js';
import { type Brought, nameOf } from './uses.js';

interface Wanted {
  readonly name: string;
  readonly local: string;
  readonly typeOnly?: boolean;
}

/** The imports that rewritten code needs, added once each, in the manner of the file. */
export class Imports {
  readonly #program: NodePath<Program>;
  readonly #edits: Edits;
  readonly #wanted = new Map<string, Wanted[]>();
  readonly #constants: { readonly name: string; readonly value: string }[] = [];
  /** Names of imports that were there and that rewritten code uses. */
  readonly #reused = new Set<string>();
  readonly #types: { readonly name: string; readonly type: string }[] = [];
  readonly #withdrawn: Brought[] = [];
  readonly #removed = new Set<Node>();
  /** Names that were imported as types, and stay such under another module. */
  readonly #typeOnly: ReadonlySet<string>;
  readonly #locals = new Map<string, string>();
  #taken: Set<string> | undefined;

  constructor(program: NodePath<Program>, edits: Edits, brought: readonly Brought[]) {
    this.#program = program;
    this.#edits = edits;
    this.#typeOnly = new Set(brought.filter(({ typeOnly }) => typeOnly).map(({ local }) => local));
  }

  /** The local name under which the export of a module can be used from now on. */
  use(module: string, name: string, as?: string): string {
    const wanted = this.#wanted.get(module) ?? [];
    const before = wanted.find((one) => one.name === name && (as === undefined || one.local === as));
    if (before !== undefined) return before.local;
    const there = this.#importsOf(module).find((one) => one.name === name);
    if (there !== undefined && (as === undefined || there.local === as)) {
      this.#reused.add(there.local);
      return there.local;
    }
    const local = as ?? this.#free(name);
    const typeOnly = as !== undefined && this.#typeOnly.has(as);
    this.#wanted.set(module, [...wanted, { name, local, typeOnly }]);
    return local;
  }

  /** The local name of a type that a module exports. */
  useType(module: string, name: string): string {
    const wanted = this.#wanted.get(module) ?? [];
    const before = wanted.find((one) => one.name === name);
    if (before !== undefined) return before.local;
    const local = this.#free(name);
    this.#wanted.set(module, [...wanted, { name, local, typeOnly: true }]);
    return local;
  }

  /** A name for a variable of rewritten code, the same for the whole file. */
  local(name: string): string {
    const local = this.#locals.get(name) ?? this.#free(name);
    this.#locals.set(name, local);
    return local;
  }

  /** A type of the file below its imports, in the place of one that it imported under the same name. */
  declareType(name: string, type: string): void {
    if (!this.#types.some((one) => one.name === name)) this.#types.push({ name, type });
  }

  /** Takes an imported name away that is none of Amplify's. */
  withdraw(statement: ImportDeclaration, local: string): void {
    const one = this.#broughtBy(statement).find((other) => other.local === local);
    if (one !== undefined) this.#withdrawn.push(one);
  }

  /** Every name that a statement imports, whatever it is. */
  #broughtBy(statement: Brought['statement']): Brought[] {
    if (statement.type !== 'ImportDeclaration') return [];
    return statement.specifiers.flatMap((specifier) => {
      const local = specifier.local.name;
      const binding = this.#program.scope.getBinding(local);
      if (binding === undefined) return [];
      const isNamed = specifier.type === 'ImportSpecifier';
      const whole = specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
      const name = isNamed ? nameOf(specifier.imported) : whole;
      const typeOnly = statement.importKind === 'type' || (isNamed && specifier.importKind === 'type');
      return [{ name, local, from: statement.source.value, binding, statement, typeOnly }];
    });
  }

  /** The local name of what a module exports by default; `name` where nothing else has it. */
  useDefault(module: string, name: string): string {
    const there = this.#program.node.body
      .filter((node) => node.type === 'ImportDeclaration' && node.source.value === module)
      .flatMap((node) => (node.type === 'ImportDeclaration' ? node.specifiers : []))
      .find(({ type }) => type === 'ImportDefaultSpecifier');
    const before = this.#wanted.get(module)?.find((one) => one.name === 'default');
    return there?.local.name ?? before?.local ?? this.use(module, 'default', this.#free(name));
  }

  /** The name of a constant below the imports; `value` is code, and the same for the same name. */
  constant(name: string, value: string): string {
    const before = this.#constants.find((one) => one.value === value);
    if (before !== undefined) return before.name;
    const there = this.#program.node.body.flatMap((statement) =>
      statement.type === 'VariableDeclaration' ? statement.declarations : [],
    );
    const same = there.find(
      ({ id, init }) => id.type === 'Identifier' && init != null && this.#text(init) === value,
    );
    if (same?.id.type === 'Identifier') return same.id.name;
    const free = this.#free(name);
    this.#constants.push({ name: free, value });
    return free;
  }

  /** Whether anything is to be imported or declared. */
  get asked(): boolean {
    return this.#wanted.size > 0 || this.#constants.length > 0 || this.#types.length > 0;
  }

  /** Takes away what nobody uses any more, and writes what was asked for. */
  finish(classic: readonly Brought[], gone: (one: Brought) => boolean): void {
    const brought = [...classic, ...this.#withdrawn];
    const statements = [...new Set(brought.map(({ statement }) => statement))];
    const first = classic[0]?.statement;
    const commonJs = first === undefined ? this.#isCommonJs : first.type === 'VariableDeclarator';
    const isLeft = (one: Brought): boolean =>
      !this.#withdrawn.includes(one) && (this.#reused.has(one.local) || !gone(one));
    const changed = statements.filter((statement) =>
      brought.some((one) => one.statement === statement && !isLeft(one)),
    );
    const [model] = changed.map((statement) => this.#wholeOf(statement));
    const lines = this.#lines(commonJs, changed, this.#mannerOf(model ?? this.#lastImport()));
    let placed = lines.length === 0;
    for (const statement of changed) {
      const own = brought.filter((one) => one.statement === statement);
      const others = this.#broughtBy(statement).filter(
        ({ binding }) => !own.some((one) => one.binding === binding),
      );
      const rest = [...own.filter(isLeft), ...others];
      const node = this.#wholeOf(statement);
      const kept = rest.length === 0 ? [] : [this.#bring(rest, statement)];
      const text = [...kept, ...(placed ? [] : lines)].join(`${this.#eol}${this.#indentOf(node)}`);
      placed = true;
      this.#put(node, text);
    }
    const last = this.#lastImport();
    if (!placed) this.#after(last, lines.join(this.#eol));
    if (this.#constants.length + this.#types.length > 0) {
      const declared = [
        ...this.#types.map(({ name, type }) => `type ${name} = ${type}${this.#semi}`),
        ...this.#constants.map(({ name, value }) => `const ${name} = ${value}${this.#semi}`),
      ];
      this.#after(last, `${this.#eol}${declared.join(this.#eol)}`, true);
    }
  }

  /** Whether the file brings what it needs by require alone. */
  get #isCommonJs(): boolean {
    const { body } = this.#program.node;
    return (
      !body.some(({ type }) => type === 'ImportDeclaration') &&
      body.some((node) => node.type === 'VariableDeclaration' && this.#requires(node))
    );
  }

  /** Below a statement and what is said of it on its line; a blank line follows what stands apart. */
  #after(last: Node | null, text: string, apart = false): void {
    if (last === null) {
      this.#edits.insertBefore(this.#start(), `${text.trimStart()}${this.#eol}`);
      return;
    }
    const { end } = rangeOf(last);
    const rest = this.#edits.slice(end, end + NEAR);
    const [said = ''] = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)(?=\r?\n)/.exec(rest) ?? [];
    const left = this.#withoutRemoved(end + said.length);
    const isNext = /^[ \t]*\r?\n[ \t]*(?!<\/)\S/.test(this.#edits.slice(left, left + NEAR));
    const lines = `${this.#eol}${text}`.replace(/\n(?=[^\r\n])/g, `\n${this.#indentOf(last)}`);
    this.#edits.insertAfter(end + said.length, `${lines}${apart && isNext ? this.#eol : ''}`);
  }

  /** The end of the statements that begin behind a place and have gone with their lines. */
  #withoutRemoved(place: number): number {
    let end = place;
    for (const node of this.#program.node.body) {
      const range = rangeOf(node);
      if (range.start < end) continue;
      if (!this.#removed.has(node) || /\S/.test(this.#edits.slice(end, range.start))) break;
      end = range.end;
    }
    return end;
  }

  /** The white space before a statement that begins its line: that of a script within a component. */
  #indentOf(node: Node): string {
    const { start } = rangeOf(node);
    return /(?:^|\n)([ \t]*)$/.exec(this.#edits.slice(0, start))?.[1] ?? '';
  }

  /** How a statement that brings names is written; of the file, where it does not show. */
  #mannerOf(node: Node | null): Manner {
    const text = node === null ? '' : this.#text(node);
    const quote = /(?:from|require\()\s*(["'])/.exec(text)?.[1] ?? this.quoted('').charAt(0);
    const semi = node === null ? this.#semi : text.endsWith(';') ? ';' : '';
    const braces = /\{(\s*)[\w$]/.exec(text) ?? /import \{([ \t]*)[\w$]/.exec(this.#text(this.#program.node));
    return { quote, semi, space: braces?.[1] === '' ? '' : ' ' };
  }

  /** Where code may begin: after a directive such as 'use client', or with the first statement. */
  #start(): number {
    const { directives, body } = this.#program.node;
    const directive = directives.at(-1);
    if (directive !== undefined) return rangeOf(directive).end;
    return body[0] === undefined ? 0 : rangeOf(body[0]).start;
  }

  /** Replaces a whole statement, whose comments stay; one that leaves nothing takes its line with it. */
  #put(node: Node, text: string): void {
    if (text === '') {
      this.#edits.removeLine(node);
      this.#removed.add(node);
      return;
    }
    const { start, end } = rangeOf(node);
    const comments = this.#edits.commentsIn(start, end).trimEnd();
    // Behind a comment to the end of its line stands nothing.
    const last =
      /\/\/[^\n]*$/.test(comments) && !/^[ \t]*(?:\r?\n|$)/.test(this.#edits.slice(end, end + 200));
    this.#edits.replaceRange(start, end, `${text}${comments}${last ? this.#eol : ''}`);
  }

  /** What is left of a statement that brought several names. */
  #bring(rest: readonly Brought[], statement: Brought['statement']): string {
    const from = rest[0]?.from ?? '';
    const star = rest.find(({ name }) => name === '*');
    const manner = this.#mannerOf(this.#wholeOf(statement));
    const { quote, semi } = manner;
    const source = `${quote}${from}${quote}`;
    if (statement.type === 'VariableDeclarator') {
      if (star !== undefined) return `const ${star.local} = require(${source})${semi}`;
      return requireLine(from, rest, manner);
    }
    if (star !== undefined) return `import * as ${star.local} from ${source}${semi}`;
    return importLine(from, rest, manner);
  }

  /** Statements for what no statement that stays can take. */
  #lines(commonJs: boolean, changed: readonly Brought['statement'][], manner: Manner): string[] {
    return [...this.#wanted].flatMap(([module, wanted]) => {
      const there = this.#declarationOf(module);
      const last = there?.specifiers.at(-1);
      if (there !== undefined && last !== undefined && !changed.includes(there)) {
        const added = wanted.map((one) => `, ${specifierOf(one)}`);
        this.#edits.insertAfter(rangeOf(last).end, added.join(''));
        return [];
      }
      return [commonJs ? requireLine(module, wanted, manner) : importLine(module, wanted, manner)];
    });
  }

  /** A statement of named imports from the module that more names can join. */
  #declarationOf(module: string): ImportDeclaration | undefined {
    return this.#program.node.body.find(
      (node): node is ImportDeclaration =>
        node.type === 'ImportDeclaration' &&
        node.source.value === module &&
        node.importKind !== 'type' &&
        node.specifiers.at(-1)?.type === 'ImportSpecifier',
    );
  }

  #importsOf(module: string): Wanted[] {
    const specifiers = this.#declarationOf(module)?.specifiers ?? [];
    return specifiers.flatMap((one) =>
      one.type === 'ImportSpecifier' && one.importKind !== 'type'
        ? [{ name: nameOf(one.imported), local: one.local.name }]
        : [],
    );
  }

  #lastImport(): Node | null {
    const { body } = this.#program.node;
    const imports = body.filter(
      (node) =>
        !this.#removed.has(node) &&
        (node.type === 'ImportDeclaration' || (node.type === 'VariableDeclaration' && this.#requires(node))),
    );
    return imports.at(-1) ?? null;
  }

  #requires(node: Node): boolean {
    return /=\s*require\(/.test(this.#text(node).slice(0, 200));
  }

  /** `const x = require('…')` as a whole, when the declarator is alone in it. */
  #wholeOf(statement: Brought['statement']): Node {
    const { body } = this.#program.node;
    const declaration = body.find(
      (node) => node.type === 'VariableDeclaration' && node.declarations.some((one) => one === statement),
    );
    return declaration ?? statement;
  }

  #text(node: Node): string {
    const { start, end } = rangeOf(node);
    return this.#edits.slice(start, end);
  }

  get #first(): string {
    const node = this.#program.node.body.find(({ type }) => type === 'ImportDeclaration');
    return node === undefined ? '' : this.#text(node);
  }

  /** A string in the quotes of the file. The text is a name or a module, and holds no quotes itself. */
  quoted(module: string): string {
    const quote = this.#first.endsWith('"') || this.#first.endsWith('";') ? '"' : "'";
    return `${quote}${module}${quote}`;
  }

  get #semi(): string {
    const [first] = this.#program.node.body;
    if (first === undefined) return ';';
    return this.#text(first).endsWith(';') || !/Import|Variable|Expression/.test(first.type) ? ';' : '';
  }

  get #eol(): string {
    const { start, end } = rangeOf(this.#program.node);
    return this.#edits.slice(start, end).includes('\r\n') ? '\r\n' : '\n';
  }

  /** A name that nothing in the file has, whatever the scope: `signIn` is what many functions are called. */
  #free(name: string): string {
    this.#taken ??= namesIn(this.#program);
    let free = name;
    if (this.#taken.has(free)) free = `amplify${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    for (let count = 2; this.#taken.has(free); count += 1) free = `${name}${count}`;
    this.#taken.add(free);
    return free;
  }
}

/** How a file writes a statement that brings names. */
interface Manner {
  readonly quote: string;
  readonly semi: string;
  /** Within braces. */
  readonly space: string;
}

/** How far behind a statement is looked for what comes next. */
const NEAR = 400;

function importLine(module: string, wanted: readonly Wanted[], { quote, semi, space }: Manner): string {
  const from = `from ${quote}${module}${quote}${semi}`;
  const whole = wanted.find(({ name }) => name === 'default');
  const named = wanted.filter((one) => one !== whole);
  if (whole === undefined && named.every(({ typeOnly }) => typeOnly)) {
    const types = named.map((one) => specifierOf({ ...one, typeOnly: false }));
    return `import type {${space}${types.join(', ')}${space}} ${from}`;
  }
  const names = named.map(specifierOf);
  const clause = [
    ...(whole ? [whole.local] : []),
    ...(names.length > 0 ? [`{${space}${names.join(', ')}${space}}`] : []),
  ];
  return `import ${clause.join(', ')} ${from}`;
}

function requireLine(module: string, wanted: readonly Wanted[], { quote, semi, space }: Manner): string {
  const required = `require(${quote}${module}${quote})`;
  const [only] = wanted;
  if (only?.name === 'default')
    return `const ${only.local} = ${required}${module.endsWith('.json') ? '' : '.default'}${semi}`;
  const names = wanted.map(({ name, local }) => (name === local ? name : `${name}: ${local}`));
  return `const {${space}${names.join(', ')}${space}} = ${required}${semi}`;
}

/** `name as local` within the braces of an import. */
function specifierOf({ name, local, typeOnly = false }: Wanted): string {
  return `${typeOnly ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`;
}

/** Every name that is bound or referenced anywhere in the file. */
function namesIn(program: NodePath<Program>): Set<string> {
  const names = new Set(Object.keys(program.scope.globals));
  program.traverse({
    Scope({ scope }) {
      for (const name of Object.keys(scope.bindings)) names.add(name);
    },
  });
  for (const name of Object.keys(program.scope.bindings)) names.add(name);
  return names;
}
