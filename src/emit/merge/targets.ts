import { type Node, type Statement } from '@babel/types';
import { childrenOf, nameOf, unwrapped } from './syntax.js';

/** A member that a statement sets, as a path from a variable: `backend`, `auth`, `resources`, … */
export interface Setting {
  readonly path: readonly string[];
  /** The left side of the assignment, or the call that changes the member. */
  readonly node: Node;
  /** True for an override of CDK, which holds whatever is assigned later. */
  readonly isOverride: boolean;
}

/** What the variables of a file stand for, as paths. */
export type Bindings = Map<string, readonly string[]>;

/** Adds what a statement at the top level declares. */
export function bind(bindings: Bindings, statement: Statement): void {
  if (statement.type !== 'VariableDeclaration') return;
  for (const { id, init } of statement.declarations) {
    const path = init ? pathOf(init, bindings) : undefined;
    if (!path) continue;
    if (id.type === 'Identifier') bindings.set(id.name, path);
    if (id.type !== 'ObjectPattern') continue;
    for (const property of id.properties) {
      const key = property.type === 'ObjectProperty' && !property.computed ? nameOf(property.key) : undefined;
      if (key === undefined || property.type !== 'ObjectProperty' || property.value.type !== 'Identifier')
        continue;
      bindings.set(property.value.name, [...path, key]);
    }
  }
}

/** The members of resources that a node sets, at whatever depth, however it spells them. */
export function settingsIn(node: Node, bindings: Bindings, backend: string): Setting[] {
  const own = settingOf(node, bindings);
  const below = [...childrenOf(node)].flatMap(([, child]) => settingsIn(child, bindings, backend));
  return own?.path[0] === backend ? [own, ...below] : below;
}

/** True when our setting, which comes last, would undo all or some of theirs. */
export function undoes(ours: Setting, theirs: Setting): boolean {
  return covers(theirs, ours) || (!theirs.isOverride && covers(ours, theirs));
}

function covers(first: Setting, second: Setting): boolean {
  return isBelow(second, first.path);
}

/** The resources, or parts of them, that a node hands to a function: what happens to them can't be seen here. */
export function handedOver(node: Node, bindings: Bindings, backend: string): (readonly string[])[] {
  const isCall = node.type === 'CallExpression' || node.type === 'NewExpression';
  const own = (isCall ? node.arguments : []).flatMap((argument) => {
    const path = pathOf(argument, bindings);
    return path?.[0] === backend && path.length > 1 ? [path] : [];
  });
  return [...own, ...[...childrenOf(node)].flatMap(([, child]) => handedOver(child, bindings, backend))];
}

/** True when a setting is of something at the path, or below it. */
export function isBelow({ path }: Setting, parent: readonly string[]): boolean {
  return parent.length <= path.length && parent.every((name, index) => name === path[index]);
}

/** Methods that change the list they are called on. */
const LIST_METHOD = /^(?:push|unshift|splice|pop|shift|reverse|sort|fill)$/;

function settingOf(node: Node, bindings: Bindings): Setting | undefined {
  if (node.type === 'AssignmentExpression') {
    const path = node.left.type === 'MemberExpression' ? pathOf(node.left, bindings) : undefined;
    return path && { path, node: node.left, isOverride: false };
  }
  if (node.type === 'UnaryExpression' && node.operator === 'delete') {
    const path = pathOf(node.argument, bindings);
    return path && { path, node: node.argument, isOverride: false };
  }
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return undefined;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return undefined;
  const base = pathOf(callee.object, bindings);
  const method = nameOf(callee.property) ?? '';
  if (base && LIST_METHOD.test(method)) return { path: base, node, isOverride: false };
  const [argument] = node.arguments;
  if (!base || argument?.type !== 'StringLiteral') return undefined;
  const members = overridden(method, argument.value);
  return members && { path: [...base, ...members], node, isOverride: true };
}

/** The members that an override of CDK sets; they are spelled as in CloudFormation there, with a capital. */
function overridden(method: string, path: string): string[] | undefined {
  const members = path.split('.').map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  switch (method) {
    case 'addPropertyOverride':
    case 'addPropertyDeletionOverride':
      return members;
    case 'addOverride':
    case 'addDeletionOverride':
      // Other sections of the resource, such as DeletionPolicy, are no properties.
      return members[0] === 'properties' ? members.slice(1) : ['', ...members];
    default:
      return undefined;
  }
}

function pathOf(node: Node, bindings: Bindings): readonly string[] | undefined {
  const inner = unwrapped(node);
  if (inner.type === 'Identifier') return bindings.get(inner.name) ?? [inner.name];
  if (inner.type !== 'MemberExpression' && inner.type !== 'OptionalMemberExpression') return undefined;
  const object = pathOf(inner.object, bindings);
  const name = inner.computed && inner.property.type === 'Identifier' ? undefined : nameOf(inner.property);
  return object && name !== undefined ? [...object, name] : undefined;
}
