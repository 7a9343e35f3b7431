import { type Node, type Statement } from '@babel/types';
import { type NewImports } from './imports.js';
import { type Piece, piecesOf, textOf, textOfNode } from './pieces.js';
import { identifiersIn, mentions, type Names, PLACEHOLDER } from './rename.js';
import {
  declaredNames,
  endOf,
  type Module,
  parseModule,
  sameSyntax,
  startOf,
  withoutExport,
} from './syntax.js';
import { endOfLineComments } from '../text.js';
import { destructuring, type Member } from './destructuring.js';
import { bind, type Bindings, handedOver, isBelow, type Setting, settingsIn, undoes } from './targets.js';

/** A statement that goes into the file, behind `position`. */
export interface Addition {
  readonly position: number;
  readonly gap: '\n' | '\n\n';
  readonly text: string;
}

/** A statement of ours that may set what the file sets to something else. */
export interface Clash {
  readonly by: Node;
  readonly target: string;
  readonly text: string;
}

/** A statement at the top level of the file as it is going to be. */
interface Known {
  readonly node: Statement | null;
  readonly text: string;
  /** Whether somebody else wrote it: in the file, and none of the statements that are merged. */
  isTheirs: boolean;
  /** Where it ends; statements of ours get their place when their whole group is decided. */
  end: number;
}

type Decision =
  | { readonly kind: 'present'; readonly known: Known }
  | { readonly kind: 'add'; readonly known: Known; readonly gap: '\n' | '\n\n'; readonly after?: Known }
  | { readonly kind: 'clash'; readonly clash: Clash };

/** The file that statements are fitted into. */
export interface StatementContext {
  readonly module: Module;
  /** The statement with defineBackend, which all others follow. */
  readonly after: Node;
  readonly imports: NewImports;
  /** The names of the file; those that are added to it join them. */
  readonly declared: Set<string>;
  readonly names: Names;
  /** All statements that are to be added. */
  readonly groups: readonly (readonly Piece[])[];
}

/**
 * Fits statements into a file: those that it has already are left out, the others get a place behind all
 * that they build on, and names that the file uses for something else are changed in ours.
 */
export class StatementMerge {
  readonly additions: Addition[] = [];
  readonly clashes: Clash[] = [];
  readonly #imports: NewImports;
  readonly #declared: Set<string>;
  readonly #known: Known[];
  readonly #variables: Map<string, string>;
  readonly #resources: ReadonlyMap<string, string>;
  /** What the variables of the file stand for. */
  readonly #bindings: Bindings = new Map();
  /** What the statements of the file set. */
  readonly #settings: readonly { readonly known: Known; readonly setting: Setting }[];
  readonly #backend: string;
  readonly #fileText: string;
  /** Names inside our statements: a new name must not be one that an inner function gives another meaning. */
  readonly #avoid: ReadonlySet<string>;
  /** Where the last statement of ours is that has a place: what follows may build on it. */
  #floor: number;

