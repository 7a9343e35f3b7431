import { type Node } from '@babel/types';
import { childrenOf, nameOf, startOf } from './syntax.js';
import { type TextEdit } from '../text.js';

/** What the names in a statement of ours are called in the file it goes to. */
export interface Names {
  /** Variables: the result of defineBackend, imports, and what our own statements declare. */
  readonly variables: ReadonlyMap<string, string>;
  /** Resources, as members of the result of defineBackend. */
  readonly resources: ReadonlyMap<string, string>;
}

/** The name that statements of a BackendPart use for the result of defineBackend. */
export const PLACEHOLDER = 'backend';

/**
 * The edits that give every variable below `node` its name. Names that an inner function declares again are
 * renamed together with their uses, which does not change what they mean.
 */
export function renameEdits(node: Node, names: Names): TextEdit[] {
  const edits: TextEdit[] = [];
  const replace = (start: number, length: number, text: string): void => {
    edits.push({ start, end: start + length, text });
  };
  visit(node, (one, written) => {
    const resource = resourceOf(one);
    const member = resource && names.resources.get(resource.name);
    if (resource && member !== undefined && member !== resource.name) {
      replace(startOf(resource.node), resource.name.length, member);
    }
    if (one.type !== 'Identifier') return;
    const name = names.variables.get(one.name);
    if (name === undefined || name === one.name) return;
    replace(startOf(one), one.name.length, written === 'shorthand' ? `${one.name}: ${name}` : name);
  });
  return edits;
}

/** True when the node reads one of the resources from the result of defineBackend, or uses one of the variables. */
export function mentions(
  node: Node,
  resources: ReadonlySet<string>,
  variables: ReadonlySet<string>,
): boolean {
  let found = false;
  visit(node, (one) => {
    const resource = resourceOf(one);
    if (resource && resources.has(resource.name)) found = true;
    if (one.type === 'Identifier' && variables.has(one.name)) found = true;
  });
  return found;
}

/** The resource that `backend.<name>` reads. */
function resourceOf(node: Node): { readonly name: string; readonly node: Node } | undefined {
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined;
  if (node.object.type !== 'Identifier' || node.object.name !== PLACEHOLDER) return undefined;
  return { name: node.property.name, node: node.property };
}

/** How an identifier stands in the text: by itself, or as a member and its value in one. */
type Written = 'plain' | 'shorthand';

/** Visits all nodes but the identifiers that name a member or a label instead of a variable. */
function visit(node: Node, see: (node: Node, written: Written) => void, written: Written = 'plain'): void {
  see(node, written);
  for (const [member, child] of childrenOf(node)) {
    if (child.type === 'Identifier' && isMemberName(node, member)) continue;
    // In `{ a = 1 }` the variable is inside the default, and still written in one with the member.
    const inOne =
      (node.type === 'ObjectProperty' && node.shorthand && member === 'value') ||
      (written === 'shorthand' && node.type === 'AssignmentPattern' && member === 'left');
    visit(child, see, inOne ? 'shorthand' : 'plain');
  }
}

function isMemberName(parent: Node, member: string): boolean {
  if ('computed' in parent && parent.computed) return false;
  if (member === 'property')
    return parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression';
  return member === 'key' || member === 'label' || (parent.type === 'TSQualifiedName' && member === 'right');
}

/** The variables that a node declares or uses, for finding a name that is still free. */
export function identifiersIn(node: Node): Set<string> {
  const names = new Set<string>();
  visit(node, (one) => {
    const name = one.type === 'Identifier' ? nameOf(one) : undefined;
    if (name !== undefined) names.add(name);
  });
  return names;
}
