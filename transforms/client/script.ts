import { type NodePath } from '@babel/traverse';
import { type Node, type Program } from '@babel/types';
import { type Code, type ParamsOf } from '../../src/core/codes/index.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Barrels } from './barrels.js';
import { type DataStoreRewrite } from './datastore/models.js';
import { Edits, type Part, rangeOf } from './edits.js';
import { Imports } from './imports.js';
import { type Language, type Parse, programOf } from './parse.js';
import { relativePath } from './relative-path.js';
import { serverUses } from './server-uses.js';
import { type Asked, type Configuration } from './setting.js';
import { type Brought, broughtIn, look, type Seen, type Use, usesOf } from './uses.js';

/** A module of an app, or the script of a single-file component within its whole text. */
export interface ModuleText {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly source: string;
  /** The source with everything but the script made blank, so that places stay the same. */
  readonly script: string;
  readonly language: Language;
}

/** One parsed module with what it uses of Amplify, and what the transforms want to change and tell. */
export class Script {
  readonly path: string;
  readonly typescript: boolean;
  readonly configuration: Configuration;
  /** How calls of DataStore are rewritten; null: they are told, and stay. */
  readonly datastore: DataStoreRewrite | null;
  readonly program: NodePath<Program>;
  readonly edits: Edits;
  readonly imports: Imports;
  readonly brought: readonly Brought[];
  readonly seen: Seen;
  /** What stands for the request in version 6, by the call of withSSRContext. */
  readonly contexts = new Map<Node, string>();
  readonly #uses: readonly Use[];
  readonly #done = new Set<Use>();
  readonly #kept = new Set<Use>();
  readonly #findings: Finding[] = [];
  readonly #asked: Asked[] = [];
  #refused = false;

  /** @throws SyntaxError of the parser */
  constructor(
    module: ModuleText,
    parse: Parse,
    configuration: Configuration,
    datastore: DataStoreRewrite | null = null,
    barrels: Barrels = () => null,
  ) {
    this.configuration = configuration;
    this.datastore = datastore;
    this.path = module.path;
    this.typescript = module.language !== 'js';
    const file = parse(module.script, module.language);
    this.edits = new Edits(module.source, file.comments ?? []);
    this.program = programOf(file);
    this.brought = broughtIn(this.program, (specifier) => barrels(module.path, specifier));
    this.seen = look(this.program);
    this.#uses = this.brought.flatMap((one) => {
      const uses = usesOf(one, this.seen);
      return one.name === 'withSSRContext' ? [...uses, ...serverUses(one, uses)] : uses;
    });
    this.imports = new Imports(this.program, this.edits, this.brought);
  }

  /** The module with what code of a server runs, as this one imports it. */
  serverModule(): string {
    return relativePath(this.path, this.configuration.server ?? '');
  }

  /** The uses of a symbol that nothing has taken yet. */
  usesOf(...symbols: readonly string[]): Use[] {
    return this.#uses.filter((use) => symbols.includes(use.symbol) && !this.#done.has(use));
  }

  get allUses(): readonly Use[] {
    return this.#uses;
  }

  /** Rewrites an expression; the use needs its import no more. */
  rewrite(use: Use, node: Node, ...parts: readonly Part[]): void {
    this.edits.replace(node, ...parts);
    this.#done.add(use);
  }

  /** Says that a use stays, under the same import. */
  keep(use: Use): void {
    this.#kept.add(use);
  }

  isKept(use: Use): boolean {
    return this.#kept.has(use);
  }

  /** Says that a use is translated without a change of its own text. */
  settle(use: Use): void {
    this.#done.add(use);
  }

  isDone(use: Use): boolean {
    return this.#done.has(use);
  }

  tell<C extends Code>(code: C, node: Node, params: ParamsOf<C>): void {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    const origin = { file: this.path, pointer: '', line, column: column + 1 };
    this.#findings.push(finding(code, 'client', origin, params));
  }

  /** Leaves the whole file as it is: a part of it has no sure translation. */
  refuse(use: Use, why: string): void {
    this.#done.add(use);
    this.refuseAt((use.call ?? use.member?.path ?? use.object).node, why);
  }

  /** The same for a place that is no use of a brought name. */
  refuseAt(node: Node, why: string): void {
    this.#refused = true;
    this.tell('AM6001', node, { use: excerpt(this.textOf(node)), why });
  }

  /** Says that rewritten code imports a module that has yet to be written. */
  ask(asked: Asked): void {
    this.#asked.push(asked);
  }

  get asked(): readonly Asked[] {
    return this.#asked;
  }

  get refused(): boolean {
    return this.#refused;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** The source of a node, as it was. */
  textOf(node: Node): string {
    const { start, end } = rangeOf(node);
    return this.edits.slice(start, end);
  }
}

/** The first line of a piece of code, short enough for a message. */
function excerpt(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
