import ts from 'typescript';
import { type Change } from './mutant.js';

export function replaced(node: ts.Node, text: string): Change {
  return { start: node.getStart(), end: node.getEnd(), text };
}

export function quoted(text: string): string {
  return `'${text}'`;
}

/** `to` of `allow.guest.to([…])`, `addToRolePolicy` of `role.addToRolePolicy(…)`. */
export function calledName({ expression }: ts.CallExpression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

export function stringsIn({ elements }: ts.ArrayLiteralExpression): string[] {
  return elements.filter(ts.isStringLiteral).map(({ text }) => text);
}

/** The list without each of its elements; a list of one stays. */
export function without(list: ts.ArrayLiteralExpression): Change[] {
  const texts = list.elements.map((one) => one.getText());
  if (texts.length < 2) return [];
  return texts.map((_text, at) =>
    replaced(list, `[${texts.filter((_one, index) => index !== at).join(', ')}]`),
  );
}

/** The list with its first two elements in the other order. */
export function swapped(list: ts.ArrayLiteralExpression): Change[] {
  const [first, second, ...others] = list.elements.map((one) => one.getText());
  if (first === undefined || second === undefined) return [];
  return [replaced(list, `[${[second, first, ...others].join(', ')}]`)];
}

/** The name of the property whose value the node is, or is an element of. */
export function propertyOf(node: ts.Node): string {
  const { parent } = node;
  const owner = ts.isArrayLiteralExpression(parent) ? parent.parent : parent;
  return ts.isPropertyAssignment(owner) ? owner.name.getText() : '';
}

/** Every node of a file, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}