  constructor({ module, after, imports, declared, names, groups }: StatementContext) {
    const { text } = module;
    this.#imports = imports;
    this.#declared = declared;
    this.#known = module.body.map((statement) => ({
      node: withoutExport(statement),
      text: text.slice(startOf(statement), endOf(statement)),
      isTheirs: true,
      end: endOfLineComments(text, endOf(statement)),
    }));
    for (const { node } of this.#known) if (node) bind(this.#bindings, node);
    this.#backend = names.variables.get(PLACEHOLDER) ?? PLACEHOLDER;
    this.#settings = this.#known.flatMap((known) => {
      const found = known.node ? settingsIn(known.node, this.#bindings, this.#backend) : [];
      return found.map((setting) => ({ known, setting }));
    });
    this.#variables = new Map(names.variables);
    this.#resources = names.resources;
    this.#fileText = text;
    this.#floor = endOfLineComments(text, endOf(after));
    const nodes = groups.flat().flatMap(({ node }) => node ?? []);
    this.#avoid = new Set(nodes.flatMap((node) => [...identifiersIn(node)]));
  }

  get #names(): Names {
    return { variables: this.#variables, resources: this.#resources };
  }

  /** Adds what the file lacks of statements that belong together. */
  async add(pieces: readonly Piece[]): Promise<void> {
    const decisions: Decision[] = [];
    for (const piece of pieces) decisions.push(await this.#decide(piece));
    // Statements join the others of their group; a new group goes to the end of the file.
    const groupIsThere = decisions.some(({ kind }) => kind === 'present');
    if (!groupIsThere) this.#floor = Math.max(this.#floor, this.#placeOf(decisions));
    for (const decision of decisions) {
      if (decision.kind === 'clash') this.clashes.push(decision.clash);
      else if (decision.kind === 'present') this.#floor = Math.max(this.#floor, decision.known.end);
      else {
        this.#floor = Math.max(this.#floor, decision.after?.end ?? 0);
        decision.known.end = this.#floor;
        this.additions.push({ position: this.#floor, gap: decision.gap, text: decision.known.text });
      }
    }
  }

  /**
   * Where a new group goes: to the end, but in front of statements that use what it declares, and of those that set
   * something of a resource which the group hands to a function. What the function sets can't be seen, and what is set
   * here has to hold.
   */
  #placeOf(decisions: readonly Decision[]): number {
    const added = decisions.flatMap((one) => (one.kind === 'add' && one.known.node ? [one.known] : []));
    const places = [this.#fileText.trimEnd().length];
    const declares = new Set(added.flatMap(({ node }) => (node ? declaredNames(node) : [])));
    const user = this.#known.findIndex(({ node }) => node !== null && mentions(node, new Set(), declares));
    if (user > 0) places.push(this.#known[user - 1]?.end ?? 0);
    for (const { node, text } of added) {
      const handed = node ? handedOver(node, this.#bindings, this.#backend) : [];
      for (const { known, setting } of this.#settings) {
        if (!known.isTheirs || !handed.some((path) => isBelow(setting, path))) continue;
        places.push(this.#known[this.#known.indexOf(known) - 1]?.end ?? 0);
        this.clashes.push({ by: setting.node, target: setting.path.join('.'), text });
      }
    }
    return Math.min(...places);
  }

  async #decide(piece: Piece): Promise<Decision> {
    const { node } = piece;
    if (!node) return this.#decideComment(piece);
    for (const { name, from } of piece.imports) {
      this.#variables.set(name, this.#imports.localName(name, from, this.#avoid));
    }
    const decided = (await this.#reuse(piece, node)) ?? (await this.#decideNamed(piece, node));
    if (decided.kind === 'add') {
      for (const { name, from } of piece.imports) {
        const local = this.#variables.get(name) ?? name;
        if (mentions(node, new Set(), new Set([name]))) this.#imports.add(name, from, local);
      }
      this.#known.push(decided.known);
      if (decided.known.node) bind(this.#bindings, decided.known.node);
    }
    return decided;
  }

  /** Tries the names that the statement declares as they are, then with a number, until it is there or fits. */
  async #decideNamed(piece: Piece, node: Statement): Promise<Decision> {
    const declares = declaredNames(node);
    for (let n = 1; ; n += 1) {
      const locals = declares.map((name) => (n === 1 ? name : `${name}${n}`));
      declares.forEach((name, index) => this.#variables.set(name, locals[index] ?? name));
      const text = textOf(piece, this.#names);
      const [parsed] = (await parseModule(text)).body;
      const present = parsed && this.#known.find((known) => sameSyntax(known.node, withoutExport(parsed)));
      if (present) {
        present.isTheirs = false;
        return { kind: 'present', known: present };
      }
      const clash = parsed && declares.length === 0 ? this.#clashOf(parsed, text) : undefined;
      if (clash) return { kind: 'clash', clash };
      if (locals.some((name) => this.#declared.has(name) || (n > 1 && this.#avoid.has(name)))) continue;
      for (const name of locals) this.#declared.add(name);
      return { kind: 'add', known: this.#ours(parsed ?? null, text), gap: piece.gap };
    }
  }

  #ours(node: Statement | null, text: string): Known {
    return { node: node && withoutExport(node), text, isTheirs: false, end: this.#floor };
  }

  #decideComment(piece: Piece): Decision {
    const text = textOf(piece, this.#names);
    const lines = text.split('\n').map((line) => line.trim());
    const known = this.#ours(null, text);
    return lines.every((line) => this.#fileText.includes(line))
      ? { kind: 'present', known }
      : { kind: 'add', known, gap: piece.gap };
  }

  /** Something in the file that the statement would undo; the one who wrote it meant it. */
  #clashOf(statement: Statement, text: string): Clash | undefined {
    const ours = settingsIn(statement, this.#bindings, this.#backend);
    for (const { known, setting } of this.#settings) {
      const our = known.isTheirs ? ours.find((one) => undoes(one, setting)) : undefined;
      if (our) return { by: setting.node, target: our.path.join('.'), text };
    }
    return undefined;
  }

  /** Takes over what the file has already of `const { a, b } = x`, and declares the rest. */
  async #reuse(piece: Piece, node: Statement): Promise<Decision | undefined> {
    const ours = destructuring(node);
    if (!ours) return undefined;
    const init = await this.#fitted(piece, ours.init);
    const theirs = this.#known.flatMap((known) => {
      const found = known.node ? destructuring(known.node) : undefined;
      return found && sameSyntax(found.init, init)
        ? found.members.map((member) => ({ ...member, known }))
        : [];
    });
    const reused = ours.members.flatMap(({ key, local }) => {
      const their = theirs.find((one) => one.key === key);
      return their ? [{ local, their }] : [];
    });
    const after = reused.map(({ their }) => their.known).sort((a, b) => b.end - a.end)[0];
    if (!after) return undefined;
    const taken = new Set(reused.map(({ local }) => local));
    const rest = ours.members.filter(({ local }) => !taken.has(local));
    const decided = rest.length === 0 ? undefined : await this.#decideRest(piece, node, ours.init, rest);
    for (const { local, their } of reused) this.#variables.set(local, their.local);
    if (decided?.kind === 'clash') return decided;
    return decided?.kind === 'add' ? { ...decided, after } : { kind: 'present', known: after };
  }

  async #decideRest(
    piece: Piece,
    node: Statement,
    init: Node,
    members: readonly Member[],
  ): Promise<Decision> {
    const { source, from } = piece;
    const pattern = members.map(({ key, local }) => (key === local ? key : `${key}: ${local}`)).join(', ');
    const text = `${source.slice(from, startOf(node))}const { ${pattern} } = ${source.slice(startOf(init), endOf(init))};`;
    const [rest] = await piecesOf(text, piece.imports);
    if (!rest?.node) throw new Error('AM9004: a declaration is gone after it was shortened');
    return this.#decideNamed({ ...rest, gap: piece.gap }, rest.node);
  }

  /** An expression of ours as it reads with the names of the file. */
  async #fitted(piece: Piece, node: Node): Promise<Node | undefined> {
    const [statement] = (await parseModule(`(${textOfNode(piece, node, this.#names)});`)).body;
    return statement?.type === 'ExpressionStatement' ? statement.expression : undefined;
  }
}
