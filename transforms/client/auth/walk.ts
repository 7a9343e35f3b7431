import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectProperty, type TSAsExpression } from '@babel/types';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';
import { callOf, isAsked, isLogged, usesOfState, soleValueOf } from './places.js';

/** What becomes of one member of a value of version 5. */
export interface Member {
  /** What stands in its place, after the dot; '' where its own members lie one step higher from now on. */
  readonly now: string;
  /** It was a method without arguments: its call goes with it. */
  readonly method?: true;
  /** What it is itself; absent where it is used as it was. */
  readonly shape?: Shape;
  /** Looks at each place that uses it, and may change what is around it. Returns why it can't. */
  readonly use?: (place: NodePath, walk: Walk) => string | null;
  /** Takes it out of a pattern in its own way. Returns why it can't. */
  readonly taken?: (property: NodePath<ObjectProperty>, inner: NodePath, walk: Walk) => string | null;
  /** Stands for the whole expression, from the value on; not for a pattern. */
  readonly whole?: (place: NodePath, walk: Walk) => string | { readonly text: string };
}

/** A value of version 5 by what is read of it. */
export interface Shape {
  readonly members: Readonly<Record<string, Member>>;
  /** Why a member without a rule can't be read; absent where any other is read as before. */
  readonly unknown?: (name: string) => string;
  /** Looks at each place that reads a member without a rule. */
  readonly others?: (place: NodePath, walk: Walk) => void;
  /** Why the value can't go on to where it is not followed; absent where it can. */
  readonly escape?: string;
  /** It is what it was wherever it goes. */
  readonly goesOn?: true;
}

/** Follows values within a file, and collects what is to change; nothing changes before `apply`. */
export class Walk {
  /** Members that are read of the value itself. */
  readonly read = new Set<string>();
  /** Places where the value itself goes on. */
  readonly escapes: NodePath[] = [];
  /** Places where a part of it goes on that may do so. */
  readonly onward: NodePath[] = [];
  /** Places that ask only whether there is a value. */
  readonly asked: NodePath[] = [];
  /** Places that look into the value itself. */
  readonly looked: NodePath[] = [];
  /** How many marks of verified addresses were made booleans again. */
  compared = 0;
  problem: string | null = null;
  readonly script: Script;
  readonly #root: Shape;
  readonly #dropped: ReadonlySet<Node>;
  readonly #edits: (() => void)[] = [];

  constructor(script: Script, root: Shape, dropped: ReadonlySet<Node>) {
    this.script = script;
    this.#root = root;
    this.#dropped = dropped;
  }

  /** Carries out what was collected. */
  apply(): void {
    for (const edit of this.#edits) edit();
  }

  later(edit: () => void): void {
    this.#edits.push(edit);
  }

  /** An expression that has the value. */
  value(path: NodePath, shape: Shape = this.#root): void {
    const member = memberOf(path);
    if (member !== null) {
      this.#member(path, member, shape);
      return;
    }
    const parent = path.parentPath;
    if (parent === null || parent.isExpressionStatement() || this.#dropped.has(path.node)) return;
    if (parent.isTSNonNullExpression() || parent.isParenthesizedExpression()) {
      this.value(parent, shape);
      return;
    }
    if (parent.isTSAsExpression()) {
      this.#withoutAs(parent);
      this.value(parent, shape);
      return;
    }
    if (parent.isVariableDeclarator() && path.key === 'init') {
      this.target(parent.get('id'), shape);
      return;
    }
    const sole = soleValueOf(path);
    if (sole !== null) {
      sole.forEach((reference) => this.value(reference, shape));
      return;
    }
    if (isAsked(path)) return void this.asked.push(path);
    if (isLogged(path)) return;
    const kept = this.#keptInState(path, shape);
    if (kept === null) {
      this.#escape(path, shape);
      return;
    }
    if (shape.goesOn !== true) this.onward.push(path);
    if (shape === this.#root) for (const name of kept) this.read.add(name);
  }

  /** The members that are read of a state of React; null where anything else may be made of it. */
  #keptInState(path: NodePath, shape: Shape): readonly string[] | null {
    const uses = usesOfState(path)?.filter(
      (use) => !this.#dropped.has(use.node) && !isAsked(use) && !isLogged(use),
    );
    if (uses?.every((use) => readsTheSame(use, shape)) !== true) return null;
    return uses.flatMap((use) => memberOf(use)?.name ?? []);
  }

  /** A name or a pattern that the value is given to. */
  target(path: NodePath, shape: Shape = this.#root): void {
    if (path.isAssignmentPattern()) {
      this.target(path.get('left'), shape);
      return;
    }
    if (path.isIdentifier()) {
      const { typeAnnotation } = path.node;
      if (typeAnnotation?.type === 'TSTypeAnnotation') {
        const { start, end } = rangeOf(typeAnnotation);
        this.#untype(typeAnnotation.typeAnnotation, start, end);
      }
      const binding = path.scope.getBinding(path.node.name);
      if (binding?.constant !== true) {
        this.#escape(path, shape);
        return;
      }
      for (const reference of binding.referencePaths) this.value(reference, shape);
      return;
    }
    if (!path.isObjectPattern()) {
      this.#escape(path, shape);
      return;
    }
    for (const property of path.get('properties')) this.#taken(property, shape);
  }

  #taken(property: NodePath, shape: Shape): void {
    const { node } = property;
    const key = node.type === 'ObjectProperty' && !node.computed ? node.key : null;
    const inner = property.isObjectProperty() ? property.get('value') : null;
    const name = key?.type === 'Identifier' ? key.name : key?.type === 'StringLiteral' ? key.value : null;
    if (name === null || inner === null || Array.isArray(inner)) {
      this.#escape(property, shape);
      return;
    }
    if (shape === this.#root) this.read.add(name);
    const rule = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (rule === undefined) {
      this.#unknown(name, shape);
      return;
    }
    if (rule.taken !== undefined && property.isObjectProperty()) {
      this.problem ??= rule.taken(property, inner, this);
      return;
    }
    const now = rule.now.replace(/!$/, '');
    if (rule.method === true || rule.whole !== undefined || now === '' || /[(!?]/.test(now)) {
      this.problem ??= `its ${name} is taken out by a pattern, and is another expression in version 6`;
      return;
    }
    if (now !== name) {
      const steps = now.split('.');
      const isSame = inner.isIdentifier() && inner.node.name === steps.at(-1);
      const open = steps.map((step) => `${step}: `).join('{ ');
      this.later(() => {
        const start = isSame ? open.slice(0, -`${inner.node.name}: `.length) : open;
        this.script.edits.replace(property.node, start, inner.node, ' }'.repeat(steps.length - 1));
      });
    }
    if (rule.shape !== undefined) this.target(inner, rule.shape);
    if (rule.use !== undefined) this.#useOfName(inner, rule.use, name);
  }

  #useOfName(inner: NodePath, use: NonNullable<Member['use']>, name: string): void {
    const binding = inner.isIdentifier() ? inner.scope.getBinding(inner.node.name) : undefined;
    if (binding?.constant !== true) {
      this.problem ??= `its ${name} is not followed from here`;
      return;
    }
    for (const reference of binding.referencePaths) this.problem ??= use(reference, this);
  }

  #member(object: NodePath, { name, path }: { name: string; path: NodePath }, shape: Shape): void {
    if (shape === this.#root) {
      this.read.add(name);
      this.looked.push(path);
    }
    const rule = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (rule === undefined) {
      this.#unknown(name, shape);
      shape.others?.(path, this);
      return;
    }
    const place = rule.method === true ? callOf(path) : path;
    if (place === null) {
      this.problem ??= `its ${name} is passed on, not called`;
      return;
    }
    if (path.key === 'left' && path.parentPath?.isAssignmentExpression() === true) {
      this.problem ??= `its ${name} is set`;
      return;
    }
    if (rule.whole === undefined) this.#rename(object, path, place, rule.now);
    else this.#replace(place, rule.whole(place, this));
    if (rule.shape !== undefined) this.value(place, rule.shape);
    if (rule.use !== undefined) this.problem ??= rule.use(place, this);
  }

  #replace(place: NodePath, outcome: string | { readonly text: string }): void {
    if (typeof outcome === 'string') this.problem ??= outcome;
    else this.later(() => this.script.edits.replace(place.node, outcome.text));
  }

  #rename(object: NodePath, member: NodePath, place: NodePath, text: string): void {
    // Who asks with `?.` has no need of `!`.
    const isAskedOn = place.key === 'object' && isOptional(place.parent);
    const now = isAskedOn ? text.replace(/!$/, '') : text;
    const { node } = member;
    if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return;
    const { end } = rangeOf(place.node);
    const from = rangeOf(node.property).start;
    if (now === '' || node.computed) {
      if (now !== '' && memberOf(object)?.name === now) return;
      const dot = now === '' ? '' : node.optional === true ? '?.' : '.';
      this.later(() => this.script.edits.replaceRange(rangeOf(object.node).end, end, `${dot}${now}`));
    } else if (this.script.edits.slice(from, end) !== now)
      this.later(() => this.script.edits.replaceRange(from, end, now));
  }

  #unknown(name: string, { unknown }: Shape): void {
    if (unknown !== undefined) this.problem ??= unknown(name);
  }

  #escape(path: NodePath, shape: Shape): void {
    if (shape.goesOn === true) return;
    if (shape === this.#root) this.escapes.push(path);
    else if (shape.escape === undefined) this.onward.push(path);
    else this.problem ??= shape.escape;
  }

  /** `(x) as T` becomes `x` where that can stand alone, else `(x)`. */
  #withoutAs({ node, parent }: NodePath<TSAsExpression>): void {
    const { start, end } = rangeOf(node.expression);
    const between = this.script.edits.slice(end, rangeOf(node.typeAnnotation).start);
    const bare = parent.type === 'VariableDeclarator' && node.extra?.['parenthesized'] !== true;
    const from = bare ? end : end + between.search(/\s*\bas\s*$/);
    if (!this.#untype(node.typeAnnotation, from, rangeOf(node).end) || !bare) return;
    this.later(() => this.script.edits.replaceRange(rangeOf(node).start, start, ''));
  }

  /** Takes away a type of version 5; what TypeScript infers is right. */
  #untype({ type }: Node, start: number, end: number): boolean {
    if (type === 'TSAnyKeyword' || type === 'TSUnknownKeyword') return false;
    this.later(() => {
      this.script.edits.replaceRange(start, end, '');
      for (const use of this.script.allUses) {
        const at = use.reference.node.start ?? 0;
        if (at >= start && at < end) this.script.settle(use);
      }
    });
    return true;
  }
}

function isOptional(node: Node): boolean {
  return node.type === 'OptionalMemberExpression' && node.optional;
}

/** Whether a place reads a member that is still there under its name. */
function readsTheSame(place: NodePath, { members }: Shape): boolean {
  const name = memberOf(place)?.name ?? '';
  const rule = Object.hasOwn(members, name) ? members[name] : undefined;
  return (
    rule?.now === name && rule.method === undefined && rule.whole === undefined && rule.use === undefined
  );
}
